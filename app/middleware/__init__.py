"""ASGI middleware: what every request passes on its way to a route, and every response on its way out."""
