"""Files that hold secrets: only their owner may read them, and SQLite's keep nothing that was deleted."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE, S_ISDIR

FILE_MODE = 0o600
DIRECTORY_MODE = 0o700
_PARENT_MODE = 0o755
_OTHERS = 0o077
_BESIDE_A_DATABASE = ("", "-wal", "-shm", "-journal")

SECURE_DELETE = "PRAGMA secure_delete=ON"
"""For every SQLite connection that writes. FAST would leave deleted rows in free pages."""


@dataclass(frozen=True, slots=True)
class ExposedFile:
    """A file or directory that more than its owner may use, and the command that changes it."""

    path: Path
    mode: int
    fix: str


def make_directory(path: Path) -> None:
    """Make a directory, and those above it, unless it exists; its mode stays as it is then.

    Whoever may write to a directory above it could put another one in its place, whatever the umask is.
    """
    missing = [each for each in path.parents if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=_PARENT_MODE, exist_ok=True)
    path.mkdir(mode=DIRECTORY_MODE, exist_ok=True)


def create_database(path: str | Path) -> None:
    """Create an empty file for SQLite, which is an empty database, unless it exists.

    SQLite itself would create it as the umask allows. Files that it makes beside the database get its mode.
    """
    try:
        # SQLite follows a link to a file that is not there yet; O_EXCL does not.
        descriptor = os.open(os.path.realpath(path), os.O_CREAT | os.O_EXCL, FILE_MODE)
    except FileExistsError:
        return
    os.close(descriptor)


def open_private(path: str, flags: int) -> int:
    """For `open`: a file that is new is its owner's only; one that exists keeps its mode."""
    return os.open(path, flags, FILE_MODE)


def database_files(path: Path) -> list[Path]:
    """A SQLite file and those that SQLite may have made beside it."""
    return [path.with_name(path.name + suffix) for suffix in _BESIDE_A_DATABASE]


def find_exposed(paths: Iterable[Path]) -> list[ExposedFile]:
    """Those of the paths that exist and that the group or others may use in any way."""
    found = []
    for path in paths:
        try:
            mode = path.stat().st_mode
        except OSError:
            continue
        if mode & _OTHERS:
            wanted = DIRECTORY_MODE if S_ISDIR(mode) else FILE_MODE
            found.append(ExposedFile(path, S_IMODE(mode), f"chmod {wanted:o} {path}"))
    return found
