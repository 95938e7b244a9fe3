"""The same answers as pages for people: made on the server by the functions that the routes of the API call."""
