"""Assembles the schema; `schema.graphql` at the top of the project is what it prints."""

from __future__ import annotations

import strawberry
from strawberry.extensions import AddValidationRules, MaxTokensLimiter, ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig

from textgate.graphql.limits import DocumentIsSmallEnough
from textgate.graphql.mutations import accounts, senders, sms, sms_errors
from textgate.graphql.operation import OperationIsNamed
from textgate.graphql.types.query import Query
from textgate.graphql.types.scalars import SCALARS

CACHED_DOCUMENTS = 500
MAX_TOKENS = 1000


@strawberry.type(description="Everything that can be done.")
class Mutation:
    create_account = strawberry.mutation(
        accounts.create_account, description="Create an account, with its default location."
    )
    update_account = strawberry.mutation(accounts.update_account, description="Change an account.")
    update_business_details = strawberry.mutation(
        accounts.update_business_details,
        description="Fill in what verification lacks. Once nothing is missing, verification is requested "
        "again where it had been rejected, or for the default location where it never had been.",
    )
    update_partner_business_details = strawberry.mutation(
        accounts.update_partner_business_details,
        description="Change the partner's own details, which stand in for what accounts lack.",
    )
    create_location = strawberry.mutation(
        senders.create_location, description="Create a location of an account."
    )
    update_location = strawberry.mutation(senders.update_location, description="Change a location.")
    create_queue = strawberry.mutation(
        senders.create_queue, description="Create a queue of an account."
    )
    update_queue = strawberry.mutation(senders.update_queue, description="Change a queue.")
    request_sms_number = strawberry.mutation(
        sms.request_sms_number,
        description="The picker's Add Number: ask for a number and its verification. Repeating it "
        "returns the same number.",
    )
    send_sms = strawberry.mutation(
        sms.send_sms,
        description="Send a text. The first send of a sender whose details are complete requests its "
        "number's verification and answers 4035 until it is approved.",
    )
    cancel_sms = strawberry.mutation(
        sms.cancel_sms, description="Take back a message that has not left yet."
    )


class _Schema(strawberry.Schema):
    def process_errors(self, errors: object, execution_context: object = None) -> None:
        """Nothing: Strawberry would log every error with all it carries; the endpoint logs what matters."""


schema = _Schema(
    query=Query,
    mutation=Mutation,
    config=StrawberryConfig(scalar_map=SCALARS),
    exception_handlers=sms_errors.HANDLERS,
    extensions=[
        OperationIsNamed,
        lambda: AddValidationRules([DocumentIsSmallEnough]),
        lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
        lambda: ParserCache(maxsize=CACHED_DOCUMENTS),
        lambda: ValidationCache(maxsize=CACHED_DOCUMENTS),
    ],
)
