#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What was deployed is recorded in the .gplan; a target goes back to any of it, by a plan like any
other; and production is given exactly what staging holds. With local backends, and with PostgreSQL
where it is on this machine."""

import json
import os
import tempfile
import uuid

from postgres_meta import PostgresMeta, missing
from programs import Backend, Failed, PostgreSQL, gplan, gplan_json
from tap import Tap

REFUSED = 4
FAILED = 3


def new(kind, name, **more):
    return {"id": str(uuid.uuid4()), "kind": kind, "name": name, **more}


class Design:
    """shop.gplan with the targets staging and production; `self.tree` is what it should hold."""

    def __init__(self, folder, kind, urls, token):
        self.token = token
        self.text = os.path.join(folder, f"{kind}.gplan.json")
        self.path = os.path.join(folder, f"{kind}.gplan")
        gplan("new", self.text)
        with open(self.text, encoding="utf-8") as file:
            self.tree = json.load(file)
        key = new("field", "id", type="uuid", default="uuid()")
        self.name = new("field", "name", type="text")
        self.thing = new("entity", "thing", primary_key=[key["id"]], children=[key, self.name])
        self.tree["design"]["children"] = [
            self.thing,
            new("target", "staging", type=kind, url=urls[0]),
            new("target", "production", type=kind, url=urls[1]),
            new("target", "empty", type=kind, url=urls[2]),
        ]
        self.save()

    def save(self):
        with open(self.text, "w", encoding="utf-8") as file:
            json.dump(self.tree, file)
        gplan("merge", self.text, self.text, self.text, "-o", self.path)

    def deploy(self, to, *options, status=0):
        return gplan("deploy", self.path, "--to", to, "--yes", *options, status=status,
                     token=self.token)

    def plan(self, to, *options):
        return gplan_json("plan", self.path, "--to", to, *options, token=self.token)

    def deployments(self, *options):
        return gplan_json("deployments", self.path, *options)


def returns(design):
    """Deployed twice, back to the first, and on to the second again."""
    complaints = []
    design.deploy("staging")
    design.name["name"] = "title"
    extra = new("field", "extra", type="text", nullable=True)
    design.thing["children"].append(extra)
    design.save()
    design.deploy("staging")

    records = design.deployments("--to", "staging")
    if [record["outcome"] for record in records] != ["done", "done"]:
        complaints.append(f"recorded is {records}")
    second, first = (str(record["number"]) for record in records)
    if "thing" not in gplan("deployments", design.path, "--show", first):
        complaints.append("the plan of the first does not name its entity")
    if len(gplan_json("deployments", design.path, "--show", second)["operations"]) != 2:
        complaints.append("the plan of the second is not what was planned")

    plan = design.plan("staging", "--deployment", first)
    losses = [o for o in plan["operations"] if o["destructive"]]
    if [loss["name"] for loss in losses] != ["thing.extra"] or len(plan["operations"]) != 2:
        complaints.append(f"the way back is {plan['operations']}")
    design.deploy("staging", "--deployment", first, status=REFUSED)
    design.deploy("staging", "--deployment", first, "--allow", losses[0]["id"])
    if design.plan("staging", "--deployment", first)["operations"]:
        complaints.append("it is not as it was after the first")
    if len(design.plan("staging")["operations"]) != 2:
        complaints.append("the design itself has moved")
    design.deploy("staging", "--deployment", second)
    if design.plan("staging")["operations"]:
        complaints.append("it is not as it was after the second")

    messages = [record["message"] for record in design.deployments("--to", "staging")]
    if messages != [f"Return to deployment {second}", f"Return to deployment {first}", "", ""]:
        complaints.append(f"the messages are {messages}")
    return complaints


def promotes(design):
    """Production gets what staging holds, whatever the design says by now."""
    complaints = []
    design.thing["children"].append(new("field", "later", type="text", nullable=True))
    design.save()
    design.deploy("production", "--as", "staging")
    if design.plan("production", "--as", "staging")["operations"]:
        complaints.append("production does not hold what staging does")
    if [o["name"] for o in design.plan("production")["operations"]] != ["thing.later"]:
        complaints.append("production holds something else than staging")
    if design.deployments("--to", "production")[0]["message"] != "What staging holds":
        complaints.append("the record does not say where it came from")
    design.deploy("production", "--as", "empty", status=FAILED)
    return complaints


def fails(design):
    """What went wrong is recorded, too, and nothing to return to."""
    complaints = []
    number = design.deployments()[0]["number"]
    gplan("deploy", design.path, "--to", "staging", "--deployment", str(number + 1000),
          status=FAILED, token=design.token)
    gplan("deployments", design.text, status=FAILED)
    gplan("plan", design.path, "--to", "staging", "--deployment", "1", "--as", "empty", status=2,
          token=design.token)
    return complaints


def is_approved(design):
    """Two others approve what a third deploys; what has changed since is approved by nobody."""
    complaints = []
    staging = design.tree["design"]["children"][1]
    staging["approvals"] = 2
    design.thing["children"].append(new("field", "approved", type="text", nullable=True))
    design.save()
    plan = os.path.join(os.path.dirname(design.path), "plan.json")
    gplan("plan", design.path, "--to", "staging", "-o", plan, token=design.token)

    def approve(author, *options, file=design.path, status=0):
        gplan("approve", file, "--to", "staging", *options, author=author, status=status,
              token=design.token)

    def deploy(author, status=0):
        gplan("deploy", design.path, "--to", "staging", "--yes", author=author, status=status,
              token=design.token)

    deploy("Dora", status=REFUSED)
    for address in (staging["url"], staging["url"] + "/"):       # no way around it
        gplan("deploy", design.path, "--to", f"{staging['type']}:{address}", "--yes",
              status=REFUSED, token=design.token)
    approve("Ann", "--yes")
    approve("Ann", "--plan", plan)
    approve("Dora", "--yes")
    approve("Bob", status=REFUSED)        # with nobody to ask
    approve("Bob", "--yes", file=design.text, status=2)
    deploy("Dora", status=REFUSED)
    approve("Bob", "--plan", plan)
    design.thing["children"].append(new("field", "more", type="text", nullable=True))
    design.save()
    deploy("Dora", status=REFUSED)
    approve("Bob", "--plan", plan, status=REFUSED)
    approve("Ann", "--yes")
    approve("Bob", "--yes")
    deploy("Dora")
    if design.plan("staging")["operations"]:
        complaints.append("it was not deployed")
    if design.deployments("--to", "staging")[0]["author"] != "Dora":
        complaints.append("somebody else is said to have deployed it")
    approve("Ann", "--yes", status=REFUSED)      # nothing is left
    return complaints


def check(tap, kind, folder, urls, token):
    try:
        design = Design(folder, kind, urls, token)
        for case in (returns, promotes, fails, is_approved):
            tap.check(f"/e2e/deployments/{kind}-{case.__name__}", case(design))
    except Failed as failure:
        tap.check(f"/e2e/deployments/{kind}", str(failure).splitlines())


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        places = [os.path.join(folder, str(i)) for i in range(3)]
        for place in places:
            os.mkdir(place)
        with Backend(places[0]) as one, Backend(places[1]) as two, Backend(places[2]) as three:
            check(tap, "local", folder, [one.url, two.url, three.url], one.token)

        why = missing()
        if why is not None:
            tap.skip("/e2e/deployments/postgresql", why)
        else:
            with PostgreSQL(tcp=True) as server:
                for name in ("one", "two", "three"):
                    server.psql("postgres", "-c", f"create database {name}")
                with PostgresMeta(server, "one") as one, PostgresMeta(server, "two") as two, \
                        PostgresMeta(server, "three") as three:
                    check(tap, "postgresql", folder, [one.url, two.url, three.url], "none")
    tap.done()


main()
