"""The GraphQL API: the schema, reads as plans, mutations over the services."""

# First of all: an enum must be the schema's before any type refers to it.
from textgate.graphql.declare import enums as enums
from textgate.graphql.declare import import_enums as import_enums
from textgate.graphql.declare import webhook_enums as webhook_enums
