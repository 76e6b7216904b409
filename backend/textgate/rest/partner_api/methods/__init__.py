"""Declarations of the methods, one subject a file; partner_api/registry.py lists them."""
