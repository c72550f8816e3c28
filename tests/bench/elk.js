// SPDX-License-Identifier: Apache-2.0
//
// Lays a graph out with elk layered: a graph in ELK's JSON on standard input; on standard output
// the seconds it took, and then each node's x and y, a line each.
const ELK = require("elkjs/lib/elk.bundled.js");

const graph = JSON.parse(require("fs").readFileSync(0, "utf8"));
const start = process.hrtime.bigint();

new ELK().layout(graph).then((laidOut) => {
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const places = laidOut.children.map((node) => `${node.x} ${node.y}`);
  process.stdout.write([seconds, ...places, ""].join("\n"));
});
