"""HTTP code shared by all endpoints: connections, bodies, callers, headers, request ids, logs, metrics."""
