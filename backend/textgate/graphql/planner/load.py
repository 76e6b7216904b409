"""Loads branches: one statement for each, from the top down; makes their objects from the bottom up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from textgate.graphql.declare.relation import Shape
from textgate.graphql.lists import cursors
from textgate.graphql.planner.branch import Branch, DriverRow, Loaded, PageRows
from textgate.graphql.planner.branch_request import BranchRequest
from textgate.graphql.planner.run import Run
from textgate.graphql.planner.statements import Statements
from textgate.services.access.scope import scope_values
from textgate.storage.statement_program import Rows, Statement

Loading: TypeAlias = Generator[Statement, Rows, Loaded]


@dataclass(slots=True)
class Loader:
    """Loads branches for one run. Yields statements, is sent their rows, and knows no driver."""

    run: Run
    statements: Statements
    _scope: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self._scope = scope_values(self.run.context.viewer)

    def load(self, branch: Branch, parents: Sequence[Any] | None) -> Loading:
        """The branch's objects by the parents' keys. `parents` is None for rows of the whole partner.

        {None: {"name": "Bozeman Dental", "senders": {"nodes": […]}}}          # a root field
        {key of account: {"nodes": […]}, key of another account: {"nodes": […]}} # a page below accounts
        """
        run = self.run
        arguments = run.arguments[branch] if branch.fixed is None else branch.fixed
        if branch.relation.prepare is not None:
            dialect = self.statements.dialect
            prepared = yield from branch.relation.prepare(arguments, run.context, dialect)
            arguments = {**arguments, **prepared}
        request = BranchRequest(branch, arguments, run.context, self._scope)
        if branch.relation.shape is Shape.PAGE:
            return (yield from self._load_pages(request, parents))
        rows: Rows = ()
        if not request.matches_nothing:
            rows = yield self.statements.rows(request, parents)
        children = yield from self._load_children(branch, rows)
        make = branch.make
        assert make is not None
        groups = _by_parent(branch, rows)
        if branch.relation.shape is Shape.ONE:
            ones = {parent: make(group[-1], children, run) for parent, group in groups.items()}
            return defaultdict(_nothing, ones)
        lists = {
            parent: [make(row, children, run) for row in group] for parent, group in groups.items()
        }
        return defaultdict(list, lists)

    def _load_pages(self, request: BranchRequest, parents: Sequence[Any] | None) -> Loading:
        branch, statements, run = request.branch, self.statements, self.run
        cursor = None
        if branch.wants_cursors:
            # The statement selects the order's columns after all others.
            cursor = cursors.cursor_writer(request.order, statements.dialect, len(branch.selected))
        has_previous = request.after is not None
        pages: dict[Any, PageRows] = defaultdict(lambda: PageRows([], False, has_previous, cursor))
        children: list[Loaded] = []
        if branch.wants_rows and not request.matches_nothing:
            rows = yield statements.rows(request, parents)
            if parents is not None and statements.may_be_incomplete(request, parents, rows):
                rows = yield statements.rows_of_each(request, parents)
            first = request.arguments["first"]
            for parent, group in _by_parent(branch, rows).items():
                pages[parent] = PageRows(group[:first], len(group) > first, has_previous, cursor)
            if branch.children:
                kept = [row for page in pages.values() for row in page.rows]
                children = yield from self._load_children(branch, kept)
        if branch.wants_total and not request.matches_nothing:
            for count in (yield statements.totals(request, parents)):
                pages[None if branch.relation.column is None else count[0]].total = count[-1]
        make = branch.make_page
        assert make is not None
        connections = {parent: make(page, children, run) for parent, page in pages.items()}
        return defaultdict(
            lambda: make(PageRows([], False, has_previous, cursor), children, run), connections
        )

    def _load_children(
        self, branch: Branch, rows: Rows
    ) -> Generator[Statement, Rows, list[Loaded]]:
        children: list[Loaded] = []
        for child in branch.children.values():
            index = child.parent_key_index
            if child.kinds is None:
                keys = {row[index]: None for row in rows}
            else:
                kind_index, kinds = child.kinds
                keys = {row[index]: None for row in rows if row[kind_index] in kinds}
            keys.pop(None, None)
            # No parent keys: skip the query; rows whose key is null get None.
            children.append(
                (yield from self.load(child, list(keys))) if keys else defaultdict(_nothing)
            )
        return children


def _by_parent(branch: Branch, rows: Rows) -> Mapping[Any, Rows]:
    """The rows by their parent's key, each group in the order of the rows."""
    key = branch.relation.column
    if key is None:
        return {None: rows} if rows else {}
    index = branch.selected[0, key]
    groups: dict[Any, list[DriverRow]] = defaultdict(list)
    for row in rows:
        groups[row[index]].append(row)
    return groups


def _nothing() -> None:
    return None
