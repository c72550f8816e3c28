# SPDX-License-Identifier: Apache-2.0
"""A place where flows run: a database behind postgres-meta, with a design of its own.

What pg_net, pg_cron and the vault of Supabase have is there as plain tables and functions where a test
asks for it, with the names and arguments that the extensions have: whoever reads the queue of pg_net
is the service.
"""

import json
import os
import tempfile

from clinic import Clinic
from postgres_meta import PostgresMeta, missing
from programs import Failed, PostgreSQL, gplan, gplan_json
from tap import Tap

NET = """
create schema net;
create table net.http_request_queue (id bigserial, method text not null, url text not null,
  headers jsonb not null, body bytea, timeout_milliseconds int not null);
create table net._http_response (id bigint, status_code integer, content_type text, headers jsonb,
  content text, timed_out bool, error_msg text, created timestamptz not null default now());
create function net.http_get(url text, params jsonb default '{}', headers jsonb default '{}',
  timeout_milliseconds int default 5000) returns bigint language sql as $$
  insert into net.http_request_queue (method, url, headers, timeout_milliseconds)
  values ('GET', url, headers, timeout_milliseconds) returning id $$;
create function net.http_delete(url text, params jsonb default '{}', headers jsonb default '{}',
  timeout_milliseconds int default 5000) returns bigint language sql as $$
  insert into net.http_request_queue (method, url, headers, timeout_milliseconds)
  values ('DELETE', url, headers, timeout_milliseconds) returning id $$;
create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}',
  headers jsonb default '{"Content-Type": "application/json"}',
  timeout_milliseconds int default 5000) returns bigint language sql as $$
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
  values ('POST', url, headers, convert_to(body::text, 'UTF8'), timeout_milliseconds)
  returning id $$;
"""

CRON = """
create schema cron;
create table cron.job (jobid bigserial primary key, schedule text not null, command text not null,
  nodename text not null default 'localhost', nodeport int not null default 5432,
  database text not null default current_database(), username text not null default current_user,
  active boolean not null default true, jobname text, unique (jobname, username));
create function cron.schedule(job_name text, schedule text, command text) returns bigint
  language sql as $$
  insert into cron.job (jobname, schedule, command) values (job_name, schedule, command)
  on conflict on constraint job_jobname_username_key do update
  set schedule = excluded.schedule, command = excluded.command returning jobid $$;
create function cron.unschedule(job_id bigint) returns boolean language sql as $$
  delete from cron.job where jobid = job_id returning true $$;
"""

VAULT = """
create schema vault;
create table vault.secrets (name text unique, secret text not null);
create view vault.decrypted_secrets as
  select name, secret, secret as decrypted_secret from vault.secrets;
"""


class Place:
    """A database of its own with postgres-meta before it, and a design."""

    def __init__(self, server, folder, name):
        server.psql("postgres", "-c", f'create database "{name}"')
        self.server = server
        self.name = name
        self.meta = PostgresMeta(server, name)
        self.clinic = Clinic(os.path.join(folder, f"{name}.gplan.json"))

    def __enter__(self):
        self.meta.start()
        self.to = f"postgresql:{self.meta.url}"
        return self

    def __exit__(self, *_):
        self.meta.kill()

    def log_in(self, user):
        """From now on it is `user` who asks the database."""
        self.meta.kill()
        self.meta.user = user
        self.__enter__()

    def plan(self):
        return gplan_json("plan", self.clinic.path, "--to", self.to)

    def deploy(self):
        return gplan("deploy", self.clinic.path, "--to", self.to, "--yes")

    def value(self, sql):
        return next(iter(self.meta.query(sql)[0].values()))

    def refused(self, sql):
        """What the database says against it; None where it has nothing against it."""
        try:
            self.meta.query(sql)
        except Failed as failure:
            return str(failure)
        return None

    def call(self, flow, argument, roles=("doctor",), role="authenticated"):
        """As PostgREST calls the function of a flow: in a transaction, as somebody."""
        claims = json.dumps({"sub": "u1", "app_metadata": {"roles": list(roles)}})
        rows = self.meta.query(
            f"begin; set local role {role}; set local request.jwt.claims = '{claims}';"
            f" select {flow}('{json.dumps(argument)}'::jsonb)::jsonb as answer; commit;")
        return rows[0]["answer"]

    def work(self):
        return self.value("select gp_flows.work()")

    def settled(self):
        operations = self.plan()["operations"]
        return [f"planning again gives {o['sentence']}" for o in operations]


def expect(got, wanted, what):
    return [] if got == wanted else [f"{what}: {got!r}, not {wanted!r}"]


def named(findings, text):
    return any(text in finding["message"] for finding in findings)


def main(suite, cases):
    """Each case in a database of its own. GP_TEST_CASE runs one alone."""
    tap = Tap()
    why = missing()
    if why is not None:
        tap.skip_all(why)
    with PostgreSQL(tcp=True) as server, tempfile.TemporaryDirectory() as folder:
        only = os.environ.get("GP_TEST_CASE")
        for name, case in cases.items():
            if only not in (None, name):
                continue
            try:
                with Place(server, folder, name) as place:
                    complaints = case(place)
            except Failed as failure:
                complaints = str(failure).splitlines()
            tap.check(f"/e2e/{suite}/{name}", complaints)
    tap.done()
