"""The engines, which turn a query tree into hits, behind one protocol."""
