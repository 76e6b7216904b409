"""The command that shows everything: a server with the demo's story, and where to look first."""

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

# So short that approval can be waited for.
REVIEW_SECONDS = 8.0
DELIVERY_SECONDS = 1.0
# Whoever tries things out has one number to send to.
TEXTS_TO_ONE_NUMBER = 1_000


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    data: Annotated[
        Path, typer.Option(help="Where the demo's data is kept between runs.", file_okay=False)
    ] = Path(".data"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over with new data.")] = False,
) -> None:
    """Serve a demo on this machine: real practices, a simulated carrier, tokens to try it with.

    Carriers take two to three business days to verify a number; here it takes seconds.
    """
    from textgate.settings import sqlite_url

    data = data.absolute()
    settings = settings_or_fail(
        data_dir=data,
        # Its own, whatever database the environment names.
        database_url=sqlite_url(data / "textgate.sqlite3"),
        host="127.0.0.1",
        log_level="warning",
        port=port,
        simulator_review_seconds=REVIEW_SECONDS,
        simulator_delivery_seconds=DELIVERY_SECONDS,
        # Whoever tries the demo sends to a number of their own choice; it should arrive.
        simulator_undelivered_share=0.0,
        texts_per_recipient_and_hour=TEXTS_TO_ONE_NUMBER,
    )
    url = f"http://127.0.0.1:{port}"

    from textgate.cli.serving import listen, run_server

    # First of all: a demo that is running has this port, and its data is in use.
    listener = listen(settings)
    try:
        described = _prepare(settings, url, fresh=fresh)
    except OSError as error:
        fail(f"Cannot keep the demo's data in {data}: {error.strerror}. Choose with --data.")
    run_server(settings, listener, started=lambda: _show(described, settings.demo_file))


def _prepare(settings: Settings, url: str, *, fresh: bool) -> dict[str, Any]:
    """The demo's description, which is written last: without it, what is there was never finished."""
    make_directory(settings.data_dir)
    description = settings.demo_file
    if fresh or not description.exists():
        description.unlink(missing_ok=True)
        for pattern in ("textgate.sqlite3*", "simulator.sqlite3*"):
            for file in settings.data_dir.glob(pattern):
                file.unlink()
        described = _build(settings)
    else:
        described = json.loads(description.read_text(encoding="utf-8"))
    described["url"] = url
    _write_privately(description, json.dumps(described, indent=2) + "\n")
    return described


def _build(settings: Settings) -> dict[str, Any]:
    from textgate.demo import story
    from textgate.demo.build import build_demo
    from textgate.storage.migrate import upgrade

    # One for all of them, and another in every demo: it is there to be copied.
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
                "partner": each.partner,
                "applicationId": each.application_id,
                "token": each.token,
                "smsEnabled": each.sms_enabled,
            }
            for each in credentials
        ]

    with console.status("Preparing the demo's practices…"):
        credentials = asyncio.run(build())
    users = [
        {"email": person.email, "password": password, "role": person.role}
        for person in story.PEOPLE
    ]
    return {"url": "", "credentials": credentials, "users": users}


def _examples() -> Path:
    """The example files: inside the package when installed, at the top of a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "examples"
    return inside if inside.exists() else package.parents[1] / "examples"


def _write_privately(path: Path, text: str) -> None:
    """Replace the file in one step, never readable by others: it holds tokens."""
    draft = path.with_name(path.name + ".draft")
    draft.unlink(missing_ok=True)
    with open(draft, "x", encoding="utf-8", opener=open_private) as file:
        file.write(text)
    draft.replace(path)


def _show(described: dict[str, Any], description: Path) -> None:
    from rich.panel import Panel
    from rich.text import Text

    places = {"Pages": "/", "GraphiQL": "/graphiql", "GraphQL": "/graphql", "Health": "/healthz"}
    lines = [f"{name:<10}{described['url']}{path}" for name, path in places.items()]
    lines += [""]
    for credential in described["credentials"]:
        sms = "SMS on" if credential["smsEnabled"] else "SMS not activated: sends answer 4015"
        lines += [f"{credential['partner']}  ({sms})", f"  {credential['token']}", ""]
    lines += [f"People who can sign in; the password is {described['users'][0]['password']}"]
    lines += [f"  {user['email']}  {user['role']}" for user in described["users"]]
    lines += [""]
    lines += [f"The same is in {description}", "Stop with Ctrl+C; the data stays."]
    console.print(Panel(Text("\n".join(lines)), title="Textgate demo", expand=False))
