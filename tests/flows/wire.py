# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A line between Gesso and its server: it notes what goes over it, and can be slow or refuse pictures."""

import http.client
import http.server
import threading
import urllib.parse


class Wire:
    """Give its address to Gesso instead of the server's. `requests` has what came, in order, as "METHOD /path"."""

    def __init__(self, server):
        address = urllib.parse.urlsplit(server).netloc
        self.requests = []
        self.refuse = 0        # so many uploads are answered with 400
        self.most = None       # bytes; a larger upload is answered with 413
        self.held = threading.Event()  # uploads are read only while this is set
        self.held.set()
        wire = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, status, headers, body):
                self.send_response(status)
                for name, value in headers:
                    if name.lower() not in ("connection", "content-length", "date", "server", "transfer-encoding"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                try:
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True  # nobody waits for it any more

            def fail(self, status, text):
                self.answer(status, [("Content-Type", "application/json")], b'{"error": "%s"}' % text.encode())

            def pass_on(self):
                length = int(self.headers.get("Content-Length") or 0)
                upload = self.command == "POST" and self.path == "/assets"
                wire.requests.append(f"{self.command} {urllib.parse.urlsplit(self.path).path}")
                body = b""
                while len(body) < length:
                    if upload and len(body) > length // 2:
                        wire.held.wait(30)
                    body += self.rfile.read(min(16384, length - len(body)))
                if upload and wire.refuse > 0:
                    wire.refuse -= 1
                    return self.fail(400, "Unsupported file content")
                if upload and wire.most is not None and length > wire.most:
                    return self.fail(413, "Payload Too Large")
                server = http.client.HTTPConnection(address, timeout=60)
                server.request(self.command, self.path, body or None,
                               {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")})
                reply = server.getresponse()
                self.answer(reply.status, reply.getheaders(), reply.read())
                server.close()

            do_GET = do_POST = do_DELETE = pass_on

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def count(self, request):
        return self.requests.count(request)

