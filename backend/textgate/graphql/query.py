"""The root Query type: every query with its description, relation and permission."""

from __future__ import annotations

from typing import Annotated, cast

import strawberry

from textgate.domain.permissions import Permission
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.field import field
from textgate.graphql.declare.relation import BY_IDS
from textgate.graphql.lists.accounts import ACCOUNTS, AccountFilter, AccountOrder
from textgate.graphql.lists.audit_log import AUDIT_LOG, AuditLogFilter
from textgate.graphql.lists.imports import ALL_IMPORTS, IMPORT_BY_ID
from textgate.graphql.lists.messages import ALL_MESSAGES, MessageFilterArgument
from textgate.graphql.lists.relations import (
    ACCOUNT_BY_EXTERNAL_ID,
    ACCOUNT_BY_ID,
    ALL_API_TOKENS,
    ALL_NUMBERS,
    ALL_USERS,
    OPEN_REQUESTS,
)
from textgate.graphql.lists.send_report import SendReportFilter, selection_of
from textgate.graphql.lists.status_arguments import (
    MessageStatusArgument,
    NumberStatusArgument,
    UserStatusArgument,
    VerificationStatusArgument,
    WebhookStatusArgument,
)
from textgate.graphql.lists.verifications import (
    ALL_VERIFICATIONS,
    VerificationFilter,
    VerificationOrder,
)
from textgate.graphql.lists.webhooks import ALL_WEBHOOKS
from textgate.graphql.operation.cost import COUNTING
from textgate.graphql.planner import resolve
from textgate.graphql.types.account import Account
from textgate.graphql.types.account_request import AccountRequest
from textgate.graphql.types.api_token import ApiToken
from textgate.graphql.types.audit import AuditLogEntry
from textgate.graphql.types.connection import After, Connection, First
from textgate.graphql.types.import_job import Import
from textgate.graphql.types.node import Node
from textgate.graphql.types.overview import Overview, overview_to_graphql
from textgate.graphql.types.partner import Viewer
from textgate.graphql.types.search import SearchQuery
from textgate.graphql.types.send_report import SendReport
from textgate.graphql.types.sms_message import SmsMessage
from textgate.graphql.types.sms_number import SmsNumber
from textgate.graphql.types.user import User
from textgate.graphql.types.verification import Verification
from textgate.graphql.types.webhook import Webhook


@strawberry.type(description="Root query.")
class Query(SearchQuery):
    @field("The authenticated caller.", needs=Permission.READ_VIEWER)
    def viewer(self) -> Viewer:
        return Viewer()

    @field(
        "Any object by its ID; null if there is none or the viewer may not see it.",
        needs=Permission.READ_VIEWER,
        plans=BY_IDS,
    )
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="ID of the object.")],
    ) -> Node | None:
        return cast("Node | None", (await resolve.load_by_global_ids(info, [id]))[0])

    @field(
        "Objects by their IDs, in the same order; null for each ID without an object that the "
        "viewer may see.",
        needs=Permission.READ_VIEWER,
        plans=BY_IDS,
    )
    async def nodes(
        self,
        info: Info,
        ids: Annotated[
            list[strawberry.ID], strawberry.argument(description="IDs of the objects, 100 at most.")
        ],
    ) -> list[Node | None]:
        return cast("list[Node | None]", await resolve.load_by_global_ids(info, list(ids)))

    @field(
        "An account by its ID; null if there is none or the viewer may not see it.",
        reads=ACCOUNT_BY_ID,
        needs=Permission.READ_ACCOUNTS,
    )
    async def account(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="ID of the account.")],
    ) -> Account | None:
        return cast("Account | None", await resolve.load_root(info))

    @field(
        "An account by the partner's own identifier; null if there is none or the viewer may "
        "not see it.",
        reads=ACCOUNT_BY_EXTERNAL_ID,
        needs=Permission.READ_ACCOUNTS,
    )
    async def account_by_external_id(
        self,
        info: Info,
        external_id: Annotated[
            str, strawberry.argument(description="The partner's own identifier of the account.")
        ],
    ) -> Account | None:
        return cast("Account | None", await resolve.load_root(info))

    @field(
        "Accounts of the partner that the viewer may see.",
        reads=ACCOUNTS,
        needs=Permission.READ_ACCOUNTS,
    )
    async def accounts(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        filter: Annotated[
            AccountFilter | None, strawberry.argument(description="Filter; omit for all accounts.")
        ] = None,
        order_by: Annotated[
            AccountOrder | None, strawberry.argument(description="Sort order; by name if omitted.")
        ] = None,
    ) -> Connection[Account]:
        return Connection(page=await resolve.load_root(info))

    @field(
        "Numbers that the viewer may see, the oldest first.",
        reads=ALL_NUMBERS,
        needs=Permission.READ_NUMBERS,
    )
    async def sms_numbers(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: NumberStatusArgument = None,
    ) -> Connection[SmsNumber]:
        return Connection(page=await resolve.load_root(info))

    @field(
        "Requests for the verification of numbers.",
        reads=ALL_VERIFICATIONS,
        needs=Permission.READ_NUMBERS,
    )
    async def verifications(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: VerificationStatusArgument = None,
        filter: Annotated[
            VerificationFilter | None,
            strawberry.argument(description="Filter; omit for all verifications."),
        ] = None,
        order_by: Annotated[
            VerificationOrder | None,
            strawberry.argument(description="Sort order; the newest first if omitted."),
        ] = None,
    ) -> Connection[Verification]:
        return Connection(page=await resolve.load_root(info))

    @field(
        "Messages that the viewer may see, the newest first.",
        reads=ALL_MESSAGES,
        needs=Permission.READ_MESSAGES,
    )
    async def sms_messages(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: MessageStatusArgument = None,
        filter: MessageFilterArgument = None,
    ) -> Connection[SmsMessage]:
        return Connection(page=await resolve.load_root(info))

    @field(
        "Users that the viewer may manage, sorted by email address.",
        reads=ALL_USERS,
        needs=Permission.MANAGE_USERS,
    )
    async def users(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: UserStatusArgument = None,
    ) -> Connection[User]:
        return Connection(page=await resolve.load_root(info))

    @field(
        "Entries of the audit log, the newest first.",
        reads=AUDIT_LOG,
        needs=Permission.READ_AUDIT_LOG,
    )
    async def audit_log(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        filter: Annotated[
            AuditLogFilter | None, strawberry.argument(description="Filter; omit for all entries.")
        ] = None,
    ) -> Connection[AuditLogEntry]:
        return Connection(page=await resolve.load_root(info))

    @field(
        "Webhooks of the partner and of its accounts, the oldest first.",
        reads=ALL_WEBHOOKS,
        needs=Permission.MANAGE_WEBHOOKS,
    )
    async def webhooks(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: WebhookStatusArgument = None,
        account_id: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="Only webhooks that are limited to this account."),
        ] = None,
    ) -> Connection[Webhook]:
        return Connection(page=await resolve.load_root(info))

    @field(
        "Open requests of users to the administrators of accounts, the oldest first.",
        reads=OPEN_REQUESTS,
        needs=Permission.EDIT_ACCOUNTS,
    )
    async def account_requests(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[AccountRequest]:
        return Connection(page=await resolve.load_root(info))

    @field(
        "API tokens of the partner's programs, the newest first.",
        reads=ALL_API_TOKENS,
        needs=Permission.MANAGE_API_TOKENS,
    )
    async def api_tokens(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[ApiToken]:
        return Connection(page=await resolve.load_root(info))

    @field(
        "Imports of the partner, the newest first.",
        reads=ALL_IMPORTS,
        needs=Permission.CREATE_ACCOUNTS,
    )
    async def imports(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Import]:
        return Connection(page=await resolve.load_root(info))

    @field(
        "An import by its ID; null if there is none or the viewer may not see it.",
        reads=IMPORT_BY_ID,
        needs=Permission.CREATE_ACCOUNTS,
        name="import",
    )
    async def import_(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="ID of the import.")],
    ) -> Import | None:
        return cast("Import | None", await resolve.load_root(info))

    @field("Numbers of accepted and refused sends.", needs=Permission.READ_REPORTS)
    def send_report(
        self,
        info: Info,
        filter: Annotated[
            SendReportFilter | None,
            strawberry.argument(description="Filter; the sends of the last 30 days if omitted."),
        ] = None,
    ) -> SendReport:
        today = info.context.services.clock().date()
        return SendReport(selection=selection_of(filter, today))

    @field(
        "Summary of everything that the viewer may see.",
        needs=Permission.READ_NUMBERS,
        costs=COUNTING,
    )
    async def overview(self, info: Info) -> Overview:
        context = info.context
        counts = await context.services.overview.load(context.viewer, context.partner_supplies)
        return overview_to_graphql(counts)
