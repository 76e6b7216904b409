"""Registers the domain's enums in the schema, with a description of every value."""

from __future__ import annotations

from enum import Enum

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from textgate.domain.audit import AuditAction
from textgate.domain.business_details import BusinessDetailField, DetailSource
from textgate.domain.errors import UserErrorCode
from textgate.domain.messages import MessageKind, MessageStatus
from textgate.domain.permissions import Permission, Role
from textgate.domain.sender_preselection import SenderPreselection
from textgate.domain.sms_numbers import NumberType, SmsNumberStatus
from textgate.domain.sms_text import SmsEncoding
from textgate.domain.verification import VerificationStatus
from textgate.domain.viewer import ViewerKind
from textgate.services.access.user_status import UserStatus
from textgate.services.search.find import SearchKind


def show(enum: type[Enum], description: str, values: dict[str, str]) -> None:
    """Add an enum of the domain to the schema, so that the domain need not import GraphQL."""
    strawberry.enum(enum, description=description)
    definition: StrawberryEnumDefinition = enum.__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = values[value.name]


show(
    BusinessDetailField,
    "A business detail that carriers use to verify a number.",
    {
        "BUSINESS_NAME": "Name of the practice.",
        "ADDRESS1": "Street and number.",
        "ADDRESS2": "Suite, floor or building; never required.",
        "CITY": "City.",
        "STATE": "State, territory or province.",
        "COUNTRY_CODE": "Country.",
        "POSTAL_CODE": "ZIP or postal code.",
        "WEBSITE": "Website of the practice; falls back to the partner's.",
        "ALTERNATIVE_WEBSITE": "Second website, such as a social media page; never required.",
        "CONTACT_FIRST_NAME": "First name of the contact; falls back to the partner's.",
        "CONTACT_LAST_NAME": "Last name of the contact; falls back to the partner's.",
        "CONTACT_EMAIL": "Email address of the contact; falls back to the partner's.",
        "CONTACT_PHONE": "Phone number of the contact; falls back to the partner's.",
    },
)
show(
    DetailSource,
    "Owner of a business detail.",
    {
        "ACCOUNT": "The account itself.",
        "PARTNER": "The partner, because the account has no value of its own.",
    },
)
show(
    SmsNumberStatus,
    "Status of a number, as the number picker shows it.",
    {
        "PENDING": "Verification is requested and not yet decided.",
        "APPROVED": "The carriers approved the number. It can send messages.",
        "REJECTED": "The carriers rejected the number. Its verification says why and what to correct.",
    },
)
show(
    NumberType,
    "Kind of number.",
    {
        "TOLL_FREE": "Toll-free number (800, 833, 844, 855, 866, 877, 888).",
        "LOCAL_10DLC": "Local ten-digit number (10DLC).",
    },
)
show(
    VerificationStatus,
    "Progress of a verification.",
    {
        "REQUESTED": "Requested, not yet submitted to the carrier.",
        "SUBMITTED": "Submitted to the carrier.",
        "IN_REVIEW": "Under review by the carrier.",
        "ACTION_REQUIRED": "Rejected, but open for correction until `editableUntil`.",
        "APPROVED": "Approved.",
        "REJECTED": "Rejected. A correction starts a new request.",
    },
)
show(
    MessageKind,
    "Kind of message.",
    {
        "SMS_TEXT": "Ordinary text message.",
        "SECURE_TEXT": "Link to a message behind an identity check; not available yet.",
    },
)
show(
    MessageStatus,
    "Progress of a message. A status never goes back; DELIVERED, UNDELIVERED, FAILED and "
    "CANCELED are final.",
    {
        "SCHEDULED": "Scheduled for later.",
        "QUEUED": "Accepted, stored and waiting to be sent.",
        "SENDING": "Handed to the carrier.",
        "UNCERTAIN": "The carrier's response was lost. We look the message up and never resend it blindly.",
        "SENT": "Sent on by our carrier.",
        "DELIVERED": "Confirmed by the recipient's carrier.",
        "UNDELIVERED": "The carrier could not deliver it; see `failure`.",
        "FAILED": "Not sent; see `failure`.",
        "CANCELED": "Canceled before it was sent.",
    },
)
show(
    SmsEncoding,
    "Character encoding of a message, which decides how many characters fit in a segment.",
    {
        "GSM_7": "GSM alphabet: 160 characters in one segment, 153 per segment if there are more.",
        "UCS_2": "Unicode: 70 characters in one segment, 67 per segment if there are more.",
    },
)
show(
    ViewerKind,
    "Kind of caller.",
    {
        "PARTNER": "The partner's program, authenticated by a credential.",
        "PARTNER_USER": "A signed-in user of the partner.",
        "ACCOUNT_USER": "A signed-in user of one practice.",
        "EMBED": "A composer embedded in the partner's page, limited to one account.",
        "OPERATOR": "The operator of this server, by a command or the worker.",
        "CARRIER": "The carrier, by its decision.",
    },
)
show(
    Role,
    "Role of a caller, which decides its permissions.",
    {
        "PROGRAM": "The partner's program: all of the partner's permissions except MANAGE_API_TOKENS.",
        "PARTNER_ADMIN": "Administers everything that belongs to the partner.",
        "PARTNER_SUPPORT": "Reads the partner's accounts and numbers; changes nothing.",
        "ACCOUNT_ADMIN": "Administers one practice: its details, locations, queues, users and messages.",
        "ACCOUNT_SENDER": "Sends and reads the messages of one practice.",
        "EMBED": "Embedded composer: sends and reads the messages of one practice.",
    },
)
show(
    SenderPreselection,
    "Whether a composer selects a sender before its user does.",
    {
        "LAST_USED": "Select the sender that the user sent from last; without one, the default location.",
        "ALWAYS_ASK": "Select none; the user chooses a sender for each message.",
    },
)
show(
    UserStatus,
    "Sign-in status of a user.",
    {
        "INVITED": "Invited by email; has not chosen a password yet.",
        "ACTIVE": "Can sign in.",
        "DEACTIVATED": "Cannot sign in; can be invited again.",
    },
)
show(
    Permission,
    "Permission for one kind of operation.",
    {
        "READ_VIEWER": "Read your own identity.",
        "READ_ACCOUNTS": "Read accounts, locations and queues.",
        "CREATE_ACCOUNTS": "Create accounts.",
        "EDIT_ACCOUNTS": "Change accounts, their business details, locations and queues.",
        "READ_NUMBERS": "Read numbers and their verifications.",
        "REQUEST_NUMBERS": "Request numbers.",
        "READ_MESSAGES": "Read messages.",
        "SEND_MESSAGES": "Send and cancel messages.",
        "EDIT_PARTNER": "Change the partner's own details.",
        "MANAGE_USERS": "Read, invite, change and deactivate users.",
        "READ_AUDIT_LOG": "Read the audit log.",
        "READ_REPORTS": "Read reports of accepted and refused sends.",
        "CREATE_EMBED_TOKENS": "Create tokens for embedded composers.",
        "MANAGE_WEBHOOKS": "Read, create, change and delete webhooks, and read their deliveries.",
        "MANAGE_API_TOKENS": "Read, create and revoke API tokens of the partner's programs.",
    },
)
show(
    AuditAction,
    "Kind of entry in the audit log.",
    {
        "PARTNER_CREATED": "The partner was created.",
        "PARTNER_UPDATED": "The partner's business details or settings were changed.",
        "SMS_ENABLED": "The partner's SMS actions were activated.",
        "SMS_DISABLED": "The partner's SMS actions were deactivated.",
        "CREDENTIAL_CREATED": "A credential for a program was created.",
        "CREDENTIAL_REVOKED": "A credential was revoked.",
        "EMBED_TOKEN_CREATED": "A token for an embedded composer was created.",
        "ACCOUNT_CREATED": "An account was created, with its default location.",
        "ACCOUNT_UPDATED": "An account was changed.",
        "SENDER_CREATED": "A location or queue was created.",
        "SENDER_UPDATED": "A location or queue was changed.",
        "ACCOUNT_REQUEST_CREATED": "A user asked the account's administrators for business details.",
        "ACCOUNT_REQUEST_CLOSED": "Such a request was answered or closed.",
        "VERIFICATION_REQUESTED": "The verification of a number was requested.",
        "VERIFICATION_DECIDED": "The carrier approved or rejected a number.",
        "SMS_SENT": "A message was accepted for sending.",
        "SMS_CANCELED": "A message was canceled before it was sent.",
        "MESSAGES_EXPORTED": "Messages were downloaded as a file.",
        "USER_CREATED": "The partner's program created a user of a practice.",
        "USER_UPDATED": "The partner's program changed a user of a practice.",
        "USER_INVITED": "A user was invited, for the first time or again.",
        "USER_ROLE_CHANGED": "A user's role was changed.",
        "USER_DEACTIVATED": "A user was deactivated.",
        "PASSWORD_RESET_REQUESTED": "A link to reset a password was requested.",
        "PASSWORD_CHANGED": "A user chose a password.",
        "SECOND_FACTOR_ADDED": "A user added a second factor.",
        "SECOND_FACTOR_REMOVED": "A user's second factor was removed.",
        "SIGNED_IN": "A user signed in.",
        "SIGNED_OUT": "A user signed out.",
        "IDENTITY_PROVIDER_SET": "The identity provider of the partner's users was set.",
        "IDENTITY_PROVIDER_REMOVED": "The identity provider of the partner's users was removed.",
        "WEBHOOK_CREATED": "A webhook was created.",
        "WEBHOOK_UPDATED": "A webhook was changed.",
        "WEBHOOK_DELETED": "A webhook was deleted.",
        "WEBHOOK_DISABLED": "A webhook was disabled automatically because its deliveries failed.",
        "WEBHOOK_SECRET_ROTATED": "A webhook's secret was rotated.",
        "WEBHOOK_TESTED": "A test event was sent to a webhook.",
        "WEBHOOK_DELIVERY_RESENT": "A webhook delivery was resent.",
    },
)
show(
    UserErrorCode,
    "Kind of error in an input field.",
    {
        "REQUIRED": "Missing or blank.",
        "INVALID": "Not a valid value.",
        "TOO_LONG": "Longer than allowed.",
        "NOT_FOUND": "No such object, or none that the viewer may see.",
        "ALREADY_EXISTS": "Already in use.",
        "CONFLICT": "Not possible in the object's current state.",
    },
)
show(
    SearchKind,
    "Kind of search results.",
    {
        "ACCOUNT": "Accounts, by their name, external ID, city, state, ZIP code, phone number or short name. "
        "Users of an account find none.",
        "SMS_NUMBER": "Numbers, by at least four of their digits or by the name of their location or queue.",
        "MESSAGE": "Messages, by at least four digits of their recipient or by the name of their location "
        "or queue; never by their text. Requires READ_MESSAGES.",
    },
)
