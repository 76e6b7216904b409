"""Where rows live: engines, tables, migrations."""
