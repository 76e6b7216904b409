"""Runs the measured processes on one core, and stops them even if the run fails."""

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
    """A process ended or did not respond; the message has the last lines of its log."""


class Process:
    """One command and its descendants, in a separate process group, on the servers' core."""

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
        # A file, not a pipe: nothing reads a pipe here, and a full one blocks the server.
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
        """Stop the process group with SIGTERM, then SIGKILL."""
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
    """Stop processes and delete directories that an interrupted shutdown left."""
    for process in reversed(_running.copy()):
        process.stop()
    for directory in _scratches:
        shutil.rmtree(directory, ignore_errors=True)


def heed_signals() -> None:
    """Turn signals into SystemExit, so that an interrupted run also stops its processes."""

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def leave(number: int, _frame: object) -> None:
        for ignored in signals:
            # The shutdown takes a moment: do not interrupt it again.
            signal.signal(ignored, signal.SIG_IGN)
        raise SystemExit(128 + number)

    for number in signals:
        signal.signal(number, leave)


def stay_on_load_core() -> None:
    """Run this process, and its children by default, on the load's core."""
    if (os.cpu_count() or 1) <= max(SERVER_CORE, LOAD_CORE):
        raise SystemExit("The benchmark needs two cores: one for the server and one for the load.")
    os.sched_setaffinity(0, {LOAD_CORE})


def tree(root: int) -> set[int]:
    """The IDs of a process and all its descendants."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parents[int(entry.name)] = int(_stat(int(entry.name))[1])
    pids = {root}
    while more := {pid for pid, parent in parents.items() if parent in pids} - pids:
        pids |= more
    return pids


def cpu_seconds(roots: Sequence[int]) -> float:
    """The CPU time of these processes and their descendants, including ended ones."""
    total = 0
    for root in roots:
        for pid in tree(root):
            with contextlib.suppress(OSError):
                # utime, stime, and those of ended children.
                total += sum(int(value) for value in _stat(pid)[11:15])
    return total / _TICKS


def memory_mib(root: int) -> float:
    """The resident memory of a process and its descendants; shared pages count once per process."""
    resident = 0
    for pid in tree(root):
        with contextlib.suppress(OSError):
            resident += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return resident * _PAGE / 2**20


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat from the third on. The second, the command, may contain spaces."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A temporary directory on a disk, not in memory, so that commits are durable."""
    directory = Path(tempfile.mkdtemp(prefix="textgate-bench-", dir="/var/tmp"))
    _scratches.append(directory)
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)
