"""The interface of everything that has an id."""

from __future__ import annotations

import strawberry

from textgate.graphql.declare.entity import Entity
from textgate.graphql.declare.field import field
from textgate.graphql.declare.relation import GLOBAL_ID


@strawberry.interface(description="An object with an id that is unique among all objects.")
class Node(Entity):
    @field("The object's global id: opaque, and stable for its life.", plans=GLOBAL_ID)
    def id(self) -> strawberry.ID:
        return strawberry.ID(self.global_id)
