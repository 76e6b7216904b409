"""The demo: the source document's own story, and some hundred real practices."""
