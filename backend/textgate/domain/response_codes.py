"""The partner API's response codes: the one table of codes, messages and meanings.

4015, 4035 and 4039 are the source document's codes, with its messages word for word. The others are the
API's published ones. Programs may compare messages, so their wording is fixed.

docs/rest.md is generated from this table. Tests compare README.md and the GraphQL descriptions with it.
"""

from __future__ import annotations

from enum import IntEnum


class ResponseCode(IntEnum):
    """A code with its published `message`, its `meaning`, a `note` for REST clients and the HTTP status."""

    message: str
    meaning: str
    note: str
    http_status: int

    def __new__(
        cls, code: int, message: str, meaning: str, note: str = "", http_status: int = 200
    ) -> ResponseCode:
        member = int.__new__(cls, code)
        member._value_ = code
        member.message = message
        member.meaning = meaning
        member.note = note
        member.http_status = http_status
        return member

    OK = 2000, "OK", "The call succeeded."
    BAD_REQUEST = 4000, "Bad Request", "The body is not one JSON object in UTF-8."
    UNAUTHORIZED = (
        4010,
        "Unauthorized",
        "The credential is invalid.",
        "`applicationId` and `applicationPassword` must belong to one valid credential.",
    )
    ACCOUNT_INACTIVE = (
        4011,
        "Unauthorized [Practice does not exist or is inactive]",
        "The account does not exist or is not active.",
        "Another partner's account gets the same response.",
    )
    USER_INACTIVE = (
        4012,
        "Unauthorized [User does not exist or is inactive]",
        "The user does not exist in this account or is not active.",
    )
    SMS_NOT_ENABLED = (
        4015,
        "Unauthorized - API not enabled for the request's access rights",
        "The partner's SMS actions are not activated.",
        "Run `textgate partner enable-sms NAME`.",
    )
    TOO_LARGE = (
        4020,
        "Bad Request: Request likely too large",
        "The body, or a list in it, exceeds the method's limit.",
    )
    NUMBER_NOT_VERIFIED = (
        4035,
        "SMS number not verified; verification has been requested.",
        "The sender's number is not verified yet; verification has been requested.",
        "Wait, then send again.",
    )
    BUSINESS_DETAILS_INSUFFICIENT = (
        4039,
        "On file account business information is insufficient for verification",
        "The business details on file cannot be verified.",
        "`missing` and `rejectionReasons` name the fields to correct with PracticeSave/1.1 or "
        "PracticeUpdate/1.1.",
    )
    INVALID_INPUT = (
        4060,
        "Validation error",
        "Input fields are invalid, the idempotency key was used for another text, or a send limit is "
        "reached.",
        "`errors` names the invalid fields. `retryAt` is sent with a send limit.",
    )
    INVALID_RECIPIENT = (
        4070,
        "Invalid recipient",
        "The recipient's number cannot receive texts.",
    )
    RECIPIENT_OPTED_OUT = (
        4080,
        "Recipient unable to receive messages",
        "The recipient has opted out of texts from this number.",
    )
    ACCOUNT_ID_MISSING = 4110, "No practice ID", "`accountId` is missing."
    ACCOUNT_EXISTS = (
        4130,
        "Account already exists",
        "The partner already has an account with this `accountId`.",
    )
    ACCOUNT_UNKNOWN = (
        4131,
        "Account does not exist",
        "The partner has no account with this `accountId`.",
    )
    WEBSITE_ADDRESS_TAKEN = (
        4140,
        "Web address already taken",
        "Another of the partner's accounts has this `websiteAddress`.",
    )
    USER_ID_MISSING = 4210, "No user ID", "`userId` is missing."
    USER_EXISTS = (
        4230,
        "User already exists",
        "The account already has a user with this `userId`.",
    )
    USER_UNKNOWN = 4231, "User does not exist", "The account has no user with this `userId`."
    PASSWORD_MISSING = (
        4232,
        "User password is missing",
        "A new user with a `loginId` has no `loginPassword`.",
    )
    PASSWORD_INVALID = (
        4233,
        "User password is invalid",
        "`loginPassword` must have 8 to 30 characters with upper case, lower case and a digit or a symbol.",
    )
    USER_ID_RESERVED = 4241, "User ID is reserved", "A `userId` must not start with `@`."
    RATE_LIMITED = (
        4290,
        "Too many requests",
        "The rate limit of the credential or its partner is exceeded.",
        "Sent with HTTP status 429 and `Retry-After`.",
        429,
    )
    UNEXPECTED = (
        5000,
        "An unknown error has occurred",
        "An unexpected error occurred.",
        "The server's log has it under the response's `X-Request-Id`.",
    )
    UNAVAILABLE = (
        5030,
        "Service unavailable, please try again",
        "The database is unavailable.",
        "Sent with HTTP status 503 and `Retry-After`. Call again: with the same `externalId` no text is "
        "sent twice.",
        503,
    )
