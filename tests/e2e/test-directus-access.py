#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `gplan export --format directus-access` writes lets a real Directus decide as Groundplan does.

The access tests of the diagnostics sample are tried with tokens of users who have the personas'
roles. Random rules, rows and callers are written by a program of ours with the answers that are
expected; GP_ACCESS_RULES says how many sets of rules.
"""

import datetime
import json
import os
import re
import sys
import tempfile

from directus import MISSING, PUBLIC_POLICY, Directus, directus_folder, walk
from programs import BUILD, USUAL_SEED, Failed, draw_cases, gplan, run
from tap import ROOT, Tap

WRITER = os.path.join(BUILD, "tests", "e2e", "write-filter-cases")
SAMPLE = os.path.join(ROOT, "data", "share", "samples", "diagnostics.gplan.json")


# What a wrong printer would write. The differential test must notice each, or it proves nothing.
MUTANTS = {
    "null-is-forgotten": ('{"_null": true}', '{"_nnull": true}'),
    "none-is-some": ('"_none"', '"_some"'),
    "not-equal-is-equal": ('"_neq"', '"_eq"'),
    "nothing-is-validated": (r'"validation": {.*?}, "presets"', '"validation": null, "presets"'),
    "all-fields-are-seen": (r'"fields": \[[^]]*\]', '"fields": ["*"]'),
}


class Sample:
    """The diagnostics sample as questions to a server."""

    def __init__(self, server):
        with open(SAMPLE, encoding="utf-8") as file:
            self.root = json.load(file)["design"]
        self.server = server
        self.elements = {e["id"]: e for e in walk(self.root)}
        self.tests = [e for e in walk(self.root)
                      if e["kind"] == "test" and e.get("type", "access") == "access"]
        self.access = json.loads(gplan("export", SAMPLE, "--format", "directus-access"))

    def load(self):
        self.server.make_collections(self.root)
        self.server.make_requirements(self.access["requires"], self.root)
        self.server.load_access(self.access)
        for persona in walk(self.root):
            if persona["kind"] == "persona" and not persona.get("anonymous"):
                self.make_user(persona)
        for entity in walk(self.root):
            for child in entity.get("children", []):
                if child["kind"] == "fixture" and entity["kind"] == "entity":
                    self.server.must("POST", f"/items/{entity['name']}", child["record"])

    def make_user(self, persona):
        self.server.must("POST", "/users", {
            "id": persona["user_id"], "email": persona["email"], "role": persona["roles"][0],
            "tenant": persona.get("tenant"), "token": f"token-of-{persona['id']}"})

    def forget(self):
        """Takes the records and the accounts away again."""
        with self.server.database() as database:
            for name in self.server.types:
                database.execute(f'DELETE FROM "{name}"')
        self.server.must("DELETE", "/users", [p["user_id"] for p in walk(self.root)
                                              if p["kind"] == "persona" and "user_id" in p])

    def ask(self, test):
        """Whether it is allowed; what it changed is put back."""
        persona = self.elements[test["persona"]]
        token = None if persona.get("anonymous") else f"token-of-{persona['id']}"
        record = self.elements[test["fixture"]]["record"] if "fixture" in test else {}
        path = f"/items/{self.elements[test['subject']]['name']}"
        if test["action"] == "create":
            return self.create(path, {**record, **test.get("write", {})}, token)
        path = f"{path}/{record['id']}"
        if test["action"] == "read":
            fields = [self.elements[f]["name"] for f in test.get("fields", [])] or ["id"]
            return self.allowed("GET", f"{path}?fields={','.join(fields)}", None, token)
        if test["action"] == "update":
            allowed = self.allowed("PATCH", path, test.get("write", {}), token)
            if allowed and "write" in test:
                self.server.must("PATCH", path, record)
            return allowed
        allowed = self.allowed("DELETE", path, None, token)
        if allowed:
            self.server.must("POST", path.rsplit("/", 1)[0], record)
        return allowed

    def create(self, path, write, token):
        written = {"id": "00000000-0000-4000-8000-000000000001", **write}
        allowed = self.allowed("POST", path, written, token)
        if allowed:
            self.server.must("DELETE", f"{path}/{written['id']}")
        return allowed

    def allowed(self, method, path, body, token):
        status, answer = self.server.request(method, path, body, token)
        if status < 300:
            return True
        codes = {error["extensions"]["code"] for error in answer["errors"]}
        if not codes <= {"FORBIDDEN", "FAILED_VALIDATION"}:
            raise AssertionError(f"{method} {path}: {status} {answer}")
        return False


def answered(server, method, path, body=None, token=None):
    """(allowed, data); what only the database objects to is allowed. Other refusals than those of a
    missing right end the test."""
    status, answer = server.request(method, path, body, token)
    if status < 300:
        return True, answer["data"] if answer else None
    codes = {error["extensions"]["code"] for error in answer["errors"]}
    if codes == {"INVALID_FOREIGN_KEY"}:
        return True, None
    if not codes <= {"FORBIDDEN", "FAILED_VALIDATION"}:
        raise AssertionError(f"{method} {path} {body}: {status} {answer}")
    return False, None


class Random:
    """The lines of the writer, one after the other, as questions to a server."""

    fields = ("id", "name", "budget", "status")
    tokens = (None, "token-of-somebody", "token-of-admin")

    def __init__(self, server, mutate=None):
        self.server = server
        self.mutate = mutate or (lambda policies: policies)
        self.is_made = False    # the collections are there already
        self.rows = {}
        self.accounts = []
        self.loaded = {}
        self.number = 0
        self.asked = self.allowed = self.exact = 0
        self.complaints = []

    def take(self, line):
        if "design" in line:
            self.design = line["design"]["design"]
            if self.is_made:
                return
            self.server.make_collections(self.design)
            self.server.make_requirements(line["requires"], self.design)
        elif "rows" in line:
            self.take_rows(line)
        else:
            self.take_set(line)

    def take_rows(self, line):
        self.rows = line["rows"]
        self.store()
        self.projects = {row["id"]: row for row in self.rows["project"]}
        self.accounts = line["accounts"]
        self.loaded = None

    def store(self):
        """All rows as they were drawn, past the server: some refer to what is not there."""
        with self.server.database() as database:
            for name, rows in self.rows.items():
                database.execute(f'DELETE FROM "{name}"')
                for row in rows:
                    names = ", ".join(f'"{field}"' for field in row)
                    marks = ", ".join("?" * len(row))
                    database.execute(f'INSERT INTO "{name}" ({names}) VALUES ({marks})',
                                     [self.cell(name, *pair) for pair in row.items()])

    def cell(self, name, field, value):
        """A value as Directus keeps it."""
        if self.server.types[name][field] == "timestamp" and value is not None:
            return round(datetime.datetime.fromisoformat(value).timestamp() * 1000)
        return json.dumps(value) if isinstance(value, list) else value

    def take_set(self, line):
        self.number += 1
        self.exact += len(line["exact"])
        access = line["access"]
        policies = {p["id"]: p for p in self.mutate(access["policies"])}
        if not self.loaded:
            self.begin(access)
        for identifier, policy in policies.items():
            if self.loaded.get(identifier) != policy["permissions"]:
                self.server.must("PATCH", f"/policies/{identifier}",
                                 {"permissions": policy["permissions"]})
                self.loaded[identifier] = policy["permissions"]
        roles = {role["name"]: policies[role["policy"]] for role in access["roles"]}
        mine = (policies[PUBLIC_POLICY], roles["signed in"], roles["admin"])
        for i, question in enumerate(line["questions"]):
            self.ask(mine[i]["permissions"], self.tokens[i], question, line["exact"])

    def begin(self, access):
        """Policies and roles once, and the accounts of these rows."""
        if not self.server.request("GET", f"/roles/{access['roles'][0]['id']}")[0] < 300:
            self.server.load_access(access)
        roles = {role["name"]: role["id"] for role in access["roles"]}
        old = [user["id"] for user in self.server.must("GET", "/users?fields=id,email&limit=-1")
               if user["email"] in ("a@example.org", "b@example.org")]
        if old:
            self.server.must("DELETE", "/users", old)
        for i, role in ((1, "signed in"), (2, "admin")):
            self.server.must("POST", "/users", {
                **self.accounts[i], "email": f"{'aab'[i]}@example.org", "role": roles[role],
                "token": self.tokens[i]})
        self.loaded = {"begun": True}

    def ask(self, permissions, token, question, exact):
        self.see(permissions, token, question["sees"], "read" in exact)
        may = self.do(permissions, token, question)
        self.compare(f"{question['action']} {question['record']} {question['body']}", may,
                     question["may"], question["action"] in exact)

    def see(self, permissions, token, expected, exact):
        reads = [p["fields"] for p in permissions
                 if p["collection"] == "project" and p["action"] == "read"]
        fields = [f for f in self.fields if any(f in r or "*" in r for r in reads)]
        rows = {}
        if fields:
            _, found = answered(self.server, "GET", "/items/project?limit=-1&fields="
                                + ",".join(fields), token=token)
            rows = {row["id"]: row for row in found or []}
        for key, stored in self.projects.items():
            self.compare(f"read {key}", key in rows, key in expected, exact)
            for field in self.fields[1:]:
                seen = rows.get(key, {}).get(field)
                if stored[field] is not None:
                    self.compare(f"read {key} {field}", seen is not None,
                                 field in expected.get(key, []), exact)

    def do(self, permissions, token, question):
        """Whether the write is allowed; it is undone."""
        action, record = question["action"], self.projects[question["record"]]
        if not any(p["collection"] == "project" and p["action"] == action for p in permissions):
            return False
        method, path = {"create": ("POST", "/items/project"),
                        "update": ("PATCH", f"/items/project/{record['id']}"),
                        "delete": ("DELETE", f"/items/project/{record['id']}")}[action]
        allowed, _ = answered(self.server, method, path, question["body"], token)
        if allowed:
            self.store()
        return allowed

    def compare(self, what, got, expected, exact):
        self.asked += 1
        self.allowed += expected
        if got != expected and (got or exact):
            words = ("no", "yes")
            self.complaints.append(
                f"set {self.number}: {what}: expected {words[expected]} and not {words[got]}")


def is_noticed(server, name):
    """The same rules and rows each time, with one thing wrong in the permissions."""
    def mutate(policies):
        return json.loads(re.sub(*MUTANTS[name], json.dumps(policies)))

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.json")
        run(WRITER, "--seed", USUAL_SEED, path, env={**os.environ, "GP_ACCESS_RULES": "100"})
        questions = Random(server, mutate)
        questions.is_made = name != next(iter(MUTANTS))
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                questions.take(json.loads(line))
                if questions.complaints:
                    return True
    return False


def random_complaints(server):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.json")
        draw_cases(WRITER, path)
        questions = Random(server)
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                questions.take(json.loads(line))
    print(f"# {questions.number} sets, asked {questions.asked} allowed {questions.allowed} "
          f"exact {questions.exact}", file=sys.stderr)
    complaints = questions.complaints
    if not questions.asked / 50 < questions.allowed or questions.exact < questions.number / 4:
        complaints.append(f"of {questions.asked} answers {questions.allowed} are yes, and "
                          f"{questions.exact} actions of {questions.number} sets can be said")
    return complaints


def on_complaints(server):
    """`gplan test --on` says the same, and leaves nothing behind."""
    before = {name: server.must("GET", f"/items/{name}") for name in ("patient", "invoice")}
    try:
        said = gplan("test", SAMPLE, "--on", f"directus:{server.url}", token=server.token)
    except Failed as failure:
        return str(failure).splitlines()
    after = {name: server.must("GET", f"/items/{name}") for name in before}
    return [] if "113 passed, 0 failed, 0 skipped" in said and after == before else [said]


def main():
    tap = Tap()
    if directus_folder() is None:
        tap.skip_all(MISSING)
    with Directus() as server:
        sample = Sample(server)
        sample.load()
        for test in sample.tests:
            expected = test.get("expect", "allow") == "allow"
            wrong = [] if sample.ask(test) == expected else [f"not {test.get('expect', 'allow')}"]
            tap.check(f"/e2e/directus-access/{test['name']}", wrong)
        sample.forget()
        tap.check("/e2e/directus-access/gplan-test-agrees", on_complaints(server))
    with Directus() as server:
        tap.check("/e2e/directus-access/tokens-find-what-rules-say", random_complaints(server))
    with Directus() as server:
        for name in MUTANTS:
            tap.check(f"/e2e/directus-access/it-is-noticed-that-{name}",
                      [] if is_noticed(server, name) else ["nobody noticed"])
    tap.done()


if __name__ == "__main__":
    main()
