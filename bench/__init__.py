"""Measurements: every figure is a ratio to a baseline in the same run."""
