"""Who is in the session: joining, leaving, being away, roles, and the lease that says which host leads.

Where people sit is in seats.py. A dropped connection never comes here; only a drop that outlasted its grace does.
"""

from coknow.kernel.messages import SYSTEM, Event
from coknow.kernel.rejected import Rejected

from . import arguments, ground_rules, permission, seats, tables
from .state import HOSTING, Person

ROLES_TO_JOIN = ("participant", "follower", "screen")
ROLES_TO_GIVE = ("cohost", "participant", "follower", "table_host")
WEIGHT_LIMIT = 12  # a table client is one table at most
# The code is on a wall, and whoever has it can join by the thousand: the server holds on to what it can carry.
SEATS_LIMIT = 2000
PEOPLE_LIMIT = 5000  # whoever watches, has left or was removed included


def join(state, command, ctx):
    permission.system(ctx)
    args = command.args
    if state.status == "closed":
        raise Rejected("session_closed")
    role = args.get("role") or "participant"
    if role not in ROLES_TO_JOIN + HOSTING:
        raise Rejected("bad_arguments", field="role")
    limit = state.settings.get("limit", SEATS_LIMIT)
    if role == "participant" and len([p for p in state.people.values() if p.takes_a_seat and p.here]) >= limit:
        raise Rejected("session_full", limit=limit)
    if role in ("participant", "follower") and len(state.people) >= PEOPLE_LIMIT:
        raise Rejected("session_full", limit=PEOPLE_LIMIT)
    weight = arguments.whole(args, "weight", 1, WEIGHT_LIMIT, 1)
    body = {"person": args["person"], "name": arguments.name(args), "role": role, "weight": weight}
    organisation = arguments.name(args, "organisation", required=False)
    if organisation:
        body["organisation"] = organisation
    if args.get("language"):
        body["language"] = arguments.one_of(args, "language", ("fi", "sv", "en"))
    body["kind"] = "table_client" if weight > 1 else args.get("kind", "device")
    events = [Event("person.joined", body | ground_rules.shown(args))]
    if role == "participant":
        events += seats.for_latecomer(state, body["person"], "late")
    return events


def add_phone(state, command, ctx):
    """A phone participant: has a seat and a name, somebody at a screen writes for them."""
    permission.host(state, ctx)
    new = {"person": ctx.draw.id("p"), "name": arguments.name(command.args), "kind": "phone",
           "organisation": command.args.get("organisation")}
    return join(state, type(command)(command.id, "person.join", new), type(ctx)(ctx.now, SYSTEM, ctx.draw))


def come_back(state, command, ctx):
    permission.system(ctx)
    id_ = command.args.get("person")
    person = state.people.get(id_) if isinstance(id_, str) else None
    if person is None or person.removed:
        raise Rejected("no_such_person")
    if person.present:
        return []
    events = [Event("person.returned", {"person": person.id})]
    if person.takes_a_seat and not _still_seated(state, person):
        events += seats.for_latecomer(state, person.id, "back")
    return events


def _still_seated(state, person) -> bool:
    return person.place is not None and not state.places[person.place].closed


def go(state, command, ctx):
    """Presence lost for longer than the grace: a fact that seating, merging and host relay now use."""
    permission.system(ctx)
    gone = [p for p in arguments.ids(command.args, "people", 10_000) if p in state.people and state.people[p].present]
    if not gone:
        return []
    events = [Event("people.gone", {"people": gone})]
    return events + seats.after_leaving(state, gone, ctx)


def leave(state, command, ctx):
    person = permission.member(state, ctx)
    if person.role == "host":
        raise Rejected("not_allowed", "refusal.host_stays")
    return [_about("person.left", person), *seats.after_leaving(state, [person.id], ctx)]


def remove(state, command, ctx):
    permission.host(state, ctx)
    person = arguments.person(state, command.args)
    if person.role == "host" or person.id == ctx.actor:
        raise Rejected("not_allowed", "refusal.host_stays")
    return [_about("person.removed", person), *seats.after_leaving(state, [person.id], ctx)]


def _about(name: str, person, **more) -> Event:
    """An event about somebody who may be giving up a seat: it tells which, for those who stay there."""
    return Event(name, {"person": person.id, **more, **({"place": person.place} if person.place else {})})


def rename(state, command, ctx):
    person = permission.member(state, ctx)
    body = {"person": person.id, "name": arguments.name(command.args)}
    organisation = arguments.name(command.args, "organisation", required=False)
    if organisation:
        body["organisation"] = organisation
    return [Event("person.renamed", body)]


def speak(state, command, ctx):
    """The language a person reads in: theirs, not the session's."""
    person = permission.member(state, ctx)
    language = arguments.one_of(command.args, "language", ("fi", "sv", "en"))
    return [Event("person.spoke", {"person": person.id, "language": language})]


def weigh(state, command, ctx):
    person = permission.member(state, ctx)
    people = arguments.whole(command.args, "people", 1, WEIGHT_LIMIT)
    return [Event("person.weighed", {"person": person.id, "weight": people})] if people != person.weight else []


def follow(state, command, ctx):
    """A follower only watches; one tap and they are in at the next rotation, at once when nobody sits yet."""
    person = permission.member(state, ctx)
    on = arguments.flag(command.args, "on")
    if on and person.role == "participant":
        return [_about("role.changed", person, role="follower"),
                *seats.after_leaving(state, [person.id], ctx)]
    if not on and person.role == "follower":
        if seats.rotation_under_way(state):
            return [] if person.comes_in else [Event("follower.comes_in", {"person": person.id})]
        return _seat_as_participant(state, person)
    return []


def _seat_as_participant(state, person):
    return [Event("role.changed", {"person": person.id, "role": "participant"}),
            *seats.for_latecomer(state, person.id, "late")]


def give_role(state, command, ctx):
    permission.host(state, ctx)
    person = arguments.person(state, command.args)
    role = arguments.one_of(command.args, "role", ROLES_TO_GIVE)
    if role == "table_host":
        return tables.make_table_host(state, person, arguments.place(state, command.args), ctx)
    if person.role == "host" or person.role == role:
        return []
    if role == "participant":
        return _seat_as_participant(state, person)
    return [_about("role.changed", person, role=role), *seats.after_leaving(state, [person.id], ctx)]


def take_lease(state, command, ctx):
    """A host may always take the lead back; a co-host when named deputy or when nobody who leads is here."""
    person = permission.host(state, ctx)
    if state.lease == person.id:
        return []
    holder = state.people.get(state.lease)
    vacant = holder is None or not holder.present
    if person.role != "host" and person.id not in state.deputies and not vacant:
        raise Rejected("not_allowed", "refusal.not_deputy")
    return [Event("lease.taken", {"person": person.id})]


def name_deputy(state, command, ctx):
    permission.leading(state, ctx)
    person = arguments.person(state, command.args)
    on = arguments.flag(command.args, "on")
    if on == (person.id in state.deputies):
        return []
    events = []
    if on and person.role not in HOSTING:
        events.append(_about("role.changed", person, role="cohost"))
        events += seats.after_leaving(state, [person.id], ctx)
    return [*events, Event("deputy.named" if on else "deputy.unnamed", {"person": person.id})]


def look(state, command, ctx):
    """A host looks in on a table: its document comes to them; nobody at the table is disturbed."""
    person = permission.host(state, ctx)
    place = arguments.place(state, command.args).id if command.args.get("place") else None
    if person.looking == place:
        return []
    return [Event("host.looked", {"person": person.id, **({"place": place} if place else {})})]


def joined(state, body):
    order = len(state.people) + 1
    state.people[body["person"]] = Person(
        body["person"], body["name"], body["role"], order, body.get("organisation"), body.get("language"),
        body.get("weight", 1), body.get("kind", "device"), rules=body.get("rules"))
    if body["role"] == "host" and state.lease is None:
        state.lease = body["person"]
    seats.disturbed(state)


def renamed(state, body):
    person = state.people[body["person"]]
    person.name = body["name"]
    person.organisation = body.get("organisation", person.organisation)
    for note in state.notes.values():
        if note.author == person.id and not note.anonymous:
            note.name = person.name


def spoke(state, body):
    state.people[body["person"]].language = body["language"]


def weighed(state, body):
    person = state.people[body["person"]]
    person.weight = body["weight"]
    person.kind = "table_client" if person.weight > 1 else "device"
    seats.disturbed(state)


def returned(state, body):
    person = state.people[body["person"]]
    person.gone = person.left = False
    seats.disturbed(state)


def gone(state, body):
    for person in body["people"]:
        state.people[person].gone = True
    seats.disturbed(state)


def left(state, body):
    _take_out(state, state.people[body["person"]])
    state.people[body["person"]].left = True


def removed(state, body):
    _take_out(state, state.people[body["person"]])
    state.people[body["person"]].removed = True


def _take_out(state, person):
    seats.unseat(state, person)
    state.deputies.pop(person.id, None)
    state.volunteers.pop(person.id, None)
    state.calls = {c: call for c, call in state.calls.items() if call.get("person") != person.id}
    seats.disturbed(state)


def role_changed(state, body):
    person = state.people[body["person"]]
    person.role, person.comes_in = body["role"], False
    if not person.takes_a_seat:
        seats.unseat(state, person)
    seats.disturbed(state)


def comes_in(state, body):
    state.people[body["person"]].comes_in = True
    seats.disturbed(state)


def lease_taken(state, body):
    state.lease = body["person"]


def deputy_named(state, body):
    state.deputies[body["person"]] = len(state.deputies) + 1


def deputy_unnamed(state, body):
    state.deputies.pop(body["person"], None)


def looked(state, body):
    state.people[body["person"]].looking = body.get("place")


DECIDE = {
    "person.join": join, "person.add": add_phone, "person.return": come_back, "presence.gone": go,
    "person.leave": leave, "person.remove": remove, "person.rename": rename, "person.speak": speak,
    "client.size": weigh, "person.follow": follow, "person.role": give_role, "lease.take": take_lease,
    "lease.deputy": name_deputy, "look": look,
}
EVOLVE = {
    "person.joined": joined, "person.renamed": renamed, "person.spoke": spoke, "person.weighed": weighed,
    "person.returned": returned, "people.gone": gone, "person.left": left, "person.removed": removed,
    "role.changed": role_changed, "follower.comes_in": comes_in, "lease.taken": lease_taken,
    "deputy.named": deputy_named, "deputy.unnamed": deputy_unnamed, "host.looked": looked,
}
