"""Values to pages and pictures: one self-contained HTML file."""
