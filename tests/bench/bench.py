#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Gesso against what the platform can do at best; see build-aux/bench."""

import argparse
import json
import os
import sys
import time

sys.dont_write_bytecode = True

import figures_boards  # noqa: E402
import figures_library  # noqa: E402
import figures_window  # noqa: E402
from stage import Stage  # noqa: E402

GROUPS = figures_window.GROUPS + figures_library.GROUPS + figures_boards.GROUPS
BEGIN = "<!-- bench: begin -->"
END = "<!-- bench: end -->"


def number(value):
    if value is None:
        return "–"
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def with_unit(value, unit):
    return "–" if value is None else f"{number(value)} {unit}".strip()


def table(rows):
    lines = ["| figure | measured | floor beside it | ratio | goal | met |", "|---|--:|--:|--:|---|:-:|"]
    for row in rows:
        ratio = "–" if row["ratio"] is None else f"{row['ratio']:.2f} ×"
        lines.append(f"| {row['name']} | {with_unit(row['figure'], row['unit'])} | {with_unit(row['floor'], row['unit'])} "
                     f"| {ratio} | {row['goal']} | {'yes' if row['met'] else '**no**'} |")
    return "\n".join(lines)


def write_readme(path, rows):
    """Puts the table between the two markers."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{before}{BEGIN}\n{table(rows)}\n{END}{after}")


def say(text):
    print(text, file=sys.stderr, flush=True)


def measure(stage, wanted):
    rows = []
    for group in GROUPS:
        name = group.__name__.replace("_", "-")
        if wanted and name not in wanted:
            continue
        began = time.monotonic()
        try:
            found = group(stage)
        except Exception as error:  # One that can't be measured must not cost the others.
            say(f"bench: {name} failed: {error}")
            stage.failed = True
            continue
        rows += found
        say(f"bench: {name}, {time.monotonic() - began:.0f} s")
        for row in found:
            say(f"  {row['name']}: {with_unit(row['figure'], row['unit'])}, floor {with_unit(row['floor'], row['unit'])}, "
                f"goal {row['goal']}: {'met' if row['met'] else 'NOT MET'}")
    return rows


def main():
    names = [group.__name__.replace("_", "-") for group in GROUPS]
    parser = argparse.ArgumentParser(prog="build-aux/bench", epilog="Figures: " + ", ".join(names))
    parser.add_argument("source", help=argparse.SUPPRESS)
    parser.add_argument("build", help=argparse.SUPPRESS)
    parser.add_argument("--quick", action="store_true", help="small libraries and few rounds: three minutes")
    parser.add_argument("--json", metavar="FILE", help="write an array of {name, figure, unit, floor, ratio, goal, met}")
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    parser.add_argument("--data", metavar="DIR", help="where libraries are made and kept; default: _build-bench/data")
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help="only these")
    options = parser.parse_intermixed_args()
    unknown = [name for name in options.figures if name not in names]
    if unknown:
        parser.error("there is no figure " + ", ".join(unknown))

    stage = Stage(options.source, options.build, options.data or os.path.join(options.build, "data"), options.quick)
    try:
        rows = measure(stage, options.figures)
    finally:
        stage.close()
    print(table(rows))
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1, ensure_ascii=False)
            file.write("\n")
    if options.readme:
        write_readme(os.path.join(options.source, "README.md"), rows)
    sys.exit(1 if stage.failed else 0)


if __name__ == "__main__":
    main()
