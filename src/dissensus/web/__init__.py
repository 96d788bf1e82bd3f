"""The workbench's server: the project over HTTP, on this machine only."""
