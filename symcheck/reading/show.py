"""The tree back as one canonical LaTeX text."""
