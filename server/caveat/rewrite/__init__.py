"""From a claim to something true that can stand in its place, smallest change first."""
