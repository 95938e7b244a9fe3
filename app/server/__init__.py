"""How the server is run: its command line, its processes, its HTTP protocol."""
