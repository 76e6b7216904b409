"""The mutations: everything that can be done, each with the permission that it needs."""

from __future__ import annotations

import strawberry

from textgate.domain.permissions import Permission
from textgate.graphql.declare.field import mutation
from textgate.graphql.mutations import accounts, embed_tokens, senders, sms, users, webhooks


@strawberry.type(description="Everything that can be done.")
class Mutation:
    create_account = mutation(
        accounts.create_account,
        "Create an account, with its default location.",
        needs=Permission.CREATE_ACCOUNTS,
    )
    update_account = mutation(
        accounts.update_account, "Change an account.", needs=Permission.EDIT_ACCOUNTS
    )
    update_business_details = mutation(
        accounts.update_business_details,
        "Fill in what verification lacks. Once nothing is missing, verification is requested again "
        "where it had been rejected, or for the default location where it never had been.",
        needs=Permission.EDIT_ACCOUNTS,
    )
    update_partner_business_details = mutation(
        accounts.update_partner_business_details,
        "Change the partner's own details, which stand in for what accounts lack.",
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
        sms.request_sms_number,
        "The picker's Add Number: ask for a number and its verification. Repeating it returns the "
        "same number.",
        needs=Permission.REQUEST_NUMBERS,
    )
    send_sms = mutation(
        sms.send_sms,
        "Send a text. The first send of a sender whose details are complete requests its number's "
        "verification and answers 4035 until it is approved.",
        needs=Permission.SEND_MESSAGES,
    )
    cancel_sms = mutation(
        sms.cancel_sms,
        "Take back a message that has not left yet.",
        needs=Permission.SEND_MESSAGES,
    )
    create_embed_token = mutation(
        embed_tokens.create_embed_token,
        "Mint a token with which a page of yours embeds a composer for one account.",
        needs=Permission.CREATE_EMBED_TOKENS,
    )
    invite_user = mutation(
        users.invite_user,
        "Invite somebody to sign in: a mail brings a link to choose a password by. Somebody who has "
        "not accepted yet, or is deactivated, is invited anew.",
        needs=Permission.MANAGE_USERS,
    )
    update_user_role = mutation(
        users.update_user_role,
        "Give a user another role; the user's sessions end. The partner's last active PARTNER_ADMIN "
        "keeps the role (CONFLICT).",
        needs=Permission.MANAGE_USERS,
    )
    deactivate_user = mutation(
        users.deactivate_user,
        "Let a user sign in no more; the user's sessions end. Repeating it changes nothing. The "
        "partner's last active PARTNER_ADMIN cannot be deactivated (CONFLICT).",
        needs=Permission.MANAGE_USERS,
    )
    create_webhook = mutation(
        webhooks.create_webhook,
        "Have a program of yours told what happens.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
    update_webhook = mutation(
        webhooks.update_webhook,
        "Change a webhook, disable or enable it.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
    rotate_webhook_secret = mutation(
        webhooks.rotate_webhook_secret,
        "Give a webhook a new secret; for a while its deliveries carry signatures with both.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
    send_test_webhook = mutation(
        webhooks.send_test_webhook,
        "Send a webhook a test, once, to see how it answers.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
    resend_webhook_delivery = mutation(
        webhooks.resend_webhook_delivery,
        "Send a delivery again, whatever became of it, as if for the first time.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
    delete_webhook = mutation(
        webhooks.delete_webhook,
        "Delete a webhook, with all that was sent to it or was to be.",
        needs=Permission.MANAGE_WEBHOOKS,
    )
