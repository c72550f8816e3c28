#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Finding one's way, telling others and going back, on the real window: stories, comments,
versions, focus and filter."""

from drawing import Drawing
from journeys import run
from programs import wait_until

SCHEMA = """
CREATE TABLE author (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (
  id integer PRIMARY KEY, title text NOT NULL, author_id integer REFERENCES author (id));
CREATE TABLE reader (id integer PRIMARY KEY, name text NOT NULL);
"""
STORY = "0192f000-0000-7000-8000-0000000000d1"


def story_by_keys(folder):
    drawing = Drawing(folder, "story", SCHEMA)
    story = "Who writes what"
    sentences = ["Authors write books.", "Nobody may read them yet."]
    drawing.rewrite(lambda children: children.append({
        "kind": "story", "id": STORY, "name": story,
        "children": [
            {"kind": "story_step", "id": f"0192f000-0000-7000-8000-{i:012x}", "text": text,
             "lens": lens}
            for i, (text, lens) in enumerate(zip(sentences, ("data", "access")))
        ],
    }))
    with drawing.open():
        desktop = drawing.desktop
        drawing.select("book")
        desktop.key("F5")
        desktop.go_to(story)
        desktop.find(None, sentences[0])
        desktop.key("Right")
        desktop.find(None, sentences[1])
        desktop.key("Home")
        desktop.find(None, sentences[0])
        desktop.key("Escape")
        wait_until(lambda: story not in desktop.titles(), "the end of the story")

        # What is seen then becomes one more step.
        desktop.focus()
        desktop.key("shift+F5")
        drawing.wait(lambda: len(drawing.elements("story_step")) == 3, "the step")
        return desktop.complaints()


def comment_and_resolve(folder):
    with Drawing(folder, "comments", SCHEMA) as drawing:
        desktop = drawing.desktop
        drawing.select("book")
        desktop.key("ctrl+m")
        desktop.find(None, "Comment on book")
        desktop.write("Who may see this?")
        desktop.key("Return")
        drawing.wait(lambda: len(drawing.elements("comment")) == 1, "the comment")
        comment = drawing.elements("comment")[0]
        if comment["about"] != drawing.entity("book")["id"]:
            return [f"it is about something else: {comment}"]
        desktop.click(desktop.find(None, "Resolve"))
        drawing.wait(lambda: drawing.elements("comment")[0].get("resolved"), "it to be resolved")
        desktop.key("ctrl+z")
        drawing.wait(lambda: not drawing.elements("comment")[0].get("resolved"), "undo")
        return desktop.complaints()


def compare_and_restore(folder):
    with Drawing(folder, "versions", SCHEMA) as drawing:
        desktop = drawing.desktop
        desktop.key("ctrl+h")
        desktop.click(desktop.find(None, "Name of a new version"))
        desktop.write("first")
        desktop.key("Return")
        desktop.find(None, "Restore this version")
        drawing.select("reader")
        desktop.key("Delete")
        drawing.wait(lambda: "reader" not in drawing.names(), "reader to go")
        desktop.click(desktop.find(None, "Compare"))
        desktop.find(None, "Showing changes since first")
        desktop.key("Escape")
        wait_until(lambda: desktop.look_for(None, "Showing changes since first") is None,
                   "the end of the comparison")
        desktop.click(desktop.find(None, "Restore this version"))
        drawing.wait(lambda: "reader" in drawing.names(), "what the version had")
        return desktop.complaints()


def filter_and_focus(folder):
    with Drawing(folder, "exploring", SCHEMA) as drawing:
        desktop = drawing.desktop
        drawing.select("author")
        desktop.key("shift+f")
        desktop.find(None, "2 of 3")
        desktop.key("Escape")
        wait_until(lambda: desktop.look_for(None, "2 of 3") is None, "the focus to end")
        desktop.key("ctrl+shift+f")
        desktop.write("book")
        desktop.find(None, "1 of 3")
        desktop.key("Escape")
        wait_until(lambda: desktop.look_for(None, "1 of 3") is None, "the filter to end")
        return desktop.complaints()


JOURNEYS = (
    ("story-played-with-keys", story_by_keys),
    ("comment-and-resolve", comment_and_resolve),
    ("compare-and-restore", compare_and_restore),
    ("filter-and-focus", filter_and_focus),
)

run("exploring", JOURNEYS)
