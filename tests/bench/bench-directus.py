#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Reading and planning 125 collections with permissions on a real Directus: the time of gplan alone,
beside what Directus takes for its own snapshot and difference. Without Directus there is no line."""

import json
import os
import resource
import tempfile
import time
import uuid

from directus import MISSING, Directus, directus_folder
from programs import gplan

ENTITIES = 125
FIELDS = 8
ROLES = 4
PEER = "snapshot and diff of Directus"


def id_of(*words):
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, words))))


def entity(number):
    key = id_of(number, "id")
    fields = [{"kind": "field", "id": key, "name": "id", "type": "uuid", "default": "uuid()"}]
    fields += [{"kind": "field", "id": id_of(number, i), "name": f"field_{i}", "nullable": True}
               for i in range(FIELDS - 2)]
    fields.append({"kind": "field", "id": id_of(number, "up"), "name": "up_id", "nullable": True,
                   "type": "reference", "reference": id_of("entity", number // 2)})
    rules = [{"kind": "rule", "id": id_of(number, "rule", role), "name": "A rule",
              "role": id_of("role", role), "actions": ["read", "update"],
              "condition": f"record.field_0 == user.id || record.field_1 == 'open {role}'"}
             for role in range(ROLES)]
    return {"kind": "entity", "id": id_of("entity", number), "name": f"entity_{number}",
            "primary_key": [key], "children": fields + rules}


def write_design(path):
    roles = [{"kind": "role", "id": id_of("role", i), "name": f"role_{i}"} for i in range(ROLES)]
    gplan("new", path)
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    document["design"].setdefault("children", []).extend(
        roles + [entity(i) for i in range(ENTITIES)])
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)


def own_time(run):
    """Seconds of the processor that the program itself takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def timed(run):
    begun = time.monotonic()
    answer = run()
    return time.monotonic() - begun, answer


def main():
    if directus_folder() is None:
        print(f"no line against Directus: {MISSING}")
        return
    with tempfile.TemporaryDirectory() as folder, Directus() as server:
        path = os.path.join(folder, "many.gplan.json")
        target = f"directus:{server.url}"
        write_design(path)
        gplan("deploy", path, "--to", target, "--yes", token=server.token)
        ours = min(own_time(lambda: gplan("plan", path, "--to", target, token=server.token))
                   for _ in range(3))
        theirs, snapshot = timed(lambda: server.must("GET", "/schema/snapshot"))
        snapshot["fields"][0]["meta"]["note"] = "Another."
        theirs += timed(lambda: server.must("POST", "/schema/diff", snapshot))[0]
        print(f"read and plan {ENTITIES} collections on Directus\t{ours:.2f}\ts\t"
              f"{PEER}, {theirs:.2f} s\t{theirs / ours:.1f}×")


main()
