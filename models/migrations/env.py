"""Alembic's entry: it works on the connection that models.store.upgrade hands over, and on no other."""

from alembic import context

from models.ledgers import LEDGERS
from models.store.journal.tables import LOCAL

_METADATA = [next(iter(LEDGERS.values())).metadata, LOCAL]

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=_METADATA,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
