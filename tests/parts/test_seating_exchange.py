"""JSON in, JSON out, and a clear word for whatever cannot be understood."""
import json
import subprocess
import sys

import pytest

from coknow.parts.seating import BadWish, Wish, exchange, plan, repair


def test_a_plan_comes_back_with_rows_figures_and_tradeoffs():
    answer = json.loads(exchange.run('{"N": 12, "T": 3, "R": 3, "name": "x"}', 5))
    assert [len(row) for row in answer["rounds"]] == [12, 12, 12]
    assert answer["figures"]["repeats"] == 12 and answer["proved"] is True
    assert answer["tradeoffs"][0]["id"] == "tables_larger_than_tables_minus_one"
    assert answer["tradeoffs"][0]["cure_tables"] == 4


def test_every_field_is_read():
    wish = exchange.loads(json.dumps({
        "N": 4, "T": 2, "R": 2, "topics": False, "topic_of": [0, 0], "history": [[0, 0, 1, 1]], "active": [None, [0, 1, 2]],
        "open": [None, [0, 1]], "min_size": 1, "max_size": 3, "pins": [{"p": 0, "t": 1, "rounds": [1]}], "together": [[1, 2]],
        "weight": [1, 1, 1, 2], "workplace": ["a", None, "a", "b"], "language": ["fi"] * 4, "prefs": [[0], None, [1, 0], None],
        "base": [[0, 0, 1, 1], [1, 1, 0, 0]], "spare": [[-1, 0]]}))
    assert wish == Wish(4, 2, 2, topics=False, topic_of=(0, 0), history=((0, 0, 1, 1),), active=(None, frozenset({0, 1, 2})),
                        open=(None, (0, 1)), min_size=1, max_size=3, pins=((0, 1, (1,)),), together=((1, 2),), weight=(1, 1, 1, 2),
                        workplace=("a", None, "a", "b"), language=("fi",) * 4, prefs=((0,), None, (1, 0), None),
                        base=((0, 0, 1, 1), (1, 1, 0, 0)), spare=((-1, 0),))


@pytest.mark.parametrize("text,code", [
    ("{", "not_json"), ("[]", "not_an_object"), ('{"N": 3, "T": 1}', "field_missing"), ('{"N": "3", "T": 1, "R": 1}', "not_a_number"),
    ('{"N": 3, "T": 0, "R": 1}', "tables_out_of_range"), ('{"N": -1, "T": 2, "R": 1}', "people_out_of_range"),
    ('{"N": 3, "T": 2, "R": 1, "history": [[0, 1]]}', "history_length"), ('{"N": 1, "T": 2, "R": 1, "history": [[5]]}', "unknown_table"),
    ('{"N": 3, "T": 2, "R": 1, "open": [[]]}', "no_open_table"), ('{"N": 3, "T": 2, "R": 1, "active": [[7]]}', "unknown_person"),
    ('{"N": 3, "T": 2, "R": 1, "pins": [{"p": 9, "t": 0}]}', "unknown_person"), ('{"N": 3, "T": 2, "R": 1, "pins": [3]}', "pin_unclear"),
    ('{"N": 3, "T": 2, "R": 1, "open": [[0]], "pins": [{"p": 0, "t": 1}]}', "pin_to_closed_table"),
    ('{"N": 3, "T": 2, "R": 1, "pins": [{"p": 0, "t": 1}, {"p": 0, "t": 0}]}', "pins_clash"),
    ('{"N": 3, "T": 2, "R": 1, "together": [[0, 1], [1, 2]]}', "together_twice"),
    ('{"N": 3, "T": 2, "R": 1, "min_size": 4, "max_size": 3}', "sizes_crossed"),
    ('{"N": 3, "T": 2, "R": 1, "topics": "yes"}', "not_true_or_false"), ('{"N": 3, "T": 2, "R": 1, "active": 3}', "not_a_list"),
    ('{"N": 2, "T": 2, "R": 1, "weight": [0, 1]}', "weight_out_of_range"), ('{"N": 1, "T": 2, "R": 2, "base": [[0]]}', "base_length"),
])
def test_a_bad_wish_is_refused_with_a_code(text, code):
    with pytest.raises(BadWish) as refused:
        exchange.run(text)
    assert refused.value.code == code and isinstance(refused.value, ValueError)


def test_repair_needs_something_to_repair():
    with pytest.raises(BadWish):
        repair(Wish(4, 2, 2))


def child(*args, text):
    return subprocess.run([sys.executable, "-m", "coknow.parts.seating", *args], input=text, capture_output=True, text=True, check=False)


def test_the_planner_runs_as_a_child_process():
    done = child("--seed", "3", text='{"N": 20, "T": 5, "R": 4}')
    assert done.returncode == 0
    assert done.stdout.strip() == exchange.dumps(plan(Wish(20, 5, 4), 3))
    refused = child(text="nonsense")
    assert refused.returncode == 2 and json.loads(refused.stdout)["code"] == "not_json"


def test_where_wishes_contradict_the_numbers_say_so():
    def ids(**w):
        return {x["id"]: x for x in plan(Wish(**w), 1, effort=0.05).tradeoffs}
    assert ids(people=24, tables=6, rounds=3, max_size=3)["tables_over_max_size"]["cure_tables"] == 8
    assert ids(people=24, tables=6, rounds=3, min_size=6)["tables_under_min_size"]["cure_tables"] == 4
    assert ids(people=8, tables=3, rounds=5)["more_rounds_than_topics"]["cure_rounds"] == 3
    assert ids(people=8, tables=2, rounds=1, workplace=("a",) * 8)["colleagues_together"] == {
        "id": "colleagues_together", "meetings": 12, "least_meetings": 12}
    assert ids(people=9, tables=2, rounds=1, language=("fi",) * 8 + ("sv",))["language_without_table"]["languages"] == 1


def test_a_plan_can_be_checked_from_outside():
    wish = '{"N": 4, "T": 2, "R": 2}'
    good = json.loads(exchange.check(wish, '{"rounds": [[0, 0, 1, 1], [1, 1, 0, 0]]}'))
    assert good["ok"] and good["figures"]["repeats"] == 2 and good["figures"]["topic_repeats"] == 0
    bad = json.loads(exchange.check(wish, '{"rounds": [[0, 0, 1, 5], [1, 1, 0, 0]]}'))
    assert not bad["ok"] and "unknown table" in bad["errors"][0]
    with pytest.raises(BadWish):
        exchange.check(wish, "[]")
