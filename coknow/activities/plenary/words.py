"""The wall of words: without names; who wrote one is known only so that each person has a fair number of them."""

import unicodedata

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected

from . import people

WORD_LIMIT = 40
WORDS_EACH = 3
WALL_LIMIT = 400  # past this it is a carpet that nobody reads
WALL_BYTES = 9_000  # of everybody's document: then the newest words are shown
AROUND = 60  # what a word costs beside its letters


def add(state, command, ctx, session):
    people.member(session, ctx)
    if not session.step["settings"].get("words"):
        raise Rejected("not_allowed", "refusal.no_words_now")
    word = command.args.get("text")
    if not isinstance(word, str) or any(unicodedata.category(c) in ("Cc", "Cs") for c in word.strip()):
        raise Rejected("bad_arguments", field="text")
    word = " ".join(unicodedata.normalize("NFC", word).split())
    if not word:
        raise Rejected("empty_text", field="text")
    if len(word) > WORD_LIMIT:
        raise Rejected("too_long", field="text", limit=WORD_LIMIT)
    words = state.get("words", {})
    if left(state, ctx.actor) <= 0 or len(words) >= WALL_LIMIT:
        raise Rejected("not_allowed", "refusal.words_enough", limit=WORDS_EACH)
    return [Event("plenary.word_added", {"word": ctx.draw.id("w"), "text": word, "person": ctx.actor})]


def added(state, body):
    words = dict(state.get("words", {}))
    order = max((w["order"] for w in words.values()), default=0) + 1
    words[body["word"]] = {"text": body["text"], "order": order, "by": body["person"]}
    return {**state, "words": words}


def forget(state, person: str):
    """Somebody is erased: their words leave the wall, as they leave the log."""
    if "words" not in state:
        return state
    return {**state, "words": {i: w for i, w in state["words"].items() if w["by"] != person}}


def left(state, person: str) -> int:
    return WORDS_EACH - sum(w["by"] == person for w in state.get("words", {}).values())


def wall(state) -> dict:
    """{words, words_more?}: the newest ones, as many as a document for everybody can carry."""
    words, room = state.get("words", {}), WALL_BYTES
    shown: dict = {}
    for id_, word in reversed(words.items()):
        room -= AROUND + len(word["text"].encode())
        if room < 0:
            break
        shown[id_] = {"text": word["text"], "order": word["order"]}
    more = len(words) - len(shown)
    return {"words": shown} | ({"words_more": more} if more else {})


COMMANDS = {"word.add": add}
EVENTS = {"plenary.word_added": added}
