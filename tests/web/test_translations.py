"""Every sentence exists in three languages, is used, and says the same: the same placeholders, both plural forms.

Sources are read, not run. An id counts as wanted where it is the first argument of a translating call; as used where it
stands anywhere as a literal, or where a prefix of it is put together with something (`kind.${kind}`, "harvest." ~ id).
"""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from coknow import activities, library
from coknow.web.language import DOMAINS, LANGUAGES, SENT_WITH

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "coknow/locale"
ID = r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+"
PLACEHOLDER = re.compile(r"\{(\w+)\}")


ACTIVITIES = sorted(path.parent.name for path in ROOT.glob("coknow/activities/*/words.fi.po"))
FILES = [domain for domain in DOMAINS if domain != "activities"] + [f"activities/{name}" for name in ACTIVITIES]


def file_of(language: str, name: str) -> Path:
    """Of a domain in coknow/locale, or of `activities/<name>` in that activity's own folder."""
    folder = name.removeprefix("activities/")
    return LOCALE / language / f"{name}.po" if folder == name else ROOT / "coknow/activities" / folder / f"words.{language}.po"


def entries(language: str, name: str) -> dict:
    """{id: babel message} of one file; {} if there is none."""
    path = file_of(language, name)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        found = read_po(file, locale=language, abort_invalid=True)
    return {(one.id if isinstance(one.id, str) else one.id[0]): one for one in found if one.id}


CATALOGUES = {(language, name): entries(language, name) for language in LANGUAGES for name in FILES}


def forms(entry) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)


def known(*domains: str) -> set[str]:
    """The ids of whole domains; an activity's refusals belong to the refusals, all else it says to `activities`."""
    found = {id for domain in domains if domain != "activities" for id in CATALOGUES["en", domain]}
    own = {id for name in ACTIVITIES for id in CATALOGUES["en", f"activities/{name}"]}
    refusals = {id for id in own if id.startswith("refusal.")}
    return found | (own - refusals if "activities" in domains else set()) | (refusals if "refusals" in domains else set())


# -- the catalogues among themselves ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("domain", FILES)
def test_the_three_languages_have_the_same_sentences(domain):
    ids = {language: set(CATALOGUES[language, domain]) for language in LANGUAGES}
    assert ids["fi"], f"fi/{domain}.po is empty or missing"
    for language in LANGUAGES:
        assert ids[language] == ids["fi"], f"{language}/{domain}.po differs: {sorted(ids[language] ^ ids['fi'])}"


@pytest.mark.parametrize("domain", FILES)
def test_no_sentence_is_empty_doubtful_or_forgotten(domain):
    for language in LANGUAGES:
        text = file_of(language, domain).read_text("utf-8")
        ids = re.findall(r'^msgid "(.+)"', text, re.M)
        assert sorted({id for id in ids if ids.count(id) > 1}) == [], f"twice in {language}/{domain}.po"
        assert "#~" not in text and "#, fuzzy" not in text
        for id, entry in CATALOGUES[language, domain].items():
            for form in forms(entry):
                assert form.strip() == form and form, f"{language}/{domain}.po: {id}"


@pytest.mark.parametrize("domain", FILES)
def test_placeholders_are_the_same_in_every_language(domain):
    for id, entry in CATALOGUES["fi", domain].items():
        wanted = set().union(*(PLACEHOLDER.findall(form) for form in forms(entry)))
        for language in LANGUAGES:
            other = CATALOGUES[language, domain][id]
            found = set().union(*(PLACEHOLDER.findall(form) for form in forms(other)))
            assert found == wanted, f"{language}/{domain}.po: {id}"
            for form in forms(other):
                assert form.count("{") == len(PLACEHOLDER.findall(form)) == form.count("}"), f"{language}/{domain}.po: {id}"


@pytest.mark.parametrize("domain", FILES)
def test_plurals_have_both_forms_in_every_language(domain):
    for language in LANGUAGES:
        text = file_of(language, domain).read_text("utf-8")
        assert re.search(r"Plural-Forms: nplurals=2; *plural=\(?n != 1\)?;", text), f"{language}/{domain}.po"
        for id, entry in CATALOGUES[language, domain].items():
            plural = isinstance(CATALOGUES["fi", domain][id].id, tuple)
            assert isinstance(entry.id, tuple) == plural, f"{language}/{domain}.po: {id} is plural in one language only"
            if plural:
                assert entry.id[0] == entry.id[1], f"{language}/{domain}.po: {id} has another id for its plural"
                assert len(forms(entry)) == 2, f"{language}/{domain}.po: {id}"


def test_an_activity_speaks_for_itself_only():
    for name in ACTIVITIES:
        strange = [id for id in CATALOGUES["en", f"activities/{name}"] if not id.startswith((f"{name}.", "refusal."))]
        assert strange == [], f"begin these with {name}. in coknow/activities/{name}/words.*.po"
    ids = [id for name in FILES for id in CATALOGUES["en", name] if id.startswith("refusal.")]
    assert sorted({id for id in ids if ids.count(id) > 1}) == [], "two folders word the same refusal"


# -- what the sources ask for ----------------------------------------------------------------------------------------------


def sources(*patterns: str) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern))}


def first_argument(text: str, start: int) -> str:
    """From just behind the opening bracket to the comma or bracket that ends the argument."""
    depth, quote, i = 0, "", start
    while i < len(text):
        sign = text[i]
        if quote:
            if sign == "\\":
                i += 1
            elif sign == quote:
                quote = ""
        elif sign in "\"'`":
            quote = sign
        elif sign in "([{":
            depth += 1
        elif sign in ")]}":
            if depth == 0:
                break
            depth -= 1
        elif sign == "," and depth == 0:
            break
        i += 1
    return text[start:i]


def asked_for(text: str, call: str) -> set[str]:
    """Ids that stand as whole literals in the first argument of `call`, both branches of a condition included."""
    found = set()
    for match in re.finditer(call, text):
        argument = first_argument(text, match.end())
        # an id that goes on (`"kind." + x`) is a prefix, not an id
        found |= set(re.findall(rf"""["'`]({ID})["'`](?!\s*[~+])""", argument))
    return found


# the bundle of participants has participants' sentences only; the console and the projector have both
PARTICIPANT = ("static/src/page-session.tsx", "static/src/session/*.ts*", "static/src/live/*.ts*", "coknow/activities/*/[!sh]*.ts*")
HOST = ("static/src/page-host.tsx", "static/src/page-prepare.tsx", "static/src/page-screen.tsx", "static/src/host/*.ts*",
        "static/src/prepare/*.ts*", "static/src/screen/*.ts*", "coknow/activities/*/[sh]*.tsx")  # fmt: skip
SITE = ("templates/*.html", "coknow/web/*.py", "coknow/commands/*.py")
TSX_CALL = r"(?<![\w.])t\("
SITE_CALL = r"(?<![\w])(?:t|say|self\.t|language\.t)\("


@pytest.mark.parametrize(("patterns", "call", "domains"), [
    (PARTICIPANT, TSX_CALL, SENT_WITH["participant"]),
    (HOST, TSX_CALL, SENT_WITH["host"]),
    (SITE, SITE_CALL, ("site",)),
], ids=["participant", "host", "site"])  # fmt: skip
def test_every_sentence_asked_for_exists(patterns, call, domains):
    asked = {(id, path.relative_to(ROOT)) for path, text in sources(*patterns).items() for id in asked_for(text, call)}
    assert asked, "the search found nothing: has the call another name now?"
    missing = sorted(f"{id} ({path})" for id, path in asked if id not in known(*domains))
    assert missing == []


def test_every_refusal_of_the_code_has_a_sentence():
    # the socket door's Refused is another one: a connection that may simply be tried again
    python = {path: text for path, text in sources("coknow/**/*.py").items() if path.name != "sockets.py"}
    codes = {code for text in python.values() for code in re.findall(r"\b(?:Rejected|Refused)\(\s*\"(\w+)\"", text)}
    hints = {hint for text in python.values() for hint in re.findall(r"\"refusal\.(\w+)\"", text)}
    assert len(codes) > 20
    assert sorted(code for code in codes | hints if f"refusal.{code}" not in known("refusals")) == []


def test_what_calls_with_a_changing_end_could_ask_for_exists():
    """`harvest.count_{name}` and the like: the families this floor puts together itself."""
    site = known("site")
    for kind in ("idea", "question", "insight", "pattern", "experience", "feeling", "worry", "challenge", "essence"):
        assert f"kind.{kind}" in site
    for status in ("lobby", "live", "closed"):
        assert f"home.status_{status}" in site
    for kind in ("table", "group", "pair", "circle"):
        assert f"harvest.{kind}" in site


# -- and nothing is left over ----------------------------------------------------------------------------------------------

EVERYTHING = (*PARTICIPANT, *HOST, *SITE, "coknow/session/*.py", "coknow/live/*.py", "coknow/activities/*/*.py", "coknow/kernel/*.py")
PREFIX = re.compile(rf"""["'`]({ID.replace("+)+", "+)*")}[._])(?:\$\{{|\{{\w|["']\s*[~+])""")


def literals_and_prefixes() -> tuple[set[str], set[str]]:
    whole, prefixes = set(), set()
    for text in sources(*EVERYTHING).values():
        whole |= set(re.findall(rf"""["'`]({ID})["'`]""", text))
        prefixes |= {prefix for prefix in PREFIX.findall(text)}
        # a map of ids by code may name them without their family: {stay: "host.why.stay"} is a literal, found above
    return whole, prefixes


@pytest.mark.parametrize("domain", ["site", "participant", "host", "activities"])
def test_every_sentence_is_used(domain):
    whole, prefixes = literals_and_prefixes()
    # what the host's next button says it will do, for each stage where an activity has several (host/words.ts)
    whole |= {f"{name}.next" for name in ACTIVITIES}
    whole |= {f"{name}.next_{stage}" for name in ACTIVITIES for stage in activities.of({"activity": name}).stages}
    unused = [id for id in known(domain) if id not in whole and not id.startswith(tuple(prefixes))]
    assert sorted(unused) == []


def test_every_refusals_sentence_is_for_a_code_that_exists():
    words = {word for text in sources("coknow/**/*.py", "static/src/**/*.ts*").values() for word in re.findall(r"\w+", text)}
    assert sorted(id for id in known("refusals") if id.removeprefix("refusal.") not in words) == []


# -- the test itself can fail ----------------------------------------------------------------------------------------------


def test_the_search_sees_through_conditions_templates_and_apostrophes():
    text = """t("a.b") t(open ? "c.d" : 'e.f', {n: t("g.h")}) t(`kind.${k}`) t("i." + x) it's t( "k.l" ) start("no.no") {{ t('m.n') }}"""
    assert asked_for(text, TSX_CALL) == {"a.b", "c.d", "e.f", "g.h", "k.l", "m.n"}
    assert set(PREFIX.findall('`kind.${k}` "i." + x  f"harvest.count_{name}" "harvest." ~ id')) == {"kind.", "i.", "harvest.count_", "harvest."}


def test_what_a_host_must_fill_in_has_words():
    """A part that a setting needs is offered in the form of preparing; else its refusal could not be answered."""
    def needed(rule: dict, path: str):
        rule, inner = rule.get("list", rule), rule.get("list", rule).get("fields", {})
        for part in rule.get("needs", ()):
            if "id" not in inner[part]:
                yield f"{path}.{part}"
        for part, of in inner.items():
            yield from needed(of, f"{path}.{part}")

    told = set(CATALOGUES["en", "host"])
    for activity, rules in library.activities().items():
        for name, rule in rules.items():
            if {f"set.{activity}.{name}", f"set.{name}"} & told:
                for path in needed(rule, name):
                    assert {f"set.{activity}.{path}", f"set.{path.split('.')[-1]}"} & told, (activity, path)
