"""What callers prove themselves with: API credentials, embed tokens, sessions, one-time links."""
