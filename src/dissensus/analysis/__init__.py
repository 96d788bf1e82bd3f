"""Event lists to numbers: one measure per file, none of which sees a data base."""
