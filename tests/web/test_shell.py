"""The shell commands, called in this process on a data folder of their own; what they print is what scripts read."""

import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from coknow import boot
from coknow.cli import cli


@pytest.fixture
def coknow(tmp_path, monkeypatch):
    """`coknow("verify", "--json")` → (exit status, what it printed)."""
    for name in ("DATABASE_URL", "COKNOW_PORT", "COKNOW_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COKNOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COKNOW_PUBLIC_URL", "https://cafe.example.org/")

    def run(*words, **more):
        done = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False, **more)
        return done.exit_code, done.stdout

    return run


def made(coknow, *more) -> dict:
    status, printed = coknow("session", "create", "--template", "learning-cafe-mini", "--title", "Kahvit", "--json", *more)
    assert status == 0, printed
    return json.loads(printed)


def test_creating_a_session_prints_what_scripts_need(coknow):
    answer = made(coknow, "--language", "sv", "--settings", '{"rounds": 2, "host_name": "Aino"}')
    assert list(answer) == ["code", "join_url", "host_url", "host_token"]
    assert re.fullmatch(r"[A-Z2-9]{6}", answer["code"])
    assert answer["join_url"] == f"https://cafe.example.org/join/{answer['code']}"
    assert answer["host_url"] == f"https://cafe.example.org/host/{answer['code']}#{answer['host_token']}"
    shown = json.loads(coknow("replay", answer["code"], "--audience", "room", "--json")[1])["documents"]["room"]
    assert (shown["title"], shown["language"], shown["host"]) == ("Kahvit", "sv", "Aino")


@pytest.mark.parametrize("content", [b"\x00\xff\xfe", "id: kahvila".encode("utf-16"), "id: kahvila # \xe4".encode("latin-1"),
                                     b"a: &a [x]\nb: *a", b"!!python/object/apply:os.system [ls]", b"[" * 10_000, b"", b"- 1"])  # fmt: skip
def test_a_file_that_is_no_template_is_refused_in_words(coknow, tmp_path, content):
    (tmp_path / "file.yaml").write_bytes(content)
    for words in (["template", "import", tmp_path / "file.yaml"], ["template", "lint", tmp_path / "file.yaml"]):
        status, printed = coknow(*words, "--json")
        answer = json.loads(printed)
        assert status == 1 and (answer.get("code") == "bad_template" or answer["problems"])


@pytest.mark.parametrize("words", [
    ["template", "import", "/dev/zero"], ["template", "import", "."], ["template", "lint", "nowhere.yaml"],
    ["session", "create", "--template", "learning-cafe", "--settings", "@nowhere.json"],
    ["session", "create", "--template", "learning-cafe", "--settings", "@."],
])  # fmt: skip
def test_what_is_no_file_or_has_no_end_is_refused_in_words(coknow, words):
    status, printed = coknow(*words, "--json")
    assert status == 1 and json.loads(printed)["code"] in ("not_readable", "bad_template")


def test_a_session_can_be_given_to_an_account(coknow):
    assert coknow("account", "add", "Aino", "--password", "kolme kissaa katolla")[0] == 0
    answer = made(coknow, "--account", "aino")
    store = boot.open_store(boot.Settings.from_environment())
    assert store.session_by_code(answer["code"]).account == store.accounts.by_name("Aino").id
    status, printed = coknow("session", "create", "--template", "learning-cafe", "--account", "Nobody", "--json")
    assert status == 1 and json.loads(printed)["code"] == "no_such_account"


@pytest.mark.parametrize(("words", "code"), [
    (["session", "create", "--template", "nothing"], "no_such_template"),
    (["session", "create", "--template", "learning-cafe", "--settings", "{"], "not_json"),
    (["session", "create", "--template", "learning-cafe", "--settings", '{"rounds": 99}'], "bad_settings"),
    (["replay", "ABCDEF"], "no_such_session"),
    (["export", "ABCDEF"], "no_such_session"),
    (["export", "ABCDEF", "--format", "pdf"], "format_not_yet"),
    (["template", "export", "nothing"], "no_such_template"),
    (["account", "add", "Aino", "--password", "lyhyt"], "weak_password"),
    (["account", "password", "Nobody", "--password", "kolme kissaa katolla"], "no_such_account"),
])  # fmt: skip
def test_a_refusal_is_said_in_words_or_as_json_and_ends_with_status_one(coknow, words, code):
    status, printed = coknow(*words, "--json")
    answer = json.loads(printed)
    assert (status, answer["code"]) == (1, code) and len(answer["hint"]) > 10
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 1 and code in done.stderr and "Traceback" not in done.output


def test_replay_goes_back_to_any_event(coknow):
    code = made(coknow)["code"]
    first = json.loads(coknow("replay", code.lower(), "--at", "1", "--json")[1])
    last = json.loads(coknow("replay", code, "--json")[1])
    assert (first["seq"], first["event"]) == (1, "session.opened") and last["seq"] == 2
    assert first["documents"]["hosts"]["people"] == {} and len(last["documents"]["hosts"]["people"]) == 1
    assert "session.opened" in coknow("replay", code, "--at", "1")[1]


def test_verify_folds_every_log_and_names_the_one_that_is_broken(coknow):
    good, bad = made(coknow)["code"], made(coknow)["code"]
    status, printed = coknow("verify", "--json")
    assert status == 0 and json.loads(printed) == {"ok": True, "sessions": 2, "events": 4, "problems": []}
    store = boot.open_store(boot.Settings.from_environment())
    with store._writing() as connection:
        connection.exec_driver_sql("delete from event where seq = 1 and session = ?", (store.session_by_code(bad).id,))
    status, printed = coknow("verify", "--json")
    answer = json.loads(printed)
    assert status == 1 and answer["ok"] is False and answer["sessions"] == 2
    [problem] = answer["problems"]
    assert problem.startswith(bad) and good not in problem


def test_export_writes_the_harvest_where_it_is_told(coknow, tmp_path):
    code = made(coknow)["code"]
    assert coknow("export", code)[1].startswith("# Kahvit\n")
    assert "Inget" in coknow("export", code, "--language", "sv")[1] or "inget" in coknow("export", code, "--language", "sv")[1]
    assert json.loads(coknow("export", code, "--format", "json")[1])["code"] == code
    file = tmp_path / "harvest.html"
    status, printed = coknow("export", code, "--format", "html", "--output", file, "--json")
    assert status == 0 and json.loads(printed)["file"] == str(file)
    assert file.read_text("utf-8").startswith("<!doctype html>")


def test_a_template_travels_out_and_in_again(coknow, tmp_path):
    file = tmp_path / "oma.yaml"
    assert coknow("template", "export", "learning-cafe-mini", file)[0] == 0
    text = file.read_text("utf-8")
    assert coknow("template", "lint", file, "--json")[0] == 0
    file.write_text(text.replace("id: learning-cafe-mini", "id: our-cafe", 1), "utf-8")
    status, printed = coknow("template", "import", file, "--json")
    assert status == 0 and json.loads(printed)["id"] == "our-cafe"
    assert coknow("session", "create", "--template", "our-cafe", "--json")[0] == 0
    assert "id: our-cafe" in coknow("template", "export", "our-cafe")[1]


def test_lint_and_import_say_everything_that_is_wrong(coknow, tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text("id: x\nphases: [{id: a, activity: dance}]\n", "utf-8")
    status, printed = coknow("template", "lint", file, "--json")
    problems = json.loads(printed)["problems"]
    assert status == 1 and len(problems) > 3 and all(one["text"] and one["path"] is not None for one in problems)
    assert coknow("template", "lint", file)[1].count("bad.yaml") == len(problems)
    status, printed = coknow("template", "import", file, "--json")
    assert status == 1 and json.loads(printed)["code"] == "bad_template"


def test_plan_reads_a_wish_and_prints_a_plan(coknow, tmp_path):
    wish = {"N": 12, "T": 3, "R": 3}
    status, printed = coknow("plan", "--seed", "7", input=json.dumps(wish))
    plan = json.loads(printed)
    assert status == 0 and [sorted(row) for row in plan["rounds"]] == [[0] * 4 + [1] * 4 + [2] * 4] * 3
    file = tmp_path / "wish.json"
    file.write_text(json.dumps(wish))
    assert json.loads(coknow("plan", "--input", file, "--seed", "7", "--json")[1]) == plan
    for wrong, code in (("{", "not_json"), ("{}", "field_missing"), ('{"N": -1, "T": 1, "R": 1}', "people_out_of_range")):
        status, printed = coknow("plan", "--json", input=wrong)
        assert (status, json.loads(printed)["code"]) == (1, code)
    assert coknow("plan", "--input", tmp_path / "no.json", "--json")[0] == 1


def test_accounts_can_be_added_listed_and_given_a_new_password(coknow):
    assert coknow("account", "add", "Aino", "--password", "kolme kissaa katolla")[0] == 0
    assert json.loads(coknow("account", "add", "AINO", "--password", "kolme kissaa katolla", "--json")[1])["code"] == "name_taken"
    assert json.loads(coknow("account", "list", "--json")[1])["accounts"] == [{"name": "Aino", "admin": True, "language": "fi"}]
    before = boot.open_store(boot.Settings.from_environment()).accounts.by_name("Aino").password_hash
    assert coknow("account", "password", "Aino", "--password", "aivan uusi salasana")[0] == 0
    assert boot.open_store(boot.Settings.from_environment()).accounts.by_name("Aino").password_hash != before


def test_the_database_command_names_no_password(coknow, monkeypatch):
    status, printed = coknow("db", "upgrade", "--json")
    assert status == 0 and json.loads(printed)["ok"] is True
    monkeypatch.setenv("DATABASE_URL", "postgresql://coknow:hunter22@127.0.0.1:1/none")
    done = CliRunner().invoke(cli, ["db", "upgrade"])
    assert done.exit_code == 1 and "hunter22" not in done.output + str(done.exception)


def test_a_new_activity_begins_as_one_that_works(coknow, tmp_path, monkeypatch):
    from coknow.commands import new_activity, say

    new_activity.new_activity(say.Answer(True), "fish_bowl", tmp_path)
    folder = tmp_path / "fish_bowl"
    assert {"machine.py", "view.tsx", "script.yaml", "__init__.py"} <= {file.name for file in folder.iterdir()}
    source = (folder / "machine.py").read_text("utf-8")
    assert 'name = "fish_bowl"' in source and "class FishBowl(Activity)" in source and "ACTIVITY = FishBowl()" in source
    compile(source, "machine.py", "exec")
    for name, code in (("Fish bowl", "bad_name"), ("../evil", "bad_name"), ("pause", "exists")):
        status, printed = coknow("new-activity", name, "--json")
        assert (status, json.loads(printed)["code"]) == (1, code)


def test_serve_lists_the_environment_and_every_command_has_json():
    listed = CliRunner().invoke(cli, ["serve", "--help"]).output
    for name in boot.VARIABLES:
        assert name in listed
    for words in (["serve"], ["demo"], ["rehearse"], ["plan"], ["replay"], ["verify"], ["export"], ["session", "create"],
                  ["template", "lint"], ["template", "import"], ["template", "export"], ["db", "upgrade"]):  # fmt: skip
        assert "--json" in CliRunner().invoke(cli, [*words, "--help"]).output, words


def test_help_loads_nothing_that_a_patch_would_come_too_late_for():
    seen = "import sys; import coknow.cli; print([m for m in ('flask', 'socketio', 'sqlalchemy', 'logging.handlers') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout.strip() == "[]"
