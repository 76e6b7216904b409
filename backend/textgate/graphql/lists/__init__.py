"""Relations, filters and cursors of the schema's lists."""
