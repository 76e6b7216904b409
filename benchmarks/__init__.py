"""Compares Textgate with other servers; see docs/performance.md."""
