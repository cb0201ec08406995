"""Requests nobody sends by mistake: what they reach, what they cost, and whom else they shut out."""

import threading
import time

import pytest

from coknow import library
from coknow.kernel.messages import Command
from coknow.web import aside, assets, preview
from tests.web.conftest import PASSWORD, World, ask
from tests.web.test_accounts import quick_hashes  # noqa: F401 - a fixture

# -- what they reach -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["img/../src/page.tsx", "dist/../src/page.tsx", "dist/%2e%2e/src/page.tsx", "img//../src/page.tsx",
                                  "dist/./../src/page.tsx", "src/page.tsx", "dist/../../pyproject.toml"])  # fmt: skip
def test_no_way_round_leads_to_what_is_not_published(world, path):
    for folder in ("src", "img"):
        (assets.STATIC / folder).mkdir()
    (assets.STATIC / "src" / "page.tsx").write_text("// source")
    answer = world.phone().get(f"/static/{path}")
    assert answer.status_code in (308, 404) and "source" not in answer.get_data(as_text=True)
    assert world.phone().get("/static/dist/page-site-HASH.js").status_code == 200


@pytest.mark.parametrize("template_id", ["x%0d%0aSet-Cookie:a=b", "no-such", "..%5c..", "a&next=//evil", "%00", "%f0%9f%98%80"])
def test_a_made_up_template_is_not_found_before_anybody_is_asked_to_sign_in(world, template_id):
    answer = world.phone().get(f"/host/new/{template_id}")
    assert answer.status_code == 404 and "Set-Cookie" not in answer.headers


def test_a_template_that_postgresql_could_not_look_up_is_not_found(postgres_url):
    world = World(postgres_url)
    world.store.upgrade()
    for path in ("/api/v1/templates/%00", "/host/new/%00"):
        assert world.phone().get(path).status_code == 404
    answer = ask(world.laptop_of_host(), "POST", "/sessions", json={"template": "a\0"})
    assert (answer.status_code, answer.json["code"]) == (404, "no_such_template")
    world.store.close()


HALF_A_PAIR = rb'"\ud800"'


@pytest.mark.parametrize("body", [
    b'{"template": %s}' % HALF_A_PAIR, b'{"template": "learning-cafe", "settings": {%s: 1}}' % HALF_A_PAIR,
    b'{"template": "learning-cafe", "settings": {"phases": {%s: {"skip": true}}}}' % HALF_A_PAIR,
    b'{"template": "learning-cafe", "x": [[%s]]}' % HALF_A_PAIR, b'{"template": "\xed\xa0\x80"}',
])  # fmt: skip
def test_half_a_character_is_refused_and_breaks_nothing(world, body):
    for path in ("/sessions", "/plan-preview"):
        answer = ask(world.laptop_of_host(), "POST", path, data=body, content_type="application/json")
        assert (answer.status_code, answer.json["code"]) == (400, "not_json")


def host_does(world, made, name, **arguments):
    assert world.sessions.open(made.session).submit(made.person, Command("c", name, arguments))["ok"]


def test_a_co_host_opens_no_sessions_in_the_hosts_name(world):
    made = world.open_session(account=world.add_account().id)
    (bertta,) = world.join(made, "Bertta")
    host_does(world, made, "person.role", person=bertta.person, role="cohost")
    assert ask(world.phone(), "POST", f"/sessions/{made.code}/screen", bertta.token).status_code == 201
    answer = ask(world.phone(), "POST", "/sessions", bertta.token, json={"template": "learning-cafe-mini"})
    assert (answer.status_code, answer.json["code"]) == (403, "not_allowed")


def test_four_words_bring_nobody_back_who_was_removed(world):
    made = world.open_session()
    (bertta,) = world.join(made, "Bertta")
    host_does(world, made, "person.remove", person=bertta.person)
    answer = ask(world.phone(), "POST", f"/sessions/{made.code}/return", json={"recovery": bertta.recovery})
    assert answer.status_code == 401 and "token" not in answer.json
    assert ask(world.phone(), "GET", f"/sessions/{made.code}/harvest", bertta.token).status_code == 401


# -- whom else they shut out ---------------------------------------------------------------------------------------------


def test_a_joker_in_the_town_hall_shuts_out_none_of_the_four_hundred(world):
    made, other = world.open_session(), world.open_session()
    address = "192.0.2.7"
    assert world.phone(address=address).get(f"/join/{made.code}").status_code == 200
    for number in range(80):
        world.phone(address=address).get(f"/join/WRNG{number}")
    assert ask(world.phone(address=address), "GET", f"/sessions/{other.code}").status_code == 429, "still no guessing"
    for number in range(50):
        joined = ask(world.phone(address=address), "POST", f"/sessions/{made.code}/join", json={"name": f"N{number}"})
        assert joined.status_code == 201
    assert world.phone(address=address).get(f"/join/{made.code.lower()}").status_code == 302


def test_old_tokens_of_a_hundred_colleagues_do_not_close_the_door(world):
    made = world.open_session()
    for number in range(100):
        ask(world.phone(), "POST", f"/sessions/{made.code}/screen", f"from-last-month-{number}")
    assert ask(world.phone(), "POST", f"/sessions/{made.code}/screen", made.token).status_code == 201
    assert ask(world.phone(), "GET", f"/sessions/{world.open_session().code}").status_code == 200


def test_ones_own_right_password_does_not_forgive_guesses_at_somebody_elses(world, quick_hashes):  # noqa: F811
    for name in ("Aino", "Mallory"):
        world.add_account(name)
    browser, statuses = world.phone(), []
    for _ in range(6):
        statuses += [sign_in(browser, "Aino", "arvaus").status_code for _ in range(3)]
        statuses.append(sign_in(browser, "Mallory", PASSWORD).status_code)
    assert statuses.count(401) == 10 and statuses[-1] == 429


def sign_in(browser, name, password):
    with browser.session_transaction() as cookie:
        cookie["form_token"] = "t"
    return browser.post("/sign-in", data={"form_token": "t", "name": name, "password": password})


# -- what they cost ------------------------------------------------------------------------------------------------------


class Crowd:
    """How many were at it at once."""

    def __init__(self, answer, seconds=0.02):
        self.answer, self.seconds, self.now, self.most, self.all = answer, seconds, 0, 0, 0
        self._lock = threading.Lock()

    def __call__(self, *_args, **_more):
        with self._lock:
            self.now += 1
            self.all += 1
            self.most = max(self.most, self.now)
        time.sleep(self.seconds)
        with self._lock:
            self.now -= 1
        return self.answer


def at_once(times, function):
    answers = []
    threads = [threading.Thread(target=lambda n=n: answers.append(function(n))) for n in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_hundred_passwords_at_once_are_checked_two_by_two_and_ten_in_all(world, monkeypatch):
    world.add_account("Aino")
    crowd = Crowd(False)
    monkeypatch.setattr(aside, "run", crowd)
    statuses = at_once(100, lambda n: sign_in(world.phone(), "Aino", f"arvaus {n}").status_code)
    assert crowd.most <= 2 and 10 <= crowd.all <= 12
    assert statuses.count(429) == 100 - crowd.all


def test_children_of_one_kind_wait_for_their_turn_and_not_for_ever(world, monkeypatch):
    crowd = Crowd({}, seconds=0.05)
    monkeypatch.setattr(aside, "_in_a_child", crowd)
    assert at_once(10, lambda n: aside.run("plan-preview", seconds=10)) == [{}] * 10
    assert crowd.most <= 2
    crowd.seconds = 1
    monkeypatch.setattr(preview, "_CHILD_SECONDS", 0.2)
    answers = at_once(4, lambda n: ask(world.phone(), "POST", "/plan-preview", json={"people": 500}).status_code)
    assert answers.count(503) == 2


def test_a_plan_that_must_be_searched_for_is_never_searched_for_in_the_server(world, monkeypatch):
    crowd = Crowd({"from": "a child"}, seconds=0)
    monkeypatch.setattr(aside, "run", crowd)
    for people in (6, 11, 29, 43, 60):
        began = time.process_time()
        answer = ask(world.phone(), "POST", "/plan-preview", json={"people": people, "settings": {"rounds": 8, "table_size": 3}})
        assert answer.status_code == 200 and time.process_time() - began < 0.3
    assert crowd.all >= 4
    template = library.builtin()["learning-cafe"]
    assert preview.plan_here(template, {"rounds": 3, "table_size": 4}, 16)["tables"] == 4
