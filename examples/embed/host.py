"""Example server of an EHR that embeds the composer: serves a page and provides embed tokens.

    TEXTGATE_TOKEN=tg_… python3 examples/embed/host.py --textgate http://127.0.0.1:8000 --account demo-northern

Requires only Python. The credential stays on this server. The page gets embed tokens, which are valid for
one account and this origin, for ten minutes.
"""

from __future__ import annotations

import argparse
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import Request, urlopen

HERE = Path(__file__).parent
FILES = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/host.css": ("host.css", "text/css"),
    "/host.js": ("host.js", "text/javascript"),
}
ACCOUNT = "query ($id: String!) { accountByExternalId(externalId: $id) { id } }"
MINT = """mutation ($input: CreateEmbedTokenInput!) {
  createEmbedToken(input: $input) { token userErrors { field message } }
}"""


class Textgate:
    """The EHR's connection to Textgate."""

    def __init__(self, url: str, token: str, external_id: str) -> None:
        self.url = url
        self._token = token
        self._external_id = external_id

    def mint(self, origin: str) -> str:
        account = self._request(ACCOUNT, {"id": self._external_id})["accountByExternalId"]
        token_input = {"accountId": account["id"], "origin": origin, "userName": "Dr. Osler"}
        result = self._request(MINT, {"input": token_input})["createEmbedToken"]
        return str(result["token"])

    def _request(self, query: str, variables: dict[str, object]) -> dict[str, dict[str, object]]:
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        body = json.dumps({"query": query, "variables": variables}).encode()
        with urlopen(Request(f"{self.url}/graphql", body, headers)) as response:  # noqa: S310
            data: dict[str, dict[str, object]] = json.load(response)["data"]
        return data


def handler(textgate: Textgate) -> type[BaseHTTPRequestHandler]:
    policy = (
        f"default-src 'none'; script-src 'self' {textgate.url}; style-src 'self'; "
        f"connect-src 'self' {textgate.url}; require-trusted-types-for 'script'"
    )

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/config":
                self._json({"textgate": textgate.url})
            elif self.path in FILES:
                name, media_type = FILES[self.path]
                self._respond((HERE / name).read_bytes(), media_type)
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            # A real EHR must check here that the user is signed in and may text for this account.
            if self.path == "/token":
                self._json({"token": textgate.mint(f"http://{self.headers['Host']}")})
            else:
                self.send_error(404)

        def _json(self, content: object) -> None:
            self._respond(json.dumps(content).encode(), "application/json")

        def _respond(self, content: bytes, media_type: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    return Host


def main() -> None:
    parser = argparse.ArgumentParser(description="An EHR's page with the composer in it.")
    parser.add_argument("--textgate", default="http://127.0.0.1:8000")
    parser.add_argument("--account", default="demo-northern")
    parser.add_argument("--port", type=int, default=8090)
    arguments = parser.parse_args()
    textgate = Textgate(arguments.textgate, os.environ["TEXTGATE_TOKEN"], arguments.account)
    with ThreadingHTTPServer(("127.0.0.1", arguments.port), handler(textgate)) as server:
        print(f"http://127.0.0.1:{server.server_port}/", flush=True)  # noqa: T201
        server.serve_forever()


if __name__ == "__main__":
    main()
