#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Handing pictures over and taking them in, in the real window with real input: core task 10, and what comes back."""

import glob
import os
import subprocess
import sys

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from driver import Gesso  # noqa: E402

PICTURE_ROLES = ("image", "table cell", "panel", "list item", "push button", "button", "filler")
START = (960, 555)


def exported(gesso):
    folder = gesso.home + "/Exported"
    # What is still written has a name that is hidden.
    return sorted(glob.glob(folder + "/*"))


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def show_files(gesso, path):
    source = subprocess.Popen(["/usr/bin/python3", os.path.join(SOURCE, "tests/flows/drag-source.py"), path],
                              env=gesso.environment)
    gesso.processes.append(source)
    number = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Files$"],
                            capture_output=True, text=True, timeout=25).stdout.split()[-1]
    gesso.xdotool("windowmove", "--sync", number, 900, 500)
    gesso.xdotool("windowraise", number)
    return source


def drop(gesso, path, place, seen):
    """X may still be busy with an earlier drag at the first try."""
    source = show_files(gesso, path)
    for attempt in range(4):
        gesso.drag(START, place)
        try:
            gesso.wait(seen, "what was dropped is taken", timeout=6)
            break
        except AssertionError:
            if attempt == 3 or gesso.window.poll() is not None:
                raise
    source.kill()
    source.wait()


def test_10_hand_to_a_client():
    with Gesso(BUILD) as gesso:
        gesso.command("generate", "--sandbox", "--json", "a lighthouse in heavy weather")
        gesso.start()
        gesso.find("picture", "a lighthouse", PICTURE_ROLES, exact=False)
        gesso.steps = 0
        gesso.click("picture", "a lighthouse", PICTURE_ROLES, exact=False)
        gesso.key("ctrl+shift+e")
        # Nobody presses Enter before the dialog is there, except this program.
        gesso.find("row", "Credited", exact=False)
        gesso.key("Return")
        gesso.count(3)
        path = gesso.wait(lambda: exported(gesso), "the copy is there")[0]
        # A screen reader that still believes in the dialog.
        gesso.application().get_child_at_index(9)
        gesso.find("toast", "1 picture exported", exact=False)
        data = contents(path)
        # A stand-in says that it is one; the prompt stays at home.
        assert b"AISystemUsed>Gesso sandbox<" in data and b"heavy weather" not in data
        assert gesso.stop() == 0, gesso.output()


def test_a_profile_is_remembered_and_a_recipe_comes_back():
    with Gesso(BUILD) as gesso:
        gesso.command("generate", "--sandbox", "--variant", "large", "--aspect", "4:5", "--seed", "42", "--json",
                      "a pier at dawn")
        gesso.start()
        gesso.click("picture", "a pier at dawn", PICTURE_ROLES, exact=False)
        gesso.key("ctrl+shift+e")
        gesso.click("row", "Full recipe", ("label",))
        gesso.click("button", "Export", ("push button", "button"))
        path = gesso.wait(lambda: exported(gesso), "the copy is there")[0]
        assert b"a pier at dawn" in contents(path)
        gesso.find("toast", "1 picture exported", exact=False)
        gesso.key("ctrl+shift+e")
        gesso.find("row", "Full recipe", exact=False)
        gesso.key("Return")
        gesso.wait(lambda: len(exported(gesso)) == 2, "the second copy has another name")
        assert b"a pier at dawn" in contents(exported(gesso)[1])
        # Dropped on the lowest zone of the composer, it fills in what it was made with.
        drop(gesso, path, (150, 640), lambda: gesso.look("Recipe loaded", exact=False))
        gesso.xdotool("windowfocus", "--sync", gesso.number)
        gesso.key("ctrl+Return")
        made = gesso.wait(lambda: [each for each in gesso.listed() if each["state"] == "kept"][4:] and gesso.listed(),
                          "a round is made from it")
        assert {(each["prompt"], each["variant"], each["aspect_ratio"]) for each in made} == {
            ("a pier at dawn", "large", "4:5")}, made
        assert gesso.stop() == 0, gesso.output()


def test_a_folder_dropped_on_the_gallery_is_imported():
    with Gesso(BUILD) as gesso:
        folder = gesso.home + "/pictures"
        gesso.command("generate", "--sandbox", "--images", "3", "--library", gesso.home + "/other", "a teal boat")
        gesso.command("export", "--all", "--sandbox", "--profile", "full", "--to", folder,
                      "--library", gesso.home + "/other")
        assert len(os.listdir(folder)) == 3
        gesso.command("generate", "--sandbox", "--json", "a cup of tea")
        gesso.start()
        gesso.find("picture", "a cup of tea", PICTURE_ROLES, exact=False)
        drop(gesso, folder, (700, 400), lambda: len(gesso.listed()) == 4)
        gesso.find("picture", "a teal boat", PICTURE_ROLES, exact=False)
        imported = [each for each in gesso.listed() if each["origin"] == "import"]
        assert {each["prompt"] for each in imported} == {"a teal boat"} and len(imported) == 3
        assert {each["price_micro_usd"] for each in imported} == {0}
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
