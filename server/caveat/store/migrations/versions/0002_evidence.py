"""The evidence locker."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(100), nullable=False),
        sa.Column("number", sa.String(200)),
        sa.Column("issuer", sa.String(200)),
        sa.Column("scope", sa.JSON, nullable=False),
        sa.Column("issued", sa.Date),
        sa.Column("expires", sa.Date),
        sa.Column("note", sa.Text),
        sa.Column("file_sha256", sa.String(64)),
        sa.Column("file_name", sa.String(200)),
        sa.Column("file_type", sa.String(20)),
        sa.Column("file_size", sa.Integer),
        sa.Column("replaces", sa.Integer, sa.ForeignKey("evidence.id", name="fk_evidence_replaces_evidence")),
        sa.Column("added", MOMENT, nullable=False),
        sa.Column("added_by", sa.String(200), nullable=False),
        sa.Column("withdrawn", MOMENT),
        sa.Column("withdrawn_by", sa.String(200)),
        sa.Column("withdrawn_why", sa.Text),
    )
    op.create_index("ix_evidence_expires", "evidence", ["expires"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("evidence")
