"""Filters, counters and page look-ups that lists share."""
