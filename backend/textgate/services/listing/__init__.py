"""Filters, counters and filtered pages that lists share."""
