"""Filters messages, and finds their newest without a scan of those that the filter excludes.

Each filter has a range of an index for its newest messages:

| filter | index |
|---|---|
| recipient | `ix_message_recipient`, by the last four digits |
| sender | `ix_message_sender_id_id` |
| statuses other than DELIVERED | `ix_message_partner_id_status` or `…_account_id_status`, a range per status |
| name of the sending user | `ix_message_account_id_sent_by_name_id`, a range per matching name |
| times | ids are in the order of `created_at` |

Statuses with DELIVERED select most messages, so the usual index in list order finds them fast.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Uuid,
    false,
    func,
    literal,
    select,
    true,
    tuple_,
    union,
    union_all,
)

from textgate.domain.ids import first_id
from textgate.domain.message_filter import MIN_DIGITS, MessageSelection
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.listing.pages import PageRequest
from textgate.storage.tables import is_not_delivered, last_four_of, message, message_author

# Between the time of a message and that of its id, which older versions took from another clock.
_CLOCK_SLACK = timedelta(days=1)

# How many messages a search for a common name scans in list order.
NAME_WINDOW = 1_000
_EARLIEST = datetime.min.replace(tzinfo=UTC) + _CLOCK_SLACK
_LATEST = datetime.max.replace(tzinfo=UTC) - _CLOCK_SLACK
_CANDIDATE = message.alias("candidate")
_WINDOW_COLUMNS = ("id", "account_id", "sender_id", "sent_by_name", "status", "created_at")

Account: TypeAlias = ColumnElement[Any] | None
"""The id of the only account whose messages count, or a parameter for it."""


def matches(
    viewer: Viewer, selection: MessageSelection, table: FromClause
) -> list[ColumnElement[bool]]:
    """The conditions on messages. They do not contain the viewer's scope."""
    conditions: list[ColumnElement[bool]] = [*_times(selection, table)]
    if selection.account_id is not None:
        conditions.append(table.c.account_id == selection.account_id)
    if selection.recipient is not None:
        conditions += _is_recipient(selection.recipient, table)
    if selection.statuses is not None:
        conditions.append(table.c.status.in_(sorted(selection.statuses)))
    if selection.sender_id is not None:
        conditions.append(table.c.sender_id == selection.sender_id)
    if selection.sent_by:
        authors = select(message_author.c.account_id, message_author.c.name).where(
            *_is_author(viewer, selection)
        )
        conditions.append(tuple_(table.c.account_id, table.c.sent_by_name).in_(authors))
    return conditions


def page_of_messages(
    dialect: str,
    viewer: Viewer,
    selection: MessageSelection,
    page: PageRequest,
    account: Account = None,
) -> Select[Any] | None:
    """Select the ids of the newest messages, and perhaps of a few others.

    None if an index in list order finds them fast anyway.
    """
    if account is None:
        account_id = selection.account_id or viewer.account_id
        account = None if account_id is None else literal(account_id, Uuid())
    if selection.recipient is not None:
        return _newest(viewer, selection, page, account)
    if selection.has_rare_statuses:
        return _by_status(viewer, selection, page, account)
    if selection.sender_id is not None:
        return _newest(viewer, selection, page, account)
    if selection.sent_by:
        return _by_author(dialect, viewer, selection, page, account)
    return None


def _times(selection: MessageSelection, table: FromClause) -> list[ColumnElement[bool]]:
    """No index holds created_at, but ids are in its order."""
    conditions = []
    if selection.since is not None:
        conditions.append(table.c.created_at >= selection.since)
        if selection.since > _EARLIEST:
            conditions.append(table.c.id >= first_id(selection.since - _CLOCK_SLACK))
    if selection.until is not None:
        conditions.append(table.c.created_at < selection.until)
        if selection.until < _LATEST:
            conditions.append(table.c.id < first_id(selection.until + _CLOCK_SLACK))
    return conditions


def _is_recipient(recipient: str, table: FromClause) -> list[ColumnElement[bool]]:
    # SQLite would put a number that the column must equal into last_four_of(), and then not use its index.
    ends = table.c.recipient.endswith(recipient, autoescape=True)
    return [last_four_of(table) == recipient[-MIN_DIGITS:], ends]


def _is_author(viewer: Viewer, selection: MessageSelection) -> list[ColumnElement[bool]]:
    return [
        within(viewer, message_author),
        *(message_author.c.name_key.contains(word, autoescape=True) for word in selection.sent_by),
    ]


def _newest(
    viewer: Viewer,
    selection: MessageSelection,
    page: PageRequest,
    account: Account,
    *conditions: ColumnElement[bool],
) -> Select[Any]:
    """The first rows in list order for which `conditions` on `_CANDIDATE` hold, too."""
    statement = (
        select(_CANDIDATE.c.id)
        .where(within(viewer, _CANDIDATE), *conditions, *page.is_beyond(_CANDIDATE))
        .where(*matches(viewer, selection, _CANDIDATE))
        .order_by(*page.order_by(_CANDIDATE))
        .limit(page.limit)
    )
    return statement if account is None else statement.where(_CANDIDATE.c.account_id == account)


def _by_status(
    viewer: Viewer, selection: MessageSelection, page: PageRequest, account: Account
) -> Select[Any]:
    """A merge of the first rows of each status."""
    ranges = [
        _newest(
            viewer,
            selection,
            page,
            account,
            _CANDIDATE.c.status == status,
            is_not_delivered(_CANDIDATE),
        ).subquery()
        for status in sorted(selection.statuses or ())
    ]
    if not ranges:
        return select(_CANDIDATE.c.id).where(false())
    rows = union_all(*(select(rows.c.id) for rows in ranges)).subquery("of_statuses")
    return select(rows.c.id).order_by(*page.order_by(rows)).limit(page.limit)


def _by_author(
    dialect: str, viewer: Viewer, selection: MessageSelection, page: PageRequest, account: Account
) -> Select[Any]:
    """A merge of the first rows of each matching name in each account.

    A name may belong to many accounts of a partner. Then the page is among the next messages in list order,
    and the merge is skipped.
    """
    if account is not None:
        is_of_account = message_author.c.account_id == account
        return _of_authors(dialect, viewer, selection, page, is_of_account)
    window = (
        select(*(_CANDIDATE.c[name] for name in _WINDOW_COLUMNS))
        .where(within(viewer, _CANDIDATE), *page.is_beyond(_CANDIDATE))
        .order_by(*page.order_by(_CANDIDATE))
        .limit(NAME_WINDOW)
        .subquery("search_window")
    )
    nearby = select(window.c.id).where(*matches(viewer, selection, window)).cte("nearby")
    nearby_count = select(func.count()).select_from(nearby).scalar_subquery()
    others = _of_authors(dialect, viewer, selection, page, nearby_count < page.limit).subquery()
    rows = union(select(nearby.c.id), select(others.c.id)).subquery("of_names")
    return select(rows.c.id).order_by(*page.order_by(rows)).limit(page.limit)


def _of_authors(
    dialect: str,
    viewer: Viewer,
    selection: MessageSelection,
    page: PageRequest,
    condition: ColumnElement[bool],
) -> Select[Any]:
    author = message_author
    of_author = (
        select(_CANDIDATE.c.id)
        .where(
            within(viewer, _CANDIDATE),
            _CANDIDATE.c.account_id == author.c.account_id,
            _CANDIDATE.c.sent_by_name == author.c.name,
            *page.is_beyond(_CANDIDATE),
            # The join with the names replaces the condition on the name.
            *matches(viewer, replace(selection, sent_by=()), _CANDIDATE),
        )
        .order_by(*page.order_by(_CANDIDATE))
        .limit(page.limit)
    )
    rows: FromClause
    if dialect == "postgresql":
        rows = of_author.correlate(author).lateral("matching")
        joined = author.join(rows, true())
    else:
        # SQLite has no LATERAL: join the rows again by id.
        rows = message.alias("matching")
        has_id = rows.c.id.in_(of_author.correlate(author))
        joined = author.join(rows, within(viewer, rows) & has_id)
    return (
        select(rows.c.id)
        .select_from(joined)
        .where(*_is_author(viewer, selection), condition)
        .order_by(*page.order_by(rows))
        .limit(page.limit)
    )
