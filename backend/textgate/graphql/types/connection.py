"""Connections: lists that are read page by page along a cursor, forwards."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar, cast

import strawberry

from textgate.graphql.declare.entity import EntityPage
from textgate.graphql.declare.field import field

T = TypeVar("T")

First = Annotated[
    int, strawberry.argument(description="How many to return at the most, from 1 to 100.")
]
After = Annotated[
    str | None,
    strawberry.argument(description="Return what comes after this cursor of an earlier page."),
]


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether there is more after this page.")
    has_previous_page: bool = strawberry.field(description="Whether a page came before this one.")
    start_cursor: str | None = strawberry.field(description="The cursor of the page's first item.")
    end_cursor: str | None = strawberry.field(
        description="The cursor of the page's last item: `after` of the next page."
    )


@strawberry.type(description="One item of a connection with its place.")
class Edge(Generic[T]):
    cursor: str = strawberry.field(description="The item's place in the list.")
    node: T = strawberry.field(description="The item.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[T]):
    page: strawberry.Private[EntityPage]

    @field("The page's items with their cursors.")
    def edges(self) -> list[Edge[T]]:
        return [
            Edge(cursor=cursor, node=node)
            for cursor, node in zip(self.page.cursors, self.page.entities, strict=True)
        ]

    @field("The page's items.")
    def nodes(self) -> list[T]:
        return cast("list[T]", self.page.entities)

    @field("Where the page stands in the list.")
    def page_info(self) -> PageInfo:
        cursors = self.page.cursors
        return PageInfo(
            has_next_page=self.page.has_next,
            has_previous_page=self.page.has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        )

    @field("How many items the whole list has; counted only when it is asked for.")
    def total_count(self) -> int:
        return self.page.total or 0
