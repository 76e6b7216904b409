"""The query `search` and its results."""

from __future__ import annotations

from typing import Annotated, cast

import strawberry

from textgate.domain.permissions import Permission
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.field import field
from textgate.graphql.lists.search import SEARCH
from textgate.graphql.operation.cost import SEARCHING
from textgate.graphql.planner import resolve
from textgate.graphql.types.account import Account
from textgate.graphql.types.sms_message import SmsMessage
from textgate.graphql.types.sms_number import SmsNumber
from textgate.services.search.find import SearchKind

SearchResult = Annotated[
    Account | SmsNumber | SmsMessage,
    strawberry.union("SearchResult", description="An object that a search finds."),
]


@strawberry.type(description="Part of the root query.")
class SearchQuery:
    @field(
        "The objects that match all words of the query, the best first. Words may be in any order "
        "or parts of words. One typo is forgiven in each word of four to 20 letters. Accounts whose name "
        "matches come first.",
        finds=SEARCH,
        needs=Permission.READ_VIEWER,
        costs=SEARCHING,
    )
    async def search(
        self,
        info: Info,
        query: Annotated[
            str, strawberry.argument(description="Words and digits, 1 to 200 characters.")
        ],
        kinds: Annotated[
            list[SearchKind] | None,
            strawberry.argument(
                description="Kinds of results; all that the viewer may see if omitted."
            ),
        ] = None,
        first: Annotated[
            int, strawberry.argument(description="Maximum number of results, from 1 to 25.")
        ] = 10,
    ) -> list[SearchResult]:
        found = await resolve.load_found(info, query=query, kinds=kinds, first=first)
        return cast("list[SearchResult]", found)
