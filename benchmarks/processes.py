"""Processes that are measured: started on one core, asked until they answer, stopped whatever happens."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

SERVER_CORE = 0
LOAD_CORE = 1
PATIENCE = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class ProcessFailed(Exception):
    """A process ended, or did not answer; with the last lines of what it said."""


class Process:
    """One command with all that it starts, in a process group of its own, on the servers' core."""

    def __init__(
        self,
        command: Sequence[str | Path],
        environment: Mapping[str, str],
        directory: Path,
        core: int = SERVER_CORE,
    ) -> None:
        descriptor, log = tempfile.mkstemp(prefix="textgate-bench-", suffix=".log")
        self._log = Path(log)
        self.started_at = time.perf_counter()
        # Not a pipe: no process reads it, and a full pipe blocks the server.
        self._process = subprocess.Popen(
            ["taskset", "--cpu-list", str(core), *command],
            env=dict(environment),
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=descriptor,
            stderr=descriptor,
            start_new_session=True,
        )
        os.close(descriptor)
        _running.append(self)

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait_until(self, condition: Callable[[], bool], pause: float = 0.002) -> float:
        """Seconds from the start until the condition holds; raises ProcessFailed."""
        while not condition():
            if self._process.poll() is not None:
                raise ProcessFailed(f"ended with {self._process.returncode}: {self.tail()}")
            if time.perf_counter() - self.started_at > PATIENCE:
                raise ProcessFailed(f"does not answer: {self.tail()}")
            time.sleep(pause)
        return time.perf_counter() - self.started_at

    def tail(self) -> str:
        return self._log.read_text(errors="replace")[-1_500:]

    def stop(self) -> None:
        """End it, gently at first; everything that it has started goes with it."""
        if self in _running:
            _running.remove(self)
        for number in (signal.SIGTERM, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=15)
        self._log.unlink(missing_ok=True)


_running: list[Process] = []
_scratches: list[Path] = []


@atexit.register
def _clean_up() -> None:
    """What an interruption in the midst of ending has left."""
    for process in reversed(_running.copy()):
        process.stop()
    for directory in _scratches:
        shutil.rmtree(directory, ignore_errors=True)


def heed_signals() -> None:
    """An interrupted benchmark ends as a finished one does, with nothing left running."""

    wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def leave(number: int, _frame: object) -> None:
        for each in wanted:
            # Ending takes a moment, and is not to be interrupted again.
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(128 + number)

    for number in wanted:
        signal.signal(number, leave)


def stay_on_load_core() -> None:
    """Leave the servers' core to them: what this process does, and starts without saying where, is load."""
    if (os.cpu_count() or 1) <= max(SERVER_CORE, LOAD_CORE):
        raise SystemExit(
            "The server needs a core of its own, and the load another: there are not two."
        )
    os.sched_setaffinity(0, {LOAD_CORE})


def tree(root: int) -> set[int]:
    """A process and all that descend from it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry.name)] = int(_stat(int(entry.name))[1])
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def cpu_seconds(roots: Sequence[int]) -> float:
    """What these processes and their descendants have used, those that have ended included."""
    total = 0
    for root in roots:
        for pid in tree(root):
            with contextlib.suppress(OSError):
                # utime, stime, and both of children that have been waited for.
                total += sum(int(value) for value in _stat(pid)[11:15])
    return total / _TICKS


def memory_mib(root: int) -> float:
    """What a process and its descendants hold in memory now, pages that they share counted once each."""
    resident = 0
    for pid in tree(root):
        with contextlib.suppress(OSError):
            resident += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return resident * _PAGE / 2**20


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the third on: a command's name may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A directory on a disk, not in memory: what is committed must have somewhere to go."""
    directory = Path(tempfile.mkdtemp(prefix="textgate-bench-", dir="/var/tmp"))
    _scratches.append(directory)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
