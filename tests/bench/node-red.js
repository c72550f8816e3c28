// SPDX-License-Identifier: Apache-2.0
// Node-RED with one flow, as a peer: POST /simple sets two values and gives them back.
// The port is the first line of what this prints.
const fs = require("fs");
const http = require("http");
const os = require("os");
const path = require("path");
const RED = require("node-red");

const rule = (property, expression) => ({
  t: "set", p: property, pt: "msg", to: expression, tot: "jsonata",
});
const flows = [
  { id: "tab", type: "tab", label: "simple" },
  { id: "in", type: "http in", z: "tab", url: "/simple", method: "post", wires: [["set"]] },
  { id: "set", type: "change", z: "tab", rules: [rule("x", "payload.n + 1")], wires: [["if"]] },
  {
    id: "if", type: "switch", z: "tab", property: "x", propertyType: "msg",
    rules: [{ t: "gt", v: "1", vt: "num" }], outputs: 1, wires: [["then"]],
  },
  { id: "then", type: "change", z: "tab", rules: [rule("payload", "x * 2")], wires: [["out"]] },
  { id: "out", type: "http response", z: "tab", statusCode: "200", headers: {}, wires: [] },
];
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gp-node-red-"));
fs.writeFileSync(path.join(folder, "flows.json"), JSON.stringify(flows));

const express = require(require.resolve("express", { paths: [require.resolve("node-red")] }));
const app = express();
const server = http.createServer(app);
RED.init(server, {
  httpAdminRoot: false, httpNodeRoot: "/", userDir: folder, flowFile: "flows.json",
  logging: { console: { level: "off" } }, diagnostics: { enabled: false },
  telemetry: { enabled: false },
});
app.use("/", RED.httpNode);
process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
RED.events.once("flows:started", () =>
  server.listen(0, "127.0.0.1", () => console.log(server.address().port)));
RED.start();
