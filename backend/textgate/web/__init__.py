"""The door that every face stands behind: bodies, callers, headers, request ids, logs and metrics."""
