"""Revisions: the texts of decisions move to a table of their own, with who wrote them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

MOVED = "marketplace, key, field, text_before, text_after, rule, fingerprint, at"
FROM_SELLER = "CASE action WHEN 'applied' THEN 'rule' ELSE 'seller' END"


def upgrade() -> None:
    """Create the table and move the texts there."""
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "decision", sa.Integer, sa.ForeignKey("decision.id", name="fk_revision_decision_decision"), nullable=False,
            unique=True,
        ),
        sa.Column("marketplace", sa.String(100), nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("field", sa.String(200)),
        sa.Column("text_before", sa.Text),
        sa.Column("text_after", sa.Text),
        sa.Column("origin", sa.String(200), nullable=False),
        sa.Column("model", sa.String(200)),
        sa.Column("suggestion", sa.String(200)),
        sa.Column("rule", sa.String(200), nullable=False),
        sa.Column("fingerprint", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )  # fmt: skip
    op.create_index("ix_revision_marketplace_key_field", "revision", ["marketplace", "key", "field"])
    op.execute(
        f"INSERT INTO revision (decision, origin, {MOVED}) SELECT id, {FROM_SELLER}, {MOVED} FROM decision "
        "WHERE text_before IS NOT NULL OR text_after IS NOT NULL ORDER BY id"
    )
    with op.batch_alter_table("decision") as decision:
        decision.drop_column("text_before")
        decision.drop_column("text_after")


def downgrade() -> None:
    """Move the texts back and drop the table."""
    with op.batch_alter_table("decision") as decision:
        decision.add_column(sa.Column("text_before", sa.Text))
        decision.add_column(sa.Column("text_after", sa.Text))
    for name in ("text_before", "text_after"):
        op.execute(
            f"UPDATE decision SET {name} = (SELECT revision.{name} FROM revision WHERE revision.decision = decision.id)"
        )
    op.drop_table("revision")
