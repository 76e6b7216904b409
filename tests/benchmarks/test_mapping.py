"""PostGraphile's variables and responses are mapped to Textgate's."""

from __future__ import annotations

from typing import Any

from benchmarks.mapping import map_postgraphile_data, map_postgraphile_variables

ACCOUNT = "019b76da-a84d-7000-96af-9ccb49675251"
SENDER = "019b76da-a84d-7001-a864-e6fe1afa3f54"
NUMBER = "019b76da-a84d-7006-80ef-59fc32d8e063"


def sender(**more: Any) -> dict[str, Any]:
    number = {"rowId": NUMBER, "phone": "+18332000385", "status": "APPROVED"}
    return {"rowId": SENDER, "name": "Main Street", "smsNumberBySenderId": number, **more}


MAPPED_NUMBER = {
    "id": "number_019b76daa84d700680ef59fc32d8e063",
    "phoneNumber": "+18332000385",
    "status": "APPROVED",
}


def test_ids_are_sent_without_their_prefix() -> None:
    variables = map_postgraphile_variables({"id": "account_019b76daa84d700096af9ccb49675251"})
    assert variables == {"id": ACCOUNT}
    assert map_postgraphile_variables({"after": None}) == {"after": None}


def test_a_picker_lists_its_senders_by_kind() -> None:
    queue = sender(kind="QUEUE", smsNumberBySenderId=None)
    account = {"rowId": ACCOUNT, "name": "Clinic"}
    account["sendersByAccountId"] = {"nodes": [sender(kind="LOCATION"), queue]}  # type: ignore[assignment]
    assert map_postgraphile_data("picker", {"accountByRowId": account}) == {
        "account": {
            "id": "account_019b76daa84d700096af9ccb49675251",
            "name": "Clinic",
            "senders": {
                "nodes": [
                    {
                        "id": "location_019b76daa84d7001a864e6fe1afa3f54",
                        "name": "Main Street",
                        "smsNumber": MAPPED_NUMBER,
                    },
                    {
                        "id": "queue_019b76daa84d7001a864e6fe1afa3f54",
                        "name": "Main Street",
                        "smsNumber": None,
                    },
                ]
            },
        }
    }
    assert map_postgraphile_data("picker", {"accountByRowId": None}) == {"account": None}


def test_a_page_has_its_details_and_locations() -> None:
    node = {
        "rowId": ACCOUNT,
        "externalId": "practice-1",
        "name": "Clinic",
        "isComplete": False,
        "missing": ["ADDRESS1"],
        "sendersByAccountId": {"nodes": [sender()]},
    }
    info = {"hasNextPage": True, "endCursor": "opaque"}
    page = map_postgraphile_data("page", {"allAccounts": {"nodes": [node], "pageInfo": info}})
    assert page["accounts"]["pageInfo"] == info
    assert page["accounts"]["nodes"] == [
        {
            "id": "account_019b76daa84d700096af9ccb49675251",
            "externalId": "practice-1",
            "name": "Clinic",
            "businessDetails": {"isComplete": False, "missing": ["ADDRESS1"]},
            "locations": {
                "nodes": [
                    {
                        "id": "location_019b76daa84d7001a864e6fe1afa3f54",
                        "name": "Main Street",
                        "smsNumber": MAPPED_NUMBER,
                    }
                ]
            },
        }
    ]
