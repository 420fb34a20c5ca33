#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts the power: builds the disk again as it may be after each step of a batch, opens it, works on, and audits.

A killed process proves nothing here, as the page cache survives it. GESSO_CRASH_RUNS=N makes it long: every step.
"""

import itertools
import os
import random
import shutil
import sys
import tempfile
import time

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import crash  # noqa: E402
import disk  # noqa: E402
import tap  # noqa: E402

LONG = int(os.environ.get("GESSO_CRASH_RUNS", "0"))
SEED = int(os.environ.get("GESSO_CRASH_SEED", "0")) or random.randrange(1 << 32)

# The runs of one library, each noted from its beginning to its end.
LIVES = {
    "a new library": [["--prompt", "a boat", "--prompt", "a bell [drop-after]", "--prompt", "a mast [nsfw]"]],
    "one that was killed before": [["--prompt", "a boat", "--kill-after", time.strftime("mkdir library/%Y/%m", time.gmtime())],
                                   []],
    "references and cancelling": [["--prompt", "a rope"],
                                  ["--cancel", "--reference", "--prompt", "a lamp", "--prompt", "a gull [stuck]"]],
}


class Recording:
    """One life of a library: every step of it on disk, what was shown when, and what the server knew then."""

    def __init__(self, runs):
        self.cancel = [each for each in runs[-1] if each == "--cancel"]
        self.state = tempfile.mkdtemp(prefix="gesso-crash-server-")
        server = crash.Server(BUILD, self.state)
        self.port = server.port
        with crash.Client(BUILD, server.url) as client:
            self.steps = []
            for run in runs:
                trace = client.base + "/trace"
                assert client.run("--trace", trace, *run) == ("--kill-after" not in run)
                self.steps += disk.read_trace(trace)
            crash.audit(client, server)
            self.inode = os.stat(client.library).st_ino
        self.job_of = {job["prompt"]: job["job_id"] for job in server.ledger()["jobs"]}
        server.stop()

    def __del__(self):
        shutil.rmtree(self.state, ignore_errors=True)

    def jobs(self, said, chance):
        """The jobs that were made when this was said last; between intent and reply nobody knows."""
        prompts = dict(line.split(" ", 2)[1:] for line in said if line.startswith("ordered "))
        posted = {line.split(" ")[1] for line in said if line.startswith("posted ")}
        begun = {line.split(" ")[1] for line in said if line.startswith("intent ")}
        return frozenset(self.job_of[prompts[each]] for each in begun if each in posted or chance.random() < 0.5)

    def server_with(self, jobs):
        state = tempfile.mkdtemp(prefix="gesso-crash-server-")
        shutil.copytree(self.state, state, dirs_exist_ok=True)
        for name in os.listdir(state + "/jobs"):
            if name.removesuffix(".json") not in jobs:
                os.unlink(f"{state}/jobs/{name}")
        return state


def restore(client, image, inode):
    """The folder keeps its identity, as it does when the computer starts again."""
    disk.write_image(image, client.root)
    if not os.path.isdir(client.library):
        return
    now = os.stat(client.library).st_ino
    records = client.root + "/state/gesso/libraries"
    for name in os.listdir(records) if os.path.isdir(records) else []:
        with open(f"{records}/{name}", "r+b") as file:
            text = file.read().replace(b"inode:%d\n" % inode, b"inode:%d\n" % now)
            file.seek(0)
            file.write(text)
            file.truncate()


def go_on(recording, image, jobs, said):
    """The computer starts again with this disk; the server had made these jobs. Returns what was billed, and so on."""
    state = recording.server_with(jobs)
    server = crash.Server(BUILD, state, recording.port)
    try:
        with crash.Client(BUILD, server.url) as client:
            restore(client, image, recording.inode)
            client.said = list(said)
            client.run(*recording.cancel)
            figures = crash.audit(client, server)[0]
            crash.audit_rebuilt(client, cut=True)
            return figures
    finally:
        server.stop()
        shutil.rmtree(state, ignore_errors=True)


def cuts(recording):
    """(number of steps done, what was said until then): the latest moment before each next step."""
    said = []
    for number, (op, path, _, _) in enumerate(recording.steps):
        if op == "mark":
            said.append(path)
        else:
            yield number, list(said)
    yield len(recording.steps), said


def try_all(recording):
    all_cuts = list(cuts(recording))
    chosen = {number for number, _ in (all_cuts if LONG else random.sample(all_cuts, 3))}
    ways = list(itertools.product(disk.ENTRIES, disk.DATA))
    seen, wrong, total = set(), [], [0, 0, 0]
    now = disk.Disk()
    done = 0
    for number, said in all_cuts:
        for step in recording.steps[done:number]:
            now.do(*step)
        done = number
        if number not in chosen:
            continue
        for entries, data in [("none", "none"), *random.sample(ways, 2 if LONG else 1)]:
            image = now.after_cut(entries, data, random)
            jobs = recording.jobs(said, random)
            key = (disk.fingerprint(image), jobs, len([line for line in said if line != "commit"]))
            if key in seen:
                continue
            seen.add(key)
            try:
                total = [a + b for a, b in zip(total, go_on(recording, image, jobs, said))]
            except Exception as error:
                shown = recording.steps[number - 1][:2]
                wrong.append(f"after step {number} of {len(recording.steps)} {shown}, entries {entries}, data {data}, "
                             f"jobs {sorted(jobs)}: {error}")
            if len(seen) % 100 == 0:
                print(f"# {len(seen)} disks, {len(wrong)} wrong, at step {number}", flush=True)
    print(f"# seed {SEED}: {len(seen)} different disks after {len(chosen)} of {len(all_cuts)} cuts; "
          f"{total[0]} billed, {total[1]} kept, {total[2]} µ$ charged", flush=True)
    assert not wrong, "\n".join(wrong)


def try_life(name):
    random.seed(f"{SEED} {name}")
    try_all(Recording(LIVES[name]))


def test_a_new_library():
    try_life("a new library")


def test_one_that_was_killed_before():
    try_life("one that was killed before")


def test_references_and_cancelling():
    try_life("references and cancelling")


tap.run(globals())
