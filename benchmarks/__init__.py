"""How fast is it, and in how much memory? One module for each figure; run as ``python -m benchmarks.X``."""
