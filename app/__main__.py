"""`python -m app`: serve the index over HTTP.

Exits with 0 when asked to stop (SIGINT, SIGTERM), with 2 when called wrongly, with 3 when the port is taken.
"""

import gc

# Nearly everything that a starting program makes is there to stay, and to look again and again for what is not takes a
# tenth of the start: so not before the index is open (`app.main`). Above the imports, which make the most of it.
gc.disable()

from app.server.command import main  # noqa: E402  see above

if __name__ == "__main__":
    main()
