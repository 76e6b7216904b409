"""Textgate: text patients only from phone numbers the carriers have approved."""

__version__ = "0.1.0"
