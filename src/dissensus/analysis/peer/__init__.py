"""The arithmetic of DNA 3, digit for digit: what ``compat`` asks for. Nothing else may depend on it."""
