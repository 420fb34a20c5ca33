/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What goes between a decoder and its helper, over a SOCK_SEQPACKET pair: one struct each way, with one descriptor. */

/* The helper's end of the pair. */
#define GESSO_WIRE_SOCKET 3
#define GESSO_WIRE_MAGIC  0x47643031

typedef enum {
  GESSO_WIRE_INSPECT = 1,
  GESSO_WIRE_LOAD,
  GESSO_WIRE_CONVERT,
  GESSO_WIRE_METADATA,
  GESSO_WIRE_ENCODE,
} GessoWireOperation;

/* What confines a helper, as its greeting says. */
typedef enum {
  GESSO_WIRE_SECCOMP = 1 << 0,
  GESSO_WIRE_LIMITS = 1 << 1,
  /* Its gdk-pixbuf starts sandboxes of its own, which must not be nested in another. */
  GESSO_WIRE_GLYCIN = 1 << 2,
} GessoWireConfinement;

/*
 * The descriptor that comes with it holds the file. @edge: of the one thumbnail that is wanted, 0 for all. @shown: of the
 * pixels that are wanted beside them, 0 for none.
 */
typedef struct {
  guint32 magic;
  guint32 serial;
  guint32 operation;
  guint32 max_width;
  guint32 max_height;
  guint32 max_pixels;
  guint32 format;
  guint32 quality;
  guint32 edge;
  guint32 shown;
} GessoWireRequest;

/*
 * The first one is a greeting with serial 0. @verdict is 0 or one more than a GessoPictureError. The descriptor that comes
 * with a good one is a memfd, sealed, of the parts one behind the other; there is none if the file may stay as it is.
 * What was inspected comes as pixels of the small and the large thumbnail and of what is shown, three bytes each; what is
 * not wanted is empty, and what is shown where it is not opaque.
 */
typedef struct {
  guint32 magic;
  guint32 serial;
  guint32 verdict;
  guint32 confinement;
  guint32 format;
  guint32 width;
  guint32 height;
  guint32 sizes[3];
} GessoWireReply;

/* Most bytes of all metadata. */
#define GESSO_WIRE_MAX_METADATA (1024 * 1024)

/* @fd: -1 for none; not closed */
gboolean gesso_wire_send    (int            socket,
                             gconstpointer  message,
                             gsize          size,
                             int            fd);

/* Blocks. @fd: (out): -1 if none came. %FALSE at the end, or where the message is not just @size bytes long. */
gboolean gesso_wire_receive (int            socket,
                             gpointer       message,
                             gsize          size,
                             int           *fd);

/* An empty file in memory that can be sealed, or -1. */
int      gesso_wire_memory  (void);
gboolean gesso_wire_write   (int            fd,
                             gconstpointer  data,
                             gsize          length);

/* From here on neither side can change it. */
gboolean gesso_wire_seal    (int            fd);

G_END_DECLS
