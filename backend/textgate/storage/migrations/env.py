"""Alembic's entry point: runs on the connection it is handed, in that connection's transaction."""

from alembic import context

from textgate.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
    user_module_prefix="",
)
context.run_migrations()
