"""What the shell commands do, one module for each kind. How they are called (names, options, patching) is in cli.py.

Everything a command says goes through say.py: sentences for people, one JSON object with --json for scripts.
"""
