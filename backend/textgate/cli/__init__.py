"""The console script `textgate`: one file a group of commands."""

from textgate.cli.main import app

__all__ = ["app"]
