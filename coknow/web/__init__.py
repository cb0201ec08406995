"""The web floor: parse, hand over, translate. Nothing is decided here and nothing is remembered except a cookie.

Start reading at mount.py, which puts every piece on a Flask application. This file imports nothing, so that the child
processes of aside.py start quickly.
"""
