"""Declarations of types: entities, relations, fields, ids, errors, and the context of a request."""
