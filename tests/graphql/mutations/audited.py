"""The audit log entries that each mutation must write, call by call. Add an entry for each new mutation."""

from __future__ import annotations

from tests.graphql.mutations.audited_people import PEOPLE_STEPS
from tests.graphql.mutations.audited_terms import OK, UNKNOWN, Entry, Step
from tests.graphql.mutations.audited_webhooks import WEBHOOK_STEPS

BODY = "Your visit is tomorrow at nine."
RECIPIENT = "4065550187"
NEW = "new"
_SENT = Entry("SMS_SENT", "message_", "account", [["to", None, "…0187"], ["segments", None, "1"]])
_REQUESTED = [["attempt", None, "1"]]
_MADE_DEFAULT: list[list[str | None]] = [["is_default", "false", "true"]]
_NO_DEFAULT: list[list[str | None]] = [["is_default", "true", "false"]]
_TEXT = {"to": "(406) 555-0187", "body": BODY}

STEPS: dict[str, list[Step]] = {
    "createAccount": [
        Step(
            {"externalId": "new", "name": " New ", "website": "https://new.org"},
            OK,
            (
                Entry(
                    "ACCOUNT_CREATED",
                    "account_",
                    NEW,
                    [
                        ["external_id", None, "new"],
                        ["name", None, "New"],
                        ["website", None, "https://new.org"],
                    ],
                ),
            ),
        ),
        Step({"externalId": "new", "name": "Again"}, "ALREADY_EXISTS"),
        Step({"externalId": " ", "name": "Blank"}, "REQUIRED"),
    ],
    "updateAccount": [
        Step(
            {"id": "{account}", "name": "Other", "phone": "614 555 0101"},
            OK,
            (
                Entry(
                    "ACCOUNT_UPDATED",
                    "account",
                    "account",
                    [["name", "Ready", "Other"], ["phone", None, "+16145550101"]],
                ),
            ),
        ),
        Step({"id": "{account}", "name": " Other", "phone": "+1 614-555-0101"}, OK),
        Step({"id": "{account}"}, OK),
        Step(
            {"id": "{account}", "phone": None},
            OK,
            (Entry("ACCOUNT_UPDATED", "account", "account", [["phone", "+16145550101", None]]),),
        ),
        Step(
            {"id": "{account}", "senderPreselection": "ALWAYS_ASK"},
            OK,
            (
                Entry(
                    "ACCOUNT_UPDATED",
                    "account",
                    "account",
                    [["sender_preselection", None, "ALWAYS_ASK"]],
                ),
            ),
        ),
        Step({"id": "{account}", "name": "Mine", "phone": "911"}, "INVALID"),
        Step({"id": f"account_{UNKNOWN}", "name": "Mine"}, "NOT_FOUND"),
    ],
    "updateBusinessDetails": [
        Step(
            {"accountId": "{incomplete}", "alternativeWebsite": "https://alt.org"},
            OK,
            (
                Entry(
                    "ACCOUNT_UPDATED",
                    "incomplete",
                    "incomplete",
                    [["alternative_website", None, "https://alt.org"]],
                ),
            ),
        ),
        Step(
            {"accountId": "{incomplete}", "address": {"city": "Boston"}},
            OK,
            (
                Entry("ACCOUNT_UPDATED", "incomplete", "incomplete", [["city", None, "Boston"]]),
                Entry("VERIFICATION_REQUESTED", "verification_", "incomplete", _REQUESTED),
            ),
        ),
        Step({"accountId": "{incomplete}", "address": {"city": "Boston"}}, OK),
        Step({"accountId": "{incomplete}", "website": "nowhere"}, "INVALID"),
        Step({"accountId": f"account_{UNKNOWN}", "businessName": "Mine"}, "NOT_FOUND"),
    ],
    "updatePartnerBusinessDetails": [
        Step(
            {"legalName": "Acme, Inc.", "contact": {"firstName": "Jane"}},
            OK,
            (
                Entry(
                    "PARTNER_UPDATED",
                    "partner",
                    None,
                    [["legal_name", None, "Acme, Inc."], ["contact_first_name", "John", "Jane"]],
                ),
            ),
        ),
        Step({"legalName": "Acme, Inc."}, OK),
        Step({"legalName": "Other", "website": "nowhere"}, "INVALID"),
    ],
    "updatePartnerSettings": [
        Step(
            {"timeZone": " America/Denver ", "senderPreselection": "ALWAYS_ASK"},
            OK,
            (
                Entry(
                    "PARTNER_UPDATED",
                    "partner",
                    None,
                    [
                        ["time_zone", "America/New_York", "America/Denver"],
                        ["sender_preselection", "LAST_USED", "ALWAYS_ASK"],
                    ],
                ),
            ),
        ),
        Step({"timeZone": "America/Denver", "senderPreselection": "ALWAYS_ASK"}, OK),
        Step({}, OK),
        Step({"timeZone": "Mars/Olympus", "senderPreselection": "LAST_USED"}, "INVALID"),
        Step({"timeZone": None}, "REQUIRED"),
    ],
    "createLocation": [
        Step(
            {"accountId": "{account}", "name": "Dublin", "externalId": "d-1"},
            OK,
            (
                Entry(
                    "SENDER_CREATED",
                    "location_",
                    "account",
                    [
                        ["kind", None, "LOCATION"],
                        ["name", None, "Dublin"],
                        ["external_id", None, "d-1"],
                    ],
                ),
            ),
        ),
        Step(
            {"accountId": "{account}", "name": "Main", "isDefault": True},
            OK,
            (
                Entry(
                    "SENDER_CREATED",
                    "location_",
                    "account",
                    [
                        ["kind", None, "LOCATION"],
                        ["name", None, "Main"],
                        ["is_default", None, "true"],
                    ],
                ),
                Entry("SENDER_UPDATED", "place", "account", _NO_DEFAULT),
            ),
        ),
        Step(
            {"accountId": "{account}", "name": "Twin", "externalId": "d-1", "isDefault": True},
            "ALREADY_EXISTS",
        ),
        Step({"accountId": f"account_{UNKNOWN}", "name": "Mine"}, "NOT_FOUND"),
    ],
    "updateLocation": [
        Step(
            {"id": "{location}", "name": "Main"},
            OK,
            (Entry("SENDER_UPDATED", "location", "account", [["name", "West", "Main"]]),),
        ),
        Step({"id": "{location}", "name": "Main", "isDefault": False}, OK),
        Step(
            {"id": "{location}", "isDefault": True},
            OK,
            (
                Entry("SENDER_UPDATED", "location", "account", _MADE_DEFAULT),
                Entry("SENDER_UPDATED", "place", "account", _NO_DEFAULT),
            ),
        ),
        Step({"id": "{location}", "isDefault": True}, OK),
        Step({"id": "{location}", "isDefault": False}, "INVALID"),
        Step({"id": f"location_{UNKNOWN}", "name": "Mine"}, "NOT_FOUND"),
    ],
    "createQueue": [
        Step(
            {"accountId": "{account}", "name": "Lab", "externalId": "q-1"},
            OK,
            (
                Entry(
                    "SENDER_CREATED",
                    "queue_",
                    "account",
                    [
                        ["kind", None, "QUEUE"],
                        ["name", None, "Lab"],
                        ["external_id", None, "q-1"],
                    ],
                ),
            ),
        ),
        Step({"accountId": "{account}", "name": "Lab", "externalId": "q-1"}, "ALREADY_EXISTS"),
    ],
    "updateQueue": [
        Step(
            {"id": "{queue}", "name": "Front desk"},
            OK,
            (Entry("SENDER_UPDATED", "queue", "account", [["name", "Desk", "Front desk"]]),),
        ),
        Step({"id": "{queue}", "name": "Front desk"}, OK),
        Step({"id": "{queue}", "name": None}, "REQUIRED"),
    ],
    "requestSmsNumber": [
        Step(
            {"senderId": "{waiting}"},
            OK,
            (Entry("VERIFICATION_REQUESTED", "verification_", "waiting", _REQUESTED),),
        ),
        Step({"senderId": "{waiting}"}, OK),
        Step({"senderId": "{incomplete}"}, 4039),
        Step({"senderId": f"queue_{UNKNOWN}"}, 4060),
    ],
    "requestSmsNumbers": [
        Step(
            {"senderIds": ["{account}", "{location}", "{queue}"]},
            OK,
            (
                Entry("VERIFICATION_REQUESTED", "verification_", "account", _REQUESTED),
                Entry("VERIFICATION_REQUESTED", "verification_", "account", _REQUESTED),
            ),
        ),
        Step({"senderIds": ["{queue}", "{location}"]}, OK),
        Step({"senderIds": ["{incomplete}"]}, OK),
        Step({"senderIds": [f"queue_{UNKNOWN}"]}, OK),
        Step({"senderIds": ["{location}", "{waiting}"]}, "INVALID"),
        Step({"senderIds": []}, "INVALID"),
    ],
    "sendSms": [
        Step(_TEXT | {"senderId": "{account}", "idempotencyKey": "k"}, OK, (_SENT,)),
        Step(_TEXT | {"senderId": "{account}", "idempotencyKey": "k"}, OK),
        Step(_TEXT | {"senderId": "{account}", "idempotencyKey": "k", "body": "Else"}, 4060),
        Step(_TEXT | {"senderId": "{account}"}, OK, (_SENT,)),
        Step(_TEXT | {"senderId": "{account}", "body": ""}, 4060),
        Step(_TEXT | {"senderId": "{incomplete}"}, 4039),
        Step(
            _TEXT | {"senderId": "{waiting}"},
            4035,
            (Entry("VERIFICATION_REQUESTED", "verification_", "waiting", _REQUESTED),),
        ),
        Step(_TEXT | {"senderId": "{waiting}"}, 4035),
    ],
    "cancelSms": [
        Step({"id": "{message}"}, OK, (Entry("SMS_CANCELED", "message", "account", []),)),
        Step({"id": "{message}"}, OK),
        Step({"id": f"message_{UNKNOWN}"}, "NOT_FOUND"),
    ],
    **PEOPLE_STEPS,
    **WEBHOOK_STEPS,
}
