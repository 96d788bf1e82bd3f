"""The project file: tables, the append-only history, search; the only speaker of SQL."""
