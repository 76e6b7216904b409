"""A branch with the arguments of one request: what its statements depend on, and the values that they bind."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Select

from textgate.graphql.declare.errors import invalid_argument
from textgate.graphql.declare.relation import (
    MAX_PAGE,
    Conditions,
    EqualityFilter,
    ReadContext,
    Relation,
    Shape,
)
from textgate.graphql.lists import cursors
from textgate.graphql.planner.branch import Branch
from textgate.storage.parameters import encode_keys


def check_page_size(relation: Relation, arguments: Mapping[str, Any]) -> None:
    """Raises GraphQLError for `first` below 1 or above MAX_PAGE, even if no parent has a page to load."""
    if relation.shape is Shape.PAGE and not 1 <= arguments["first"] <= MAX_PAGE:
        raise invalid_argument("first", f"must be from 1 to {MAX_PAGE}")


class BranchRequest:
    """`scope` holds the values that limit every statement to what the viewer may see."""

    def __init__(
        self,
        branch: Branch,
        arguments: Mapping[str, Any],
        context: ReadContext,
        scope: Mapping[str, Any],
    ) -> None:
        relation = branch.relation
        self.branch = branch
        self.arguments = arguments
        self.viewer = context.viewer
        self._scope = scope
        self._context = context
        self.extra_filters: Conditions = (
            relation.extra_filters(arguments, context) if relation.extra_filters else ()
        )
        self.filters: dict[EqualityFilter, Any] = {}
        for equality in relation.filters:
            if arguments.get(equality.argument) is not None:
                self.filters[equality] = equality.parse(arguments[equality.argument])
        self.matches_nothing = bool(self.filters) and None in self.filters.values()
        """True if no row can match, for example by a malformed id: then no statement runs."""
        self.after: str | None = arguments.get("after")
        self.order = relation.order_by(arguments) if relation.order_by else relation.order
        self.page_hint: Conditions = ()
        if relation.page_hint and branch.wants_rows:
            self.page_hint = relation.page_hint(arguments, context)

    @property
    def precomputed_count(self) -> Select[int] | None:
        count = self.branch.relation.precomputed_count
        return count(self.arguments, self._context) if count else None

    @property
    def cache_key(self) -> tuple[Hashable, ...]:
        """All that changes the text of the branch's statements."""
        is_limited, order = self.viewer.account_id is not None, self.order
        return is_limited, order.columns, order.is_descending, self.after is None, *self.filters

    def values(
        self, dialect: Dialect, parents: Sequence[Any] | None, limit: int | None
    ) -> dict[str, Any]:
        """The statement's parameters by name; a page has a limit."""
        values = {**self._scope}
        for equality, value in self.filters.items():
            values[f"filter_{equality.argument}"] = value
        if parents is not None:
            values["parents"] = encode_keys(parents, dialect)
            values["parent"] = parents[0]
        if limit is not None:
            values["limit"] = limit
            if self.after is not None:
                for index, value in enumerate(cursors.decode(self.after, self.order)):
                    values[f"after_{index}"] = value
        return values
