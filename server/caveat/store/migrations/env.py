"""How Alembic runs our migrations: on the connection the store hands over, never on one of its own."""

from alembic import context

from caveat.store.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
