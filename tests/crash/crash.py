# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that survives, a client that does not, and the audit of what is left."""

import contextlib
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import urllib.request
from collections import Counter

KEY = "00000000-0000-4000-8000-000000000000:secret"
TIMEOUT = 60
# How a process ends that has no memory left.
ABORTED = (signal.SIGTRAP, signal.SIGABRT, signal.SIGSEGV)


def digest(data):
    return hashlib.sha256(data).hexdigest()


class Server:
    """`gesso sandbox` in a process of its own, as the service would go on when a client dies."""

    def __init__(self, build, state, port=0, speed=60):
        self.process = subprocess.Popen(
            [build + "/src/cli/gesso", "sandbox", "--port", str(port), "--token", KEY, "--state", state,
             "--speed", str(speed), "--slots", "16", "--faults", "pictures=plain"],
            stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.url = json.loads(self.process.stdout.readline())["url"]
        self.port = int(self.url.rsplit(":", 1)[1])
        self.pictures = {}

    def stop(self):
        self.process.terminate()
        self.process.wait(TIMEOUT)
        self.process.stdout.close()

    def get(self, path):
        request = urllib.request.Request(self.url + path, headers={"Authorization": "Bearer " + KEY})
        with urllib.request.urlopen(request, timeout=TIMEOUT) as reply:
            return reply.read()

    def ledger(self):
        return json.loads(self.get("/sandbox/ledger"))

    def picture(self, job_id):
        """The hash of the picture that this job made, as the server hands it out; None if it never does."""
        if job_id not in self.pictures:
            urls = json.loads(self.get("/jobs/" + job_id))["result"].get("urls")
            self.pictures[job_id] = None
            if urls:
                with urllib.request.urlopen(urls[0], timeout=TIMEOUT) as reply:
                    self.pictures[job_id] = digest(reply.read())
        return self.pictures[job_id]


class Client:
    """One library, and the program that works on it until it is killed."""

    def __init__(self, build, url):
        self.build, self.url = build, url
        self.base = tempfile.mkdtemp(prefix="gesso-crash-")
        self.root = self.base + "/disk"
        self.library = self.root + "/library"
        self.said = []
        self.runs = 0
        self.killed = 0
        for folder in ("disk", "home", "run"):
            os.mkdir(os.path.join(self.base, folder), 0o700)

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        shutil.rmtree(self.base, ignore_errors=True)

    def environment(self):
        home = self.base + "/home"
        environment = {
            **os.environ, "HOME": home, "XDG_CACHE_HOME": home + "/cache", "XDG_CONFIG_HOME": home + "/config",
            "XDG_DATA_HOME": home + "/data", "XDG_STATE_HOME": self.root + "/state",
            "XDG_RUNTIME_DIR": self.base + "/run", "GESSO_LIBEXECDIR": self.build + "/src",
            "G_DEBUG": "fatal-criticals",
        }
        for name in ("KREA_API_TOKEN", "KREA_API_URL", "GESSO_LIBRARY"):
            environment.pop(name, None)
        return environment

    def start(self, *arguments):
        self.runs += 1
        return subprocess.Popen([self.build + "/tests/crash/crash-child", "--root", self.root, "--url", self.url,
                                 *arguments],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment())

    def rebuild(self):
        """Deletes the database and has it made again."""
        for name in ("library.db", "library.db-wal", "library.db-shm", "library.db-journal"):
            with contextlib.suppress(FileNotFoundError):
                os.unlink(f"{self.library}/.gesso/{name}")
        run = subprocess.run([self.build + "/src/cli/gesso", "library", "rebuild", "--json", "--library", self.library],
                             capture_output=True, text=True, env=self.environment(), timeout=TIMEOUT)
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)

    def finish(self, child, after=None, may_abort=False):
        """Waits for its end, or kills it after some seconds. Returns whether it came to its own end."""
        try:
            out, errors = child.communicate(timeout=TIMEOUT if after is None else after)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            out, errors = child.communicate()
            assert after is not None, f"still busy after {TIMEOUT} s:\n{out}{errors}"
        self.said += [line for line in out.splitlines() if line]
        if child.returncode == -signal.SIGKILL or (may_abort and -child.returncode in ABORTED):
            self.killed += 1
            return False
        assert child.returncode == 0, f"ended with {child.returncode}: {errors}"
        return True

    def run(self, *arguments, after=None, may_abort=False):
        return self.finish(self.start(*arguments), after, may_abort)


def promised(said):
    """What a user was shown, from the lines of the client: id → (state, job or hash)."""
    shown = {}
    for line in said:
        words = line.split(" ", 2)
        if words[0] in ("ordered", "intent", "submitted", "kept", "failed", "cancelled") and len(words) > 1:
            shown.setdefault(words[1], {})[words[0]] = words[2] if len(words) > 2 else ""
    return shown


@contextlib.contextmanager
def database(library):
    connection = sqlite3.connect(f"file:{library}/.gesso/library.db?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        yield connection
    finally:
        connection.close()


def read_all(library):
    with database(library) as db:
        assert [row[0] for row in db.execute("PRAGMA integrity_check")] == ["ok"]
        db_rows = [dict(row) for row in db.execute("SELECT * FROM generation ORDER BY row_id")]
        ledger = [dict(row) for row in db.execute("SELECT * FROM ledger")]
    return db_rows, ledger


# All but what counts changes, or is of use only while a generation is under way.
NOT_REBUILT = ("revision", "queue_order", "webhook_secret")
REBUILT_TABLES = ("ledger", "generation_use", "reference", "history", "setting", "account")


def contents(library):
    with database(library) as db:
        rows = [{key: row[key] for key in row.keys() if key not in NOT_REBUILT}
                for row in db.execute("SELECT * FROM generation ORDER BY row_id")]
        for row in rows:
            row["recipe"] = json.loads(row["recipe"])
            row["sent_recipe"] = row["sent_recipe"] and json.loads(row["sent_recipe"])
        others = {table: sorted(tuple(row) for row in db.execute(f"SELECT * FROM {table}")) for table in REBUILT_TABLES}
    return rows, others


def unsent(row):
    return row["state"] in ("queued", "held") and not row["job_id"] and not row["window_start"] and row["charge"] == "none"


def audit_rebuilt(client, cut=False):
    """Without its database a library is the same again. The last thing to do with it.

    An order is not fsynced before it is sent: after a power @cut the log may have outlived it in the database. Then
    it comes back as what was never sent.
    """
    rows, others = contents(client.library)
    report = client.rebuild()
    again, others_again = contents(client.library)
    assert report["strays"] == 0 and report["missing"] == 0, report
    by_id = {row["id"]: row for row in again}
    for row in rows:
        other = by_id.pop(row["id"], None)
        assert other is not None, ("not rebuilt", row)
        wrong = {key: (row[key], other[key]) for key in row if row[key] != other[key]}
        assert not wrong, ("rebuilt differently", row["id"], wrong)
    assert not by_id or (cut and all(map(unsent, by_id.values()))), ("made out of nothing", by_id)
    # A reference whose file was there before a kill, and its row not yet, gets one.
    references, files = (each.pop("reference") for each in (others, others_again))
    assert set(references) <= set(files), ("references lost", references, files)
    for table in ("generation_use", "history") if cut else ():
        before, after = (each.pop(table) for each in (others, others_again))
        assert set(before) <= set(after), ("rebuilt without", table, before, after)
    assert others == others_again, ("rebuilt differently", others, others_again)


def files_of(library):
    found = set()
    for folder, _, names in os.walk(library):
        found.update(os.path.relpath(os.path.join(folder, name), library) for name in names)
    return found


def audit_modes(library):
    """Nobody else may read what is in it."""
    for folder, folders, names in os.walk(library):
        for name in folders + names:
            mode = os.lstat(os.path.join(folder, name)).st_mode & 0o777
            assert mode == (0o700 if name in folders else 0o600), ("readable by others", name, oct(mode))


def audit_rows(rows, jobs, sent_again):
    """Each row is in a state that it may stay in, and says of its job what the server says."""
    by_id = {job["job_id"]: job for job in jobs}
    by_prompt = Counter(job["prompt"] for job in jobs)
    for row in rows:
        assert row["state"] in ("kept", "failed", "cancelled", "held"), dict(row)
        if row["job_id"]:
            assert row["job_id"] in by_id, ("a job that nobody made", row["job_id"])
        if row["state"] == "held":
            assert row["hold"] in (2, 3), ("held as moved", row["id"], row["hold"])
        if row["state"] == "held" and row["hold"] == 2:
            assert not by_prompt[row["prompt"]], ("said to be not sent, but it was", row["prompt"])
    for prompt, count in by_prompt.items():
        assert count <= 1 + sent_again, ("sent more than once", prompt, count)
    known = Counter(row["job_id"] for row in rows if row["job_id"])
    for job_id, count in known.items():
        assert count == 1, ("one job, several rows", job_id)
    for job in jobs:
        assert known[job["job_id"]] == 1, ("a job that the library does not know", job)


def audit_money(rows, ledger, jobs):
    """Every billed job is charged once, to the micro-dollar, and nothing else is."""
    charged = {entry["job_id"]: entry for entry in ledger}
    certain = {row["job_id"]: row["recipe_certain"] for row in rows if row["job_id"]}
    assert len(charged) == len(ledger), "charged twice"
    for job in jobs:
        entry = charged.pop(job["job_id"], None)
        if not job["billed_micro_usd"]:
            assert entry is None or entry["amount"] == 0, ("charged for nothing", job, entry)
            continue
        assert entry is not None, ("billed, not charged", job)
        assert entry["amount"] == job["billed_micro_usd"], (entry, job)
        assert entry["charge"] == ("exact" if certain[job["job_id"]] else "estimated"), (entry, job)
    assert not charged, ("charged without a job", charged)


def audit_files(library, files, rows, jobs, server):
    """Each paid picture is there once, byte for byte; each recipe is beside it; nothing half done is left."""
    by_job = {row["job_id"]: row for row in rows if row["job_id"]}
    originals = {path for path in files if not path.startswith(".gesso/")}
    left = [path for path in files if ".gesso-new-" in path or path.endswith(("-wal", "-shm", "-journal"))]
    assert not left, ("left behind", left)
    for job in jobs:
        row = by_job[job["job_id"]]
        if job["status"] != "completed" or not job["billed_micro_usd"]:
            continue
        if server.picture(job["job_id"]) is None:
            assert row["state"] == "failed", ("kept without a picture", dict(row))
            continue
        assert row["state"] == "kept", ("paid for, not kept", dict(row))
        with open(os.path.join(library, row["path"]), "rb") as file:
            data = file.read()
        assert digest(data) == row["sha256"] == server.picture(job["job_id"]), ("other bytes", row["path"])
        originals.remove(row["path"])
    assert not originals, ("pictures that no row knows", originals)
    for row in rows:
        recipe = f".gesso/recipes/{row['id']}.json"
        if row["state"] != "held" and row["job_id"]:
            with open(os.path.join(library, recipe), encoding="utf-8") as file:
                assert json.load(file)["job_id"] == row["job_id"]
        files.discard(recipe)
    assert not [path for path in files if path.startswith(".gesso/recipes/")], "recipes that no row knows"


def audit_promises(shown, rows):
    """Nothing that was shown to somebody went back behind what it was."""
    by_id = {row["id"]: row for row in rows}
    for generation, states in shown.items():
        row = by_id.get(generation)
        if row is None:
            # A queued picture may be lost to a power cut: nothing of it was sent.
            assert set(states) <= {"ordered"}, ("shown, and gone", generation, states)
            continue
        if "submitted" in states:
            assert row["job_id"] == states["submitted"], ("its job was forgotten", generation)
        if "kept" in states:
            assert row["state"] == "kept" and row["sha256"] == states["kept"], ("no longer kept", generation)
        for state in ("failed", "cancelled"):
            if state in states and "submitted" not in states:
                assert row["state"] == state, (generation, state, row["state"])


def audit(client, server, sent_again=0):
    """Everything. Returns (jobs billed, pictures kept, µ$ charged), and the states that there are."""
    answer = server.ledger()
    jobs = answer["jobs"]
    files = files_of(client.library)
    audit_modes(client.library)
    rows, ledger = read_all(client.library)
    audit_rows(rows, jobs, sent_again)
    audit_money(rows, ledger, jobs)
    audit_files(client.library, files, rows, jobs, server)
    audit_promises(promised(client.said), rows)
    charged = sum(entry["amount"] for entry in ledger)
    assert charged == answer["total_micro_usd"], (charged, answer["total_micro_usd"])
    billed = sum(1 for job in jobs if job["billed_micro_usd"])
    kept = sum(1 for row in rows if row["state"] == "kept")
    return (billed, kept, charged), {row["state"] for row in rows}
