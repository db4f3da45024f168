"""Text as the seller typed it, and the simpler text the rules read, with the way back."""
