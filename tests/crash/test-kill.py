#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the client at every step that touches the disk or the network, and at random moments; then audits.

GESSO_CRASH_RUNS=N makes it long: every step, and N random moments.
"""

import os
import random
import shutil
import sys
import tempfile

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import crash  # noqa: E402
import tap  # noqa: E402

LONG = int(os.environ.get("GESSO_CRASH_RUNS", "0"))
SEED = int(os.environ.get("GESSO_CRASH_SEED", "0")) or random.randrange(1 << 32)

BATCHES = {
    "kept": ["--reference", "--prompt", "a boat", "--prompt", "a lamp"],
    "in doubt": ["--prompt", "a bell [drop-after]", "--prompt", "a rope"],
    "not kept": ["--cancel", "--prompt", "a gull [stuck]", "--prompt", "a mast [nsfw]", "--prompt", "a sail [no-urls]"],
}


class Work:
    """A server and a client for one batch, and what became of it."""

    total = [0, 0, 0]
    kills = 0

    def __init__(self):
        self.state = tempfile.mkdtemp(prefix="gesso-crash-server-")
        self.figures = (0, 0, 0)

    def __enter__(self):
        self.server = crash.Server(BUILD, self.state)
        self.client = crash.Client(BUILD, self.server.url)
        return self

    def __exit__(self, *reason):
        Work.kills += self.client.killed
        Work.total = [a + b for a, b in zip(Work.total, self.figures)]
        self.client.__exit__()
        self.server.stop()
        shutil.rmtree(self.state, ignore_errors=True)

    def audit(self):
        self.figures, states = crash.audit(self.client, self.server)
        return states

    def finish(self, batch):
        """Starts again until there is nothing to do; then the user answers for what is held."""
        cancel = [each for each in batch if each == "--cancel"]
        self.client.run(*cancel)
        if "held" in self.audit():
            self.client.run("--answer-held", *cancel)
            assert "held" not in self.audit()
        crash.audit_rebuilt(self.client)


def points_of(batch):
    with Work() as work:
        path = work.client.base + "/points"
        assert work.client.run("--points", path, *batch)
        work.audit()
        with open(path, encoding="utf-8") as file:
            return [line.rstrip("\n").split("\t", 1) for line in file]


def kill_at(batch, number):
    with Work() as work:
        work.client.run("--kill-at", str(number), *batch)
        work.finish(batch)


def interesting(points):
    """A few that differ: amid a write of the journal, around a sync and a rename, before the answer is on disk."""
    wanted = ("amid\twrite\tlibrary/.gesso/library.db-wal", "before\trename\tlibrary/2", "after\trename\tlibrary/2",
              "before\tsync\tlibrary/.gesso/recipes", "at\tmark\tposted", "at\tmark\tdownloaded")
    chosen = []
    for each in wanted:
        numbers = [int(number) for number, name in points if name.startswith(each)]
        assert numbers, ("no such point", each)
        chosen.append(random.choice(numbers))
    return chosen


def kill_at_points(name):
    random.seed(f"{SEED} {name}")
    points = points_of(BATCHES[name])
    # After one step is before the next.
    every = [int(number) for number, name_of in points if not name_of.startswith("after\t")]
    numbers = every if LONG else interesting(points) if name == "kept" else random.sample(every, 1)
    wrong = []
    for count, number in enumerate(numbers, 1):
        try:
            kill_at(BATCHES[name], number)
        except Exception as error:
            wrong.append(f"killed at {number} of {len(points)}: {points[number - 1][1]!r}: {error}")
        if count % 100 == 0:
            print(f"# {name}: {count} kills, {len(wrong)} wrong", flush=True)
    print(f"# {name}: killed at {len(numbers)} of {len(points)} points", flush=True)
    assert not wrong, "\n".join([f"seed {SEED}", *wrong])


def test_steps_of_what_is_kept():
    kill_at_points("kept")


def test_steps_of_what_is_in_doubt():
    kill_at_points("in doubt")


def test_steps_of_what_is_not_kept():
    kill_at_points("not kept")


def test_random_moments():
    """One library is killed again and again, while the user goes on to order."""
    random.seed(SEED)
    left = LONG or 4
    while left > 0:
        with Work() as work:
            kills = min(left, 8 if LONG else left)
            for number in range(kills):
                batch = [part for index in range(3)
                         for part in ("--prompt", f"boat {number}.{index}" + random.choice(["", "", " [drop-after]"]))]
                work.client.run(*batch, after=random.uniform(0.03, 1.2))
            work.finish([])
            left -= work.client.killed or 1


def test_memory():
    """One piece of memory that is asked for while something is saved is not given."""
    batch = ["--reference", "--prompt", "a boat"]
    with Work() as work:
        assert work.client.run(*batch)
        work.finish(batch)
        count = max(int(line.split()[1]) for line in work.client.said if line.startswith("pieces "))
    if not count:
        raise tap.Skip("a sanitizer has the memory")
    random.seed(f"{SEED} memory")
    numbers = range(1, count + 1) if LONG else random.sample(range(1, count + 1), 4)
    ended, wrong = 0, []
    for number in numbers:
        try:
            with Work() as work:
                ended += not work.client.run("--refuse", str(number), *batch, may_abort=True)
                work.finish(batch)
        except Exception as error:
            wrong.append(f"without piece {number} of {count}: {error}")
        if number % 100 == 0:
            print(f"# memory: {number} of {count}, {len(wrong)} wrong", flush=True)
    print(f"# memory: {len(numbers)} of {count} pieces not given; {ended} times that was the end", flush=True)
    assert ended > 0 and not wrong, "\n".join([f"seed {SEED}", *wrong])


def test_sums():
    """What was billed, kept and charged over all of the above."""
    assert Work.kills > 0
    print(f"# seed {SEED}: {Work.kills} kills; {Work.total[0]} billed, {Work.total[1]} kept, {Work.total[2]} µ$ charged",
          flush=True)


tap.run(globals())
