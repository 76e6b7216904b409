"""The console script `textgate`: one file a group of commands."""

import gc

# What is loaded stays: to look through it for garbage again and again takes a tenth of the time to start.
# Whatever works longer calls `keep_what_is_loaded` then.
gc.set_threshold(200_000, 20, 20)

from textgate.cli.main import app  # noqa: E402

__all__ = ["app"]
