"""How the tables are made that the packages ship."""
