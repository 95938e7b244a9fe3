"""Search over HTTP."""

VERSION = "0.1.0"
"""The version of the program, as in pyproject.toml. Part of every ETag: another version may answer differently."""
