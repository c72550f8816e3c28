#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `gplan export --format directus-access` writes lets a real Directus decide as Groundplan does.

The access tests of the diagnostics sample are tried with tokens of users who have the personas'
roles.
"""

import json
import os
import sys

from directus import MISSING, Directus, directus_folder, walk
from programs import gplan
from tap import ROOT, Tap

SAMPLE = os.path.join(ROOT, "data", "share", "samples", "diagnostics.gplan.json")


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
    tap.done()


main()
