"""REST: the promises of the interface, and everything people and programs send wrongly."""

import json

import pytest

from coknow import library

from .conftest import ask

LANGUAGES = ("fi", "sv", "en")


# -- the way of a session ------------------------------------------------------------------------------------------------


def test_a_signed_in_host_opens_a_session_and_its_token_works_everywhere(world):
    host = world.laptop_of_host()
    answer = ask(host, "POST", "/sessions", json={"template": "learning-cafe", "title": "Kahvit", "language": "sv",
                                                  "settings": {"rounds": 2}})  # fmt: skip
    assert answer.status_code == 201
    made = answer.json
    assert set(made) == {"code", "join_url", "host_url", "host_token"}
    assert made["join_url"] == f"http://localhost/join/{made['code']}"
    assert made["host_url"] == f"http://localhost/host/{made['code']}#{made['host_token']}"

    facts = ask(world.phone(), "GET", f"/sessions/{made['code']}").json
    assert (facts["title"], facts["language"], facts["host"], facts["status"]) == ("Kahvit", "sv", "Aino", "lobby")
    assert sum("cafe" in phase for phase in facts["phases"]) == 3, "two rounds and a move"

    stranger = world.phone()
    again = ask(stranger, "POST", "/sessions", made["host_token"], json={"template": "learning-cafe-mini"})
    assert again.status_code == 201, "a host's token opens further sessions"
    assert world.store.session_by_code(again.json["code"]).account == world.store.accounts.by_name("Aino").id


def test_opening_a_session_takes_an_account_or_a_hosts_token(world):
    made = world.open_session()
    bertta = world.sessions.join(made.code, "Bertta")
    wish = {"json": {"template": "learning-cafe"}}
    assert ask(world.phone(), "POST", "/sessions", **wish).json["code"] == "sign_in_needed"
    assert ask(world.phone(), "POST", "/sessions", "made-up", **wish).status_code == 401
    assert ask(world.phone(), "POST", "/sessions", bertta.token, **wish).status_code == 403


@pytest.mark.parametrize(("wish", "status", "code"), [
    ({}, 400, "bad_arguments"),
    ({"template": "no-such"}, 404, "no_such_template"),
    ({"template": 7}, 400, "bad_arguments"),
    ({"template": "learning-cafe", "language": "de"}, 400, "bad_arguments"),
    ({"template": "learning-cafe", "title": "x" * 5000}, 422, "too_long"),
    ({"template": "learning-cafe", "settings": {"rounds": 99}}, 422, "bad_settings"),
    ({"template": "learning-cafe", "settings": {"companion": {"mode": "table", "links": {"1": "http://x"}}}}, 422, "bad_settings"),
    ({"template": "learning-cafe", "settings": []}, 400, "bad_arguments"),
])  # fmt: skip
def test_a_wrong_wish_for_a_session_says_which_field(world, wish, status, code):
    answer = ask(world.laptop_of_host(), "POST", "/sessions", json=wish)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.json["hint"]
    if code == "bad_settings":
        [(field, sentence)] = answer.json["fields"].items()
        assert field in ("rounds", "companion.links.1") and len(sentence) > 10
    assert world.store.newest_sessions() == []


def test_a_form_on_another_site_cannot_open_a_session_with_our_cookie(world):
    host = world.laptop_of_host()
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}):
        answer = host.post("/api/v1/sessions", json={"template": "learning-cafe"}, headers=headers)
        assert (answer.status_code, answer.json["code"]) == (403, "foreign_request")
    own = host.post("/api/v1/sessions", json={"template": "learning-cafe"}, headers={"Origin": "http://localhost"})
    assert own.status_code == 201


def test_joining_gives_a_seat_and_four_words_that_bring_back_to_it(world):
    made = world.open_session()
    joined = ask(world.phone(), "POST", f"/sessions/{made.code.lower()}/join", json={"name": "Bertta"})
    assert joined.status_code == 201
    seat = joined.json
    assert len(seat["recovery"].split()) == 4
    back = ask(world.phone(), "POST", f"/sessions/{made.code}/return", json={"recovery": seat["recovery"].upper()})
    assert back.status_code == 200
    assert back.json["person"] == seat["person"] and back.json["token"] != seat["token"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("sent", "status", "code"), [
    ({"name": "x" * 10_000}, 422, "too_long"),
    ({"name": "Ber\x00tta"}, 422, "bad_name"),
    ({"name": "\u202e\u200b"}, 422, "name_needed"),
    ({"name": ""}, 422, "name_needed"),
    ({}, 422, "name_needed"),
    ({"name": {"a": 1}}, 400, "bad_arguments"),
    ({"name": "Bertta", "role": "host"}, 403, "not_allowed"),
    ({"name": "Bertta", "weight": 1000}, 400, "bad_arguments"),
    ({"name": "Bertta", "weight": True}, 400, "bad_arguments"),
])  # fmt: skip
def test_a_name_or_role_that_cannot_be_is_refused_in_words(world, sent, status, code, language):
    made = world.open_session()
    answer = ask(world.phone(language), "POST", f"/sessions/{made.code}/join", json=sent)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.json["hint"].endswith(".") and "{" not in answer.json["hint"]
    assert "x" * 100 not in answer.get_data(as_text=True), "what was sent is not sent back"
    assert world.sessions.open(made.session).ask(lambda state: len(state.people)) == 1


def test_a_full_session_says_so_and_a_closed_one_too(world):
    made = world.open_session(limit=1)
    join = f"/sessions/{made.code}/join"
    assert ask(world.phone(), "POST", join, json={"name": "Bertta"}).status_code == 201
    full = ask(world.phone(), "POST", join, json={"name": "Cecilia"})
    assert (full.status_code, full.json["code"]) == (409, "session_full")
    assert ask(world.phone(), "GET", f"/sessions/{made.code}").json["full"] is True
    world.go_to_round(made)
    world.act(made, made.person, "session.close")
    closed = ask(world.phone(), "POST", join, json={"name": "Cecilia"})
    assert (closed.status_code, closed.json["code"]) == (410, "session_closed")


@pytest.mark.parametrize(("sent", "kind", "code"), [
    (b"not json", "application/json", "not_json"),
    (b"[1]", "application/json", "not_json"),
    (b'{"name": NaN}', "application/json", "not_json"),
    (b'{"name": "Bertta"}', "text/plain", "not_json"),
    (b'{"name": "\xff"}', "application/json", "not_json"),
    (b"[" * 60_000, "application/json", "not_json"),
    (b'{"name": "' + b"x" * 70_000 + b'"}', "application/json", "too_large"),
    (b'{"name": "' + b"x" * 700_000 + b'"}', "application/json", "too_large"),
])  # fmt: skip
def test_a_malformed_or_oversized_body_is_refused_and_the_server_unmoved(world, sent, kind, code):
    made = world.open_session()
    answer = ask(world.phone(), "POST", f"/sessions/{made.code}/join", data=sent, content_type=kind)
    assert answer.json["code"] == code
    assert answer.status_code == (413 if code == "too_large" else 400)
    assert ask(world.phone(), "POST", f"/sessions/{made.code}/join", json={"name": "Bertta"}).status_code == 201


def test_nicknames_are_offered_in_the_readers_language(world):
    made = world.open_session()
    offers = ask(world.phone("sv"), "GET", f"/sessions/{made.code}").json["offers"]
    assert 1 <= len(offers) <= 3 and all(name.strip() for name in offers)


# -- tokens --------------------------------------------------------------------------------------------------------------


def test_a_projector_gets_a_token_of_its_own_from_a_host_only(world):
    made = world.open_session()
    bertta = world.sessions.join(made.code, "Bertta")
    path = f"/sessions/{made.code}/screen"
    answer = ask(world.phone(), "POST", path, made.token)
    assert answer.status_code == 201
    assert world.sessions.who(answer.json["token"]).role == "screen"
    assert ask(world.phone(), "POST", path, bertta.token).status_code == 403
    assert ask(world.phone(), "POST", path).status_code == 401
    other = world.open_session()
    assert ask(world.phone(), "POST", path, other.token).status_code == 403, "a host of another session is a stranger"


def test_the_owner_gets_the_console_back_on_another_machine(world):
    made = world.open_session(account=world.add_account("Aino").id)
    path = f"/sessions/{made.code}/token"
    token = ask(world.laptop_of_host("Aino"), "GET", path).json["host_token"]
    assert world.sessions.who(token).person == made.person
    assert ask(world.laptop_of_host("Cecilia"), "GET", path).status_code == 403
    assert ask(world.phone(), "GET", path).json["code"] == "sign_in_needed"


# -- rehearsing --------------------------------------------------------------------------------------------------------


def test_a_rehearsal_is_a_copy_and_the_session_itself_stays_clean(world, sent):
    made = world.open_session(rounds=1, limit=3, purpose="Miksi", account=world.add_account().id)
    answer = ask(world.phone(), "POST", f"/sessions/{made.code}/rehearse", made.token, json={"people": 12})
    assert answer.status_code == 201
    copy = answer.json
    assert copy["code"] != made.code and sent == [(f"http://127.0.0.1:80/join/{copy['code']}", 12)]
    facts = ask(world.phone(), "GET", f"/sessions/{copy['code']}").json
    assert facts["title"] == "Harjoitus: Arjen kohtaamiset" and facts["retention_days"] == 1 and not facts["full"]
    assert facts["purpose"]["fi"] == "Miksi"
    assert world.sessions.open(made.session).ask(lambda state: len(state.people)) == 1
    assert world.sessions.who(copy["host_token"]).role == "host"


def test_rehearsals_are_a_hosts_and_few_at_once(world, sent):
    sessions = [world.open_session() for _ in range(4)]
    bertta = world.sessions.join(sessions[0].code, "Bertta")

    def rehearse(made, token, people=5):
        return ask(world.phone(), "POST", f"/sessions/{made.code}/rehearse", token, json={"people": people})

    assert rehearse(sessions[0], bertta.token).status_code == 403
    assert rehearse(sessions[0], sessions[1].token).status_code == 403
    assert [rehearse(sessions[0], sessions[0].token, people).status_code for people in (0, 1, 61, 10_000)] == [400] * 4
    assert [rehearse(made, made.token).status_code for made in sessions] == [201, 201, 201, 409]
    assert rehearse(sessions[0], sessions[0].token).status_code == 201, "the one before it ends"


# -- guessing --------------------------------------------------------------------------------------------------------------


def test_wrong_codes_are_limited_but_joining_is_not(world):
    made = world.open_session(limit=500)
    office, thief = world.phone(address="192.0.2.7"), world.phone(address="198.51.100.9")
    for number in range(100):
        assert ask(office, "POST", f"/sessions/{made.code}/join", json={"name": f"N{number}"}).status_code == 201
    statuses = [ask(thief, "GET", f"/sessions/AAAA{a}{b}").status_code for a in "ABCDEFGH" for b in "ABCDEFGH"]
    assert statuses[:60] == [404] * 60 and set(statuses[60:]) == {429}
    stopped = ask(thief, "GET", f"/sessions/{made.code}")
    assert stopped.status_code == 429 and int(stopped.headers["Retry-After"]) == 600
    assert ask(office, "GET", f"/sessions/{made.code}").status_code == 200
    world.now += 11 * 60_000
    assert ask(thief, "GET", f"/sessions/{made.code}").status_code == 200


def test_recovery_phrases_cannot_be_tried_through(world):
    made = world.open_session()
    bertta = world.sessions.join(made.code, "Bertta")
    path = f"/sessions/{made.code}/return"
    thief = world.phone(address="198.51.100.9")
    answers = [ask(thief, "POST", path, json={"recovery": f"yksi kaksi kolme {n}"}) for n in range(25)]
    assert [answer.status_code for answer in answers] == [401] * 20 + [429] * 5
    assert "Tarkista sanat" in answers[0].json["hint"]
    assert ask(thief, "POST", path, json={"recovery": bertta.recovery}).status_code == 429
    assert ask(world.phone(), "POST", path, json={"recovery": bertta.recovery}).status_code == 200


def test_made_up_tokens_count_as_guesses(world):
    made = world.open_session()
    thief = world.phone(address="198.51.100.9")
    statuses = [ask(thief, "GET", f"/sessions/{made.code}/harvest", f"t{n}").status_code for n in range(65)]
    assert statuses == [401] * 60 + [429] * 5


# -- templates, plans, words -------------------------------------------------------------------------------------------


def test_templates_can_be_looked_at_without_an_account(world):
    listed = ask(world.phone(), "GET", "/templates").json["templates"]
    assert [one["id"] for one in listed] == list(library.builtin())
    assert all("phases" not in one for one in listed)
    whole = ask(world.phone(), "GET", "/templates/learning-cafe").json
    assert whole["phases"] and whole["names"]["sv"]


def test_an_imported_template_stands_before_the_built_in_one_and_drafts_are_not_offered(world):
    own = json.loads(json.dumps(ask(world.phone(), "GET", "/templates/learning-cafe").json))
    own["names"]["fi"] = "Meidän kahvila"
    world.store.library.put("learning-cafe", "1.0.1", own)
    world.store.library.put("draft", "1.0.0", {**own, "id": "draft", "status": "draft", "names": {"fi": "Luonnos"}})
    page = world.laptop_of_host().get("/host").get_data(as_text=True)
    assert "Meidän kahvila" in page and "Luonnos" not in page


def test_what_is_attainable_is_told_at_once(world):
    best = ask(world.phone(), "GET", "/attainable?people=24&tables=6&rounds=3").json
    assert (best["others"], best["met"], best["perfect"]) == (23, 9, True)
    for query in ("", "?people=24&tables=6", "?people=0&tables=1&rounds=1", "?people=5&tables=6&rounds=1",
                  "?people=x&tables=6&rounds=3", "?people=99999&tables=6&rounds=3", "?people=²&tables=1&rounds=1"):  # fmt: skip
        answer = ask(world.phone(), "GET", f"/attainable{query}")
        assert (answer.status_code, answer.json["code"]) == (400, "bad_arguments"), query


def test_a_preview_seats_everybody_once_in_every_round_and_gives_the_same_answer_twice(world):
    wish = {"people": 23, "settings": {"rounds": 3, "table_size": 4}}
    shown = ask(world.phone(), "POST", "/plan-preview", json=wish).json
    assert shown["tables"] == 6 and sorted(shown["sizes"].values()) == [3, 4, 4, 4, 4, 4]
    assert list(shown["rounds"]) == ["1", "2", "3"]
    for row in shown["rounds"].values():
        assert set(row) == {str(n) for n in range(1, 24)}
        assert set(row.values()) == set(range(1, 7))
    assert shown["figures"]["others"] == 22 and shown["figures"]["met_median"] > 6
    assert ask(world.phone(), "POST", "/plan-preview", json=wish).json == shown


def test_a_preview_of_a_crowd_comes_from_a_child_process_and_refuses_the_same_way(world):
    shown = ask(world.phone(), "POST", "/plan-preview", json={"people": 80, "settings": {"rounds": 2}}).json
    assert len(shown["rounds"]["2"]) == 80
    wrong = ask(world.phone(), "POST", "/plan-preview", json={"people": 80, "settings": {"rounds": 99}})
    assert (wrong.status_code, wrong.json["code"], list(wrong.json["fields"])) == (422, "bad_settings", ["rounds"])


def test_a_preview_leaves_nothing_behind(world):
    ask(world.phone(), "POST", "/plan-preview", json={"people": 12, "settings": {"limit": 3, "expected": 3}})
    assert world.store.newest_sessions() == []


def test_an_unknown_address_or_method_is_answered_as_json(world):
    lost = ask(world.phone(), "GET", "/nowhere")
    assert (lost.status_code, lost.json["code"]) == (404, "not_found")
    wrong = ask(world.phone(), "DELETE", "/templates")
    assert wrong.status_code in (404, 405) and wrong.json["hint"]
