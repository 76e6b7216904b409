"""The envelope of every response of the partner API, and the error that becomes one."""

from __future__ import annotations

from typing import Any

from textgate.domain.response_codes import ResponseCode


class ApiError(Exception):
    """A call fails with a response code; `fields` are the envelope's additional fields."""

    def __init__(self, code: ResponseCode, message: str | None = None, **fields: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message or code.message
        self.fields = fields


def envelope(code: ResponseCode, message: str | None = None, **fields: Any) -> dict[str, Any]:
    return {
        "successful": code == ResponseCode.OK,
        "responseMessage": message or code.message,
        "responseCode": code,
        **fields,
    }
