"""Alembic runs the migrations on the connection that `store.upgrade` hands over."""

from alembic import context

from pipeline.archive.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
