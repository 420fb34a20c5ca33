#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the screenshots of the main states, from the real window; see build-aux/screenshots."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
SOURCE, BUILD = sys.argv[1], sys.argv[2]
WANTED = sys.argv[3:]
FOLDER = os.path.join(SOURCE, "docs", "screenshots")

from boards import new_board  # noqa: E402
from driver import Gesso  # noqa: E402
from sheets import Sheet  # noqa: E402

KEY = "11111111-2222-4333-8444-555555555555:only-for-pictures"
PROMPTS = (
    ("large", "4:5", "high", 42, "a paper boat on a rain puddle, low winter sun"),
    ("medium", "1:1", "medium", 7, "a teal lighthouse in heavy weather"),
    ("large", "3:2", "high", 11, "a quiet house under a tree, mountain behind"),
    ("medium-turbo", "16:9", "medium", 5, "a city at night, windows lit"),
    ("medium", "3:4", "low", 19, "a cup of coffee beside a flower"),
    ("large", "1:1", "high", 23, "a red fish, folded paper"),
    ("medium", "2:3", "medium", 31, "a tree on a hill, gulls"),
    ("medium", "4:3", "high", 37, "two birds over a harbour with a boat"),
    ("large", "2.35:1", "medium", 41, "mountain range at dusk, one small house"),
    ("medium", "1:1", "raw", 43, "moon over a forest"),
    ("large", "9:16", "high", 47, "portrait of a lighthouse keeper mending a net"),
    ("medium", "1:1", "medium", 53, "slow folding light"),
    ("large", "4:5", "medium", 59, "a poppy, gouache"),
)


def fill(gesso):
    for variant, aspect, creativity, seed, prompt in PROMPTS:
        gesso.command("generate", "--variant", variant, "--aspect", aspect, "--creativity", creativity,
                      "--seed", str(seed), "--images", "2", prompt)


def shot(gesso, name, settle=1.0, number=None):
    # The pointer rests where it lights nothing up.
    gesso.xdotool("mousemove", 1270, 790)
    time.sleep(settle)
    path = os.path.join(FOLDER, name + ".png")
    subprocess.run(["import", "-window", number or gesso.number, "-strip", path], check=True)
    print(os.path.relpath(path, SOURCE), flush=True)


class Session(Gesso):
    """A window with a sandbox that is treated as the real service, so that prices are shown."""

    def __init__(self, template=None, **environment):
        super().__init__(BUILD, **environment)
        if template:
            shutil.rmtree(self.home)
            shutil.copytree(template, self.home)
        server = self.sandbox("--token", KEY, "--speed", self.environment.get("SPEED", "60"), "--state",
                              self.home + "/server")
        self.environment.update(KREA_API_URL=server["url"], KREA_API_TOKEN=KEY)
        os.makedirs(self.home + "/config/gtk-4.0", exist_ok=True)
        with open(self.home + "/config/gtk-4.0/settings.ini", "w", encoding="utf-8") as file:
            file.write("[Settings]\ngtk-font-name=Cantarell 11\ngtk-hint-font-metrics=true\n")


def size(gesso, width, height):
    gesso.xdotool("windowsize", "--sync", gesso.number, width, height)
    time.sleep(0.5)


def take_empty():
    with Gesso(BUILD) as gesso:
        os.makedirs(gesso.home + "/config/gtk-4.0", exist_ok=True)
        with open(gesso.home + "/config/gtk-4.0/settings.ini", "w", encoding="utf-8") as file:
            file.write("[Settings]\ngtk-font-name=Cantarell 11\n")
        gesso.start()
        shot(gesso, "empty")


def take_round(template):
    with Session(template, SPEED="7") as gesso:
        gesso.start()
        gesso.type("a paper boat on a rain puddle, low winter sun")
        gesso.click("toggle", "Large")
        gesso.key("ctrl+Return")
        gesso.wait(lambda: sum(each["state"] == "kept" for each in gesso.listed()[:4]) >= 2, "half of it is there")
        shot(gesso, "generating", 0.2)
        gesso.wait(lambda: all(each["state"] == "kept" for each in gesso.listed()[:4]), "the round is there")
        time.sleep(6)
        shot(gesso, "round")


def take_gallery(template, **environment):
    suffix = environment.pop("suffix", "")
    with Session(template, **environment) as gesso:
        gesso.start()
        gesso.type("a paper boat on a rain puddle, low winter sun")
        gesso.key("Escape")
        shot(gesso, "dark" if suffix == "-dark" else "german" if suffix == "-german" else "gallery" + suffix)
        if suffix:
            return
        gesso.key("Return")
        shot(gesso, "viewer", 1.5)
        gesso.key("alt+Return")
        shot(gesso, "details", 1.5)


def take_narrow(template):
    with Session(template) as gesso:
        gesso.start()
        size(gesso, 400, 700)
        shot(gesso, "narrow")


def make_boards(gesso):
    """Five small boards, and a full one with a crop, a note, colours, slots and words; newest first on their page."""
    paths = {each["prompt"]: each["path"] for each in gesso.listed()}

    def find(word):
        return next(path for prompt, path in paths.items() if word in prompt)

    sheets = []
    for name, words in (("Colour studies", ("folding", "poppy", "fish")), ("Birds", ("gulls",)),
                        ("Night", ("city", "moon over")), ("Still life", ("coffee", "poppy", "folding", "fish")),
                        ("Lighthouses", ("teal lighthouse", "keeper", "boat on a rain", "two birds"))):
        sheets.append(Sheet(name, 1200))
        sheets[-1].row(*map(find, words))
    full = Sheet("Low winter sun", 1400, "low winter sun, torn paper edges")
    full.row((find("boat on a rain"), {"slot": 0, "strength": 0.8}), (find("teal lighthouse"), {"slot": 1, "strength": 0.6}),
             (find("quiet house"), {"slot": 2}), find("coffee"),
             {"note": "Low sun, long shadows.\n\nTorn edges stay visible.\nNo people in the first set.", "shape": 0.95})
    full.row((find("city"), {"slot": 3, "strength": 0.35}), (find("red fish"), {"crop_top": 0.2, "crop_bottom": 0.1}), find("gulls"),
             {"colours": ["#1f6f78", "#e07a5f", "#f2cc8f"], "shape": 0.32}, find("poppy"))
    full.row(find("mountain range"), find("moon over"), find("keeper"), find("two birds"), find("folding"))
    for sheet in (*sheets, full):
        imported = gesso.command("board", "import", sheet.write(gesso.home + "/board.gesso-board"))
        assert imported.returncode == 0, imported.stderr


def take_boards(template, suffix="", **environment):
    """An empty board, the page, and a full board with its strip; and that one in a narrow window."""
    with Session(template, **environment) as gesso:
        if not suffix:
            gesso.start()
            new_board(gesso)
            shot(gesso, "board-empty")
            assert gesso.stop() == 0, gesso.output()
    with Session(template, **environment) as gesso:
        make_boards(gesso)
        gesso.start()
        gesso.key("Escape", "alt+2")
        cover = gesso.find("board", "Low winter sun, ", exact=False)
        shot(gesso, "boards" + suffix, 2)
        gesso.xdotool("mousemove", *gesso.place(cover), "click", 1)
        gesso.find("picture", ", slot 1, strength 0.8", exact=False)
        gesso.click("button", "Suggest")
        gesso.find("proposal", "Proposed: ", exact=False)
        gesso.xdotool("mousemove", *gesso.place(gesso.find("canvas", "Canvas")), "sleep", 0.1)
        shot(gesso, "board" + suffix, 2)
        gesso.click("button", "Clear")
        size(gesso, 400, 700)
        # The keys are the strip's: back to the canvas, with nothing selected.
        gesso.click("picture", ", slot 1, strength 0.8", exact=False)
        gesso.key("Escape", "Home")
        shot(gesso, "board-narrow" + suffix, 2)


def take_search(template):
    """What is typed, with its chips and what it found; and the help beside it."""
    with Session(template) as gesso:
        gesso.start()
        gesso.key("ctrl+f")
        gesso.type("creativity:high boat -paper")
        gesso.find("found", "found", exact=False)
        shot(gesso, "search")
        size(gesso, 400, 700)
        shot(gesso, "search-narrow")


def take_compare(template, suffix="", **environment):
    with Session(template, **environment) as gesso:
        gesso.start()
        gesso.find("picture", "a poppy, gouache", exact=False)
        gesso.key("Escape", "ctrl+l", "Escape", "Right", "shift+Right", "c")
        gesso.find("difference", "Prompt: ", exact=False)
        shot(gesso, "compare" + suffix, 2)
        if suffix:
            return
        size(gesso, 400, 700)
        shot(gesso, "compare-narrow", 2)


def take_export(template, suffix="", **environment):
    with Session(template, **environment) as gesso:
        gesso.start()
        gesso.find("picture", "a poppy, gouache", exact=False)
        gesso.key("Escape", "ctrl+l", "Escape", "shift+Right", "ctrl+shift+e")
        gesso.find("row", "Credited", exact=False)
        dialog = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "^Export"], capture_output=True,
                                text=True, check=True).stdout.split()[-1]
        shot(gesso, "export" + suffix, number=dialog)


def take_errors(template):
    with Session(template) as gesso:
        gesso.start()
        gesso.type("a figure on a beach [nsfw]")
        gesso.key("ctrl+Return")
        gesso.wait(lambda: all(each["state"] == "failed" for each in gesso.listed()[:4]), "the filter stopped it")
        gesso.key("ctrl+l", "ctrl+a")
        gesso.type("a lighthouse [402]")
        gesso.key("ctrl+Return")
        gesso.wait(lambda: gesso.look("Your Krea API balance is empty", exact=False), "the balance is empty")
        time.sleep(6)
        shot(gesso, "errors")


def main():
    template = tempfile.mkdtemp(prefix="gesso-shots-")
    os.rmdir(template)
    with Session() as gesso:
        fill(gesso)
        shutil.copytree(gesso.home, template, ignore=shutil.ignore_patterns("run", "server"))
    os.makedirs(template + "/run", mode=0o700)
    takes = {
        "empty": take_empty,
        "round": lambda: take_round(template),
        "gallery": lambda: take_gallery(template),
        "dark": lambda: take_gallery(template, suffix="-dark", ADW_DEBUG_COLOR_SCHEME="prefer-dark"),
        "german": lambda: take_gallery(template, suffix="-german", LANGUAGE="de", LC_ALL="C.UTF-8"),
        "narrow": lambda: take_narrow(template),
        "boards": lambda: take_boards(template),
        "boards-dark": lambda: take_boards(template, suffix="-dark", ADW_DEBUG_COLOR_SCHEME="prefer-dark"),
        "search": lambda: take_search(template),
        "compare": lambda: take_compare(template),
        "compare-dark": lambda: take_compare(template, suffix="-dark", ADW_DEBUG_COLOR_SCHEME="prefer-dark"),
        "export": lambda: take_export(template),
        "export-dark": lambda: take_export(template, suffix="-dark", ADW_DEBUG_COLOR_SCHEME="prefer-dark"),
        "errors": lambda: take_errors(template),
    }
    try:
        for name in WANTED or takes:
            takes[name]()
    finally:
        shutil.rmtree(template, ignore_errors=True)


main()
