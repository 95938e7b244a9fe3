"""Nodes to hits: one protocol, several engines behind it."""
