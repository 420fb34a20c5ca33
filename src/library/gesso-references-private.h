/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-library-private.h"

G_BEGIN_DECLS

/* Private to the layer: the data of every call about a reference. */
typedef struct {
  /* inputs */
  GBytes             *bytes;
  char               *sha256;
  char               *name;

  /* in progress */
  GessoDecoder       *decoder;
  GFile              *file;
  GessoInspection    *inspection;
  char               *new_file; /* relative path of what was not there before */

  /* outputs */
  GessoReferenceFile *reference;
} GessoReferenceData;

void  gesso_reference_data_free     (GessoReferenceData  *data);
/* `.gesso/references/<sha256>.<ext>` */
char *gesso_reference_relative_path (const char          *sha256,
                                     GessoPictureFormat   format);
/* Returns the task's reference. */
void  gesso_reference_done          (GessoCall           *call);

G_END_DECLS
