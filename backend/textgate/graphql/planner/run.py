"""One execution of a plan: what it remembers between its statements and while it writes the answer."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode

from textgate.graphql.declare.context import Context


class Unplannable(Exception):
    """Raised for what only graphql-core can execute."""


class NullFound(Exception):
    """Raised for a null that the schema rules out."""


@dataclass(slots=True)
class Run:
    """Resolvers that a plan calls receive it as their `info`. They may read `info.context` and nothing else."""

    context: Context
    arguments: dict[Hashable, Mapping[str, Any]] = field(default_factory=dict)
    """By branch: the arguments that depend on variables."""
    awaited: dict[str, Any] = field(default_factory=dict)
    """By response key: the values that asynchronous resolvers returned."""
    memo: dict[Hashable, Any] = field(default_factory=dict)
    """Written values by the columns that they depend on: rows of a page often share them."""
    current: tuple[str, list[FieldNode]] | None = None
    """The root field that is being answered: its response key and its nodes."""
