"""Suggestions of other queries, and autocompletion."""
