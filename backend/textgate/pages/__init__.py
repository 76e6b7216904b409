"""Serves the built frontend: the app, GraphiQL, and the embedded composer."""
