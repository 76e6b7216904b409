"""The partner, and the viewer who asks in its name."""

from __future__ import annotations

import strawberry

from textgate.domain.permissions import Permission, Role
from textgate.domain.viewer import ViewerKind
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import entity
from textgate.graphql.declare.field import field
from textgate.graphql.declare.ids import ACTOR_PREFIXES, encode
from textgate.graphql.types.details import PartnerBusinessDetails
from textgate.graphql.types.node import Node
from textgate.storage.tables import partner


@strawberry.type(description="An EHR vendor whose practices text through Textgate.")
class Partner(Node):
    name: str = strawberry.field(description="The partner's name with us.")
    sms_enabled: bool = strawberry.field(
        description="Whether the SMS actions are activated; until they are, every send answers 4015."
    )

    time_zone: str = strawberry.field(
        description="Its time zone, such as America/New_York: it is told of each day at eight in the "
        "morning there."
    )

    @field("The partner's own business details.")
    def business_details(self) -> PartnerBusinessDetails:
        return PartnerBusinessDetails(row=self.row)


@strawberry.type(description="Who is asking.")
class Viewer:
    @field("The id of what the request came with: a user, a credential or an embed token.")
    def id(self, info: Info) -> strawberry.ID:
        viewer = info.context.viewer
        assert viewer.id is not None
        return strawberry.ID(encode(ACTOR_PREFIXES[viewer.kind], viewer.id))

    @field("What kind of caller it is.")
    def kind(self, info: Info) -> ViewerKind:
        return info.context.viewer.kind

    @field("The name of the user, the credential or the embed token's user.")
    def name(self, info: Info) -> str:
        return info.context.viewer.name

    @field("Its role.")
    def role(self, info: Info) -> Role:
        return info.context.viewer.role

    @field("What its role permits.")
    def permissions(self, info: Info) -> list[Permission]:
        return sorted(info.context.viewer.permissions)

    @field("The account that it is limited to; null for the partner's own people and programs.")
    def account_id(self, info: Info) -> strawberry.ID | None:
        account_id = info.context.viewer.account_id
        return strawberry.ID(encode("account", account_id)) if account_id else None

    @field("The partner it acts for.")
    def partner(self, info: Info) -> Partner:
        return Partner.of(info.context.partner)


entity(partner, "partner", needs=Permission.READ_VIEWER)(Partner)
