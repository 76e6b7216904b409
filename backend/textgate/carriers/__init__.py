"""Carriers: one adapter a file behind the protocol in base.py."""
