"""Dissensus maps who stands where."""
