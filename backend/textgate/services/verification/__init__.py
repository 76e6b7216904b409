"""Numbers of senders, and their verification at the carrier."""
