"""The HTTP door: one noun a file, no rule lives here."""
