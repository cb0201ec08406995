"""The harvest as a Markdown file somebody wants to keep: it reads well as plain text, and pastes well into a document.

A line that builds on another is indented below it; where it builds on a line of another round or table, that line is
quoted. What people wrote is escaped, so that a note that looks like a heading stays a note.
"""

import re

from . import language
from .outline import Found, Harvest, Line, Part, Round, Section

_ANYWHERE = re.compile(r"[\\`*\[\]]|(?<!\w)_|_(?!\w)")
# not every Markdown knows a backslash before these
_AS_ENTITY = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)|^=(?==*\s*$)", re.MULTILINE)
_ENTITIES = {"<": "&lt;", "&": "&amp;", "~": "&#126;", "=": "&#61;"}
_AT_START = re.compile(r"^(\s*)([#+\->]|\d+(?=[.)]\s))", re.MULTILINE)
_UNLABELLED = {"thought"}  # what a note is when nobody said otherwise


def markdown(harvest: Harvest, spoken: str) -> str:
    """The whole file, ending in a newline."""
    writer = _Writer(harvest, spoken)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(writer.lines())).strip() + "\n"


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it was typed. A number at a line's start is escaped behind its digits."""
    text = _AS_ENTITY.sub(lambda match: _ENTITIES[match[0]], text)
    text = _ANYWHERE.sub(lambda match: "\\" + match[0], text)
    return _AT_START.sub(lambda match: f"{match[1]}{_stopped(match[2])}", text)


def _stopped(start: str) -> str:
    return f"{start}\\" if start.isdigit() else f"\\{start}"


class _Writer:
    def __init__(self, harvest: Harvest, spoken: str):
        self.harvest, self.spoken = harvest, spoken

    def t(self, message: str, /, **params) -> str:
        return language.translate(self.spoken, message, **params)

    def words(self, text) -> str:
        return escaped(" ".join(language.pick(text, self.spoken, self.harvest.language)[0].split()))

    def lines(self):
        yield from self._head()
        if self.harvest.is_empty:
            yield f"*{self.t('harvest.empty')}*"
            return
        yield from self._together()
        for part in self.harvest.sections:
            yield from self._part(part)
        yield from self._by_theme()
        yield from self._by_table()
        yield from self._list("harvest.shared", self.harvest.shared, whence=False)
        yield from self._list("harvest.takeaways", self.harvest.takeaways, whence=False)
        yield from self._list("harvest.feedback", self.harvest.feedback, whence=False)
        yield from self._about()

    def _head(self):
        yield f"# {escaped(self.harvest.title)}"
        yield ""
        if known := facts(self.harvest, self.spoken):
            yield f"*{' · '.join(known)}*"
            yield ""
        if self.harvest.purpose:
            yield f"**{self.t('harvest.purpose')}** {self.words(self.harvest.purpose)}"
            yield ""

    def _together(self):
        yield from self._list("harvest.insights", self.harvest.insights)
        yield from self._list("harvest.patterns", self.harvest.patterns)
        yield from self._list("harvest.questions", self.harvest.questions)
        yield from self._list(f"harvest.only_here_{self.harvest.gathered}", self.harvest.only_at_one_table, "harvest.only_here_why", kinds=True)

    def _list(self, title: str, found: list[Line], why: str = "", whence: bool = True, kinds: bool = False):
        if not found:
            return
        yield f"## {self.t(title)}"
        yield ""
        if why:
            yield f"*{self.t(why)}*"
            yield ""
        for line in found:
            yield from self._note(line, 0, self._whence(line) if whence else "", labelled=kinds)
        yield ""

    def _part(self, part: Part):
        yield f"## {self.words(part.title)}"
        yield ""
        if part.prompt:
            yield f"**{self.words(part.prompt)}**"
            yield ""
        if part.name:
            yield f"*{self.own(part.name, part.params)}*"
            yield ""
        for line in part.lines:
            yield from self._found(line, 0)
        yield ""

    def _found(self, line: Found, depth: int):
        text = line.text if isinstance(line.text, str) else language.pick(line.text, self.spoken, self.harvest.language)[0]
        first, *rest = escaped(text.strip()).splitlines() or [""]
        tail = f" *({self.t('kind.' + line.kind)})*" if line.kind and line.kind not in _UNLABELLED else ""
        tail += f" — {escaped(line.name)}" if line.name else ""
        tail += f" — *{self.own(line.about, line.params)}*" if line.about else ""
        rows = [first, *rest]
        rows[-1] += tail
        indent = "  " * depth
        yield f"{indent}- " + f"\\\n{indent}  ".join(rows)
        for child in line.below:
            yield from self._found(child, depth + 1)

    def own(self, message: str, params: dict) -> str:
        """A sentence of an activity's own folder."""
        return escaped(language.translate(self.spoken, message, "activities", **params))

    def _whence(self, line: Line) -> str:
        return whence(line, self.spoken, self.harvest, self.words)

    def _by_theme(self):
        if not self.harvest.themes or self.harvest.one_table_per_theme:
            return
        yield f"## {self.t('harvest.by_theme')}"
        yield ""
        for theme in self.harvest.themes:
            tables = ", ".join(map(str, theme.numbers))
            after = f" ({self.t('harvest.tables', count=len(theme.numbers), tables=tables)})"
            yield from self._section(theme, f"{self.words(theme.title)}{after}", several=len(theme.numbers) > 1)

    def _by_table(self):
        if not self.harvest.places:
            return
        yield f"## {self.t('harvest.by_' + self.harvest.gathered)}"
        yield ""
        for place in self.harvest.places:
            yield from self._section(place, self._place_title(place))

    def _place_title(self, place: Section) -> str:
        return ": ".join(filter(None, [self.t(f"harvest.{place.kind}", number=place.number), self.words(place.title)]))

    def _section(self, section: Section, title: str, several: bool = False):
        """`several` tables in one section: each line says which it comes from."""
        yield f"### {title}"
        yield ""
        for part in section.rounds:
            yield f"#### {self._round_title(part)}"
            yield ""
            for line in part.lines:
                yield from self._note(line, 0, self.t(f"harvest.{line.at}", number=line.place).lower() if several else "")
            yield ""

    def _round_title(self, part: Round) -> str:
        number = self.t("harvest.round", number=part.number) if part.number else ""
        return ": ".join(filter(None, [number, self.words(part.prompt)])) or self.t("harvest.before_rounds")

    def _note(self, line: Line, depth: int, after: str = "", labelled: bool = True):
        indent = "  " * depth
        first, *rest = escaped(line.text.strip()).splitlines() or [""]
        tail = "".join(self._tail(line, after, labelled))
        if not rest:
            yield f"{indent}- {first}{tail}"
        else:
            yield f"{indent}- {first}\\"
            yield from (f"{indent}  {row}\\" for row in rest[:-1])
            yield f"{indent}  {rest[-1]}{tail}"
        for child in line.below:
            yield from self._note(child, depth + 1)

    def _tail(self, line: Line, after: str, labelled: bool):
        if labelled and line.kind not in _UNLABELLED:
            yield f" *({self.t('kind.' + line.kind)})*"
        if line.name:
            yield f" — {escaped(line.name)}"
        if after:
            yield f" — *{after}*"
        if line.carried_from:
            yield f" — *{self.t('harvest.carried', number=line.carried_from)}*"
        for parent in line.earlier:
            said = "harvest.builds_on" if parent.round else "harvest.builds_on_earlier"
            quoted = self.t(said, quote=escaped(parent.quote), number=parent.round)
            yield f" ↳ *{quoted}*"
        if line.hidden:
            yield f" **({self.t('harvest.hidden')})**"

    def _about(self):
        yield "---"
        yield ""
        yield f"*{self.t('harvest.how_to_read')}*"


def facts(harvest: Harvest, spoken: str) -> list[str]:
    """"24. marraskuuta 2026", "23 osallistujaa", "6 pöytää" …: what there is of them."""
    found = [language.day(harvest.ended_at, spoken)] if harvest.ended_at else []
    counts = {
        "people": harvest.counts.get("people", 0),
        "tables": harvest.counts.get("tables", 0),
        "rounds": harvest.counts.get("rounds", 0),
        "notes": harvest.counts.get("notes", 0),
    }
    return found + [language.translate(spoken, f"harvest.count_{name}", count=n) for name, n in counts.items() if n]


def whence(line: Line, spoken: str, harvest: Harvest, words=lambda text: text) -> str:
    """"pöytä 3, Saavutettavuus": where a line of the common lists comes from."""
    table = language.translate(spoken, f"harvest.{line.at}", number=line.place) if line.place else ""
    theme = language.pick(line.theme, spoken, harvest.language)[0] if line.theme else ""
    return ", ".join(filter(None, [table.lower() if theme or table else "", words(theme)]))
