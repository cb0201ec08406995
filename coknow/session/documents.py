"""Who may hold which document, and what stands in each: built up from nothing, never stripped down.

Documents hold id-keyed objects with an `order`, never None, never a clock reading. The shape of each is described in
static/src/live/documents.ts; the phase's own part comes from its activity under `activity`.
"""

from coknow import activities
from coknow.parts import agenda as wall

from . import agenda_documents, ground_rules, guidance, letting_go, people, seats, visiting
from .state import HOSTING, State


def audiences(state: State, person: str) -> tuple[str, ...]:
    """The documents this person may hold: () for somebody unknown or removed. Governs connecting, resync and REST."""
    who = state.people.get(person)
    if who is None or who.removed:
        return ()
    own = "person:" + who.id
    if who.role == "screen":
        return ("room", "screen", own)
    if who.role in HOSTING:
        looking = ("place:" + who.looking,) if who.looking else ()
        return ("room", "hosts", own, *looking)
    if who.place and who.here:
        guest_at = visiting.visited(state, who)
        return ("room", own, "place:" + who.place, *(("place:" + guest_at,) if guest_at else ()))
    return ("room", own)


def view(state: State, audience: str) -> dict:
    """An audience's document. KeyError for a person or place that does not exist."""
    kind, _, id_ = audience.partition(":")
    document = {"room": _room, "hosts": _hosts, "screen": _screen, "place": _place, "person": _person}[kind]
    shown = document(state, id_) if id_ else document(state)
    shown["activity"] = _activity(state, audience)
    return shown


def _activity(state, audience):
    return activities.of(state.step).view(state.activity, audience, state) if state.phase else {}


def public(state: State) -> dict:
    """What the joining page shows without a token."""
    template = state.template
    taken = sum(p.takes_a_seat and p.here for p in state.people.values())
    return _without_none({
        "code": state.code, "title": state.title, "language": state.language, "status": state.status,
        "purpose": _purpose(state), "host": _host_name(state), "starts_at": state.settings.get("starts_at"),
        "contact": state.settings.get("contact"), "template": template.get("id"),
        "minutes": sum(s["minutes"] for s in state.steps if s["id"] not in state.skipped),
        "phases": {s["id"]: {"order": i, "title": s["title"], "minutes": s["minutes"], "activity": s["activity"]}
                   for i, s in enumerate(state.steps) if s["id"] not in state.skipped},
        "participant_card": template.get("participant_card"), "privacy": template.get("privacy"),
        "rules": state.rules, "retention_days": state.settings.get("retention_days", 30),
        "nameless": None if state.settings.get("credit", True) else True,
        "full": taken >= state.settings.get("limit", people.SEATS_LIMIT),
        "harvest_open": state.harvest_open,
    })


def _purpose(state):
    return state.settings.get("purpose") or state.template.get("describe", {}).get("why")


def _host_name(state) -> str:
    return next((p.name for p in state.people.values() if p.role == "host"), "")


def _without_none(document: dict) -> dict:
    return {key: value for key, value in document.items() if value is not None}


def _room(state: State) -> dict:
    participants = [p for p in state.people.values() if p.takes_a_seat and p.present]
    wrote = state.wrote.get(state.phase, ())
    companion = state.settings.get("companion") or {"mode": "none"}
    return _without_none({
        "code": state.code, "title": state.title, "language": state.language, "status": state.status,
        "purpose": _purpose(state), "host": _host_name(state), "starts_at": state.settings.get("starts_at"),
        "phase": _phase(state), "programme": _programme(state),
        "counts": {"people": sum(p.weight for p in participants),
                   "followers": sum(p.role == "follower" and p.present for p in state.people.values()),
                   "written": sum(p.id in wrote for p in participants)},
        "agenda": agenda_documents.room(state),
        "themes": _themes(state), "table_hosts": True if _seeks_hosts(state) else None,
        "notice": state.notice, "rules": state.rules, "places": letting_go.places(state), "wishes": letting_go.wishes(state),
        "retention_days": state.settings.get("retention_days", 30),
        "companion": _without_none({"mode": companion["mode"], "main": companion.get("main")}),
        "harvest_open": state.harvest_open,
    })


def _seeks_hosts(state) -> bool:
    """May people still offer to host a table? (Where nobody hosts there is nothing to offer.)"""
    rotates = any(step["activity"] == "rotate" for step in state.steps)
    return rotates and not state.seated and state.settings.get("table_host") != "none" and state.status != "closed"


def _themes(state) -> dict | None:
    """The themes people may wish for while nobody sits yet."""
    themes = state.settings.get("themes") or {}
    if state.seated or len(themes) < 2:
        return None
    return {key: {"order": int(key), "text": theme.get("text", {})} for key, theme in themes.items()}


def _phase(state) -> dict | None:
    step = state.step
    if step is None:
        return None
    document = {
        "id": step["id"], "activity": step["activity"], "stage": step.get("stage"),
        "order": state.index_of(step["id"]), "title": step["title"], "prompt": step.get("prompt"),
        "task": step.get("task"), "minutes": step["minutes"], "round": step.get("round"),
        "rounds": step.get("rounds"), "guidance": step["guidance"], "rights": _rights(step),
    }
    if state.status == "live":
        document |= {"left": state.left} if state.left is not None else {"deadline": state.deadline}
        document["overtime"] = True if state.overtime else None
        document["contributes"] = True if activities.of(step).contributions else None
        writes = activities.of(step).writes(step)
        if writes:
            document["writes"] = _without_none({
                "kinds": {kind: order for order, kind in enumerate(writes.kinds, 1)},
                "visibility": writes.visibility, "anonymous": True if writes.anonymous else None,
                "followers": True if writes.followers else None})
    return _without_none(document)


def _rights(step) -> dict:
    """What the people may do beside the host: {adds?, moves?, times?}."""
    rights = guidance.rights(step)
    return {name: True for name in guidance.RIGHTS if getattr(rights, name) == "people"}


def _programme(state) -> dict:
    now = state.index_of(state.phase)
    return {step["id"]: _without_none({
        "order": i, "activity": step["activity"], "stage": step.get("stage"), "round": step.get("round"),
        "title": step["title"], "minutes": step["minutes"], "state": _progress(state, step, i, now)})
        for i, step in enumerate(state.steps)}


def _progress(state, step, index: int, now: int) -> str:
    if step["id"] in state.skipped and index != now:
        return "skipped"
    if state.status == "closed":
        return "done" if index <= now else "skipped"
    return "now" if index == now else "done" if index < now else "ahead"


def _person(state: State, id_: str) -> dict:
    person = state.people[id_]
    place = state.places.get(person.place) if person.place else None
    seed = state.notes.get(person.seed) if person.seed else None
    called = any(c["person"] == id_ or (person.place and c.get("place") == person.place) for c in state.calls.values())
    return _without_none({
        "id": id_, "name": person.name, "role": person.role, "organisation": person.organisation,
        "language": person.language, "weight": person.weight, "kind": person.kind, "place": person.place,
        "number": place.number if place else None, "visits": visiting.visited(state, person),
        "host_of": place.id if place and place.host == id_ else None,
        "volunteer": True if id_ in state.volunteers else None,
        "prefers": {theme: rank for rank, theme in enumerate(state.preferences.get(id_, ()), 1)} or None,
        "why": person.why if place else None,
        "seed": {"note": seed.id, "text": seed.text, "from": state.places[seed.place].number}
        if seed and not seed.hidden and seed.place else None,
        "help": True if called else None, "comes_in": True if person.comes_in else None,
        "left": True if person.left else None, "removed": True if person.removed else None,
        "leads": True if state.lease == id_ else None, "rules": person.rules,
        "asks": state.asks.get(id_),
        "written": len([1 for phase in state.wrote.values() if id_ in phase]),
        "notes": {n: _note(state, state.notes[n]) for n in state.private.get(id_, ())},
        "shared": {n: _note(state, state.notes[n]) for n in state.loose.get(id_, ()) if not state.notes[n].hidden} or None,
        "agenda": agenda_documents.person(state, id_),
    })


def _note(state, note, *, at=None) -> dict:
    document = {
        "text": note.text, "kind": note.kind, "round": note.round, "phase": note.phase, "order": note.order,
        "visibility": note.visibility, "from": note.carried_from, "edited": True if note.edited else None,
        "by_host": True if note.by_host else None,
        "number": at.number if at else None, "at": at.kind if at and at.kind != "table" else None,
        "builds_on": {n: True for n in note.builds_on if n in state.notes} or None,
    }
    if not note.anonymous:
        document |= {"author": note.author, "name": note.name}
    return _without_none(document)


def _place(state: State, id_: str) -> dict:
    place = state.places[id_]
    seeds = sum(1 for p in place.people if state.people[p].seed and state.notes[state.people[p].seed].place != id_)
    return _without_none({
        "id": id_, "kind": place.kind, "number": place.number, "theme": _theme(state, place),
        "link": _link(state, place), "host": place.host,
        "people": {p: _seat(state, place, p, order) for order, p in enumerate(place.people, 1)},
        "notes": {n: _note(state, state.notes[n]) for n in place.notes if not state.notes[n].hidden},
        "seeds": seeds, "help": True if _calls(state, id_) else None, "closed": True if place.closed else None,
        "asks": state.asks.get(id_), "round": state.seated or None, "topic": agenda_documents.place(state, id_),
    })


def _seat(state, place, id_: str, order: int) -> dict:
    person = state.people[id_]
    return _without_none({
        "name": person.name, "order": order, "host": True if place.host == id_ else None,
        "gone": True if person.gone else None, "weight": person.weight if person.weight > 1 else None,
        "kind": person.kind if person.kind != "device" else None})


def _theme(state, place) -> dict | None:
    if place.id in state.topics:
        return state.topics[place.id].text
    return ((state.settings.get("themes") or {}).get(place.theme or "") or {}).get("text")


def _link(state, place) -> str | None:
    """The table's own call, or the stable call of the group that sits here now while the notes rotate."""
    companion = state.settings.get("companion") or {}
    links = companion.get("links") or {}
    if place.id in state.topics and wall.running(state):  # topics change rooms, a call belongs to the room
        return links.get(str(state.topics[place.id].placed.get(wall.running(state)))) if companion.get("mode") != "none" else None
    if companion.get("mode") == "table":
        return links.get(str(place.number))
    if companion.get("mode") == "group":
        group = _group_at(state, place)
        return links.get(str(group)) if group else None
    return None


def _group_at(state, place) -> int | None:
    """The number of the group now at this table: where most of its people sat in the first round."""
    first = state.plan.row(1) if state.plan and not state.plan.opens else {}
    numbers = [state.places[first[p]].number for p in place.people if p in first and p != place.host]
    numbers = numbers or [state.places[first[p]].number for p in place.people if p in first]
    return max(set(numbers), key=lambda n: (numbers.count(n), -n)) if numbers else None


def _calls(state, place: str) -> bool:
    return any(call.get("place") == place for call in state.calls.values())


def _screen(state: State) -> dict:
    return _without_none({
        "join": {"code": state.code}, "kind": next((p.kind for p in state.open_places() if p.kind != "table"), None),
        "places": {p.id: _without_none({
            "order": p.order, "number": p.number, "theme": _theme(state, p),
            "count": sum(state.people[i].weight for i in p.people),
            "host": state.people[p.host].name if p.host else None})
            for p in state.open_places()},
    })


def _hosts(state: State) -> dict:
    participants = [p for p in state.people.values() if p.takes_a_seat and p.present]
    wrote = state.wrote.get(state.phase, ())
    return _without_none({
        "people": {p.id: _roster_line(state, p) for p in state.people.values() if p.here and p.role != "screen"},
        "places": {p.id: _table_line(state, p) for p in state.places.values() if not p.closed or p.people},
        "calls": {c: _call(state, call) for c, call in state.calls.items()},
        "share": {"wrote": sum(p.id in wrote for p in participants), "of": len(participants)},
        "plan": _plan(state),
        "hidden": {n.id: _note(state, n, at=state.places.get(n.place))
                   for n in state.notes.values() if n.hidden},
        "lease": {"holder": state.lease or "", "deputies": state.deputies},
        "settings": state.settings,
        "programme": {s["id"]: _without_none({"order": i, "prompt": s.get("prompt"), "minutes": s["minutes"],
                                              "guidance": s["guidance"], "rights": _rights(s),
                                              "script": s.get("script") or {}, "part": s["settings"].get("stage")})
                      for i, s in enumerate(state.steps)},
        "seats": True if seats.in_tables(state) else None,
        "ends_at": _ends_at(state), "planned_end": state.planned_end, "rules": ground_rules.count(state),
        "phones": agenda_documents.phones(state),
    })


def _roster_line(state, person) -> dict:
    place = state.places.get(person.place) if person.place else None
    return _without_none({
        "name": person.name, "role": person.role, "order": person.order, "place": person.place,
        "number": place.number if place else None, "organisation": person.organisation,
        "gone": True if person.gone else None, "weight": person.weight if person.weight > 1 else None,
        "pinned": True if person.id in state.pins else None, "kind": person.kind,
        "help": True if any(c["person"] == person.id for c in state.calls.values()) else None,
        "host_of": place.id if place and place.host == person.id else None,
        "volunteer": True if person.id in state.volunteers else None,
        "comes_in": True if person.comes_in else None,
        "looking": person.looking,
    })


def _table_line(state, place) -> dict:
    present = state.present_at(place.id)
    weight = sum(p.weight for p in present)
    return _without_none({
        "order": place.order, "number": place.number, "kind": place.kind, "theme": _theme(state, place),
        "link": _link(state, place), "count": weight, "host": place.host, "notes": len(place.notes),
        "help": True if _calls(state, place.id) else None, "asks": state.asks.get(place.id),
        "thin": True if state.seated and weight < 2 and not place.closed and place.kind not in wall.FREELY else None,
        "closed": True if place.closed else None})


def _call(state, call) -> dict:
    person = state.people.get(call["person"])
    place = state.places.get(call.get("place"))
    return _without_none({"order": call["order"], "person": call["person"], "place": call.get("place"),
                          "name": person.name if person else None, "number": place.number if place else None})


def _plan(state) -> dict | None:
    plan = state.plan
    if plan is None:
        return None
    numbers = [plan.opens[p]["number"] if p in plan.opens else state.places[p].number for p in plan.tables]
    rounds = {str(r): {p: numbers[t] for p, t in zip(plan.people, row, strict=True) if t >= 0}
              for r, row in enumerate(plan.rounds, 1)}
    return {"rounds": rounds, "figures": plan.figures, "mode": plan.mode,
            "tradeoffs": {str(i): t for i, t in enumerate(plan.tradeoffs, 1)}, "stale": plan.stale,
            "tables": {str(number): place for number, place in zip(numbers, plan.tables, strict=True)
                       if place not in plan.opens}}


def _ends_at(state) -> int | None:
    """When the session ends as things stand: the running deadline plus the minutes to come."""
    if state.status != "live" or state.deadline is None or state.left is not None:
        return None
    coming = state.steps[state.index_of(state.phase) + 1:]
    return state.deadline + sum(int(s["minutes"] * 60_000) for s in coming if s["id"] not in state.skipped)
