"""Ariadne with cached documents, DataLoaders, and rows as dictionaries of the response."""

from __future__ import annotations

import os
import sqlite3
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import orjson
from aiodataloader import DataLoader
from ariadne import InterfaceType, ObjectType, QueryType, make_executable_schema
from ariadne.asgi import GraphQL
from ariadne.asgi.handlers import GraphQLHTTPHandler
from graphql import DocumentNode, GraphQLError, parse, validate
from serving import serve
from shared import (
    FROM_PARTNER,
    cursor_of,
    hash_of,
    missing,
    now,
    read_account_id,
    read_cursor,
    supplies,
)
from starlette.requests import Request
from starlette.responses import Response

# The standard library's driver, called in the event loop: a statement takes microseconds, less than passing it
# to a thread.
_connection = sqlite3.connect(
    f"file:{os.environ['BENCH_SQLITE']}?mode=ro",
    uri=True,
    isolation_level=None,
    cached_statements=256,
)
_connection.execute("PRAGMA cache_size = -65536")
_connection.row_factory = lambda cursor, row: {
    column[0]: value for column, value in zip(cursor.description, row, strict=True)
}

_VIEWER = f"""
    SELECT partner.id, {", ".join(f"partner.{name}" for name in FROM_PARTNER)}
    FROM credential JOIN partner ON partner.id = credential.partner_id
    WHERE token_hash = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"""
_ACCOUNT = """
    SELECT id AS key, 'account_' || id AS id, external_id AS "externalId", name, name_key, gaps
    FROM account"""
_SENDER = """
    SELECT id AS key, account_id, kind, name,
        CASE kind WHEN 'QUEUE' THEN 'queue_' ELSE 'location_' END || id AS id
    FROM sender"""
_PICKER_ORDER = "CASE WHEN is_default THEN 0 WHEN kind = 'LOCATION' THEN 1 ELSE 2 END, name_key, id"


def _rows(statement: str, *parameters: Any) -> list[dict[str, Any]]:
    return _connection.execute(statement, parameters).fetchall()


def _of(count: int) -> str:
    return f"IN ({', '.join('?' * count)})"


class Context:
    """One request's viewer and loaders."""

    def __init__(self, request: Request) -> None:
        token = hash_of(request.headers.get("authorization", ""))
        found = _rows(_VIEWER, token, now().isoformat(" "))
        if not found:
            raise GraphQLError("unknown token")
        row = found[0]
        self.partner = row["id"]
        self.supplies = supplies(row[name] for name in FROM_PARTNER)
        # No cache: no parent occurs twice in a response.
        self.numbers: DataLoader[str, Any] = DataLoader(self._numbers, cache=False)
        self.locations: DataLoader[str, Any] = DataLoader(self._locations, cache=False)

    async def _numbers(self, senders: list[str]) -> list[Any]:
        rows = _rows(
            "SELECT 'number_' || id AS id, sender_id, phone AS \"phoneNumber\", status FROM sms_number "
            f"WHERE sender_id {_of(len(senders))} AND partner_id = ?",
            *senders,
            self.partner,
        )
        by_sender = {row["sender_id"]: row for row in rows}
        return [by_sender.get(sender) for sender in senders]

    async def _locations(self, accounts: list[str]) -> list[Any]:
        rows = _rows(
            f"{_SENDER} WHERE account_id {_of(len(accounts))} AND kind = 'LOCATION' AND partner_id = ? "
            f"ORDER BY {_PICKER_ORDER}",
            *accounts,
            self.partner,
        )
        by_account: dict[str, list[Any]] = {account: [] for account in accounts}
        for row in rows:
            by_account[row["account_id"]].append(row)
        return [by_account[account] for account in accounts]


query = QueryType()
account = ObjectType("Account")
sender = InterfaceType("Sender", lambda row, *_: "Queue" if row["kind"] == "QUEUE" else "Location")


@query.field("account")
def _find_account(_: Any, info: Any, id: str) -> Any:
    rows = _rows(
        f"{_ACCOUNT} WHERE id = ? AND partner_id = ?", read_account_id(id), info.context.partner
    )
    return rows[0] if rows else None


@query.field("accounts")
def _accounts(_: Any, info: Any, first: int, after: str | None = None) -> Any:
    where, parameters = "partner_id = ?", [info.context.partner]
    if after is not None:
        name_key, key = read_cursor(after)
        where += " AND name_key >= ? AND (name_key, account.id) > (?, ?)"
        parameters += [name_key, name_key, key]
    rows = _rows(
        f"{_ACCOUNT} WHERE {where} ORDER BY name_key, account.id LIMIT ?", *parameters, first + 1
    )
    nodes = rows[:first]
    end = cursor_of(nodes[-1]["name_key"], nodes[-1]["key"]) if nodes else None
    return {"nodes": nodes, "pageInfo": {"hasNextPage": len(rows) > first, "endCursor": end}}


@account.field("businessDetails")
def _business_details(row: Any, info: Any) -> Any:
    gaps = row["gaps"] & ~info.context.supplies
    return {"isComplete": not gaps, "missing": missing(gaps)}


@account.field("senders")
def _senders(row: Any, info: Any, first: int) -> Any:
    where = f"account_id = ? AND partner_id = ? ORDER BY {_PICKER_ORDER} LIMIT ?"
    rows = _rows(f"{_SENDER} WHERE {where}", row["key"], info.context.partner, first + 1)
    return {"nodes": rows[:first]}


@account.field("locations")
async def _locations(row: Any, info: Any, first: int) -> Any:
    return {"nodes": (await info.context.locations.load(row["key"]))[:first]}


def _sms_number(row: Any, info: Any) -> Any:
    return info.context.numbers.load(row["key"])


location, queue = ObjectType("Location"), ObjectType("Queue")
location.set_field("smsNumber", _sms_number)
queue.set_field("smsNumber", _sms_number)

_schema = make_executable_schema(
    (Path(__file__).parent.parent / "schema.graphql").read_text(encoding="utf-8"),
    query,
    account,
    sender,
    location,
    queue,
)


@lru_cache(maxsize=1_000)
def _parse(text: str) -> DocumentNode:
    return parse(text)


@lru_cache(maxsize=1_000)
def _validate(text: str) -> list[GraphQLError]:
    return validate(_schema, _parse(text))


class Handler(GraphQLHTTPHandler):
    """Serializes responses with orjson, the fastest serializer."""

    async def extract_data_from_json_request(self, request: Request) -> Any:
        return orjson.loads(await request.body())

    async def create_json_response(self, request: Request, result: dict, success: bool) -> Response:  # noqa: FBT001
        status = HTTPStatus.OK if success else HTTPStatus.BAD_REQUEST
        return Response(orjson.dumps(result), status, media_type="application/json")


def _validated(_schema: Any, document: DocumentNode, *_: Any, **__: Any) -> list[GraphQLError]:
    """Caches validation by the document's text, since hashing a parsed document takes longer."""
    source = document.loc.source if document.loc else None
    return _validate(source.body) if source else validate(_schema, document)


serve(
    GraphQL(
        _schema,
        context_value=lambda request, *_: Context(request),
        query_parser=lambda _, data: _parse(data["query"]),
        query_validator=_validated,
        http_handler=Handler(),
    )
)
