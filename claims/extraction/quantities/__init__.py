"""Figures in a sentence: value, bounds, hedge, unit, change, and what is counted."""

from claims.extraction.quantities.finding import find_quantities

__all__ = ["find_quantities"]
