"""Listening tasks: dealt evenly by lot, so that together the room hears the whole of a talk. Who comes late gets the
task that fewest have. A task goes on through the phases that take it up (`from`), also when the talk is another phase.
"""

from coknow.kernel.messages import Event

from . import people


def deal(step, ctx, session) -> list[Event]:
    """What this phase deals itself, or goes on with from the phase it follows."""
    own = step["settings"].get("listening")
    if own:
        tasks = {task["id"]: {"order": order, "text": task["text"], "kind": task.get("kind", "thought")}
                 for order, task in enumerate(own, 1)}
        listeners = ctx.draw.shuffled([p.id for p in session.people.values() if p.present and p.role in people.LISTENING])
        names = list(tasks)
        dealt = {person: names[i % len(names)] for i, person in enumerate(listeners)}
        return [Event("plenary.tasks_dealt", {"tasks": tasks, "dealt": dealt})]
    before = session.trail.get(step["settings"].get("from", ""), {}).get("activity", {})
    if "tasks" not in before or (step["settings"].get("questions") and not step["settings"].get("segment")):
        return []  # while questions are answered everybody listens to the same thing
    dealt = dict(before["dealt"])
    for person in session.people.values():  # who came in between
        if person.here and person.role in people.LISTENING and person.id not in dealt:
            dealt[person.id] = rarest(before["tasks"], dealt)
    return [Event("plenary.tasks_dealt", {"tasks": before["tasks"], "dealt": dealt})]


def dealt(state, body):
    return {**state, "tasks": body["tasks"], "dealt": dict(body["dealt"])}


def also(state, event):
    """A latecomer, somebody who comes back, or a follower who takes part from now on."""
    person = event.body["person"]
    role = event.body.get("role", "participant")
    if "tasks" not in state or person in state["dealt"] or role not in people.LISTENING:
        return state
    return {**state, "dealt": {**state["dealt"], person: rarest(state["tasks"], state["dealt"])}}


def rarest(tasks: dict, dealt: dict) -> str:
    counts = figures(tasks, dealt)
    return min(tasks, key=lambda task: (counts[task], tasks[task]["order"]))


def figures(tasks: dict, dealt: dict) -> dict[str, int]:
    counts = dict.fromkeys(tasks, 0)
    for task in dealt.values():
        counts[task] += 1
    return counts


def forget(state, person: str):
    if person not in state.get("dealt", {}):
        return state
    return {**state, "dealt": {p: task for p, task in state["dealt"].items() if p != person}}


def leaves(state) -> dict:
    """Each task with the ids of those who had it: a small group shows everybody their own."""
    return {task: {**facts, "people": {p: True for p, mine in state["dealt"].items() if mine == task}}
            for task, facts in state.get("tasks", {}).items()}


EVENTS = {"plenary.tasks_dealt": dealt}
