"""Seating: who sits where in every round of a café, so that everybody meets as many others as possible.

Pure and seeded, standard library only; the whole event is planned before round 1.  ``exchange`` reads and writes JSON.
Importing this does no work; tables of rows are read when first needed.
"""
from .bounds import attainable
from .carousel import carousel, carousel_themes
from .latecomer import seat_latecomer, spare_without
from .planner import plan, repair
from .wish import Attainable, BadWish, Figures, Plan, Wish

__all__ = ["Attainable", "BadWish", "Figures", "Plan", "Wish", "attainable", "carousel", "carousel_themes", "plan",
           "repair", "seat_latecomer", "spare_without"]
