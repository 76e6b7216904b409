"""Texts: requesting, accepting, leasing and sending them, and recording their outcomes."""
