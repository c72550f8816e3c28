// SPDX-License-Identifier: Apache-2.0
//
// What @bufbuild/cel makes of the conditions that write-cel-cases wrote: a line for each answer that
// differs, then how many were asked. Its folder is the first argument, the cases the second.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.argv[2]}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { celEnv, isCelError, parse, plan } = await load("@bufbuild/cel");
const { strings } = await load("@bufbuild/cel/ext");
const { create } = await load("@bufbuild/protobuf");
const { TimestampSchema } = await load("@bufbuild/protobuf/wkt");

let members = {};
let rows = {};

function value(typed) {
  if (typed === null) return null;
  const [kind, content] = Object.entries(typed)[0];
  switch (kind) {
    case "int": return BigInt(content);
    case "list": return content.map(value);
    case "time": return create(TimestampSchema, { seconds: BigInt(content[0]), nanos: content[1] });
    default: return content;
  }
}

const same = (a, b) => a !== null && JSON.stringify(a) === JSON.stringify(b);

/** A record whose related records are looked up when somebody walks to them. */
class Record extends Map {
  constructor(entity, row) {
    super();
    this.entity = entity;
    this.row = row;
  }

  get(name) {
    const member = members[this.entity][name];
    if (member === undefined) return undefined;
    if (member.link === "field") return value(this.row[member.field]);
    if (member.link === "children") {
      return rows[member.entity].filter((row) => same(row[member.via], this.row[member.key]))
        .map((row) => new Record(member.entity, row));
    }
    const target = rows[member.entity]
      .find((row) => same(row[member.key], this.row[member.field]));
    return target === undefined ? null : new Record(member.entity, target);
  }
}

function verdict(run, bindings) {
  const result = run(bindings);
  return isCelError(result) ? "e" : result === true ? "t" : result === false ? "f" : "e";
}

// Ours, as the language says, finds an error in has() of a member of null; this engine says false.
const differs = /has\(\w+\.\w+\./;

const environment = celEnv({ funcs: strings });
let callers = [];
let asked = 0;
const counts = { t: 0, f: 0, e: 0 };

for (const line of readFileSync(process.argv[3], "utf8").trim().split("\n")) {
  const item = JSON.parse(line);
  if (item.members) {
    members = item.members;
  } else if (item.rows) {
    rows = item.rows;
    callers = item.callers;
  } else if (!differs.test(item.condition)) {
    const run = plan(environment, parse(item.condition));
    let at = 0;
    for (const row of rows.project) {
      for (const caller of callers) {
        const user = new Map(Object.entries(caller).map(([name, typed]) => [name, value(typed)]));
        if (caller.claims) user.set("claims", new Map(Object.entries(caller.claims.text)));
        const got = verdict(run, {
          record: new Record("project", row), user,
          request: new Map([["action", "read"]]),
          now: create(TimestampSchema, { seconds: 3600n, nanos: 0 }),
        });
        const expected = item.answers[at++];
        asked++;
        counts[expected]++;
        if (got !== expected) {
          console.log(`${item.condition}: ${expected} and not ${got} of ${JSON.stringify(row)} `
            + `for ${JSON.stringify(caller)}`);
        }
      }
    }
  }
}
console.log(`asked ${asked} true ${counts.t} false ${counts.f} error ${counts.e}`);
