#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random edits of a design that is deployed to a real Directus: each converges, and loses nothing
that nobody agreed to lose; what somebody changes by hand in between is noticed each time.

The usual run makes a few edits, GP_TEST_ROUNDS as many as it says. GP_SEED chooses others.
"""

import os
import random
import tempfile
import uuid

from directus import MISSING, Directus, directus_folder, walk
from programs import USUAL_SEED, gplan_json
from shelf import Shelf
from tap import Tap

REFUSED = 4
USUAL_ROUNDS = 10
WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron")


def new_id(rng):
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def entities(design):
    return [e for e in walk(design) if e["kind"] == "entity"]


def fields(entity, *types):
    return [f for f in entity.get("children", []) if f["kind"] == "field" and not f.get("reference")
            and f["id"] not in entity.get("primary_key", []) and (f.get("type", "text") in types)]


def add_field(rng, design):
    entity = rng.choice(entities(design))
    entity["children"].append({"kind": "field", "id": new_id(rng), "nullable": True,
                               "name": f"{rng.choice(WORDS)}_{rng.randrange(10**6)}",
                               "type": rng.choice(("text", "integer", "boolean", "timestamp"))})


def rename_field(rng, design):
    found = [f for e in entities(design) for f in fields(e, "text", "integer")]
    if found:
        rng.choice(found)["name"] = f"{rng.choice(WORDS)}_{rng.randrange(10**6)}"


def remove_field(rng, design):
    entity = rng.choice(entities(design))
    found = [f for f in fields(entity, "boolean", "timestamp", "integer")]
    if found:
        entity["children"].remove(rng.choice(found))


def describe(rng, design):
    entity = rng.choice(entities(design))
    rng.choice([entity, *fields(entity, "text")])["description"] = f"No. {rng.randrange(10**6)}."


def add_entity(rng, design):
    key = new_id(rng)
    design["children"].append({
        "kind": "entity", "id": new_id(rng), "primary_key": [key],
        "name": f"{rng.choice(WORDS)}_{rng.randrange(10**6)}", "children": [
            {"kind": "field", "id": key, "name": "id", "type": "uuid", "default": "uuid()"}]})


def rename_entity(rng, design):
    referred = {f.get("reference") for f in walk(design)}
    found = [e for e in entities(design) if e["id"] not in referred and e["name"] != "book"]
    if found:
        rng.choice(found)["name"] = f"{rng.choice(WORDS)}_{rng.randrange(10**6)}"


def change_access(rng, design):
    roles = [e for e in walk(design) if e["kind"] == "role"]
    if len(roles) < 3 and rng.random() < 0.5:
        design["children"].append({"kind": "role", "id": new_id(rng),
                                   "name": f"{rng.choice(WORDS)}_{rng.randrange(10**6)}"})
        return
    entity = rng.choice(entities(design))
    rules = [r for r in entity["children"] if r["kind"] == "rule"]
    if rules and rng.random() < 0.4:
        entity["children"].remove(rng.choice(rules))
    elif roles:
        entity["children"].append({"kind": "rule", "id": new_id(rng), "name": "A rule",
                                   "role": rng.choice(roles)["id"],
                                   "actions": rng.sample(["create", "delete", "read", "update"],
                                                         rng.randrange(1, 5))})


def rename_role(rng, design):
    roles = [e for e in walk(design) if e["kind"] == "role"]
    if roles:
        rng.choice(roles)["name"] = f"{rng.choice(WORDS)}_{rng.randrange(10**6)}"


def change_flow(rng, design):
    found = [e for e in walk(design) if e["kind"] == "flow"]
    value = str(rng.randrange(10**6))
    if found and rng.random() < 0.8:
        flow = rng.choice(found)
        flow["name"] = rng.choice((flow["name"], f"{rng.choice(WORDS)}_{value}"))
        flow["children"][0]["with"] = {"x": value}
        return
    step = new_id(rng)
    design["children"].append({
        "kind": "flow", "id": new_id(rng), "name": f"{rng.choice(WORDS)}_{value}",
        "trigger": "flow", "children": [
            {"kind": "step", "id": step, "name": "a", "type": "set", "with": {"x": value}},
            {"kind": "transition", "id": new_id(rng), "to": step}]})


EDITS = (add_field, rename_field, remove_field, describe, add_entity, rename_entity, change_access,
         rename_role, change_flow)


def by_hand(rng, shelf):
    """Somebody else changes something, at random."""
    server = shelf.server
    number = rng.randrange(10**9)
    choice = rng.randrange(4)
    if choice == 0:
        server.must("PATCH", "/fields/book/id", {"meta": {"note": f"By hand, {number}."}})
    elif choice == 1:
        server.must("POST", "/collections", {"collection": f"theirs_{number}", "schema": {},
                                             "meta": {}})
    elif choice == 2:
        server.must("POST", "/roles", {"name": f"theirs {number}"})
    else:
        server.must("POST", "/flows", {"name": f"theirs {number}", "trigger": "operation"})


def planned(shelf):
    return gplan_json("plan", shelf.path, "--to", f"directus:{shelf.server.url}",
                      token=shelf.server.token)["operations"]


def one_round(rng, shelf, folder):
    """Complaints about one edit."""
    edit = rng.choice(EDITS)
    shelf.edit(lambda design: edit(rng, design))
    operations = planned(shelf)
    consent = [o["id"] for o in operations if o["destructive"]]
    rows = len(shelf.rows("book"))
    complaints = []
    if consent:
        shelf.deploy(status=REFUSED)
    if operations and rng.random() < 0.5:
        plan = os.path.join(folder, "plan.json")
        shelf.run("plan", "-o", plan)
        by_hand(rng, shelf)
        words = [word for name in consent for word in ("--allow", name)]
        shelf.run("deploy", "--plan", plan, "--yes", *words, status=REFUSED)
        consent = [o["id"] for o in planned(shelf) if o["destructive"]]
    shelf.deploy(*consent)
    complaints += [f"{edit.__name__}: {said}" for said in shelf.is_settled()]
    if len(shelf.rows("book")) != rows:
        complaints.append(f"{edit.__name__}: rows were lost")
    return complaints


def main():
    tap = Tap()
    if directus_folder() is None:
        tap.skip_all(MISSING)
    rounds = int(os.environ.get("GP_TEST_ROUNDS", USUAL_ROUNDS))
    seed = os.environ.get("GP_SEED", USUAL_SEED)
    print(f"# GP_SEED={seed}", flush=True)
    rng = random.Random(seed)
    complaints = []
    with tempfile.TemporaryDirectory() as folder, Directus() as server:
        shelf = Shelf(folder, server)
        shelf.deploy()
        server.must("POST", "/items/author", [{"name": "Ada"}, {"name": "Bo", "born": 1950}])
        server.must("POST", "/items/book", [
            {"title": f"Volume {i}", "pages": str(i), "author_id": 1 + i % 2} for i in range(20)])
        for _ in range(rounds):
            complaints += one_round(rng, shelf, folder)
    tap.check(f"/e2e/directus-edits/{'all' if rounds != USUAL_ROUNDS else 'ten'}-converge",
              complaints)
    tap.done()


main()
