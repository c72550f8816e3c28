# SPDX-License-Identifier: Apache-2.0
"""Random designs, deployed to a server that then forgets the deployment, and read back from it: what
is there is what was designed, but for what a server cannot say.

The usual run draws the same few designs each time, GP_TEST_ROUNDS as many as it says. GP_SEED
chooses others.
"""

import json
import os
import random
import tempfile

from directus import walk
from edits import new_id, new_name
from programs import draw_seed, gplan
from shelf import NOTHING

ACTIONS = ("create", "delete", "read", "update")
TYPES = ("text", "integer", "bigint", "float", "boolean", "date", "time", "timestamp", "json",
         "enum", "uuid", "decimal")
DEFAULTS = {"text": ("'some'", "''"), "integer": ("0", "-3"), "bigint": ("7",), "float": ("1.5",),
            "boolean": ("true", "false"), "timestamp": ("now()",), "uuid": ("uuid()",),
            "enum": ("'new'",)}


def a_field(rng):
    kind = rng.choice(TYPES)
    field = {"kind": "field", "id": new_id(rng), "name": new_name(rng), "type": kind}
    if kind == "enum":
        field["values"] = ["new", *{new_name(rng) for _ in range(rng.randrange(3))}]
    if kind == "text" and rng.random() < 0.3:
        field["length"] = rng.choice((20, 80, 255))
    if kind == "decimal":
        field["precision"], field["scale"] = rng.choice(((10, 2), (12, 4)))
    if kind in DEFAULTS and rng.random() < 0.3:
        field["default"] = rng.choice(DEFAULTS[kind])
    if rng.random() < 0.6:
        field["nullable"] = True
    if kind in ("text", "integer", "uuid") and rng.random() < 0.15:
        field["unique"] = True
    if rng.random() < 0.2:
        field["description"] = f"What it is, no. {rng.randrange(100)}."
    return field


def a_reference(rng, entities):
    to = rng.choice(entities)
    field = {"kind": "field", "id": new_id(rng), "name": new_name(rng), "type": "reference",
             "reference": to["id"], "nullable": True,
             "on_delete": rng.choice(("set_null", "cascade", "restrict", "no_action"))}
    return {key: value for key, value in field.items() if (key, value) != ("on_delete", "no_action")}


def an_entity(rng, entities):
    key = new_id(rng)
    children = [{"kind": "field", "id": key, "name": "id", "type": "uuid", "default": "uuid()"}]
    children += [a_field(rng) for _ in range(rng.randrange(1, 7))]
    children += [a_reference(rng, entities) for _ in range(rng.randrange(3)) if entities]
    indexed = [f for f in children[1:] if f["type"] in ("text", "integer") and not f.get("unique")]
    if indexed and rng.random() < 0.4:
        children.append({"kind": "index", "id": new_id(rng), "name": new_name(rng),
                         "fields": [rng.choice(indexed)["id"]]})
    entity = {"kind": "entity", "id": new_id(rng), "name": new_name(rng), "primary_key": [key],
              "children": children}
    if rng.random() < 0.3:
        entity["description"] = f"Things of kind {rng.randrange(100)}."
    return entity


def conditions(entity):
    """Conditions on the records of an entity that every target can ask for."""
    plain = {f["name"]: f["type"] for f in entity["children"] if f["kind"] == "field"}
    literals = {"text": "'some'", "integer": "3", "boolean": "true", "enum": "'new'"}
    found = [f"record.{name} == {literals[kind]}" for name, kind in plain.items()
             if kind in literals]
    found += [f"record.{name} != null" for name, kind in plain.items() if kind == "text"]
    found += [f"record.{name} == user.id" for name, kind in plain.items() if kind == "uuid"]
    return found


def a_rule(rng, role, entity):
    rule = {"kind": "rule", "id": new_id(rng), "name": "", "role": role["id"],
            "actions": sorted(rng.sample(ACTIONS, rng.randrange(1, 5)))}
    possible = conditions(entity)
    if possible and rng.random() < 0.6:
        rule["condition"] = f" {rng.choice(('&&', '||'))} ".join(
            rng.sample(possible, rng.randrange(1, min(3, len(possible) + 1))))
    fields = [f["id"] for f in entity["children"] if f["kind"] == "field"]
    if len(fields) > 1 and rng.random() < 0.3:
        rule["fields_mode"] = "only"
        # Not all of them: that is all, and is read so.
        rule["fields"] = fields[:1] + rng.sample(fields[1:], rng.randrange(len(fields) - 1))
    return {key: value for key, value in rule.items() if value != ""}


def a_flow(rng):
    steps = [{"kind": "step", "id": new_id(rng), "name": f"step_{i}", "type": "set",
              "with": {"x": str(rng.randrange(100))}} for i in range(rng.randrange(1, 4))]
    ways = [{"kind": "transition", "id": new_id(rng), "to": steps[0]["id"]}]
    ways += [{"kind": "transition", "id": new_id(rng), "from": before["id"], "to": after["id"]}
             for before, after in zip(steps, steps[1:])]
    return {"kind": "flow", "id": new_id(rng), "name": new_name(rng), "trigger": "flow",
            "children": steps + ways}


def fill(rng, design, flows):
    """Adds what a design has to an empty one."""
    entities = []
    for _ in range(rng.randrange(1, 6)):
        entities.append(an_entity(rng, entities))
    roles = [{"kind": "role", "id": new_id(rng), "name": new_name(rng)}
             for _ in range(rng.randrange(4))]
    for role in roles:
        for entity in entities:
            if rng.random() < 0.6:
                entity["children"].append(a_rule(rng, role, entity))
    design.setdefault("children", []).extend(entities + roles)
    if flows:
        design["children"].extend(a_flow(rng) for _ in range(rng.randrange(3)))


# --- what is compared -----------------------------------------------------------------------------

FIELD = ("type", "nullable", "unique", "default", "values", "length", "precision", "scale",
         "on_delete", "description")


def field_of(field, names):
    found = {key: field[key] for key in FIELD if key in field}
    found["type"] = field.get("type", "text")
    if "reference" in field:
        found["reference"] = names[field["reference"]]
    return found


def is_of_rules(index):
    """Whether it is made for what rules compare with the caller, on PostgreSQL."""
    return index.get("name", "").endswith("_access_idx")


def entity_of(entity, names):
    children = entity.get("children", [])
    return {"description": entity.get("description"),
            "key": [names[key] for key in entity.get("primary_key", [])],
            "fields": {f["name"]: field_of(f, names) for f in children if f["kind"] == "field"},
            "indexes": sorted([names[f] for f in i["fields"]] for i in children
                              if i["kind"] == "index" and not is_of_rules(i))}


def flow_of(flow, names):
    children = flow.get("children", [])
    return {"trigger": flow["trigger"],
            "steps": {s["name"]: {"type": s.get("type", "set"), "with": s.get("with")}
                      for s in children if s["kind"] == "step"},
            "ways": sorted((names.get(w.get("from"), ""), names.get(w.get("to"), ""))
                           for w in children if w["kind"] == "transition")}


def meaning(path):
    """What a design says, without ids."""
    with open(path, encoding="utf-8") as file:
        design = json.load(file)["design"]
    names = {e["id"]: e.get("name", "") for e in walk(design)}
    return {f"{e['kind']} {e['name']}": (entity_of if e["kind"] == "entity" else flow_of)(e, names)
            for e in walk(design) if e["kind"] in ("entity", "flow")}


def differences(before, after, where=""):
    """Each place in which two values differ, in words."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [said for key in sorted({*before, *after})
                for said in differences(before.get(key), after.get(key), f"{where} {key}")]
    return [] if before == after else [f"{where.strip()}: {before} became {after}"]


# --- rounds ---------------------------------------------------------------------------------------

def write_random(rng, path, flows):
    gplan("new", path)
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    fill(rng, document["design"], flows)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)


def one_round(path, again, server, forget, losses):
    """Complaints about one design; `losses` takes from its meaning what the server cannot say."""
    target = f"{server.kind}:{server.url}"
    gplan("deploy", path, "--to", target, "--yes", token=server.token)
    forget(server)
    gplan("import", target, "-o", again, token=server.token)
    before, after = meaning(path), meaning(again)
    for said in (before, after):
        losses(said)
    complaints = differences(before, after)
    gplan("deploy", again, "--to", target, "--yes", token=server.token)
    said = gplan("plan", again, "--to", target, token=server.token)
    return complaints + ([] if NOTHING in said else [said])


def nothing_more(*_):
    return []


def round_trips(start, forget, losses, *, usual, flows=True, more=nothing_more):
    """Complaints about random designs, each on a new server from `start`. `more` says what else of
    two files is to be compared."""
    rounds = int(os.environ.get("GP_TEST_ROUNDS", usual))
    print(f"# {rounds} designs", flush=True)
    rng = random.Random(draw_seed())
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder, start() as server:
            path, again = (os.path.join(folder, f"{n}.gplan.json") for n in ("random", "again"))
            write_random(rng, path, flows)
            complaints = one_round(path, again, server, forget, losses) + more(path, again, folder)
            if complaints:
                return [f"design {number}: {said}" for said in complaints]
    return []
