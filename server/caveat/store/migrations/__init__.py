"""Alembic migrations, run at start. New tables and columns come as files in `versions`."""
