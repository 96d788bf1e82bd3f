"""Other people's files: codebooks, tables and network formats, with a manifest beside each."""
