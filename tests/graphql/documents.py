"""Documents and helpers that several GraphQL tests share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, func, select

from tests.product import SEND, Client, Product

ADDRESS = "address { address1 address2 city state postalCode countryCode }"
CONTACT = "contact { firstName lastName email phone }"
ACCOUNT = f"""id externalId name phone timeZone
  businessDetails {{ businessName website alternativeWebsite {ADDRESS} {CONTACT} }}"""
USER = "id email name role status hasSecondFactor lastSignInAt account { id }"
ACCOUNT_REQUEST = "id askedBy note createdAt closedAt account { id }"
LOCATION = f"id name externalId phone timeZone isDefault {ADDRESS}"

FORMS = {
    "createAccount": f"account {{ {ACCOUNT} }}",
    "updateAccount": f"account {{ {ACCOUNT} }}",
    "updateBusinessDetails": f"account {{ {ACCOUNT} }}",
    "updatePartnerBusinessDetails": f"""partner {{ businessDetails {{
        name legalName website {ADDRESS} {CONTACT} isComplete missing }} }}""",
    "updatePartnerSettings": "partner { settings { timeZone senderPreselection } }",
    "createLocation": f"location {{ {LOCATION} }}",
    "updateLocation": f"location {{ {LOCATION} }}",
    "createQueue": "queue { id name externalId }",
    "updateQueue": "queue { id name externalId }",
    "inviteUser": f"user {{ {USER} }}",
    "renewUserLink": f"user {{ {USER} }}",
    "updateUserRole": f"user {{ {USER} }}",
    "deactivateUser": f"user {{ {USER} }}",
    "askForDetails": f"accountRequest {{ {ACCOUNT_REQUEST} }}",
    "closeAccountRequest": f"accountRequest {{ {ACCOUNT_REQUEST} }}",
    "createApiToken": "apiToken { id name lastUsedAt revokedAt expiresAt }",
    "revokeApiToken": "apiToken { id name lastUsedAt revokedAt expiresAt }",
    "createWebhook": "webhook { id }",
    "updateWebhook": "webhook { id }",
    "rotateWebhookSecret": "webhook { id }",
    "sendTestWebhook": "delivery { id }",
    "resendWebhookDelivery": "delivery { id }",
    "deleteWebhook": "deletedId",
    "cancelSms": "smsMessage { id status events { status } }",
}
"""The field of a payload that holds the changed object, by mutation."""


async def submit(client: Client, mutation: str, **input_fields: Any) -> dict[str, Any]:
    """The payload of a mutation."""
    input_type = mutation[0].upper() + mutation[1:] + "Input"
    document = f"""mutation ($input: {input_type}!) {{ {mutation}(input: $input) {{
      {FORMS[mutation]} userErrors {{ field code message }} }} }}"""
    payload: dict[str, Any] = (await client.get(document, input=input_fields))[mutation]
    return payload


async def saved(client: Client, mutation: str, **input_fields: Any) -> Any:
    """The object in the payload of a mutation, which must have no user errors."""
    payload = await submit(client, mutation, **input_fields)
    assert payload.pop("userErrors") == []
    (changed,) = payload.values()
    return changed


async def refused(client: Client, mutation: str, **input_fields: Any) -> list[tuple[str, str]]:
    """Path and code of each user error of a mutation, whose payload must hold nothing else."""
    payload = await submit(client, mutation, **input_fields)
    errors = payload.pop("userErrors")
    assert set(payload.values()) == {None}
    return [(".".join(error["field"]), error["code"]) for error in errors]


async def send(client: Client, sender_id: str, **changes: Any) -> dict[str, Any]:
    """The result of sendSms."""
    input_fields = {
        "senderId": sender_id,
        "to": "(406) 555-0120",
        "body": "See you at nine.",
    } | changes
    answer: dict[str, Any] = (await client.get(SEND, input=input_fields))["sendSms"]
    return answer


async def rows(product: Product, table: Table) -> int:
    """The number of rows in a table."""
    async with product.services.database.read() as connection:
        counted = await connection.execute(select(func.count()).select_from(table))
        count: int = counted.scalar_one()
    return count
