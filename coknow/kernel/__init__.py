"""Vocabulary and laws that every other floor stands on: standard library only, no clock, no input or output."""
