/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-sandbox-faults.h"

G_BEGIN_DECLS

/* A picture in a request. */
typedef struct {
  char  *url;
  double strength;
} GessoSandboxReference;

/* A request's body after validation, defaults filled in. */
typedef struct {
  char       *prompt;
  char       *aspect_ratio;
  char       *creativity;
  gint64      seed; /* -1 if it was not given */
  int         intensity;
  int         complexity;
  int         movement;
  GPtrArray  *references; /* of GessoSandboxReference */
  GPtrArray  *moodboards; /* of char*: ids */
  GPtrArray  *styles;     /* of char*: ids */
  char       *image_url;  /* (nullable) */
  double      strength;
} GessoSandboxRequest;

void                 gesso_sandbox_request_free (GessoSandboxRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSandboxRequest, gesso_sandbox_request_free)

/**
 * gesso_sandbox_request_parse:
 * @body: what was posted
 * @field: (out) (nullable) (transfer full): the key that is refused, NULL for the whole body
 * @reason: (out) (transfer full): why
 *
 * Checks a body against the schema of section 3 of the contract, as strictly as the options say.
 *
 * Returns: (nullable) (transfer full): the request, or %NULL with @reason
 */
GessoSandboxRequest *gesso_sandbox_request_parse (GBytes             *body,
                                                  GessoSandboxFaults *options,
                                                  char              **field,
                                                  char              **reason);

G_END_DECLS
