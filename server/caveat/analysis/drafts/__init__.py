"""A draft against its source: what it adds, changes and loses."""
