"""The domain's enums as the schema shows them, every value described."""

from __future__ import annotations

from enum import Enum

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from textgate.domain.audit import AuditAction
from textgate.domain.business_details import BusinessDetailField, DetailSource
from textgate.domain.errors import UserErrorCode
from textgate.domain.messages import MessageKind, MessageStatus
from textgate.domain.permissions import Permission, Role
from textgate.domain.sms_numbers import NumberType, SmsNumberStatus
from textgate.domain.sms_text import SmsEncoding
from textgate.domain.verification import VerificationStatus
from textgate.domain.viewer import ViewerKind
from textgate.services.access.user_status import UserStatus


def show(enum: type[Enum], description: str, values: dict[str, str]) -> None:
    """Make an enum of the domain one of the schema; the domain itself stays free of GraphQL."""
    strawberry.enum(enum, description=description)
    definition: StrawberryEnumDefinition = enum.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = values[value.name]


show(
    BusinessDetailField,
    "One of the business details that a number is verified with.",
    {
        "BUSINESS_NAME": "The practice's name.",
        "ADDRESS1": "Street and number.",
        "ADDRESS2": "Suite, floor or building; never required.",
        "CITY": "City.",
        "STATE": "State, territory or province.",
        "COUNTRY_CODE": "Country.",
        "POSTAL_CODE": "ZIP or postal code.",
        "WEBSITE": "The practice's website; the partner's stands in for a missing one.",
        "ALTERNATIVE_WEBSITE": "A second website, such as a page on a social network; never required.",
        "CONTACT_FIRST_NAME": "First name of the contact; the partner's stands in.",
        "CONTACT_LAST_NAME": "Last name of the contact; the partner's stands in.",
        "CONTACT_EMAIL": "E-mail address of the contact; the partner's stands in.",
        "CONTACT_PHONE": "Phone number of the contact; the partner's stands in.",
    },
)
show(
    DetailSource,
    "Whose detail it is.",
    {"ACCOUNT": "The account's own.", "PARTNER": "The partner's, standing in for a missing one."},
)
show(
    SmsNumberStatus,
    "The status that the number picker shows.",
    {
        "PENDING": "Verification has been requested and is not decided yet.",
        "APPROVED": "The carriers have approved the number: texts can be sent from it.",
        "REJECTED": "The carriers refused; the verification says why and what to mend.",
    },
)
show(
    NumberType,
    "What kind of number it is.",
    {
        "TOLL_FREE": "A toll-free number (800, 833, 844, 855, 866, 877, 888).",
        "LOCAL_10DLC": "A local ten-digit number.",
    },
)
show(
    VerificationStatus,
    "How far a verification is.",
    {
        "REQUESTED": "Requested by us, not yet with the carrier.",
        "SUBMITTED": "With the carrier.",
        "IN_REVIEW": "The carrier is looking at it.",
        "ACTION_REQUIRED": "Refused, and still open for correction until `editableUntil`.",
        "APPROVED": "Approved.",
        "REJECTED": "Refused; a correction starts a new request.",
    },
)
show(
    MessageKind,
    "What kind of text it is.",
    {
        "SMS_TEXT": "An ordinary text message.",
        "SECURE_TEXT": "A link to a message behind an identity check; not switched on yet.",
    },
)
show(
    MessageStatus,
    "How far a message is. States only go forward; DELIVERED, UNDELIVERED, FAILED and CANCELED are final.",
    {
        "SCHEDULED": "To be sent later.",
        "QUEUED": "Accepted and on disk, waiting for its turn.",
        "SENDING": "Handed to the carrier.",
        "UNCERTAIN": "The carrier's answer was lost; being looked up, never blindly sent again.",
        "SENT": "The carrier has sent it on.",
        "DELIVERED": "The recipient's carrier has confirmed it.",
        "UNDELIVERED": "The carrier could not deliver it; see `failure`.",
        "FAILED": "It was not sent; see `failure`.",
        "CANCELED": "Taken back before it left.",
    },
)
show(
    SmsEncoding,
    "How a text is encoded on the air.",
    {
        "GSM_7": "The GSM alphabet: 160 characters a text, 153 a segment of a longer one.",
        "UCS_2": "Unicode: 70 characters a text, 67 a segment of a longer one.",
    },
)
show(
    ViewerKind,
    "What kind of caller is asking.",
    {
        "PARTNER": "A partner's program, by one of the partner's credentials.",
        "PARTNER_USER": "Somebody who works for the partner, signed in.",
        "ACCOUNT_USER": "Somebody who works for one practice, signed in.",
        "EMBED": "A composer embedded in a page of the partner's, for one account.",
        "OPERATOR": "Whoever runs this server, by its commands or its worker.",
        "CARRIER": "The carrier, by what it decided.",
    },
)
show(
    Role,
    "What a caller is allowed.",
    {
        "PROGRAM": "A partner's program: all that the partner may do.",
        "PARTNER_ADMIN": "Runs everything of the partner's.",
        "PARTNER_SUPPORT": "Reads the partner's accounts and numbers; changes nothing.",
        "ACCOUNT_ADMIN": "Runs one practice: its details, locations, queues, users and texts.",
        "ACCOUNT_SENDER": "Sends and reads the texts of one practice.",
        "EMBED": "An embedded composer: sends and reads the texts of one practice.",
    },
)
show(
    UserStatus,
    "Whether a user can sign in.",
    {
        "INVITED": "Has been sent a link, and has not chosen a password yet.",
        "ACTIVE": "Can sign in.",
        "DEACTIVATED": "Cannot sign in; can be invited again.",
    },
)
show(
    Permission,
    "One kind of operation.",
    {
        "READ_VIEWER": "See who one is.",
        "READ_ACCOUNTS": "See accounts, locations and queues.",
        "CREATE_ACCOUNTS": "Create accounts.",
        "EDIT_ACCOUNTS": "Change accounts, their details, locations and queues.",
        "READ_NUMBERS": "See numbers and their verifications.",
        "REQUEST_NUMBERS": "Ask for numbers.",
        "READ_MESSAGES": "See messages.",
        "SEND_MESSAGES": "Send texts, and take them back.",
        "EDIT_PARTNER": "Change the partner's own details.",
        "MANAGE_USERS": "See, invite, change and deactivate users.",
        "READ_AUDIT_LOG": "See who changed what.",
        "READ_REPORTS": "See how many sends ended how.",
        "CREATE_EMBED_TOKENS": "Let a page of the partner's embed a composer.",
        "MANAGE_WEBHOOKS": "See, create, change and delete webhooks and what was sent to them.",
    },
)
show(
    AuditAction,
    "What was done.",
    {
        "PARTNER_CREATED": "The partner was created.",
        "PARTNER_UPDATED": "The partner's business details were changed.",
        "SMS_ENABLED": "The partner's SMS actions were activated.",
        "SMS_DISABLED": "The partner's SMS actions were deactivated.",
        "CREDENTIAL_CREATED": "A credential was made for a program.",
        "CREDENTIAL_REVOKED": "A credential was revoked.",
        "EMBED_TOKEN_CREATED": "A token was minted for an embedded composer.",
        "ACCOUNT_CREATED": "An account was created, with its default location.",
        "ACCOUNT_UPDATED": "An account was changed.",
        "SENDER_CREATED": "A location or queue was created.",
        "SENDER_UPDATED": "A location or queue was changed.",
        "VERIFICATION_REQUESTED": "The verification of a number was requested.",
        "VERIFICATION_DECIDED": "The carrier approved or refused a number.",
        "SMS_SENT": "A text was accepted for sending.",
        "SMS_CANCELED": "A text was taken back before it left.",
        "USER_CREATED": "A partner's program told of somebody who works for a practice.",
        "USER_UPDATED": "A partner's program changed what it had told of them.",
        "USER_INVITED": "Somebody was invited, or sent the invitation again.",
        "USER_ROLE_CHANGED": "A user was given another role.",
        "USER_DEACTIVATED": "A user was deactivated.",
        "PASSWORD_RESET_REQUESTED": "A link to choose another password was asked for.",
        "PASSWORD_CHANGED": "A user chose a password.",
        "SECOND_FACTOR_ADDED": "A user added a second factor.",
        "SECOND_FACTOR_REMOVED": "A user's second factor was removed.",
        "SIGNED_IN": "A user signed in.",
        "SIGNED_OUT": "A user signed out.",
        "IDENTITY_PROVIDER_SET": "The identity provider of the partner's people was set.",
        "IDENTITY_PROVIDER_REMOVED": "The identity provider of the partner's people was removed.",
        "WEBHOOK_CREATED": "A webhook was created.",
        "WEBHOOK_UPDATED": "A webhook was changed.",
        "WEBHOOK_DELETED": "A webhook was deleted.",
        "WEBHOOK_DISABLED": "A webhook was disabled, because nothing arrived there any more.",
        "WEBHOOK_SECRET_ROTATED": "A webhook was given a new secret.",
        "WEBHOOK_TESTED": "A test was sent to a webhook.",
        "WEBHOOK_DELIVERY_RESENT": "A webhook's delivery was sent again.",
    },
)
show(
    UserErrorCode,
    "What is wrong with an input field.",
    {
        "REQUIRED": "It is missing or blank.",
        "INVALID": "It cannot be read as what it should be.",
        "TOO_LONG": "It is longer than allowed.",
        "NOT_FOUND": "It names nothing that the viewer may see.",
        "ALREADY_EXISTS": "It is taken.",
        "CONFLICT": "It is no longer possible.",
    },
)
