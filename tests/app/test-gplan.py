#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""gplan from outside: what each command prints, writes and ends with."""

import json
import os
import stat
import subprocess
import tempfile
import uuid

from programs import GPLAN, finished
from tap import Tap

DONE, FOUND, USAGE, FAILED, REFUSED = range(5)

SHOP = """
CREATE TABLE customer (id uuid PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE orders (id uuid PRIMARY KEY, customer_id uuid NOT NULL REFERENCES customer (id));
"""

tap = Tap()


def call(*words, **options):
    return finished(GPLAN, *words, text=True, **options)


def expect(name, result, status, *, out=None, err=None):
    """A case: the exit status, and texts that standard output or error must hold."""
    complaints = []
    if result.returncode != status:
        complaints.append(f"ended with {result.returncode}, not {status}")
    if out is not None and out not in result.stdout:
        complaints.append(f"standard output lacks “{out}”")
    if err is not None and err not in result.stderr:
        complaints.append(f"standard error lacks “{err}”")
    if status == DONE and "CRITICAL" in result.stderr:
        complaints.append("a critical was logged")
    if complaints:
        complaints += [f"out: {result.stdout[:500]}", f"err: {result.stderr[:500]}"]
    tap.check(name, complaints)


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def edit(source, target, change):
    """A copy of a .gplan.json in which `change` has edited the tree."""
    with open(source, encoding="utf-8") as file:
        tree = json.load(file)
    change(tree["design"])
    with open(target, "w", encoding="utf-8") as file:
        json.dump(tree, file)
    return target


def find(element, kind, name):
    for child in element.get("children", []):
        if child["kind"] == kind and child.get("name") == name:
            return child
        inner = find(child, kind, name)
        if inner is not None:
            return inner
    return None


def renamed(kind, old, new):
    return lambda design: find(design, kind, old).update(name=new)


def test_wrong_use():
    expect("no-command-is-wrong-use", call(), USAGE, err="Usage: gplan")
    expect("unknown-command", call("fly"), USAGE, err="“fly”")
    expect("help", call("--help"), DONE, out="import")
    expect("version", call("--version"), DONE, out="gplan ")
    for command in (
        ("new import export render info lint test can eval diff merge plan approve deploy deployments"
         " serve").split()
    ):
        expect(f"{command}-has-help", call(command, "--help"), DONE, out=f"gplan {command}")
    expect("unknown-option", call("info", "--fly", "a"), USAGE, err="--fly")
    expect("too-few-words", call("diff", "a"), USAGE, err="Usage: gplan diff")
    expect("too-many-words", call("info", "a", "b"), USAGE, err="“b”")
    expect("import-without-output", call("import", "a.sql"), USAGE, err="-o FILE")


def test_new(folder):
    path = os.path.join(folder, "new.gplan")
    expect("new-makes-a-file", call("new", path), DONE)
    expect("new-replaces-nothing", call("new", path), FAILED, err="there already")
    expect("info-of-new", call("info", path), DONE, out="view")
    sample = os.path.join(folder, "sample.gplan")
    expect("new-from-sample", call("new", sample, "--sample", "diagnostics"), DONE)
    expect("unknown-sample", call("new", path + "2", "--sample", "x"), FAILED, err="diagnostics")
    result = call("info", sample, "--json")
    expect("info-as-json", result, DONE)
    info = json.loads(result.stdout)
    tap.check(
        "info-counts-kinds",
        [
            f"{key} is missing" for key in ("hash", "format", "counts", "findings") if key not in info
        ]
        + ([] if info["counts"].get("flow") == 4 else ["there should be four flows"]),
    )
    return sample


def test_text_form(folder, sample):
    text = os.path.join(folder, "sample.gplan.json")
    expect("export-json", call("export", sample, "--format", "json", "-o", text), DONE)
    expect("text-form-is-the-same-design", call("diff", sample, text), DONE, out="")
    hashes = {json.loads(call("info", file, "--json").stdout)["hash"] for file in (sample, text)}
    tap.check("both-forms-have-one-hash", [] if len(hashes) == 1 else [f"{hashes}"])
    return text


def test_diff_and_merge(folder, base):
    ours = edit(base, os.path.join(folder, "ours.gplan.json"), renamed("entity", "report", "letter"))
    theirs = edit(
        base, os.path.join(folder, "theirs.gplan.json"), renamed("entity", "panel", "assay")
    )
    clash = edit(
        base, os.path.join(folder, "clash.gplan.json"), renamed("entity", "report", "paper")
    )
    merged = os.path.join(folder, "merged.gplan.json")
    expect("diff-finds-a-rename", call("diff", base, ours), FOUND, out="report to letter")
    result = call("diff", base, ours, "--json")
    expect("diff-as-json", result, FOUND, out="letter")
    expect("merge-brings-together", call("merge", base, ours, theirs, "-o", merged), DONE)
    expect("merge-holds-both", call("diff", base, merged), FOUND, out="panel to assay")
    result = call("merge", base, ours, clash, "-o", merged)
    expect("merge-lists-conflicts", result, FOUND, out="paper")
    expect("merge-keeps-ours", call("diff", ours, merged), DONE)


def test_import(folder):
    source = write(folder, "shop.sql", SHOP)
    broken = write(folder, "broken.sql", SHOP + "\nCREATE TABEL x ();\n")
    target = os.path.join(folder, "shop.gplan")
    expect("import-sql", call("import", source, "-o", target), DONE, err="(entities: 2, fields: 4,")
    expect("import-replaces-nothing", call("import", source, "-o", target), FAILED, err="there already")
    expect(
        "import-names-line",
        call("import", broken, "-o", os.path.join(folder, "broken.gplan")),
        DONE,
        err="broken.sql:5",
    )
    expect(
        "import-of-nothing",
        call("import", os.path.join(folder, "none.sql"), "-o", os.path.join(folder, "n.gplan")),
        FAILED,
        err="none.sql",
    )
    for name, text in (("empty.sql", ""), ("prose.sql", "hello world")):
        written = os.path.join(folder, name + ".gplan")
        expect(f"import-of-{name}", call("import", write(folder, name, text), "-o", written),
               FAILED, err=name)
        tap.check(f"import-of-{name}-writes-nothing", ["a file"] if os.path.exists(written) else [])
    expect("import-of-no-backend", call("import", "mysql://here", "-o", os.path.join(folder, "n.gplan")),
           FAILED, err="postgresql")
    expect("import-of-no-format", call("import", source, "--format", "fax", "-o",
                                       os.path.join(folder, "n.gplan")), USAGE, err="sqlite")
    migrations = os.path.join(folder, "migrations")
    os.mkdir(migrations)
    write(migrations, "1.sql", SHOP)
    write(migrations, "2.sql", "ALTER TABLE customer ADD COLUMN name text;\nCREATE TABEL y ();\n")
    joined = os.path.join(folder, "joined.gplan")
    expect("import-folder", call("import", migrations, "-o", joined), DONE, err="2.sql:2")
    expect("import-folder-is-one-script", call("diff", target, joined), FOUND, out="customer.name")
    return target


def test_export(folder, shop):
    expect("export-postgresql", call("export", shop, "--format", "sql-postgresql"), DONE, out="CREATE TABLE")
    expect("export-postgresql-access", call("export", shop, "--format", "sql-postgresql-access"),
           DONE, out="ENABLE ROW LEVEL SECURITY")
    expect("export-directus-access", call("export", shop, "--format", "directus-access"),
           DONE, out='"admin_access": false')
    expect("export-sqlite", call("export", shop, "--format", "sql-sqlite"), DONE, out="CREATE TABLE")
    expect("export-dot", call("export", shop, "--format", "dot"), DONE, out="digraph")
    expect("export-unknown", call("export", shop, "--format", "fax"), USAGE, err="dot, html")
    expect("export-unknown-ending", call("export", shop, "-o", os.path.join(folder, "a.gplan")),
           USAGE, err="gplan import")
    expect("export-into-no-folder",
           call("export", shop, "--format", "dot", "-o", os.path.join(folder, "no", "a.dot")),
           FAILED, err="a.dot cannot be written: there is no folder")
    expect("export-onto-a-folder", call("export", shop, "--format", "dot", "-o", folder), FAILED,
           err="is a folder")
    pipe = os.path.join(folder, "pipe")
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
        result = call("export", shop, "--format", "dot", "-o", pipe)
        expect("export-into-a-pipe", result, DONE)
        tap.check("export-leaves-the-pipe", [] if stat.S_ISFIFO(os.stat(pipe).st_mode)
                  and "digraph" in reader.communicate()[0] else ["it is gone"])


def test_render(folder, shop):
    for suffix, magic in (("svg", b"<"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("dot", b"digraph")):
        path = os.path.join(folder, f"shop.{suffix}")
        result = call("render", shop, "-o", path)
        expect(f"render-{suffix}", result, DONE)
        with open(path, "rb") as file:
            head = file.read(8)
        tap.check(f"render-{suffix}-is-one", [] if head.startswith(magic) else [repr(head)])
    expect("render-unknown", call("render", shop, "-o", os.path.join(folder, "a.bmp")), USAGE, err=".dot")
    expect("render-unknown-view", call("render", shop, "-o", os.path.join(folder, "a.svg"), "--view", "x"),
           FAILED, err="but: Data, Flows, Access")
    expect("render-no-story", call("render", shop, "-o", os.path.join(folder, "a.svg"), "--story", "x"),
           FAILED, err="nor any other")
    for lens, status in (("data", DONE), ("flows", FAILED), ("access", DONE)):
        path = os.path.join(folder, f"{lens}.svg")
        result = call("render", shop, "-o", path, "--lens", lens, "--dark")
        expect(f"render-{lens}", result, status, err="flows" if status == FAILED else None)


def test_lint(folder):
    source = write(folder, "bare.sql", "CREATE TABLE a (x int);")
    path = os.path.join(folder, "bare.gplan")
    call("import", source, "-o", path)
    expect("lint-finds-missing-key", call("lint", path), FOUND, out="DAT101")
    result = call("lint", path, "--json")
    expect("lint-as-json", result, FOUND)
    codes = {finding["code"] for finding in json.loads(result.stdout)}
    tap.check("lint-json-has-codes", [] if "DAT101" in codes else [f"{codes}"])
    expect("lint-unknown-code", call("lint", path, "--fix", "ZZZ999"), USAGE, err="ZZZ999")


def test_can(folder, sample):
    ask = ("can", sample, "--as")
    expect("can-allowed", call(*ask, "Ana", "read", "test_result", "r-92"), DONE,
           out="Ana may read test_result: Patients read verified results (patient).")
    expect("can-names-missing-fields", call(*ask, "Ana", "read", "test_result", "r-92"), DONE,
           out="Without the fields technician_note, raw_value.")
    denied = call(*ask, "Ana", "read", "test_result", "r-91")
    expect("can-denied", denied, FOUND, out="Ana may not read test_result: no rule grants it.")
    expect("can-says-why", denied, FOUND, out="record.status is 'measured'")
    expect("can-says-what-would-help", denied, FOUND, out="if record.status were 'verified'")
    expect("can-forbidden", call(*ask, "Ben", "update", "test_result", "r-93"), FOUND,
           out="Withdrawn results stay as they are (lab_technician) forbids it.")
    expect("can-without-a-record", call(*ask, "Ana", "read", "test_result"), FOUND,
           out="it depends on the record")
    expect("can-anonymous", call(*ask, "Visitor", "read", "patient", "Ana"), FOUND,
           out="signed in, and with the role")
    answer = call(*ask, "Ana", "read", "test_result", "r-91", "--json")
    tree = json.loads(answer.stdout)
    tap.check("can-json", [] if tree["allowed"] is False and tree["verdict"] == "denied"
              and tree["remedies"][0] == "if record.status were 'verified'" else [answer.stdout])
    expect("can-unknown-persona", call(*ask, "Eve", "read", "patient"), FAILED, err="“Eve”")
    expect("can-unknown-entity", call(*ask, "Ana", "read", "nothing"), FAILED, err="patient")
    expect("can-unknown-record", call(*ask, "Ana", "read", "patient", "nobody"), FAILED,
           err="“nobody” of patient")
    wrong = write(folder, "wrong.json", '{\n  "a": 1,\n}')
    expect("can-names-the-place", call(*ask, "Ana", "create", "patient", "--write", wrong), FAILED,
           err="wrong.json:3:1: ")
    expect("can-without-persona", call("can", sample, "read", "patient"), USAGE, err="--as")


def test_test(folder, sample):
    expect("test-passes", call("test", sample), DONE, out=" passed, 0 failed\n")
    expect("test-on-nothing", call("test", sample, "--on", "fax:1"), FAILED, err="postgresql://")
    broken = edit(sample, os.path.join(folder, "broken.gplan.json"),
                  lambda design: find(design, "rule", "Patients read verified results")
                  .update(condition="true"))
    expect("test-fails", call("test", broken), FOUND,
           out="failed: A measured result is not for the patient yet: should not be allowed")
    answer = call("test", broken, "--json")
    tree = json.loads(answer.stdout)
    tap.check("test-json", [] if answer.returncode == FOUND and tree["failed"] == 2
              and tree["passed"] >= 38 else [answer.stdout[:300]])


def test_code(folder):
    """Code is run where no answer says what it gives."""
    if not os.path.exists(os.environ["GP_SCRIPT_PROGRAM"]):
        tap.skip("test-runs-code", "built without JavaScript")
        return
    flow, compute, told = (str(uuid.uuid4()) for _ in range(3))
    steps = [{"kind": "step", "id": compute, "name": "compute", "type": "code",
              "code": "return { total: input.n * 6 }", "with": {"n": "7"}},
             {"kind": "step", "id": told, "name": "told", "type": "set",
              "if": "steps.compute.output.total == 42", "with": {"x": "1"}}]

    def design(name, mocks):
        test = {"kind": "test", "id": str(uuid.uuid4()), "name": "computes", "type": "flow",
                "flow": flow, "path": [compute, told], **mocks}
        children = [{"kind": "flow", "id": flow, "name": "main", "trigger": "manual",
                     "children": steps}, test]
        return write(folder, name, json.dumps({"format": "groundplan", "version": 1, "design": {
            "kind": "design", "id": str(uuid.uuid4()), "name": "Code", "children": children}}))

    expect("test-runs-code", call("test", design("code.gplan.json", {})), DONE, out="1 passed")
    mocked = design("mocked.gplan.json", {"mocks": {"compute": {"total": 1}}})
    expect("test-takes-an-answer-for-code", call("test", mocked), FOUND, out="it went another way")


def test_eval(folder, sample):
    variables = write(folder, "variables.json", '{"user": {"id": "u1"}, "a": 20}')
    expect("eval", call("eval", "1 + 2 * 3"), DONE, out="7")
    expect("eval-with-variables", call("eval", "a > 10 && user.id == 'u1'", "--with", variables),
           DONE, out="true")
    answer = call("eval", "duration('90m')", "--json")
    tap.check("eval-json", [] if json.loads(answer.stdout)
              == {"type": "duration", "value": "5400s"} else [answer.stdout])
    answer = call("eval", "1 +", "--json")
    tree = json.loads(answer.stdout)
    tap.check("eval-syntax-error", [] if answer.returncode == FOUND
              and tree["error"]["code"] == "syntax" else [answer.stdout])
    expect("eval-error", call("eval", "1 / 0"), FOUND, err="zero")
    where = ("--to", "sqlite", "--in", sample)
    expect("eval-to-sqlite", call("eval", "record.status == 'verified'", *where, "--entity",
                                  "test_result"), DONE, out='r0."status" = ?')
    expect("eval-to-postgresql", call("eval", "record.status == 'verified'", "--to", "postgresql",
                                      *where[2:], "--entity", "test_result"),
           DONE, out="r0.status::text")
    expect("eval-to-postgresql-refused", call("eval", "record.unit.matches('m')", "--to",
                                              "postgresql", *where[2:], "--entity", "test_result"),
           FOUND, err="query cannot")
    expect("eval-unknown-field", call("eval", "record.nothing", *where, "--entity",
                                      "test_result"), FOUND, err="nothing")
    expect("eval-unknown-language", call("eval", "1", "--to", "cobol"), USAGE, err="“cobol”")
    expect("eval-half-a-question", call("eval", "true", "--to", "sqlite"), USAGE, err="--entity")


def test_targets(folder, sample):
    expect("unknown-target", call("plan", sample, "--to", "Nowhere"), FAILED, err="Local backend, Staging")
    expect("unknown-type-of-target", call("plan", sample, "--to", "mysql:http://here"), FAILED,
           err="supabase")
    expect("no-address", call("plan", sample, "--to", "local:127.0.0.1"), FAILED, err="“127.0.0.1”")
    kept = os.path.join(folder, "sample.gplan")
    expect("deployments-to-nowhere", call("deployments", kept, "--to", "Nowhere"), FAILED, err="Staging")
    expect("deployments-of-nothing", call("deployments", os.path.join(folder, "none.gplan")), FAILED,
           err="cannot be opened")
    expect("runs-of-no-status", call("runs", "local:http://127.0.0.1:1", "--status", "fine"), USAGE,
           err="cancelled, dead")
    expect("runs-of-a-name", call("runs", "Staging"), FAILED, err="is no address")
    expect("diff-with-nothing", call("diff", sample, "Nowhere"), FAILED, err="no target of the design")
    expect("diff-with-no-version", call("diff", sample, "gone.gplan@1"), FAILED, err="is no file")
    expect("diff-with-an-address", call("diff", sample, "postgresql:http://me@127.0.0.1:9/x"),
           FAILED, err="a user or a password")
    result = call("serve", "--data", kept, "--listen", "127.0.0.1:0")
    expect("serve-of-a-design", result, FAILED, err="is not the data of a local backend")
    tap.check("serve-leaves-no-token",
              ["a token"] if os.path.exists(kept + ".admin-token") else [])


def test_bad_files(folder):
    text = write(folder, "bad.gplan.json", '{"format": "groundplan", "version": 1, "design": 7}')
    noise = write(folder, "noise.gplan", "this is no database")
    newer = write(folder, "newer.gplan.json", '{"format": "groundplan", "version": 999, "design": {}}')
    before = open(noise, "rb").read()
    expect("folder-is-no-design", call("info", folder), FAILED, err="is a folder")
    expect("empty-file-is-no-design", call("info", write(folder, "void.gplan", "")), FAILED, err="empty")
    expect("bad-json-names-place", call("info", text), FAILED, err="bad.gplan.json")
    expect("no-design", call("info", noise), FAILED, err="noise.gplan")
    expect("newer-format", call("info", newer), FAILED, err="999")
    expect("missing-file", call("info", os.path.join(folder, "nobody.gplan")), FAILED, err="nobody")
    tap.check("refused-file-is-untouched", [] if open(noise, "rb").read() == before else ["changed"])


def main():
    with tempfile.TemporaryDirectory() as folder:
        test_wrong_use()
        sample = test_new(folder)
        text = test_text_form(folder, sample)
        test_diff_and_merge(folder, text)
        shop = test_import(folder)
        test_export(folder, shop)
        test_render(folder, shop)
        test_lint(folder)
        test_can(folder, text)
        test_targets(folder, text)
        test_test(folder, text)
        test_code(folder)
        test_eval(folder, text)
        test_bad_files(folder)
    tap.done()


main()
