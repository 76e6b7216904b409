"""The Partner type, and the Viewer type: the authenticated caller."""

from __future__ import annotations

from typing import cast

import strawberry

from textgate.domain.permissions import Permission, Role
from textgate.domain.sender_preselection import SenderPreselection
from textgate.domain.viewer import ViewerKind
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import entity
from textgate.graphql.declare.field import field
from textgate.graphql.declare.ids import ACTOR_PREFIXES, encode
from textgate.graphql.types.details import PartnerBusinessDetails
from textgate.graphql.types.node import Node
from textgate.services.details import input_parsers
from textgate.storage.tables import partner


@strawberry.type(description="Settings of a partner.")
class PartnerSettings:
    row: strawberry.Private[input_parsers.RowLike]

    @field("IANA time zone, such as America/New_York. Daily digests are sent at 8:00 a.m. in it.")
    def time_zone(self) -> str:
        return cast(str, self.row["time_zone"])

    @field("Whether composers preselect a sender, for accounts without a setting of their own.")
    def sender_preselection(self) -> SenderPreselection:
        return SenderPreselection(self.row["sender_preselection"])


@strawberry.type(description="An EHR vendor whose practices send messages through Textgate.")
class Partner(Node):
    name: str = strawberry.field(description="Name of the partner in Textgate.")
    sms_enabled: bool = strawberry.field(
        description="Whether SMS is activated. If not, every send returns 4015."
    )

    time_zone: str = strawberry.field(
        description="IANA time zone, such as America/New_York. Daily digests are sent at 8:00 a.m. in it."
    )

    @field("The partner's own business details.")
    def business_details(self) -> PartnerBusinessDetails:
        return PartnerBusinessDetails(row=self.row)

    @field("Settings that apply to all of the partner's accounts.")
    def settings(self) -> PartnerSettings:
        return PartnerSettings(row=self.row)


@strawberry.type(description="The authenticated caller.")
class Viewer:
    @field("ID of the user, credential or embed token that authenticated the request.")
    def id(self, info: Info) -> strawberry.ID:
        viewer = info.context.viewer
        assert viewer.id is not None
        return strawberry.ID(encode(ACTOR_PREFIXES[viewer.kind], viewer.id))

    @field("Kind of caller.")
    def kind(self, info: Info) -> ViewerKind:
        return info.context.viewer.kind

    @field("Name of the user, the credential or the embed token's user.")
    def name(self, info: Info) -> str:
        return info.context.viewer.name

    @field("Role of the caller.")
    def role(self, info: Info) -> Role:
        return info.context.viewer.role

    @field("Permissions of the role.")
    def permissions(self, info: Info) -> list[Permission]:
        return sorted(info.context.viewer.permissions)

    @field(
        "ID of the account that the caller is limited to; null for users and programs of the "
        "partner."
    )
    def account_id(self, info: Info) -> strawberry.ID | None:
        account_id = info.context.viewer.account_id
        return strawberry.ID(encode("account", account_id)) if account_id else None

    @field(
        "Whether this server sends mail. If not, inviteUser and renewUserLink show the links to "
        "pass on."
    )
    def is_mail_configured(self, info: Info) -> bool:
        return info.context.services.options.smtp is not None

    @field("Partner that the caller belongs to.")
    def partner(self, info: Info) -> Partner:
        return Partner.of(info.context.partner)


entity(partner, "partner", needs=Permission.READ_VIEWER)(Partner)
