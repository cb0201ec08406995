"""The wire between a browser and a live session, on one page. Namespace /live of Socket.IO 5 over Engine.IO 4;
websocket first, long-polling works. Other clients may be written against this.

    connect   auth {token, have?: {audience: seq}}      refused: {code, hint}  (in `data`, and at the top for plain clients)

    ->  command  {id, name, args}       ack {ok: true, seq, …} | {ok: false, code, hint, params?}
    ->  resync   {audience, seq}        ack {ok: true} | {ok: false, …}; the whole document follows or has just come
    ->  clock    {}                     ack {now}                       integer epoch ms of the server
    ->  weather  {reaction}             ack {ok: true} | {ok: false, …} a reaction the running phase knows; not stored
    ->  signal   {to, body}             ack {ok: true} | {ok: false, …} to a person at one's own place, or to the others
                                        at it (to: "place:…"); not stored

    <-  doc      {audience, seq, doc}
    <-  patch    {audience, from, to, merge}            RFC 7396; applies only if `from` is the version held
    <-  part     {audience, seq, i, n, text}            a doc over 64 kB: JSON of the document in n texts
    <-  gone     {audience}                             no longer yours to hold
    <-  presence {audience: "place:…"|"hosts", people: {person: connected}, all?: true}
                                                        all: whoever is not named is not connected
    <-  presence {audience: "room", connected}          how many people
    <-  weather  {levels: {reaction: 1|2|3}}            hosts and screen: some, many, most; never from fewer than five
    <-  signal   {from, body}

A command is asked until it is answered, always with the same id: the second time it is answered, not repeated.
A returning browser says what it `has`, and gets for each audience nothing, the rest or the whole.
`hint` is the id of a text (locale/*/refusals.po) that says what to do instead; `params` fill its places.
A message is at most 64 kB either way. Here is only what is well-formed; what is allowed is decided in session/.
"""

from dataclasses import dataclass

from ..kernel.messages import Command
from ..kernel.rejected import Rejected

EVENTS = ("command", "resync", "clock", "weather", "signal")

LONGEST_TOKEN = 200
LONGEST_ID = 80
LONGEST_NAME = 60
LONGEST_AUDIENCE = 100
MOST_AUDIENCES = 20
MOST_VALUES = 4_000  # in the arguments of one command, keys included
DEEPEST = 8
LONGEST_SIGNAL = 16_000  # characters
LARGEST_NUMBER = 2**53  # what a browser's numbers hold exactly


@dataclass(frozen=True, slots=True)
class Hello:
    token: str
    have: dict[str, int]


def hello(auth: object) -> Hello:
    if not isinstance(auth, dict):
        raise Rejected("bad_token")
    token = auth.get("token")
    if not isinstance(token, str) or not 0 < len(token) <= LONGEST_TOKEN:
        raise Rejected("bad_token")
    have = auth.get("have")
    known = {}
    if isinstance(have, dict) and len(have) <= MOST_AUDIENCES:
        known = {name: seq for name, seq in have.items() if _is_audience(name) and _is_seq(seq)}
    return Hello(token, known)


def command(payload: object) -> Command:
    if not isinstance(payload, dict):
        raise Rejected("bad_arguments")
    id, name, args = payload.get("id"), payload.get("name"), payload.get("args")
    if not isinstance(id, str) or not 0 < len(id) <= LONGEST_ID or not _is_sound(id):
        raise Rejected("bad_arguments", field="id")
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or not _is_sound(name):
        raise Rejected("unknown_command")
    if args is None:
        args = {}
    if not isinstance(args, dict):
        raise Rejected("bad_arguments", field="args")
    _check(args)
    return Command(id, name, {key: value for key, value in args.items() if value is not None})


def resync(payload: object) -> str:
    """The audience whose document does not fit any more."""
    audience = payload.get("audience") if isinstance(payload, dict) else None
    if not _is_audience(audience):
        raise Rejected("bad_arguments", field="audience")
    return audience


def signal(payload: object) -> tuple[str, object]:
    to = payload.get("to") if isinstance(payload, dict) else None
    if not isinstance(to, str) or not 0 < len(to) <= LONGEST_AUDIENCE:
        raise Rejected("bad_arguments", field="to")
    body = payload.get("body")
    _check({"body": body}, longest=LONGEST_SIGNAL)
    return to, body


def reaction(payload: object) -> str:
    name = payload.get("reaction") if isinstance(payload, dict) else None
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or not _is_sound(name):
        raise Rejected("bad_arguments", field="reaction")
    return name


def refusal(no: Rejected) -> dict:
    answer = {"ok": False, "code": no.code, "hint": no.hint}
    if no.params:
        answer["params"] = no.params
    return answer


def _is_audience(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name) <= LONGEST_AUDIENCE and _is_sound(name)


def _is_seq(seq: object) -> bool:
    return isinstance(seq, int) and not isinstance(seq, bool) and 0 <= seq <= LARGEST_NUMBER


def _is_sound(text: str) -> bool:
    """A lone surrogate cannot be written as UTF-8, and PostgreSQL keeps no NUL."""
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def _check(args: dict, longest: int = 1 << 16) -> None:
    """Walks the arguments without recursion: how deep they go is the sender's choice."""
    left, pending, characters = MOST_VALUES, [(args, 1)], 0
    while pending:
        value, depth = pending.pop()
        left -= 1
        if left < 0 or depth > DEEPEST:
            raise Rejected("bad_arguments")
        if isinstance(value, str):
            characters += len(value)
            if not _is_sound(value):
                raise Rejected("bad_arguments")
            if characters > longest:
                raise Rejected("too_large")
        elif isinstance(value, dict):
            pending.extend((key, depth + 1) for key in value)
            pending.extend((inner, depth + 1) for inner in value.values())
        elif isinstance(value, list):
            pending.extend((inner, depth + 1) for inner in value)
        elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) > LARGEST_NUMBER:
            raise Rejected("bad_arguments")
