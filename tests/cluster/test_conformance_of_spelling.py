"""How variants are found and ordered, on a cluster of three nodes."""

from tests.conformance.test_spelling_order import *  # noqa: F403  the fixtures of this folder put another engine under test
