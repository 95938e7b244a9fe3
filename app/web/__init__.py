"""HTML pages, rendered on the server from the answers of the API's endpoints."""
