"""Requests of users to their account's administrators: asked here, closed by the change that answers them."""
