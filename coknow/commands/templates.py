"""Commands about templates: lint a file, import it into this installation, write one out."""

import sys
from pathlib import Path

from coknow import boot, library
from coknow.kernel.rejected import Rejected
from coknow.session import template
from coknow.session.yaml_text import SIZE_LIMIT
from coknow.web.template_file import yaml_text

from .say import Answer, template_fault


def lint(answer: Answer, files: tuple[str, ...]) -> None:
    """Every shortcoming of every file; status 1 if there is any."""
    found = []
    for file in files:
        for problem in template.lint(_text(file), library.activities()):
            found.append({"file": file, "path": problem.path, "code": problem.code, "text": template_fault(problem)})
    lines = [f"{one['file']}: {one['path'] or '.'}: {one['text']} ({one['code']})" for one in found]
    answer({"ok": not found, "problems": found}, *(lines or [f"{len(files)} template(s), nothing to mend"]))
    if found:
        sys.exit(1)


def take_in(answer: Answer, file: str) -> None:
    parsed = template.parse(_text(file), library.activities())
    store = boot.open_store(boot.Settings.from_environment())
    store.library.put(parsed["id"], parsed["version"], parsed)
    store.close()
    facts = {"id": parsed["id"], "version": parsed["version"], "status": parsed.get("status", "")}
    answer(facts, f"Imported {parsed['id']} {parsed['version']} ({facts['status']})")


def give_out(answer: Answer, template_id: str, file: str) -> None:
    """YAML that `import` reads again."""
    store = boot.open_store(boot.Settings.from_environment())
    found = store.library.get(template_id) or library.builtin().get(template_id)
    if found is None:
        raise Rejected("no_such_template")
    text = yaml_text(found)
    if file in ("", "-"):
        sys.stdout.write(text)
        return
    Path(file).write_text(text, encoding="utf-8")
    answer({"id": template_id, "file": file}, f"Wrote {file}")


def _text(file: str) -> bytes:
    """As it lies there, and no more of it than shows that it is too long: what is wrong with it, the template says."""
    if file == "-":
        return sys.stdin.buffer.read(SIZE_LIMIT + 1)
    with open(file, "rb") as opened:
        return opened.read(SIZE_LIMIT + 1)
