# SPDX-License-Identifier: Apache-2.0
"""The exported page, opened in a browser: search, pan, zoom, light and dark, a story by keys."""

import os
import subprocess
import sys
import tempfile

import chromium
from tap import ROOT, Tap

BUILD = os.environ["GP_BUILD_DIR"]
GPLAN = os.path.join(BUILD, "app", "cli", "gplan")
SAMPLE = os.path.join(ROOT, "data", "share", "samples", "diagnostics.gplan.json")
SHOTS = os.environ.get("GP_SHOTS_DIR")

WORLD = "document.querySelector('.plate:not([hidden]) .world').getAttribute('transform')"
VIEW = f"{WORLD}.match(/[-.\\d]+(e-?\\d+)?/g).map(Number)"
STILL = ("(()=>{const now=" + WORLD + ",same=now===window.before;window.before=now;return same})()")


def hostile(folder):
    """The sample with names that would be script if anybody forgot to escape them."""
    with open(SAMPLE, encoding="utf-8") as file:
        text = file.read()
    bad = "</script><img src=x onerror=alert(1)>'\\\"&amp;"
    for old in ("Booking, laboratory and reporting of a group of clinics.",
                "A clinic: the tenant that all its data belongs to.",
                "The whole platform: booking, the laboratory and what leaves the house."):
        assert old in text, old
        text = text.replace(old, bad)
    path = os.path.join(folder, "hostile.gplan.json")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def export(design, out):
    subprocess.run([GPLAN, "export", "--format", "html", design, "-o", out], check=True)


def check_search(page):
    page.key("/", "/")
    page.type("appoint")
    page.until("document.querySelectorAll('#found [data-go]').length > 1")
    first = page.run("document.querySelector('#found li').firstChild.textContent")
    before = page.run(WORLD)
    page.key("Enter", "\r", 13)
    page.until(f"{WORLD} !== {before!r}")
    page.until(STILL)
    lit = page.run("document.querySelector('.lit title').textContent")
    seen = page.run("(()=>{const b=document.querySelector('.plate:not([hidden]) .lit')"
                    ".getBoundingClientRect(),s=document.getElementById('stage')"
                    ".getBoundingClientRect();return b.left>=s.left&&b.right<=s.right"
                    "&&b.top>=s.top&&b.bottom<=s.bottom})()")
    current = page.run("document.querySelector('article.current .go').textContent")
    complaints = []
    if (first, lit, current) != ("appointment",) * 3:
        complaints.append(f"looked for appointment, found {first}, {lit}, {current}")
    if not seen:
        complaints.append("what was found is not in view")
    return complaints


def check_nothing_found(page):
    page.run("document.getElementById('find').focus()")
    page.type("zzz")
    page.until("document.querySelectorAll('#found li').length === 1")
    complaints = []
    if page.run("document.querySelectorAll('#found [data-go]').length") != 0:
        complaints.append("something was found for zzz")
    page.key("Escape", None, 27)
    page.until("document.getElementById('found').hidden")
    return complaints


def check_pan_and_zoom(page):
    complaints = []
    page.until(STILL)
    zoom, _, _, _, x, y = page.run(VIEW)
    page.drag(400, 400, 120, -60)
    page.until(STILL)
    zoom2, _, _, _, x2, y2 = page.run(VIEW)
    if abs(x2 - x - 120) > 1 or abs(y2 - y + 60) > 1 or zoom != zoom2:
        complaints.append(f"a drag by 120, -60 moved by {x2 - x}, {y2 - y}")
    # The point under the pointer stays where it is.
    canvas = ((300 - x2) / zoom2, ((350 - y2) / zoom2))
    page.mouse("mouseWheel", 300, 350 + page.run("document.getElementById('stage').offsetTop"),
               deltaX=0, deltaY=-120, modifiers=2)
    page.until(f"{VIEW}[0] > {zoom2}")
    zoom3, _, _, _, x3, y3 = page.run(VIEW)
    if abs(canvas[0] * zoom3 + x3 - 300) > 1 or abs(canvas[1] * zoom3 + y3 - 350) > 1:
        complaints.append("zooming moved the point under the pointer")
    page.click("#zoom-in")
    page.until(f"{VIEW}[0] > {zoom3}")
    page.click("#zoom-fit")
    page.until(STILL)
    page.run("document.getElementById('stage').focus()")
    before = page.run(VIEW)[4]
    page.key("ArrowRight", None, 39)
    page.until(f"{VIEW}[4] < {before}")
    return complaints


def check_drawings(page):
    complaints = []
    for name in page.run("[...document.querySelectorAll('.tab:not([hidden])')]"
                         ".map(t => t.textContent)"):
        page.run(f"[...document.querySelectorAll('.tab')].find(t => t.textContent === {name!r})"
                 ".click()")
        shown = page.run("[...document.querySelectorAll('.plate:not([hidden])')].length")
        items = page.run("document.querySelectorAll('.plate:not([hidden]) [data-id]').length")
        if shown != 1 or items == 0:
            complaints.append(f"{name}: {shown} drawings, {items} items")
    page.run("document.querySelector('.tab').click()")
    return complaints


def check_theme(page):
    colour = "getComputedStyle(document.body).backgroundColor"
    fill = "getComputedStyle(document.querySelector('.near rect')).fill"
    before = (page.run(colour), page.run(fill))
    page.click("#theme")
    after = (page.run(colour), page.run(fill))
    if SHOTS:
        page.screenshot(os.path.join(SHOTS, "page-dark.png"))
    page.click("#theme")
    return [] if before[0] != after[0] and before[1] != after[1] else [f"{before} became {after}"]


def check_story(page):
    complaints = []
    sentence = "document.querySelector('#caption p').textContent"
    dot = "[...document.querySelectorAll('#dots i')].findIndex(d => d.className === 'on')"
    page.run("document.querySelector('.play').scrollIntoView()")
    page.click(".play")
    page.until("!document.getElementById('caption').hidden")
    for key, code, expected in (("ArrowRight", 39, 1), ("PageDown", 34, 2), ("End", 35, 4),
                                ("ArrowRight", 39, 4), ("ArrowLeft", 37, 3), ("PageUp", 33, 2),
                                ("Home", 36, 0), (" ", 32, 1)):
        page.key(key, " " if key == " " else None, code)
        at, told = page.run(dot), page.run(sentence)
        wanted = page.run(f"document.querySelectorAll('.story li')[{expected}].textContent")
        if at != expected or told != wanted:
            complaints.append(f"{key}: step {at}, “{told}”, not {expected}")
    page.until(STILL)
    if SHOTS:
        page.screenshot(os.path.join(SHOTS, "page-story.png"))
    page.key("Escape", None, 27)
    page.until("document.getElementById('caption').hidden")
    return complaints


def check_accessible(page):
    complaints = []
    if page.run("document.querySelectorAll('h1').length") != 1:
        complaints.append("there is not just one main heading")
    for what, script in (
        ("tables without a caption", "[...document.querySelectorAll('table')]"
         ".filter(t => !t.caption.textContent).length"),
        ("cells that head a row without saying so",
         "document.querySelectorAll('tbody tr > :first-child:not(th[scope=row])').length"),
        ("buttons without a name", "[...document.querySelectorAll('button')]"
         ".filter(b => !(b.textContent.trim() || b.ariaLabel)).length"),
        ("drawings without a name", "[...document.querySelectorAll('svg.plate')]"
         ".filter(s => !s.getAttribute('aria-label')).length"),
        ("things with an id that is there twice", "(()=>{const ids=[...document"
         ".querySelectorAll('[id]')].map(e => e.id);return ids.length-new Set(ids).size})()"),
    ):
        count = page.run(script)
        if count:
            complaints.append(f"{count} {what}")
    return complaints


def check_hostile(page, folder):
    out = os.path.join(folder, "hostile.html")
    export(hostile(folder), out)
    page.open(out)
    complaints = []
    if page.run("document.querySelectorAll('img').length + document.scripts.length") != 1:
        complaints.append("a text of the design became an element")
    if "onerror" not in page.run("document.querySelector('.about').textContent"):
        complaints.append("the text is not shown as it is")
    page.run("document.querySelector('.play').click()")
    if "onerror" not in page.run("document.querySelector('#caption p').textContent"):
        complaints.append("the sentence is not shown as it is")
    return complaints


def main():
    tap = Tap()
    if not chromium.find():
        Tap.skip_all("there is no Chromium on this machine")
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "page.html")
        export(SAMPLE, out)
        page = chromium.Chromium((1400, 900))
        try:
            page.open(out)
            page.until("document.querySelector('.world').hasAttribute('transform')")
            if SHOTS:
                page.screenshot(os.path.join(SHOTS, "page.png"))
            tap.check("search-finds-an-entity-and-goes-there", check_search(page))
            tap.check("search-says-that-nothing-was-found", check_nothing_found(page))
            tap.check("drag-wheel-and-keys-move-the-drawing", check_pan_and_zoom(page))
            tap.check("each-drawing-is-shown", check_drawings(page))
            tap.check("light-becomes-dark", check_theme(page))
            tap.check("a-story-is-played-with-keys", check_story(page))
            tap.check("tables-and-buttons-have-names", check_accessible(page))
            tap.check("texts-stay-texts", check_hostile(page, folder))
            tap.check("no-complaint-and-no-connection", page.complaints)
        finally:
            page.close()
    tap.done()


if __name__ == "__main__":
    sys.exit(main())
