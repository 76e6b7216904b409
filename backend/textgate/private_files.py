"""Files with secrets: only their owner can read them, and SQLite overwrites deleted rows."""

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
_DATABASE_SUFFIXES = ("", "-wal", "-shm", "-journal")

SECURE_DELETE = "PRAGMA secure_delete=ON"
"""For every SQLite connection that writes. FAST would leave deleted rows in free pages."""


@dataclass(frozen=True, slots=True)
class ExposedFile:
    """A file or directory that others can access, and the command that fixes it."""

    path: Path
    mode: int
    fix: str


def make_directory(path: Path) -> None:
    """Make a private directory and its parents. Leaves the mode of an existing directory unchanged.

    Sets the mode of parents regardless of the umask: a user with write access to one could replace the
    directory.
    """
    missing = [parent for parent in path.parents if not parent.exists()]
    for parent in reversed(missing):
        parent.mkdir(mode=_PARENT_MODE, exist_ok=True)
    path.mkdir(mode=DIRECTORY_MODE, exist_ok=True)


def create_database(path: str | Path) -> None:
    """Create an empty SQLite database unless the file exists.

    SQLite would create it with the mode of the umask. Its -wal and -shm files get the mode of the database.
    """
    try:
        # SQLite follows a symbolic link to a missing file; O_EXCL does not.
        descriptor = os.open(os.path.realpath(path), os.O_CREAT | os.O_EXCL, FILE_MODE)
    except FileExistsError:
        return
    os.close(descriptor)


def open_private(path: str, flags: int) -> int:
    """Opener for `open`. Creates private files; an existing file keeps its mode."""
    return os.open(path, flags, FILE_MODE)


def database_files(path: Path) -> list[Path]:
    """A SQLite file with its possible -wal, -shm and -journal files."""
    return [path.with_name(path.name + suffix) for suffix in _DATABASE_SUFFIXES]


def find_exposed(paths: Iterable[Path]) -> list[ExposedFile]:
    """The existing paths that the group or others can access."""
    exposed = []
    for path in paths:
        try:
            mode = path.stat().st_mode
        except OSError:
            continue
        if mode & _OTHERS:
            private_mode = DIRECTORY_MODE if S_ISDIR(mode) else FILE_MODE
            exposed.append(ExposedFile(path, S_IMODE(mode), f"chmod {private_mode:o} {path}"))
    return exposed
