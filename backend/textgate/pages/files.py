"""Loads a folder of built files once. Requests look files up in memory, so no URL reaches the file system."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from textgate.pages.accept import IDENTITY, SUFFIXES

# The table of the standard library depends on the machine.
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A file's bytes in one coding. The tag is a hash of these bytes, so each coding has its own."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file; `variants` maps codings to bytes, always including "identity"."""

    media_type: str
    variants: Mapping[str, Variant]


def load_folder(folder: Path) -> dict[str, BuiltFile]:
    """Return all files below a folder by relative POSIX path; {} if the folder does not exist."""
    paths = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if _is_servable(path)
    }
    return {
        name: BuiltFile(_media_type(path), _variants(name, paths))
        for name, path in paths.items()
        if not _is_compressed(name)
    }


def _is_servable(path: Path) -> bool:
    # A symbolic link could lead out of the folder.
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")


def _is_compressed(name: str) -> bool:
    return any(name.endswith(suffix) for suffix in SUFFIXES.values())


def _variants(name: str, paths: Mapping[str, Path]) -> dict[str, Variant]:
    names = {IDENTITY: name} | {coding: name + suffix for coding, suffix in SUFFIXES.items()}
    return {coding: _load(paths[file]) for coding, file in names.items() if file in paths}


def _load(path: Path) -> Variant:
    body = path.read_bytes()
    return Variant(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def _media_type(path: Path) -> str:
    return _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
