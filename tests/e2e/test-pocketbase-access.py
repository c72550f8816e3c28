#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is deployed lets a real PocketBase decide as Groundplan does.

The access tests of the diagnostics sample are tried with real tokens. Random rules, rows and callers
are written by a program of ours with the answers that are expected; GP_ACCESS_RULES says how many
sets of rules.
"""

import json
import os
import sys
import tempfile

from directus import walk
from pocketbase import ACCOUNTS, MISSING, PocketBase, pocketbase_program
from programs import BUILD, USUAL_SEED, draw_cases, run
from tap import ROOT, Tap

WRITER = os.path.join(BUILD, "tests", "e2e", "write-filter-cases")
SAMPLE = os.path.join(ROOT, "data", "share", "samples", "diagnostics.gplan.json")
SIGNED_IN, ADMIN = 1, 2
PASSWORD = "end-to-end"

# What a wrong printer would write. The differential test must notice each, or it proves nothing.
MUTANTS = {
    "nobody-is-anybody": ('@request.auth.id != ""', "1 = 1"),
    "null-is-forgotten": (' = ""', ' != ""'),
    "not-equal-is-equal": ("!= @request", "= @request"),
    "hops-are-not-guarded": ('.id != ""', ".id != 'x'"),
    "lists-are-not-there": ('.id = ""', ".id = 'x'"),
    "what-is-sent-is-not-asked": (":isset = true", ":isset = false"),
}


def option(kind, **options):
    return {"type": kind, "options": options}


PLAIN = {
    "text": option("text"), "uuid": option("text"), "bigint": option("number"),
    "integer": option("number"), "decimal": option("number"), "boolean": option("bool"),
    "timestamp": option("date"), "date": option("date"), "json": option("json", maxSize=20000),
}


class Random:
    """The lines of the writer, one after the other, as questions to a server."""

    def __init__(self, server, mutate=None):
        self.server = server
        self.mutate = mutate or (lambda rule: rule)
        self.is_made = False
        self.fields = {}         # of collections: name → type
        self.tokens = [None, None, None]
        self.number = self.asked = self.allowed = self.exact = self.unsaid = 0
        self.complaints = []

    def take(self, line):
        if "design" in line:
            if not self.is_made:
                self.make_collections(line["design"]["design"])
        elif "rows" in line:
            self.take_rows(line)
        else:
            self.take_set(line)

    def make_collections(self, design):
        """Collections of the entities, without constraints."""
        entities = {e["id"]: e for e in walk(design) if e["kind"] == "entity"}
        ids = {key: f"{e['name']:x<15}".replace("_", "x") for key, e in entities.items()}
        collections = []
        for key, entity in entities.items():
            fields = [self.field(child, entity, ids) for child in entity["children"]
                      if child["kind"] == "field"]
            self.fields[entity["name"]] = {f["name"]: f["type"] for f in fields if f}
            collections.append({
                "id": ids[key], "name": entity["name"], "type": "base", "options": {},
                "indexes": [], "schema": [f for f in fields if f]})
        accounts = [c for c in self.server.collections() if c["id"] == ACCOUNTS][0]
        accounts["schema"] += [
            {"id": "accountroles", "name": "roles",
             **option("select", maxSelect=2, values=["admin", "editor"])},
            {"id": "accounttenant", "name": "tenant", **option("text")}]
        self.project = next(c for c in collections if c["name"] == "project")
        self.server.must("PUT", "/api/collections/import",
                         {"collections": [accounts, *collections], "deleteMissing": False})

    def field(self, field, entity, ids):
        if field["id"] in entity["primary_key"] or field["name"] in ("created", "2nd"):
            return None
        if field.get("reference"):
            kind = option("relation", maxSelect=1, collectionId=ids[field["reference"]])
        elif field["type" if "type" in field else "name"] == "enum":
            kind = option("select", maxSelect=1, values=field["values"])
        else:
            kind = PLAIN["json" if field.get("array") else field.get("type", "text")]
        return {"id": f"{field['name']:x<9}", "name": field["name"], **kind}

    def take_rows(self, line):
        self.rows = line["rows"]
        self.store()
        self.projects = {row["id"]: row for row in self.rows["project"]}
        self.make_accounts(line["accounts"])

    def store(self):
        """All rows as they were drawn, past the server: some refer to what is not there."""
        with self.server.database() as database:
            for name, rows in self.rows.items():
                database.execute(f'DELETE FROM "{name}"')
                for row in rows:
                    cells = {k: self.cell(name, k, v) for k, v in row.items()
                             if k in self.fields[name] or k in ("id", "created")}
                    names = ", ".join(f'"{field}"' for field in cells)
                    marks = ", ".join("?" * len(cells))
                    database.execute(f'INSERT INTO "{name}" ({names}) VALUES ({marks})',
                                     list(cells.values()))

    def cell(self, name, field, value):
        """A value as PocketBase keeps it."""
        kind = self.fields[name].get(field, "date" if field == "created" else "text")
        if kind in ("number", "bool"):
            return value or 0
        if kind == "json":
            return json.dumps(value)
        if value is None:
            return ""
        return as_time(value) if kind == "date" else str(value)

    def make_accounts(self, accounts):
        """With the ids that were drawn, which PocketBase itself would not give."""
        with self.server.database() as database:
            database.execute("DELETE FROM users")
        for i in (SIGNED_IN, ADMIN):
            name = f"account{i}"
            made = self.server.add("users", username=name, password=PASSWORD,
                                   passwordConfirm=PASSWORD, tenant=accounts[i]["tenant"] or "",
                                   roles=["admin"] if i == ADMIN else [])
            with self.server.database() as database:
                database.execute("UPDATE users SET id = ? WHERE id = ?",
                                 (accounts[i]["id"], made["id"]))
            self.tokens[i] = self.server.sign_in(name, PASSWORD)

    def take_set(self, line):
        self.number += 1
        self.exact += len(line["exact"])
        rules = {k: v and self.mutate(v) for k, v in line["access"].items()}
        self.server.must("PATCH", f"/api/collections/{self.project['id']}", rules)
        for token, question in zip(self.tokens, line["questions"]):
            self.see(token, question["sees"], "read" in line["exact"])
            self.do(token, question, question["action"] in line["exact"])

    def see(self, token, expected, exact):
        status, found = self.server.request(
            "GET", "/api/collections/project/records?perPage=500&fields=id", token=token)
        if status not in (200, 403):
            raise AssertionError(f"{status} {found}")
        rows = {row["id"] for row in found["items"]} if status == 200 else set()
        for key in self.projects:
            self.compare(f"read {key}", key in rows, key in expected, exact)

    def do(self, token, question, exact):
        """Whether the write is allowed; it is undone."""
        record = question["record"]
        path = "/api/collections/project/records"
        method, path = {"create": ("POST", path), "update": ("PATCH", f"{path}/{record}"),
                        "delete": ("DELETE", f"{path}/{record}")}[question["action"]]
        body = {k: v for k, v in (question["body"] or {}).items() if k not in ("id", "created")}
        status, answer = self.server.request(method, path, body if question["body"] else None,
                                             token)
        if status < 300:
            self.store()
        elif status == 400 and answer["data"]:
            self.unsaid += 1
            return
        elif status not in (400, 403, 404):
            raise AssertionError(f"{method} {path} {body}: {status} {answer}")
        if question["action"] == "create" and "created" in (question["body"] or {}):
            exact = False      # PocketBase says itself when it was
        self.compare(f"{question['action']} {record} {body}", status < 300, question["may"], exact,
                     exact or question["action"] != "create")

    def compare(self, what, got, expected, exact, strict=True):
        self.asked += 1
        self.allowed += expected
        if got != expected and ((got and strict) or exact):
            words = ("no", "yes")
            self.complaints.append(
                f"set {self.number}: {what}: expected {words[expected]} and not {words[got]}")


def as_time(text):
    """"1970-01-01T00:30:00.5Z" or a date, with milliseconds."""
    day, _, rest = text.rstrip("Z").partition("T")
    clock, _, part = (rest or "00:00:00").partition(".")
    return f"{day} {clock}.{part[:3]:0<3}Z"


def is_noticed(server, name):
    """The same rules and rows each time, with one thing wrong in the rules."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.json")
        run(WRITER, "--seed", USUAL_SEED, path,
            env={**os.environ, "GP_ACCESS_RULES": "200", "GP_ACCESS_TARGET": "pocketbase"})
        questions = Random(server, lambda rule: rule.replace(*MUTANTS[name]))
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                questions.take(json.loads(line))
                if questions.complaints:
                    return True
    return False


def random_complaints(server):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.json")
        draw_cases(WRITER, path, GP_ACCESS_TARGET="pocketbase")
        questions = Random(server)
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                questions.take(json.loads(line))
    print(f"# {questions.number} sets, asked {questions.asked} allowed {questions.allowed} "
          f"exact {questions.exact} unsaid {questions.unsaid}", file=sys.stderr)
    complaints = questions.complaints
    if not questions.asked / 50 < questions.allowed or questions.exact < questions.number / 4:
        complaints.append(f"of {questions.asked} answers {questions.allowed} are yes, and "
                          f"{questions.exact} actions of {questions.number} sets can be said")
    return complaints


def main():
    tap = Tap()
    if pocketbase_program() is None:
        tap.skip_all(MISSING)
    with PocketBase() as server:
        tap.check("/e2e/pocketbase-access/tokens-find-what-rules-say", random_complaints(server))
    for name in MUTANTS:
        with PocketBase() as server:
            tap.check(f"/e2e/pocketbase-access/it-is-noticed-that-{name}",
                      [] if is_noticed(server, name) else ["nobody noticed"])
    tap.done()


if __name__ == "__main__":
    main()
