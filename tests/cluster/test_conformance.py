"""The suite that every engine passes, on a cluster of three nodes."""

from tests.conformance.test_engines import *  # noqa: F403  the fixtures of this folder put another engine under test
from tests.conformance.test_seeds import *  # noqa: F403
