"""The partner API's response codes, what each says, and a call that is answered with one of them."""

from __future__ import annotations

from typing import Any

OK = 2000
BAD_REQUEST = 4000
UNAUTHORIZED = 4010
NO_SUCH_PRACTICE = 4011
NO_SUCH_USER = 4012
TOO_LARGE = 4020
INVALID = 4060
NO_PRACTICE_ID = 4110
PRACTICE_EXISTS = 4130
PRACTICE_UNKNOWN = 4131
NO_USER_ID = 4210
USER_EXISTS = 4230
USER_UNKNOWN = 4231
PASSWORD_MISSING = 4232
PASSWORD_INVALID = 4233
USER_ID_RESERVED = 4241
RATE_LIMITED = 4290
UNEXPECTED = 5000
UNAVAILABLE = 5030

MESSAGES: dict[int, str] = {
    2000: "OK",
    4000: "Bad Request",
    4010: "Unauthorized",
    4011: "Unauthorized [Practice does not exist or is inactive]",
    4012: "Unauthorized [User does not exist or is inactive]",
    4015: "Unauthorized - API not enabled for the request's access rights",
    4020: "Bad Request: Request likely too large",
    4035: "SMS number not verified; verification has been requested.",
    4039: "On file account business information is insufficient for verification",
    4060: "Validation error",
    4070: "Invalid recipient",
    4080: "Recipient unable to receive messages",
    4110: "No practice ID",
    4130: "Account already exists",
    4131: "Account does not exist",
    4140: "Web address already taken",
    4210: "No user ID",
    4230: "User already exists",
    4231: "User does not exist",
    4232: "User password is missing",
    4233: "User password is invalid",
    4241: "User ID is reserved",
    4290: "Too many requests",
    5000: "An unknown error has occurred",
    5030: "Service unavailable, please try again",
}
"""In these words, except where an answer can say which fields it is about (4060)."""

MEANINGS: dict[int, str] = {
    2000: "It is done.",
    4000: "The body is not one JSON object in UTF-8.",
    4010: "`applicationId` and `applicationPassword` are not those of a good credential.",
    4011: "The account of `auth` does not exist, is not yours, or is not active: the same answer for all.",
    4012: "The user of `auth` does not exist, is not of this account, or is not active.",
    4015: "The partner's SMS actions are not activated: `textgate partner enable-sms NAME`.",
    4020: "The body, or the list in it, is longer than the method takes.",
    4035: "Not verified yet; verification has been requested. Wait, and send again.",
    4039: "What is on file cannot be verified: `missing` and `rejectionReasons` say what to mend, with "
    "PracticeSave/1.1 or PracticeUpdate/1.1.",
    4060: "Fields are wrong, all of them named in `responseMessage` and in `errors`; or `externalId` was used "
    "for another text; or the account has sent as much as it may for now (then with `retryAt`).",
    4070: "Nobody can be texted at this number.",
    4080: "The recipient has told this number to stop.",
    4110: "`accountId` is missing.",
    4130: "There is an account of this `accountId` already.",
    4131: "There is no account of this `accountId`.",
    4140: "Another of the partner's accounts has this `websiteAddress`.",
    4210: "`userId` is missing.",
    4230: "There is a user of this `userId` already.",
    4231: "There is no user of this `userId`.",
    4232: "A new user has a `loginId` and no `loginPassword`.",
    4233: "`loginPassword` is not 8 to 30 characters with upper case, lower case and a digit or a symbol.",
    4241: "A `userId` does not begin with `@`.",
    4290: "The credential or its partner has no points left; with HTTP status 429 and `Retry-After`.",
    5000: "Something went wrong on our side; it is in our log under the answer's `X-Request-Id`.",
    5030: "The database cannot be used at the moment; with HTTP status 503 and `Retry-After`. Call again; "
    "with the same `externalId` no text is sent twice.",
}


class ApiError(Exception):
    """A call is answered with a code that is no success; `more` is told beside it."""

    def __init__(self, code: int, message: str | None = None, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message or MESSAGES[code]
        self.more = more


def envelope(code: int, message: str | None = None, **payload: Any) -> dict[str, Any]:
    """What every answer is: whether it went well, in words, as a number, and what else there is to say."""
    return {
        "successful": code == OK,
        "responseMessage": message or MESSAGES[code],
        "responseCode": code,
        **payload,
    }
