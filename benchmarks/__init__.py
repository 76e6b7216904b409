"""Measures Textgate beside its peers; see docs/performance.md."""
