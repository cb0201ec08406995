"""What a rehearsal's people can do besides talking over the wire (bot_wire.py): keep documents, and ask by REST."""

import json
import urllib.error
import urllib.request

from ..kernel.patch import merge


class Shelf:
    """Documents by audience, followed by patches as a browser would."""

    def __init__(self):
        self.documents: dict[str, dict] = {}
        self.versions: dict[str, int] = {}
        self._parts: dict[str, tuple[int, dict]] = {}

    def __bool__(self) -> bool:
        return bool(self.documents)

    def take(self, name: str, body: dict) -> str | None:
        """Returns the audience to ask for whole when a patch does not fit."""
        audience = body.get("audience")
        if name == "doc":
            self.documents[audience], self.versions[audience] = body["doc"], body["seq"]
        elif name == "part":
            seq, pile = self._parts.get(audience, (None, {}))
            if seq != body["seq"]:
                seq, pile = self._parts[audience] = body["seq"], {}
            pile[body["i"]] = body["text"]
            if len(pile) == body["n"]:
                self.documents[audience] = json.loads("".join(pile[i] for i in range(body["n"])))
                self.versions[audience] = seq
                del self._parts[audience]
        elif name == "gone":
            self.documents.pop(audience, None)
            self.versions.pop(audience, None)
        elif name == "patch":
            mine = self.versions.get(audience)
            if mine != body["from"]:
                return audience if mine is None or body["to"] > mine else None
            self.documents[audience] = merge(body["merge"], self.documents[audience])
            self.versions[audience] = body["to"]
        return None


class Refused(OSError):
    def __init__(self, code: str):
        super().__init__(code)
        self.code_of_ours = code


def get(url: str, token: str = "") -> dict:
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    return _fetch(urllib.request.Request(url, headers=headers))


def post(url: str, body: dict) -> dict:
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    return _fetch(urllib.request.Request(url, data=json.dumps(body).encode(), headers=headers))


def _fetch(request: urllib.request.Request) -> dict:
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)
    except urllib.error.HTTPError as problem:
        try:
            code = json.load(problem).get("code", str(problem.code))
        except ValueError:
            code = str(problem.code)
        raise Refused(code) from None
