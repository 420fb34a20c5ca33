/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "krea-error.h"

GQuark
krea_error_quark (void)
{
  return 0;
}

const KreaErrorDetails *
krea_error_get_details (const GError *error)
{
  return 0;
}

KreaErrorDetails *
krea_error_edit_details (GError *error)
{
  return 0;
}

const char *
krea_error_code_to_nick (KreaError code)
{
  return 0;
}

gboolean
krea_error_code_from_nick (const char *nick, KreaError *code)
{
  return 0;
}

char *
krea_error_to_json (const GError *error)
{
  return 0;
}

GError *
krea_error_new_from_json (const char *json)
{
  return 0;
}
