#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Curation from beginning to end in the real window, by the keyboard alone."""

import json
import os
import sys

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from driver import Gesso  # noqa: E402


def made(gesso):
    """Three pictures of two prompts, newest first: tea, lighthouse, lighthouse."""
    gesso.command("generate", "--sandbox", "--images", "2", "--library", gesso.library, "a lighthouse in heavy weather")
    gesso.command("generate", "--sandbox", "--images", "1", "--library", gesso.library, "a cup of tea")


def marks(gesso, query="--all"):
    listed = json.loads(gesso.command("list", "--json", query).stdout)
    return [(each["rating"], each["favourite"], sorted(each["tags"])) for each in listed]


def until(gesso, wanted, what):
    gesso.wait(lambda: marks(gesso) == wanted, what)


def test_many_at_once_by_keyboard():
    with Gesso(BUILD) as gesso:
        made(gesso)
        gesso.start()
        gesso.find("picture", "a cup of tea", exact=False)
        gesso.key("ctrl+l", "Escape", "shift+Right")
        gesso.find("bar", "2 selected")
        gesso.key("4")
        until(gesso, [(4, False, []), (4, False, []), (0, False, [])], "two are rated")
        gesso.find("toast", "2 pictures changed")
        gesso.key("t")
        gesso.find("entry", "Add a tag", exact=False)
        gesso.type("teal")
        gesso.key("Return")
        until(gesso, [(4, False, ["teal"]), (4, False, ["teal"]), (0, False, [])], "two are tagged")
        # What was tagged before is completed.
        gesso.key("Escape", "Right")
        gesso.key("t")
        gesso.find("entry", "Add a tag", exact=False)
        gesso.type("te")
        gesso.find("completion", "teal", roles=("label",))
        gesso.key("Down", "Return")
        until(gesso, [(4, False, ["teal"]), (4, False, ["teal"]), (0, False, ["teal"])], "the third has it too")
        gesso.key("Escape")
        # Everything that was found, and back again.
        gesso.key("ctrl+a")
        gesso.find("bar", "3 selected")
        gesso.key("f")
        until(gesso, [(4, True, ["teal"]), (4, True, ["teal"]), (0, True, ["teal"])], "all are favourites")
        gesso.key("ctrl+z")
        until(gesso, [(4, False, ["teal"]), (4, False, ["teal"]), (0, False, ["teal"])], "none is")
        gesso.key("ctrl+shift+z")
        until(gesso, [(4, True, ["teal"]), (4, True, ["teal"]), (0, True, ["teal"])], "all are again")
        gesso.key("Delete")
        gesso.wait(lambda: len(gesso.listed()) == 0, "all are in the trash")
        gesso.key("ctrl+f")
        gesso.find("entry", "Search prompts", exact=False)
        gesso.type("is:trash")
        gesso.find("trash", "In the trash")
        gesso.find("found", "3 found")
        # No name is said with its mnemonic.
        gesso.find("button", "Restore", roles=("push button", "button"))
        assert gesso.look("_Restore", exact=False) is None
        assert gesso.stop() == 0, gesso.output()


def test_one_after_the_other_by_keyboard():
    with Gesso(BUILD) as gesso:
        made(gesso)
        gesso.start()
        gesso.find("picture", "a cup of tea", exact=False)
        gesso.key("ctrl+l", "Escape", "space")
        gesso.key("3")
        until(gesso, [(3, False, []), (0, False, []), (0, False, [])], "the first that is looked at is rated")
        # The next one, with two keys of its own.
        gesso.key("Right", "4", "f")
        until(gesso, [(3, False, []), (4, True, []), (0, False, [])], "so is the next, and a favourite")
        gesso.key("t")
        gesso.find("entry", "Add a tag", exact=False)
        gesso.type("storm")
        gesso.key("Return", "Escape")
        until(gesso, [(3, False, []), (4, True, ["storm"]), (0, False, [])], "it is tagged where it is looked at")
        gesso.key("Right", "Delete")
        gesso.wait(lambda: len(gesso.listed()) == 2, "the last one is in the trash")
        gesso.key("ctrl+z")
        gesso.wait(lambda: len(gesso.listed()) == 3, "and back")
        gesso.find("toast", "1 picture moved back")
        gesso.key("Escape")
        # What a search finds is judged as well; each step can be taken back, and done again.
        gesso.key("ctrl+f")
        gesso.find("entry", "Search prompts", exact=False)
        gesso.type("rating:4 tag:storm")
        gesso.find("found", "1 found")
        gesso.key("Down", "5")
        until(gesso, [(3, False, []), (5, True, ["storm"]), (0, False, [])], "what was found is rated")
        gesso.key("ctrl+z")
        until(gesso, [(3, False, []), (4, True, ["storm"]), (0, False, [])], "the rating is taken back")
        gesso.key("ctrl+shift+z")
        until(gesso, [(3, False, []), (5, True, ["storm"]), (0, False, [])], "and given again")
        assert gesso.stop() == 0, gesso.output()


def test_search_by_keyboard():
    with Gesso(BUILD) as gesso:
        made(gesso)
        gesso.start()
        gesso.find("picture", "a cup of tea", exact=False)
        gesso.key("ctrl+f")
        gesso.find("entry", "Search prompts", exact=False)
        gesso.type("lighthouse")
        gesso.find("found", "2 found")
        # The filter stands in front: the word can still be typed on.
        gesso.click("chip", "Favourites")
        gesso.find("page", "Nothing found")
        gesso.click("chip", "Favourites")
        gesso.find("found", "2 found")
        gesso.key("ctrl+f", "ctrl+a")
        gesso.type("seed:many")
        gesso.find("complaint", "doesn’t fit", exact=False)
        assert gesso.stop() == 0, gesso.output()


def test_compare_by_keyboard():
    with Gesso(BUILD) as gesso:
        made(gesso)
        gesso.start()
        gesso.find("picture", "a cup of tea", exact=False)
        gesso.key("ctrl+l", "Escape", "shift+Right", "c")
        gesso.find("difference", "Prompt: without", exact=False)
        gesso.key("s")
        gesso.find("slider", "Dividing line")
        gesso.key("Right", "Escape")
        gesso.find("bar", "2 selected")
        assert gesso.stop() == 0, gesso.output()


def test_searches_are_saved():
    """Kept under a name, chosen, removed and brought back, and there the next day."""
    buttons, rows = ("push button", "button"), ("list item",)
    with Gesso(BUILD) as gesso:
        made(gesso)
        gesso.start()

        def open_saved():
            gesso.xdotool("mousemove", *gesso.rest(gesso.find("button", "Saved Searches", ("toggle button",) + buttons)), "click", 1)
            gesso.find("button", "Save This Search", buttons)

        gesso.find("picture", "a cup of tea", exact=False)
        gesso.key("ctrl+f")
        gesso.type("cup")
        gesso.find("found", "1 found")
        open_saved()
        gesso.click("button", "Save This Search", buttons)
        gesso.find("search", "cup", rows)
        gesso.click("button", "Rename", buttons)
        gesso.key("ctrl+a")
        gesso.type("All the tea")
        gesso.key("Return")
        gesso.find("search", "All the tea", rows)
        gesso.screenshot("saved-searches")
        gesso.key("Escape")
        # Another search, and back to this one.
        gesso.key("ctrl+f", "ctrl+a")
        gesso.type("lighthouse")
        gesso.find("found", "2 found")
        open_saved()
        gesso.click("search", "All the tea", rows)
        gesso.find("found", "1 found")
        open_saved()
        gesso.click("button", "Remove", buttons)
        gesso.wait(lambda: gesso.look("All the tea", rows) is None, "it is gone")
        gesso.find("message", "Searches you save are kept here")
        gesso.key("Escape")
        gesso.find("toast", "Saved search removed")
        gesso.click("button", "Undo", buttons)
        open_saved()
        gesso.find("search", "All the tea", rows)
        gesso.key("Escape")
        assert gesso.stop() == 0, gesso.output()
        gesso.start()
        gesso.find("picture", "a cup of tea", exact=False)
        gesso.key("ctrl+f")
        open_saved()
        gesso.click("search", "All the tea", rows)
        gesso.find("found", "1 found")
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
