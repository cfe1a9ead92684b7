"""What Alembic runs to bring a database up to date; `bot.storage.migrating` hands it the connection."""

from alembic import context

from bot.storage.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
