"""Templates that an organisation imported. The built-in ones are files (coknow/library), reading YAML is not here."""

import json

from sqlalchemy import bindparam, delete, insert, select

from .accounts import Transaction, clock_ms
from .log import as_text
from .tables import template

NEWEST = select(template.c.body).where(template.c.id == bindparam("of")).order_by(
    template.c.imported_at.desc(), template.c.version.desc()
).limit(1)
EXACT = select(template.c.body).where(template.c.id == bindparam("of"), template.c.version == bindparam("at_version"))
ALL = select(template.c.id, template.c.body).order_by(template.c.id, template.c.imported_at, template.c.version)
DROP = delete(template).where(template.c.id == bindparam("of"), template.c.version == bindparam("at_version"))
REMOVE = delete(template).where(template.c.id == bindparam("of"))
ADD = insert(template)


class Library:
    def __init__(self, reading: Transaction, writing: Transaction):
        self._reading, self._writing = reading, writing

    def put(self, id: str, version: str, body: dict, *, now: int | None = None) -> None:
        """The same version again replaces what was there."""
        with self._writing() as connection:
            connection.execute(DROP, {"of": id, "at_version": version})
            connection.execute(
                ADD,
                {"id": id, "version": version, "imported_at": clock_ms() if now is None else now, "body": as_text(body)},
            )

    def get(self, id: str, version: str | None = None) -> dict | None:
        """The given version, or else the one imported last."""
        statement, params = (NEWEST, {"of": id}) if version is None else (EXACT, {"of": id, "at_version": version})
        with self._reading() as connection:
            body = connection.execute(statement, params).scalar()
        return None if body is None else json.loads(body)

    def all(self) -> dict[str, dict]:
        """Each template once, in the version imported last."""
        with self._reading() as connection:
            return {id: json.loads(body) for id, body in connection.execute(ALL)}

    def remove(self, id: str) -> bool:
        with self._writing() as connection:
            return connection.execute(REMOVE, {"of": id}).rowcount > 0
