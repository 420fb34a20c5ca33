/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GessoAlertResponse:
 * @id: what gesso_alert_choose_finish() returns
 * @label: translated, with a mnemonic
 */
typedef struct {
  const char                *id;
  const char                *label;
  AdwResponseAppearance      appearance;
} GessoAlertResponse;

/**
 * gesso_alert_choose_async:
 * @parent: a widget in the window that it is shown over
 * @extra: (nullable) (transfer floating): a widget below the text
 * @responses: ended by one without an id; the first is what closing the alert means, the last is the default
 */
void   gesso_alert_choose_async   (GtkWidget                *parent,
                                   const char               *heading,
                                   const char               *body,
                                   GtkWidget                *extra,
                                   const GessoAlertResponse *responses,
                                   GAsyncReadyCallback       callback,
                                   gpointer                  data);
/* Returns: (transfer full): the id of the response */
char  *gesso_alert_choose_finish  (GAsyncResult             *result);

/* Whether a response can be chosen, while the alert with @extra is shown. */
void   gesso_alert_set_enabled    (GtkWidget                *extra,
                                   const char               *response,
                                   gboolean                  enabled);

G_END_DECLS
