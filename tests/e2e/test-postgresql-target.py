#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Designs are deployed to a real PostgreSQL 15 behind postgres-meta, and come back.

What a deployment leaves is asked of the database, past what the program says of it. GP_TEST_CASE
runs one case alone.
"""

import glob
import json
import os
import tempfile
import uuid

from postgres_meta import PostgresMeta, missing
from programs import CORPUS, Failed, GPLAN, PostgreSQL, finished, gplan, gplan_json
from tap import Tap

CANARY = "canary-token-5d41402abc4b2a76"


class Place:
    """A database of its own with postgres-meta before it, and files beside it."""

    def __init__(self, server, folder, name):
        server.psql("postgres", "-c", f'create database "{name}"')
        self.meta = PostgresMeta(server, name)
        self.name = name
        self.folder = folder

    def __enter__(self):
        self.meta.start()
        self.to = f"postgresql:{self.meta.url}"
        return self

    def __exit__(self, *_):
        self.meta.kill()

    def path(self, name):
        return os.path.join(self.folder, f"{self.name}-{name}")

    def value(self, sql):
        return next(iter(self.meta.query(sql)[0].values()))

    def deploy(self, design, *options, status=0):
        return gplan("deploy", design, "--to", self.to, "--yes", *options, status=status,
                     token=CANARY)

    def plan(self, design, status=0):
        return gplan_json("plan", design, "--to", self.to, status=status, token=CANARY)


def walk(element):
    yield element
    for child in element.get("children", []):
        yield from walk(child)


class Design:
    """A design as JSON, changed by hand: ids stay, so that a name is only a name."""

    def __init__(self, path):
        self.path = path
        with open(path, encoding="utf-8") as file:
            self.file = json.load(file)

    def save(self):
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(self.file, file)

    def all(self, kind):
        return [e for e in walk(self.file["design"]) if e["kind"] == kind]

    def find(self, kind, name, parent=None):
        for owner in walk(self.file["design"]):
            for child in owner.get("children", []):
                if child["kind"] == kind and child.get("name") == name \
                        and parent in (None, owner.get("name")):
                    return child
        raise Failed(f"there is no {kind} “{name}”")


def shop(place):
    """Two tables, an enum, an index, a unique field, a role with a rule."""
    def new(kind, name, **more):
        return {"id": str(uuid.uuid4()), "kind": kind, "name": name, **more}

    key = new("field", "id", type="uuid", default="uuid()")
    name = new("field", "name", type="text")
    state = new("field", "state", type="enum", values=["new", "paid", "sent"])
    total = new("field", "total", type="decimal", precision=10, scale=2, nullable=True)
    code = new("field", "code", type="text", unique=True, nullable=True)
    index = new("index", "customer_name_idx", fields=[name["id"]])
    everyone = new("role", "everyone", membership="everyone")
    rule = new("rule", "All read", role=everyone["id"], actions=["read"])
    customer = new("entity", "customer", primary_key=[key["id"]],
                   children=[key, name, code, index, rule])
    order_key = new("field", "id", type="uuid", default="uuid()")
    reference = new("field", "customer_id", type="reference", reference=customer["id"])
    order = new("entity", "order", primary_key=[order_key["id"]],
                children=[order_key, reference, state, total])
    path = place.path("shop.gplan.json")
    gplan("new", path)
    design = Design(path)
    design.file["design"]["children"] += [customer, order, everyone]
    design.save()
    return design


def fill(place):
    place.meta.query("insert into customer (name, code) values ('Ada', 'a'), ('Bo', 'b');"
                    "insert into \"order\" (customer_id, state, total)"
                    " select id, 'paid', 12.34 from customer")


# --- what a deployment must leave -----------------------------------------------------------------

def deploys_and_settles(place, design):
    """Deployed and verified, planned again: nothing. The tables are there, whatever it says."""
    place.deploy(design)
    plan = place.plan(design)
    content = json.loads(gplan("export", design, "--format", "json"))
    tables = [e for e in walk(content["design"])
              if e["kind"] == "entity" and not e.get("query") and not e.get("external")]
    there = place.value("select count(*) from pg_class c join pg_namespace n on n.oid = "
                        "relnamespace where relkind in ('r', 'p') and not relispartition and "
                        "nspname !~ '^(pg_|information_schema|groundplan)'")
    complaints = []
    if plan["operations"]:
        complaints.append(f"planning again gives {plan['operations'][0]['sentence']}")
    if there != len(tables):
        complaints.append(f"{there} tables are there, not {len(tables)}")
    return complaints


def sample_answers_as_simulated(place, server):
    """The access tests of the sample, asked of the deployed database."""
    design = place.path("sample.gplan")
    gplan("new", design, "--sample", "diagnostics")
    complaints = deploys_and_settles(place, design)
    address = f"postgresql://postgres@127.0.0.1:{server.port}/{place.name}"
    environment = dict(os.environ, PATH=f"{server.programs}:{os.environ['PATH']}")
    result = finished(GPLAN, "test", design, "--on", address, text=True, env=environment)
    if result.returncode != 0:
        complaints.append(f"gplan test --on ended with {result.returncode}: "
                          f"{result.stdout[-800:]}{result.stderr[-800:]}")
    return complaints


def renames_keep_rows(place):
    """Table, field, enum value, index, role, rule: no drop is planned, and no row is lost."""
    design = shop(place)
    place.deploy(design.path)
    fill(place)
    before = place.value("select md5(string_agg(t::text, ';' order by id)) from customer t")
    design.find("entity", "customer")["name"] = "client"
    design.find("field", "name", "client")["name"] = "full_name"
    design.find("field", "state", "order")["values"][1] = "settled"
    design.find("index", "customer_name_idx")["name"] = "client_name_idx"
    design.find("role", "everyone")["name"] = "anybody"
    design.find("rule", "All read")["name"] = "Everybody reads"
    design.find("entity", "order")["name"] = "purchase"
    design.save()
    plan = place.plan(design.path)
    complaints = [f"planned: {o['sentence']}" for o in plan["operations"] if o["destructive"]]
    complaints += deploys_and_settles(place, design.path)
    if place.value("select md5(string_agg(t::text, ';' order by id)) from client t") != before:
        complaints.append("the rows of the renamed table are others")
    if place.value("select count(*) from purchase where state = 'settled'") != 2:
        complaints.append("the rows with the renamed value are not there")
    if place.value("select count(*) from pg_indexes where indexname = 'client_name_idx'") != 1:
        complaints.append("the index did not get its name")
    return complaints


def taken_names_are_told(place):
    """An index whose name something else has, which no design knows, is not passed over."""
    design = shop(place)
    place.deploy(design.path)
    customer = design.find("entity", "customer")
    code = design.find("field", "code", "customer")
    customer["children"].append({"id": str(uuid.uuid4()), "kind": "index",
                                 "name": "by_code", "fields": [code["id"]]})
    design.save()
    place.meta.query("create sequence by_code")
    result = finished(GPLAN, "deploy", design.path, "--to", place.to, "--yes", text=True,
                      env={**os.environ, "GPLAN_TOKEN": CANARY})
    if result.returncode == 0 or "public.by_code is the name of" not in result.stderr:
        return [f"it ended with {result.returncode}: {result.stderr}"]
    return []


def indexes_are_made_beside(place):
    """An index is made beside the others' work; one that failed before is made anew."""
    design = shop(place)
    place.deploy(design.path)
    fill(place)
    customer = design.find("entity", "customer")
    code = design.find("field", "code", "customer")
    customer["children"].append({"id": str(uuid.uuid4()), "kind": "index",
                                 "name": "by_code", "fields": [code["id"]]})
    design.save()
    # As an attempt leaves it that was ended in the middle.
    place.meta.query("create index by_code on customer (code)")
    place.meta.query("update pg_index set indisvalid = false "
                     "where indexrelid = 'by_code'::regclass")
    plan = place.plan(design.path)
    complaints = [] if any("by_code" in o["sentence"] for o in plan["operations"]) else [
        f"an index that is not valid counts as one: {plan['operations']}"]
    complaints += deploys_and_settles(place, design.path)
    if place.value("select indisvalid from pg_index where indexrelid = 'by_code'::regclass") \
            is not True:
        complaints.append("the index is not valid")
    said = place.value("select count(*) from groundplan.journal")
    if said != 0:
        complaints.append(f"{said} steps stay in the journal")
    return complaints


def losses_need_consent(place):
    """A field that goes: refused without consent, with its rows counted; then done."""
    design = shop(place)
    place.deploy(design.path)
    fill(place)
    entity = design.find("entity", "customer")
    entity["children"] = [c for c in entity["children"] if c.get("name") != "code"]
    design.find("field", "total", "order")["scale"] = 1
    design.save()
    plan = place.plan(design.path)
    costs = {o["id"]: o["rows"] for o in plan["operations"] if o["destructive"]}
    complaints = []
    if costs != {"remove:field:customer.code": 2, "change:field:order.total": 2}:
        complaints.append(f"the plan counts {costs}")
    place.deploy(design.path, status=4)
    if place.value("select count(code) from customer") != 2:
        complaints.append("something was lost without consent")
    allowed = [word for name in costs for word in ("--allow", name)]
    place.deploy(design.path, *allowed)
    return complaints + deploys_and_settles(place, design.path)


def rows_in_the_way_are_counted(place):
    """All demands that rows do not meet are in the plan, with their number; and nothing is done."""
    design = shop(place)
    place.deploy(design.path)
    fill(place)
    place.meta.query("insert into customer (name, code) values ('7', null), ('Ada', 'c');"
                     "update \"order\" set total = null where customer_id = "
                     "(select id from customer where code = 'b')")
    design.find("field", "total", "order")["nullable"] = False
    design.find("field", "state", "order")["values"] = ["new", "sent"]
    design.find("field", "code", "customer")["nullable"] = False
    design.find("field", "name", "customer").update(type="integer", unique=True)
    design.save()
    plan = place.plan(design.path, status=1)
    said = sorted((f["message"].split(".")[0], f["message"].split(": ")[1].split(".")[0])
                  for f in plan["findings"] if f["code"] == "MIG211")
    wanted = [("“customer” becomes unique by name", "2"), ("“customer", "1"), ("“customer", "3"),
              ("“order", "1"), ("“order", "2")]
    complaints = [] if said == sorted(wanted) else [f"the plan says {said}"]
    place.deploy(design.path, status=4)
    if place.value("select count(*) from customer") != 4:
        complaints.append("something was changed")
    return complaints


def odd_names_are_asked_of(place):
    """References, checks, partial indexes and keys, of a table whose name has to be quoted."""
    place.meta.query("create table buyer (id int primary key);"
                     "create table \"Ord\"\"er\" (id int primary key, \"Co de\" text, buyer int,"
                     " n int not null); insert into buyer values (1);"
                     "insert into \"Ord\"\"er\" values (1, 'x', 1, 5), (2, 'x', 7, -1),"
                     " (3, 'y', null, -2)")
    path = place.path("read.gplan.json")
    gplan("import", place.to, "-o", path, token=CANARY)
    place.deploy(path)
    design = Design(path)
    order, code = design.find("entity", "Ord_er"), design.find("field", "Co de")
    design.find("field", "buyer", "Ord_er").update(
        type="reference", reference=design.find("entity", "buyer")["id"])
    order["primary_key"] = [code["id"]]
    order["children"] += [
        {"id": str(uuid.uuid4()), "kind": "check", "name": "positive", "language": "sql",
         "expression": "n > 0"},
        {"id": str(uuid.uuid4()), "kind": "index", "name": "once", "unique": True,
         "fields": [code["id"]], "where": "n > -2"}]
    design.save()
    said = sorted(f["message"] for f in place.plan(path, status=1)["findings"]
                  if f["code"] == "MIG211")
    wanted = ["“Ord_er” becomes unique by Co de. Rows that share theirs with another: 2",
              "“Ord_er” becomes unique by Co de. Rows that share theirs with another: 2",
              "“Ord_er” gets the check “positive”. Rows that do not pass it: 2",
              "“Ord_er” refers to others by buyer. Rows that would refer to nothing: 1"]
    alike = len(said) == len(wanted) and all(s.startswith(w) for s, w in zip(said, wanted))
    return [] if alike else [f"the plan says {said}"]


def others_are_in_the_way(place):
    """A rule that needs a column is named, with what to do. A view that others made goes with
    consent alone."""
    design = shop(place)
    place.deploy(design.path)
    place.meta.query("create rule quiet as on delete to customer where old.code = 'x'"
                     " do instead nothing")
    design.find("field", "code", "customer")["type"] = "integer"
    design.save()
    said = [f["message"] for f in place.plan(design.path, status=1)["findings"]
            if f["code"] in ("MIG210", "MIG211")]
    complaints = [] if len(said) == 1 and "rule quiet" in said[0] \
        and "Change or remove" in said[0] else [f"the plan says {said}"]
    place.meta.query("drop rule quiet on customer;"
                     "create view codes as select code from customer")
    asked = [o["id"] for o in place.plan(design.path)["operations"] if o["destructive"]]
    return complaints + ([] if asked == ["remove:entity:codes"] else [f"consent for {asked}"])


TABLES = """select string_agg(c.relname || a.attname || a.atttypid::regtype || c.relrowsecurity, ','
order by c.relname, a.attnum) from pg_class c join pg_attribute a on a.attrelid = c.oid
where c.relnamespace = 'public'::regnamespace"""


def others_are_read(place):
    """A function that a view calls comes along to another database; what has no place is told."""
    place.meta.query("create function twice(n int) returns int language sql as 'select n * 2';"
                     "create table thing (id int primary key, n int);"
                     "create view doubled as select id, twice(n) as n from thing;"
                     "create rule quiet as on delete to thing do also select 1;"
                     "create domain price as int check (value > 0);"
                     "create table priced (id int primary key, price price)")
    read = place.path("read.gplan")
    result = finished(GPLAN, "import", place.to, "-o", read, text=True,
                      env={**os.environ, "GPLAN_TOKEN": CANARY})
    complaints = [f"it does not say {word}: {result.stderr}"
                  for word in ("CREATE RULE quiet ON public.thing", "domain price")
                  if word not in result.stderr]
    before = place.value(TABLES)
    planned = [o["id"] for o in place.plan(read)["operations"]]
    if planned != ["change:design:deployment#postgresql"]:
        complaints.append(f"planned for where it came from: {planned}")
    complaints += deploys_and_settles(place, read)
    if place.value(TABLES) != before:
        complaints.append("taking the database over changed it")
    place.meta.query("drop schema groundplan cascade")
    place.meta.query("drop schema public cascade; create schema public")
    return complaints + deploys_and_settles(place, read)


def access_of_others_stays(place):
    """Policies, triggers and row security that others made are there after a deployment."""
    place.meta.query("create table thing (id int primary key, n int)")
    path = place.path("read.gplan.json")
    gplan("import", place.to, "-o", path, token=CANARY)
    place.deploy(path)
    place.meta.query("alter table thing enable row level security;"
                     "create policy mine on thing using (n > 1);"
                     "create function touch() returns trigger language plpgsql as "
                     "'begin return new; end'; create trigger touched before insert on thing "
                     "for each row execute function touch()")
    design = Design(path)
    design.find("field", "n", "thing")["name"] = "number"
    design.save()
    complaints = deploys_and_settles(place, path)
    for what, sql in (
            ("policy", "select count(*) = 1 from pg_policy where polname = 'mine'"),
            ("trigger", "select count(*) = 1 from pg_trigger where tgname = 'touched'"),
            ("row security", "select relrowsecurity from pg_class where oid = 'thing'::regclass")):
        if place.value(sql) is not True:
            complaints.append(f"the {what} of others is gone")
    return complaints


def enums_grow(place):
    """A value that is also the new default; and one that rows have does not go."""
    design = shop(place)
    place.deploy(design.path)
    fill(place)
    state = design.find("field", "state", "order")
    state["values"] = ["draft", "new", "paid", "sent", "lost"]
    state["default"] = "draft"
    design.save()
    complaints = deploys_and_settles(place, design.path)
    state["values"] = ["draft", "new", "sent"]
    design.save()
    place.deploy(design.path, status=4)
    if place.value("select count(*) from \"order\" where state = 'paid'") != 2:
        complaints.append("rows lost their value")
    return complaints


def hands_are_noticed(place):
    """A change by hand: between plan and apply it is refused; after that it is shown, followed."""
    design = shop(place)
    plan = place.path("plan.json")
    gplan("plan", design.path, "--to", place.to, "-o", plan, token=CANARY)
    place.meta.query("create table by_hand (id integer primary key)")
    place.deploy(design.path, "--plan", plan, status=4)
    complaints = []
    if place.value("select to_regclass('customer') is null") is not True:
        complaints.append("a plan that is out of date was applied")
    place.deploy(design.path, "--allow", "remove:entity:by_hand")
    place.meta.query("alter table customer add column nick text")
    again = place.plan(design.path)
    if not any(f["code"] == "MIG209" for f in again["findings"]):
        complaints.append("the change by hand is no finding")
    if [o["id"] for o in again["operations"]] != ["remove:field:customer.nick"]:
        complaints.append(f"planned: {[o['id'] for o in again['operations']]}")
    changes = gplan("diff", design.path, place.to, status=1, token=CANARY)
    if "nick" not in changes:
        complaints.append(f"gplan diff says: {changes}")
    place.deploy(design.path, "--allow", "remove:field:customer.nick")
    return complaints + access_is_put_back(place, design)


def access_is_put_back(place, design):
    """What opens a table is no part of the design that is read back; it is undone all the same."""
    place.meta.query("do $$ declare p record; begin for p in select polname, polrelid::regclass as t"
                    " from pg_policy loop"
                    " execute format('drop policy %I on %s', p.polname, p.t); end loop; end $$;"
                    "alter table customer disable row level security;"
                    "grant all on customer to anon")
    again = place.plan(design.path)
    complaints = []
    if [o["id"] for o in again["operations"]] != ["change:design:deployment#postgresql"]:
        complaints.append(f"planned: {[o['id'] for o in again['operations']]}")
    place.deploy(design.path)
    if place.value("select count(*)::int from pg_policy where polname like 'gp\\_%'") == 0:
        complaints.append("the policies are not put back")
    if place.value("select relrowsecurity from pg_class where oid = 'customer'::regclass") \
            is not True:
        complaints.append("the table stays open")
    if place.value("select has_table_privilege('anon', 'customer', 'insert')") is True:
        complaints.append("anon may still insert")
    if place.plan(design.path)["operations"]:
        complaints.append("there is still something to do")
    return complaints


def comes_back(place):
    """Imported, the database is the design that was deployed; and one without a record is read."""
    design = shop(place)
    place.deploy(design.path)
    back = place.path("back.gplan")
    gplan("import", place.to, "-o", back, token=CANARY)
    complaints = []
    changes = gplan("diff", design.path, back)
    if changes:
        complaints.append(f"what came back differs: {changes}")
    gplan("diff", design.path, place.to, token=CANARY)
    place.meta.query("drop schema groundplan cascade")
    bare = place.path("bare.gplan")
    gplan("import", place.to, "-o", bare, token=CANARY)
    counts = gplan_json("info", bare)["counts"]
    if counts["entity"] != 2 or counts["field"] != 7:
        complaints.append(f"read without a record: {counts}")
    return complaints + deploys_and_settles(place, design.path)


def server_is_killed(place):
    """postgres-meta dies and comes back: deploying again finishes it."""
    design = shop(place)
    place.meta.kill()
    result = finished(GPLAN, "deploy", design.path, "--to", place.to, "--yes", text=True)
    complaints = []
    if result.returncode != 3 or "does not answer" not in result.stderr:
        complaints.append(f"ended with {result.returncode}: {result.stderr}")
    place.__enter__()
    return complaints + deploys_and_settles(place, design.path)


def token_is_nowhere(folder):
    """No file that was written holds the token that all of these were given."""
    complaints = []
    for path in glob.glob(os.path.join(folder, "**"), recursive=True):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                if CANARY.encode() in file.read():
                    complaints.append(f"{path} holds the token")
    return complaints


def corpus_design(place, name):
    path = place.path(f"{name}.gplan")
    gplan("import", os.path.join(CORPUS, "sql", f"{name}.pg.sql"), "-o", path)
    return path


CASES = {
    "sample": None,
    "renames": renames_keep_rows,
    "indexes": indexes_are_made_beside,
    "taken-names": taken_names_are_told,
    "consent": losses_need_consent,
    "enums": enums_grow,
    "in-the-way": rows_in_the_way_are_counted,
    "odd-names": odd_names_are_asked_of,
    "others-in-the-way": others_are_in_the_way,
    "others": others_are_read,
    "others-access": access_of_others_stays,
    "hands": hands_are_noticed,
    "back": comes_back,
    "killed": server_is_killed,
}


def main():
    tap = Tap()
    why = missing()
    if why is not None:
        tap.skip_all(why)
    with PostgreSQL(tcp=True) as server, tempfile.TemporaryDirectory() as folder:
        only = os.environ.get("GP_TEST_CASE")
        for name, case in CASES.items():
            if only not in (None, name):
                continue
            try:
                with Place(server, folder, name) as place:
                    complaints = (sample_answers_as_simulated(place, server) if case is None
                                  else case(place))
            except Failed as failure:
                complaints = str(failure).splitlines()
            tap.check(f"/e2e/postgresql-target/{name}", complaints)
        if os.path.exists(os.path.join(CORPUS, "sql", "pagila.pg.sql")):
            with Place(server, folder, "pagila") as place:
                try:
                    complaints = deploys_and_settles(place, corpus_design(place, "pagila"))
                except Failed as failure:
                    complaints = str(failure).splitlines()
                tap.check("/e2e/postgresql-target/pagila", complaints)
        else:
            tap.skip("/e2e/postgresql-target/pagila", "the corpus is not on this machine")
        tap.check("/e2e/postgresql-target/token", token_is_nowhere(folder))
    tap.done()


main()
