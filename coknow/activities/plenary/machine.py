"""Plenary: all together, somebody speaks. Nobody only listens: a word on the shared wall, or a thought kept for oneself.

The wall holds words without names; who wrote one is known only so that each person has a fair number of them.
"""

import unicodedata

from coknow.kernel.messages import Event
from coknow.kernel.rejected import Rejected
from coknow.parts import possible as offers

from ..contract import Activity, Writes

WORD_LIMIT = 40
WORDS_EACH = 3
WALL_LIMIT = 400  # the wall is one document: past this it is a carpet that nobody reads


def add_word(state, command, ctx, session):
    person = session.people.get(ctx.actor)
    if person is None or not person.here or person.role == "screen":
        raise Rejected("not_allowed")
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
    if sum(w["by"] == ctx.actor for w in words.values()) >= WORDS_EACH or len(words) >= WALL_LIMIT:
        raise Rejected("not_allowed", "refusal.words_enough", limit=WORDS_EACH)
    return [Event("plenary.word_added", {"word": ctx.draw.id("w"), "text": word, "person": ctx.actor})]


def word_added(state, body):
    words = dict(state.get("words", {}))
    words[body["word"]] = {"text": body["text"], "order": len(words) + 1, "by": body["person"]}
    return {**state, "words": words}


class Plenary(Activity):
    name = "plenary"
    personal = True
    commands = {"word.add": add_word}
    events = {"plenary.word_added": word_added}

    def view(self, state, audience, session):
        if audience == "room" and session.step["settings"].get("words"):
            words = state.get("words", {})
            return {"words": {i: {"text": w["text"], "order": w["order"]} for i, w in words.items()}}
        if audience.startswith("person:"):
            mine = audience.removeprefix("person:")
            return {"words_left": WORDS_EACH - sum(w["by"] == mine for w in state.get("words", {}).values())}
        return {}

    def touched(self, event, state, session):
        if event.name == "plenary.word_added":
            return {"room", "person:" + event.body["person"]}
        return set()

    def writes(self, step):
        return Writes(("thought", "question"), "me")

    def waits(self, step):
        return True  # a speaker is never cut off by a clock

    def possible(self, documents, draw):
        options = offers.writing(documents, draw, builds=False)
        if "words" in documents["room"]["activity"] and offers.me(documents).get("activity", {}).get("words_left", 0):
            options.append(("word.add", {"text": "{word}"}))
        return options


ACTIVITY = Plenary()
