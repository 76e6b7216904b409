"""Signing in with a password, a second factor or an identity provider."""
