# SPDX-License-Identifier: Apache-2.0
"""Random edits of a design that is deployed: each converges, and loses nothing that nobody agreed to
lose; what somebody changes by hand in between is noticed each time.

The usual run makes a few edits, GP_TEST_ROUNDS as many as it says. GP_SEED chooses others.
"""

import os
import random
import uuid

from directus import walk
from programs import draw_seed
from shelf import costs

REFUSED = 4
WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heron")


def new_id(rng):
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def new_name(rng):
    return f"{rng.choice(WORDS)}_{rng.randrange(10**6)}"


def entities(design):
    return [e for e in walk(design) if e["kind"] == "entity"]


def fields(entity, *types):
    return [f for f in entity.get("children", []) if f["kind"] == "field" and not f.get("reference")
            and f["id"] not in entity.get("primary_key", []) and (f.get("type", "text") in types)]


def any_field(rng, design, *types):
    """One of these types that no index is made of, with its entity; None where there is none."""
    found = [(e, f) for e in entities(design) for f in fields(e, *types)
             if not any(f["id"] in c.get("fields", []) for c in e["children"])]
    return rng.choice(found) if found else None


def add_field(rng, design):
    entity = rng.choice(entities(design))
    entity["children"].append({"kind": "field", "id": new_id(rng), "nullable": True,
                               "name": new_name(rng),
                               "type": rng.choice(("text", "integer", "boolean", "timestamp"))})


def rename_field(rng, design):
    found = [f for e in entities(design) for f in fields(e, "text", "integer")]
    if found:
        rng.choice(found)["name"] = new_name(rng)


def remove_field(rng, design):
    found = any_field(rng, design, "boolean", "timestamp", "integer")
    if found:
        found[0]["children"].remove(found[1])


def describe(rng, design):
    entity = rng.choice(entities(design))
    rng.choice([entity, *fields(entity, "text")])["description"] = f"No. {rng.randrange(10**6)}."


def add_entity(rng, design):
    key = new_id(rng)
    design["children"].append({
        "kind": "entity", "id": new_id(rng), "primary_key": [key],
        "name": new_name(rng), "children": [
            {"kind": "field", "id": key, "name": "id", "type": "uuid", "default": "uuid()"}]})


def rename_entity(rng, design):
    referred = {f.get("reference") for f in walk(design)}
    found = [e for e in entities(design) if e["id"] not in referred and e["name"] != "book"]
    if found:
        rng.choice(found)["name"] = new_name(rng)


def change_access(rng, design):
    roles = [e for e in walk(design) if e["kind"] == "role"]
    if len(roles) < 3 and rng.random() < 0.5:
        design["children"].append({"kind": "role", "id": new_id(rng), "name": new_name(rng)})
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
        rng.choice(roles)["name"] = new_name(rng)


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


def add_index(rng, design):
    found = any_field(rng, design, "text", "integer", "boolean", "timestamp")
    if found:
        found[0]["children"].append({"kind": "index", "id": new_id(rng), "name": new_name(rng),
                                     "fields": [found[1]["id"]]})


def remove_index(rng, design):
    found = [(e, c) for e in entities(design) for c in e["children"] if c["kind"] == "index"]
    if found:
        entity, index = rng.choice(found)
        entity["children"].remove(index)


# What every target can follow.
EDITS = (add_field, rename_field, remove_field, describe, add_entity, rename_entity, change_access,
         rename_role, change_flow, add_index, remove_index)


def one_round(rng, shelf, folder, edits, by_hand):
    """Complaints about one edit."""
    edit = rng.choice(edits)
    shelf.edit(lambda design: edit(rng, design))
    plan = shelf.plan()
    consent = costs(plan)
    rows = len(shelf.rows("book"))
    complaints = []
    if consent:
        shelf.deploy(status=REFUSED)
    if plan["operations"] and rng.random() < 0.5:
        path = os.path.join(folder, "plan.json")
        shelf.run("plan", "-o", path)
        by_hand(rng)
        words = [word for name in consent for word in ("--allow", name)]
        shelf.run("deploy", "--plan", path, "--yes", *words, status=REFUSED)
        consent = costs(shelf.plan())
    shelf.deploy(*consent)
    complaints += [f"{edit.__name__}: {said}" for said in shelf.is_settled()]
    if len(shelf.rows("book")) != rows:
        complaints.append(f"{edit.__name__}: rows were lost")
    return complaints


def converge(shelf, folder, by_hand, *, usual, edits=EDITS):
    """Complaints about many edits; `by_hand` is somebody who changes something on the server."""
    rounds = int(os.environ.get("GP_TEST_ROUNDS", usual))
    print(f"# {rounds} edits", flush=True)
    rng = random.Random(draw_seed())
    for number in range(rounds):
        complaints = one_round(rng, shelf, folder, edits, by_hand)
        if complaints:
            return [f"edit {number}: {said}" for said in complaints]
    return []
