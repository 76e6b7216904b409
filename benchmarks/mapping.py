"""Maps variables and responses between Textgate and a peer with its own schema.

PostGraphile derives its schema from the tables. Its responses have the same values in the same nesting. The
mapping changes field names, IDs and `businessDetails`. PostGraphile's IDs are bare UUIDs. Textgate's have a
prefix and hex digits. The two fields of `businessDetails` are columns of PostGraphile's account. Cursors are
opaque.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID


def unchanged(_query: str, data: Any) -> Any:
    """For peers with Textgate's schema, whose data must be equal without mapping."""
    return data


def map_postgraphile_variables(variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """PostGraphile's IDs are bare UUIDs."""
    if "id" not in variables:
        return variables
    return {**variables, "id": str(UUID(variables["id"].removeprefix("account_")))}


def map_postgraphile_data(query: str, data: Any) -> Any:
    if query == "picker":
        account = data["accountByRowId"]
        return {"account": account and _account(account, "senders")}
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
    nodes = row["sendersByAccountId"]["nodes"]
    return {
        "id": _id("account", row),
        "name": row["name"],
        senders: {"nodes": [_sender(node) for node in nodes]},
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
