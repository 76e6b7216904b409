"""Kannel, the SMS gateway in C that Debian has: a bearerbox, an smsbox, and a carrier that takes everything."""

from __future__ import annotations

import shutil

NAMES = ("kannel-file", "kannel-spool")


def is_installed() -> bool:
    return shutil.which("bearerbox") is not None and shutil.which("smsbox") is not None
