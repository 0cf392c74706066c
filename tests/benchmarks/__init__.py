"""Benchmarks: each figure is a ratio against a named peer, measured beside it in the same minute."""
