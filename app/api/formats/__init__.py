"""The formats besides JSON: JSON Lines, CSV, plain text, Atom."""
