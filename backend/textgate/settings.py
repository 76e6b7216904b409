"""All settings, read from TEXTGATE_* environment variables here and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from textgate.domain.points import MAX_COST
from textgate.domain.sms_numbers import NumberType
from textgate.private_files import database_files

_PREFIX = "TEXTGATE_"
_DRIVERS = {
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
}


class SettingsError(Exception):
    """A setting cannot be used; the message names the variable, and never a secret's value."""


class Settings(BaseSettings):
    """One process's settings; they do not change while it runs."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="ignore")

    data_dir: Path = Field(Path(".data"), description="Where files are kept.")
    database_url: str | None = Field(
        None,
        repr=False,
        description="postgresql://… or sqlite:///…; a SQLite file in the data directory without it.",
    )
    # An empty one would listen on every address.
    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    worker_enabled: bool = Field(True, description="Whether a server does due work as well.")
    graphiql_enabled: bool = Field(True, description="Whether a server has GraphiQL at /graphiql.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least important message that is logged."
    )
    log_format: Literal["auto", "json", "console"] = Field(
        "auto", description="JSON for machines, console for people; auto looks who is reading."
    )
    carrier: Literal["simulator"] = Field("simulator", description="Who carries the texts.")
    number_type: NumberType = Field(
        NumberType.TOLL_FREE, description="What kind of number is ordered for a sender."
    )
    public_url: str | None = Field(
        None,
        description="Where browsers find this server, such as https://texts.example.org; with https, "
        "cookies are sent over https only.",
    )
    smtp_url: str | None = Field(
        None,
        repr=False,
        description="Where mail is handed over: smtp://user:password@host:587 (with STARTTLS), "
        "smtps://host:465 or, on this machine, smtp+plain://localhost:25. No mail is sent without it.",
    )
    mail_from: str | None = Field(
        None, description="Who mail is from, such as Textgate <texts@example.org>."
    )
    oidc_client_secret: str | None = Field(
        None,
        repr=False,
        description="Read by `textgate partner set-identity-provider` only: the client's secret.",
    )
    trusted_proxies: str = Field(
        "", description="Addresses whose X-Forwarded-For is believed, separated by commas."
    )
    texts_per_account_and_day: int = Field(
        5_000, ge=1, description="How many texts one account may send in a day."
    )
    texts_per_recipient_and_hour: int = Field(
        5, ge=1, description="How many texts one account may send to one number in an hour."
    )
    points_per_second: float = Field(
        1_000.0,
        gt=0,
        allow_inf_nan=False,
        description="How many points of GraphQL one partner earns in a second.",
    )
    points_at_once: int = Field(
        20_000, ge=MAX_COST, description="How many points one partner can save up."
    )
    metrics_token: str | None = Field(
        None,
        min_length=16,
        repr=False,
        description="Who sends this as a bearer token reads /metrics; without it, this machine only.",
    )
    webhooks_allow_loopback: bool = Field(
        False,
        description="For development: whether webhooks may be on this machine, with http and any port.",
    )
    simulator_seed: int = Field(0, description="Makes the simulator's choices repeatable.")
    simulator_idempotent: bool = Field(
        False, description="Whether the simulator recognises a text sent twice."
    )
    simulator_review_seconds: float | None = Field(
        None,
        gt=0,
        allow_inf_nan=False,
        description="How long the simulator reviews; two to three business days without it.",
    )
    simulator_delivery_seconds: float = Field(
        2.0,
        ge=0,
        allow_inf_nan=False,
        description="How long the simulator takes to deliver a text, about.",
    )
    simulator_undelivered_share: float = Field(
        0.02, ge=0, le=1, description="To how many of all recipients the simulator cannot deliver."
    )
    simulator_faults: str = Field(
        "", description="What the simulator does wrong, such as refuse=0.05,timeout_before=0.01."
    )

    @field_validator("log_level", mode="before")
    @classmethod
    def _levels_in_capitals_are_levels(cls, level: object) -> object:
        return level.lower() if isinstance(level, str) else level

    @field_validator("simulator_faults")
    @classmethod
    def _faults_can_be_read(cls, text: str) -> str:
        # Imported here: only a setting that is given needs it.
        from textgate.carriers.simulator import Faults

        Faults.parse(text)
        return text

    @field_validator("public_url")
    @classmethod
    def _public_url_is_an_origin(cls, text: str | None) -> str | None:
        if text is None:
            return None
        url = urlsplit(text.rstrip("/"))
        if url.scheme not in ("http", "https") or not url.hostname or url.path or url.query:
            raise ValueError("must be like https://texts.example.org, without a path")
        return url.geturl().lower()

    @field_validator("smtp_url")
    @classmethod
    def _smtp_url_can_be_read(cls, text: str | None) -> str | None:
        from textgate.domain.mail_server import parse_smtp_url

        if text is not None:
            parse_smtp_url(text)
        return text

    @field_validator("mail_from")
    @classmethod
    def _mail_from_is_one_address(cls, text: str | None) -> str | None:
        from textgate.services.mail.smtp import parse_sender

        return None if text is None else parse_sender(text)

    @property
    def resolved_public_url(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def simulator_file(self) -> Path:
        return self.data_dir / "simulator.sqlite3"

    @property
    def demo_file(self) -> Path:
        """Where the demo's tokens and passwords are."""
        return self.data_dir / "demo.json"

    @property
    def resolved_database_url(self) -> str:
        """The database's URL with the driver that is used for it."""
        if self.database_url is None:
            return sqlite_url(self.data_dir / "textgate.sqlite3")
        scheme, separator, rest = self.database_url.partition("://")
        return _DRIVERS.get(scheme, scheme) + separator + rest

    def files(self) -> list[Path]:
        """The data directory and every file that we may have created: the database's only on SQLite."""
        # Imported here: see _check_database_url.
        from textgate.storage.urls import SqliteFile, read_url

        found = [self.data_dir, self.demo_file, *database_files(self.simulator_file)]
        target = read_url(self.resolved_database_url)
        if isinstance(target, SqliteFile):
            found += database_files(Path(target.path))
        return found


def sqlite_url(path: Path) -> str:
    """The URL of a SQLite file, whatever characters its path has."""
    return f"sqlite+aiosqlite:///{quote(str(path.absolute()))}"


def load_settings(**overrides: Any) -> Settings:
    """Settings from the environment; overrides that are None do not override.

    Raises SettingsError with a line for each setting that cannot be used.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(each) for each in error.errors())) from None
    _check_database_url(settings.resolved_database_url)
    if settings.smtp_url is not None and settings.mail_from is None:
        raise SettingsError(f"{_PREFIX}MAIL_FROM is needed with {_PREFIX}SMTP_URL")
    return settings


def _check_database_url(text: str) -> None:
    # Imported here: it takes longer than reading the settings, and whoever reads them needs it next.
    from textgate.storage.urls import UrlError, read_url

    try:
        read_url(text)
    except UrlError as error:
        raise SettingsError(f"{_PREFIX}DATABASE_URL {error}.") from None


def _explain(error: Any) -> str:
    name = "_".join(str(part) for part in error["loc"]).upper()
    return f"{_PREFIX}{name.removeprefix(_PREFIX)}: {error['msg'].removeprefix('Value error, ')}"
