"""Identifies callers and limits the rows that they can see or change."""
