"""The shell's door: names, options, help. What a command does lives in coknow/commands.

`serve` and `demo` patch the process first, like app.py; nothing of ours is imported before that, so every command
imports its module when it is called.
"""

import functools

import click

from coknow import _async


def main() -> None:
    cli(prog_name="coknow")


def command(group, name: str, **attributes):
    """A command with --json; it gets an `answer` as first argument and its refusals are said kindly."""

    def wrap(function):
        @group.command(name, **attributes)
        @click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
        @functools.wraps(function)
        def run(as_json, **given):
            if name in _PATCHING:
                _async.patch()
            from coknow.commands.say import Answer, refusals

            answer = Answer(as_json)
            with refusals(answer):
                return function(answer, **given)

        return run

    return wrap


_PATCHING = ("serve", "demo")


class _WithVariables(click.Command):
    """`--help` of this command also lists what may be set in the environment."""

    def format_epilog(self, context, formatter):
        from coknow.boot import VARIABLES

        with formatter.section("Environment"):
            formatter.write_dl(list(VARIABLES.items()))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="coknow")
def cli():
    """Coknow: learning cafés and dialogues in which everybody takes part."""


@command(cli, "serve", cls=_WithVariables)
@click.option("--host", help="Address to listen on; 0.0.0.0 for every network.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.")
def serve(answer, host, port):
    """Run the server. The first start makes what it needs and prints a link for the host's account."""
    from coknow.commands import serving

    serving.serve(answer, host, port)


@command(cli, "demo")
@click.option("--people", type=click.IntRange(0, 500), default=24, show_default=True, help="How many simulated people.")
@click.option("--speed", type=click.FloatRange(0.1, 60), default=1.0, show_default=True, help="Faster than life.")
@click.option("--host", help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; the next free one from 8000 if not given.")
def demo(answer, people, speed, host, port):
    """A café in progress with simulated people, on a database that is thrown away."""
    from coknow.commands import serving

    serving.demo(answer, people, speed, host, port)


@command(cli, "rehearse")
@click.argument("url")
@click.option("--people", type=click.IntRange(1, 2000), default=40, show_default=True)
@click.option("--seconds", type=click.FloatRange(0), default=60, show_default=True, help="0: until interrupted.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed, the same behaviour.")
@click.option("--speed", type=click.FloatRange(0.1, 60), default=1.0, show_default=True, help="Faster than life.")
@click.option("--host-token", default="", envvar="COKNOW_HOST_TOKEN", help="Also press “next” as the host.")
def rehearse(answer, url, people, seconds, seed, speed, host_token):
    """Drive the session at URL (its join link) with bots over the real wire; prints figures."""
    from coknow.commands import rehearsing

    rehearsing.rehearse(answer, url, people, seconds, seed, speed, host_token)


@command(cli, "plan")
@click.option("--input", "source", default="-", show_default=True, help="A file with the wish, or - for standard input.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--repair", is_flag=True, help="Change as few seats of the published plan (base) as possible.")
def plan(answer, source, seed, repair):
    """Plan who sits where in every round. Reads and prints JSON."""
    from coknow.commands import planning

    planning.plan(answer, source, seed, repair)


@command(cli, "replay")
@click.argument("code")
@click.option("--at", type=click.IntRange(1), help="After this event; else after the last one.")
@click.option("--audience", default="", help="One document only: room, hosts, screen, place:… or person:…")
def replay(answer, code, at, audience):
    """Fold a session's log and print what everybody saw then."""
    from coknow.commands import sessions

    sessions.replay(answer, code, at, audience)


@command(cli, "verify")
def verify(answer):
    """Fold every log twice and compare. Ends with status 1 if anything differs."""
    from coknow.commands import sessions

    sessions.verify(answer)


@command(cli, "export")
@click.argument("code")
@click.option("--format", "kind", default="md", show_default=True, help="md, html or json.")
@click.option("--output", default="-", help="A file; - for standard output.")
@click.option("--hidden", is_flag=True, help="With the notes that the host has hidden, marked.")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), help="Of the words around the notes.")
def export(answer, code, kind, output, hidden, language):
    """Write a session's harvest."""
    from coknow.commands import sessions

    sessions.export(answer, code, kind, output, hidden, language or "")


@command(cli, "new-activity")
@click.argument("name")
def new_activity(answer, name):
    """Begin a new activity: a folder that works at once, to be changed. For a checkout of the repository."""
    from coknow.commands import new_activity as module

    module.new_activity(answer, name)


@cli.group("session")
def session_group():
    """Sessions."""


@command(session_group, "create")
@click.option("--template", required=True, help="An id, such as learning-cafe.")
@click.option("--title", default="", help="Else the template's name.")
@click.option("--language", type=click.Choice(["fi", "sv", "en"]), default="fi", show_default=True)
@click.option("--settings", "given", default="", help="JSON, @file.json, or - for standard input.")
@click.option("--host-name", default="", help="The name participants see.")
@click.option("--account", default="", help="The account it belongs to.")
def create_session(answer, template, title, language, given, host_name, account):
    """Open a session; prints its code and links."""
    from coknow.commands import sessions

    sessions.create(answer, template, title, language, given, host_name, account)


@cli.group("template")
def template_group():
    """Templates."""


@command(template_group, "lint")
@click.argument("files", nargs=-1, required=True, type=click.Path())
def lint(answer, files):
    """Say what a template still lacks. Ends with status 1 if anything."""
    from coknow.commands import templates

    templates.lint(answer, files)


@command(template_group, "import")
@click.argument("file", type=click.Path())
def import_template(answer, file):
    """Take a template into this installation; - reads standard input."""
    from coknow.commands import templates

    templates.take_in(answer, file)


@command(template_group, "export")
@click.argument("template_id")
@click.argument("file", default="-", type=click.Path())
def export_template(answer, template_id, file):
    """Write a template as YAML, to change and import again."""
    from coknow.commands import templates

    templates.give_out(answer, template_id, file)


@cli.group("account")
def account_group():
    """Hosts' accounts."""


@command(account_group, "add")
@click.argument("name")
@click.option("--password", envvar="COKNOW_PASSWORD", default="", help="Asked for if not given.")
def add_account(answer, name, password):
    """Add a host's account."""
    from coknow.commands import accounts

    accounts.add(answer, name, password)


@command(account_group, "password")
@click.argument("name")
@click.option("--password", envvar="COKNOW_PASSWORD", default="", help="Asked for if not given.")
def set_password(answer, name, password):
    """Give somebody who forgot theirs a new password."""
    from coknow.commands import accounts

    accounts.set_password(answer, name, password)


@command(account_group, "list")
def list_accounts(answer):
    """Who has an account."""
    from coknow.commands import accounts

    accounts.show(answer)


@cli.group("db")
def db_group():
    """The database."""


@command(db_group, "upgrade")
def upgrade(answer):
    """Bring the tables to this version. `serve` does the same at its start."""
    from coknow.commands import database

    database.upgrade(answer)


if __name__ == "__main__":
    main()
