"""`python -m app`: serve the index over HTTP.

Exits with 0 when asked to stop (SIGINT, SIGTERM), with 2 when called wrongly, with 3 when the port is taken.
"""

import gc

# Garbage collection is off until the index is open (`app.main`): almost every object made during startup stays, and
# collections would take a tenth of the startup. This stands above the imports, which make most of the objects.
gc.disable()

from app.server.command import main  # noqa: E402  see above

if __name__ == "__main__":
    main()
