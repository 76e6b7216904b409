"""The database: connections, statements, tables and migrations."""
