"""The audit log entries that each mutation of users, their requests and tokens must write; see audited.py."""

from __future__ import annotations

from typing import Any

from tests.graphql.mutations.audited_terms import OK, UNKNOWN, Entry, Step

_ADA: dict[str, Any] = {
    "email": "Ada@Acme.example",
    "name": "Ada Lovelace",
    "role": "PARTNER_ADMIN",
}
_INVITED: list[list[str | None]] = [
    ["email", None, "ada@acme.example"],
    ["name", None, "Ada Lovelace"],
    ["role", None, "PARTNER_ADMIN"],
]
_EMBED = {"accountId": "{account}", "origin": "https://ehr.example.org", "userName": "Dr. Osler"}

PEOPLE_STEPS: dict[str, list[Step]] = {
    "createEmbedToken": [
        Step(
            _EMBED,
            OK,
            (
                Entry(
                    "EMBED_TOKEN_CREATED",
                    "embed_token_",
                    "account",
                    [["origin", None, _EMBED["origin"]], ["user_name", None, "Dr. Osler"]],
                ),
            ),
        ),
        Step(_EMBED | {"origin": "ftp://nowhere"}, "INVALID"),
        Step(_EMBED | {"accountId": f"account_{UNKNOWN}"}, "NOT_FOUND"),
    ],
    "inviteUser": [
        Step(_ADA, OK, (Entry("USER_INVITED", "user_", None, _INVITED),)),
        # A repeated invitation has another link, so it is logged again.
        Step(_ADA, OK, (Entry("USER_INVITED", "user_", None, _INVITED),)),
        Step(_ADA | {"role": "PROGRAM"}, "INVALID"),
        Step(_ADA | {"email": "user@acme.example"}, "ALREADY_EXISTS"),
    ],
    "createApiToken": [
        Step(
            {"name": " nightly  sync "},
            OK,
            (Entry("CREDENTIAL_CREATED", "credential_", None, [["name", None, "nightly sync"]]),),
        ),
        Step({"name": " "}, "REQUIRED"),
    ],
    "revokeApiToken": [
        Step({"id": "{token}"}, OK, (Entry("CREDENTIAL_REVOKED", "token", None, []),)),
        Step({"id": "{token}"}, OK),
        Step({"id": f"credential_{UNKNOWN}"}, "NOT_FOUND"),
    ],
    "renewUserLink": [
        Step(
            {"id": "{user}"},
            OK,
            (Entry("PASSWORD_RESET_REQUESTED", "user", None, [["link", None, "shown"]]),),
        ),
        Step({"id": f"user_{UNKNOWN}"}, "NOT_FOUND"),
    ],
    "updateUserRole": [
        Step(
            {"id": "{user}", "role": "PARTNER_SUPPORT"},
            OK,
            (
                Entry(
                    "USER_ROLE_CHANGED",
                    "user",
                    None,
                    [["role", "PARTNER_ADMIN", "PARTNER_SUPPORT"]],
                ),
            ),
        ),
        Step({"id": "{user}", "role": "PARTNER_SUPPORT"}, OK),
        Step({"id": "{user}", "role": "ACCOUNT_ADMIN"}, "INVALID"),
        Step({"id": f"user_{UNKNOWN}", "role": "PARTNER_ADMIN"}, "NOT_FOUND"),
    ],
    "deactivateUser": [
        Step({"id": "{user}"}, OK, (Entry("USER_DEACTIVATED", "user", None, []),)),
        Step({"id": "{user}"}, OK),
        Step({"id": f"user_{UNKNOWN}"}, "NOT_FOUND"),
    ],
    "askForDetails": [
        Step(
            {"accountId": "{incomplete}", "note": "Ask Jane Roe."},
            OK,
            (Entry("ACCOUNT_REQUEST_CREATED", "account_request_", "incomplete", []),),
        ),
        Step({"accountId": "{incomplete}"}, OK),
        Step({"accountId": "{account}"}, "CONFLICT"),
        Step({"accountId": f"account_{UNKNOWN}"}, "NOT_FOUND"),
    ],
    "closeAccountRequest": [
        Step({"id": "{request}"}, OK, (Entry("ACCOUNT_REQUEST_CLOSED", "request", "asking", []),)),
        Step({"id": "{request}"}, OK),
        Step({"id": f"account_request_{UNKNOWN}"}, "NOT_FOUND"),
    ],
}
