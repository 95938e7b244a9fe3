"""Benchmarks: medians of several rounds, compared as ratios within one run. No test asserts a figure."""
