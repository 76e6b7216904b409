"""Values of a crowded world for generated documents: ids, cursors and search texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.graphql.access.walker import SCHEMA
from tests.graphql.access.world import World
from tests.graphql.planner.agreement import Apps
from textgate.domain.permissions import Role


@dataclass(slots=True)
class Pools:
    """Ids by kind, cursors by `Type.field`, and search texts."""

    ids: dict[str, list[str]]
    cursors: dict[str, list[str]]
    external_ids: list[str]
    words: list[str]

    @classmethod
    def of(cls, world: World, partner: str, cursors: dict[str, list[str]]) -> Pools:
        """Ids of the partner's own objects, and one of another partner's."""
        ids: dict[str, list[str]] = {}
        for kind, found in world.objects.items():
            own = sorted(key for key, owner in found if owner.partner == partner)
            others = sorted(key for key, owner in found if owner.partner != partner)
            ids[kind] = [*own[:12], *own[-3:], *others[:1]]
        words = [partner, "clinic", "ça", "boston", "(406) 555-0111", "%", "zoë clinic", "nothing"]
        external = [f"{partner}{part}-external" for part in ("one", "two", "four", "nobody")]
        return cls(ids, cursors, [*external, "", "no\0body"], [*words, "x" * 201])


async def pools_of(apps: Apps, partner: str) -> Pools:
    """Pools with cursors of every list."""
    pools = Pools.of(apps.world, partner, {})
    admin = apps.world.caller(partner, Role.PARTNER_ADMIN)
    for place, selection in _lists(pools):
        answer = await apps.core.ask({"query": f"{{ {selection} }}"}, admin)
        assert answer.status == 200, answer.body
        found = list(_cursors(answer.content["data"]))
        pools.cursors.setdefault(place, []).extend(found)
    return pools


def _lists(pools: Pools) -> Iterator[tuple[str, str]]:
    """Each field that is a list, with a selection of its beginning."""
    for name, type_ in SCHEMA.type_map.items():
        for field, each in getattr(type_, "fields", {}).items():
            if "after" not in getattr(each, "args", {}):
                continue
            beginning = f"{field}(first: 5) {{ edges {{ cursor }} }}"
            if name == "Query":
                yield f"{name}.{field}", beginning
            elif name == "SendReport":
                yield f"{name}.{field}", f"sendReport {{ {beginning} }}"
            else:
                for key in pools.ids[name][:3]:
                    selection = f'node(id: "{key}") {{ ... on {name} {{ {beginning} }} }}'
                    yield f"{name}.{field}", selection


def _cursors(found: Any) -> Iterator[str]:
    if isinstance(found, list):
        for each in found:
            yield from _cursors(each)
    elif isinstance(found, dict):
        for name, value in found.items():
            if name == "cursor":
                yield value
            else:
                yield from _cursors(value)
