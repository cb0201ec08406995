"""Markdown to safe HTML: Python-Markdown first, nh3 always last.

For texts of hosts and templates (purpose, notices, agreements). Notes of participants are plain text and never come
here. Python-Markdown can be made to work for seconds by a few thousand brackets, so long or suspicious texts are
rendered in a child process with a time limit; if it does not finish, the text is shown as it was typed.
"""

from functools import lru_cache

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

from . import aside

LONGEST = 20_000
_HERE_AT_MOST = 2_000  # characters rendered in the request itself: about a millisecond
_BRACKETS_AT_MOST = 200  # 5,000 of them cost six seconds
_CHILD_SECONDS = 2.0

_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "table", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "abbr", "del", "sup",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
_SCHEMES = {"http", "https", "mailto", "tel"}


class TooLong(ValueError):
    """More text than the product ever shows in one piece."""


def render(text: str) -> Markup:
    """Sanitised HTML of a Markdown text, cached by its content."""
    if len(text) > LONGEST:
        raise TooLong(len(text))
    return _render(text)


@lru_cache(maxsize=500)
def _render(text: str) -> Markup:
    if len(text) <= _HERE_AT_MOST and _looks_harmless(text):
        return Markup(render_here(text))
    try:
        return Markup(aside.run("render-prose", seconds=_CHILD_SECONDS, text=text))
    except (aside.TookTooLong, aside.Failed):
        return _as_typed(text)


def _looks_harmless(text: str) -> bool:
    return sum(text.count(sign) for sign in "[<*_`>") <= _BRACKETS_AT_MOST and text.count("  -") < 50


def _as_typed(text: str) -> Markup:
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in part.splitlines()))
        for part in text.split("\n\n")
        if part.strip()
    )


def render_here(text: str) -> str:
    """The rendering itself. Everything Markdown lets through (raw HTML above all) nh3 takes out again."""
    converter = Markdown(
        extensions=["tables", "def_list", "abbr", "fenced_code", "sane_lists", "nl2br"],
        # alignment otherwise comes as style="…", which the page's policy would refuse
        extension_configs={"tables": {"use_align_attribute": True}},
        output_format="html",
    )
    html = converter.convert(text).replace("<h1", "<h2").replace("</h1>", "</h2>")  # the page has its own h1
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
        clean_content_tags={"script", "style"},
    )
