"""Bytes to documents: one reader per format, none of which stores anything."""
