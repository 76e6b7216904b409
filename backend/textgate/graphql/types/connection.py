"""Connections: lists that a client pages through forwards, by cursor."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar, cast

import strawberry

from textgate.graphql.declare.entity import EntityPage
from textgate.graphql.declare.field import field

T = TypeVar("T")

First = Annotated[
    int, strawberry.argument(description="Maximum number of items to return, from 1 to 100.")
]
After = Annotated[
    str | None,
    strawberry.argument(description="Cursor of an earlier page; returns the items after it."),
]


@strawberry.type(description="Position of a page in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more items follow.")
    has_previous_page: bool = strawberry.field(description="Whether items precede this page.")
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first item; null if the page is empty."
    )
    end_cursor: str | None = strawberry.field(
        description="Cursor of the last item, to pass as `after` for the next page; null if the page is "
        "empty."
    )


@strawberry.type(description="An item of a list with its cursor.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(description="Position of the item in the list.")
    node: T = strawberry.field(description="The item.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[T]):
    page: strawberry.Private[EntityPage]

    @field("Items of the page with their cursors.")
    def edges(self) -> list[Edge[T]]:
        return [
            Edge(cursor=cursor, node=node)
            for cursor, node in zip(self.page.cursors, self.page.entities, strict=True)
        ]

    @field("Items of the page.")
    def nodes(self) -> list[T]:
        return cast("list[T]", self.page.entities)

    @field("Position of the page in the list.")
    def page_info(self) -> PageInfo:
        cursors = self.page.cursors
        return PageInfo(
            has_next_page=self.page.has_next,
            has_previous_page=self.page.has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        )

    @field("Number of items in the whole list. It is counted only if you select it.")
    def total_count(self) -> int:
        return self.page.total or 0
