"""Short-lived tokens for a composer embedded in a partner's page: one account, one web origin.

They end with the credential that minted them. Otherwise the thief of a credential could keep sending.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Text, delete, insert, select

from textgate.domain.audit import AuditAction, Event, differences
from textgate.domain.clock import Clock
from textgate.domain.errors import InputErrors, InvalidValue, UserErrorCode, not_found
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.domain.text import line
from textgate.domain.viewer import Origin, Viewer, ViewerKind
from textgate.services.access.authority import is_usable
from textgate.services.access.identity import Authenticated
from textgate.services.access.scope import within
from textgate.services.access.tokens import has_key, new_token, open_key, token_key
from textgate.services.audit import audit_log
from textgate.storage.compiled_query import CompiledQuery
from textgate.storage.database import Database
from textgate.storage.parameters import open_parameter
from textgate.storage.tables import account, credential, embed_token, partner
from textgate.storage.tables.base import Moment

TOKEN_PREFIX = "tge_"
MAX_LIFETIME = timedelta(minutes=60)
_ORIGIN = re.compile(
    r"(https://[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?|http://(localhost|127\.0\.0\.1|\[::1\]))"
    r"(:[1-9][0-9]{0,4})?",
    re.ASCII,
)


def parse_origin(text: str) -> str:
    """Parse a web origin as browsers send it, such as https://host:8443. http only for loopback hosts."""
    origin = text.strip().lower()
    if not _ORIGIN.fullmatch(origin):
        raise InvalidValue("must be an origin such as https://ehr.example.org")
    return origin.removesuffix(":443" if origin.startswith("https") else ":80")


class EmbedTokens:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        now = open_parameter("now", Moment())
        self._by_token = CompiledQuery(
            select(
                embed_token.c.id.label("token_id"),
                embed_token.c.account_id,
                embed_token.c.user_name,
                *partner.c,
            )
            .join_from(embed_token, partner, embed_token.c.partner_id == partner.c.id)
            .join_from(embed_token, credential)
            .where(
                has_key(embed_token, open_key()),
                embed_token.c.origin == open_parameter("origin", Text()),
                embed_token.c.expires_at > now,
                is_usable(now),
            ),
            database.sql,
        )

    async def create(
        self, viewer: Viewer, account_id: UUID, *, origin: str, user_name: str, minutes: int
    ) -> tuple[str, datetime]:
        """Mint a token that can send from one account. Returns the token and its expiry; raises InvalidInput.

        `user_name` names the user in the audit log, since only the partner knows its users.
        """
        errors = InputErrors()
        web_origin = errors.require(("origin",), parse_origin, origin)
        name = errors.require(("userName",), line(200), user_name)
        valid_for = timedelta(minutes=minutes)
        if not timedelta(minutes=1) <= valid_for <= MAX_LIFETIME:
            problem = f"must be from 1 to {int(MAX_LIFETIME.total_seconds() // 60)}"
            errors.add(("minutes",), UserErrorCode.INVALID, problem)
        errors.raise_if_any()
        now = self._clock()
        token = new_token(viewer.partner_id, TOKEN_PREFIX)
        token_id, expires_at = new_id(), now + valid_for
        row = {
            "id": token_id,
            **token_key(token, TOKEN_PREFIX)._asdict(),
            "account_id": account_id,
            "credential_id": viewer.id,
            "user_name": name,
            "origin": web_origin,
            "created_at": now,
            "expires_at": expires_at,
        }
        owned_account = select(account.c.id).where(
            account.c.id == account_id, within(viewer, account)
        )
        async with self._database.write() as connection:
            if (await connection.execute(owned_account)).first() is None:
                raise not_found("Account", "accountId")
            expired = embed_token.c.expires_at <= now
            of_partner = embed_token.c.partner_id == viewer.partner_id
            await connection.execute(delete(embed_token).where(of_partner, expired))
            await connection.execute(insert(embed_token), row)
            changes = differences({}, {"origin": web_origin, "user_name": name})
            event = Event(
                AuditAction.EMBED_TOKEN_CREATED, "embed_token", token_id, account_id, changes
            )
            await audit_log.record(connection, viewer, now, event)
        return token, expires_at

    async def authenticate(
        self, token: str, web_origin: str | None, origin: Origin
    ) -> Authenticated | None:
        """The viewer of a token. None if it is unknown, expired or sent from another web origin."""
        row = await self._database.one(
            self._by_token,
            **token_key(token, TOKEN_PREFIX)._asdict(),
            origin=web_origin,
            now=self._clock(),
        )
        if row is None:
            return None
        viewer = Viewer(
            kind=ViewerKind.EMBED,
            partner_id=row["id"],
            id=row["token_id"],
            name=row["user_name"],
            sms_enabled=row["sms_enabled"],
            role=Role.EMBED,
            account_id=row["account_id"],
            origin=origin,
        )
        return Authenticated(viewer, row)
