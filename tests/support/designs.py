# SPDX-License-Identifier: Apache-2.0
"""Designs of any size for benches."""

import json
import uuid

from programs import gplan

FIELDS = 8
ROLES = 4


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


def write_many(path, entities):
    """So many entities that refer to one another, with rules of a few roles."""
    roles = [{"kind": "role", "id": id_of("role", i), "name": f"role_{i}"} for i in range(ROLES)]
    gplan("new", path)
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    document["design"].setdefault("children", []).extend(
        roles + [entity(i) for i in range(entities)])
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file)
