#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws cards with React Flow in a headless Chromium, pans and zooms, and prints what it cost.

Standard input: what bench-react-flow.c describes. Standard output: milliseconds of processor time
per frame, of the page's main thread and of the whole browser, of the pan and of the zoom.
The folder of the node modules is in NODE_PATH.
"""

import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "support"))

import chromium as browser  # noqa: E402

SIZE = (1920, 1080)
browser.DEADLINE = 300  # s: with ten thousand cards it takes its time
MODULES = os.environ["NODE_PATH"]
SCRIPTS = ("react/umd/react.production.min.js", "react-dom/umd/react-dom.production.min.js")
JSX = "react/cjs/react-jsx-runtime.production.min.js"
FLOW = "@xyflow/react/dist/umd/index.js"
STYLES = "@xyflow/react/dist/style.css"

PAGE = """<!doctype html><meta charset="utf-8"><style>%(styles)s
html, body, #root { margin: 0; width: 100%%; height: 100%%; font: 13px Cantarell, sans-serif }
.card { background: #fff; border: 1px solid #ddd; border-top: 3px solid #3584e4;
  border-radius: 6px; box-sizing: border-box; height: 100%%; overflow: hidden }
.title { font-weight: bold; height: 34px; line-height: 34px; padding: 0 10px }
.row { display: flex; justify-content: space-between; height: 22px; line-height: 22px;
  padding: 0 10px }
.type { color: #777 }
</style><div id="root"></div>
%(scripts)s
<script>
const input = %(input)s;
const h = React.createElement;
const { ReactFlow, Background, Handle } = window.ReactFlow;
let flow = null;

const Card = React.memo(({ data }) => h("div", { className: "card" },
  h("div", { className: "title" }, data.title),
  data.rows.map(([name, type], i) => h("div", { key: i, className: "row" },
    h("span", null, name), h("span", { className: "type" }, type))),
  h(Handle, { type: "target", position: "left" }),
  h(Handle, { type: "source", position: "right" })));
const nodeTypes = { card: Card };
const nodes = input.cards.map(({ id, x, y, width, height, title, rows }) => ({
  id, type: "card", position: { x, y }, width, height, data: { title, rows } }));
const edges = input.lines.map(([source, target], i) => ({
  id: "e" + i, source, target, type: "smoothstep" }));
const view = (zoom, dx, dy) => ({
  x: -input.x * zoom - dx, y: -input.y * zoom - dy, zoom });

const moves = {
  pan: (i) => view(input.zoom, input.step * i, input.step * i / 2),
  zoom: (i) => view(Math.pow(input.leastZoom, i / input.frames), 0, 0),
};

/* A frame is over when the next one begins. */
const start = (kind) => new Promise((done) => {
  let count = 0;
  const next = () => {
    if (count === input.frames) { done(); return; }
    count++;
    flow.setViewport(moves[kind](count));
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
});
const rest = () => new Promise((done) => requestIdleCallback(done));

ReactDOM.createRoot(document.getElementById("root")).render(h(ReactFlow, {
  nodes, edges, nodeTypes, minZoom: 0.01, maxZoom: 4, onlyRenderVisibleElements: true,
  defaultViewport: moves.pan(0), onInit: (made) => { flow = made; },
  proOptions: { hideAttribution: true } }, h(Background)));
</script>
"""


def read(name):
    with open(os.path.join(MODULES, name), encoding="utf-8") as file:
        return file.read()


def write_page(path, description):
    scripts = [f"<script>{read(name)}</script>" for name in SCRIPTS]
    # It is only there as a module of node; the bundle wants it under this name.
    scripts.append(
        "<script>window.jsxRuntime = ((exports, require) => {"
        f"{read(JSX)};return exports;"
        "})({}, () => React)</script>"
    )
    scripts.append(f"<script>{read(FLOW)}</script>")
    content = PAGE % {
        "styles": read(STYLES), "scripts": "\n".join(scripts), "input": description,
    }
    with open(path, "w", encoding="utf-8") as file:
        file.write(content)


def processes_below(pid):
    """It and all that it has started."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8") as file:
                    parents[int(name)] = int(file.read().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue  # it has just ended
    found = {pid}
    while True:
        more = {one for one, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more


def processor_time(chromium):
    """Seconds of all its processes."""
    ticks = 0
    for pid in processes_below(chromium.process.pid):
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main_thread_time(chromium):
    """Seconds of the page's main thread."""
    metrics = chromium.call("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "TaskDuration")


def finish(chromium, script):
    """Runs it to its end."""
    chromium.call("Runtime.evaluate", expression=script, awaitPromise=True)


def measure(chromium, kind, frames):
    """(main thread, all processes) in milliseconds a frame."""
    finish(chromium, "rest()")
    before = main_thread_time(chromium), processor_time(chromium)
    finish(chromium, f"start('{kind}')")
    after = main_thread_time(chromium), processor_time(chromium)
    return [(end - begin) * 1000 / frames for begin, end in zip(before, after)]


def main():
    description = sys.stdin.read()
    frames = json.loads(description)["frames"]
    with tempfile.TemporaryDirectory(prefix="gp-react-flow-") as folder:
        page = os.path.join(folder, "page.html")
        write_page(page, description)
        chromium = browser.Chromium(SIZE)
        try:
            chromium.call("Performance.enable", timeDomain="threadTicks")
            chromium.open(page)
            chromium.until("flow !== null && document.querySelector('.card') !== null")
            if "GP_REACT_FLOW_PICTURE" in os.environ:
                chromium.screenshot(os.environ["GP_REACT_FLOW_PICTURE"])
            print(*measure(chromium, "pan", frames), *measure(chromium, "zoom", frames))
        finally:
            chromium.close()


main()
