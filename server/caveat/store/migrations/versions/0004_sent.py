"""What was sent to vendors, what the seller allowed, and revisions that were proposed and not applied."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables; a revision may then stand without a decision."""
    op.create_table(
        "sent",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("vendor", sa.String(100), nullable=False),
        sa.Column("endpoint", sa.String(500), nullable=False),
        sa.Column("region", sa.String(20), nullable=False),
        sa.Column("model", sa.String(200), nullable=False),
        sa.Column("marketplace", sa.String(100)),
        sa.Column("key", sa.String(200)),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("answer", sa.Text),
        sa.Column("outcome", sa.String(50), nullable=False),
        sa.Column("tokens_in", sa.Integer, nullable=False),
        sa.Column("tokens_out", sa.Integer, nullable=False),
        sa.Column("cost", sa.Double, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("ms", sa.Integer, nullable=False),
        sa.Column("forgotten", MOMENT),
    )
    op.create_index("ix_sent_digest", "sent", ["digest"])
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("vendor", sa.String(100), nullable=False),
        sa.Column("terms_sha256", sa.String(64), nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("withdrawn", MOMENT),
    )
    op.create_index("ix_consent_vendor", "consent", ["vendor"])
    with op.batch_alter_table("revision") as table:
        table.alter_column("decision", existing_type=sa.Integer, nullable=True)


def downgrade() -> None:
    """Drop the tables; what was only proposed goes with them."""
    op.execute("DELETE FROM revision WHERE decision IS NULL")
    with op.batch_alter_table("revision") as table:
        table.alter_column("decision", existing_type=sa.Integer, nullable=False)
    op.drop_table("consent")
    op.drop_table("sent")
