"""Pure functions on strings and offsets: canonical text, spans, sentences, language, matching."""
