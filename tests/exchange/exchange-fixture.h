/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-decoder.h"
#include "gesso-exporter.h"
#include "library-fixture.h"
#include "picture-maker.h"

G_BEGIN_DECLS

/* A library, and a folder beside it for what comes out of it. */
typedef struct {
  GessoLibrary *library;
  char         *root;
  char         *folder;
} ExchangeFixture;

void        fixture_set_up     (ExchangeFixture *fixture,
                                gconstpointer    data);
void        fixture_tear_down  (ExchangeFixture *fixture,
                                gconstpointer    data);
/* The coded pixels of a file, taken out of it by other code than the one under test. */
GBytes     *picture_pixels     (GBytes       *file);
/* What the helper reads of a file beside its pixels. (element-type utf8 utf8) */
GHashTable *picture_texts      (GessoDecoder *decoder,
                                GBytes       *file);
gboolean    picture_decodes    (GessoDecoder *decoder,
                                GBytes       *file);
/* Whether the bytes are anywhere in a file. */
gboolean    bytes_contain      (GBytes       *file,
                                const char   *text);
GBytes     *file_bytes         (const char   *path);
/* What exiftool says of a file, as "Group:Tag" and value; %NULL where it is not installed. */
GHashTable *exiftool_tags      (const char   *path);

G_END_DECLS
