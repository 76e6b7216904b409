"""Commands about the audit log."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from textgate.cli.common import console, fail, say, with_services
from textgate.private_files import open_private

if TYPE_CHECKING:
    from textgate.services.audit.anchors import Anchor, Anchors
    from textgate.services.audit.chain_check import Result
    from textgate.services.services import Services

app = typer.Typer(help="Check the audit log.", no_args_is_help=True)

MAX_SHOWN = 100


@app.command()
def verify(
    anchors: Annotated[
        Path | None,
        typer.Option(
            help="Compare the log with the anchors in this file, and append new ones. Keep the file where "
            "users with write access to the database cannot write.",
            show_default=False,
            dir_okay=False,
        ),
    ] = None,
) -> None:
    """Verify every partner's entries: find edits, deletions, swaps, insertions and truncation.

    Each entry holds the hash of the previous one. An attacker with write access to the database could still
    rewrite all entries of a partner with new hashes; --anchors detects that too. The command prints its
    findings and exits with code 1.

    Example: textgate audit verify --anchors /mnt/elsewhere/textgate-anchors.jsonl
    """
    from textgate.services.audit.anchors import AnchorsUnreadable
    from textgate.services.audit.chain_check import verify as verify_log

    try:
        known = _load(anchors)
    except (AnchorsUnreadable, UnicodeDecodeError) as error:
        fail(f"{anchors}: {error}. Nothing was checked.")
    except OSError as error:
        fail(f"{anchors}: {error.strerror}")

    async def work(services: Services) -> tuple[Result, datetime]:
        return await verify_log(services.database, known), services.clock()

    result, now = with_services(work)
    if result.findings:
        _show(result)
    partners = "partner" if result.chains == 1 else "partners"
    say(f"All {result.entries:,} entries of {result.chains:,} {partners} are intact.")
    if anchors is not None:
        new = known.new(result.heads)
        try:
            _append(anchors, new, now)
        except OSError as error:
            fail(f"{anchors}: {error.strerror}")
        say(f"Anchors in {anchors}: {len(known):,} verified, {len(new):,} added.")


def _show(result: Result) -> None:
    for finding in result.findings[:MAX_SHOWN]:
        say(str(finding))
    more = len(result.findings) - MAX_SHOWN
    if more > 0:
        console.print(f"… and {more:,} more.")
    fail(
        f"The audit log is not intact: {len(result.findings):,} findings in {result.entries:,} entries "
        f"of {result.chains:,} partners."
    )


def _load(path: Path | None) -> Anchors:
    from textgate.services.audit.anchors import Anchors

    if path is None or not path.exists():
        return Anchors()
    return Anchors.parse(path.read_text(encoding="utf-8"))


def _append(path: Path, anchors: list[Anchor], now: datetime) -> None:
    with open(path, "a", encoding="utf-8", opener=open_private) as file:
        file.writelines(anchor.line(now) for anchor in anchors)
        file.flush()
        os.fsync(file.fileno())
