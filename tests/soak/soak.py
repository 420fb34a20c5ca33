#!/usr/bin/python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A working day in an hour, in the real window: prompts that arrive, fail and are taken back, while somebody scrolls and looks.

soak.py SOURCE BUILD [SECONDS] prints a line a minute. It fails if the memory that is the window's own grows without
end, if anything critical is said, or if what the server billed is not what was kept.
"""

import json
import os
import random
import sys
import time

sys.path.insert(0, os.path.join(sys.argv[1], "tests", "flows"))
from driver import Gesso  # noqa: E402

KEY = "soak:0123456789abcdef"
# Of the last two thirds, in which every cache is full: more than this is a leak, MB an hour.
MOST_GROWTH = 24
# What goes wrong with a prompt: most of the time, nothing. A lost reply would hold the queue for minutes, as it should.
FAULTS = [""] * 6 + [" [nsfw]", " [poll500]", " [fail]", " [slow=2]"]
SUBJECTS = ("a lighthouse", "a red fish", "a chair by the window", "a city at night", "a cup of coffee", "a bird", "a tree")


def own_memory(pid):
    """RssAnon + RssShmem, in MB: what is not a file that may be dropped."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        lines = dict(line.split(":", 1) for line in status)
    return sum(int(lines[name].split()[0]) for name in ("RssAnon", "RssShmem")) / 1024


def generate(gesso, turn):
    gesso.key("ctrl+l", "ctrl+a")
    gesso.type(f"{random.choice(SUBJECTS)}, study {turn}{random.choice(FAULTS)}")
    gesso.key("ctrl+Return")


def take_back(gesso, turn):
    """Undo, while what was asked for is still under way."""
    generate(gesso, turn)
    undo = gesso.look("Undo")
    if undo is not None:
        gesso.xdotool("mousemove", *gesso.place(undo), "click", 1)


def scroll(gesso, turn):
    gesso.xdotool("mousemove", 800, 500)
    for button in [5] * 30 + [4] * 30:
        gesso.xdotool("click", button)


def look(gesso, turn):
    """One picture after the other, large."""
    gesso.xdotool("mousemove", 480, 200, "click", 1)
    time.sleep(0.5)
    gesso.key("Return", *["Right"] * 6, "Escape", "Escape")


def search(gesso, turn):
    gesso.key("ctrl+f")
    gesso.type(random.choice(SUBJECTS).split()[-1])
    time.sleep(0.5)
    gesso.key("ctrl+a", "BackSpace", "Escape", "Escape")


def slope(samples):
    """MB an hour through the samples (s, MB), by least squares."""
    count = len(samples)
    middle = [sum(each) / count for each in zip(*samples)]
    above = sum((x - middle[0]) * (y - middle[1]) for x, y in samples)
    below = sum((x - middle[0]) ** 2 for x, _ in samples)
    return above / below * 3600 if below else 0


def work(gesso, seconds):
    start = time.monotonic()
    samples, said, turn = [], 0, 0
    while time.monotonic() - start < seconds:
        turn += 1
        random.choice((generate, generate, take_back, scroll, look, search))(gesso, turn)
        time.sleep(1)
        now = time.monotonic() - start
        try:
            samples.append((now, own_memory(gesso.window.pid)))
        except KeyError as error:
            status = gesso.window.wait()
            raise AssertionError(f"the window ended with {status} after {now:.0f} s:\n{gesso.output()[-4000:]}") from error
        if now >= said:
            print(f"{now:6.0f} s  {turn:5} turns  {samples[-1][1]:7.1f} MB", flush=True)
            said += 60
    return samples


def settled(gesso):
    return all(each["state"] == "failed" for each in json.loads(gesso.command("queue", "--json").stdout))


def main():
    build, seconds = os.path.abspath(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 3600
    with Gesso(build) as gesso:
        server = gesso.sandbox("--token", KEY, "--speed", "25", "--state", gesso.home + "/server")
        gesso.environment.update(KREA_API_URL=server["url"], KREA_API_TOKEN=KEY)
        gesso.start()
        samples = work(gesso, seconds)
        gesso.wait(lambda: settled(gesso), "nothing is under way", timeout=900)
        assert gesso.stop() == 0, gesso.output()
        listed = gesso.listed()
        growth = slope(samples[len(samples) // 3:])
        kept = [each for each in listed if each["state"] == "kept"]
        print(f"{len(samples)} turns, {len(kept)} pictures kept, {max(each for _, each in samples):.1f} MB at most, "
              f"{growth:+.1f} MB an hour, 0 criticals")
        assert seconds < 1800 or growth <= MOST_GROWTH, f"memory grows by {growth:.1f} MB an hour"


if __name__ == "__main__":
    main()
