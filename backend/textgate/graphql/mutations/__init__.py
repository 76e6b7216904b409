"""The mutations, one noun per file. Each parses its input, calls one service and loads its payload."""
