"""Plenary: all together, somebody speaks. Nobody only listens (METHODS M20).

What a plenary may have stands in rooms of its own: the wall of words, the talk with its clock and case pauses, the
listening tasks, the case card, the questions. Which of them a phase has, its settings say.
"""

from coknow.kernel.messages import Event
from coknow.parts import possible as offers

from ..contract import Activity, Writes
from . import asked, case, listening, people, questions, talk, words

_ROOMS = (words, talk, listening, case, questions)
REACTIONS = ("resonates", "unclear", "slower", "thanks")
CASE_EVENTS = ("plenary.case_taken_up", "plenary.segment_begun", "plenary.writing_begun", "plenary.writing_ended",
               "plenary.case_described", *talk.CLOCKED)


class Plenary(Activity):
    name = "plenary"
    personal = True
    commands = {name: function for room in _ROOMS for name, function in getattr(room, "COMMANDS", {}).items()}
    events = {name: function for room in _ROOMS for name, function in room.EVENTS.items()}
    answers = {"plenary.question_asked": "question"}
    contributions = {"plenary.word_added": "person", "plenary.question_asked": "person",
                     "plenary.question_backed": "person", "plenary.answer_noted": "person"}
    weather = ("plenary.pause_wished", "plenary.same_proposed")

    def start(self, step, ctx, session):
        return [*talk.begin(step, ctx, session), *listening.deal(step, ctx, session)]

    def evolve(self, state, event):
        if event.name in talk.CLOCKED:
            return talk.clocked(state, event)
        if event.name in ("person.joined", "person.returned", "role.changed"):
            return listening.also(state, event)
        if event.name == "person.erased":
            for room in (words, talk, listening, questions):
                state = room.forget(state, event.body["person"])
            return state
        return super().evolve(state, event)

    def due(self, state):
        return talk.due(state)

    def on_time(self, state, ctx, session):
        return talk.on_time(state, ctx, session)

    def view(self, state, audience, session):
        if audience == "room":
            return self._room(state, session)
        if audience == "hosts":
            return self._hosts(state, session)
        if audience.startswith("person:"):
            return self._person(state, session, audience.removeprefix("person:"))
        return {}

    def _room(self, state, session):
        chosen = session.step["settings"]
        document = talk.shown(state)
        if chosen.get("words"):
            document |= words.wall(state)
        if case.shown(state):
            document["card"] = case.shown(state)
        if presenting := people.presenters(state, session):
            document["presenters"] = {p: {"order": n, "name": session.people[p].name} for n, p in enumerate(presenting, 1)}
        if "tasks" in state:
            document["tasks"] = state["tasks"]
        if chosen.get("reactions"):
            document["reactions"] = {kind: order for order, kind in enumerate(REACTIONS, 1)}
        if chosen.get("questions"):
            document |= asked.room(state, session)
            document |= {"anonymous": True} if chosen.get("anonymous") else {}
        return document

    def _hosts(self, state, session):
        document = {}
        if "segment" in state:
            document["wishes"] = len(state.get("wishes", {}))
        if "tasks" in state:
            document["dealt"] = listening.figures(state["tasks"], state["dealt"])
        if session.step["settings"].get("questions"):
            document |= asked.hosts(state, session)
        return document

    def _person(self, state, session, mine):
        document = {"words_left": words.left(state, mine)}
        if mine in state.get("dealt", {}):
            document["task"] = state["dealt"][mine]
        if mine in state.get("wishes", {}):
            document["wish"] = True
        presents = mine in people.presenters(state, session)
        if presents:
            document["presents"] = True
        if session.step["settings"].get("questions"):
            document |= asked.person(state, session, mine)
            document |= {"themes": asked.themes(state, session)} if presents else {}
        return document

    def touched(self, event, state, session):
        name, body = event.name, event.body
        if name == "plenary.word_added":
            return {"room", "person:" + body["person"]}
        if name in CASE_EVENTS:
            return {"room", "hosts", *("person:" + p for p in body.get("wished", ()))}
        if name == "plenary.pause_wished":
            return {"hosts", "person:" + body["person"]}
        if name == "plenary.presenter_named":
            return {"room", "hosts", "person:" + body["person"]}
        if name == "plenary.tasks_dealt":
            return {"room", "hosts", *("person:" + p for p in body["dealt"])}
        if name in questions.EVENTS or name == "person.erased":
            people_ = questions.concerned(event, state) | set(people.presenters(state, session))
            return {"room", "hosts", *("person:" + p for p in people_)}
        return set()

    def writes(self, step):
        kinds = [task.get("kind", "thought") for task in step["settings"].get("listening", ())]
        kinds = tuple(dict.fromkeys((*kinds, "thought", "question"))) if kinds else ("thought", "question")
        if step["settings"].get("from") and not step["settings"].get("questions"):
            kinds = ("thought", "fact", "feeling", "assumption", "idea", "question")  # whatever was dealt before
        return Writes(kinds, "me", followers=True)

    def waits(self, step):
        return True  # a speaker is never cut off by a clock

    def nameless(self, step):
        """What a group wrote down as its question is asked here word for word: its writer would be the asker's name."""
        return ("question",) if step["settings"].get("questions") and step["settings"].get("anonymous") else ()

    def reactions(self, step):
        return REACTIONS if step["settings"].get("reactions") else ()

    def leaves(self, state, session):
        return asked.leaves(state) or listening.leaves(state)

    def harvest(self, state, session):
        return {"sections": [*case.harvest(state, session), *asked.harvest(state)]}

    def forget(self, event, person):
        body = event.body
        if event.name in ("plenary.question_asked", "plenary.answer_noted", "plenary.word_added") and body["person"] == person:
            blank = {key: "" for key in ("text", "more") if key in body}
            return Event(event.name, body | blank, event.version)
        return event

    def at_rest(self, event, mask):
        """What stands on a wall without a name stands in the log without one; the mask keeps each voice one voice."""
        body = event.body
        if event.name in self.contributions:
            return Event(event.name, body | {"person": mask(body["person"])}, event.version)
        found = {key: [] for key in ("people", "wished") if body.get(key)}
        return Event(event.name, body | found, event.version) if found else event

    def possible(self, documents, draw):
        room, me = documents["room"]["activity"], offers.me(documents)
        mine = me.get("activity", {})
        options = offers.writing(documents, draw, builds=False)
        if "words" in room and mine.get("words_left", 0) > 0:
            options.append(("word.add", {"text": "{word}"}))
        if "talk" in room and "wish" not in mine and draw.number(5) == 0:
            options.append(("pause.wish", {"on": True}))
        if "questions" in room and me.get("role") in ("participant", "follower"):
            options += self._possible_questions(room, mine, me, draw)
        return options

    def _possible_questions(self, room, mine, me, draw):
        options = []
        if mine.get("questions_left", 0) > 0:
            options.append(("question.ask", {"text": "{question}"}))
        taken = {**mine.get("own", {}), **mine.get("backed", {})}
        others = sorted(q for q in room["questions"] if q not in taken)
        if others:
            options += [("question.back", {"question": draw.choice(others), "on": True})] * 2
        now = [q for q, one in room["questions"].items() if one["state"] == "now" and "answers" not in one]
        if now and me["role"] == "participant":
            options.append(("question.answer", {"question": now[0], "text": "{text}"}))
        return options


ACTIVITY = Plenary()
