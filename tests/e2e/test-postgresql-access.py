#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `gplan export --format sql-postgresql-access` writes lets a real PostgreSQL 15 decide as
Groundplan does.

The access tests of the diagnostics sample are tried in sessions of the personas' roles. Random
rules, rows and callers are written by a program of ours with the answers that are expected;
GP_ACCESS_RULES says how many sets of rules.
"""

import json
import os
import re
import sys
import tempfile

from programs import (BUILD, USUAL_SEED, Failed, PostgreSQL, draw_cases, gplan, postgresql_folder,
                      run)
from tap import ROOT, Tap

WRITER = os.path.join(BUILD, "tests", "e2e", "write-access-cases")
SAMPLE = os.path.join(ROOT, "data", "share", "samples", "diagnostics.gplan.json")

PREPARE = """
DO $$ DECLARE c record; BEGIN
  FOR c IN SELECT attrelid::regclass AS t, attname FROM pg_attribute JOIN pg_class ON
    pg_class.oid = attrelid WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND attnum > 0 AND attnotnull AND NOT attisdropped AND attname <> 'id' LOOP
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', c.t, c.attname);
  END LOOP; END $$;
SET session_replication_role = replica;
"""

# What Supabase's linter looks for: the number of its rule, and who breaks it.
LINT = """
SELECT '0003 asks for each row: ' || polname || ' of ' || polrelid::regclass FROM pg_policy WHERE
  regexp_replace(coalesce(pg_get_expr(polqual, polrelid), '')
    || coalesce(pg_get_expr(polwithcheck, polrelid), ''), 'SELECT gp_access\\.\\w+\\(', '', 'g')
  ~ 'current_setting|auth\\.|gp_access\\.(user_|has_role|roles|claims)';
SELECT '0006 several permissive policies: ' || polrelid::regclass || ' ' || polcmd::text FROM pg_policy
  WHERE polpermissive GROUP BY polrelid, polcmd HAVING count(*) > 1;
SELECT '0008 no policy: ' || c.relname FROM pg_class c WHERE relkind = 'r' AND relrowsecurity
  AND NOT EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid);
SELECT '0011 search_path: ' || proname FROM pg_proc WHERE pronamespace = 'gp_access'::regnamespace
  AND NOT coalesce(proconfig::text, '') LIKE '%search_path%';
SELECT '0013 no row security: ' || relname FROM pg_class WHERE relkind = 'r'
  AND relnamespace = 'public'::regnamespace AND NOT relrowsecurity;
SELECT '0015 what callers can change: ' || polname || ' of ' || polrelid::regclass FROM pg_policy
  WHERE coalesce(pg_get_expr(polqual, polrelid), '')
    || coalesce(pg_get_expr(polwithcheck, polrelid), '') LIKE '%user_metadata%';
SELECT '0024 always true: ' || polname || ' of ' || polrelid::regclass FROM pg_policy WHERE
  polpermissive AND polcmd IN ('*', 'a', 'w', 'd')
  AND 'true' IN (pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid));
SELECT '0028 a function that bypasses rules: ' || p.oid::regprocedure FROM pg_proc p
  WHERE prosecdef AND pronamespace = 'public'::regnamespace
  AND has_function_privilege('anon', p.oid, 'EXECUTE');
"""


# What a wrong printer would write. The differential test must notice each, or it proves nothing.
MUTANTS = {
    "null-is-forgotten": (r"OR \(([^()]+) IS NULL\)", "OR (false)"),
    "other-tables-are-restricted": ("SECURITY DEFINER", "SECURITY INVOKER"),
    "none-is-some": (r"NOT EXISTS \(", "EXISTS ("),
    "forbids-are-grants": ("AS RESTRICTIVE", "AS PERMISSIVE"),
    "roles-are-ignored": (r"\(SELECT gp_access\.has_role\('[a-z]+'\)\)", "true"),
}


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, (dict, list)):
        value = json.dumps(value)
    return "'" + str(value).replace("'", "''") + "'"


def walk(element):
    yield element
    for child in element.get("children", []):
        yield from walk(child)


class Sample:
    """The diagnostics sample as questions to a database."""

    def __init__(self):
        with open(SAMPLE, encoding="utf-8") as file:
            self.root = json.load(file)["design"]
        self.elements = {e["id"]: e for e in walk(self.root)}
        self.tests = [e for e in walk(self.root) if e["kind"] == "test"
                      and e.get("type", "access") == "access"]

    def records(self):
        """INSERT statements of the example records."""
        for entity in walk(self.root):
            for child in entity.get("children", []):
                if child["kind"] == "fixture" and entity["kind"] == "entity":
                    yield self.insert(entity, child["record"])

    @staticmethod
    def insert(entity, record):
        names = ", ".join(f'"{name}"' for name in record)
        values = ", ".join(literal(value) for value in record.values())
        return f'INSERT INTO public."{entity["name"]}" ({names}) VALUES ({values});'

    def session(self, persona):
        """Acts as the one role of a persona, with its claims."""
        roles = [self.elements[role]["name"] for role in persona.get("roles", [])]
        claims = {"sub": persona.get("user_id"), "email": persona.get("email"),
                  "app_metadata": {"tenant": persona.get("tenant"), "roles": roles}}
        if persona.get("anonymous"):
            return "SET ROLE anon; SET request.jwt.claims = '';"
        role = roles[0] if len(roles) == 1 else "authenticated"
        return f'SET ROLE "{role}"; SET request.jwt.claims = {literal(claims)};'

    def statement(self, test):
        entity = self.elements[test["subject"]]
        record = self.elements[test["fixture"]]["record"] if "fixture" in test else {}
        table = f'public."{entity["name"]}"'
        where = f"WHERE id = {literal(record.get('id'))}"
        if test["action"] == "create":
            write = {"id": "00000000-0000-4000-8000-000000000001", **record, **test.get("write", {})}
            return self.insert(entity, write)
        if test["action"] == "delete":
            return f"DELETE FROM {table} {where}"
        if test["action"] == "update":
            write = test.get("write") or {"id": record["id"]}
            sets = ", ".join(f'"{name}" = {literal(value)}' for name, value in write.items())
            return f"UPDATE {table} SET {sets} {where}"
        fields = [f'"{self.elements[f]["name"]}"' for f in test.get("fields", [])] or ["id"]
        return f"SELECT 'row', {', '.join(fields)} FROM {table} {where}"


def probe(server, database, session, statement):
    """Whether it has an effect; it is undone. Other errors than a missing right are failures."""
    ask = f"BEGIN; {session} {statement.rstrip(';')}; ROLLBACK;"
    try:
        said = server.command("psql", "-X", "-v", "ON_ERROR_STOP=1", "-t", "-A", "-h",
                              server.folder, "-U", "postgres", "-d", database, "-c", ask)
    except Failed as failure:
        if re.search("permission denied|row-level security|no rule allows|a rule forbids",
                     str(failure)):
            return False
        raise
    lines = [line for line in said.splitlines() if line not in ("BEGIN", "SET", "ROLLBACK", "")]
    return any(line not in ("UPDATE 0", "DELETE 0", "INSERT 0 0") for line in lines)


def sample_complaints(server, tap):
    sample = Sample()
    server.load("sample", gplan("export", SAMPLE, "--format", "sql-postgresql"))
    server.psql("sample", "-f", "-", input=PREPARE + "\n".join(sample.records()))
    script = gplan("export", SAMPLE, "--format", "sql-postgresql-access")
    server.psql("sample", "-f", "-", input=script)
    server.psql("sample", "-f", "-", input=script)
    for test in sample.tests:
        session = sample.session(sample.elements[test["persona"]])
        allowed = probe(server, "sample", session, sample.statement(test))
        expected = test.get("expect", "allow") == "allow"
        wrong = [f"{'allowed' if allowed else 'denied'}: {sample.statement(test)}"]
        tap.check(f"/e2e/postgresql-access/{test['name']}", [] if allowed == expected else wrong)
    lint = server.psql("sample", "-t", "-A", "-f", "-", input=LINT)
    tap.check("/e2e/postgresql-access/the-linter-has-nothing-to-report", lint.splitlines())


def on_complaints(server):
    """`gplan test --on` says the same; it rolls back what it puts in."""
    os.environ["PATH"] = f"{server.programs}:{os.environ['PATH']}"
    server.load("empty", gplan("export", SAMPLE, "--format", "sql-postgresql"))
    server.psql("empty", "-f", "-", input=gplan("export", SAMPLE, "--format",
                                                "sql-postgresql-access"))
    where = f"postgresql:///empty?host={server.folder}&user=postgres"
    try:
        said = gplan("test", SAMPLE, "--on", where)
    except Failed as failure:
        return str(failure).splitlines()
    left = server.psql("empty", "-t", "-A", "-c", "SELECT count(*) FROM patient").strip()
    return [] if "113 passed, 0 failed, 0 skipped" in said and left == "0" else [said, left]


def random_complaints(server):
    server.psql("postgres", "-c", 'create database "random"')
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.sql")
        draw_cases(WRITER, path)
        os.chmod(folder, 0o755)
        said = server.psql("random", "-t", "-A", "-f", path).splitlines()
    asked, allowed, whole = (int(word) for word in said[-1].split()[1::2])
    print(f"# {said[-1]}", file=sys.stderr)
    complaints, where = [], ""
    for line in said[:-1]:
        if line.startswith("set "):
            where = line
        elif line:
            complaints.append(f"{where}: {line}")
    if not asked / 50 < allowed < asked * 49 / 50 or whole == 0:
        complaints.append(f"of {asked} answers {allowed} are yes, and {whole} sets can be said")
    return complaints


def is_noticed(server, name):
    """The same rules and rows each time, with one thing wrong in the script."""
    server.psql("postgres", "-c", f'create database "{name}"')
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cases.sql")
        run(WRITER, "--seed", USUAL_SEED, path, env={**os.environ, "GP_ACCESS_RULES": "12"})
        with open(path, encoding="utf-8") as file:
            script = re.sub(*MUTANTS[name], file.read())
    said = server.psql(name, "-t", "-A", "-f", "-", input=script).splitlines()
    return any(line and not line.startswith(("set ", "asked ")) for line in said)


def main():
    tap = Tap()
    if postgresql_folder() is None:
        tap.skip_all("there is no PostgreSQL 15 on this machine")
    with PostgreSQL() as server:
        sample_complaints(server, tap)
        tap.check("/e2e/postgresql-access/gplan-test-agrees", on_complaints(server))
        tap.check("/e2e/postgresql-access/sessions-find-what-rules-say", random_complaints(server))
        for name in MUTANTS:
            tap.check(f"/e2e/postgresql-access/it-is-noticed-that-{name}",
                      [] if is_noticed(server, name) else ["nobody noticed"])
    tap.done()


if __name__ == "__main__":
    main()
