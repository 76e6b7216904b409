"""Messages: parse, accept, lease and deliver them, and record their outcomes."""
