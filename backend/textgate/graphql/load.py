"""From a plan to rows: one SELECT for each branch of the plan, whatever the number of rows above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.graphql import cursors
from textgate.graphql.context import Context
from textgate.graphql.entity import Entity, Order, Page, Relation, Shape, materialise
from textgate.graphql.plan import Branch, Branches
from textgate.services.scope import within

Parents = list[Any]


async def load_root(connection: AsyncConnection, context: Context, branch: Branch) -> Any:
    """What a query field returns: an entity or None, or a page."""
    found = await _load(connection, context, branch, parents=None)
    return found[None]


async def load_entities(
    connection: AsyncConnection,
    context: Context,
    table: Table,
    keys: Sequence[Any],
    branches: Branches,
) -> dict[Any, Entity]:
    """Entities by their ids, with what is wanted below them."""
    statement = _of_viewer(select(table), table, context).where(table.c.id.in_(keys))
    rows = (await connection.execute(statement)).mappings().all()
    entities = {row["id"]: materialise(table, row) for row in rows}
    await _follow(connection, context, list(entities.values()), branches)
    return entities


async def _follow(
    connection: AsyncConnection, context: Context, entities: Sequence[Entity], branches: Branches
) -> None:
    """Load what is wanted below these entities."""
    for key, branch in branches.items():
        parents = [entity for entity in entities if type(entity).__name__ in branch.types]
        if not parents:
            continue
        wanted = branch.relation.key
        values = list(dict.fromkeys(entity.row[wanted] for entity in parents))
        found = await _load(connection, context, branch, parents=values)
        for entity in parents:
            entity.related[key] = found[entity.row[wanted]]


async def _load(
    connection: AsyncConnection, context: Context, branch: Branch, *, parents: Parents | None
) -> dict[Any, Any]:
    """The branch's rows by the parent they belong to; None stands for the whole partner."""
    relation = branch.relation
    narrowed = relation.narrow(branch.arguments, context) if relation.narrow else ()
    conditions = (*relation.where, *narrowed)
    if relation.shape is Shape.PAGE:
        return await _load_pages(connection, context, branch, parents, conditions)
    statement = _of_viewer(select(relation.table), relation.table, context).where(*conditions)
    if parents is not None:
        assert relation.column is not None
        statement = statement.where(relation.column.in_(parents))
    if relation.shape is Shape.ALL:
        statement = statement.order_by(*relation.ordered(branch.arguments).columns)
    rows = (await connection.execute(statement)).mappings().all()
    entities = [materialise(relation.table, row) for row in rows]
    await _follow(connection, context, entities, branch.branches)
    if relation.shape is Shape.ONE:
        ones: dict[Any, Any] = defaultdict(lambda: None)
        ones.update(
            (_parent(relation, row), entity) for row, entity in zip(rows, entities, strict=True)
        )
        return ones
    lists: dict[Any, Any] = defaultdict(list)
    for row, entity in zip(rows, entities, strict=True):
        lists[_parent(relation, row)].append(entity)
    return lists


async def _load_pages(
    connection: AsyncConnection,
    context: Context,
    branch: Branch,
    parents: Parents | None,
    conditions: Sequence[ColumnElement[bool]],
) -> dict[Any, Any]:
    relation, arguments = branch.relation, branch.arguments
    after = arguments.get("after")
    pages: dict[Any, Page] = defaultdict(lambda: Page(has_previous=after is not None, total=0))
    if branch.wants_rows:
        order = relation.ordered(arguments)
        sought = relation.seek(arguments, context) if relation.seek and parents is None else ()
        statement = _page_statement(
            context, relation, order, parents, (*conditions, *sought), arguments
        )
        rows = (await connection.execute(statement)).mappings().all()
        entities = []
        for row in rows:
            page = pages[_parent(relation, row)]
            if len(page.entities) == arguments["first"]:
                page.has_next = True
                continue
            entity = materialise(relation.table, row)
            page.entities.append(entity)
            page.cursors.append(
                cursors.encode([row[f"order_{place}"] for place in range(len(order.columns))])
            )
            entities.append(entity)
        await _follow(connection, context, entities, branch.branches)
    if branch.wants_total:
        for parent, total in await _totals(
            connection, context, relation, arguments, parents, conditions
        ):
            pages[parent].total = total
    return pages


def _page_statement(
    context: Context,
    relation: Relation,
    order: Order,
    parents: Parents | None,
    conditions: Sequence[ColumnElement[bool]],
    arguments: dict[str, Any],
) -> Select[Any]:
    table, after = relation.table, arguments.get("after")
    directed = [column.desc() if order.is_descending else column for column in order.columns]
    places = [column.label(f"order_{place}") for place, column in enumerate(order.columns)]
    statement = _of_viewer(select(table, *places), table, context).where(*conditions)
    if after is not None:
        statement = statement.where(cursors.beyond(order, cursors.decode(after, order)))
    limit = arguments["first"] + 1
    if parents is None:
        return statement.order_by(*directed).limit(limit)
    assert relation.column is not None
    if len(parents) == 1:
        return statement.where(relation.column == parents[0]).order_by(*directed).limit(limit)
    place = func.row_number().over(partition_by=relation.column, order_by=directed).label("place")
    ranked = statement.where(relation.column.in_(parents)).add_columns(place).subquery()
    return select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.place)


async def _totals(
    connection: AsyncConnection,
    context: Context,
    relation: Relation,
    arguments: dict[str, Any],
    parents: Parents | None,
    conditions: Sequence[ColumnElement[bool]],
) -> list[tuple[Any, int]]:
    table = relation.table
    if parents is None:
        known = relation.counted(arguments, context) if relation.counted else None
        if known is not None:
            return [(None, (await connection.execute(known)).scalar_one())]
        counted = _of_viewer(select(func.count()).select_from(table), table, context)
        total = await connection.execute(counted.where(*conditions))
        return [(None, total.scalar_one())]
    assert relation.column is not None
    statement = _of_viewer(select(relation.column, func.count()), table, context)
    statement = statement.where(relation.column.in_(parents), *conditions)
    result = await connection.execute(statement.group_by(relation.column))
    return [(parent, total) for parent, total in result]


def _of_viewer(statement: Select[Any], table: Table, context: Context) -> Select[Any]:
    """Every statement carries the viewer: what is another's cannot be found at all."""
    return statement.where(within(context.viewer, table))


def _parent(relation: Relation, row: RowMapping) -> Any:
    return None if relation.column is None else row[relation.column.name]
