"""The demo command: a server with example data, and where to start."""

from __future__ import annotations

import asyncio
import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from textgate.cli.common import console, fail, settings_or_fail
from textgate.private_files import make_directory, open_private

if TYPE_CHECKING:
    from textgate.settings import Settings

# Short enough to wait for an approval.
REVIEW_SECONDS = 8.0
DELIVERY_SECONDS = 1.0
# Users who try the demo often send to one number.
TEXTS_TO_ONE_NUMBER = 1_000


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    data: Annotated[
        Path, typer.Option(help="Directory for the demo's data.", file_okay=False)
    ] = Path(".data"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Delete the demo's data first.")] = False,
) -> None:
    """Serve a demo on this machine: real practices, a simulated carrier, and tokens.

    Carriers take two to three business days to verify a number. The demo takes seconds.
    """
    from textgate.settings import sqlite_url

    data = data.absolute()
    settings = settings_or_fail(
        data_dir=data,
        # Ignores the database of the environment.
        database_url=sqlite_url(data / "textgate.sqlite3"),
        host="127.0.0.1",
        log_level="warning",
        port=port,
        simulator_review_seconds=REVIEW_SECONDS,
        simulator_delivery_seconds=DELIVERY_SECONDS,
        # Texts to any number of the user should arrive.
        simulator_undelivered_share=0.0,
        texts_per_recipient_and_hour=TEXTS_TO_ONE_NUMBER,
    )
    url = f"http://127.0.0.1:{port}"

    from textgate.cli.serving import listen, run_server

    # Bind first: if a demo is running, it uses the port and the data.
    listener = listen(settings)
    try:
        description = _prepare(settings, url, fresh=fresh)
    except OSError as error:
        fail(
            f"Cannot write the demo's data to {data}: {error.strerror}. Choose another with --data."
        )
    run_server(settings, listener, started=lambda: _show(description, settings.demo_file))


def _prepare(settings: Settings, url: str, *, fresh: bool) -> dict[str, Any]:
    """Load or build the demo. The description is written last, so a missing one means an unfinished demo."""
    make_directory(settings.data_dir)
    path = settings.demo_file
    if fresh or not path.exists():
        path.unlink(missing_ok=True)
        for pattern in ("textgate.sqlite3*", "simulator.sqlite3*"):
            for file in settings.data_dir.glob(pattern):
                file.unlink()
        description = _build(settings)
    else:
        description = json.loads(path.read_text(encoding="utf-8"))
    description["url"] = url
    _write_privately(path, json.dumps(description, indent=2) + "\n")
    return description


def _build(settings: Settings) -> dict[str, Any]:
    from textgate.demo import story
    from textgate.demo.build import build_demo
    from textgate.storage.migrate import upgrade

    # One password for all users, and a new one for every demo.
    password = f"demo-{secrets.token_hex(6)}"

    async def build() -> list[dict[str, Any]]:
        await upgrade(settings.resolved_database_url)
        credentials = await build_demo(
            settings.resolved_database_url,
            settings.simulator_file,
            _examples(),
            password,
        )
        return [
            {
                "partner": credential.partner,
                "applicationId": credential.application_id,
                "token": credential.token,
                "smsEnabled": credential.sms_enabled,
            }
            for credential in credentials
        ]

    with console.status("Preparing the demo's practices…"):
        credentials = asyncio.run(build())
    users = [
        {"email": person.email, "password": password, "role": person.role}
        for person in story.PEOPLE
    ]
    return {"url": "", "credentials": credentials, "users": users}


def _examples() -> Path:
    """The directory of example files: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "examples"
    return inside if inside.exists() else package.parents[1] / "examples"


def _write_privately(path: Path, text: str) -> None:
    """Replace a private file atomically."""
    draft = path.with_name(path.name + ".draft")
    draft.unlink(missing_ok=True)
    with open(draft, "x", encoding="utf-8", opener=open_private) as file:
        file.write(text)
    draft.replace(path)


def _show(description: dict[str, Any], path: Path) -> None:
    from rich.panel import Panel
    from rich.text import Text

    paths = {"Pages": "/", "GraphiQL": "/graphiql", "GraphQL": "/graphql", "Health": "/healthz"}
    lines = [f"{name:<10}{description['url']}{url_path}" for name, url_path in paths.items()]
    lines += [""]
    for credential in description["credentials"]:
        sms = "SMS on" if credential["smsEnabled"] else "SMS not activated: sends answer 4015"
        lines += [f"{credential['partner']}  ({sms})", f"  {credential['token']}", ""]
    lines += [f"Users (password {description['users'][0]['password']}):"]
    lines += [f"  {user['email']}  {user['role']}" for user in description["users"]]
    lines += [""]
    lines += [f"This is also in {path}.", "Stop with Ctrl+C. The data stays."]
    console.print(Panel(Text("\n".join(lines)), title="Textgate demo", expand=False))
