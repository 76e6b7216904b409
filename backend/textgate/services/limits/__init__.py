"""Counters per time window, and the rate limiter."""
