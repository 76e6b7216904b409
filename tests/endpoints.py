"""Fake webhook endpoints: no network, scripted responses."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from textgate.domain.webhooks import DeliveryError
from textgate.services.webhooks.client import WebhookResponse

OK = WebhookResponse(None, 200, "ok")


def status(code: int, response: str = "", retry_after: float | None = None) -> WebhookResponse:
    """The client's result for an HTTP status."""
    error = None if 200 <= code < 300 else DeliveryError.STATUS
    return WebhookResponse(error, code, response, retry_after)


@dataclass(frozen=True, slots=True)
class Post:
    """A delivery that was sent."""

    url: str
    headers: Mapping[str, str]
    payload: str

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.payload)
        return body


@dataclass(slots=True)
class Endpoints:
    """Returns the responses of a URL's script in order, then repeats the last one.

    A URL without a script returns OK.
    """

    scripts: dict[str, list[WebhookResponse]] = field(
        default_factory=lambda: defaultdict(lambda: [OK])
    )
    posts: list[Post] = field(default_factory=list)

    async def post(self, url: str, headers: Mapping[str, str], payload: str) -> WebhookResponse:
        self.posts.append(Post(url, headers, payload))
        script = self.scripts[url]
        return script.pop(0) if len(script) > 1 else script[0]

    async def close(self) -> None:
        pass

    def sent(self, event: str | None = None) -> list[dict[str, Any]]:
        """The bodies sent since the last call, of all types or of one."""
        bodies = [post.body for post in self.posts]
        self.posts.clear()
        return [body for body in bodies if event in (None, body["type"])]
