#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole sessions through a gate that redirects to another server, each kind of request once: what that server was told.

Neither it, nor anything that is logged, may learn the key, the webhook's address with its secret, or the key in a picture's
address.
"""

import concurrent.futures
import http.client
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

SOURCE, BUILD = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(SOURCE, "tests", "project"))
import tap  # noqa: E402

GESSO = os.path.join(BUILD, "src", "cli", "gesso")
KEY = "00000000-0000-4000-8000-000000000000:a-secret-that-nobody-may-see"
QUERY = "signed-for-this-address-alone"
STATUSES = (301, 302, 303, 307, 308)
TIMEOUT = 40 * int(os.environ.get("GESSO_TEST_PATIENCE", "1"))


def serve(handler):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def fetch(origin, handler, body=None):
    server = http.client.HTTPConnection(urllib.parse.urlsplit(origin).netloc, timeout=TIMEOUT)
    headers = {name: value for name, value in handler.headers.items() if name.lower() not in ("host", "connection")}
    server.request(handler.command, handler.path, body or None, headers)
    reply = server.getresponse()
    return reply, reply.read()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, headers, body=b""):
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in ("connection", "content-length", "date", "server", "transfer-encoding"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def log_message(self, *arguments):
        pass


class Gate:
    """Stands before the server. What is in `redirects` is sent elsewhere once; the rest is passed on."""

    def __init__(self, server, status):
        gate = self
        self.redirects = set()
        self.told = []      # what came elsewhere: lines, headers and bodies
        self.webhooks = []  # the addresses that came with submissions

        class Elsewhere(Handler):
            def take(self):
                gate.told.append(f"{self.command} {self.path}\n{self.headers}".encode() + self.body())
                reply, body = fetch(server, self)
                self.answer(reply.status, reply.getheaders(), body)

            do_GET = do_POST = do_DELETE = take

        class Here(Handler):
            def kind(self):
                path = urllib.parse.urlsplit(self.path).path
                first = path.split("/")[1]
                return {"generate": "submit", "images": "download", "assets": "upload"}.get(
                    first, "list" if path == "/jobs" else "poll")

            def take(self):
                body = self.body()
                kind = self.kind()
                if kind == "submit":
                    gate.webhooks.append(self.headers["X-Webhook-URL"])
                if kind == "download":
                    assert self.path.endswith("?key=" + QUERY), self.path
                if kind in gate.redirects:
                    gate.redirects.remove(kind)
                    path = urllib.parse.urlsplit(self.path).path
                    return self.answer(status, [("Location", gate.elsewhere + path)])
                reply, answer = fetch(server, self, body)
                if kind != "download":
                    answer = answer.replace(b'.png"', b".png?key=" + QUERY.encode() + b'"')
                    answer = answer.replace(server.encode(), gate.url.encode())
                return self.answer(reply.status, reply.getheaders(), answer)

            do_GET = do_POST = do_DELETE = take

        self.elsewhere = serve(Elsewhere)
        self.url = serve(Here)


class Session:
    def __init__(self, status):
        self.path = tempfile.mkdtemp(prefix="gesso-redirects-")
        os.makedirs(self.path + "/run", mode=0o700)
        self.server = subprocess.Popen(
            [GESSO, "sandbox", "--port", "0", "--token", KEY, "--speed", "50", "--state", self.path + "/server"],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "HOME": self.path})
        self.gate = Gate(json.loads(self.server.stdout.readline())["url"], status)
        self.environment = {
            **os.environ, "HOME": self.path, "XDG_CACHE_HOME": self.path + "/cache", "XDG_CONFIG_HOME": self.path + "/config",
            "XDG_DATA_HOME": self.path + "/data", "XDG_STATE_HOME": self.path + "/state", "XDG_RUNTIME_DIR": self.path + "/run",
            "GESSO_LIBRARY": self.path + "/library", "GESSO_LIBEXECDIR": BUILD + "/src", "SECRET_BACKEND": "file",
            "SECRET_FILE_TEST_PATH": self.path + "/keyring", "SECRET_FILE_TEST_PASSWORD": "test",
            "KREA_API_URL": self.gate.url, "KREA_API_TOKEN": KEY,
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        self.server.terminate()
        self.server.wait(10)
        self.server.stdout.close()
        shutil.rmtree(self.path, ignore_errors=True)

    def begin(self, *arguments):
        """With all that can be logged in the file `said`."""
        with open(self.path + "/said", "ab") as said:
            return subprocess.Popen(
                [GESSO, *arguments, "--webhook-url", f"http://127.0.0.1:{self.port}/krea", "--webhook-port", str(self.port)],
                stdout=said, stderr=said, cwd=self.path, env={**self.environment, "G_MESSAGES_DEBUG": "all", "SOUP_DEBUG": "1"})

    def ask(self, *arguments):
        done = subprocess.run([GESSO, *arguments, "--json"], capture_output=True, text=True, cwd=self.path,
                              env=self.environment, timeout=TIMEOUT)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def said(self):
        with open(self.path + "/said", "rb") as file:
            return file.read()

    def secrets(self):
        assert self.gate.webhooks and all(self.gate.webhooks), self.gate.webhooks
        return [KEY.split(":")[1].encode(), QUERY.encode(), b"Authorization", b"X-Webhook-URL",
                *(url.rsplit("/", 1)[1].encode() for url in self.gate.webhooks)]


def wait(condition, what):
    deadline = time.monotonic() + TIMEOUT
    while not (value := condition()):
        assert time.monotonic() < deadline, f"not yet: {what}"
        time.sleep(0.1)
    return value


def check_said(session):
    said = session.said()
    assert b"gesso-engine" in said and b"GSocketClient" in said, said[:2000]
    for secret in session.secrets()[:2] + session.secrets()[4:]:
        assert secret not in said, secret
    assert b"Bearer" not in said


def run_session(status):
    """The look at the account, the upload, the poll and the download, each redirected once; then a submission."""
    with Session(status) as session:
        picture = os.path.join(SOURCE, "docs/screenshots/board-empty.png")
        session.gate.redirects = {"list", "upload", "poll", "download"}
        first = session.begin("generate", "--reference", picture, "a boat")
        first.wait(TIMEOUT)
        if first.returncode != 0:
            session.begin("queue", "--wait").wait(TIMEOUT)
        made = session.ask("list")
        assert [each["state"] for each in made] == ["kept"], (made, session.said()[-1000:])
        assert not session.gate.redirects, session.gate.redirects
        assert len(session.gate.told) == 1, session.gate.told
        assert session.gate.told[0].startswith(b"GET /images/"), session.gate.told

        session.gate.redirects = {"submit"}
        second = session.begin("generate", "a cup")
        wait(lambda: [each["state"] for each in session.ask("queue")] == ["in-doubt"], "the redirected POST is in doubt")
        second.terminate()
        second.wait(TIMEOUT)
        assert not session.gate.redirects
        for told in session.gate.told:
            for secret in session.secrets():
                assert secret.lower() not in told.lower(), (secret, told)
        assert len(session.gate.told) == 1, session.gate.told
        check_said(session)


def test_nothing_is_told_elsewhere():
    with concurrent.futures.ThreadPoolExecutor(len(STATUSES)) as pool:
        list(pool.map(run_session, STATUSES))


tap.run(globals())
