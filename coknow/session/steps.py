"""From a template and its settings to the steps a session goes through, and how to shrink them when time runs out.

Pure arithmetic and texts over a *parsed* template (session.template) and *merged* settings (session.settings).
Which step runs, and when, is the programme runner's business.
"""

from .checks import LANGUAGES

# Half minutes, so that sums stay exact. Below these a step is a formality and had better be skipped.
_FLOORS = {
    ("rotate", "round"): 10,
    ("rotate", "move"): 2,
    ("harvest", None): 4,
    ("group", None): 4,
    ("plenary", None): 2,
    ("solo", None): 2,
    ("pause", None): 2,
}
_FLOOR = 2
_OVERLAID = ("title", "prompt", "task")


def programme(template: dict, settings: dict) -> list[dict]:
    """The steps in order: {id, activity, stage?, round?, rounds?, minutes, title, prompt?, task?, guidance, rights?, script, settings}."""
    steps = []
    for phase in template["phases"]:
        override = settings["phases"].get(phase["id"], {})
        if override.get("skip"):
            continue
        phase = in_mode(phase, settings["mode"])
        if phase["activity"] == "rotate":
            steps += _rotation(phase, override, settings)
        else:
            step = _step(phase, override, _asked(phase, template, settings))
            steps.insert(_where(steps, phase.get("before_round")), step)
    return steps


def _where(steps: list[dict], round_: int | None) -> int:
    """A break of the rotation stands between a move and its round; where no such round is held, where it is written."""
    return next((i for i, s in enumerate(steps) if round_ and s.get("stage") == "round" and s["round"] == round_), len(steps))


def total(steps: list[dict]) -> int | float:
    return sum(step["minutes"] for step in steps)


def in_mode(phase: dict, mode: str) -> dict:
    """The phase with what it says otherwise when groups move intact (its `carousel` part) laid over it."""
    other = phase.get("carousel") if mode == "carousel" else None
    plain = {key: value for key, value in phase.items() if key != "carousel"}
    if not other:
        return plain
    plain.update({key: other[key] for key in _OVERLAID if key in other})
    plain["script"] = plain["script"] | other.get("script", {})
    plain["settings"] = plain["settings"] | other.get("settings", {})
    return plain


def question(phase: dict, settings: dict, number: int) -> dict | None:
    """The prompt of round `number`: the host's own, else the template's; past the last one that exists, the last."""
    own, given = settings["questions"], phase["settings"].get("rounds", [])
    for candidate in range(number, 0, -1):
        if str(candidate) in own:
            return own[str(candidate)]
        if candidate <= len(given) and given[candidate - 1].get("prompt"):
            return given[candidate - 1]["prompt"]
    return None


def _asked(phase: dict, template: dict, settings: dict) -> dict | None:
    """A phase may ask the question of a round beforehand (`question: 1`), so that people think alone first."""
    if "question" not in phase:
        return phase.get("prompt")
    for other in template["phases"]:
        if other["activity"] == "rotate":
            return question(in_mode(other, settings["mode"]), settings, phase["question"])
    return phase.get("prompt")


def _step(phase: dict, override: dict, prompt: dict | None) -> dict:
    step = {
        "id": phase["id"],
        "activity": phase["activity"],
        "minutes": override.get("minutes", phase["minutes"]),
        "guidance": override.get("guidance", phase["guidance"]),
        "title": phase.get("title") or dict.fromkeys(LANGUAGES, phase["id"]),  # a draft may have none yet
        "script": phase["script"],
        "settings": phase["settings"] | override.get("settings", {}),
    }
    if rights := phase.get("rights", {}) | override.get("rights", {}):
        step["rights"] = rights
    if override.get("prompt") or prompt:
        step["prompt"] = override.get("prompt") or prompt
    if phase.get("task"):
        step["task"] = phase["task"]
    return step


def _rotation(phase: dict, override: dict, settings: dict) -> list[dict]:
    """Each round and each move between two rounds is a step of its own."""
    rounds, steps = settings["rounds"], []
    given = phase["settings"].get("rounds") or [{}]
    own = {key: value for key, value in phase["settings"].items() if key not in ("rounds", "move")}
    own |= override.get("settings", {}) | {"mode": settings["mode"], "table_host": settings["table_host"]}
    guided = {"guidance": override.get("guidance", phase["guidance"]),
              "rights": phase.get("rights", {}) | override.get("rights", {})}

    def add(name: str, stage: str, number: int, texts: dict, minutes: float, prompt: dict | None) -> None:
        merged = phase | {key: texts[key] for key in _OVERLAID if key in texts}
        merged |= guided | {"id": name, "minutes": minutes, "settings": own, "script": phase["script"] | texts.get("script", {})}
        step = _step(merged, settings["phases"].get(name, {}), prompt)
        step |= {"stage": stage, "round": number, "rounds": rounds, "rotation": phase["id"]}
        steps.append(_numbered(step, number, rounds))

    for number in range(1, rounds + 1):
        if number > 1:
            move = {"script": {}} | phase["settings"].get("move", {})
            asks = move.get("prompt")
            add(f"{phase['id']}-move-{number}", "move", number, move, settings["move_minutes"], asks)
        asks = override.get("prompt") or question(phase, settings, number)
        texts = given[min(number, len(given)) - 1]
        add(f"{phase['id']}-{number}", "round", number, texts, override.get("minutes", settings["round_minutes"]), asks)
    return steps


def _numbered(step: dict, number: int, rounds: int) -> dict:
    """Titles and tasks may name the round: "Kierros {round}/{rounds}"."""
    for key in ("title", "task"):
        if key in step:
            step[key] = {
                language: words.replace("{round}", str(number)).replace("{rounds}", str(rounds))
                for language, words in step[key].items()
                if language in LANGUAGES
            }
    return step


def shrink(steps: list[dict], minutes_left: float, floors: dict | None = None) -> dict[str, int | float]:
    """Minutes per step id so that all end together within `minutes_left`; never longer than planned.

    What comes after the last round is where the session's results are made, and the first thing late sessions lose:
    so everything before it gives way first, down to half of its time, in proportion. Only then does everything shrink,
    down to the floors. When even the floors do not fit the sum is more than `minutes_left`, and a step must be skipped.
    """
    planned = {step["id"]: step["minutes"] for step in steps}
    if sum(planned.values()) <= minutes_left:
        return planned
    halves = {name: int(minutes * 2) for name, minutes in planned.items()}
    least = {step["id"]: min(_floor(step, floors), halves[step["id"]]) for step in steps}
    budget = max(int(minutes_left * 2), 0)
    ending = _ending(steps)
    gentle = {name: halves[name] if name in ending else max(least[name], (halves[name] + 1) // 2) for name in halves}
    limit = gentle if sum(gentle.values()) <= budget else least
    return {name: number // 2 if number % 2 == 0 else number / 2 for name, number in _fit(halves, limit, budget).items()}


def _floor(step: dict, floors: dict | None) -> int:
    if floors and step["activity"] in floors:
        return int(floors[step["activity"]] * 2)
    return _FLOORS.get((step["activity"], step.get("stage")), _FLOOR)


def _ending(steps: list[dict]) -> set[str]:
    last = max((place for place, step in enumerate(steps) if step["activity"] == "rotate"), default=len(steps) - 1)
    return {step["id"] for step in steps[last + 1 :]}


def _fit(wanted: dict[str, int], least: dict[str, int], budget: int) -> dict[str, int]:
    """Cut each in proportion to what it can give, in whole units, so that the sum is `budget` exactly if it can be."""
    slack = {name: wanted[name] - least[name] for name in wanted}
    spare = budget - sum(least.values())
    available = sum(slack.values())
    if spare <= 0 or not available:
        return dict(least)
    found = {name: least[name] + slack[name] * spare // available for name in wanted}
    by_remainder = sorted(wanted, key=lambda name: -(slack[name] * spare % available))  # stable: earlier steps first
    for name in by_remainder[: budget - sum(found.values())]:
        found[name] += 1
    return found
