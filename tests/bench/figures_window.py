# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured: one function for each group of figures. What is compared is measured in turns, in the same run."""

import os

from stage import at_most, below, median, quantile, row


def millions(count):
    return "1M" if count == 1_000_000 else f"{count // 1000}k"


def start(stage):
    """Processes are started in turns; what counts is the frame that shows what there is to show."""
    large, empty = stage.library(stage.large), stage.library(0)
    pictures, nothing, bare, first = [], [], [], []
    for number in range(4 if stage.quick else 12):
        shots = (stage.window("start", large, 1)["pictures"], stage.window("start", empty, 0),
                 stage.run("bare-window")["first"])
        if number > 0:
            pictures.append(shots[0])
            nothing.append(shots[1]["full"])
            first.append(shots[1]["first"])
            bare.append(shots[2])
    return [
        at_most(f"start at {millions(stage.large)}: process → first frame with pictures, over an empty library",
                median(pictures), "ms", median(nothing), 1.25),
        at_most("start, empty library: process → first frame, over a bare window", median(first), "ms", median(bare), 2),
    ]


def grid_floor(stage, geometry, frames):
    return stage.run("bare-grid", stage.large, frames, *(int(geometry[key]) for key in ("width", "height", "columns", "tile")))


def scroll(stage):
    large = stage.library(stage.large)
    frames = 150 if stage.quick else 400
    real, bare = {"work": [], "loop": [], "own": []}, {"work": [], "loop": []}
    for _ in range(2 if stage.quick else 4):
        found = stage.window("scroll", large, frames)
        floor = grid_floor(stage, found, frames)
        for key in real:
            real[key] += found["scroll-" + key]
        for key in bare:
            bare[key] += floor["scroll-" + key]
    at = f"scrolling at {millions(stage.large)}"
    return [
        at_most(f"{at}: frame work, p95", quantile(real["work"], 0.95), "ms", quantile(bare["work"], 0.95), 1.2),
        below(f"{at}: frame work, p99", quantile(real["work"], 0.99), "ms", 16.7),
        longest(at, real["loop"], bare["loop"]),
        own(at, real["own"]),
    ]


def longest(flow, real, bare):
    figure, floor = max(real), max(bare)
    return row(f"{flow}: longest iteration of the main loop", figure, "ms", floor, "≤ + 8 ms", figure <= floor + 8)


def own(flow, values):
    return below(f"{flow}: own callbacks, p99.9", quantile(values, 0.999), "ms", 4)


def jump(stage):
    large = stage.library(stage.large)
    jumps = stage.window("jump", large, 20 if stage.quick else 100)
    drags = stage.window("drag", large, 6 if stage.quick else 25)
    floor = grid_floor(stage, jumps, 30)
    at = f"at {millions(stage.large)}"
    return [
        below(f"random jump {at}: all cells filled, p95", quantile(jumps["filled"], 0.95), "ms", 100),
        below(f"thumb dragged {at} and let go: all cells filled, p95", quantile(drags["filled"], 0.95), "ms", 100),
        longest(f"jumps {at}", jumps["jump-loop"], floor["jump-loop"]),
        longest(f"drags {at}", drags["drag-loop"], floor["jump-loop"]),
        own(f"jumps and drags {at}", jumps["jump-own"] + drags["drag-own"]),
    ]


def search(stage):
    large = stage.library(stage.large)
    queries = os.path.join(stage.source, "tests", "bench", "queries.txt")
    rounds = [stage.window("search", large, 1, queries) for _ in range(1 if stage.quick else 3)]
    found = {key: sum((each[key] for each in rounds), []) for key in rounds[0] if isinstance(rounds[0][key], list)}
    floor = grid_floor(stage, rounds[0], 30)
    at = f"at {millions(stage.large)}"
    return [
        below(f"keystroke → first screen painted {at}, text, p95", quantile(found["text-painted"], 0.95), "ms", 33),
        below(f"keystroke → first screen painted {at}, mixed filters, p95", quantile(found["mixed-painted"], 0.95), "ms", 150),
        below(f"keystroke → totals {at}, p95", quantile(found["text-whole"] + found["mixed-whole"], 0.95), "ms", 500),
        longest(f"searching {at}", found["search-loop"], floor["swap-loop"]),
        own(f"searching {at}", found["search-own"]),
    ]


def memory(stage):
    count = 10_000 if stage.quick else 100_000
    empty = stage.window("memory", stage.library(0), 0)["memory"]
    middle = stage.window("memory", stage.library(max(count, stage.middle) if not stage.quick else stage.large), count)["memory"]
    rows = [row(f"memory after scrolling through {count:,}, above the empty window", middle - empty, "MB", None, "≤ 100 MB",
                middle - empty <= 100)]
    if not stage.quick:
        large = stage.window("memory", stage.library(stage.large), count)["memory"]
        rows.append(row("the same at 1M, above that", large - middle, "MB", None, "≤ 16 MB", large - middle <= 16))
    return rows


GROUPS = (start, scroll, jump, search, memory)
