"""Parsing, limits and cost of an operation, before it runs."""
