"""A folder of built files, read once: what is served later is looked up, never opened by what a URL says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from textgate.pages.accept import IDENTITY, SUFFIXES

# Ours, because the standard library's table depends on the machine.
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
    """A file's bytes in one coding; the tag is of these bytes, so that no two codings share one."""

    body: bytes
    etag: str


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file; `variants` has it as it is, and compressed where the build has done so."""

    media_type: str
    variants: Mapping[str, Variant]


def read_folder(folder: Path) -> dict[str, BuiltFile]:
    """Every file below the folder by its path in it, with slashes; none where there is no folder."""
    paths = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if _is_ours(path)
    }
    return {
        name: BuiltFile(_media_type(path), _variants(name, paths))
        for name, path in paths.items()
        if not _is_compressed(name)
    }


def _is_ours(path: Path) -> bool:
    # A link could lead out of the folder.
    return path.is_file() and not path.is_symlink() and not path.name.startswith(".")


def _is_compressed(name: str) -> bool:
    return any(name.endswith(suffix) for suffix in SUFFIXES.values())


def _variants(name: str, paths: Mapping[str, Path]) -> dict[str, Variant]:
    names = {IDENTITY: name} | {coding: name + suffix for coding, suffix in SUFFIXES.items()}
    return {coding: _read(paths[each]) for coding, each in names.items() if each in paths}


def _read(path: Path) -> Variant:
    body = path.read_bytes()
    return Variant(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def _media_type(path: Path) -> str:
    return _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
