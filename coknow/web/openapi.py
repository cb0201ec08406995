"""The description of the REST interface, as OpenAPI 3.1. A test holds every path, answer and field against the server.

Written by hand and kept short: it says what other programs may rely on.
"""

_TEXT = {"$ref": "#/components/schemas/Text"}
_ERROR = {"$ref": "#/components/schemas/Error"}
_STRING, _WHOLE, _FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}


def _object(required: dict, optional: dict | None = None, **more) -> dict:
    return {"type": "object", "required": list(required), "properties": {**required, **(optional or {})}, **more}


def _map_of(schema: dict) -> dict:
    return {"type": "object", "additionalProperties": schema}


def _json(schema: dict) -> dict:
    return {"application/json": {"schema": schema}}


def _answers(good: dict, *refusals: int) -> dict:
    said = {
        400: "The request was not understood.",
        401: "No valid token, or not signed in.",
        403: "Known, but not allowed.",
        404: "No such session, template or address.",
        406: "An unknown format.",
        409: "Not possible now: full, not started, already over.",
        410: "The session has ended.",
        413: "More than 64 kB.",
        422: "A field is not right; `fields` says which.",
        429: "Too many wrong guesses from this address. `Retry-After` says how long to wait.",
        501: "A format that is planned.",
    }
    return {**good, **{str(status): {"description": said[status], "content": _json(_ERROR)} for status in refusals}}


def _good(status: int, description: str, schema: dict) -> dict:
    return {str(status): {"description": description, "content": _json(schema)}}


_CODE = {
    "name": "code", "in": "path", "required": True, "schema": _STRING,
    "description": "Six letters and digits, in any case, with or without a dash.",
}  # fmt: skip
_LANG = {
    "name": "lang", "in": "query", "required": False, "schema": {"type": "string", "enum": ["fi", "sv", "en"]},
    "description": "The language of sentences; else Accept-Language decides.",
}  # fmt: skip


def _query(name: str, description: str, schema: dict, required: bool = True) -> dict:
    return {"name": name, "in": "query", "required": required, "schema": schema, "description": description}


def _between(low: int, high: int) -> dict:
    return {"type": "integer", "minimum": low, "maximum": high}


_PLAN_FIGURES = _map_of({"type": ["number", "boolean", "object"]})
_STEP = _object({"order": _WHOLE, "title": _TEXT, "minutes": {"type": "number"}, "activity": _STRING})
_NOTE = _object(
    {"id": _STRING, "text": _STRING, "kind": _STRING, "round": _WHOLE, "builds_on": {"type": "array", "items": _STRING}},
    {"place": _WHOLE, "from": {"type": ["integer", "string"]}, "name": _STRING, "hidden": _FLAG},
)
_NOTES = {"type": "array", "items": {"$ref": "#/components/schemas/Note"}}

SCHEMAS = {
    "Text": {
        "type": "object",
        "description": "The same text in one or more languages.",
        "properties": {"fi": _STRING, "sv": _STRING, "en": _STRING},
    },
    "Error": _object(
        {"code": {"type": "string", "description": "For programs; stable."},
         "hint": {"type": "string", "description": "For people: what to do, in their language."}},
        {"fields": {**_map_of(_STRING), "description": "What is wrong with each field."},
         "incident": {"type": "string", "description": "To quote to the administrator."}},
    ),
    "NewSession": _object(
        {"template": {"type": "string", "description": "An id from GET /templates."}},
        {"title": _STRING, "language": {"type": "string", "enum": ["fi", "sv", "en"]},
         "settings": {"type": "object", "description": "As in the form of the preparing page; all optional."}},
    ),
    "Created": _object({"code": _STRING, "join_url": _STRING, "host_url": _STRING, "host_token": _STRING}),
    "Session": _object(
        {"code": _STRING, "title": _STRING, "language": _STRING, "status": {"type": "string", "enum": ["lobby", "live", "closed"]},
         "host": _STRING, "minutes": {"type": "number"}, "phases": _map_of(_STEP), "rules": {"type": "object"},
         "retention_days": _WHOLE, "full": _FLAG, "harvest_open": _FLAG,
         "offers": {"type": "array", "items": _STRING, "description": "Nicknames for whoever wants one."}},
        {"purpose": _TEXT, "starts_at": _WHOLE, "contact": _STRING, "template": _STRING, "participant_card": _TEXT,
         "privacy": _TEXT, "nameless": {"type": "boolean", "description": "The harvest will not say who wrote what."}},
    ),
    "Joining": _object(
        {"name": {"type": "string", "description": "At most 60 characters; an invented name will do."}},
        {"organisation": _STRING, "role": {"type": "string", "enum": ["participant", "follower"]},
         "language": {"type": "string", "enum": ["fi", "sv", "en"]},
         "weight": {**_between(1, 12), "description": "How many people sit at this one device."},
         "rules": {"type": "string", "description": "The version of the ground rules that were shown."}},
    ),
    "Joined": _object(
        {"person": _STRING, "token": {"type": "string", "description": "For the socket; keep it on the device."},
         "recovery": {"type": "string", "description": "Four words that bring the person back on another device."}},
    ),
    "Returned": _object({"person": _STRING, "token": _STRING}),
    "Note": _NOTE,
    "Harvest": _object(
        {"title": _STRING, "code": _STRING, "language": _STRING, "open": _FLAG, "counts": _map_of(_WHOLE),
         "tables": {"type": "array", "items": {"$ref": "#/components/schemas/HarvestTable"}},
         "themes": {"type": "array", "items": _object({"theme": _TEXT, "tables": {"type": "array"}})},
         "insights": _NOTES, "questions": _NOTES, "patterns": _NOTES, "only_at_one_table": _NOTES,
         "takeaways": _NOTES, "feedback": _NOTES, "shared": _NOTES,
         "sections": {"type": "array", "items": {"$ref": "#/components/schemas/HarvestSection"}}},
        {"ended_at": _WHOLE, "status": _STRING, "host": _STRING, "template": _TEXT, "mode": _STRING},
    ),
    "HarvestSection": _object(
        {"phase": _STRING, "title": _TEXT,
         "lines": {"type": "array", "items": {"$ref": "#/components/schemas/HarvestLine"}}},
        {"prompt": _TEXT, "name": _STRING, "params": {"type": "object"}},
    ),
    "HarvestLine": _object(
        {"text": {"oneOf": [_STRING, _TEXT]}},
        {"kind": _STRING, "name": _STRING, "about": _STRING, "params": {"type": "object"},
         "below": {"type": "array", "items": {"$ref": "#/components/schemas/HarvestLine"}}},
    ),
    "HarvestTable": _object(
        {"id": _STRING, "number": _WHOLE, "kind": _STRING,
         "rounds": {"type": "array", "items": _object({"round": _WHOLE, "notes": _NOTES}, {"prompt": _TEXT})}},
        {"theme": _TEXT},
    ),
    "TemplateSummary": _object({"id": _STRING, "version": _STRING, "names": _TEXT}, {"minutes": {"type": "number"}}),
    "Attainable": _object(
        {"people": _WHOLE, "tables": _WHOLE, "rounds": _WHOLE, "others": _WHOLE,
         "met": {"type": "integer", "description": "So many different others people can meet on average at most."},
         "met_most": _WHOLE, "met_least": _WHOLE, "repeats": _WHOLE, "perfect": _FLAG, "table_size": _WHOLE},
        {"cure_tables": {"type": "integer", "description": "So many tables would make repeated meetings avoidable."}},
    ),
    "PlanPreview": _object(
        {"people": _WHOLE, "tables": _WHOLE, "sizes": _map_of(_WHOLE),
         "rounds": {**_map_of(_map_of(_WHOLE)), "description": "Round → person (\"1\" … \"N\") → table number."},
         "figures": _PLAN_FIGURES, "tradeoffs": _map_of({"type": "object"})},
    ),
}  # fmt: skip


def _ref(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


def _body(schema: dict) -> dict:
    return {"required": True, "content": _json(schema)}


_HOST = [{"bearer": []}, {"cookie": []}]

PATHS = {
    "/sessions": {
        "post": {
            "summary": "Open a session from a template",
            "security": _HOST,
            "requestBody": _body(_ref("NewSession")),
            "responses": _answers(_good(201, "The session exists.", _ref("Created")), 400, 401, 403, 404, 413, 422),
        }
    },
    "/sessions/{code}": {
        "parameters": [_CODE, _LANG],
        "get": {
            "summary": "What everybody with the code may know",
            "responses": _answers(_good(200, "Public facts.", _ref("Session")), 404, 429),
        },
    },
    "/sessions/{code}/join": {
        "parameters": [_CODE, _LANG],
        "post": {
            "summary": "Join as a participant or follower; no account",
            "requestBody": _body(_ref("Joining")),
            "responses": _answers(_good(201, "A seat of one's own.", _ref("Joined")), 400, 403, 404, 409, 410, 413, 422, 429),
        },
    },
    "/sessions/{code}/return": {
        "parameters": [_CODE, _LANG],
        "post": {
            "summary": "Come back on another device with the four words",
            "requestBody": _body(_object({"recovery": _STRING})),
            "responses": _answers(_good(200, "The same seat.", _ref("Returned")), 400, 401, 404, 413, 429),
        },
    },
    "/sessions/{code}/screen": {
        "parameters": [_CODE, _LANG],
        "post": {
            "summary": "A token for the projector",
            "security": [{"bearer": []}],
            "responses": _answers(_good(201, "For /screen/<code>#token.", _object({"token": _STRING})), 401, 403, 404, 410, 429),
        },
    },
    "/sessions/{code}/rehearse": {
        "parameters": [_CODE, _LANG],
        "post": {
            "summary": "Invented people come to a copy of the session",
            "security": [{"bearer": []}],
            "requestBody": _body(_object({"people": _between(2, 60)})),
            "responses": _answers(_good(201, "The copy's links.", _ref("Created")), 400, 401, 403, 404, 409, 413, 429),
        },
    },
    "/sessions/{code}/token": {
        "parameters": [_CODE, _LANG],
        "get": {
            "summary": "The signed-in owner gets the host's token on this machine",
            "security": [{"cookie": []}],
            "responses": _answers(_good(200, "The host's token.", _object({"host_token": _STRING})), 401, 403, 404, 429),
        },
    },
    "/sessions/{code}/harvest": {
        "parameters": [_CODE, _LANG, _query("format", "json (default), md or html; pdf and docx later.", _STRING, False)],
        "get": {
            "summary": "The harvest: a host's at any time, everybody's once it is open",
            "security": [{}, *_HOST],
            "responses": _answers(
                {
                    "200": {
                        "description": "The harvest in the format asked for.",
                        "content": {
                            "application/json": {"schema": _ref("Harvest")},
                            "text/markdown": {"schema": _STRING},
                            "text/html": {"schema": _STRING},
                        },
                    }
                },
                401, 403, 404, 406, 429, 501,
            ),
        },
    },
    "/templates": {
        "get": {
            "summary": "The templates of this installation",
            "responses": _good(
                200, "Without their phases.", _object({"templates": {"type": "array", "items": _ref("TemplateSummary")}})
            ),
        }
    },
    "/templates/{id}": {
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": _STRING}, _LANG],
        "get": {
            "summary": "One template with its phases",
            "responses": _answers(_good(200, "The whole template.", _ref("TemplateSummary")), 404),
        },
    },
    "/attainable": {
        "parameters": [_LANG],
        "get": {
            "summary": "How many others people can meet at best",
            "parameters": [
                _query("people", "1–2000", _between(1, 2000)),
                _query("tables", "1–500, not more than people", _between(1, 500)),
                _query("rounds", "1–8", _between(1, 8)),
            ],
            "responses": _answers(_good(200, "Proved bounds.", _ref("Attainable")), 400),
        },
    },
    "/plan-preview": {
        "parameters": [_LANG],
        "post": {
            "summary": "The plan these settings would give, with invented people",
            "requestBody": _body(_object({"people": _between(1, 2000)}, {"settings": {"type": "object"}, "template": _STRING})),
            "responses": _answers(_good(200, "The plan and its figures.", _ref("PlanPreview")), 400, 404, 413, 422),
        },
    },
    "/messages/{domain}": {
        "parameters": [
            {"name": "domain", "in": "path", "required": True,
             "schema": {"type": "string", "enum": ["participant", "host"]}}, _LANG,
        ],
        "get": {
            "summary": "The interface's sentences by id",
            "responses": _answers(
                _good(200, "A sentence, or one for each plural form.", _map_of({"type": ["string", "object"]})), 404
            ),
        },
    },
    "/openapi.json": {"get": {"summary": "This description", "responses": _good(200, "OpenAPI 3.1.", {"type": "object"})}},
}  # fmt: skip


def document(base: str) -> dict:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Coknow",
            "version": "1",
            "description": "Sessions on which everybody takes part. The live part goes over Socket.IO (namespace /live).",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": base}],
        "paths": PATHS,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer", "description": "A host's or participant's token."},
                "cookie": {
                    "type": "apiKey", "in": "cookie", "name": "coknow",
                    "description": "A signed-in host; over https the cookie is named __Host-coknow.",
                },
            },
        },
    }  # fmt: skip
