#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A board is sent: what its strip shows, what its caption says, what its recipe keeps and what arrived are one, from the
window and from the command line; and so it can be made again when the board has become another one."""

import glob
import json
import os
import re
import sys
import urllib.request

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from boards import Source, box, items, new_board, paint, settled  # noqa: E402
from driver import Gesso  # noqa: E402

KEY = "11111111-2222-4333-8444-555555555555:a-key-for-the-test"
MOODBOARD = "1d2f8c5a-6a57-4b0e-8f5e-0a6f9d3c4b21"
TILES = ("image", "table cell", "panel", "list item")
NAMES = {"coat": (150, 200, 0x803040), "fern": (200, 200, 0x206030), "lamp": (200, 150, 0xF0C040),
         "rope": (160, 120, 0xB0A080), "wave": (240, 160, 0x204080)}


def start(gesso):
    """With a server that keeps what it is asked for, a picture at a time, and five pictures on a board."""
    folder = gesso.home + "/config/glib-2.0/settings"
    os.makedirs(folder)
    with open(folder + "/keyfile", "w", encoding="utf-8") as file:
        file.write("[io/github/gesso_app/Gesso]\nimages=uint32 1\n")
    server = gesso.sandbox("--token", KEY, "--speed", "40", "--state", gesso.home + "/server")
    gesso.environment.update(KREA_API_URL=server["url"], KREA_API_TOKEN=KEY)
    paths = [paint(os.path.join(gesso.home, name + ".png"), *look) for name, look in NAMES.items()]
    gesso.start()
    canvas = new_board(gesso)
    source = Source(gesso, *paths)
    source.drag_to(canvas)
    gesso.wait(lambda: len(items(gesso, r"\w+\.png")) == len(NAMES), "all are on the board")
    source.close()
    gesso.key("Escape", "Home")
    return server


def arrived(gesso, server):
    """What the server was asked for, in order; in place of addresses the names of what was uploaded."""
    request = urllib.request.Request(server["url"] + "/sandbox/ledger", headers={"Authorization": "Bearer " + KEY})
    with urllib.request.urlopen(request, timeout=10) as reply:
        jobs = json.load(reply)["jobs"]
    files = {content(os.path.join(gesso.home, name + ".png")): name for name in NAMES}
    bodies = []
    for job in sorted(jobs, key=lambda job: job["created_at"]):
        body = job["request"]
        for reference in body.get("image_style_references", []):
            request = urllib.request.Request(reference.pop("url"), headers={"Authorization": "Bearer " + KEY})
            with urllib.request.urlopen(request, timeout=10) as reply:
                reference["name"] = files[reply.read()]
        bodies.append(body)
    return bodies


def content(path):
    with open(path, "rb") as file:
        return file.read()


def strip(gesso):
    """Name and strength of what is in the slots, as a screen reader hears it on the canvas."""
    slots = {}
    for name in items(gesso, r".*, slot \d+, strength"):
        found = re.fullmatch(r"(\w+)\.png, slot (\d+), strength (\S+)", name)
        slots[int(found[2])] = (found[1], float(found[3]))
    return [slots[place] for place in sorted(slots)]


def references(body):
    """The same of a request."""
    return [(each["name"], round(each["strength"], 2)) for each in body.get("image_style_references", [])]


def kept(gesso, prompt, number=1):
    def found():
        made = [each for each in gesso.listed() if each["state"] == "kept" and each["prompt"] == prompt]
        return len(made) == number and made

    return gesso.wait(found, f"{number} of {prompt} are kept")


def recipe_of(gesso, made):
    """As it lies beside the picture."""
    (path,) = glob.glob(f"{gesso.library}/.gesso/recipes/**/{made['id']}*.json", recursive=True)
    with open(path, encoding="utf-8") as file:
        return json.load(file)["recipe"]


def pick(gesso, name):
    """Selects it on the canvas, once that rests; the composer has tiles of the same name."""
    last = [None]

    def rests():
        place = gesso.place(gesso.find("picture", name + ".png", roles=("image", "icon", "static"), exact=False))
        same, last[0] = place == last[0], place
        return same

    gesso.wait(rests, f"{name} rests")
    gesso.xdotool("mousemove", *last[0], "click", 1)
    gesso.wait(lambda: [each for each in gesso.focused() if each.startswith(name)], f"{name} has the focus")


def slot_place(gesso, number):
    """The middle of a slot, which are as wide as high."""
    canvas = gesso.extents(gesso.find("canvas", "Canvas"))
    first = gesso.extents(gesso.find("slot", "Style reference coat.png", exact=False))
    return first.x + first.width // 2 + (first.width + 10) * (number - 1), canvas.y + canvas.height + 40


def steer(gesso):
    """Pressed, dragged in, proposed and accepted; weighed by size and by hand; then the words and the link."""
    pick(gesso, "coat")
    gesso.key("p")
    gesso.find("picture", "coat.png, slot 1, strength 0.5")
    x, y, width, height = box(gesso, "wave.png")
    gesso.drag((x + width // 2, y + height // 2), slot_place(gesso, 2))
    gesso.find("picture", "wave.png, slot 2, strength 0.5")
    gesso.screenshot("steering-two")
    gesso.click("button", "Match Sizes")
    gesso.wait(lambda: strip(gesso)[0][1] != 0.5, "the sizes say how strong they are")
    areas = [width * height for x, y, width, height in (box(gesso, "coat.png"), box(gesso, "wave.png"))]
    assert (areas[0] > areas[1]) == (strip(gesso)[0][1] > strip(gesso)[1][1]), (areas, strip(gesso))
    gesso.click("button", "Suggest")
    gesso.find("proposal", "Proposed: ", exact=False)
    gesso.screenshot("steering-proposed")
    assert len(strip(gesso)) == 2, "what is proposed is not sent"
    gesso.click("button", "Accept")
    gesso.wait(lambda: len(strip(gesso)) == 5, "what was proposed is in the strip")
    # Moved and made larger by hand: what is sent stays as it is.
    before = strip(gesso)
    pick(gesso, "coat")
    x, y, width, height = settled(gesso, "coat.png")
    gesso.drag((x + width // 2, y + height // 2), (x + width // 2 - 40, y + height // 2 + 20))
    moved = gesso.wait(lambda: box(gesso, "coat.png")[0] < x - 20 and settled(gesso, "coat.png"), "it is moved")
    gesso.drag((moved[0], moved[1] + moved[3]), (moved[0] - 45, moved[1] + moved[3] + 60))
    gesso.wait(lambda: box(gesso, "coat.png")[2] > width + 20, "it is larger")
    assert strip(gesso) == before, (strip(gesso), before)
    gesso.find("caption", "Sends 5 pictures", exact=False)
    # Two steps more for the first, with the keys.
    before = strip(gesso)[0][1]
    gesso.click("slot", "Style reference coat.png", exact=False)
    gesso.find("button", "Use as Image Source", exact=False)
    gesso.key("Escape")
    gesso.wait(lambda: gesso.look("Use as Image Source", exact=False) is None, "its popover is closed")
    gesso.key("Up", "Up")
    gesso.wait(lambda: strip(gesso)[0][1] > before, "it is stronger")
    gesso.click("entry", "Words for this board", roles=("text", "entry"))
    gesso.type("muted, grainy")
    gesso.click("button", "Link to a Krea moodboard")
    gesso.wait(lambda: "Add Krea Moodboard…" in gesso.focused(), "its popover has the focus")
    gesso.screenshot("steering-link")
    gesso.key("Return")
    gesso.find("entry", "Link or id", exact=False)
    gesso.enter("Add Krea Moodboard")
    gesso.type("https://www.krea.ai/moodboards?share=" + MOODBOARD)
    gesso.key("Tab")
    gesso.type("Fog")
    gesso.key("Return")
    gesso.leave()
    gesso.find("link", "Linked to Krea moodboard “Fog”")
    gesso.screenshot("steering-full")


def test_what_arrives_is_what_the_strip_shows():
    with Gesso(BUILD) as gesso:
        server = start(gesso)
        steer(gesso)
        shown = strip(gesso)
        caption = gesso.find("caption", "Sends 5 pictures and the Krea moodboard", exact=False).get_name()
        gesso.click("button", "Use in Composer")
        gesso.key("ctrl+l")
        gesso.type("a harbour")
        gesso.key("ctrl+Return")
        made = kept(gesso, "a harbour")[0]
        (body,) = arrived(gesso, server)
        assert references(body) == shown, (body, shown)
        assert body["prompt"] == "a harbour, muted, grainy", body
        assert [each["id"] for each in body["moodboards"]] == [MOODBOARD], body
        # The caption names the price; the recipe keeps what was sent, and of which board in which state.
        assert float(re.search(r"\$([\d.]+) each$", caption)[1]) == made["price_micro_usd"] / 1e6, (caption, made)
        recipe = recipe_of(gesso, made)
        assert [(each["name"][:-4], round(each["strength"], 2)) for each in recipe["references"]] == shown, recipe
        assert all(each["board"] for each in recipe["references"]) and recipe["words"] == "muted, grainy", recipe
        board = json.loads(gesso.command("board", "show", "New Board", "--json").stdout)
        assert recipe["board"] == {key: board[key] for key in ("id", "name", "revision")}, (recipe, board)

        # The same from the command line.
        line = gesso.command("generate", "--board", "New Board", "--seed", str(body["seed"]), "--images", "1", "a harbour")
        assert line.returncode == 0, line.stderr
        assert arrived(gesso, server)[1] == body, arrived(gesso, server)
        assert recipe_of(gesso, kept(gesso, "a harbour", 2)[0]) == recipe

        # The board becomes another one; what its pictures were made with does not.
        gesso.key("alt+2")
        gesso.find("button", "Use in Composer")
        pick(gesso, "coat")
        gesso.key("Delete")
        gesso.wait(lambda: len(strip(gesso)) == 4, "it is taken away")
        gesso.click("entry", "Words for this board", roles=("text", "entry"))
        gesso.key("ctrl+a")
        gesso.type("sharp")
        gesso.key("Return")
        fewer = strip(gesso)
        gesso.click("button", "Use in Composer")
        gesso.key("ctrl+l", "ctrl+a")
        gesso.type("a bridge")
        gesso.key("ctrl+Return")
        changed = recipe_of(gesso, kept(gesso, "a bridge")[0])
        assert changed["board"]["revision"] > recipe["board"]["revision"] and changed["words"] == "sharp", changed
        assert references(arrived(gesso, server)[2]) == fewer != shown, arrived(gesso, server)[2]

        gesso.key("alt+1")
        gesso.click("button", "All Pictures", exact=False)
        gesso.find("picture", "a bridge", TILES, exact=False)
        gesso.screenshot("steering-gallery")
        gesso.click("picture", "a harbour", TILES, exact=False)
        gesso.key("ctrl+r")
        gesso.find("toast", "Recipe loaded", exact=False)
        gesso.find("button", "Generate Anyway", exact=False)
        gesso.screenshot("steering-again")
        gesso.key("ctrl+Return")
        again = kept(gesso, "a harbour", 3)[0]
        assert arrived(gesso, server)[3] == body, (arrived(gesso, server)[3], body)
        assert recipe_of(gesso, again) == recipe, again
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
