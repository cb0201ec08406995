"""Questions to whoever presents: short, backed by others, gathered into themes, answered in a line.

A question never carries its asker's name to anybody but, unless the phase is `anonymous`, a host who may want to give
them the floor. One voice per person and question, none for one's own. Merging keeps both wordings and all voices, and
can be undone. What each audience sees of it is in asked.py.
"""

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import arguments

from . import people

QUESTION_LIMIT = 140  # a question, not a speech; what lies behind it goes into `more`
MORE_LIMIT = 600
ANSWER_LIMIT = 280
THEME_LIMIT = 60
QUESTIONS_EACH = 3
ANSWERS_EACH_QUESTION = 6
QUESTIONS_LIMIT = 400
STATES = ("open", "now", "later", "answered")


def heads(state) -> dict[str, list[str]]:
    """Each question that stands for itself -> the others that mean the same."""
    found: dict[str, list[str]] = {}
    questions = state.get("questions", {})
    for id_ in questions:
        head = head_of(questions, id_)
        found.setdefault(head, [])
        if head != id_:
            found[head].append(id_)
    return found


def head_of(questions: dict, id_: str) -> str:
    while questions[id_].get("into") in questions:
        id_ = questions[id_]["into"]
    return id_


def voices(questions: dict, head: str, same: list[str]) -> set[str]:
    """Who wants this answered beside the one who asked it: each person once, however often they said so."""
    found = {p for id_ in (head, *same) for p in questions[id_]["voices"]} | {questions[id_]["by"] for id_ in same}
    return found - {questions[head]["by"], ""}


def askers(questions: dict, head: str, same: list[str]) -> set[str]:
    return {questions[id_]["by"] for id_ in (head, *same)}


# --- asking and backing -------------------------------------------------------------------------------------------


def _open_here(session):
    if not session.step["settings"].get("questions"):
        raise Rejected("not_allowed", "refusal.no_questions_now")


def _find(state, command, key="question") -> str:
    id_ = command.args.get(key)
    if not isinstance(id_, str) or id_ not in state.get("questions", {}):
        raise Rejected("no_such_question")
    return id_


def ask(state, command, ctx, session):
    _open_here(session)
    person = people.member(session, ctx)
    text = arguments.text(command.args, "text", QUESTION_LIMIT)
    text = " ".join(text.split())
    more = arguments.text(command.args, "more", MORE_LIMIT, required=False)
    questions = state.get("questions", {})
    same = next((id_ for id_, q in questions.items() if q["text"].casefold() == text.casefold() and not q.get("hidden")), None)
    if same is not None:  # a group of three that sends its question three times asks it once, with three voices
        return _backed(state, head_of(questions, same), person.id, True)
    if sum(q["by"] == person.id for q in questions.values()) >= QUESTIONS_EACH or len(questions) >= QUESTIONS_LIMIT:
        raise Rejected("not_allowed", "refusal.questions_enough", limit=QUESTIONS_EACH)
    body = {"question": f"q{state.get('asked', 0) + 1}", "text": text, "person": person.id, "rank": ctx.draw.number(1_000_000)}
    return [Event("plenary.question_asked", body | ({"more": more} if more else {}))]


def back(state, command, ctx, session):
    _open_here(session)
    person = people.member(session, ctx)
    questions = state.get("questions", {})
    head = head_of(questions, _find(state, command))
    on = arguments.flag(command.args, "on", True)
    if on and person.id in askers(questions, head, heads(state)[head]):
        raise Rejected("not_allowed", "refusal.own_question")
    return _backed(state, head, person.id, on)


def _backed(state, head: str, person: str, on: bool) -> list[Event]:
    questions = state["questions"]
    group = [head, *heads(state)[head]]
    if on:
        mine = person in askers(questions, head, group) or any(person in questions[id_]["voices"] for id_ in group)
        return [] if mine else [Event("plenary.question_backed", {"question": head, "person": person, "on": True})]
    return [Event("plenary.question_backed", {"question": id_, "person": person, "on": False})
            for id_ in group if person in questions[id_]["voices"]]


def withdraw(state, command, ctx, session):
    person = people.member(session, ctx)
    id_ = _find(state, command)
    if state["questions"][id_]["by"] != person.id:
        raise Rejected("not_yours")
    head = head_of(state["questions"], id_)
    return [Event("plenary.question_withdrawn", {"question": id_, "people": sorted(_people(state, head))})]


# --- gathering ----------------------------------------------------------------------------------------------------


def same(state, command, ctx, session):
    """These two mean the same. From a host or the presenter it holds; from anybody else it is a proposal to them."""
    _open_here(session)
    person = people.member(session, ctx)
    questions = state.get("questions", {})
    head, into = (head_of(questions, _find(state, command, key)) for key in ("question", "into"))
    if head == into:
        return []
    if person.role in people.HOSTING or person.id in people.presenters(state, session):
        return [Event("plenary.questions_merged", {"question": head, "into": into})]
    if person.role == "follower":
        raise Rejected("not_allowed", "refusal.followers_watch")
    pair = "+".join(sorted((head, into)))
    if person.id in state.get("proposals", {}).get(pair, {}):
        return []
    return [Event("plenary.same_proposed", {"pair": pair, "person": person.id})]


def apart(state, command, ctx, session):
    """The undo of merging, and the no to a proposal."""
    people.steering(state, session, ctx)
    id_ = _find(state, command)
    events = []
    if state["questions"][id_].get("into"):
        events.append(Event("plenary.question_parted", {"question": id_}))
    if "into" in command.args:
        pair = "+".join(sorted((id_, _find(state, command, "into"))))
        if pair in state.get("proposals", {}):
            events.append(Event("plenary.proposal_declined", {"pair": pair}))
    return events


def name_theme(state, command, ctx, session):
    people.steering(state, session, ctx)
    head = head_of(state.get("questions", {}), _find(state, command))
    theme = arguments.text(command.args, "text", THEME_LIMIT, required=False)
    theme = " ".join(theme.split()) if theme else ""
    if theme == state["questions"][head].get("theme", ""):
        return []
    return [Event("plenary.theme_named", {"question": head, **({"theme": theme} if theme else {})})]


# --- answering ----------------------------------------------------------------------------------------------------


def put(state, command, ctx, session):
    """Now, later, answered, or open again."""
    people.steering(state, session, ctx)
    head = head_of(state.get("questions", {}), _find(state, command))
    to = arguments.one_of(command.args, "state", STATES)
    return _put(state, head, to)


def _put(state, head: str, to: str) -> list[Event]:
    if state["questions"][head]["state"] == to:
        return []
    running = [id_ for id_, q in state["questions"].items() if q["state"] == "now" and to == "now"]
    return [*(Event("plenary.question_put", {"question": id_, "state": "answered"}) for id_ in running),
            Event("plenary.question_put", {"question": head, "state": to})]


def next_(state, command, ctx, session):
    """With one hand: what is being answered is answered, and the most wanted of the rest comes up. `after` is what was
    being answered when it was pressed: a double click does not pass over a question that nobody has answered."""
    people.steering(state, session, ctx)
    _open_here(session)
    now = next((head for head in heads(state) if state["questions"][head]["state"] == "now"), "")
    if command.args.get("after", now) != now:
        return []
    waiting = in_turn(state)
    if waiting:
        return _put(state, waiting[0], "now")
    return [Event("plenary.question_put", {"question": id_, "state": "answered"})
            for id_, q in state.get("questions", {}).items() if q["state"] == "now"]


def in_turn(state) -> list[str]:
    """Open questions, the most wanted first; equals by lot."""
    questions, groups = state.get("questions", {}), heads(state)
    waiting = [h for h in groups if questions[h]["state"] == "open" and not questions[h].get("hidden")]
    return sorted(waiting, key=lambda h: (-len(voices(questions, h, groups[h])), questions[h]["rank"], h))


def answer(state, command, ctx, session):
    """The answer in a line, as whoever types it heard it; one line of each person to a question, the newest."""
    _open_here(session)
    person = people.member(session, ctx)
    if person.role == "follower":
        raise Rejected("not_allowed", "refusal.followers_watch")
    head = head_of(state.get("questions", {}), _find(state, command))
    text = " ".join(arguments.text(command.args, "text", ANSWER_LIMIT).split())
    question = state["questions"][head]
    if question["state"] not in ("now", "answered") and person.role == "participant" \
            and person.id not in people.presenters(state, session):
        raise Rejected("not_allowed", "refusal.not_answered_yet")
    answers = question["answers"]
    if person.id not in answers and len(answers) >= ANSWERS_EACH_QUESTION:
        raise Rejected("not_allowed", "refusal.answers_enough", limit=ANSWERS_EACH_QUESTION)
    if answers.get(person.id) == text:
        return []
    return [Event("plenary.answer_noted", {"question": head, "person": person.id, "text": text})]


def hide(state, command, ctx, session):
    people.host(session, ctx)
    id_ = _find(state, command)
    on = arguments.flag(command.args, "on", True)
    if on == state["questions"][id_].get("hidden", False):
        return []
    return [Event("plenary.question_hidden", {"question": id_, "on": on})]


def open_votes(state, command, ctx, session):
    """From now on everybody sees how many want which question, and they stand in that order."""
    people.host(session, ctx)
    _open_here(session)
    on = arguments.flag(command.args, "on", True)
    return [] if on == counts_shown(state, session) else [Event("plenary.votes_opened", {"on": on})]


def counts_shown(state, session) -> bool:
    return state.get("votes_open", session.step["settings"].get("counts") == "shown")


def _people(state, head: str) -> set[str]:
    """Who asked or backed a question or one that means the same."""
    group = [head, *heads(state)[head]]
    found = {state["questions"][id_]["by"] for id_ in group} | {p for id_ in group for p in state["questions"][id_]["voices"]}
    return found - {""}


def concerned(event, state) -> set[str]:
    """Whose own part of the document an event of the questions may have changed."""
    name, body, found = event.name, event.body, state.get("questions", {})
    if name == "plenary.question_withdrawn":
        return set(body["people"])
    if name in ("plenary.question_asked", "plenary.question_backed", "plenary.answer_noted", "plenary.same_proposed"):
        return {body["person"]}
    if name == "person.erased":
        return {p for head in heads(state) for p in _people(state, head)}
    if name in ("plenary.votes_opened", "plenary.proposal_declined", "plenary.theme_named"):
        return set()
    return _people(state, head_of(found, body["question"])) if body["question"] in found else set()


# --- how the events change the state ----------------------------------------------------------------------------


def asked(state, body):
    number = state.get("asked", 0) + 1
    question = {"text": body["text"], "by": body["person"], "order": number, "rank": body["rank"], "voices": {},
                "answers": {}, "state": "open"} | ({"more": body["more"]} if "more" in body else {})
    return {**state, "asked": number, "questions": {**state.get("questions", {}), body["question"]: question}}


def _changed(state, id_: str, /, **change):
    if id_ not in state.get("questions", {}):
        return state
    question = {name: value for name, value in {**state["questions"][id_], **change}.items() if value is not None}
    return {**state, "questions": {**state["questions"], id_: question}}


def backed(state, body):
    if body["question"] not in state.get("questions", {}):
        return state
    found = {p: True for p in state["questions"][body["question"]]["voices"] if p != body["person"]}
    return _changed(state, body["question"], voices=found | ({body["person"]: True} if body["on"] else {}))


def withdrawn(state, body):
    return {**state, "questions": {id_: q for id_, q in state["questions"].items() if id_ != body["question"]}}


def merged(state, body):
    proposals = {pair: who for pair, who in state.get("proposals", {}).items() if body["question"] not in pair.split("+")}
    return {**_changed(state, body["question"], into=body["into"]), "proposals": proposals}


def parted(state, body):
    return _changed(state, body["question"], into=None)


def proposed(state, body):
    proposals = state.get("proposals", {})
    return {**state, "proposals": {**proposals, body["pair"]: {**proposals.get(body["pair"], {}), body["person"]: True}}}


def declined(state, body):
    return {**state, "proposals": {pair: who for pair, who in state.get("proposals", {}).items() if pair != body["pair"]}}


def theme_named(state, body):
    return _changed(state, body["question"], theme=body.get("theme"))


def was_put(state, body):
    return _changed(state, body["question"], state=body["state"])


def answered(state, body):
    if body["question"] not in state.get("questions", {}):
        return state
    answers = state["questions"][body["question"]]["answers"]
    return _changed(state, body["question"], answers={**answers, body["person"]: body["text"]})


def hidden(state, body):
    return _changed(state, body["question"], hidden=True if body["on"] else None)


def votes_opened(state, body):
    return {**state, "votes_open": body["on"]}


def forget(state, person: str):
    """Somebody is erased: their questions and answers go, and so do their voices."""
    if "questions" not in state:
        return state
    kept = {id_: {**q, "voices": {p: True for p in q["voices"] if p != person},
                  "answers": {p: text for p, text in q["answers"].items() if p != person}}
            for id_, q in state["questions"].items() if q["by"] != person}
    proposals = {pair: {p: True for p in who if p != person} for pair, who in state.get("proposals", {}).items()}
    found = {**state, "questions": kept}
    return {**found, "proposals": {pair: who for pair, who in proposals.items() if who}} if "proposals" in state else found


COMMANDS = {
    "question.ask": ask, "question.back": back, "question.withdraw": withdraw, "question.same": same,
    "question.apart": apart, "question.theme": name_theme, "question.put": put, "question.next": next_,
    "question.answer": answer, "question.hide": hide, "votes.open": open_votes,
}
EVENTS = {
    "plenary.question_asked": asked, "plenary.question_backed": backed, "plenary.question_withdrawn": withdrawn,
    "plenary.questions_merged": merged, "plenary.question_parted": parted, "plenary.same_proposed": proposed,
    "plenary.proposal_declined": declined, "plenary.theme_named": theme_named, "plenary.question_put": was_put,
    "plenary.answer_noted": answered, "plenary.question_hidden": hidden, "plenary.votes_opened": votes_opened,
}
