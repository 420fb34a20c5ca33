/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-order.h"

G_BEGIN_DECLS

/**
 * GessoGenerateOptions:
 * @order: what to make
 * @output: (nullable): folder that gets a copy of each picture
 * @library: (nullable): another library than the usual one
 * @webhook: (nullable): where Krea can call
 * @webhook_port: of this computer, that it leads to
 * @sandbox: use the free stand-in instead of a key
 */
typedef struct {
  GessoOrder *order;
  char       *output;
  char       *library;
  char       *webhook;
  int         webhook_port;
  gboolean    as_json;
  gboolean    sandbox;
} GessoGenerateOptions;

void     gesso_generate_options_clear (GessoGenerateOptions   *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GessoGenerateOptions, gesso_generate_options_clear)

/* Checks everything that can be known without the library: the request against the contract too. */
gboolean gesso_generate_options_parse (GessoGenerateOptions   *self,
                                       int                     argc,
                                       char                  **argv,
                                       GError                **error);

G_END_DECLS
