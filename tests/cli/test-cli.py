#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as a person or a script uses it, against a sandbox of its own."""

import csv
import hashlib
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

GESSO = os.path.join(BUILD, "src", "cli", "gesso")
KEY = "00000000-0000-4000-8000-000000000000:a-secret-that-nobody-may-see"


class Home:
    """A home with a library, and a sandbox beside it."""

    def __init__(self, *sandbox, speed="100"):
        self.path = tempfile.mkdtemp(prefix="gesso-cli-")
        os.makedirs(self.path + "/run", mode=0o700)
        self.environment = {
            **os.environ,
            "HOME": self.path, "XDG_CACHE_HOME": self.path + "/cache", "XDG_CONFIG_HOME": self.path + "/config",
            "XDG_DATA_HOME": self.path + "/data", "XDG_STATE_HOME": self.path + "/state",
            "XDG_RUNTIME_DIR": self.path + "/run", "GESSO_LIBRARY": self.path + "/library",
            "GESSO_LIBEXECDIR": BUILD + "/src", "SECRET_BACKEND": "file",
            "SECRET_FILE_TEST_PATH": self.path + "/keyring", "SECRET_FILE_TEST_PASSWORD": "test",
            "GESSO_SANDBOX_SPEED": speed,
        }
        self.server = None
        if sandbox is not None:
            self.server = subprocess.Popen([GESSO, "sandbox", "--port", "0", "--token", KEY, "--speed", speed,
                                            "--state", self.path + "/sandbox", *sandbox],
                                           stdout=subprocess.PIPE, text=True, env=self.environment)
            self.url = json.loads(self.server.stdout.readline())["url"]
            self.environment["KREA_API_URL"] = self.url
            self.environment["KREA_API_TOKEN"] = KEY

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        if self.server:
            self.server.terminate()
            self.server.wait(10)
            self.server.stdout.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def run(self, *arguments, **environment):
        environment = {name: value for name, value in {**self.environment, **environment}.items() if value is not None}
        return subprocess.run([GESSO, *arguments], capture_output=True, text=True, timeout=60,
                              cwd=self.path, env=environment)

    def json(self, *arguments, **environment):
        done = self.run(*arguments, **environment)
        assert done.returncode == 0, (done.returncode, done.stderr)
        return json.loads(done.stdout)

    def picture(self, name="ink.png"):
        import zlib

        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        rows = b"".join(b"\0" + bytes((40, 90, 160)) * 64 for _ in range(48))
        png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 2, 0, 0, 0)) \
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
        path = os.path.join(self.path, name)
        with open(path, "wb") as file:
            file.write(png)
        return path


def size_of(path):
    with open(path, "rb") as file:
        return struct.unpack(">II", file.read(24)[16:24])


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def test_two_pictures_with_everything():
    """The example of the README, in two libraries: the same bytes."""
    with Home() as home:
        picture = home.picture()
        order = ["generate", "--variant", "large", "--aspect", "4:5", "--creativity", "high", "--seed", "42",
                 "--images", "2", "--reference", picture + "=0.6", "--json", "a paper boat on a rain puddle"]
        made = home.json(*order)
        assert [each["seed"] for each in made] == [42, 43]
        assert [each["price_micro_usd"] for each in made] == [65000, 65000]
        for each in made:
            assert each["state"] == "kept" and each["error"] is None, each
            assert os.path.isabs(each["path"]) and each["path"].startswith(home.path + "/library/")
            assert "a-paper-boat-on-a-rain-puddle" in os.path.basename(each["path"])
            assert size_of(each["path"]) == (928, 1152) == (each["width"], each["height"])
            assert digest(each["path"]) == each["sha256"]
            assert each["references"][0]["strength"] == 0.6
            assert digest(each["references"][0]["path"]) == each["references"][0]["sha256"] == digest(picture)
            sidecar = f"{home.path}/library/.gesso/recipes/{each['id']}.json"
            assert json.load(open(sidecar, encoding="utf-8"))
            assert os.stat(each["path"]).st_mode & 0o777 == 0o600
        assert made[0]["sha256"] != made[1]["sha256"]
        assert made[0]["round_id"] == made[1]["round_id"]
        again = home.json(*order, GESSO_LIBRARY=home.path + "/second")
        assert [each["sha256"] for each in again] == [each["sha256"] for each in made]
        assert [each["id"] for each in again] != [each["id"] for each in made]


def test_list_show_and_ledger():
    with Home() as home:
        made = home.json("generate", "--variant", "medium-turbo", "--images", "3", "--json", "a lighthouse")
        home.json("generate", "--json", "a cup of tea")
        listed = home.json("list", "--json")
        assert len(listed) == 4 and listed[0]["prompt"] == "a cup of tea"
        assert len(home.json("list", "--json", "--limit", "2")) == 2
        assert {each["id"] for each in home.json("list", "--json", "light")} == {each["id"] for each in made}
        # What can't be read is said, and searched for as words.
        wrong = home.run("list", "--json", "light rating:many")
        assert wrong.returncode == 0 and json.loads(wrong.stdout) == [], wrong
        assert "rating:>3" in wrong.stderr and "plain words" in wrong.stderr, wrong.stderr
        assert home.run("list", "light rating:0").stderr == ""
        shown = home.json("show", made[0]["id"][:8], "--json")
        assert shown["id"] == made[0]["id"] and shown["job_id"]
        assert "a lighthouse" in home.run("show", made[0]["id"]).stdout
        ledger = home.json("ledger", "--json")
        assert sum(entry["amount_micro_usd"] for entry in ledger) == 3 * 15000 + 30000
        assert {entry["charge"] for entry in ledger} == {"exact"}
        assert "Total $0.075" in home.run("ledger").stdout
        assert home.json("ledger", "--month", "2001-01", "--json") == []
        sums = home.json("ledger", "--by", "variant", "--json")
        assert sum(entry["pictures"] for entry in sums) == 4
        assert sum(entry["amount_micro_usd"] for entry in sums) == 75000
        assert len(home.json("ledger", "--by", "month", "--json")) == 1
        table = list(csv.DictReader(home.run("ledger", "--csv", "-").stdout.splitlines()))
        assert sorted(row["amount_usd"] for row in table) == ["0.015000"] * 3 + ["0.030000"], table
        assert {row["generation_id"] for row in table} == {entry["generation_id"] for entry in ledger}
        home.run("ledger", "--csv", home.path + "/ledger.csv")
        assert os.stat(home.path + "/ledger.csv").st_mode & 0o777 == 0o600
        assert home.json("queue", "--json") == []


def test_a_webhook_is_called():
    """Where it leads is told with the POST; what it says is only a reason to ask."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Home() as home:
        done = home.run("generate", "--webhook-url", f"http://127.0.0.1:{port}/krea", "--webhook-port", str(port), "--json",
                        "a boat", G_MESSAGES_DEBUG="gesso-engine")
        assert done.returncode == 0, done.stderr
        said = done.stdout + done.stderr
        assert ": called" in said and ": kept" in said, said
        wrong = home.run("generate", "--webhook-url", "http://somewhere.example", "a boat")
        assert wrong.returncode == 1 and "somewhere.example" in wrong.stderr, wrong.stderr
        assert len(home.json("list", "--json")) == 1


def test_the_ledger_by_board():
    """Under the board's name of today, and apart from what was made without one."""
    with Home() as home:
        shutil.copy(os.path.join(SOURCE, BOARD), home.path + "/harbour.gesso-board")
        board = home.json("board", "import", "harbour.gesso-board", "--json")
        home.json("generate", "--variant", "medium-turbo", "--images", "2", "--board", "Harbour", "--json", "a boat")
        home.json("generate", "--variant", "medium-turbo", "--json", "a cup")
        sums = {each["board"]: each for each in home.json("ledger", "--by", "board", "--json")}
        assert set(sums) == {board["id"], None}, sums
        assert sums[board["id"]]["board_name"] == "Harbour" and sums[board["id"]]["pictures"] == 2
        assert sums[None]["pictures"] == 1 and sums[None]["amount_micro_usd"] == 15000, sums
        entries = home.json("ledger", "--json")
        assert [entry["board"] for entry in entries].count(board["id"]) == 2
        assert sum(entry["amount_micro_usd"] for entry in entries) == sum(each["amount_micro_usd"] for each in sums.values())
        said = home.run("ledger", "--by", "board").stdout
        assert "Harbour" in said and "No board" in said, said
        assert ",\"Harbour\",0" in home.run("ledger", "--csv", "-").stdout


def test_the_cap_is_shown_set_and_removed():
    with Home() as home:
        home.json("generate", "--variant", "medium-turbo", "--json", "a cup")
        assert home.json("cap", "--json")["cap_micro_usd"] is None
        assert home.run("cap").stdout == "$0.015 this month, no cap\n"
        shown = home.json("cap", "$0,04", "--json")
        assert (shown["cap_micro_usd"], shown["spent_micro_usd"], shown["committed_micro_usd"]) == (40000, 15000, 0)
        assert home.run("cap").stdout == "$0.015 of $0.04 this month\n"
        capped = home.run("generate", "--variant", "medium-turbo", "--images", "3", "a cup")
        assert capped.returncode == 1 and "gesso cap" in capped.stderr, capped.stderr
        assert [each["state"] for each in home.json("queue", "--json")].count("queued") == 2
        assert home.json("cap", "none", "--json")["cap_micro_usd"] is None
        assert home.run("queue", "--wait").returncode == 0
        assert sum(entry["amount_micro_usd"] for entry in home.json("ledger", "--json")) == 60000
        for wrong in (["cap", "0"], ["cap", "lots"], ["cap", "5", "6"], ["cap", "--", "-1"]):
            done = home.run(*wrong)
            assert done.returncode == 2 and "none" in done.stderr, (wrong, done.stderr)


def test_the_cap_of_a_library_that_is_open_elsewhere():
    """It is handed over, whichever key this one would use, and holds there for what is not sent yet."""
    with Home(speed="4") as home:
        first = subprocess.Popen([GESSO, "generate", "--variant", "medium-turbo", "--images", "32", "a boat [delay=400]"],
                                 env=home.environment, cwd=home.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                 text=True)
        while "submitted" not in home.run("queue").stdout:
            assert first.poll() is None
        assert home.json("cap", "0.0001", "--json", KREA_API_TOKEN="somebody-else")["cap_micro_usd"] == 100
        assert home.json("cap", "--json")["cap_micro_usd"] == 100
        _, said = first.communicate(timeout=40)
        assert first.returncode == 1 and "gesso cap" in said, said
        assert [each["state"] for each in home.json("queue", "--json")].count("queued") > 0


def test_what_is_wrong_is_said_before_anything_is_sent():
    with Home() as home:
        for arguments, words in (
            (["generate", "--aspect", "5:4", "x"], "4:5"),
            (["generate", "--variant", "huge", "x"], "medium-turbo"),
            (["generate", "--seed", "-3", "x"], "2147483647"),
            (["generate", "--images", "0", "x"], "64"),
            (["generate", "--moodboard", "not-one", "x"], "moodboard"),
            (["generate"], "prompt"),
            (["generate", "--frobnicate", "x"], "frobnicate"),
            (["ledger", "--month", "November"], "2026-11"),
            (["ledger", "--by", "week"], "week"),
            (["show"], "id"),
            (["dance"], "dance"),
        ):
            done = home.run(*arguments)
            assert done.returncode == 2, (arguments, done.returncode, done.stderr)
            assert words.lower() in done.stderr.lower(), (arguments, done.stderr)
        assert not os.path.exists(home.path + "/library")
        missing = home.run("generate", "--reference", "nowhere.png", "x")
        assert missing.returncode == 1 and "nowhere.png" in missing.stderr, missing.stderr
        assert len(missing.stderr.strip().splitlines()) == 1


def test_no_key_is_said_and_the_sandbox_is_offered():
    with Home() as home:
        done = home.run("generate", "a boat", KREA_API_TOKEN=None, KREA_API_URL=None)
        assert done.returncode == 1 and "--sandbox" in done.stderr, done.stderr


def test_the_sandbox_makes_stand_ins_that_cost_nothing():
    with Home() as home:
        made = home.json("generate", "--sandbox", "--json", "a boat", KREA_API_TOKEN=None, KREA_API_URL=None)
        assert made[0]["state"] == "kept" and "/Sandbox/" in made[0]["path"]
        assert home.json("ledger", "--json") == []


def test_failures_have_a_reason_and_a_status():
    with Home() as home:
        done = home.run("generate", "--json", "a boat [nsfw]")
        assert done.returncode == 1
        made = json.loads(done.stdout)
        assert made[0]["state"] == "failed" and made[0]["error"]["code"] == "moderated", made
        assert home.json("ledger", "--json") == []
        wrong = home.run("generate", "a boat", KREA_API_TOKEN="somebody-else")
        assert wrong.returncode == 1 and "key" in wrong.stderr, wrong.stderr
        empty = home.run("generate", "a boat [402]")
        assert empty.returncode == 1 and "balance" in empty.stderr, empty.stderr


def test_an_interrupted_round_is_finished_by_the_queue():
    with Home(speed="4") as home:
        process = subprocess.Popen([GESSO, "generate", "--images", "2", "a boat"], env=home.environment, cwd=home.path,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while "submitted" not in home.run("queue").stdout:
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 1 and "queue --wait" in said, said
        assert home.json("queue", "--json") != []
        assert home.run("queue", "--wait").returncode == 0
        assert [each["state"] for each in home.json("list", "--json")] == ["kept", "kept"]
        assert sum(entry["amount_micro_usd"] for entry in home.json("ledger", "--json")) == 60000


def test_a_second_command_is_handed_over():
    with Home(speed="8") as home:
        first = subprocess.Popen([GESSO, "generate", "--images", "2", "a boat"], env=home.environment, cwd=home.path,
                                 stdout=subprocess.PIPE, text=True)
        while "submitted" not in home.run("queue").stdout:
            assert first.poll() is None
        picture = os.path.basename(home.picture("relative.png"))
        second = home.json("generate", "--reference", picture, "--json", "a cup")
        assert second[0]["state"] == "kept" and second[0]["references"], second
        first.communicate(timeout=40)
        assert first.returncode == 0
        assert len(home.json("list", "--json")) == 3


def handed_over(home, owner, *arguments):
    """A second round beside that of @owner, as soon as both are in the journal."""
    while "submitted" not in home.run("queue").stdout:
        assert owner.poll() is None
    count = len(home.json("queue", "--json"))
    second = subprocess.Popen([GESSO, *arguments], env=home.environment, cwd=home.path, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
    while len(home.json("queue", "--json")) <= count:
        assert second.poll() is None
    return second


def test_a_handed_over_round_that_is_left_is_not_said_to_be_lost():
    """Whoever reads that a picture was not made orders it again, and pays twice."""
    with Home(speed="6") as home:
        owner = subprocess.Popen([GESSO, "generate", "--variant", "medium-turbo", "--images", "6", "a boat"],
                                 env=home.environment, cwd=home.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                 text=True)
        second = handed_over(home, owner, "generate", "--variant", "medium-turbo", "a cup")
        second.send_signal(signal.SIGINT)
        _, said = second.communicate(timeout=20)
        assert second.returncode == 1 and "queue --wait" in said and "not made" not in said, said
        third = handed_over(home, owner, "generate", "--variant", "medium-turbo", "a bell")
        owner.send_signal(signal.SIGINT)
        _, said = third.communicate(timeout=20)
        assert third.returncode == 1 and "queue --wait" in said and "not made" not in said, said
        owner.communicate()
        assert home.run("queue", "--wait").returncode == 0
        assert [each["prompt"] for each in home.json("list", "--json")].count("a cup") == 1
        assert len(home.json("list", "--json")) == 8


def test_whoever_waits_for_another_hears_what_holds_it():
    with Home(speed="4") as home:
        # Sent slowly: most of them wait when the cap is set.
        owner = subprocess.Popen([GESSO, "generate", "--variant", "medium-turbo", "--images", "32", "a boat [delay=400]"],
                                 env=home.environment, cwd=home.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                 text=True)
        second = handed_over(home, owner, "generate", "a cup")
        third = subprocess.Popen([GESSO, "queue", "--wait"], env=home.environment, cwd=home.path,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert home.json("cap", "0.0001", "--json")["cap_micro_usd"] == 100
        for each in (second, third, owner):
            _, said = each.communicate(timeout=40)
            assert each.returncode == 1 and "gesso cap" in said, said
            # Whoever ordered hears that it is not lost.
            assert ("stays in the queue" in said) == (each is not third), said


def test_a_hold_does_not_hide_what_is_being_drawn():
    """The cap lets one of two through: it is paid for, so its path is printed before the other is given up."""
    with Home(speed="4") as home:
        turbo = "generate", "--variant", "medium-turbo"
        home.json("cap", "0.02", "--json")
        alone = home.run(*turbo, "--images", "2", "a boat")
        assert alone.returncode == 1 and len(alone.stdout.splitlines()) == 1, alone
        assert "gesso cap" in alone.stderr and "stays in the queue" in alone.stderr, alone
        home.json("cap", "0.05", "--json")
        owner = subprocess.Popen([GESSO, *turbo, "a lamp"], env=home.environment, cwd=home.path, stdout=subprocess.PIPE,
                                 text=True)
        second = handed_over(home, owner, *turbo, "--images", "2", "a cup")
        paths, said = second.communicate(timeout=40)
        assert second.returncode == 1 and len(paths.splitlines()) == 1, (paths, said)
        assert "gesso cap" in said and "stays in the queue" in said, said
        owner.communicate(timeout=40)
        assert owner.returncode == 0
        assert len(home.json("list", "--json")) == len(home.json("queue", "--json")) + 3


def test_a_failure_makes_room_below_the_cap():
    """The cap has room for one; the first fails and costs nothing, so the other goes, and the cap is not said to be reached."""
    with Home(speed="20") as home:
        home.json("cap", "0.0001", "--json")
        for prompt in ("a boat [nsfw]", "a boat"):
            assert home.run("generate", "--variant", "medium-turbo", prompt).returncode == 1
        home.json("cap", "0.02", "--json")
        waited = home.run("queue", "--wait")
        assert waited.returncode == 0, waited
        assert [each["state"] for each in home.json("list", "--json")].count("kept") == 1


def test_a_refusal_does_not_hide_what_is_being_drawn():
    """Krea takes no more orders of this key; what it took is paid for, and waited for."""
    with Home(speed="4") as home:
        home.json("cap", "0.0001", "--json")
        for prompt in ("a boat", "a cup [403]"):
            assert home.run("generate", "--variant", "medium-turbo", prompt).returncode == 1
        home.json("cap", "none", "--json")
        waited = home.run("queue", "--wait")
        assert waited.returncode == 1 and "may not use" in waited.stderr, waited
        assert [each["prompt"] for each in home.json("list", "--json") if each["state"] == "kept"] == ["a boat"]


def test_a_picture_that_cannot_be_downloaded_is_not_waited_for():
    """It is said, here and by whoever has the library open, and fetched at the next start."""
    with Home("--faults", "download:redirect=ftp://nowhere/@2", speed="4") as home:
        turbo = "generate", "--variant", "medium-turbo"
        owner = subprocess.Popen([GESSO, *turbo, "a boat [delay=1000]"], env=home.environment, cwd=home.path,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        second = handed_over(home, owner, *turbo, "a cup")
        third = subprocess.Popen([GESSO, "queue", "--wait"], env=home.environment, cwd=home.path,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for each in (owner, second, third):
            paths, said = each.communicate(timeout=40)
            assert each.returncode == 1 and not paths, (paths, said)
            assert "not a web address" in said and "Nothing is lost" in said and "not made" not in said, said
        assert home.run("queue", "--wait").returncode == 0
        assert [each["state"] for each in home.json("list", "--json")] == ["kept", "kept"]


def test_another_key_is_never_switched_to():
    with Home(speed="4") as home:
        first = subprocess.Popen([GESSO, "generate", "--images", "2", "a boat"], env=home.environment, cwd=home.path,
                                 stdout=subprocess.PIPE, text=True)
        while "submitted" not in home.run("queue").stdout:
            assert first.poll() is None
        other = home.run("generate", "a cup", KREA_API_TOKEN="somebody-else")
        assert other.returncode == 1 and "another API key" in other.stderr, other.stderr
        first.communicate(timeout=40)


def test_the_key_is_nowhere_on_disk():
    """Neither in what is kept nor in anything that is taken out of it."""
    with Home() as home:
        shutil.copy(os.path.join(SOURCE, BOARD), home.path + "/harbour.gesso-board")
        home.json("board", "import", "harbour.gesso-board", "--json")
        home.json("generate", "--reference", home.picture(), "--json", "a boat", G_MESSAGES_DEBUG="all")
        home.json("generate", "--board", "Harbour", "--variant", "medium-turbo", "--json", "a pier")
        out = home.path + "/out"
        home.json("export", "--all", "--to", out, "--profile", "full", "--json")
        for arguments in (("library", "backup", "out/library.tar"), ("ledger", "--csv", "out/ledger.csv"),
                          ("board", "export", "Harbour", "--to", "out/again.gesso-board"),
                          ("board", "export", "Harbour", "--to", "out/board.png")):
            done = home.run(*arguments)
            assert done.returncode == 0, done.stderr
        assert len(os.listdir(out)) >= 6, os.listdir(out)
        secret = KEY.split(":")[1].encode()
        for folder, _, names in os.walk(home.path):
            if folder.startswith(home.path + "/sandbox"):
                continue
            for name in names:
                with open(os.path.join(folder, name), "rb") as file:
                    assert secret not in file.read(), os.path.join(folder, name)


def descendants(of):
    """Process ids below @of, as far as they can be seen at this moment."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                parents[int(name)] = int(file.read().rsplit(")", 1)[1].split()[1])
        except OSError:
            pass
    found = {of}
    while any(found_more := [pid for pid, parent in parents.items() if parent in found and pid not in found]):
        found.update(found_more)
    return found - {of}


def read_process(pid, name):
    try:
        with open(f"/proc/{pid}/{name}", "rb") as file:
            return file.read()
    except OSError:
        return b""


def test_the_key_is_in_no_other_process():
    """Neither in what is said nor in an argument, whatever is logged; in no helper's environment; in no core file."""
    secret = KEY.split(":")[1].encode()
    with Home(speed="10") as home:
        said = open(home.path + "/said", "wb")
        process = subprocess.Popen([GESSO, "generate", "--json", "--images", "3", "a boat"], cwd=home.path, stdout=said,
                                   stderr=said, env={**home.environment, "G_MESSAGES_DEBUG": "all", "SOUP_DEBUG": "1"})
        helpers = set()
        no_core = False
        while process.poll() is None:
            limits = read_process(process.pid, "limits")
            no_core = no_core or any(line.split()[4:6] == [b"0", b"0"] for line in limits.splitlines()
                                     if line.startswith(b"Max core file size"))
            assert secret not in read_process(process.pid, "cmdline")
            for pid in descendants(process.pid):
                helpers.add(pid)
                assert secret not in read_process(pid, "cmdline")
                # Between fork and exec a child shows its parent's.
                if read_process(pid, "cmdline") != read_process(process.pid, "cmdline"):
                    environment = read_process(pid, "environ")
                    assert secret not in environment, (pid, read_process(pid, "cmdline"))
        said.close()
        assert process.returncode == 0
        assert helpers and no_core
        with open(home.path + "/said", "rb") as file:
            text = file.read()
        assert b"libsoup" in text or b"gesso" in text
        assert secret not in text


def test_the_key_is_not_with_the_sandbox():
    """The stand-in is a process of its own, and has no business with the key that is set where it is started."""
    secret = KEY.split(":")[1].encode()
    with Home(speed="10") as home:
        process = subprocess.Popen([GESSO, "generate", "--sandbox", "--images", "2", "a boat"], cwd=home.path,
                                   stdout=subprocess.DEVNULL, env={**home.environment, "KREA_API_URL": ""})
        servers = set()
        while process.poll() is None:
            for pid in descendants(process.pid):
                line = read_process(pid, "cmdline")
                if b"sandbox" in line.split(b"\0") and b"generate" not in line:
                    servers.add(pid)
                    assert secret not in read_process(pid, "environ") and secret not in line
        assert process.returncode == 0 and servers


def test_permissions_of_a_whole_session():
    """Nobody else may read a picture, a recipe, a reference, the database, the cache or the state."""
    with Home() as home:
        home.json("generate", "--images", "2", "--reference", home.picture(), "--json", "a boat")
        home.run("generate", "a boat [nsfw]")
        home.json("cap", "5", "--json")
        home.run("ledger", "--csv", home.path + "/library/ledger.csv")
        for root in ("library", "cache", "state", "data"):
            for folder, _, names in os.walk(os.path.join(home.path, root)):
                assert os.stat(folder).st_mode & 0o077 == 0, folder
                for name in names:
                    path = os.path.join(folder, name)
                    assert os.lstat(path).st_mode & 0o077 == 0, (path, oct(os.lstat(path).st_mode))


def test_reuse_and_output():
    with Home() as home:
        first = home.json("generate", "--seed", "7", "--json", "a fish")
        again = home.json("generate", "--seed", "7", "--images", "2", "--reuse", "--output", "out", "--json", "a fish")
        assert again[0]["id"] == first[0]["id"] and again[1]["seed"] == 8
        assert len(home.json("list", "--json")) == 2
        copies = sorted(os.listdir(home.path + "/out"))
        assert len(copies) == 2
        # One in the middle is here: what is around it is one round, and nothing is made that is here.
        home.json("generate", "--seed", "10", "--json", "a fish")
        around = home.json("generate", "--seed", "9", "--images", "3", "--reuse", "--json", "a fish")
        assert [each["seed"] for each in around] == [9, 10, 11], around
        assert around[0]["round_id"] == around[2]["round_id"] != around[1]["round_id"], around
        assert len(home.json("list", "--json")) == 5
        fresh = home.json("generate", "--seed", "7", "--json", "a fish")
        assert fresh[0]["id"] != first[0]["id"] and fresh[0]["sha256"] == first[0]["sha256"]



BOARD = "tests/fuzz/corpus/board/whole.tar"


def test_boards_come_and_go_in_a_file():
    with Home() as home:
        home.run("list")
        file = os.path.join(home.path, "harbour.gesso-board")
        shutil.copy(os.path.join(SOURCE, BOARD), file)
        board = home.json("board", "import", "harbour.gesso-board", "--json")
        assert board["name"] == "Harbour" and board["pictures"] == 1 and board["words"] == "muted", board
        assert board["moodboard"]["name"] == "Sea" and board["moodboard"]["instead"], board
        assert home.json("board", "list", "--json") == [board]
        shown = home.json("board", "show", "harb", "--json")
        items = shown.pop("items")
        assert shown == board
        assert [each["kind"] for each in items].count("picture") == 1 and all("width" in each for each in items), items
        picture = next(each for each in items if each["kind"] == "picture")
        assert os.path.exists(picture["path"]) and picture["sha256"] in picture["path"], picture
        assert f"picture  {picture.get('name', '')}" in home.run("board", "show", "harb").stdout
        assert "Harbour" in home.run("board", "list").stdout

        written = home.json("board", "export", "Harbour", "--to", "again.gesso-board", "--json")
        assert written == {"id": board["id"], "path": os.path.join(home.path, "again.gesso-board")}, written
        again = home.json("board", "import", "again.gesso-board", "--json")
        assert again["id"] != board["id"]
        assert {**again, "id": 0} == {**board, "id": 0}, again
        assert home.run("board", "export", board["id"], "--to", "board.png").returncode == 0
        with open(os.path.join(home.path, "board.png"), "rb") as picture:
            assert picture.read(8) == b"\x89PNG\r\n\x1a\n"

        for arguments, words in (
                (["board", "show", "nowhere"], "no board"), (["board", "show", "h"], "Several"),
                (["board", "export", board["id"]], "--to"), (["board", "export", board["id"], "--to", "x.jpg"], ".png"),
                (["board", "export", board["id"], "--to", "board.png"], "--force"), (["board"], "list"),
                (["board", "import", "nothing.gesso-board"], "no such file"), (["board", "import", "board.png"], "damaged")):
            done = home.run(*arguments)
            assert done.returncode in (1, 2) and words in done.stderr and not done.stdout, (arguments, done)


def test_a_board_steers_what_is_generated():
    with Home() as home:
        home.run("list")
        shutil.copy(os.path.join(SOURCE, BOARD), os.path.join(home.path, "h.gesso-board"))
        board = home.json("board", "import", "h.gesso-board", "--json")
        made = home.json("generate", "--board", "Harbour", "--variant", "medium-turbo", "--json", "a pier")[0]
        assert made["board"] == {"id": board["id"], "name": "Harbour", "revision": board["revision"]}, made
        assert made["words"] == "muted" and made["references"] == [], made
        assert made["moodboards"][0]["id"] == board["moodboard"]["id"], made
        assert [found["id"] for found in home.json("list", "--json", 'board:"Harbour"')] == [made["id"]]
        done = home.run("generate", "--board", "Nowhere", "x")
        assert done.returncode == 1 and "Nowhere" in done.stderr, done


def test_a_board_is_imported_where_the_library_is_open():
    with Home(speed="8") as home:
        shutil.copy(os.path.join(SOURCE, BOARD), os.path.join(home.path, "h.gesso-board"))
        owner = subprocess.Popen([GESSO, "generate", "--images", "2", "a lighthouse"], env=home.environment, cwd=home.path,
                                 stdout=subprocess.PIPE, text=True)
        while "submitted" not in home.run("queue").stdout:
            assert owner.poll() is None
        board = home.json("board", "import", "h.gesso-board", "--json")
        assert board["name"] == "Harbour" and board["pictures"] == 1, board
        done = home.run("board", "import", "library/.gesso/library.db")
        assert done.returncode == 1 and "damaged" in done.stderr, done
        owner.communicate(timeout=40)
        assert owner.returncode == 0


def test_export():
    with Home() as home:
        made = home.json("generate", "--reference", home.picture("the-client.png") + "=0.5", "--json", "a fish, at sea")[0]
        home.json("generate", "--sandbox", "--json", "a stand-in")
        out = home.path + "/out"
        one = home.json("export", made["id"][:8], "--to", out, "--profile", "full", "--name", "{prompt}", "--json")
        assert one[0]["path"] == out + "/a-fish-at-sea.png" and one[0]["error"] is None and one[0]["sidecar"] is None
        with open(one[0]["path"], "rb") as file:
            data = file.read()
        assert b"a fish, at sea" in data and made["references"][0]["sha256"].encode() in data
        for private in (KEY, made["job_id"], home.path, home.url, "the-client"):
            assert private.encode() not in data, private
        # All that is found; stand-ins are left out, and no file is replaced.
        said = home.run("export", "--all", "--to", out, "--name", "{prompt}")
        assert said.returncode == 0 and said.stdout == out + "/a-fish-at-sea (2).png\n", said.stderr
        with open(out + "/a-fish-at-sea (2).png", "rb") as file:
            data = file.read()
        assert b"a fish" not in data and b"Krea 2 Medium" in data
        assert len(home.json("export", "--search", "sea", "--to", out, "--format", "jpeg", "--json")) == 1
        assert len(home.json("export", "--all", "--sandbox", "--to", out, "--json")) == 2
        # What is wrong is said before anything is written.
        for wrong in (["export", "--all"], ["export", "--to", out], ["export", "--all", "--to", out, "--format", "gif"],
                      ["export", "--all", "--to", out, "--profile", "secret"],
                      ["export", "--all", "--to", out, "--name", "{colour}"]):
            assert home.run(*wrong).returncode == 2, wrong
        os.remove(made["path"])
        lost = home.run("export", made["id"], "--to", out)
        assert lost.returncode == 1 and os.path.basename(made["path"]) in lost.stderr, lost.stderr


def test_import():
    with Home() as home:
        made = home.json("generate", "--json", "a fish, at sea")[0]
        home.json("export", made["id"], "--to", home.path + "/out/deep", "--profile", "full", "--json")
        picture = home.picture("plain.png")
        shutil.copy(made["path"], home.path + "/out/same.png")
        with open(home.path + "/out/broken.png", "wb") as file:
            file.write(b"not a picture")
        said = home.run("library", "import", home.path + "/out", picture, "--json")
        assert said.returncode == 1 and "broken.png" in said.stderr, said.stderr
        assert json.loads(said.stdout) == {"imported": 2, "known": 1, "recipes": 1, "failed": 1, "finished": True}
        rows = home.json("list", "--json")
        copy = [each for each in rows if each["origin"] == "import" and each["prompt"]][0]
        assert len(rows) == 3 and copy["prompt"] == made["prompt"] and copy["seed"] == made["seed"]
        assert copy["price_micro_usd"] == 0 and copy["charge"] == "none" and "/Imported/" in copy["path"]
        assert digest(home.path + "/library/.gesso/recipes/" + copy["id"] + ".json")
        again = home.run("library", "import", home.path + "/out", "--json")
        assert json.loads(again.stdout)["imported"] == 0
        assert home.run("library", "import").returncode == 2
        assert home.run("library", "import", "--resume").returncode == 1
        assert len(home.json("ledger", "--json")) == 1


def test_pictures_are_imported_where_the_library_is_open():
    """Each file that could not be is named as it is anywhere else."""
    with Home(speed="8") as home:
        picture = home.picture("plain.png")
        os.mkdir(home.path + "/in")
        for name in ("first", "second"):
            with open(f"{home.path}/in/{name}.png", "wb") as file:
                file.write(b"not a picture")
        owner = subprocess.Popen([GESSO, "generate", "--images", "2", "a lighthouse"], env=home.environment, cwd=home.path,
                                 stdout=subprocess.PIPE, text=True)
        while "submitted" not in home.run("queue").stdout:
            assert owner.poll() is None
        said = home.run("library", "import", home.path + "/in", picture, "--json")
        assert owner.poll() is None
        assert said.returncode == 1, said
        assert all(home.path + f"/in/{name}.png: " in said.stderr for name in ("first", "second")), said.stderr
        assert json.loads(said.stdout) == {"imported": 1, "known": 0, "recipes": 0, "failed": 2, "finished": True}
        owner.communicate(timeout=40)
        assert owner.returncode == 0


def test_looking_after_a_library():
    """Backed up, checked, and made again without its database."""
    with Home() as home:
        made = home.json("generate", "--images", "2", "--json", "a paper boat")
        library = home.path + "/library"
        checked = home.json("library", "check", "--json")
        assert checked["faults"] == 0 and checked["pictures"] == checked["recipes"] == 2, checked
        assert home.run("library", "check").stdout.endswith("Nothing is wrong.\n")
        saved = home.run("library", "backup", "backup.tar")
        assert saved.returncode == 0, saved.stderr
        assert home.run("library", "backup", "backup.tar").returncode == 1
        before = home.json("list", "--json"), home.json("ledger", "--json")
        os.remove(library + "/.gesso/library.db")
        refused = home.run("list")
        assert refused.returncode == 1 and "library rebuild" in refused.stderr, refused.stderr
        rebuilt = home.json("library", "rebuild", "--json")
        assert rebuilt["generations"] == rebuilt["kept"] == 2 and rebuilt["put_aside"] is None, rebuilt
        assert (home.json("list", "--json"), home.json("ledger", "--json")) == before
        with open(made[0]["path"], "r+b") as file:
            file.seek(60)
            byte = file.read(1)
            file.seek(60)
            file.write(bytes([byte[0] ^ 1]))
        worse = home.run("library", "check", "--json")
        assert worse.returncode == 1
        assert "changed-picture" in [each["kind"] for each in json.loads(worse.stdout)["findings"]]
        subprocess.run(["tar", "-xf", home.path + "/backup.tar", "-C", home.path + "/run"], check=True)
        restored = home.json("library", "check", "--json", GESSO_LIBRARY=home.path + "/run/library")
        assert restored["faults"] == 0 and restored["pictures"] == 2
        for wrong in (["library"], ["library", "mend"], ["library", "backup"], ["library", "check", "x"]):
            assert home.run(*wrong).returncode == 2, wrong


tap.run(globals())
