"""The schema's object types, one noun per file. No file imports another in a circle; see lazy.py."""
