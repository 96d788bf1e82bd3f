"""Documents to suggestions: one suggester per file, none of which writes a statement."""
