"""The schema's mutations, one noun per file: read the input, call one service, answer with a plan."""
