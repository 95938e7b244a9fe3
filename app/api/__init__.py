"""The HTTP API: query parameters in, results of `search` out as JSON, and problem details for every error."""
