"""Business details: parses input, counts gaps, and stores passthrough fields."""
