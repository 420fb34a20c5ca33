#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Gesso authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window to drag from: the files named on the command line, as from a file manager; or, as from a browser,
--data FILE a picture's bytes, --html TEXT or --text TEXT; --firefox LINK PICTURE and --chromium LINK PICTURE all that those
give of a picture at one address in a link to another."""

import sys

import gi

gi.require_version("Gdk", "4.0")
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, Gio, GLib, GObject, Gtk  # noqa: E402


def browser(name, link, picture):
    html = f'<meta http-equiv="content-type" content="text/html; charset=utf-8"><a href="{link}"><img src="{picture}"></a>'
    title = link + "\nA page"
    forms = [("text/x-moz-url", title.encode("utf-16-le")), ("_NETSCAPE_URL", title.encode()),
             ("text/plain;charset=utf-8", link.encode()), ("text/plain", link.encode())]
    if name == "--firefox":
        forms += [("text/x-moz-url-data", link.encode("utf-16-le")), ("text/html", html.encode()),
                  ("text/uri-list", link.encode()), ("application/x-moz-file-promise-url", picture.encode("utf-16-le"))]
    else:
        forms += [("text/html", b"\xff\xfe" + html.encode("utf-16-le")), ("UTF8_STRING", link.encode()),
                  ("application/octet-stream;name=\"lamp.png\"", b"not asked for"), ("chromium/x-renderer-taint", b"")]
    return Gdk.ContentProvider.new_union([Gdk.ContentProvider.new_for_bytes(kind, GLib.Bytes.new(data))
                                          for kind, data in forms])


def provide(arguments):
    if arguments[0] in ("--firefox", "--chromium"):
        return browser(*arguments)
    if arguments[0] == "--data":
        with open(arguments[1], "rb") as file:
            data = GLib.Bytes.new(file.read())
        kind = "image/jpeg" if arguments[1].endswith(".jpg") else "image/png"
        return Gdk.ContentProvider.new_for_bytes(kind, data)
    if arguments[0] in ("--html", "--text"):
        kind = {"--html": "text/html", "--text": "text/plain;charset=utf-8"}[arguments[0]]
        return Gdk.ContentProvider.new_for_bytes(kind, GLib.Bytes.new(arguments[1].encode()))
    files = [Gio.File.new_for_path(path) for path in arguments]
    return Gdk.ContentProvider.new_for_value(GObject.Value(Gdk.FileList, Gdk.FileList.new_from_list(files)))


def activate(application, arguments):
    window = Gtk.ApplicationWindow(application=application, title="Files", default_width=160, default_height=120)
    label = Gtk.Label(label="Drag me")
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.set_content(provide(arguments))
    label.add_controller(source)
    window.set_child(label)
    window.set_decorated(False)
    window.present()


application = Gtk.Application(application_id=None, flags=Gio.ApplicationFlags.NON_UNIQUE)
application.connect("activate", activate, sys.argv[1:])
application.run(None)
