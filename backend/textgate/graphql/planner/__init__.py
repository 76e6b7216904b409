"""Compiles operations to plans, runs their SQL and writes the answers; see README.md."""
