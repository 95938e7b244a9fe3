"""How variants are found, on a cluster of three nodes."""

from tests.conformance.test_variants import *  # noqa: F403  the fixtures of this folder put another engine under test
