"""The description of the REST interface is honest: its addresses are the server's, its answers the real ones."""

import re

from coknow.web import openapi

from .conftest import ask


def conforms(value, schema: dict, where: str = "answer") -> None:
    """The few rules of JSON Schema that the description uses, and no undeclared field of an object."""
    if "$ref" in schema:
        return conforms(value, openapi.SCHEMAS[schema["$ref"].rsplit("/", 1)[1]], where)
    kinds = {"object": dict, "string": str, "integer": int, "boolean": bool, "array": list, "number": (int, float)}
    wanted = schema.get("type", [])
    named = [wanted] if isinstance(wanted, str) else wanted
    if named:
        assert any(isinstance(value, kinds[name]) for name in named), f"{where}: {value!r} is not {wanted}"
        assert not (isinstance(value, bool) and "boolean" not in named), where
    if "enum" in schema:
        assert value in schema["enum"], where
    if isinstance(value, dict):
        missing = set(schema.get("required", [])) - set(value)
        assert not missing, f"{where} lacks {missing}"
        known = schema.get("properties")
        for name, inner in value.items():
            if known and name in known:
                conforms(inner, known[name], f"{where}.{name}")
            elif "additionalProperties" in schema:
                conforms(inner, schema["additionalProperties"], f"{where}.{name}")
            elif known and where.endswith(("Created", "Joined", "Session", "Error", "Harvest")):
                raise AssertionError(f"{where}.{name} is not described")
    if isinstance(value, list) and "items" in schema:
        for number, inner in enumerate(value):
            conforms(inner, schema["items"], f"{where}[{number}]")


def test_the_description_lists_exactly_the_addresses_the_server_has(world):
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule).removeprefix("/api/v1"), method.lower())
        for rule in world.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and not rule.rule.endswith("<path:nothing>")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    described = {
        (path.replace("{id}", "{template_id}"), method)
        for path, item in openapi.PATHS.items()
        for method in item
        if method != "parameters"
    }
    assert described == served


def test_real_answers_are_as_described(world, sent):
    host = world.laptop_of_host()
    made = ask(host, "POST", "/sessions", json={"template": "learning-cafe-mini"})
    code, token = made.json["code"], made.json["host_token"]
    joined = ask(world.phone(), "POST", f"/sessions/{code}/join", json={"name": "Bertta"})
    calls = {
        ("post", "/sessions"): made,
        ("get", "/sessions/{code}"): ask(world.phone(), "GET", f"/sessions/{code}"),
        ("post", "/sessions/{code}/join"): joined,
        ("post", "/sessions/{code}/return"): ask(
            world.phone(), "POST", f"/sessions/{code}/return", json={"recovery": joined.json["recovery"]}
        ),
        ("post", "/sessions/{code}/screen"): ask(world.phone(), "POST", f"/sessions/{code}/screen", token),
        ("post", "/sessions/{code}/rehearse"): ask(
            world.phone(), "POST", f"/sessions/{code}/rehearse", token, json={"people": 3}
        ),
        ("get", "/sessions/{code}/token"): ask(host, "GET", f"/sessions/{code}/token"),
        ("get", "/sessions/{code}/harvest"): ask(world.phone(), "GET", f"/sessions/{code}/harvest", token),
        ("get", "/templates"): ask(world.phone(), "GET", "/templates"),
        ("get", "/templates/{id}"): ask(world.phone(), "GET", "/templates/learning-cafe"),
        ("get", "/attainable"): ask(world.phone(), "GET", "/attainable?people=12&tables=3&rounds=3"),
        ("post", "/plan-preview"): ask(world.phone(), "POST", "/plan-preview", json={"people": 12}),
        ("get", "/messages/{domain}"): ask(world.phone(), "GET", "/messages/participant"),
        ("get", "/openapi.json"): ask(world.phone(), "GET", "/openapi.json"),
    }
    described = {(m, p) for p, item in openapi.PATHS.items() for m in item if m != "parameters"}
    assert set(calls) == described
    for (method, path), answer in calls.items():
        good = openapi.PATHS[path][method]["responses"][str(answer.status_code)]
        schema = good["content"]["application/json"]["schema"]
        conforms(answer.json, schema, schema.get("$ref", path).rsplit("/", 1)[1])


def test_real_refusals_are_as_described(world):
    made = world.open_session()
    for method, path, shown, more in [
        ("POST", "/sessions", "/sessions", {"json": {"template": "x"}}),
        ("GET", "/sessions/ZZZZZZ", "/sessions/{code}", {}),
        ("POST", f"/sessions/{made.code}/join", "/sessions/{code}/join", {"json": {"name": ""}}),
        ("POST", f"/sessions/{made.code}/return", "/sessions/{code}/return", {"json": {"recovery": "a b c d"}}),
        ("GET", f"/sessions/{made.code}/harvest", "/sessions/{code}/harvest", {}),
        ("GET", f"/sessions/{made.code}/harvest?format=pdf", "/sessions/{code}/harvest", {}),
        ("GET", f"/sessions/{made.code}/harvest?format=xls", "/sessions/{code}/harvest", {}),
        ("GET", "/attainable", "/attainable", {}),
    ]:
        answer = ask(world.phone(), method, path, **more)
        good = openapi.PATHS[shown][method.lower()]["responses"][str(answer.status_code)]
        conforms(answer.json, good["content"]["application/json"]["schema"], "Error")


def test_the_description_has_no_dangling_reference(world):
    text = ask(world.phone(), "GET", "/openapi.json").get_data(as_text=True)
    named = set(re.findall(r"#/components/schemas/(\w+)", text))
    assert named <= set(openapi.SCHEMAS) and named
