"""What the copy says against what the facts say: places that disagree."""
