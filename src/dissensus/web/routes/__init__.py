"""Which addresses are there? One module per subject, each with a ``router(desk)``."""
