"""Mutations with which users ask their account's administrators for business details."""

from __future__ import annotations

from typing import Annotated

import strawberry

from textgate.domain.errors import not_found
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.ids import decode_as
from textgate.graphql.mutations.inputs import require_id
from textgate.graphql.mutations.payload import Payload, load_payload, returns_user_errors
from textgate.graphql.types.account_request import AccountRequest


@strawberry.input(description="Input of askForDetails.")
class AskForDetailsInput:
    account_id: strawberry.ID = strawberry.field(description="ID of the account.")
    note: str | None = strawberry.field(
        default=None,
        description="Note for the administrators, 500 characters at most; must not name patients.",
    )


@strawberry.input(description="Input of closeAccountRequest.")
class CloseAccountRequestInput:
    id: strawberry.ID = strawberry.field(description="ID of the request.")


@strawberry.type(description="Payload of askForDetails.")
class AskForDetailsPayload(Payload):
    account_request: AccountRequest | None = strawberry.field(
        default=None,
        description="The open request, of this or an earlier call; null if there are user errors.",
    )
    is_new: bool = strawberry.field(
        default=False,
        description="True if this call created the request; false if it was open already.",
    )


@strawberry.type(description="Payload of closeAccountRequest.")
class CloseAccountRequestPayload(Payload):
    account_request: AccountRequest | None = strawberry.field(
        default=None, description="The closed request; null if there are user errors."
    )


@returns_user_errors(AskForDetailsPayload)
async def ask_for_details(
    info: Info,
    input: Annotated[AskForDetailsInput, strawberry.argument(description="The account.")],
) -> AskForDetailsPayload:
    account_id = require_id(input.account_id, "account", "accountId")
    request_id, is_new = await info.context.services.account_requests.ask_for_details(
        info.context.viewer, account_id, input.note
    )
    return await load_payload(
        info, AskForDetailsPayload, "account_request", AccountRequest, request_id, is_new=is_new
    )


@returns_user_errors(CloseAccountRequestPayload)
async def close_account_request(
    info: Info,
    input: Annotated[CloseAccountRequestInput, strawberry.argument(description="The request.")],
) -> CloseAccountRequestPayload:
    request_id = decode_as(input.id, "account_request")
    if request_id is None:
        raise not_found("Request")
    await info.context.services.account_requests.close(info.context.viewer, request_id)
    return await load_payload(
        info, CloseAccountRequestPayload, "account_request", AccountRequest, request_id
    )
