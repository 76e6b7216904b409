"""The partner, and the viewer who asks in its name."""

from __future__ import annotations

import strawberry

from textgate.domain.viewer import ViewerKind
from textgate.graphql.context import Info
from textgate.graphql.entity import entity
from textgate.graphql.field import field
from textgate.graphql.ids import encode
from textgate.graphql.types.details import PartnerBusinessDetails
from textgate.graphql.types.node import Node
from textgate.storage.tables import partner


@strawberry.type(description="An EHR vendor whose practices text through Textgate.")
class Partner(Node):
    name: str = strawberry.field(description="The partner's name with us.")
    sms_enabled: bool = strawberry.field(
        description="Whether the SMS actions are activated; until they are, every send answers 4015."
    )

    @field("The partner's own business details.")
    def business_details(self) -> PartnerBusinessDetails:
        return PartnerBusinessDetails(row=self.row)


@strawberry.type(description="Who is asking.")
class Viewer:
    @field("The id of the credential the request came with.")
    def id(self, info: Info) -> strawberry.ID:
        return strawberry.ID(encode("credential", info.context.viewer.credential_id))

    @field("What kind of caller it is.")
    def kind(self, info: Info) -> ViewerKind:
        return info.context.viewer.kind

    @field("The credential's name.")
    def name(self, info: Info) -> str:
        return info.context.viewer.name

    @field("The partner it acts for.")
    def partner(self, info: Info) -> Partner:
        return Partner.of(info.context.partner)


entity(partner, "partner")(Partner)
