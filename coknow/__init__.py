"""Coknow: learning cafés, open space and dialogue rounds in which every participant takes part.

Floors, lowest first: kernel, parts, session + activities, store, live, web, boot, cli. docs/architecture.md draws them.
"""

__version__ = "0.1.0"
