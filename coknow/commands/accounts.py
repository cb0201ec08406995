"""Commands about hosts' accounts, for whoever runs the server: add one, give a forgotten password anew, list."""

import click

from coknow import boot
from coknow.store import NameTaken
from coknow.web import accounts, aside

from .say import Answer


def add(answer: Answer, name: str, password: str) -> None:
    store = boot.open_store(boot.Settings.from_environment())
    hashed = _hashed(answer, name, password)
    try:
        made = store.accounts.add(name, hashed, admin=not store.accounts.count())
    except NameTaken:
        answer.refuse("name_taken", f"There is already an account named {name!r}.")
    answer({"id": made.id, "name": made.name}, f"{made.name} can sign in now.")


def set_password(answer: Answer, name: str, password: str) -> None:
    store = boot.open_store(boot.Settings.from_environment())
    account = store.accounts.by_name(name)
    if account is None:
        answer.refuse("no_such_account", f"There is no account named {name!r}.")
    store.accounts.set_password(account.id, _hashed(answer, name, password))
    answer({"id": account.id, "name": account.name}, f"{account.name} has a new password; other sign-ins have ended.")


def show(answer: Answer) -> None:
    store = boot.open_store(boot.Settings.from_environment())
    found = [{"name": one.name, "admin": one.admin, "language": one.language} for one in store.accounts.all()]
    answer({"accounts": found}, *([one["name"] for one in found] or ["No accounts yet: `coknow serve` prints a set-up link."]))


def _hashed(answer: Answer, name: str, password: str) -> str:
    password = password or click.prompt("Password", hide_input=True, confirmation_prompt=True)
    if wrong := accounts.password_fault(name, password):
        answer.refuse(wrong, f"The password needs at least {accounts.SHORTEST_PASSWORD} characters and must not be the name.")
    return aside.JOBS["hash-password"](password)
