"""The GraphQL face: the schema, reads as plans, mutations over the services."""
