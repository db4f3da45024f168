"""Decisions have a name of the sender's own, so that one that is sent twice is recorded once."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Decisions from before have none."""
    op.add_column("decision", sa.Column("uid", sa.String(200)))
    op.create_index("ix_decision_uid", "decision", ["uid"], unique=True)


def downgrade() -> None:
    """Drop the names; the decisions stay."""
    op.drop_index("ix_decision_uid", "decision")
    with op.batch_alter_table("decision") as decision:
        decision.drop_column("uid")
