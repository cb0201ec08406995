"""The case webinar with two hundred people over the real wire: everybody finds something to do, and nothing is lost."""

import json

import pytest

pytestmark = pytest.mark.slow

PEOPLE, SECONDS = 200, 45
# what a person who was a moment too late is told, in words
TOO_LATE = {"refused_round_over", "refused_not_here", "refused_not_allowed", "refused_no_such_question", "refused_unknown_command",
            "refused_not_started", "refused_no_such_note"}


def test_two_hundred_people_in_a_case_webinar(server):
    session = server.create_session("case-webinar", "Yhden oven palvelu")
    printed = server.coknow("rehearse", session.host_url, "--people", str(PEOPLE), "--seconds", str(SECONDS), "--seed", "3",
                            "--speed", "4", "--json", timeout=SECONDS + 120)
    figures = json.loads(printed)
    print(json.dumps(figures))
    assert figures["joined"] > PEOPLE / 2
    assert figures["lost"] == figures["wrong_documents"] == figures["astray"] == figures["unanswered"] == 0, figures
    assert {name for name in figures if name.startswith("refused_")} <= TOO_LATE, figures
    status, harvest = server.api("GET", f"/api/v1/sessions/{session.code}/harvest?format=json", token=session.host_token)
    questions = [line for part in harvest["sections"] if part["phase"].startswith("ask-") for line in part["lines"]]
    assert status == 200 and len(questions) >= 5 and harvest["counts"]["notes"] > 100, harvest["counts"]
    assert all("name" not in line for line in questions)
