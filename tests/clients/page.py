"""Parses docs/clients.md: the files and commands of each setup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "clients.md"
# A block is a file if its first line is a comment with the file's name.
_BLOCK = re.compile(r"^```(\w+)\n(?:(?://|#) (\S+\.\w+)\n)?(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Setup:
    """A setup's files and shell block. `run` is the block's last line, `build` the lines before it."""

    name: str
    files: Mapping[str, str]
    build: str
    run: str


def setups() -> dict[str, Setup]:
    setups_by_name = {}
    for part in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE):
        shared, *sections = re.split(r"^### ", part, flags=re.MULTILINE)
        for section in sections:
            name = section.partition("\n")[0]
            setups_by_name[name] = _setup(name, shared + section)
    return setups_by_name


def _setup(name: str, text: str) -> Setup:
    blocks = _BLOCK.findall(text)
    files = {file: content for _, file, content in blocks if file}
    (shell,) = (content for language, file, content in blocks if language == "sh" and not file)
    build, _, run = shell.strip().rpartition("\n")
    return Setup(name, files, build, run)
