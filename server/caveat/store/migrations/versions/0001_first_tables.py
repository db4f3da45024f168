"""Pairing codes, pairings and decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the three tables."""
    op.create_table(
        "pairing_code",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code_sha256", sa.String(64), nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("wrong_tries", sa.Integer, nullable=False),
        sa.Column("used", sa.Boolean, nullable=False),
    )
    op.create_table(
        "pairing",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("origin", sa.String(200)),
        sa.Column("name", sa.String(200)),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("last_used", MOMENT),
        sa.Column("revoked", MOMENT),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String(200), nullable=False),
        sa.Column("rule", sa.String(200), nullable=False),
        sa.Column("marketplace", sa.String(100), nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("field", sa.String(200)),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("text_before", sa.Text),
        sa.Column("text_after", sa.Text),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_decision_marketplace_key", "decision", ["marketplace", "key"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("decision")
    op.drop_table("pairing")
    op.drop_table("pairing_code")
