"""A random word of its own in every text of a tenant, and all in which a word of another is looked for."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections import defaultdict
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from sopforms.store import immutable
from sopforms.store.db import Base, db
from sopforms.web.policy import POLICY, Relation

# Words of the tenants, by the id of the partnership: nothing else in the product holds them.
WORDS = {1: "zquorvel", 2: "zwimbrak", 3: "zjaptoth"}
SIGNS = re.compile("|".join(WORDS.values()), re.IGNORECASE)
# Names that other rows find their text by, and what is compared and not read.
LEFT_ALONE = {"hash", "previous", "content_hash", "shape_hash", "dedupe", "message_id", "selector", "source"}
LEAST = 4  # shorter texts are codes


Row = tuple[str, int]


def owners() -> dict[Row, set[int]]:
    """Of which partnership each row is: by what it refers to, and a person or board by who refers to it."""
    found: dict[Row, set[int]] = defaultdict(set)
    tables = [table for table in Base.metadata.sorted_tables if len(table.primary_key) == 1]
    for _again in range(2):  # people come before the roles that say whose they are
        for table in tables:
            for row in db.session.execute(sa.select(table)).mappings():
                own = (table.name, row[next(iter(table.primary_key)).name])
                if table.name == "partnership":
                    found[own] = {row["id"]}
                for key in table.foreign_keys:
                    if not key.column.primary_key:
                        continue  # the half of a key that repeats whose it is
                    if key.column.table.name not in ("person", "question_set") or table.name == "kept_form":
                        found[own] |= found[key.column.table.name, row[key.parent.name]]
                if table.name == "membership":
                    found["person", row["person_id"]] |= found[own]
        for row in db.session.execute(sa.select(Base.metadata.tables["board_partnership"])).mappings():
            found["board", row["board_id"]].add(row["partnership_id"])
    return found


def fill() -> dict[str, int]:
    """Put the word of its tenant into every text of every row; return in how many texts of each table."""
    changed: dict[str, int] = defaultdict(int)
    known = owners()
    for statement in immutable.removal(db.engine.dialect.name):
        db.session.execute(sa.text(statement))
    for table in Base.metadata.sorted_tables:
        if len(table.primary_key) != 1:
            continue
        key = next(iter(table.primary_key))
        texts = [column for column in table.columns if _is_text(column)]
        for row in db.session.execute(sa.select(key, *texts)).mappings().all():
            own = known[table.name, row[key.name]]
            if len(own) != 1:
                continue
            word = WORDS[next(iter(own))]
            new = {one.name: _marked(one.name, row[one.name], word) for one in texts}
            new = {name: value for name, value in new.items() if value != row[name]}
            if new:
                db.session.execute(sa.update(table).where(key == row[key.name]).values(new))
                changed[table.name] += len(new)
    db.session.commit()
    return changed


def mark(table: sa.Table, word: str) -> int:
    """Put one word into every text of a table; return in how many."""
    key, changed = next(iter(table.primary_key)), 0
    texts = [column for column in table.columns if _is_text(column)]
    for row in db.session.execute(sa.select(key, *texts)).mappings().all():
        new = {one.name: _marked(one.name, row[one.name], word) for one in texts}
        new = {name: value for name, value in new.items() if value != row[name]}
        if new:
            db.session.execute(sa.update(table).where(key == row[key.name]).values(new))
            changed += len(new)
    db.session.commit()
    return changed


def _is_text(column: sa.Column[Any]) -> bool:
    kept = column.primary_key or column.foreign_keys or isinstance(column.type, sa.Enum)
    return not kept and column.name not in LEFT_ALONE and isinstance(column.type, sa.String | sa.JSON)


def _marked(name: str, value: Any, word: str) -> Any:
    """The same value with the word in it, of the same shape."""
    if isinstance(value, dict):
        return {key: _marked(key, one, word) for key, one in value.items()}
    if isinstance(value, list):
        return [_marked(name, one, word) for one in value]
    if not isinstance(value, str) or len(value) < LEAST:
        return value
    if value[0] in "[{" and value[-1] in "]}":
        try:
            return json.dumps(_marked(name, json.loads(value), word), ensure_ascii=False)
        except ValueError:
            return value
    if "@" in value and " " not in value:
        return f"{word}.{value}"
    return f"{value} {word}" if " " in value or name in ("place", "municipality", "function") else value


def texts_of(content: bytes, mimetype: str) -> str:
    """Everything that can be read in an answer: of a zip all its parts, of a PDF its text."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return " ".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())
    if mimetype == "application/pdf":
        read = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
        return read.stdout.decode()
    return content.decode("utf-8", "ignore").replace("\r\n ", "")  # a calendar folds its lines


def crawl(
    app: Flask, client: FlaskClient, start: list[str], *, pdf: bool = False
) -> dict[str, tuple[int, str]]:
    """Follow every link from here, each page once: address → status and texts. PDFs only when asked for.

    Pages for everybody are left out: what is published is there for all.
    """
    urls, waiting, asked = app.url_map.bind("localhost"), list(start), set[str]()
    found: dict[str, tuple[int, str]] = {}
    while waiting:
        path = waiting.pop(0)
        try:
            endpoint = urls.match(path.partition("?")[0], method="GET")[0]
        except HTTPException:
            continue
        for_all = POLICY[endpoint].relation is Relation.PUBLIC
        if endpoint in asked or for_all or (".pdf" in path and not pdf):
            continue
        asked.add(endpoint)
        answer = client.get(path)
        text = texts_of(answer.data, answer.mimetype)
        found[path] = (answer.status_code, text)
        if answer.status_code in (302, 303):
            waiting.append(answer.headers["Location"].partition("#")[0])
        if answer.mimetype == "text/html":
            links = re.findall(r'(?:href|src)="(/[^"#]*)', answer.text)
            waiting += [one.replace("&amp;", "&") for one in links]
    return found


def strange(text: str, own: int | None) -> list[str]:
    """The words of other tenants in a text."""
    return sorted({one.lower() for one in SIGNS.findall(text)} - {WORDS.get(own or 0, "")})
