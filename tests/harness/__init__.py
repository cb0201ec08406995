"""What the tests stand on: throw-away databases, servers as subprocesses, pages that are watched.

The fixtures are in the conftest.py files; the machinery behind them is here, importable as `tests.harness.…`.
"""
