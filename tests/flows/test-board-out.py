#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a board for other programs, and theirs for it, by drag and by the clipboard; and one board in two windows."""

import json
import os
import subprocess
import sys
import urllib.parse

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

from boards import TURN_S, box, carry, items, new_board, paint, start_with  # noqa: E402
from driver import Gesso  # noqa: E402

TILES = ("image", "table cell", "panel", "list item")
SWITCHER = ("radio button", "toggle button", "button", "page tab", "tab")
# Below the canvas: what is dragged within it is moved.
TARGET = (1100, 665)


def content(path):
    with open(path, "rb") as file:
        return file.read()


def start(gesso):
    """With two pictures on a board, both selected, and the files that they were."""
    paths = [paint(os.path.join(gesso.home, "coat.png"), 150, 200, 0x803040),
             paint(os.path.join(gesso.home, "lamp & shade.png"), 200, 150, 0xF0C040)]
    start_with(gesso, *paths)
    return paths


def open_target(gesso):
    """Returns the file in which it writes what it is given."""
    path = os.path.join(gesso.home, "given.json")
    with open(path, "w", encoding="utf-8") as given:
        process = subprocess.Popen(["/usr/bin/python3", os.path.join(SOURCE, "tests/flows/drop-target.py")], stdout=given,
                                   env=gesso.environment)
    gesso.processes.append(process)
    number = subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(process.pid)],
                            capture_output=True, text=True, timeout=25).stdout.split()[-1]
    gesso.xdotool("windowmove", "--sync", number, *TARGET)
    gesso.xdotool("windowraise", number)
    return path


def middle(gesso, name):
    x, y, width, height = box(gesso, name)
    return x + width // 2, y + height // 2


def clipboard(gesso, kind):
    """What another program gets from the clipboard."""
    return subprocess.run(["xclip", "-selection", "clipboard", "-t", kind, "-o"], capture_output=True, timeout=10,
                          env=gesso.environment).stdout


def copy(gesso, kind, data):
    """As another program copies it."""
    process = subprocess.Popen(["xclip", "-selection", "clipboard", "-t", kind, "-quiet"], stdin=subprocess.PIPE,
                               env=gesso.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    gesso.processes.append(process)
    process.stdin.write(data)
    process.stdin.close()
    gesso.wait(lambda: kind.encode() in clipboard(gesso, "TARGETS"), "it is in the clipboard")


def test_dragged_to_another_program():
    with Gesso(BUILD) as gesso:
        paths = start(gesso)
        target = open_target(gesso)
        places = {name: box(gesso, name) for name in ("coat.png", "lamp & shade.png")}
        gesso.drag(middle(gesso, "coat.png"), (TARGET[0] + 80, TARGET[1] + 60))
        given = json.loads(gesso.wait(lambda: content(target).endswith(b"\n") and content(target), "it is given something"))
        # Both that are selected, under the names that a person knows, and byte for byte.
        assert sorted(map(os.path.basename, given)) == sorted(map(os.path.basename, paths)), given
        assert sorted(map(content, given)) == sorted(map(content, paths))
        # On the board nothing has moved.
        gesso.wait(lambda: {name: box(gesso, name) for name in places} == places, "they are where they were")
        assert gesso.stop() == 0, gesso.output()


def test_by_the_clipboard():
    with Gesso(BUILD) as gesso:
        coat, lamp = start(gesso)
        # One is a picture, too; several are files.
        gesso.key("ctrl+a", "ctrl+c")
        gesso.wait(lambda: clipboard(gesso, "text/uri-list").count(b"file://") == 2, "both are in the clipboard")
        gesso.key("Escape", "Tab", "ctrl+c")
        gesso.wait(lambda: clipboard(gesso, "image/png") == content(coat), "one is in the clipboard as it is")
        (address,) = clipboard(gesso, "text/uri-list").decode().split()
        assert content(urllib.parse.unquote(urllib.parse.urlsplit(address).path)) == content(coat), address

        # And in: a picture, then files, of which one is none.
        rose = paint(os.path.join(gesso.home, "rose.png"), 120, 120, 0xE06080)
        copy(gesso, "image/png", content(rose))
        gesso.key("ctrl+v")
        gesso.wait(lambda: items(gesso, "Picture$"), "the picture is there")
        notes = os.path.join(gesso.home, "notes.png")
        with open(notes, "w", encoding="utf-8") as file:
            file.write("not a picture")
        fern = paint(os.path.join(gesso.home, "fern.png"), 80, 160, 0x206030)
        copy(gesso, "text/uri-list", "".join(f"file://{path}\r\n" for path in (rose, notes, fern)).encode())
        gesso.key("ctrl+v")
        gesso.wait(lambda: len(items(gesso, "(rose|fern)")) == 2, "the files are there")
        gesso.find("message", "“notes.png” is not a PNG, JPEG or WebP picture.")
        # In the composer they are references; text stays text.
        gesso.key("ctrl+l", "ctrl+v")
        gesso.find("reference", "Style reference rose.png, ", exact=False)
        gesso.find("reference", "Style reference fern.png, ", exact=False)
        copy(gesso, "image/png", content(lamp))
        gesso.key("ctrl+v")
        gesso.find("reference", "Style reference Picture, ", exact=False)
        assert gesso.stop() == 0, gesso.output()


def test_from_the_gallery_and_the_viewer():
    with Gesso(BUILD) as gesso:
        made = gesso.command("generate", "--sandbox", "--images", "1", "a boat")
        assert made.returncode == 0, made.stderr
        gesso.start()
        new_board(gesso)
        gesso.key("Escape")
        cover = gesso.place(gesso.find("board", "New Board, 0 pictures", exact=False))
        boards = gesso.place(gesso.find("switcher", "Boards", SWITCHER))
        gesso.key("alt+1")
        # Over the other page's name, which turns to it; onto the cover.
        carry(gesso, gesso.place(gesso.find("picture", "a boat", TILES, exact=False)), boards, cover, rest=TURN_S)
        gesso.find("message", "1 picture added to “New Board”")
        # By the clipboard, from the gallery onto the canvas; the board knows which picture it is.
        gesso.key("alt+1")
        gesso.click("picture", "a boat", TILES, exact=False)
        gesso.key("ctrl+c", "alt+2")
        gesso.xdotool("mousemove", *cover, "click", 1)
        gesso.find("picture", shown(gesso)[0]["name"])
        gesso.key("ctrl+v")
        gesso.wait(lambda: len(shown(gesso)) == 2, "there are two of it")
        (origin,) = {each["origin"] for each in shown(gesso)}
        assert origin == "generation:" + gesso.listed()[0]["id"], shown(gesso)
        # And shows it again, with its recipe.
        gesso.key("o")
        gesso.find("title", "Medium · 1:1")
        gesso.key("Escape", "alt+2")
        # From the viewer, which makes room for the pages' names then, onto the canvas of the board that is open.
        canvas = gesso.place(gesso.find("canvas", "Canvas"))
        gesso.key("alt+1")
        gesso.click("picture", "a boat", TILES, exact=False)
        gesso.key("Return")
        gesso.find("title", "Medium · 1:1")
        carry(gesso, canvas, (canvas[0], 300), boards, canvas, rest=TURN_S)
        gesso.wait(lambda: len(shown(gesso)) == 3, "there are three of it")
        gesso.find("picture", shown(gesso)[0]["name"])
        assert gesso.stop() == 0, gesso.output()


def test_from_the_gallery_onto_a_slot():
    with Gesso(BUILD) as gesso:
        made = gesso.command("generate", "--sandbox", "--images", "1", "a boat")
        assert made.returncode == 0, made.stderr
        gesso.start()
        place = new_board(gesso)
        canvas = gesso.extents(gesso.find("canvas", "Canvas"))
        slot = (canvas.x + 40, canvas.y + canvas.height + 36)
        boards = gesso.place(gesso.find("switcher", "Boards", SWITCHER))

        def drag_to(end):
            gesso.key("alt+1")
            carry(gesso, gesso.place(gesso.find("picture", "a boat", TILES, exact=False)), boards, end, rest=TURN_S)

        # Each drop is followed by one elsewhere: none waits for the one before.
        drag_to(slot)
        gesso.wait(lambda: slots(gesso) == [0], "it is on the board and steers")
        drag_to(place)
        gesso.wait(lambda: len(shown(gesso)) == 2, "there are two of it")
        drag_to((slot[0] + 54, slot[1]))
        gesso.wait(lambda: slots(gesso) == [-1, 0, 1], "there are three, and two steer")
        gesso.click("button", "All Boards")
        cover = gesso.place(gesso.find("board", "New Board, 3 pictures", exact=False))
        drag_to(cover)
        gesso.find("message", "1 picture added to “New Board”")
        assert gesso.stop() == 0, gesso.output()


def shown(gesso):
    return json.loads(gesso.command("board", "show", "New Board", "--json").stdout)["items"]


def slots(gesso):
    """Of what lies on the board; -1 for none."""
    return sorted(each.get("slot", -1) for each in shown(gesso))


def board_names(gesso):
    """What lies on the board in each window that shows one."""
    windows = [gesso.application().get_child_at_index(index) for index in range(gesso.application().get_child_count())]
    names = [sorted(node.get_name() for node in gesso.walk(window)
                    if node.get_role_name() in ("image", "icon", "static") and (node.get_name() or "").startswith(("coat", "lamp")))
             for window in windows]
    return [each for each in names if each]


def test_one_board_in_two_windows():
    with Gesso(BUILD) as gesso:
        start(gesso)
        gesso.key("Escape", "Escape")
        gesso.find("board", "New Board, 2 pictures", exact=False)
        gesso.key("shift+Return")
        own = gesso.wait(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^New Board$"],
                                                capture_output=True, text=True).stdout.split(), "it has a window")[-1]
        gesso.xdotool("windowmove", "--sync", own, 0, 0)
        gesso.wait(lambda: len(board_names(gesso)) == 1, "the board is in its own window")
        # In the main one as well.
        gesso.xdotool("windowfocus", "--sync", gesso.number)
        gesso.key("Return")
        gesso.wait(lambda: len(board_names(gesso)) == 2, "it is open twice")
        gesso.key("Tab", "p")
        gesso.wait(lambda: board_names(gesso) == [["coat.png, slot 1, strength 0.5", "lamp & shade.png"]] * 2, "both show that it steers")
        gesso.key("Delete")
        gesso.wait(lambda: board_names(gesso) == [["lamp & shade.png"]] * 2, "it is gone from both")
        # What one did the other undoes.
        gesso.xdotool("windowfocus", "--sync", own)
        gesso.key("ctrl+z", "ctrl+z")
        gesso.wait(lambda: board_names(gesso) == [["coat.png", "lamp & shade.png"]] * 2, "it is back in both")
        assert gesso.stop() == 0, gesso.output()


tap.run(globals())
