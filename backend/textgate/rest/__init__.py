"""REST endpoints: health, metrics, sign-in, reports, and the partner API."""
