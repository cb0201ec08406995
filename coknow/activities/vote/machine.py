"""Vote: dots or scores on what an earlier phase left or the host typed; hidden until it is closed, then told with its spread.

Three steps in one phase: merging what says the same (`merge`), voting, the result. Nobody sees a tally before the close,
the host neither: a ballot stands in its voter's own document and nowhere else. Closed is closed: votes that come after
a result are strategy; only a step on that is undone at once opens it again. When it is left it is counted into one
event, and whose ballot was whose leaves the log with the session's end. Everybody reads the options in an order of their own (order.ts), so that the first is nobody's.
The result is indicative; deciding is people's business.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments, gathering, likeness, who
from coknow.parts import possible as offers

from ..contract import Activity
from . import tally

MOST_TAKEN_UP = 200  # of them tally.MOST_OPTIONS are voted on; hosts choose which, the others wait beside and are kept
EACH = 65  # bytes that an option costs beside its words
UNDER = 1_500  # bytes of merged options' words in everybody's document
UNDONE_WITHIN = 15_000  # ms: the console's undo of a step on, before anybody has read a result
NOTE_EVENTS = ("note.edited", "note.removed", "note.hidden", "note.shared")


# --- deciding ---------------------------------------------------------------------------------------------------


def same(state, command, ctx, session):
    """Two options say the same: the first goes under the second, and every note of both is kept."""
    _may_merge(state, ctx, session)
    options = tally.options_in(state)
    one = arguments.one_of(command.args, "option", options)
    other = arguments.one_of(command.args, "into", options)
    if one == other:
        raise Rejected("bad_arguments", field="into")
    return [Event("vote.merged", {"option": one, "into": other})]


def apart(state, command, ctx, session):
    _may_merge(state, ctx, session)
    one = arguments.one_of(command.args, "option", state["merged"])
    return [Event("vote.parted", {"option": one})]


def _may_merge(state, ctx, session) -> None:
    if session.step["settings"].get("merge") == "everyone":
        who.member(session, ctx)
    else:
        who.host(session, ctx)
    if state["step"] != "merging":
        raise Rejected("round_over", "refusal.vote_has_begun")


def open_(state, command, ctx, session):
    who.leading(session, ctx)
    return [_opened(state, session)] if state["step"] == "merging" else []


def _opened(state, session) -> Event:
    paper = tally.on_paper(state, session)
    return Event("vote.opened", {"dots": _dots(session.step["settings"], len(paper)), "of": _voters(session), "paper": paper})


def pick(state, command, ctx, session):
    """Of more options than anybody can weigh hosts take one in, or leave one beside so that the next comes in."""
    who.host(session, ctx)
    if state["step"] != "merging":
        raise Rejected("round_over", "refusal.vote_has_begun")
    option, on = arguments.one_of(command.args, "option", tally.options_in(state)), arguments.flag(command.args, "on")
    picked = state.get("picked", {})
    if on and option not in picked and sum(picked.values()) >= tally.MOST_OPTIONS:
        raise Rejected("not_allowed", "refusal.vote_paper_full", limit=tally.MOST_OPTIONS)
    if on == (option in tally.on_paper(state, session)) and on == picked.get(option, on):
        return []
    if not on and len(tally.options_in(state)) <= tally.MOST_OPTIONS:
        raise Rejected("not_allowed", "refusal.vote_all_fit")
    return [Event("vote.picked", {"option": option, "on": on})]


def cast(state, command, ctx, session):
    """A whole ballot; a later one replaces it. Who sits by the telephone tells theirs to a host, who gives it for them."""
    person = who.counted_for(session, ctx, command.args)
    if state["step"] != "open":
        raise Rejected("round_over", "refusal.vote_closed" if state["step"] == "closed" else "refusal.vote_not_open")
    marks = command.args.get("marks")
    options = tally.on_paper(state, session)
    if not isinstance(marks, dict) or len(marks) > len(options):
        raise Rejected("bad_arguments", field="marks")
    given = {}
    for option, mark in marks.items():
        if option not in options:
            raise Rejected("bad_arguments", "refusal.vote_no_option")
        most = 5 if state["way"] == "score" else state["dots"] * person.weight
        mark = arguments.whole({"mark": mark}, "mark", 0, most)
        if mark:
            given[option] = mark
    if state["way"] == "dots" and sum(given.values()) > state["dots"] * person.weight:
        raise Rejected("not_allowed", "refusal.vote_dots_gone", limit=state["dots"] * person.weight)
    if given == state["ballots"].get(person.id, {}):
        return []
    return [Event("vote.given", {"person": person.id, "marks": given, "of": _voters(session)})]


def close(state, command, ctx, session):
    who.leading(session, ctx)
    if state["step"] == "merging":
        raise Rejected("not_allowed", "refusal.vote_not_open")
    return [] if state["step"] == "closed" else [Event("vote.closed", {"of": _voters(session)})]


def _voters(session) -> int:
    return sum(person.weight for person in session.participants())


def _dots(settings: dict, options: int) -> int:
    """About a quarter of the options, two to five, unless the host said otherwise."""
    return settings.get("dots") or min(5, max(2, round(options / 4)))


# --- how events change the state --------------------------------------------------------------------------------


def began(state, body):
    return {"way": body["way"], "options": body["options"], "merged": {}, "ballots": {}, "of": body["of"], "step": "merging",
            **({"more": body["more"]} if "more" in body else {})}


def opened(state, body):
    paper = {"paper": body["paper"]} if "paper" in body else {}
    return {**state, **paper, "step": "open", "dots": body["dots"], "of": max(state["of"], body["of"])}


def picked(state, body):
    return {**state, "picked": {**state.get("picked", {}), body["option"]: body["on"]}}


def given(state, body):
    return {**state, "ballots": {**state["ballots"], body["person"]: body["marks"]}, "of": max(state["of"], body["of"])}


def closed(state, body):
    return {**state, "step": "closed", "of": max(state["of"], body["of"])}


def merged(state, body):
    return {**state, "merged": {**state["merged"], body["option"]: body["into"]}}


def parted(state, body):
    return {**state, "merged": {one: into for one, into in state["merged"].items() if one != body["option"]}}


def left(state, body):
    return {**state, "told": body["told"], "was": state["step"], "step": "closed"}


def returned(state, body):
    """Its result has been in the harvest: gone back to, it is looked at; unless the step on was a slip."""
    if "told" not in state or state.get("was") != "open" or body.get("away", UNDONE_WITHIN) >= UNDONE_WITHIN:
        return state
    return {**{key: value for key, value in state.items() if key not in ("told", "was")}, "step": "open"}


class Vote(Activity):
    name = "vote"
    personal = True
    concrete = True
    commands = {"vote.same": same, "vote.apart": apart, "vote.pick": pick, "vote.open": open_, "vote.cast": cast, "vote.close": close}
    contributions = {"vote.given": "person"}
    weather = ("vote.given",)
    events = {
        "vote.began": began, "vote.opened": opened, "vote.given": given, "vote.closed": closed, "vote.merged": merged, "vote.picked": picked,
        "vote.parted": parted, "vote.left": left, "vote.taken_up": lambda state, body: dict(body["state"]), "phase.returned": returned,
    }  # fmt: skip

    def start(self, step, ctx, session):
        before = session.trail.get(step["id"], {}).get("activity", {})
        if "told" in before:
            return [Event("vote.taken_up", {"state": {**before, "ballots": {}}})]
        settings = step["settings"]
        options, more = self._options(settings, session)
        body = {"way": settings.get("way", "dots"), "options": options, "of": _voters(session), **more}
        events = [Event("vote.began", body)]
        at_once = settings.get("merge", "host" if settings.get("from") else "none") == "none" or len(options) < 2
        if at_once and len(options) <= tally.MOST_OPTIONS:
            events.append(_opened(began({}, body), session))
        return events

    def _options(self, settings, session) -> tuple[dict, dict]:
        typed = {str(order): {"order": order, "said": text} for order, text in enumerate(settings.get("options") or [], 1)}
        found = gathering.gathered(session, [settings["from"]] if settings.get("from") else [], MOST_TAKEN_UP - len(typed))
        taken = {id_: {**one, "order": one["order"] + len(typed)} for id_, one in found["things"].items()}
        return typed | taken, {"more": found["more"]} if "more" in found else {}

    def ends(self, state, ctx, session):
        if not state or "told" in state or not any(state["ballots"].values()):
            return []
        return [Event("vote.left", {"told": tally.counted(state, session)})]

    # --- what is seen ---

    def view(self, state, audience, session):
        if not state:
            return {}
        if audience == "room":
            return self._room(state, session)
        if audience == "hosts" and state["step"] == "merging":
            return self._for_hosts(state, session)
        if audience.startswith("person:") and state["step"] != "merging":
            person = session.people[audience.removeprefix("person:")]
            found = {"mine": dict(state["ballots"].get(person.id, {}))}
            return found | ({"dots": state["dots"] * person.weight} if state["way"] == "dots" else {})
        return {}

    def _room(self, state, session):
        shown, under_left = {}, UNDER
        there = [id_ for id_ in tally.on_paper(state, session) if gathering.is_there(state["options"][id_], session)]
        texts = {id_: gathering.text_of(state["options"][id_], session) for id_ in there if "said" not in state["options"][id_]}
        letters = gathering.fitting(texts.values(), gathering.ROOM - UNDER, EACH)
        merged_ = tally.under(state)
        for id_ in there:
            option = state["options"][id_]
            shown[id_] = {"order": option["order"], **({"says": option["said"]} if "said" in option else
                                                       {"text": gathering.shortened(texts[id_], letters)})}
            under = {}
            for other in merged_.get(id_, ()):
                words = gathering.shortened(gathering.text_of(state["options"][other], session), 50)
                under_left -= 30 + len(words.encode())
                if words and under_left > 0 and "said" not in state["options"][other]:
                    under[other] = words
            if under:
                shown[id_]["with"] = under
        found = {"step": state["step"], "way": state["way"], "options": shown, "merge": session.step["settings"].get("merge", "host")}
        if state["way"] == "dots" and "dots" in state:
            found["dots"] = state["dots"]
        if more := len(tally.not_on_paper(state, session)) + state.get("more", 0):
            found["more"] = more
        return found | (tally.counted(state, session) if state["step"] == "closed" else {})

    def _for_hosts(self, state, session):
        """What may say the same, and the words of what waits beside the paper."""
        texts = tuple((id_, gathering.text_of(state["options"][id_], session)) for id_ in tally.options_in(state)
                      if "said" not in state["options"][id_])
        alike = {str(order): {"order": order, "one": one, "other": other}
                 for order, (one, other) in enumerate(likeness.look_alikes(texts), 1)}
        beside = {id_: {"order": state["options"][id_]["order"], "text": gathering.shortened(self._in_words(state["options"][id_], session), 100)}
                  for id_ in tally.not_on_paper(state, session)}
        return {"alike": alike, **({"beside": beside} if beside else {})}

    def touched(self, event, state, session):
        if event.name == "vote.given":
            return {"person:" + event.body["person"]}
        if event.name in ("vote.opened", "vote.closed"):
            return {"room", "hosts"} | ({"person:" + p for p in session.people} if event.name == "vote.opened" else set())
        if event.name in ("vote.merged", "vote.parted", "vote.picked", *NOTE_EVENTS, "person.erased"):
            return {"room", "hosts"}
        return set()

    def waits(self, step):
        return True

    def least(self, step, table_size):
        return 2

    def possible(self, documents, draw):
        room, me = documents["room"]["activity"], offers.me(documents)
        if room.get("step") != "open" or me.get("role") != "participant" or not room["options"]:
            return []
        if room["way"] == "score":
            return [("vote.cast", {"marks": {id_: draw.number(5) + 1 for id_ in room["options"]}})]
        return [("vote.cast", {"marks": {draw.choice(sorted(room["options"])): draw.number(room["dots"]) + 1}})]

    # --- what stays ---

    def leaves(self, state, session):
        """The options by rank, then what was not voted on; without a result in their first order."""
        if not state:
            return {}
        results = tally.counted(state, session).get("results") or {}
        last, found = len(state["options"]), {}
        for id_ in sorted(tally.options_in(state), key=lambda id_: (results[id_]["order"] if id_ in results else last, state["options"][id_]["order"])):
            option = state["options"][id_]
            if not gathering.is_there(option, session):
                continue
            notes = [note for one in [id_, *tally.under(state).get(id_, ())] for note in state["options"][one].get("notes", ())]
            found[id_] = {"order": len(found) + 1, "text": self._in_words(option, session), **({"notes": notes} if notes else {})}
        return found

    @staticmethod
    def _in_words(option: dict, session) -> str:
        if "said" in option:
            return option["said"].get(session.language) or next(iter(option["said"].values()))
        return gathering.text_of(option, session)

    def harvest(self, state, session):
        if not state or state["step"] == "merging":
            return {}
        counts = tally.counted(state, session)
        params = {"count": counts["voters"], "of": counts["of"]}
        beside = [{"text": self._says(state, id_, session)} for id_ in tally.not_on_paper(state, session)]
        rest = [{"text": BESIDE, "below": beside}] if beside else []
        if "few" in counts:
            return {"sections": [{"name": "vote.harvest_few", "params": params, "lines": [
                *({"text": self._says(state, id_, session)} for id_ in tally.on_paper(state, session)), *rest]}]}
        lines = [self._line(state, id_, result, session) for id_, result in counts["results"].items()
                 if gathering.is_there(state["options"][id_], session)]
        return {"sections": [{"name": "vote.harvest", "params": params, "lines": [*lines, *rest]}]}

    def _says(self, state, id_, session):
        option = state["options"][id_]
        return option.get("said") or gathering.text_of(option, session)

    def _line(self, state, id_, result, session):
        line = {"text": self._says(state, id_, session)}
        if state["way"] == "score" and "mean" not in result:
            line["about"] = "vote.few_scores"
        elif state["way"] == "score":
            whole, _, tenth = str(result["mean"]).partition(".")
            mean = {"whole": whole, "tenth": tenth}
            spread = {f"n{score}": count for score, count in result.get("spread", {}).items()}
            line |= {"about": "vote.scored_spread", "params": {**mean, **spread}} if spread else {
                "about": "vote.scored", "params": {**mean, "count": result["people"]}}
        elif result.get("all"):
            line |= {"about": "vote.dotted_all", "params": {"count": result["total"], "people": result["people"], "all": result["all"]}}
        else:
            line |= {"about": "vote.dotted", "params": {"count": result["total"], "people": result["people"]}}
        under = [{"text": self._says(state, one, session), "about": "vote.merged_into"} for one in tally.under(state).get(id_, ())
                 if gathering.is_there(state["options"][one], session)]
        return line | ({"below": under} if under else {})


BESIDE = {"fi": "Eivät olleet äänestyksessä", "sv": "Var inte med i röstningen", "en": "Not in the vote"}

ACTIVITY = Vote()
