"""Plain HTTP: health, signing in, reports, and the partner API under its method names."""
