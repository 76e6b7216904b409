"""Webhooks: events, deliveries and the daily digest."""
