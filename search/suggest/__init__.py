"""Suggestions: what would find something, and what somebody who types may be about to ask."""
