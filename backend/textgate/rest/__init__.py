"""Plain HTTP: health now, the partner API under its known method names later."""
