"""A harvest as people read it: notes that build on others stand below them, and it is said where each comes from.

Between session.harvest (plain facts) and the formats of exports.py. Works on dictionaries only; no words of a language.
"""

from dataclasses import dataclass, field

_QUOTE = 80


@dataclass
class Line:
    """A note with what was built on it. `earlier` are notes of other rounds or tables that it builds on;
    `carried_from` is the number of the table it was brought from."""

    id: str
    text: str
    kind: str
    name: str = ""
    hidden: bool = False
    place: int = 0
    at: str = "table"
    theme: object = ""
    round: int = 0
    carried_from: int = 0
    earlier: list["Line"] = field(default_factory=list)
    below: list["Line"] = field(default_factory=list)

    @property
    def quote(self) -> str:
        words = " ".join(self.text.split())
        return words if len(words) <= _QUOTE else words[: _QUOTE - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


@dataclass
class Round:
    number: int
    prompt: object
    lines: list[Line]
    order: int = 0  # of the phase it began in, in the programme

    @property
    def count(self) -> int:
        return sum(_size(line) for line in self.lines)


@dataclass
class Section:
    """A table (or a theme) with its rounds. `number` is the table's; `numbers` the tables of a theme."""

    number: int
    title: object
    kind: str
    rounds: list[Round]
    numbers: list[int] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(part.count for part in self.rounds)


@dataclass
class Found:
    """What an activity found: a vote's result, named clusters, cards. `about` is a sentence of the activity's own."""

    text: object
    kind: str = ""
    name: str = ""
    about: str = ""
    params: dict = field(default_factory=dict)
    below: list["Found"] = field(default_factory=list)


@dataclass
class Part:
    title: object
    prompt: object
    name: str
    params: dict
    lines: list[Found]


@dataclass
class Harvest:
    title: str
    code: str
    language: str
    purpose: object
    counts: dict
    places: list[Section]
    themes: list[Section]
    insights: list[Line]
    questions: list[Line]
    patterns: list[Line]
    only_at_one_table: list[Line]
    shared: list[Line]
    takeaways: list[Line]
    feedback: list[Line]
    sections: list[Part]
    ended_at: int
    open: bool
    one_table_per_theme: bool

    @property
    def gathered(self) -> str:
        """By what the places are read: table, topic or group, for pairs and circles are small groups, too."""
        kinds = {place.kind for place in self.places}
        return "table" if kinds <= {"table"} else "topic" if kinds <= {"topic", "lounge"} else "group"

    @property
    def is_empty(self) -> bool:
        kept = (self.insights, self.questions, self.patterns, self.shared, self.takeaways, self.feedback)
        return not any(kept) and not any(part.lines for part in self.sections) and not any(section.count for section in self.places)


def of(harvest: dict) -> Harvest:
    """`harvest` as session.harvest gives it."""
    known: dict[str, Line] = {}
    tables = harvest.get("tables", [])
    places = [_table(table, known) for table in tables]
    themes = [_theme(theme, known) for theme in harvest.get("themes", [])]
    lists = {
        name: [_line(note) for note in harvest.get(name) or []]
        for name in ("insights", "questions", "patterns", "only_at_one_table", "shared", "takeaways", "feedback")
    }
    lists["only_at_one_table"] = _said_once(lists["only_at_one_table"], tables)
    of_table = {(table.get("kind", "table"), table["number"]): table.get("theme", "") for table in tables}
    for line in (line for found in lists.values() for line in found):
        line.theme = of_table.get((line.at, line.place), "")
    return Harvest(
        title=harvest["title"],
        code=harvest["code"],
        language=harvest.get("language", "fi"),
        purpose=harvest.get("purpose", ""),
        counts=harvest.get("counts", {}),
        places=[place for place in places if place.count],
        themes=[theme for theme in themes if theme.count],
        sections=[_part(section) for section in harvest.get("sections", []) if section["lines"]],
        ended_at=harvest.get("ended_at", 0),
        open=bool(harvest.get("open")),
        one_table_per_theme=all(len(theme.get("tables", [])) <= 1 for theme in harvest.get("themes", [])),
        **lists,
    )


def _part(section: dict) -> Part:
    lines = [_found(line) for line in section["lines"]]
    return Part(section["title"], section.get("prompt", ""), section.get("name", ""), section.get("params", {}), lines)


def _found(line: dict) -> Found:
    below = [_found(each) for each in line.get("below", [])]
    return Found(line["text"], line.get("kind", ""), line.get("name", ""), line.get("about", ""), line.get("params", {}), below)


def _said_once(lines: list[Line], tables: list[dict]) -> list[Line]:
    """By table, without what was written word for word at another table too."""
    heard: dict[str, set[str]] = {}
    for table in tables:
        for part in table["rounds"]:
            for note in part["notes"]:
                heard.setdefault(_bare(note["text"]), set()).add(table["id"])
    if len(tables) < 2:
        return []  # with one table everything would be said at one table only
    alone = [line for line in lines if len(heard.get(_bare(line.text), ())) < 2]
    return sorted(alone, key=lambda line: (line.at, line.place))


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _table(table: dict, known: dict[str, Line]) -> Section:
    rounds = [
        Round(part["round"], part.get("prompt", ""), _forest(part["notes"], table, part["round"], known), part.get("order", 0))
        for part in table["rounds"]
    ]
    return Section(table["number"], table.get("theme", ""), table.get("kind", "table"), rounds, [table["number"]])


def _theme(theme: dict, known: dict[str, Line]) -> Section:
    """The tables of one theme laid together, round by round."""
    rounds: dict[tuple, Round] = {}
    for table in theme["tables"]:
        for part in table["rounds"]:
            asked = part.get("prompt", "")
            whole = rounds.setdefault((part["round"], part["round"] == 0 and str(asked)), Round(part["round"], asked, [], part.get("order", 0)))
            whole.lines += _forest(part["notes"], table, part["round"], known)
    numbers = sorted({table["number"] for table in theme["tables"]})
    return Section(0, theme["theme"], "theme", sorted(rounds.values(), key=lambda part: part.order), numbers)


def _forest(notes: list[dict], table: dict, number: int, known: dict[str, Line]) -> list[Line]:
    """Roots in their order. A note stands below the first note of this round it builds on; a circle is cut."""
    here = {note["id"]: _line(note, table, number) for note in notes}
    roots: list[Line] = []
    for note in notes:
        line, parents = here[note["id"]], note.get("builds_on", [])
        above = next((here[id] for id in parents if id in here and not _contains(line, here[id])), None)
        (above.below if above else roots).append(line)
        line.earlier = [known[id] for id in parents if id in known and id not in here]
    known.update(here)
    return roots


def _contains(line: Line, other: Line) -> bool:
    """Whether `other` is `line` or stands somewhere below it."""
    pending = [line]
    while pending:
        one = pending.pop()
        if one is other:
            return True
        pending.extend(one.below)
    return False


def _line(note: dict, table: dict | None = None, number: int = 0) -> Line:
    table = table or {}
    return Line(
        id=note["id"],
        text=note["text"],
        kind=note.get("kind", "thought"),
        name=note.get("name", ""),
        hidden=bool(note.get("hidden")),
        place=note.get("place") or table.get("number", 0),
        at=note.get("at") or table.get("kind", "table"),
        theme=table.get("theme", ""),
        round=note.get("round") or number,
        carried_from=note.get("from") or 0,
    )


def _size(line: Line) -> int:
    count, pending = 0, [line]
    while pending:
        one = pending.pop()
        count += 1
        pending.extend(one.below)
    return count
