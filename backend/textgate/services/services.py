"""Builds all services over one database, one carrier and one clock."""

from __future__ import annotations

from dataclasses import dataclass

from textgate.carriers.base import Carrier
from textgate.domain.clock import Clock
from textgate.services.access.passwords import Passwords
from textgate.services.account_requests.requests import AccountRequests
from textgate.services.accounts.accounts import Accounts
from textgate.services.accounts.partners import Partners
from textgate.services.credentials.credentials import Credentials
from textgate.services.credentials.embed_tokens import EmbedTokens
from textgate.services.credentials.sessions import Sessions
from textgate.services.housekeeping import Housekeeping
from textgate.services.imports.jobs import ImportJobs
from textgate.services.imports.worker import ImportWorker
from textgate.services.limits.rate_limiter import RateLimiter
from textgate.services.mail.outbox import Outbox
from textgate.services.messaging.messages import Messages
from textgate.services.messaging.tally import SendTally
from textgate.services.messaging.worker import Delivery
from textgate.services.options import Options
from textgate.services.people.partner_api_users import PartnerApiUsers
from textgate.services.people.user_links import UserLinks
from textgate.services.people.users import Users
from textgate.services.readiness import Readiness
from textgate.services.reporting.backlog_metrics import BacklogMetricsReader
from textgate.services.reporting.messages import MessageExports
from textgate.services.reporting.overview import OverviewReader
from textgate.services.reporting.sends import SendReports
from textgate.services.reporting.trends import TrendReader
from textgate.services.senders.lookup import SenderReader
from textgate.services.senders.senders import Senders
from textgate.services.senders.sync import SenderSync
from textgate.services.sign_in.authentication_attempts import AuthenticationAttempts
from textgate.services.sign_in.identity_providers import IdentityProviders
from textgate.services.sign_in.oidc import OidcSignIn
from textgate.services.sign_in.password_change import OwnPassword
from textgate.services.sign_in.password_sign_in import SignIn
from textgate.services.sign_in.second_factor import SecondFactor
from textgate.services.verification.sms_numbers import SmsNumbers
from textgate.services.verification.worker import Review
from textgate.services.webhooks.client import HttpWebhookClient, WebhookClient
from textgate.services.webhooks.digest import WebhookDigest
from textgate.services.webhooks.resend import WebhookRequests
from textgate.services.webhooks.subscriptions import WebhookSubscriptions
from textgate.services.webhooks.webhooks import Webhooks
from textgate.services.webhooks.worker import WebhookDelivery
from textgate.services.worker_signals import WorkerSignals
from textgate.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """Built once, by the composition root."""

    database: Database
    clock: Clock
    options: Options
    signals: WorkerSignals
    partners: Partners
    rate_limiter: RateLimiter
    credentials: Credentials
    embed_tokens: EmbedTokens
    sessions: Sessions
    sign_in: SignIn
    own_password: OwnPassword
    second_factor: SecondFactor
    identity_providers: IdentityProviders
    oidc: OidcSignIn
    users: Users
    user_links: UserLinks
    partner_api_users: PartnerApiUsers
    outbox: Outbox
    accounts: Accounts
    account_requests: AccountRequests
    senders: Senders
    sender_reader: SenderReader
    sender_sync: SenderSync
    sms_numbers: SmsNumbers
    messages: Messages
    delivery: Delivery
    review: Review
    import_jobs: ImportJobs
    import_worker: ImportWorker
    housekeeping: Housekeeping
    readiness: Readiness
    backlog_metrics: BacklogMetricsReader
    overview: OverviewReader
    send_reports: SendReports
    trends: TrendReader
    message_exports: MessageExports
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
    """Build the services. Tests replace `passwords` (the cost of a hash) and `webhook_client` (the network)."""
    signals = WorkerSignals()
    client = webhook_client or _http_client(options)
    passwords = passwords or Passwords()
    sms_numbers = SmsNumbers(database, clock, signals, options.number_type)
    tally = SendTally(database, clock)
    sessions = Sessions(database, clock)
    attempts = AuthenticationAttempts(database, clock, passwords)
    webhooks = Webhooks(database, clock, options)
    return Services(
        database=database,
        clock=clock,
        options=options,
        signals=signals,
        partners=Partners(database, clock),
        rate_limiter=RateLimiter(clock, options),
        credentials=Credentials(database, clock),
        embed_tokens=EmbedTokens(database, clock),
        sessions=sessions,
        sign_in=SignIn(database, clock, sessions, attempts, passwords),
        own_password=OwnPassword(database, clock, sessions, attempts, passwords),
        second_factor=SecondFactor(database, clock, sessions, attempts),
        identity_providers=IdentityProviders(database, clock),
        oidc=OidcSignIn(database, clock, sessions, options.public_url),
        users=Users(database, clock),
        user_links=UserLinks(database, clock, signals, options),
        partner_api_users=PartnerApiUsers(database, clock),
        outbox=Outbox(database, clock, options),
        accounts=Accounts(database, clock, sms_numbers),
        account_requests=AccountRequests(database, clock, signals, options),
        senders=Senders(database, clock),
        sender_reader=SenderReader(database),
        sender_sync=SenderSync(database, clock),
        sms_numbers=sms_numbers,
        messages=Messages(database, clock, signals, options, sms_numbers, tally),
        delivery=Delivery(database, clock, carrier),
        review=Review(database, clock, carrier),
        import_jobs=ImportJobs(database, clock, signals),
        import_worker=ImportWorker(database, clock),
        housekeeping=Housekeeping(database, clock),
        readiness=Readiness(database, clock),
        backlog_metrics=BacklogMetricsReader(database, clock),
        overview=OverviewReader(database, clock),
        send_reports=SendReports(database),
        trends=TrendReader(database, clock),
        message_exports=MessageExports(database, clock),
        webhooks=webhooks,
        webhook_subscriptions=WebhookSubscriptions(database, webhooks),
        webhook_requests=WebhookRequests(database, clock, signals),
        webhook_digest=WebhookDigest(database, clock, signals),
        webhook_delivery=WebhookDelivery(database, clock, signals, client),
    )


def _http_client(options: Options) -> HttpWebhookClient:
    return HttpWebhookClient(allow_loopback=options.webhooks_allow_loopback)
