"""The methods, one subject a file; all of them are put together in partner_api/registry.py."""
