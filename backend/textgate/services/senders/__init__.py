"""Locations and queues, and the state that decides whether one may send."""
