"""Cards filled in together: two people in one field, a phone that comes back late, a card that nobody else may see."""

import base64
import json

import pytest
from pycrdt import Doc, Text

from coknow import session
from coknow.kernel.messages import SYSTEM
from coknow.session.harvest import harvest
from tests.activities import cases
from tests.story import Story

TOGETHER, OWN, TESTED = "form", "form-own", "form-tested"


class Pen:
    """A browser's copy of one field."""

    def __init__(self, story: Story, who: str, field: str, of: str, phase: str, number: int):
        self.story, self.who, self.args = story, who, {"phase": phase, "of": of, "field": field}
        self.doc = Doc(client_id=number)
        self.text = self.doc.get("t", type=Text)
        self.sent = self.doc.get_state()

    def type(self, words: str) -> "Pen":
        self.text += words
        return self

    def send(self):
        update = base64.b64encode(self.doc.get_update(self.sent)).decode()
        events = self.story.do(self.who, "form.write", **self.args, update=update)
        self.sent = self.doc.get_state()
        return events

    def refused(self) -> str:
        update = base64.b64encode(self.doc.get_update(self.sent)).decode()
        return self.story.refused(self.who, "form.write", **self.args, update=update)

    def read(self, parts: dict) -> str:
        for part in parts.values():
            self.doc.apply_update(base64.b64decode(part))
        return str(self.text)


def begin(case: str, phase: str | None = None, people=("Aino", "Bengt", "Cilla", "Dao", "Eero", "Fatima")) -> Story:
    template, last = cases.programmes()[case]
    story = Story(template)
    story.join(*people)
    story.until(phase or last)
    return story


def pen(story, who, field="what", of=None, number=None) -> Pen:
    about = story.room["activity"]
    of = of or (story.people[who] if about["per"] == "person" else story.place_of(who))
    return Pen(story, who, field, of, story.state.phase, number or 100 + len(story.log))


def card_of(story, who, of=None) -> dict:
    """The card as `who` holds it."""
    about = story.room["activity"]
    of = of or (story.people[who] if about["per"] == "person" else story.place_of(who))
    held = {}
    for audience in session.audiences(story.state, story.people[who]):
        held |= session.view(story.state, audience)["activity"].get("cards", {})
    return held.get(of, {})


def neighbour(story, who) -> str:
    return next(n for n, p in story.people.items() if n != who and story.state.people[p].place == story.place_of(who))


def words(story, who, field="what") -> str:
    return Pen(story, who, field, "", "", 1).read(card_of(story, who)["fields"][field]["parts"])


def test_two_in_one_field_lose_nothing_and_both_read_the_same():
    story = begin(TOGETHER)
    other = neighbour(story, "Aino")
    a, b = pen(story, "Aino", number=1001), pen(story, other, number=1002)
    a.type("Kokeillaan kävelykokousta")
    b.type(" perjantaisin")
    a.send()
    b.send()  # typed before the other's words had come
    parts = card_of(story, "Aino")["fields"]["what"]["parts"]
    assert a.read(parts) == b.read(parts) == words(story, other)
    assert "Kokeillaan kävelykokousta" in words(story, "Aino") and " perjantaisin" in words(story, "Aino")
    story.end()


def test_nobody_at_another_table_holds_the_card():
    story = begin(TOGETHER)
    pen(story, "Aino").type("salaisuus").send()
    mates = {n for n, p in story.people.items() if story.state.people[p].place == story.place_of("Aino")}
    for name in set(story.people) - mates:
        assert "fields" not in card_of(story, name, story.place_of("Aino"))


def test_somebody_from_another_table_writes_on_no_card_of_ours():
    story = begin(TOGETHER)
    stranger = next(n for n, p in story.people.items() if n != "Helmi" and story.place_of(n) != story.place_of("Aino"))
    assert pen(story, stranger, of=story.place_of("Aino")).type("hei").refused() == "not_allowed"
    story.join("Seija", role="follower")
    story.join("Kangas", role="screen")
    for name in ("Seija", "Kangas", "Helmi"):
        assert pen(story, name, of=story.place_of("Aino")).type("hei").refused() == "not_allowed"


def test_a_host_who_looks_in_may_help():
    story = begin(TOGETHER)
    story.do("Helmi", "look", place=story.place_of("Aino"))
    pen(story, "Helmi", of=story.place_of("Aino")).type("Autan alkuun.").send()
    assert words(story, "Aino") == "Autan alkuun."


def test_a_long_text_stops_at_its_limit_and_says_so():
    story = begin(TOGETHER)
    assert pen(story, "Aino").type("x" * 141).refused() == "too_long"
    pen(story, "Aino").type("x" * 140).send()


def test_words_sent_as_the_phase_ends_still_reach_the_card_and_what_is_taken_up_of_it():
    story = begin(TOGETHER)
    aino = pen(story, "Aino").type("Kävelykokous")
    aino.send()
    aino.type(" perjantaisin")
    story.next()
    aino.send()
    leaves = story.state.trail["cards"]["leaves"]
    assert [leaf["text"] for leaf in leaves.values()] == ["Kävelykokous perjantaisin"]
    assert story.people["Aino"] not in json.dumps(leaves)
    story.do("Helmi", "phase.back")
    assert words(story, "Aino") == "Kävelykokous perjantaisin"
    story.end()


def test_a_first_word_that_comes_too_late_opens_the_card_all_the_same():
    story = begin(TOGETHER)
    late = pen(story, "Aino").type("Ehdin juuri")
    story.next()
    late.send()
    assert [leaf["text"] for leaf in story.state.trail["cards"]["leaves"].values()] == ["Ehdin juuri"]
    story.end()


def test_people_who_sit_elsewhere_by_now_still_end_their_sentence():
    story = begin(TESTED)
    other = neighbour(story, "Aino")
    hers = pen(story, other, "worst", of=story.people["Aino"]).type("Sataa")
    stranger = next(n for n in story.people if n not in ("Helmi", "Aino", other))
    theirs = pen(story, stranger, "worst", of=story.people["Aino"]).type("x")
    story.next()
    hers.send()
    assert theirs.refused() == "not_allowed"
    kept = story.state.trail["own-cards"]["activity"]["cards"][story.people["Aino"]]["fields"]
    assert hers.read(kept["worst"]["parts"]) == "Sataa"
    story.end()


def test_only_what_lasts_is_heard_after_its_phase():
    story = begin(TOGETHER)
    pen(story, "Aino").type("Kortti").send()
    place = story.place_of("Aino")
    story.next()
    assert story.refused("Aino", "form.show", phase="cards", of=place, on=True) == "unknown_command"


def test_my_own_card_is_mine_until_i_show_it():
    story = begin(OWN)
    pen(story, "Aino").type("kanarialintu").send()
    holders = {name for name, p in story.people.items()
               if card_of(story, name, story.people["Aino"])}
    assert holders == {"Aino"}
    story.join("Kangas", role="screen")
    assert session.view(story.state, "screen")["activity"] == {"cards": {}, "begun": 1}
    assert pen(story, "Bengt", of=story.people["Aino"]).type("x").refused() == "not_allowed"
    story.do("Aino", "form.show", of=story.people["Aino"], on=True)
    assert [c["text"] for c in session.view(story.state, "screen")["activity"]["cards"].values()] == ["kanarialintu"]
    story.do("Aino", "form.show", of=story.people["Aino"], on=False)
    assert session.view(story.state, "screen")["activity"]["cards"] == {}
    story.next()
    assert story.state.trail["own-cards"]["leaves"] == {}
    story.end()


def test_an_empty_card_is_not_shown():
    story = begin(OWN)
    assert story.refused("Aino", "form.show", of=story.people["Aino"], on=True) == "not_allowed"


def test_hosts_see_which_fields_are_filled_and_not_by_whom():
    story = begin(OWN)
    aino = pen(story, "Aino")
    aino.type("Jotain").send()
    (card,) = story.hosts["activity"]["cards"].values()
    assert card == {"order": 1, "filled": {"what": True}}
    assert story.people["Aino"] not in json.dumps(story.hosts["activity"])
    del aino.text[0:6]
    aino.send()
    (card,) = story.hosts["activity"]["cards"].values()
    assert card == {"order": 1, "filled": {}}


def test_in_pairs_both_cards_lie_on_the_table_and_each_may_write_on_the_other():
    story = begin(TESTED, "own-cards")
    pen(story, "Aino").type("Kävelykokous").send()
    pen(story, "Bengt").type("Lyhyt viesti").send()
    story.next()
    other = neighbour(story, "Aino")
    assert words(story, "Aino") == "Kävelykokous"
    assert story.room["activity"]["focus"] == {"worst": 1, "freely": 2}
    pen(story, other, "worst", of=story.people["Aino"]).type("Sataa").send()
    assert words(story, "Aino", "worst") == "Sataa"
    stranger = next(n for n in story.people if n not in ("Helmi", "Aino", other))
    assert pen(story, stranger, "worst", of=story.people["Aino"]).type("x").refused() == "not_allowed"
    assert not card_of(story, stranger, story.people["Aino"])
    story.do("Aino", "form.show", of=story.people["Aino"], on=True)
    story.next()
    assert [leaf["text"] for leaf in story.state.trail["own-cards"]["leaves"].values()] == ["Kävelykokous"]
    assert story.state.trail["tested-cards"]["leaves"] == {}
    (section,) = [s for s in harvest(story.state, for_hosts=False)["sections"] if s.get("name") == "form.cards"]
    assert section["lines"][0]["text"] == "Kävelykokous"
    story.end()


def test_somebody_who_comes_in_late_gets_an_empty_card_beside_the_others():
    story = begin(TESTED)
    story.join("Myöhä")
    story.do("Helmi", "person.move", person=story.people["Myöhä"], place=story.place_of("Aino"))
    pen(story, "Myöhä").type("Minäkin").send()
    assert words(story, "Myöhä") == "Minäkin"
    story.end()


def test_days_and_choices():
    story = begin(OWN)
    me = {"of": story.people["Aino"]}
    story.do("Aino", "form.set", **me, field="when", part="start", value="2027-02-01")
    story.do("Aino", "form.set", **me, field="when", part="end", value="2027-02-10")
    story.do("Aino", "form.set", **me, field="learnt", value="keep")
    fields = card_of(story, "Aino")["fields"]
    assert fields["when"]["values"] == {"start": "2027-02-01", "end": "2027-02-10"}
    assert fields["learnt"]["values"] == {"is": "keep"}
    assert story.do("Aino", "form.set", **me, field="learnt", value="keep") == []
    story.do("Aino", "form.set", **me, field="when", part="end", value="")
    assert card_of(story, "Aino")["fields"]["when"]["values"] == {"start": "2027-02-01"}
    story.end()


@pytest.mark.parametrize("args", [
    {"field": "when", "part": "start", "value": "2027-02-30"}, {"field": "when", "part": "start", "value": "huomenna"},
    {"field": "when", "value": "2027-02-01"}, {"field": "when", "part": "is", "value": "2027-02-01"},
    {"field": "learnt", "value": "ehkä"}, {"field": "what", "value": "teksti"}, {"field": "nowhere", "value": ""},
    {"field": ["when"], "value": ""}, {"field": "learnt", "value": ["keep"]},
])
def test_what_is_no_day_and_no_choice_is_refused(args):
    story = begin(OWN)
    assert story.refused("Aino", "form.set", of=story.people["Aino"], **args) in ("bad_arguments", "no_such_day")


def test_who_is_forgotten_takes_their_own_card_along_and_a_groups_card_stays():
    for case, stays in ((OWN, False), (TOGETHER, True)):
        story = begin(case)
        pen(story, "Aino").type("Ainon sanat").send()
        if case == OWN:
            story.do("Aino", "form.set", of=story.people["Aino"], field="when", part="start", value="2027-02-01")
        if not stays:
            story.do("Aino", "form.show", of=story.people["Aino"], on=True)
        erase = session.eraser(story.state, story.people["Aino"])
        story.do("Aino", "person.erase")
        story.log = [erase(event) for event in story.log[:-1]] + story.log[-1:]
        story.end()
        raw = json.dumps([event.body for event in story.log])
        texts = [base64.b64decode(e.body["update"]) for e in story.log if e.name == "form.edited"]
        assert any("Ainon sanat".encode() in text for text in texts) is stays
        assert ("2027-02-01" in raw) is False
        story.next()
        assert bool(story.state.trail[story.state.path[-2]]["leaves"]) is stays


def test_who_is_forgotten_later_is_gone_from_what_was_taken_up():
    story = begin(OWN)
    pen(story, "Aino").type("Ainon sanat").send()
    story.do("Aino", "form.show", of=story.people["Aino"], on=True)
    story.next()
    story.do("Aino", "person.erase")
    assert story.state.trail["own-cards"]["leaves"] == {}
    assert not harvest(story.state, for_hosts=True)["sections"]


def test_a_crowd_typing_rebuilds_their_own_tables_only():
    story = begin(TOGETHER)
    pen(story, "Aino").type("Al").send()
    (event,) = pen(story, "Aino", number=2001).type("ku").send()
    touched = session.touched(story.state, [event])
    assert touched.now | touched.soon == {"place:" + story.place_of("Aino")}


def test_taking_part_is_counted_once():
    story = begin(TOGETHER)
    for _ in range(3):
        pen(story, "Aino").type("sana ").send()
    assert sum(event.name == "form.took_part" for event in story.log) == 1
    assert story.room["counts"]["written"] == 1


def test_a_card_of_a_templates_own_fields():
    template, last = cases.programmes()[TOGETHER]
    for phase in template["phases"]:
        if phase["id"] == last:
            said = {"fi": "Kuka?", "sv": "Vem?", "en": "Who?"}
            phase["settings"] = {"compose": "new", "fields": [
                {"id": "who", "label": said, "kind": "line", "limit": 20},
                {"id": "day", "label": said, "kind": "date"},
                {"id": "who", "label": said, "kind": "text"}]}
    story = Story(template)
    story.join("Aino", "Bengt")
    story.until(last)
    assert {f: d["kind"] for f, d in story.room["activity"]["fields"].items()} == {"who": "line", "day": "date"}
    assert pen(story, "Aino", "who").type("x" * 21).refused() == "too_long"
    story.do("Aino", "form.set", of=story.place_of("Aino"), field="day", value="2027-01-01")
    story.next()
    (leaf,) = story.state.trail[last]["leaves"].values()
    assert leaf["text"] == "" and leaf["fields"]["day"]["text"] == {"fi": "1.1.2027", "sv": "1.1.2027", "en": "2027-01-01"}


def test_the_harvest_of_a_session_that_ends_over_its_cards():
    story = begin(TOGETHER)
    pen(story, "Aino").type("Viimeinen vaihe").send()
    assert not harvest(story.state, for_hosts=True)["sections"]
    story.do("Helmi", "session.close")
    (section,) = harvest(story.state, for_hosts=False)["sections"]
    assert section["lines"][0]["text"] == "Viimeinen vaihe"


def test_the_whole_card_fits_its_documents():
    story = begin(TOGETHER)
    for field, asked in story.room["activity"]["fields"].items():
        if asked["kind"] in ("line", "text", "people"):
            pen(story, "Aino", field).type("sanoja, " * (asked["limit"] // 8)).send()
    assert len(json.dumps(story.room, ensure_ascii=False)) < 16_000
    assert len(json.dumps(story.table("Aino"), ensure_ascii=False)) < 12_000


def test_a_word_added_without_a_browser_goes_below_the_others():
    story = begin(TOGETHER)
    pen(story, "Aino", "tell").type("Kysymme asiakkailta").send()
    story.do("Aino", "form.add", of=story.place_of("Aino"), field="tell", text="Laskemme käynnit")
    assert words(story, "Aino", "tell") == "Kysymme asiakkailta\nLaskemme käynnit"
    assert story.refused(SYSTEM, "form.add", of=story.place_of("Aino"), field="tell", text="x") == "not_allowed"
    story.end()


def in_gallery(shown=("Aino", "Bengt", "Cilla", "Dao", "Eero")) -> Story:
    story = begin("form-gallery", "own-cards")
    for name in ("Aino", "Bengt", "Cilla", "Dao", "Eero"):
        pen(story, name).type(f"Kokeilu: {name}").send()
        if name in shown:
            story.do(name, "form.show", of=story.people[name], on=True)
    story.next()
    return story


def read_by(story, name) -> dict[str, str]:
    return {card: one["said"]["what"] for card, one in story.person(name)["activity"]["read"].items()}


def test_in_the_gallery_every_card_gets_readers_and_nobody_reads_their_own():
    story = in_gallery()
    readers = {f"Kokeilu: {name}": 0 for name in ("Aino", "Bengt", "Cilla", "Dao", "Eero")}
    for name in ("Aino", "Bengt", "Cilla", "Dao", "Eero", "Fatima"):
        mine = read_by(story, name)
        assert len(mine) == 3 and f"Kokeilu: {name}" not in mine.values()
        for title in mine.values():
            readers[title] += 1
    assert min(readers.values()) >= 2
    story.join("Myöhä")
    assert len(read_by(story, "Myöhä")) == 3
    story.end()


def test_a_card_that_was_not_shown_hangs_in_no_gallery_until_it_is():
    story = in_gallery(shown=("Bengt",))
    assert read_by(story, "Fatima") == {next(iter(read_by(story, "Fatima"))): "Kokeilu: Bengt"}
    assert story.person("Aino")["activity"]["mine"] == {"shown": False, "offers": {}}
    story.do("Aino", "form.show", of=story.people["Aino"], on=True)
    assert "Kokeilu: Aino" in read_by(story, "Fatima").values()
    story.end()


def test_an_offer_reaches_the_owner_by_name_and_nobody_else():
    story = in_gallery()
    card = next(c for c, title in read_by(story, "Bengt").items() if title == "Kokeilu: Cilla")
    story.do("Bengt", "form.offer", card=card, text="Tarjoan kokoustilan")
    (offer,) = story.person("Cilla")["activity"]["mine"]["offers"].values()
    assert offer == {"order": 1, "text": "Tarjoan kokoustilan", "name": "Bengt"}
    holders = {name for name in story.people if any(
        "kokoustilan" in json.dumps(session.view(story.state, a)) for a in session.audiences(story.state, story.people[name]))}
    assert holders == {"Bengt", "Cilla"}
    story.do("Bengt", "person.rename", name="Bengt L.")
    assert next(iter(story.person("Cilla")["activity"]["mine"]["offers"].values()))["name"] == "Bengt L."
    assert story.hosts["activity"]["offers"][card] == 1
    story.next()
    lines = [s for s in harvest(story.state, for_hosts=False)["sections"] if s.get("name") == "form.offers"][0]["lines"]
    assert lines == [{"text": "Kokeilu: Cilla", "below": [{"text": "Tarjoan kokoustilan", "kind": "offer", "name": "Bengt L."}]}]
    story.end()


def test_offers_go_to_dealt_cards_only_may_be_taken_back_and_are_few():
    story = in_gallery()
    mine = read_by(story, "Aino")
    other = next(c["card"] for c in story.state.trail["own-cards"]["activity"]["cards"].values() if c["card"] not in mine)
    assert story.refused("Aino", "form.offer", card=other, text="x") == "not_allowed"
    card = next(iter(mine))
    for _ in range(3):
        story.do("Aino", "form.offer", card=card, text="Autan")
    assert story.refused("Aino", "form.offer", card=card, text="Autan") == "not_allowed"
    offer = next(iter(story.person("Aino")["activity"]["given"]))
    assert story.refused("Bengt", "form.withdraw", offer=offer) == "not_allowed"
    story.do("Aino", "form.withdraw", offer=offer)
    assert len(story.person("Aino")["activity"]["given"]) == 2
    erase = session.eraser(story.state, story.people["Aino"])
    story.do("Aino", "person.erase")
    story.log = [erase(event) for event in story.log[:-1]] + story.log[-1:]
    story.end()
    assert "Autan" not in json.dumps([event.body for event in story.log])


def test_the_experiment_clinic_from_coffee_to_the_first_step():
    story = Story("experiment-clinic")
    names = ("Aino", "Bengt", "Cilla", "Dao", "Eero", "Fatima", "Göran")
    story.join(*names)
    assert sum(step["minutes"] for step in story.state.steps) == 120
    story.until("card")
    for name in names:
        pen(story, name).type(f"Kokeilu: {name}").send()
    story.next()
    other = neighbour(story, "Aino")
    pen(story, other, "worst", of=story.people["Aino"]).type("Kukaan ei tule").send()
    for name in names:
        story.do(name, "form.show", of=story.people[name], on=True)
    story.until("gallery")
    read = story.person("Bengt")["activity"]["read"]
    story.do("Bengt", "form.offer", card=next(iter(read)), text="Tarjoan tunnin")
    story.until("check-out")
    story.do("Aino", "note.add", text="Aloitan kävelykokouksen viimeistään maanantaina", kind="experiment")
    story.do("Helmi", "session.close")
    document = harvest(story.state, for_hosts=False)
    assert [s["name"] for s in document["sections"] if s.get("name", "").startswith("form.")] == ["form.cards", "form.offers"]
    cards = next(s for s in document["sections"] if s.get("name") == "form.cards")["lines"]
    assert len(cards) == 7 and "Kukaan ei tule" in json.dumps(cards, ensure_ascii=False)
    assert document["takeaways"]
    story.end()
