#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random flows do on a real PostgreSQL 15 what our interpreter does.

Each is written as a database by itself and run to its end there; what services answer is told
beforehand, and nobody waits for a time. Compared is how the run ends, its output or its error, and
all records. GP_ACCESS_RULES says how many, GP_SEED which.
"""

import json
import os
import re
import tempfile

from flow_place import NET
from programs import BUILD, Failed, PostgreSQL, draw_cases, postgresql_folder
from tap import Tap

WRITER = os.path.join(BUILD, "tests", "e2e", "write-flow-cases")

# Whoever asks is answered at once: with what the step of that name is given for its n-th try.
SERVICE = """
create table net.mocks (step text, mock jsonb);
create function net.answer() returns trigger language plpgsql as $$
declare
  mock jsonb := (select m.mock from net.mocks m
    where m.step = substring(new.url from '^https://shop.example/(s[0-9]+)'));
  n int := (select count(*) from net.http_request_queue q
    where q.headers ->> 'Idempotency-Key' = new.headers ->> 'Idempotency-Key');
begin
  if mock ? 'tries' then
    mock := mock -> 'tries' -> least(n, jsonb_array_length(mock -> 'tries')) - 1;
  end if;
  if jsonb_typeof(mock) = 'object' and mock ? 'never' then
    return null;
  elsif jsonb_typeof(mock) = 'object' and mock ? 'error' then
    insert into net._http_response (id, status_code) values (new.id, (mock -> 'error')::int);
  elsif jsonb_typeof(mock) = 'object' and mock ? 'status' then
    insert into net._http_response (id, status_code, content_type, headers, content)
      values (new.id, (mock -> 'status')::int, 'application/json', case when mock ? 'retry_after'
      then jsonb_build_object('Retry-After', mock -> 'retry_after') end, mock ->> 'body');
    update net._http_response set content = (mock -> 'body')::text
      where id = new.id and mock -> 'body' <> 'null';
  else
    insert into net._http_response (id, status_code, content_type, content)
      values (new.id, 200, 'application/json', mock::text);
  end if;
  return null;
end $$;
create trigger answer after insert on net.http_request_queue
  for each row execute function net.answer();
"""

# Until nothing is left to be done: what waits for a time has it at once.
TO_THE_END = """
do $$ begin
  for i in 1 .. 500 loop
    perform gp_flows.work();
    exit when not exists (select from groundplan.outbox);
    update groundplan.outbox set due = now();
  end loop;
end $$;
"""


def quoted(value):
    return "'" + (value if isinstance(value, str) else json.dumps(value)).replace("'", "''") + "'"


def keys(records):
    """What counts of records, in an order."""
    return sorted(([r["note"], r["total"], r["late"]] for r in records), key=json.dumps)


def expected_records(case):
    """By entity. A run that failed leaves nothing."""
    tables = {}
    for line in case["records"]:
        record = {"note": None, "total": None, "late": None, **line["record"]}
        tables.setdefault(line["entity"], []).append(record)
    for change in case["changes"] if case.get("error") is None else []:
        arguments = change["arguments"]
        table = tables[arguments["entity"]]
        if change["kind"] == "create":
            table.append({"note": None, "total": None, "late": None, **arguments["values"]})
            continue
        least = int(re.search(r">=\(*(-?[0-9]+)\)*$", arguments["where"]).group(1))
        for record in [r for r in table if r["total"] is not None and r["total"] >= least]:
            if change["kind"] == "update":
                record.update(arguments["values"])
            else:
                table.remove(record)
    return {name: keys(table) for name, table in tables.items()}


def script_of(case):
    lines = [NET, SERVICE, case["sql"]]
    for step, mock in case["mocks"].items():
        lines.append(f"insert into net.mocks values ({quoted(step)}, {quoted(mock)});")
    for line in case["records"]:
        columns = ", ".join(line["record"])
        values = ", ".join("null" if v is None else quoted(v) for v in line["record"].values())
        lines.append(f"insert into public.{line['entity']} ({columns}) values ({values});")
    return "\n".join(lines)


def ask(server, database, case):
    """How the flow ends there: (output, error, records by entity); the output only of a flow that
    waits for nothing."""
    function = "gp_flows.flow_" + case["flow"].replace("-", "_")
    trigger = quoted(case["trigger"])
    plain = f"CREATE FUNCTION {function}(f_trigger jsonb, f_depth integer) " in case["sql"]
    tables = sorted({line["entity"] for line in case["records"]})
    records = ", ".join(f"'{t}', (select jsonb_agg(r) from public.{t} r)" for t in tables)
    start = f"select gp_flows.start('{case['flow']}', {trigger}, 0) \\g /dev/null\n{TO_THE_END}"
    if plain and case.get("error") is None:
        start = f"select jsonb_build_object('output', {function}({trigger}, 0));"
    said = server.psql(database, "-A", "-t", "-f", "-", input=f"""{start}
        select jsonb_build_object('left', (select count(*) from groundplan.outbox),
          'error', (select error from groundplan.dead), 'records', jsonb_build_object({records}));
        """).strip().splitlines()
    last = json.loads(said[-1])
    if last["left"] != 0:
        raise Failed("the run does not end")
    output = json.loads(said[0]).get("output") if plain and len(said) > 1 else None
    return output, last["error"], {t: keys(r or []) for t, r in last["records"].items()}, plain


def kind_of(error):
    return None if error is None else (error["type"], error["status"])


def differences(server, database, case):
    output, error, records, plain = ask(server, database, case)
    complaints = []
    if kind_of(error) != kind_of(case.get("error")):
        complaints.append(f"it ends with {error}, not with {case.get('error')}")
    if plain and error is None and output != case.get("output"):
        complaints.append(f"it gives {output}, not {case.get('output')}")
    # What was done before a wait stays.
    if plain or case.get("error") is None:
        for entity, wanted in expected_records(case).items():
            if records[entity] != wanted:
                complaints.append(f"{entity}: {records[entity]}, not {wanted}")
    return complaints


def try_all(server, cases):
    plain = failed = 0
    for number, case in enumerate(cases):
        database = f"flow{number}"
        try:
            server.load(database, script_of(case))
            complaints = differences(server, database, case)
        except Failed as failure:
            complaints = str(failure).splitlines()
        if complaints:
            return complaints + case["script"].splitlines() + [
                f"trigger: {case['trigger']}", f"answers: {json.dumps(case['mocks'])}"]
        server.psql("postgres", "-c", f"drop database {database}")
        plain += "f_line" not in case["sql"]
        failed += case.get("error") is not None
    print(f"# {len(cases)} flows, {plain} without a wait, {failed} that fail")
    if not 0 < failed < len(cases) or not 0 < plain < len(cases):
        return ["they are all of one kind"]
    return []


def try_schemas(server, cases, sql):
    """What fits the schema of an input here fits there, and nothing else."""
    server.load("schemas", sql)
    rows = ",\n".join(f"({n}, {quoted(case['schema'])}::jsonb, {quoted(case['value'])}::jsonb)"
                      for n, case in enumerate(cases))
    said = server.psql("schemas", "-A", "-t", "-f", "-", input=(
        "select c.n || ' ' || coalesce(gp_flows.misfit(c.schema, c.value, '', 0), '') "
        f"from (values {rows}) as c(n, schema, value) order by c.n;"))
    different = []
    for case, line in zip(cases, said.splitlines(), strict=True):
        problem = line.split(" ", 1)[1]
        if (problem == "") != case["fits"]:
            different.append(f"{case['schema']} of {case['value']}: “{problem}”")
    fit = sum(case["fits"] for case in cases)
    print(f"# {len(cases)} inputs, {fit} that fit")
    return different if len(cases) / 10 < fit < 9 * len(cases) / 10 else ["they are all alike"]


def main():
    tap = Tap()
    if postgresql_folder() is None:
        tap.skip_all("there is no PostgreSQL 15 on this machine")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.json")
        draw_cases(WRITER, path)
        with open(path, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
        cases = [line for line in lines if "sql" in line]
        with PostgreSQL() as server:
            tap.check("/e2e/postgresql-interpreter/random-flows", try_all(server, cases))
            tap.check("/e2e/postgresql-interpreter/random-inputs", try_schemas(
                server, [line for line in lines if "schema" in line], NET + cases[0]["sql"]))
    tap.done()


main()
