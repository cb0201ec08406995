"""What may be told of the answers: counts and words without people, and nothing at all of fewer than five.

Results come out once, when the pulse is closed or left. Two results of one item, before and after one more answer,
would tell that answer.
"""

from .items import CHOICE_WORDS, CHOICES, SCALE

FEWEST = 5
SHOWN = 2_400  # bytes of one item's lines in everybody's document; all of them are in the harvest
AROUND = 60  # what a line costs beside its text


def of_item(state: dict, item: str) -> dict:
    """{answers, counts} of a scale or a choice, {answers} of words, {few: True} below five answers."""
    if "told" in state:
        return state["told"][item]["result"]
    kind = state["items"][item]["kind"]
    given = [own[item] for own in state["answers"].values() if item in own and "declined" not in own[item]]
    if len(given) < FEWEST:
        return {"few": True}
    found = {"answers": len(given)}
    if kind in ("scale", "choice"):
        values = [answer["value"] for answer in given]
        found["counts"] = {value: values.count(value) for value in (SCALE if kind == "scale" else CHOICES)}
    return found


def published(state: dict) -> bool:
    """Is there any item of which something is told once the pulse is over?"""
    return any("few" not in of_item(state, item) for item in state.get("items", {}))


def lines_of(state: dict, item: str) -> dict[str, dict]:
    """Line id -> {order, text, hidden?} of an item answered in words, in alphabetical order: not the order they came in."""
    if state["items"][item]["kind"] not in ("word", "free") or "few" in of_item(state, item):
        return {}
    said = _said(state, item)
    said.sort(key=lambda answer: (answer["text"].casefold(), answer["line"]))
    hidden = state.get("hidden", {})
    return {answer["line"]: {"order": order, "text": answer["text"], **({"hidden": True} if answer["line"] in hidden else {})}
            for order, answer in enumerate(said, 1)}


def _said(state: dict, item: str) -> list[dict]:
    if "told" in state:
        return [{"line": line, "text": text} for line, text in state["told"][item].get("lines", {}).items()]
    return [own[item] for own in state["answers"].values() if "text" in own.get(item, {})]


def without_people(state: dict) -> dict:
    """All that may be told, as the state from which nobody's own answer can be read any more."""
    told = {}
    for item in state["items"]:
        lines = sorted(_said(state, item), key=lambda answer: answer["line"])  # ids are drawn: no order of arrival
        few = "few" in of_item(state, item)
        told[item] = {"result": of_item(state, item)}
        if lines and not few:
            told[item]["lines"] = {answer["line"]: answer["text"] for answer in lines}
    kept = {key: state[key] for key in ("items", "of", "shown", "hidden") if key in state}
    return {**kept, "answers": {}, "closed": True, "told": told}


def told(state: dict, item: str) -> dict[str, dict]:
    """The lines as everybody sees them: hidden ones left out, words said alike counted together. Unbounded."""
    together: dict[str, dict] = {}
    for id_, line in lines_of(state, item).items():
        if "hidden" in line:
            continue
        key = line["text"].casefold() if state["items"][item]["kind"] == "word" else id_
        if key in together:
            together[key]["count"] = together[key].get("count", 1) + 1
        else:
            together[key] = {"id": id_, "text": line["text"]}
    ranked = sorted(together.values(), key=lambda one: -one.get("count", 1))  # stable: alphabetical within
    return {one.pop("id"): {"order": order, **one} for order, one in enumerate(ranked, 1)}


def wall(state: dict, item: str) -> dict:
    """As much of `told` as a document for everybody can carry: {lines, more?}."""
    lines, size = {}, 0
    everything = told(state, item)
    for id_, line in everything.items():
        size += AROUND + len(line["text"].encode())
        if size > SHOWN:
            break
        lines[id_] = line
    return {"lines": lines, **({"more": len(everything) - len(lines)} if len(everything) > len(lines) else {})}


def section(state: dict) -> dict:
    """The pulse's part of the harvest: every item with its distribution, answers and how many were asked."""
    if not published(state):
        return {}
    return {"name": "pulse.harvest", "lines": [_line(state, item) for item in state["items"]]}


def _line(state: dict, item: str) -> dict:
    asked = state["items"][item]
    result = of_item(state, item)
    if "few" in result:
        return {"text": asked["text"], "about": "pulse.too_few", "params": {"fewest": FEWEST}}
    of = max(state.get("of", 0), result["answers"])
    line = {"text": asked["text"], "about": "pulse.answers_of", "params": {"count": result["answers"], "of": of}}
    if "counts" in result:
        below = [{"text": _label(asked, value), "about": "pulse.people", "params": {"count": count}}
                 for value, count in result["counts"].items()]
    else:
        below = [{"text": one["text"], **({"about": "pulse.people", "params": {"count": one["count"]}} if "count" in one else {})}
                 for one in told(state, item).values()]
    return line | ({"below": below} if below else {})


def _label(asked: dict, value: str) -> dict:
    if asked["kind"] == "choice":
        return CHOICE_WORDS[value]
    words = {"1": asked.get("low", {}), "5": asked.get("high", {})}.get(value, {})
    return {language: f"{value} · {words[language]}" if words.get(language) else value for language in ("fi", "sv", "en")}
