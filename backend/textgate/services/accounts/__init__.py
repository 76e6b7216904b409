"""Partners and their accounts."""
