#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A real Directus becomes a design: data, permissions and flows, as they were deployed to it."""

import json
import os
import tempfile

from directus import MISSING, Directus, directus_folder, walk
from programs import gplan
from round_trips import round_trips
from tap import ROOT, Tap

SAMPLES = os.path.join(ROOT, "data", "share", "samples")
PUBLIC = "abf8a154-5b1c-4a46-ac9c-7300570f4f17"


def forget(server):
    """Takes away what is kept there of the deployment: it is a Directus like any other."""
    server.must("DELETE", "/collections/groundplan")


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def entities(path):
    """{entity: {field: its type}} without those that are not deployed."""
    return {e["name"]: {f["name"]: f.get("type", "text") for f in e.get("children", [])
                        if f["kind"] == "field"}
            for e in walk(read(path)["design"]) if e["kind"] == "entity"
            and not e.get("external") and not e.get("query")}


def permissions(path, folder):
    """{role: [its permissions]} of what the design asks of Directus."""
    out = os.path.join(folder, "access.json")
    gplan("export", path, "--format", "directus-access", "-o", out)
    access = read(out)
    os.unlink(out)
    names = {role["policy"]: role["name"] for role in access["roles"]}
    names[PUBLIC] = "everybody"
    return {names[policy["id"]]: sorted(json.dumps(p, sort_keys=True)
                                        for p in policy["permissions"])
            for policy in access["policies"]}


def narrower(first, second):
    """Complaints where `second` lets somebody do what `first` does not."""
    return [f"{role}: {permission}" for role, allowed in second.items()
            for permission in allowed if permission not in first.get(role, [])]


def round_trip(server, path, folder):
    target = f"directus:{server.url}"
    gplan("deploy", path, "--to", target, "--yes", token=server.token)
    forget(server)
    again = os.path.join(folder, "again.gplan.json")
    gplan("import", target, "-o", again, token=server.token)
    complaints = []
    if set(entities(again)) != set(entities(path)):
        complaints.append(f"entities: {set(entities(again)) ^ set(entities(path))}")
    for name, fields in entities(path).items():
        there = entities(again).get(name, {})
        if not set(fields) <= set(there):
            complaints.append(f"fields of {name}: {set(fields) - set(there)}")
    before, after = permissions(path, folder), permissions(again, folder)
    complaints += narrower(before, after)
    lost = sum(len(set(allowed) - set(after.get(role, []))) for role, allowed in before.items())
    print(f"# {sum(map(len, before.values()))} permissions, {lost} of them said in another way")
    gplan("deploy", again, "--to", target, "--yes", token=server.token)
    said = gplan("plan", again, "--to", target, token=server.token)
    os.unlink(again)
    return complaints + ([] if "has nothing to change" in said else [said])


# --- random designs -------------------------------------------------------------------------------

def drop_losses(meaning):
    """What Directus on SQLite cannot say: exact decimals are floating-point numbers there."""
    for element in meaning.values():
        for field in element.get("fields", {}).values():
            if field["type"] == "decimal":
                field["type"] = "float"
                field.pop("precision", None)
                field.pop("scale", None)


def without_fields_of_deletes(allowed):
    """Whoever deletes a record deletes all of it."""
    found = {role: [json.loads(p) for p in several] for role, several in allowed.items()}
    return {role: [json.dumps(p if p["action"] != "delete" else {**p, "fields": None},
                              sort_keys=True) for p in several]
            for role, several in found.items()}


def compare_access(path, again, folder):
    before, after = (without_fields_of_deletes(permissions(p, folder)) for p in (path, again))
    return narrower(before, after) + narrower(after, before)


def main():
    tap = Tap()
    if directus_folder() is None:
        tap.skip_all(MISSING)
    for name in ("chinook", "diagnostics"):
        with tempfile.TemporaryDirectory() as folder, Directus() as server:
            tap.check(f"/e2e/directus-import/{name}",
                      round_trip(server, os.path.join(SAMPLES, f"{name}.gplan.json"), folder))
    tap.check("/e2e/directus-import/random-designs",
              round_trips(Directus, forget, drop_losses, usual=2, more=compare_access))
    tap.done()


main()
