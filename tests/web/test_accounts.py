"""The first account, signing in and out, and everybody who tries to do so without being asked."""

import re

import pytest
from argon2 import PasswordHasher, extract_parameters

from coknow.web import accounts, aside, forms

from .conftest import PASSWORD


def setup_path(world) -> str:
    return accounts.offer_setup(world.store, world.now)


def fill_in(browser, path: str, **typed):
    return browser.post(path, data={"form_token": browser.form_token(path), **typed})


def good(**other) -> dict:
    return {"name": "Aino Järjestäjä", "password": PASSWORD, "again": PASSWORD, **other}


# -- the first start -----------------------------------------------------------------------------------------------------


def test_the_set_up_link_makes_one_account_signs_it_in_and_closes(world):
    path, browser = setup_path(world), world.phone()
    answer = fill_in(browser, path, **good())
    assert (answer.status_code, answer.headers["Location"]) == (303, "/host")
    assert "Aino Järjestäjä" in browser.get("/host").get_data(as_text=True)
    made = world.store.accounts.by_name("aino järjestäjä")
    assert made.admin and made.password_hash.startswith("$argon2id$") and PASSWORD not in made.password_hash
    for browser in (browser, world.phone()):
        closed = browser.get(path)
        assert closed.status_code == 404 and "Linkki on jo käytetty" in closed.get_data(as_text=True)
    assert setup_path(world) is None, "with an account there is no more set-up"


def test_a_new_set_up_link_closes_the_one_before_and_a_made_up_one_opens_nothing(world):
    old, new = setup_path(world), setup_path(world)
    assert world.phone().get(old).status_code == 404
    assert world.phone().get("/setup/guess").status_code == 404
    assert world.phone().get(new).status_code == 200
    world.now += 8 * 86_400_000
    assert world.phone().get(new).status_code == 404


@pytest.mark.parametrize(("typed", "field"), [
    ({"name": ""}, "name"),
    ({"name": "\u202e \x07"}, "name"),
    ({"name": "x" * 10_000}, "name"),
    ({"password": "lyhyt", "again": "lyhyt"}, "password"),
    ({"password": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, "password"),
    ({"password": "aino järjestäjä", "again": "aino järjestäjä"}, "password"),
    ({"password": "x y z" * 400, "again": "x y z" * 400}, "password"),
    ({"again": "jotain muuta"}, "again"),
])  # fmt: skip
def test_a_faulty_set_up_form_says_where_and_keeps_the_name_but_no_password(world, typed, field):
    path, browser = setup_path(world), world.phone()
    answer = fill_in(browser, path, **good(**typed))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in page and page.count('aria-invalid="true"') == 1
    if field != "name":
        assert 'value="Aino Järjestäjä"' in page
    assert PASSWORD not in page
    assert world.store.accounts.count() == 0
    assert fill_in(browser, path, **good()).status_code == 303, "and the link still works"


# -- in and out ----------------------------------------------------------------------------------------------------------


def sign_in(browser, name="Aino", password=PASSWORD, onwards="/host"):
    return fill_in(browser, "/sign-in", name=name, password=password, next=onwards)


def test_signing_in_and_out(world):
    world.add_account("Aino")
    browser = world.phone()
    assert browser.get("/host").headers["Location"] == "/sign-in?next=/host"
    answer = sign_in(browser, name="  AINO ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/host")
    assert browser.get("/host").status_code == 200
    assert browser.get("/sign-in").headers["Location"] == "/host"
    out = browser.post("/sign-out", data={"form_token": browser.form_token("/host")})
    assert out.status_code == 303
    assert browser.get("/host").status_code == 302


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(world):
    world.add_account("Aino")
    answers = [sign_in(world.phone(), name, "väärä salasana") for name in ("Aino", "Nobody")]
    assert [answer.status_code for answer in answers] == [401, 401]
    pages = [answer.get_data(as_text=True) for answer in answers]
    assert "Nimi ja salasana eivät täsmää" in pages[0]
    assert 'value="Aino"' in pages[0] and "väärä salasana" not in pages[0]

    def bare(page, name):
        return re.sub(r'form_token" value="[^"]+"', "", page.replace(name, "N"))

    assert bare(pages[0], "Aino") == bare(pages[1], "Nobody")


def test_the_hash_for_nobody_is_a_real_one_so_that_both_answers_take_equally_long():
    assert extract_parameters(accounts._NOBODY) == extract_parameters(PasswordHasher().hash("x"))


@pytest.fixture
def quick_hashes(monkeypatch):
    """These two tests sign in dozens of times; they are about counting, not about argon2."""

    def run(job, *, seconds, password, expected):
        assert job == "check-password"
        return password == PASSWORD and expected != accounts._NOBODY

    monkeypatch.setattr(aside, "run", run)


def test_failed_sign_ins_are_limited_per_address_and_a_stranger_cannot_lock_the_owner_out(world, quick_hashes):
    world.add_account("Aino")
    thief = world.phone(address="198.51.100.9")
    statuses = [sign_in(thief, password=f"arvaus {n} x").status_code for n in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    assert sign_in(thief).status_code == 429, "not even with the right one, for a quarter of an hour"
    for network in range(30):  # many addresses at one account
        sign_in(world.phone(address=f"203.0.113.{network}"), password="arvaus x y")
    assert sign_in(world.phone(address="192.0.2.7")).status_code == 303
    world.now += 16 * 60_000
    assert sign_in(thief).status_code == 303


def test_the_right_password_forgives_the_slips_before_it(world, quick_hashes):
    world.add_account("Aino")
    for _ in range(3):
        browser = world.phone()
        assert [sign_in(browser, password="väärin meni").status_code for _ in range(8)] == [401] * 8
        assert sign_in(browser).status_code == 303


def test_a_new_password_ends_other_sign_ins(world):
    account = world.add_account("Aino")
    browser = world.laptop_of_host("Aino")
    assert browser.get("/host").status_code == 200
    world.store.accounts.set_password(account.id, aside.JOBS["hash-password"]("aivan uusi salasana"))
    assert browser.get("/host").status_code == 302


def test_a_forged_or_foreign_cookie_is_nobody(world):
    account = world.add_account("Aino")
    browser = world.phone()
    with browser.session_transaction() as cookie:
        cookie["account"], cookie["mark"] = account.id, "0" * 16
    assert browser.get("/host").status_code == 302
    browser.set_cookie("coknow", "eyJhY2NvdW50IjoxfQ.aaaa.bbbb")
    assert browser.get("/host").status_code == 302


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_a_form_without_its_token_or_from_another_site_does_nothing(world, path):
    browser = world.laptop_of_host("Aino") if path == "/sign-out" else world.phone()
    world.store.accounts.by_name("Aino") or world.add_account("Aino")
    typed = {"name": "Aino", "password": PASSWORD}
    assert browser.post(path, data=typed).status_code == 403
    assert browser.post(path, data={**typed, "form_token": "guess"}).status_code == 403
    token = browser.form_token("/host" if path == "/sign-out" else path)
    crossed = browser.post(path, data={**typed, "form_token": token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert crossed.status_code == 403
    assert browser.get("/host").status_code == (200 if path == "/sign-out" else 302)


@pytest.mark.parametrize(("wanted", "goes"), [
    ("/harvest/ABCDEF", "/harvest/ABCDEF"), ("https://evil.example", "/host"), ("//evil.example", "/host"),
    ("/\\evil.example", "/host"), ("javascript:alert(1)", "/host"), ("", "/host"), ("/a\nb", "/host"),
])  # fmt: skip
def test_after_signing_in_one_stays_on_this_server(wanted, goes):
    assert forms.local_path(wanted, "/host") == goes


def test_work_aside_is_stopped_when_it_takes_too_long_and_its_failure_is_told():
    with pytest.raises(aside.TookTooLong):
        aside.run("check-password", seconds=0.001, password="x", expected="y")
    with pytest.raises(aside.Failed):
        aside.run("hash-password", seconds=10, unknown="x")
    assert aside.run("check-password", seconds=10, password="x", expected="not a hash") is False
