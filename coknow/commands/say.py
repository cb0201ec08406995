"""How a shell command answers: a few lines for people, or one JSON object with --json; a refusal the same way."""

import contextlib
import json
import sys

import click

from coknow.kernel.rejected import Rejected


class Answer:
    """Made by --json or its absence; commands give both forms and this one picks."""

    def __init__(self, as_json: bool):
        self.as_json = as_json

    def __call__(self, facts: dict, *lines: str) -> None:
        click.echo(json.dumps(facts, ensure_ascii=False) if self.as_json else "\n".join(lines))

    def refuse(self, code: str, hint: str, **more) -> None:
        """Ends the command with status 1."""
        if self.as_json:
            click.echo(json.dumps({"code": code, "hint": hint, **more}, ensure_ascii=False))
        else:
            click.echo(f"{hint} ({code})" if hint else code, err=True)
        sys.exit(1)


@contextlib.contextmanager
def refusals(answer: Answer):
    """What the core and the database say no with, in words."""
    try:
        yield
    except Exception as problem:
        if not _refused(answer, problem):
            raise


def _refused(answer: Answer, problem: Exception) -> bool:
    # imported only now: a plan on the shell should not wait for a web server and a database driver to load
    from coknow.session.template import BadTemplate
    from coknow.store import TooNew, Unusable
    from coknow.web import language

    if isinstance(problem, Rejected):
        where = ", ".join(f"{name} = {value}" for name, value in problem.params.items())
        hint = language.refusal("en", problem.hint, **problem.params)
        answer.refuse(problem.code, f"{hint} [{where}]" if where else hint, **problem.params)
    elif isinstance(problem, BadTemplate):
        listed = [{"path": one.path, "code": one.code, "text": template_fault(one)} for one in problem.problems]
        lines = "\n".join(f"{one['path'] or '.'}: {one['text']}" for one in listed)
        answer.refuse("bad_template", "" if answer.as_json else f"The template has errors:\n{lines}", problems=listed)
    elif isinstance(problem, TooNew | Unusable):
        answer.refuse("database", str(problem))
    elif isinstance(problem, UnicodeDecodeError) or isinstance(problem, OSError) and problem.filename:
        answer.refuse("not_readable", str(problem))
    else:
        return False
    return True


def template_fault(problem) -> str:
    from coknow.web import language

    try:
        return language.translate("en", f"template.{problem.code}", "template", **problem.params)
    except KeyError:
        return problem.code
