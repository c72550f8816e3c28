#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What somebody changes on a backend comes back into the design: adopted or kept, one by one.

On each target the same: a design is deployed, the backend is changed by hand, the design elsewhere,
and the design is updated. Planning again then names what was kept and what the design has of its
own, and nothing else.
"""

import json
import os
import tempfile

import directus
import pocketbase
import postgres_meta
from directus import walk
from programs import GPLAN, Backend, PostgreSQL, finished, gplan, gplan_json
from shelf import Shelf, costs
from tap import Tap

OPEN, USAGE, REFUSED = 1, 2, 4


class Local(Backend):
    """Changed by hand: somebody deploys another state of the design."""

    kind = "local"
    port = 0
    missing = None
    renames = True

    def change(self, file):
        path = file.copy("theirs")

        def edit(design):
            author, book = file.find(design, "author"), file.find(design, "book")
            author["children"].append({"kind": "field", "name": "phone", "nullable": True,
                                       "id": "0198aaaa-0000-7000-8000-000000000001"})
            file.find(author, "born")["name"] = "birth_year"
            file.find(book, "title")["nullable"] = True

        file.edit(path, edit)
        gplan("deploy", path, "--to", file.to, "--yes", token=self.token)


class PostgreSQLServer:
    kind = "postgresql"
    token = "not-asked-for"
    missing = postgres_meta.missing()
    renames = True

    def __enter__(self):
        self.server = PostgreSQL(tcp=True).__enter__()
        self.server.psql("postgres", "-c", "create database shelf")
        self.meta = postgres_meta.PostgresMeta(self.server, "shelf")
        self.meta.start()
        self.url, self.port = self.meta.url, self.server.port
        return self

    def __exit__(self, *_):
        self.meta.kill()
        self.server.__exit__()

    def change(self, _):
        self.meta.query("alter table author add column phone text;"
                        "alter table author rename column born to birth_year;"
                        "alter table book alter column title drop not null;"
                        "create table by_hand (id integer primary key,"
                        " author_id integer references author (id))")


class DirectusServer(directus.Directus):
    missing = None if directus.directus_folder() else directus.MISSING
    renames = False      # it has none

    def change(self, _):
        self.must("POST", "/fields/author",
                  {"field": "phone", "type": "string", "schema": {}, "meta": {}})
        self.must("PATCH", "/fields/book/title", {"schema": {"is_nullable": True},
                                                  "meta": {"required": False}})
        key = {"is_primary_key": True, "has_auto_increment": True}
        self.must("POST", "/collections",
                  {"collection": "by_hand", "schema": {}, "meta": {},
                   "fields": [{"field": "id", "type": "integer", "schema": key, "meta": {}}]})


class PocketBaseServer(pocketbase.PocketBase):
    missing = None if pocketbase.pocketbase_program() else pocketbase.MISSING
    renames = True

    def collection(self, name):
        return next(c for c in self.collections() if c["name"] == name)

    def change(self, _):
        author, book = self.collection("author"), self.collection("book")
        for field in author["schema"]:
            if field["name"] == "born":
                field["name"] = "birth_year"
        author["schema"].append({"name": "phone", "type": "text"})
        for field in book["schema"]:
            if field["name"] == "title":
                field["required"] = False
        for made in (author, book):
            self.must("PATCH", f"/api/collections/{made['id']}", {"schema": made["schema"]})
        self.must("POST", "/api/collections",
                  {"name": "by_hand", "type": "base", "schema": [{"name": "label", "type": "text"}]})


class File:
    """The shelf in a .gplan, which keeps a record of deployments."""

    def __init__(self, folder, server):
        shelf = Shelf(folder, server)
        self.folder = folder
        self.server = server
        self.to = shelf.to()
        self.path = os.path.join(folder, "shelf.gplan")
        gplan("merge", shelf.path, shelf.path, shelf.path, "-o", self.path)

    def copy(self, name):
        path = os.path.join(self.folder, f"{name}.gplan.json")
        if os.path.exists(path):
            os.unlink(path)
        gplan("merge", self.path, self.path, self.path, "-o", path)
        return path

    @staticmethod
    def edit(path, how):
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        how(document["design"])
        with open(path, "w", encoding="utf-8") as file:
            json.dump(document, file)

    @staticmethod
    def find(design, name):
        return next(e for e in walk(design) if e.get("name") == name)

    def change(self, how):
        path = self.copy("ours")
        self.edit(path, how)
        gplan("merge", self.path, self.path, path, "-o", self.path)

    def fields(self, entity):
        """{name: field} of an entity; None where it is not there."""
        with open(self.copy("seen"), encoding="utf-8") as file:
            design = json.load(file)["design"]
        found = [e for e in walk(design) if e["kind"] == "entity" and e.get("name") == entity]
        return {c["name"]: c for c in found[0]["children"] if c["kind"] == "field"} \
            if found else None

    def update(self, *choices, status=0):
        return gplan("update", self.path, self.to, *choices, status=status,
                     token=self.server.token)

    def differences(self, status):
        """{(side, name): sentence}"""
        found = gplan_json("update", self.path, self.to, status=status, token=self.server.token)
        return {(e["side"], e["name"]): e["sentence"] for e in found}

    def plan(self):
        return gplan_json("plan", self.path, "--to", self.to, token=self.server.token)

    def deploy(self):
        consent = [word for name in costs(self.plan()) for word in ("--allow", name)]
        gplan("deploy", self.path, "--to", self.to, "--yes", *consent, token=self.server.token)


def describe_books(design):
    File.find(design, "title")["description"] = "What it is called."
    File.find(design, "author_id")["description"] = "Who wrote it."


def listed(file):
    """What differs is told with who made it, and nothing is written."""
    server = file.server
    before = gplan("info", file.path)
    differences = file.differences(OPEN)
    expected = {("there", "author.phone"), ("there", "book.title"), ("here", "book.title"),
                ("here", "book.author_id")}
    if server.renames:
        expected.add(("there", "author.born"))
    if server.kind != "local":
        expected.add(("there", "by_hand"))
    complaints = [] if set(differences) == expected else [f"it differs in {differences}"]
    file.update("--adopt-all", "--dry-run")
    file.update("--adopt", "nothing.like.this", status=USAGE)
    if gplan("info", file.path) != before:
        complaints.append("looking has changed the design")
    return complaints


def adopted(file):
    """One is adopted and the rest stays open; then one is kept, and the rest adopted."""
    server = file.server
    file.update("--adopt", "author.phone", status=OPEN)
    complaints = []
    if "phone" not in file.fields("author") or file.fields("book")["title"].get("nullable"):
        complaints.append("it did not adopt author.phone alone")
    file.update("--keep", "book.title", "--adopt-all")
    author, title = file.fields("author"), file.fields("book")["title"]
    if server.renames and ("birth_year" not in author or "born" in author):
        complaints.append(f"the rename was not adopted: {sorted(author)}")
    if server.kind != "local" and file.fields("by_hand") is None:
        complaints.append("by_hand was not adopted")
    if title.get("nullable") or title.get("description") != "What it is called.":
        complaints.append(f"what was kept was not: {title}")
    sides = {side for side, _ in file.differences(0)}
    if sides != {"here"}:
        complaints.append(f"after that there is still something of {sides}")
    return complaints


def settled(file):
    """The plan has what was kept and what is new here alone; after it nothing differs."""
    names = {o["name"] for o in file.plan()["operations"]}
    complaints = [] if names == {"book.title", "book.author_id"} else [f"planned: {names}"]
    file.deploy()
    if file.plan()["operations"]:
        complaints.append(f"planned again: {file.plan()['operations'][0]['sentence']}")
    said = file.update()
    if "holds what the design says" not in said:
        complaints.append(said)
    # What is known already is not kept once more.
    before = gplan_json("deployments", file.path)
    file.update("--adopt-all")
    file.update("--keep-all")
    after = gplan_json("deployments", file.path)
    if len(after) != len(before):
        complaints.append(f"{len(after) - len(before)} more records of the same")
    return complaints


def conflict(file):
    """Both give a field another name: nothing decides that by itself."""
    def rename(design):
        File.find(design, "label")["name"] = "caption"

    theirs = file.copy("theirs")
    file.edit(theirs, lambda design: File.find(design, "label").update(name="heading"))
    gplan("deploy", theirs, "--to", file.to, "--yes", token=file.server.token)
    file.change(rename)
    differences = file.differences(OPEN)
    complaints = []
    if list(differences) != [("both", "tag.caption")]:
        complaints.append(f"it differs in {differences}")
    file.update("--keep", "tag.caption")
    if "caption" not in file.fields("tag"):
        complaints.append("the design's name was not kept")
    # What was decided once is not asked again.
    if list(file.differences(0)) != [("here", "tag.caption")]:
        complaints.append(f"it is asked again: {file.differences(0)}")
    file.update("--adopt", "tag.caption")
    if "heading" not in file.fields("tag"):
        complaints.append("the target's name was not adopted")
    return complaints


def text_needs_a_base(file):
    """A .gplan.json has no record: an earlier state of it takes its place."""
    path, base = file.copy("text"), file.copy("base")
    file.edit(path, lambda design: File.find(design, "heading").update(name="words"))
    asked = finished(GPLAN, "update", path, file.to, text=True,
                     env={**os.environ, "GPLAN_TOKEN": file.server.token})
    known = finished(GPLAN, "update", path, file.to, "--base", base, text=True,
                     env={**os.environ, "GPLAN_TOKEN": file.server.token})
    complaints = []
    if asked.returncode != OPEN or "to be decided" not in asked.stdout:
        complaints.append(f"without a base: {asked.returncode} {asked.stdout}{asked.stderr}")
    if known.returncode != 0 or "to be deployed" not in known.stdout:
        complaints.append(f"with a base: {known.returncode} {known.stdout}{known.stderr}")
    return complaints


def imported(file):
    """A design that was read is updated from where it was read, before anything is deployed."""
    path = os.path.join(file.folder, "read.gplan")
    gplan("import", file.to, "-o", path, token=file.server.token)
    file.server.meta.query("alter table tag add column colour text")
    said = gplan("update", path, file.to, "--adopt-all", token=file.server.token)
    again = gplan("update", path, file.to, token=file.server.token)
    complaints = [] if "tag.colour" in said else [said]
    return complaints + ([] if "holds what the design says" in again else [again])


def check(tap, server):
    name = f"/e2e/updates/{server.kind}"
    with tempfile.TemporaryDirectory() as folder:
        with server(folder) if server is Local else server() as running:
            file = File(folder, running)
            file.deploy()
            running.change(file)
            file.change(describe_books)
            for case in (listed, adopted, settled):
                tap.check(f"{name}/{case.__name__}", case(file))
            if server is Local:
                tap.check(f"{name}/conflict", conflict(file))
                tap.check(f"{name}/text-needs-a-base", text_needs_a_base(file))
            if server is PostgreSQLServer:
                tap.check(f"{name}/imported", imported(file))


def main():
    tap = Tap()
    for server in (Local, PostgreSQLServer, DirectusServer, PocketBaseServer):
        if server.missing:
            tap.skip(f"/e2e/updates/{server.kind}", server.missing)
        else:
            check(tap, server)
    tap.done()


main()
