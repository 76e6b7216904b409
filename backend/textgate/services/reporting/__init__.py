"""Reports, the portal's overview and backlog metrics."""
