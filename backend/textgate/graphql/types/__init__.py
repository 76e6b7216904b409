"""The schema's types, one noun per file."""

# First of all: an enum must be the schema's before a type refers to it.
from textgate.graphql.types import enums as enums
