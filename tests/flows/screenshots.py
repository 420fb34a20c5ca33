#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the screenshots of the main states, from the real window; see build-aux/screenshots."""

import glob
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

from boards import Source, items, new_board  # noqa: E402
from driver import Gesso  # noqa: E402

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


def take_boards(template, suffix="", **environment):
    """An empty board, a full one with its strip, and the page; and the full one in a narrow window."""
    with Session(template, **environment) as gesso:
        pictures = sorted(glob.glob(gesso.library + "/20*/**/*.png", recursive=True))[::2]
        gesso.start()
        canvas = new_board(gesso)
        if not suffix:
            shot(gesso, "board-empty")
        source = Source(gesso, *pictures)
        source.drag_to(canvas)
        gesso.wait(lambda: len(items(gesso, ".*[.]png")) >= len(pictures), "all pictures are on the board")
        source.close()
        for _ in range(2):
            gesso.click("button", "Tidy")
            gesso.click("item", "In Columns", exact=False)
            time.sleep(0.7)
        gesso.key("n")
        gesso.type("Low winter sun, paper edges, no people")
        gesso.key("Escape", "Escape")
        for name in items(gesso, ".*[.]png")[:4]:
            gesso.click("picture", name)
            gesso.key("p")
        gesso.key("Escape", "Home")
        shot(gesso, "board" + suffix, 2)
        size(gesso, 400, 700)
        gesso.key("Home")
        shot(gesso, "board-narrow" + suffix, 2)
        size(gesso, 1280, 800)
        gesso.key("Escape")
        shot(gesso, "boards" + suffix, 2)


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
