"""All services over one database, one carrier and one clock: what the faces of the product are given."""

from __future__ import annotations

from dataclasses import dataclass

from textgate.carriers.base import Carrier
from textgate.domain.clock import Clock
from textgate.services.account_users import AccountUsers
from textgate.services.accounts import Accounts
from textgate.services.attempts import Attempts
from textgate.services.credentials import Credentials
from textgate.services.delivery import Delivery
from textgate.services.embed_tokens import EmbedTokens
from textgate.services.fair_use import FairUse
from textgate.services.housekeeping import Housekeeping
from textgate.services.identity_providers import IdentityProviders
from textgate.services.messages import Messages
from textgate.services.oidc import OidcSignIn
from textgate.services.options import Options
from textgate.services.outbox import Outbox
from textgate.services.overview import OverviewReader
from textgate.services.own_password import OwnPassword
from textgate.services.partners import Partners
from textgate.services.passwords import Passwords
from textgate.services.readiness import Readiness
from textgate.services.review import Review
from textgate.services.second_factor import SecondFactor
from textgate.services.send_report import SendReports
from textgate.services.send_tally import SendTally
from textgate.services.sender_reader import SenderReader
from textgate.services.sender_sync import SenderSync
from textgate.services.senders import Senders
from textgate.services.sessions import Sessions
from textgate.services.sign_in import SignIn
from textgate.services.sms_numbers import SmsNumbers
from textgate.services.statistics import StatisticsReader
from textgate.services.users import Users
from textgate.services.wake import Wake
from textgate.services.webhook_client import HttpWebhookClient, WebhookClient
from textgate.services.webhook_delivery import WebhookDelivery
from textgate.services.webhook_digest import WebhookDigest
from textgate.services.webhook_requests import WebhookRequests
from textgate.services.webhook_subscriptions import WebhookSubscriptions
from textgate.services.webhooks import Webhooks
from textgate.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """Built once, by the composition root."""

    database: Database
    clock: Clock
    options: Options
    wake: Wake
    partners: Partners
    fair_use: FairUse
    credentials: Credentials
    embed_tokens: EmbedTokens
    sessions: Sessions
    sign_in: SignIn
    own_password: OwnPassword
    second_factor: SecondFactor
    identity_providers: IdentityProviders
    oidc: OidcSignIn
    users: Users
    account_users: AccountUsers
    outbox: Outbox
    accounts: Accounts
    senders: Senders
    sender_reader: SenderReader
    sender_sync: SenderSync
    sms_numbers: SmsNumbers
    messages: Messages
    delivery: Delivery
    review: Review
    housekeeping: Housekeeping
    readiness: Readiness
    statistics: StatisticsReader
    overview: OverviewReader
    send_reports: SendReports
    webhooks: Webhooks
    webhook_subscriptions: WebhookSubscriptions
    webhook_requests: WebhookRequests
    webhook_digest: WebhookDigest
    webhook_delivery: WebhookDelivery


def build(
    database: Database,
    carrier: Carrier,
    clock: Clock,
    options: Options,
    passwords: Passwords | None = None,
    webhook_client: WebhookClient | None = None,
) -> Services:
    """`passwords` decides what a hash costs, as much as it should without it; `webhook_client` sends
    to webhooks, over the network without it."""
    wake = Wake()
    webhook_client = webhook_client or HttpWebhookClient(
        allow_loopback=options.webhooks_allow_loopback
    )
    passwords = passwords or Passwords()
    sms_numbers = SmsNumbers(database, clock, wake, options.number_type)
    tally = SendTally(database, clock)
    sessions = Sessions(database, clock)
    attempts = Attempts(database, clock, passwords)
    webhooks = Webhooks(database, clock, options)
    return Services(
        database=database,
        clock=clock,
        options=options,
        wake=wake,
        partners=Partners(database, clock),
        fair_use=FairUse(clock, options),
        credentials=Credentials(database, clock),
        embed_tokens=EmbedTokens(database, clock),
        sessions=sessions,
        sign_in=SignIn(database, clock, sessions, attempts, passwords),
        own_password=OwnPassword(database, clock, sessions, attempts, passwords),
        second_factor=SecondFactor(database, clock, sessions, attempts),
        identity_providers=IdentityProviders(database, clock),
        oidc=OidcSignIn(database, clock, sessions, options.public_url),
        users=Users(database, clock, wake, options),
        account_users=AccountUsers(database, clock),
        outbox=Outbox(database, clock, options),
        accounts=Accounts(database, clock, sms_numbers),
        senders=Senders(database, clock),
        sender_reader=SenderReader(database),
        sender_sync=SenderSync(database, clock),
        sms_numbers=sms_numbers,
        messages=Messages(database, clock, wake, options, sms_numbers, tally),
        delivery=Delivery(database, clock, carrier),
        review=Review(database, clock, carrier),
        housekeeping=Housekeeping(database, clock),
        readiness=Readiness(database, clock),
        statistics=StatisticsReader(database, clock),
        overview=OverviewReader(database, clock),
        send_reports=SendReports(database),
        webhooks=webhooks,
        webhook_subscriptions=WebhookSubscriptions(database, webhooks),
        webhook_requests=WebhookRequests(database, clock, wake),
        webhook_digest=WebhookDigest(database, clock, wake),
        webhook_delivery=WebhookDelivery(database, clock, wake, webhook_client),
    )
