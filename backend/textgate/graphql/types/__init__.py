"""The schema's types, one noun per file."""
