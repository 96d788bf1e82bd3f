"""From statements to matrices: integers first, then counts, then ties, and the way back to the statements."""
