"""The query parameters: one frozen model for each endpoint."""
