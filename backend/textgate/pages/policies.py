"""Headers of the built files: content security policies and cache control."""

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
# GraphiQL's editor injects styles and has fonts in data: URLs.
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
# Names of assets contain a hash of their content: caches can keep them permanently.
_IMMUTABLE = "public, max-age=31536000, immutable"
_REVALIDATE = "no-cache"

APP_PAGE = {
    "Content-Security-Policy": _APP,
    "Cache-Control": _REVALIDATE,
    # Clients that do not accept HTML get a JSON error at the same path.
    "Vary": "Accept, Accept-Encoding",
}
GRAPHIQL_PAGE = {"Content-Security-Policy": _GRAPHIQL, "Cache-Control": _REVALIDATE}
# A worker's policy comes with its script, not with its page.
APP_ASSETS = {"Content-Security-Policy": _APP, "Cache-Control": _IMMUTABLE}
GRAPHIQL_ASSETS = {"Content-Security-Policy": _GRAPHIQL, "Cache-Control": _IMMUTABLE}
# Any origin may load the script: it is public and does nothing without a token. Its URL is stable, so caches
# keep it only briefly.
EMBED = {
    "Cache-Control": "public, max-age=300, must-revalidate",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
