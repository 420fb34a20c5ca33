/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decoder-recent.h"

G_BEGIN_DECLS

/**
 * GessoRecent:
 *
 * Pixels of the pictures that were received last, by content: a few, and not for long. From any thread.
 */
typedef struct _GessoRecent GessoRecent;

GessoRecent *gesso_recent_new   (void);
void         gesso_recent_free  (GessoRecent  *self);

/* @width, @height: px of the picture; @rgb: of it fitted into %GESSO_RECENT_EDGE, without gaps */
void         gesso_recent_add   (GessoRecent  *self,
                                 const char   *sha256,
                                 guint         width,
                                 guint         height,
                                 GBytes       *rgb);
/* See gesso_decoder_read_recent(). */
GessoPixels *gesso_recent_read  (GessoRecent  *self,
                                 const char   *sha256,
                                 guint         max_width,
                                 guint         max_height);
/* Fits it into the box that was asked for last, while nobody waits. */
void         gesso_recent_prepare (GessoRecent *self,
                                   const char  *sha256);
/* Lets go of what has been there for a while. */
void         gesso_recent_purge (GessoRecent  *self);

G_END_DECLS
