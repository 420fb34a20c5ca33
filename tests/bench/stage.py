# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where figures are measured: libraries, a home, and programs that report what they measured as JSON."""

import datetime
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request

KEY = "11111111-2222-4333-8444-555555555555:bench"
LARGE, MIDDLE, SMALL = 1_000_000, 100_000, 1_000
PATIENCE_S = 600


def quantile(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def median(values):
    return quantile(values, 0.5)


def read_text(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


class Server:
    """A sandbox of its own, which the client takes for the real service."""

    def __init__(self, stage, *arguments):
        self.state = stage.scratch()
        self.process = subprocess.Popen([stage.build + "/src/cli/gesso", "sandbox", "--port", "0", "--token", KEY, "--state",
                                         self.state, *map(str, arguments)], stdout=subprocess.PIPE, text=True,
                                        env=stage.environment)
        self.url = json.loads(self.process.stdout.readline())["url"]
        self.environment = {"KREA_API_URL": self.url, "KREA_API_TOKEN": KEY}

    def ledger(self):
        request = urllib.request.Request(self.url + "/sandbox/ledger", headers={"Authorization": "Bearer " + KEY})
        with urllib.request.urlopen(request) as reply:
            ledger = json.load(reply)
        for job in ledger["jobs"]:
            for name in ("created", "completed"):
                moment = datetime.datetime.fromisoformat(job[name + "_at"].replace("Z", "+00:00"))
                job[name + "_ms"] = moment.timestamp() * 1000
        return ledger

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        self.stop()

    def stop(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.state, ignore_errors=True)


class Stage:
    def __init__(self, source, build, data, quick):
        self.source, self.build, self.data, self.quick = source, build, data, quick
        self.failed = False
        self.server = None
        self.large = MIDDLE if quick else LARGE
        self.middle = SMALL if quick else MIDDLE
        self.bases, self.n_pictures, self.n_contents = (12, 100, 2_000) if quick else (100, 2_000, 20_000)
        self.folder = os.path.join(data, "quick" if quick else "full")
        self.cache = os.path.join(self.folder, "cache")
        self.pictures = os.path.join(self.folder, "pictures")
        self.home = os.path.join(self.folder, "home")
        os.makedirs(self.home, exist_ok=True)
        os.makedirs(os.path.join(self.folder, "run"), mode=0o700, exist_ok=True)
        self.environment = {
            **os.environ,
            "HOME": self.home,
            "XDG_CACHE_HOME": self.cache,
            "XDG_CONFIG_HOME": self.home + "/config",
            "XDG_DATA_HOME": self.home + "/data",
            "XDG_STATE_HOME": self.home + "/state",
            "XDG_RUNTIME_DIR": os.path.join(self.folder, "run"),
            "GESSO_LIBEXECDIR": build + "/src",
            "GSETTINGS_BACKEND": "memory",
            "GSETTINGS_SCHEMA_DIR": build + "/data",
            "GSK_RENDERER": "cairo",
            "GTK_A11Y": "none",
            "SECRET_BACKEND": "file",
            "SECRET_FILE_TEST_PATH": self.home + "/keyring",
            "SECRET_FILE_TEST_PASSWORD": "bench",
            "LC_ALL": "C.UTF-8",
        }
        for name in ("KREA_API_TOKEN", "KREA_API_URL", "GESSO_LIBRARY"):
            self.environment.pop(name, None)

    # --- Programs ---

    def path(self, program):
        return os.path.join(self.build, "tests", "bench", program)

    def run(self, program, *arguments, **environment):
        """One program to its end. Returns what it reports."""
        full = {**self.environment, **environment, "GESSO_BENCH_STARTED": str(time.monotonic_ns() // 1000)}
        # Files and not pipes: helpers that outlive it for a moment have them open too.
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            result = subprocess.run([self.path(program), *map(str, arguments)], env=full, stdout=output, stderr=errors,
                                    timeout=PATIENCE_S, cwd=self.home)
            output.seek(0)
            errors.seek(0)
            if result.returncode != 0:
                raise RuntimeError(f"{program} {arguments}: status {result.returncode}: {errors.read().strip()[-400:]}")
            lines = output.read().strip().splitlines()
        return json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}

    def window(self, flow, library, *arguments, **environment):
        """The real window, with a key and a server as people have them."""
        if self.server is None:
            self.server = Server(self)
        return self.run("bench-window", flow, *arguments, GESSO_LIBRARY=library, **{**self.server.environment, **environment})

    def close(self):
        if self.server is not None:
            self.server.stop()

    def start(self, *arguments, **environment):
        """The command line, in the background."""
        return subprocess.Popen([self.build + "/src/cli/gesso", *map(str, arguments)], cwd=self.home,
                                env={**self.environment, **environment}, stdout=subprocess.DEVNULL)

    # --- Libraries ---

    def ensure_pictures(self):
        """And their stored thumbnails, which an earlier version's cache would be without."""
        mark = os.path.join(self.folder, "pictures.made")
        version = self.digest("src/library/gesso-thumbnails.c", "src/decode/gesso-stored-thumbnail.c",
                              "tests/bench/make-pictures.c")
        if read_text(mark) != version:
            shutil.rmtree(self.pictures, ignore_errors=True)
            shutil.rmtree(self.cache, ignore_errors=True)
            self.run("make-pictures", self.pictures, self.cache + "/gesso/thumbnails.db", self.bases, self.n_pictures,
                     self.n_contents)
            with open(mark, "w", encoding="utf-8") as file:
                file.write(version)
        return self.pictures

    def digest(self, *names):
        digest = hashlib.sha256()
        for name in names:
            with open(os.path.join(self.source, name), "rb") as file:
                digest.update(file.read())
        return digest.hexdigest()

    def made_from(self):
        """What decides what a library looks like: another schema needs another one."""
        return self.digest("src/library/gesso-schema.c", "tests/bench/make-library.c", "tests/bench/make-pictures.c")

    def library(self, count):
        """One of that size, made if it is not there yet. 0: an empty one."""
        folder = os.path.join(self.folder, f"library-{count}")
        mark = os.path.join(self.folder, f"library-{count}.made")
        version = self.made_from()
        self.ensure_pictures()
        if read_text(mark) != version:
            shutil.rmtree(folder, ignore_errors=True)
            self.run("make-library", folder, count, self.pictures)
            with open(mark, "w", encoding="utf-8") as file:
                file.write(version)
        return folder

    def scratch(self):
        """A new folder on the same disk."""
        return tempfile.mkdtemp(prefix="scratch-", dir=self.folder)

    def remove(self, folder):
        shutil.rmtree(folder, ignore_errors=True)


def row(name, figure, unit, floor, goal, met):
    """floor: None where the goal is absolute."""
    return {"name": name, "figure": round(figure, 3), "unit": unit, "floor": None if floor is None else round(floor, 3),
            "ratio": round(figure / floor, 3) if floor else None, "goal": goal, "met": bool(met)}


def at_most(name, figure, unit, floor, times):
    return row(name, figure, unit, floor, f"≤ {times} ×", figure <= times * floor)


def at_least(name, figure, unit, floor, times):
    return row(name, figure, unit, floor, f"≥ {times} ×", figure >= times * floor)


def below(name, figure, unit, limit):
    return row(name, figure, unit, None, f"≤ {limit} {unit}".strip(), figure <= limit)
