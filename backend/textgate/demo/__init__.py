"""The demo: the example of the source document, and several hundred real practices."""
