"""How questions and answers of a peer with a schema of its own become those of Textgate.

PostGraphile makes its schema from the tables. Its answers have the same values in the same nesting; what is
mapped is: names of fields, ids (a bare UUID there, a prefix and its hex here), `businessDetails`, whose two
fields are columns of the account there, and cursors, which are opaque and each server's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID


def as_it_is(_query: str, data: Any) -> Any:
    """The peer has the same schema: its answer must be equal without any reading."""
    return data


def ask_postgraphile(variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Ids are bare UUIDs."""
    if "id" not in variables:
        return variables
    return {**variables, "id": str(UUID(variables["id"].removeprefix("account_")))}


def read_postgraphile(query: str, data: Any) -> Any:
    if query == "picker":
        found = data["accountByRowId"]
        return {"account": found and _account(found, "senders")}
    if query == "page":
        page = data["allAccounts"]
        nodes = [
            {
                "externalId": node["externalId"],
                "businessDetails": {"isComplete": node["isComplete"], "missing": node["missing"]},
                **_account(node, "locations"),
            }
            for node in page["nodes"]
        ]
        return {"accounts": {"nodes": nodes, "pageInfo": page["pageInfo"]}}
    return data


def _account(row: Any, senders: str) -> dict[str, Any]:
    found = row["sendersByAccountId"]["nodes"]
    return {
        "id": _id("account", row),
        "name": row["name"],
        senders: {"nodes": [_sender(sender) for sender in found]},
    }


def _sender(row: Any) -> dict[str, Any]:
    kind = "queue" if row.get("kind") == "QUEUE" else "location"
    number = row["smsNumberBySenderId"]
    return {
        "id": _id(kind, row),
        "name": row["name"],
        "smsNumber": number
        and {
            "id": _id("number", number),
            "phoneNumber": number["phone"],
            "status": number["status"],
        },
    }


def _id(kind: str, row: Any) -> str:
    return f"{kind}_{UUID(row['rowId']).hex}"
