"""All settings. Only this module reads the TEXTGATE_* environment variables."""

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


class SettingsError(Exception):
    """A setting is invalid. The message names the variable and never has a secret."""


class Settings(BaseSettings):
    """The settings of a process. They do not change while it runs."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="ignore")

    data_dir: Path = Field(Path(".data"), description="The directory for files.")
    database_url: str | None = Field(
        None,
        repr=False,
        description="postgresql://… or sqlite:///…; default: a SQLite file in the data directory.",
    )
    # An empty host would listen on every address.
    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    worker_enabled: bool = Field(True, description="Whether a server also runs the worker.")
    graphiql_enabled: bool = Field(
        True, description="Whether a server offers GraphiQL at /graphiql."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The lowest level that is logged."
    )
    log_format: Literal["auto", "json", "console"] = Field(
        "auto", description="Format of the logs; auto: console on a terminal, otherwise json."
    )
    carrier: Literal["simulator"] = Field(
        "simulator", description="The carrier that sends the texts."
    )
    number_type: NumberType = Field(
        NumberType.TOLL_FREE, description="The type of number to order for a sender."
    )
    public_url: str | None = Field(
        None,
        description="The public URL of this server, such as https://texts.example.org. With https, "
        "cookies are sent over https only.",
    )
    smtp_url: str | None = Field(
        None,
        repr=False,
        description="The mail server: smtp://user:password@host:587 (with STARTTLS), "
        "smtps://host:465 or, on this machine, smtp+plain://localhost:25. Default: no mail is sent.",
    )
    mail_from: str | None = Field(
        None, description="The sender of mail, such as Textgate <texts@example.org>."
    )
    oidc_client_secret: str | None = Field(
        None,
        repr=False,
        description="The client secret for `textgate partner set-identity-provider`.",
    )
    trusted_proxies: str = Field(
        "", description="Proxies whose X-Forwarded-For is trusted: addresses separated by commas."
    )
    texts_per_account_and_day: int = Field(
        5_000, ge=1, description="Texts that one account can send per day."
    )
    texts_per_recipient_and_hour: int = Field(
        5, ge=1, description="Texts that one account can send to one number per hour."
    )
    points_per_second: float = Field(
        1_000.0,
        gt=0,
        allow_inf_nan=False,
        description="Points that one partner earns per second.",
    )
    points_at_once: int = Field(
        20_000, ge=MAX_COST, description="Points that one partner can save up."
    )
    metrics_token: str | None = Field(
        None,
        min_length=16,
        repr=False,
        description="Bearer token for /metrics. Default: only this machine can read /metrics.",
    )
    webhooks_allow_loopback: bool = Field(
        False,
        description="For development: allow webhooks on this machine, with http and any port.",
    )
    simulator_seed: int = Field(0, description="Seed of the simulator's random choices.")
    simulator_idempotent: bool = Field(
        False, description="Whether the simulator deduplicates texts by reference."
    )
    simulator_review_seconds: float | None = Field(
        None,
        gt=0,
        allow_inf_nan=False,
        description="Duration of a simulated review. Default: two to three business days.",
    )
    simulator_delivery_seconds: float = Field(
        2.0,
        ge=0,
        allow_inf_nan=False,
        description="Approximate time that the simulator takes to deliver a text.",
    )
    simulator_undelivered_share: float = Field(
        0.02, ge=0, le=1, description="Share of recipients to which the simulator cannot deliver."
    )
    simulator_faults: str = Field(
        "", description="Faults of the simulator, such as refuse=0.05,timeout_before=0.01."
    )

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower_case_level(cls, level: object) -> object:
        return level.lower() if isinstance(level, str) else level

    @field_validator("simulator_faults")
    @classmethod
    def _check_faults(cls, text: str) -> str:
        # Imported here: only needed if the setting is present.
        from textgate.carriers.simulator import Faults

        Faults.parse(text)
        return text

    @field_validator("public_url")
    @classmethod
    def _check_public_url(cls, text: str | None) -> str | None:
        if text is None:
            return None
        url = urlsplit(text.rstrip("/"))
        if url.scheme not in ("http", "https") or not url.hostname or url.path or url.query:
            raise ValueError("must be an origin such as https://texts.example.org, without a path")
        return url.geturl().lower()

    @field_validator("smtp_url")
    @classmethod
    def _check_smtp_url(cls, text: str | None) -> str | None:
        from textgate.domain.mail_server import parse_smtp_url

        if text is not None:
            parse_smtp_url(text)
        return text

    @field_validator("mail_from")
    @classmethod
    def _check_mail_from(cls, text: str | None) -> str | None:
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
        """The file with the demo's tokens and passwords."""
        return self.data_dir / "demo.json"

    @property
    def resolved_database_url(self) -> str:
        """The database URL with the name of its driver."""
        # Imported here: see _check_database_url.
        from textgate.storage.urls import with_driver

        if self.database_url is None:
            return with_driver(sqlite_url(self.data_dir / "textgate.sqlite3"))
        return with_driver(self.database_url)

    def files(self) -> list[Path]:
        """The data directory and every file that Textgate may have created in it or for SQLite."""
        # Imported here: see _check_database_url.
        from textgate.storage.urls import SqliteFile, parse_url

        paths = [self.data_dir, self.demo_file, *database_files(self.simulator_file)]
        target = parse_url(self.resolved_database_url)
        if isinstance(target, SqliteFile):
            paths += database_files(Path(target.path))
        return paths


def sqlite_url(path: Path) -> str:
    """The database URL of a SQLite file. Percent-encodes its path."""
    return f"sqlite:///{quote(str(path.absolute()))}"


def load_settings(**overrides: Any) -> Settings:
    """Load settings from the environment. An override of None is ignored.

    Raises SettingsError with a line per invalid setting.
    """
    values = {name: value for name, value in overrides.items() if value is not None}
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(detail) for detail in error.errors())) from None
    _check_database_url(settings.resolved_database_url)
    if settings.smtp_url is not None and settings.mail_from is None:
        raise SettingsError(f"{_PREFIX}SMTP_URL requires {_PREFIX}MAIL_FROM.")
    return settings


def _check_database_url(text: str) -> None:
    # Imported here: settings.py must stay fast to import.
    from textgate.storage.urls import UrlError, parse_url

    try:
        parse_url(text)
    except UrlError as error:
        raise SettingsError(f"{_PREFIX}DATABASE_URL {error}.") from None


def _explain(detail: Any) -> str:
    name = "_".join(str(part) for part in detail["loc"]).upper()
    return f"{_PREFIX}{name.removeprefix(_PREFIX)}: {detail['msg'].removeprefix('Value error, ')}"
