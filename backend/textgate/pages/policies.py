"""What browsers are told about the built files: what a page may load, and who keeps what for how long."""

from __future__ import annotations


def _policy(**directives: str) -> str:
    parts = {name.replace("_", "-"): value for name, value in directives.items()}
    return "; ".join(f"{name} {value}" for name, value in parts.items())


_APP = _policy(
    default_src="'none'",
    script_src="'self'",
    style_src="'self'",
    img_src="'self' data:",
    font_src="'self'",
    connect_src="'self'",
    worker_src="'self'",
    base_uri="'none'",
    form_action="'none'",
    frame_ancestors="'none'",
    require_trusted_types_for="'script'",
)
# Its editor writes styles into the page, and carries fonts with it.
_GRAPHIQL = _policy(
    default_src="'none'",
    script_src="'self'",
    style_src="'self' 'unsafe-inline'",
    font_src="'self' data:",
    img_src="'self' data:",
    connect_src="'self'",
    worker_src="'self'",
    base_uri="'none'",
    form_action="'none'",
    frame_ancestors="'none'",
)
# A page names its assets by their content: whoever has one never needs to ask again.
_FOREVER = "public, max-age=31536000, immutable"
_ASK_EACH_TIME = "no-cache"

APP_PAGE = {
    "Content-Security-Policy": _APP,
    "Cache-Control": _ASK_EACH_TIME,
    # The same path is refused in JSON to whoever takes no pages.
    "Vary": "Accept, Accept-Encoding",
}
GRAPHIQL_PAGE = {"Content-Security-Policy": _GRAPHIQL, "Cache-Control": _ASK_EACH_TIME}
# Workers live by the policy that comes with their own script, not by their page's.
APP_ASSETS = {"Content-Security-Policy": _APP, "Cache-Control": _FOREVER}
GRAPHIQL_ASSETS = {"Content-Security-Policy": _GRAPHIQL, "Cache-Control": _FOREVER}
# For pages of every origin: the script is no secret, and does nothing without a token. Its URL stays, so
# it is asked for again before long.
EMBED = {
    "Cache-Control": "public, max-age=300, must-revalidate",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
