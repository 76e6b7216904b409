"""Types by name, for a field whose type imports the field's own module."""

from __future__ import annotations

from typing import Annotated, Any, ForwardRef

import strawberry


def lazy_type(name: str, module: str) -> Any:
    """The GraphQL type `name` of `types/<module>.py`, which Strawberry imports when it builds the schema.

    Pass it to `field(graphql_type=...)` and annotate the resolver with `Entity`: an import, even one for
    type checkers only, would be a cycle. For a nullable field: `lazy_type("Account", "account") | None`.
    """
    return Annotated[ForwardRef(name), strawberry.lazy(f"textgate.graphql.types.{module}")]
