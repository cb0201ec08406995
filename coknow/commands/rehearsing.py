"""`coknow rehearse`: bots in a real session over the real wire; what they do is in live/rehearsal.py."""

from coknow.live import rehearsal

from .say import Answer


def rehearse(answer: Answer, url: str, people: int, seconds: float, seed: int, speed: float, host_token: str) -> None:
    figures = rehearsal.run(url, people=people, seconds=seconds, seed=seed, speed=speed, host_token=host_token)
    answer(figures, *(f"{name.replace('_', ' '):<28} {value}" for name, value in figures.items()))
