"""The root Mutation type: every mutation with its description and the permission that it needs."""

from __future__ import annotations

import strawberry

from textgate.domain.permissions import Permission
from textgate.graphql.declare.field import mutation
from textgate.graphql.mutations import (
    account_requests,
    accounts,
    api_tokens,
    embed_tokens,
    partner_settings,
    senders,
    sms,
    sms_numbers,
    users,
    webhooks,
)

BULK = 10
"""Points of a mutation of up to a hundred objects, in addition to the one of every mutation."""


@strawberry.type(description="Root mutation.")
class Mutation:
    create_account = mutation(
        accounts.create_account,
        "Create an account and its default location.",
        needs=Permission.CREATE_ACCOUNTS,
    )
    update_account = mutation(
        accounts.update_account, "Change an account.", needs=Permission.EDIT_ACCOUNTS
    )
    update_business_details = mutation(
        accounts.update_business_details,
        "Complete or correct an account's business details. Once no required detail is "
        "missing, this requests verification of rejected numbers whose details have changed, "
        "or of the default location's number if none was requested yet.",
        needs=Permission.EDIT_ACCOUNTS,
    )
    update_partner_business_details = mutation(
        accounts.update_partner_business_details,
        "Change the partner's own details, which accounts fall back to.",
        needs=Permission.EDIT_PARTNER,
    )
    update_partner_settings = mutation(
        partner_settings.update_partner_settings,
        "Change the partner's settings.",
        needs=Permission.EDIT_PARTNER,
    )
    create_location = mutation(
        senders.create_location,
        "Create a location of an account.",
        needs=Permission.EDIT_ACCOUNTS,
    )
    update_location = mutation(
        senders.update_location, "Change a location.", needs=Permission.EDIT_ACCOUNTS
    )
    create_queue = mutation(
        senders.create_queue, "Create a queue of an account.", needs=Permission.EDIT_ACCOUNTS
    )
    update_queue = mutation(senders.update_queue, "Change a queue.", needs=Permission.EDIT_ACCOUNTS)
    request_sms_number = mutation(
        sms_numbers.request_sms_number,
        "Request a number for a sender, and its verification. Idempotent: a repeated request "
        "returns the same number.",
        needs=Permission.REQUEST_NUMBERS,
    )
    request_sms_numbers = mutation(
        sms_numbers.request_sms_numbers,
        "Request numbers, and their verification, for up to 100 senders of one account. Each "
        "sender has its own result; a refusal of one does not affect the others. Idempotent.",
        needs=Permission.REQUEST_NUMBERS,
        costs=BULK,
    )
    ask_for_details = mutation(
        account_requests.ask_for_details,
        "Ask the account's administrators to complete or correct its business details. An account has "
        "one open request, which repeated calls return. It is closed once no detail is missing.",
        needs=Permission.SEND_MESSAGES,
    )
    close_account_request = mutation(
        account_requests.close_account_request,
        "Close a request without answering it. Idempotent.",
        needs=Permission.EDIT_ACCOUNTS,
    )
    send_sms = mutation(
        sms.send_sms,
        "Send a message. If the sender has no verified number yet and its business details "
        "are complete, this requests verification and returns 4035. Send again after "
        "approval.",
        needs=Permission.SEND_MESSAGES,
    )
    cancel_sms = mutation(
        sms.cancel_sms,
        "Cancel a message that has not been sent yet.",
        needs=Permission.SEND_MESSAGES,
    )
    create_embed_token = mutation(
        embed_tokens.create_embed_token,
        "Create a short-lived token with which a page of yours embeds a composer for one account.",
        needs=Permission.CREATE_EMBED_TOKENS,
    )
    create_api_token = mutation(
        api_tokens.create_api_token,
        "Create an API token for a program of the partner, 20 per hour at most.",
        needs=Permission.MANAGE_API_TOKENS,
    )
    revoke_api_token = mutation(
        api_tokens.revoke_api_token,
        "Revoke an API token, and the embed tokens that it created. Idempotent. No change of its "
        "program is committed afterwards.",
        needs=Permission.MANAGE_API_TOKENS,
    )
    invite_user = mutation(
        users.invite_user,
        "Invite a user by email. The email has a link for choosing a password. Inviting a "
        "user again who has not accepted or is deactivated sends a new link. If the server sends no "
        "mail, the payload has the link.",
        needs=Permission.MANAGE_USERS,
    )
    renew_user_link = mutation(
        users.renew_user_link,
        "Send a user a new link for choosing a password: an invitation if the user has not "
        "accepted yet, otherwise a password reset. Older links end. If the server sends no mail, the "
        "payload has the link.",
        needs=Permission.MANAGE_USERS,
    )
    update_user_role = mutation(
        users.update_user_role,
        "Change a user's role and end the user's sessions. The last active PARTNER_ADMIN of a "
        "partner must keep the role (CONFLICT).",
        needs=Permission.MANAGE_USERS,
    )
    deactivate_user = mutation(
        users.deactivate_user,
        "Deactivate a user and end the user's sessions. Idempotent. The last active "
        "PARTNER_ADMIN of a partner cannot be deactivated (CONFLICT).",
        needs=Permission.MANAGE_USERS,
    )
    create_webhook = mutation(
        webhooks.create_webhook,
        "Create a webhook that sends events to your program.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
    update_webhook = mutation(
        webhooks.update_webhook,
        "Change, enable or disable a webhook.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
    rotate_webhook_secret = mutation(
        webhooks.rotate_webhook_secret,
        "Replace a webhook's secret. Deliveries carry signatures with both secrets for `hours`.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
    send_test_webhook = mutation(
        webhooks.send_test_webhook,
        "Send a TEST event to a webhook. It is attempted once.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
    resend_webhook_delivery = mutation(
        webhooks.resend_webhook_delivery,
        "Resend a delivery, whatever its status, with a fresh set of attempts.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
    delete_webhook = mutation(
        webhooks.delete_webhook,
        "Delete a webhook with its deliveries, pending ones included.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
