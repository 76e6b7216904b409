"""The console script `textgate`: one file per group of commands."""

from textgate.cli.main import app

__all__ = ["app"]
