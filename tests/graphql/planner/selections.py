"""Merges paths through the schema into documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Below the limits: documents that the server caches, and may afford.
MAX_TOKENS = 450
MAX_FIELDS = 250
MAX_ALIASES = 25
MAX_OBJECTS = 9_000

_TOKEN = re.compile(r"\w+|\.\.\.|[^\w\s,]")


@dataclass(frozen=True, slots=True)
class Need:
    """A variable for `place` (`Type.field.argument`): the caller's own value, or one `hidden` from it."""

    name: str
    type: str
    place: str
    of: str
    hidden: int | None = None

    @property
    def is_list(self) -> bool:
        return "[" in self.type


@dataclass(frozen=True, slots=True)
class Step:
    """A field of an object type, to an object of type `of`."""

    parent: str
    name: str
    of: str
    is_abstract: bool
    arguments: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    variant: int | None = None
    page: int = 1

    @property
    def key(self) -> str:
        """The response key: it keeps fields of different types or arguments apart."""
        parts = [self.name]
        if self.is_abstract:
            parts.append(self.of)
        if self.variant is not None:
            parts.append(str(self.variant))
        return "_".join(parts)

    @property
    def head(self) -> str:
        alias = "" if self.key == self.name else f"{self.key}: "
        arguments = f"({', '.join(self.arguments)})" if self.arguments else ""
        return f"{alias}{self.name}{arguments}"


@dataclass(frozen=True, slots=True)
class Probe:
    """A path to an object, and its leaf fields."""

    steps: tuple[Step, ...]
    leaves: tuple[str, ...]


@dataclass(slots=True)
class Selection:
    """Merged probes."""

    leaves: set[str] = field(default_factory=set)
    below: dict[str, tuple[Step, Selection]] = field(default_factory=dict)

    def add(self, probe: Probe) -> None:
        at = self
        for step in probe.steps:
            at = at.below.setdefault(step.key, (step, Selection()))[1]
        at.leaves.update(probe.leaves)

    @property
    def fields(self) -> int:
        below = sum(1 + selection.fields for _, selection in self.below.values())
        return (len(self.leaves) or 1) + below

    def objects(self, times: int = 1) -> int:
        """The maximum number of objects."""
        count = 0
        for step, selection in self.below.values():
            each = times * step.page
            count += each + selection.objects(each)
        return count

    def render(self) -> str:
        parts = sorted(self.leaves) or ["__typename"]
        for step, selection in self.below.values():
            inner = selection.render()
            if step.is_abstract:
                inner = f"... on {step.of} {{ {inner} }}"
            parts.append(f"{step.head} {{ {inner} }}")
        return " ".join(parts)


@dataclass(slots=True)
class Document:
    probes: list[Probe]
    text: str
    selection: Selection
    needs: dict[str, Need]

    @classmethod
    def of(cls, probes: list[Probe]) -> Document:
        selection = Selection()
        for probe in probes:
            selection.add(probe)
        needs = {need.name: need for probe in probes for step in probe.steps for need in step.needs}
        declared = ", ".join(f"${need.name}: {need.type}" for need in needs.values())
        head = f"query ({declared})" if declared else "query"
        return cls(probes, f"{head} {{ {selection.render()} }}", selection, needs)

    @property
    def is_plain(self) -> bool:
        """Whether it has no optional arguments."""
        return all(step.variant is None for probe in self.probes for step in probe.steps)

    @property
    def is_small(self) -> bool:
        aliases = self.text.count(": ") - len(self.needs)
        return (
            len(_TOKEN.findall(self.text)) <= MAX_TOKENS
            and self.selection.fields <= MAX_FIELDS
            and aliases <= MAX_ALIASES
            and self.selection.objects() <= MAX_OBJECTS
        )
