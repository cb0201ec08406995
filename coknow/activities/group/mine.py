"""The listening task somebody brings along from a talk (`tasks`), shown to them alone while they tell what they heard."""


def view(person: str, session) -> dict:
    dealt = session.trail.get(session.step["settings"].get("tasks"), {}).get("leaves", {})
    mine = next((task for task in dealt.values() if person in task.get("people", {})), None)
    return {"task": {"text": mine["text"], "kind": mine["kind"]}} if mine else {}
