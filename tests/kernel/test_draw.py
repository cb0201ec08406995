"""Chance is repeatable from its seed and ids do not collide."""

from coknow.kernel.draw import Draw


def test_the_same_seed_draws_the_same():
    one, two = Draw(7), Draw(7)
    assert [one.id("n"), one.shuffled(range(9)), one.number(5)] == [two.id("n"), two.shuffled(range(9)), two.number(5)]


def test_ids_name_their_kind_and_differ():
    draw = Draw(1)
    ids = {draw.id("n") for _ in range(5000)}
    assert len(ids) == 5000
    assert all(i.startswith("n_") and len(i) == 18 for i in ids)
