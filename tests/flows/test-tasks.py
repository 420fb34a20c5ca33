#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The core tasks, done in the real window with real input, and the most steps that each may take.

Tasks 6 and 7 are in test-boards.py."""

import json
import os
import subprocess
import sys
import time
import urllib.request

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from boards import Source, Web  # noqa: E402
from driver import Gesso  # noqa: E402

KEY = "11111111-2222-4333-8444-555555555555:a-key-for-the-test"
PICTURE_ROLES = ("image", "table cell", "panel", "list item", "push button", "button", "filler")


def kept(gesso, count):
    return gesso.wait(lambda: [each for each in gesso.listed() if each["state"] == "kept"][count - 1:] and gesso.listed(),
                      f"{count} pictures are kept")


def ledger(server):
    request = urllib.request.Request(server["url"] + "/sandbox/ledger",
                                     headers={"Authorization": "Bearer " + server["token"]})
    with urllib.request.urlopen(request, timeout=10) as reply:
        return json.load(reply)


def picture(gesso, name="a lighthouse, in the evening"):
    """A real picture file, as it might lie in somebody's Downloads."""
    made = gesso.command("generate", "--sandbox", "--json", "--library", gesso.home + "/other", name)
    path = json.loads(made.stdout)[0]["path"]
    copy = os.path.join(gesso.home, "reference.png")
    os.rename(path, copy)
    return copy


def test_1_first_picture_without_a_key():
    with Gesso(BUILD) as gesso:
        gesso.start()
        gesso.type("a paper boat on a rain puddle")
        gesso.key("ctrl+Return")
        gesso.count(2)
        made = kept(gesso, 4)
        assert len(made) == 4 and len({each["round_id"] for each in made}) == 1
        assert "/Sandbox/" in made[0]["path"]
        # Four in a round: the seeds follow one another.
        seeds = sorted(each["seed"] for each in made)
        assert [seed - seeds[0] for seed in seeds] == [0, 1, 2, 3], seeds
        assert gesso.stop() == 0, gesso.output()


def test_2_adjust_and_repeat():
    with Gesso(BUILD) as gesso:
        gesso.start()
        gesso.type("a cup of coffee")
        gesso.key("ctrl+Return")
        kept(gesso, 4)
        gesso.count(2)
        gesso.click("toggle", "Turbo")
        gesso.key("ctrl+Return")
        gesso.count(2)
        made = kept(gesso, 8)
        assert [each["variant"] for each in made] == ["medium-turbo"] * 4 + ["medium"] * 4
        assert {each["prompt"] for each in made} == {"a cup of coffee"}


def test_3_see_a_result_large():
    with Gesso(BUILD) as gesso:
        gesso.start()
        gesso.type("a red fish")
        gesso.key("ctrl+Return")
        kept(gesso, 4)
        gesso.count(2)
        gesso.click("picture", "a red fish", PICTURE_ROLES, exact=False)
        gesso.count(1)
        gesso.find("button", "One to one")
        gesso.key("Escape")
        # The round takes the keys again: the second picture opens with two of them.
        gesso.key("Right", "Return")
        gesso.find("button", "One to one")


def test_4_more_like_this():
    with Gesso(BUILD) as gesso:
        gesso.start()
        gesso.type("a bird over the sea")
        gesso.key("ctrl+Return")
        kept(gesso, 4)
        gesso.click("picture", "a bird over the sea", PICTURE_ROLES, exact=False)
        gesso.find("button", "One to one")
        gesso.steps = 0
        gesso.key("ctrl+shift+Return")
        gesso.count(1)
        made = kept(gesso, 5)
        assert made[0]["prompt"] == "a bird over the sea" and made[0]["seed"] not in [each["seed"] for each in made[1:]]


def test_5_steer_by_a_picture_from_files():
    with Gesso(BUILD) as gesso:
        path = picture(gesso)
        gesso.start()
        gesso.type("a tree on a hill")
        source = subprocess.Popen(["/usr/bin/python3", os.path.join(SOURCE, "tests/flows/drag-source.py"), path],
                                  env=gesso.environment)
        gesso.processes.append(source)
        number = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Files$"],
                                capture_output=True, text=True, timeout=25).stdout.split()[-1]
        gesso.xdotool("windowmove", "--sync", number, 900, 500)
        gesso.xdotool("windowraise", number)
        time.sleep(0.3)
        gesso.steps = 0
        start = (960, 555)
        gesso.drag(start, gesso.place(gesso.find("button", "Add style references")))
        gesso.find("reference", "reference.png", exact=False)
        gesso.xdotool("windowfocus", "--sync", gesso.number)
        gesso.key("ctrl+Return")
        gesso.count(2)
        made = kept(gesso, 4)
        assert len(made[0]["references"]) == 1, made[0]
        assert os.path.exists(made[0]["references"][0]["path"])


def test_5_steer_by_a_picture_from_a_browser():
    with Gesso(BUILD, GESSO_FETCH_LOOPBACK="1") as gesso:
        web = Web(picture(gesso))
        gesso.start()
        gesso.type("a tree on a hill")
        source = Source(gesso, "--firefox", web.page, web.address)
        gesso.steps = 0
        source.drag_to(gesso.place(gesso.find("button", "Add style references")))
        gesso.find("reference", "Style reference lamp.png, ", exact=False)
        source.close()
        gesso.key("ctrl+Return")
        gesso.count(2)
        made = kept(gesso, 4)
        assert len(made[0]["references"]) == 1, made[0]


def test_8_find_and_reuse():
    with Gesso(BUILD) as gesso:
        gesso.command("generate", "--sandbox", "--json", "--library", gesso.library, "a lighthouse in heavy weather")
        gesso.command("generate", "--sandbox", "--json", "--library", gesso.library, "a cup of tea")
        gesso.start()
        gesso.find("picture", "a lighthouse", PICTURE_ROLES, exact=False)
        gesso.steps = 0
        gesso.key("ctrl+f")
        # Nobody types before the entry is there, except this program.
        gesso.find("entry", "Search prompts", exact=False)
        gesso.type("light")
        gesso.wait(lambda: gesso.look("a cup of tea", PICTURE_ROLES, exact=False) is None, "the others are gone")
        gesso.key("Down", "ctrl+r")
        gesso.count(4)
        gesso.find("toast", "Recipe loaded", exact=False)
        gesso.key("ctrl+Return")
        made = kept(gesso, 6)
        assert made[0]["prompt"] == "a lighthouse in heavy weather", made[0]["prompt"]


def test_9_choose_the_best_of_a_round():
    with Gesso(BUILD) as gesso:
        gesso.start()
        gesso.type("a chair by the window")
        gesso.key("ctrl+Return")
        kept(gesso, 4)
        gesso.click("picture", "a chair by the window", PICTURE_ROLES, exact=False)
        gesso.find("button", "One to one")
        gesso.steps = 0
        # In the viewer, and in the round: one key for each, no dialog.
        gesso.key("5")
        gesso.wait(lambda: [each for each in gesso.listed() if each["rating"] == 5], "it is rated")
        gesso.key("Escape", "f")
        gesso.wait(lambda: [each for each in gesso.listed() if each["favourite"]], "it is a favourite")
        gesso.key("Right", "3")
        gesso.wait(lambda: sorted(each["rating"] for each in gesso.listed()) == [0, 0, 3, 5], "another is rated")
        gesso.key("ctrl+z")
        gesso.wait(lambda: sorted(each["rating"] for each in gesso.listed()) == [0, 0, 0, 5], "that is taken back")
        gesso.key("Delete")
        gesso.wait(lambda: len(gesso.listed()) == 3, "it is in the trash")
        gesso.key("ctrl+z")
        gesso.wait(lambda: len(gesso.listed()) == 4, "it is back")


def test_a_held_key_makes_one_round():
    with Gesso(BUILD) as gesso:
        gesso.start()
        gesso.type("a house")
        gesso.xdotool("keydown", "ctrl", "keydown", "Return")
        time.sleep(2)
        gesso.xdotool("keyup", "Return", "keyup", "ctrl")
        kept(gesso, 4)
        time.sleep(1)
        assert len(gesso.listed()) == 4, len(gesso.listed())


def frame(gesso):
    """How large the window takes itself to be, px: what X knows of is told to it a moment later."""
    box = gesso.extents(gesso.application().get_child_at_index(0))
    return box.width, box.height


def test_the_window_comes_back_as_large_as_it_was():
    with Gesso(BUILD) as gesso:
        gesso.start()
        before = frame(gesso)
        gesso.xdotool("windowsize", gesso.number, 900, 640)
        gesso.wait(lambda: frame(gesso) != before, "the window is smaller")
        now = frame(gesso)
        assert gesso.stop() == 0, gesso.output()
        gesso.start()
        gesso.wait(lambda: frame(gesso) == now, f"the window is {now} again")
        assert gesso.stop() == 0, gesso.output()


def test_restart_finds_the_recipe_and_the_request_is_the_same():
    with Gesso(BUILD) as gesso:
        server = gesso.sandbox("--token", KEY, "--speed", "40", "--state", gesso.home + "/server")
        gesso.environment.update(KREA_API_URL=server["url"], KREA_API_TOKEN=KEY)
        gesso.start()
        gesso.type("a city at night")
        gesso.click("toggle", "Large")
        gesso.key("ctrl+Return")
        made = kept(gesso, 4)
        assert {each["price_micro_usd"] for each in made} == {60000}
        assert gesso.stop() == 0
        gesso.start()
        # Something else in the composer, so that the recipe has something to replace.
        gesso.key("ctrl+l", "ctrl+a")
        gesso.type("something else")
        gesso.click("toggle", "Turbo")
        gesso.key("ctrl+l", "Escape", "ctrl+r")
        gesso.key("ctrl+Return")
        again = kept(gesso, 8)
        sent = ledger(server)["jobs"]
        same = ("prompt", "variant", "aspect_ratio", "creativity")
        assert len({tuple(job[key] for key in same) for job in sent}) == 1, sent
        newest = {each["seed"] for each in again[4:]}
        assert again[3]["seed"] in newest or again[0]["seed"] in newest, (again[0]["seed"], newest)
        assert ledger(server)["total_micro_usd"] == 8 * 60000


def test_a_key_never_sends_what_was_queued_for_the_sandbox():
    with Gesso(BUILD, GESSO_SANDBOX_SPEED="0.2") as gesso:
        server = gesso.sandbox("--token", KEY, "--speed", "40", "--state", gesso.home + "/server")
        gesso.environment.update(KREA_API_URL=server["url"])
        gesso.start()
        gesso.type("a moon over mountains")
        gesso.key("ctrl+Return")
        time.sleep(1)
        gesso.key("ctrl+Return")
        gesso.wait(lambda: len(json.loads(gesso.command("queue", "--json").stdout)) == 8, "eight are waiting")
        gesso.click("button", "Add Key…")
        gesso.find("title", "Add API Key", exact=False)
        gesso.type(KEY)
        gesso.key("Return")
        gesso.find("toast", "Key works", exact=False)
        time.sleep(2)
        assert ledger(server)["submits"] == 0, ledger(server)


tap.run(globals())
