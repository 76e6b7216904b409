"""The Node interface of all objects with a global ID."""

from __future__ import annotations

import strawberry

from textgate.graphql.declare.entity import Entity
from textgate.graphql.declare.field import field
from textgate.graphql.declare.relation import GLOBAL_ID


@strawberry.interface(description="Object with a globally unique ID.")
class Node(Entity):
    @field("Global ID of the object: opaque and permanent.", plans=GLOBAL_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.global_id)
