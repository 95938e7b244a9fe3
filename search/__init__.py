"""Ask questions of paragraphs. Knows nothing of files, of HTTP, or of a command line."""
