// SPDX-License-Identifier: Apache-2.0
// schema-verdicts.mjs FOLDER SCHEMA FILE…: what Ajv, from FOLDER, says of each document in the YAML
// or JSON files: a line "FILE ok", or "FILE POINTER SENTENCE" for each thing that is wrong.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, schemaFile, ...files] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;
const yaml = require("yaml");

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(yaml.parse(readFileSync(schemaFile, "utf8")));

for (const file of files) {
  for (const document of yaml.parseAllDocuments(readFileSync(file, "utf8"))) {
    if (document.errors.length > 0 || !validate(document.toJS()))
      for (const error of [...document.errors, ...(validate.errors ?? [])].slice(0, 3))
        console.log(`${file} ${error.instancePath ?? ""} ${error.message}`);
    else console.log(`${file} ok`);
  }
}
