"""Searches accounts, numbers and messages by words and digits."""
