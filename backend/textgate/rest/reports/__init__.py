"""CSV reports: numbers of sends, and messages."""
