"""Requesting verification of numbers, and following it at the carrier."""
