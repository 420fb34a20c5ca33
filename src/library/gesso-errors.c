/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-library"

#include "config.h"

#include "gesso-errors.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_QUARK (gesso-library-error-quark, gesso_library_error)

static const char *
sentence_of (GessoLibraryError code)
{
  switch (code)
    {
    case GESSO_LIBRARY_ERROR_LOCKED:
      return _("Another Gesso is using the library “%s”. Close it, then try again.");
    case GESSO_LIBRARY_ERROR_READ_ONLY:
      return _("The library “%s” is read-only, so nothing can be kept there. Choose another folder.");
    case GESSO_LIBRARY_ERROR_FULL:
      return _("No space left for the library “%s”. Nothing is lost; free some space and try again.");
    case GESSO_LIBRARY_ERROR_NEWER:
      return _("The library “%s” was made by a newer version of Gesso. Nothing was changed; update Gesso to open it.");
    case GESSO_LIBRARY_ERROR_DAMAGED:
      return _("The database of the library “%s” is damaged or missing. Nothing was changed, and pictures and recipes "
               "are still in the folder: it can be made again from them with “gesso library rebuild”.");
    case GESSO_LIBRARY_ERROR_NOT_FOUND:
      return _("There is no library at “%s”.");
    case GESSO_LIBRARY_ERROR_GONE:
      return _("The library folder “%s” is gone. Connect its disk again or choose another folder.");
    case GESSO_LIBRARY_ERROR_OTHER_PICTURE:
      return _("“%s” is another picture. Choose the file that was moved or renamed.");
    case GESSO_LIBRARY_ERROR_FAILED:
    default:
      return _("The library “%s” can't be used. Check its folder, or choose another one.");
    }
}

void
gesso_set_library_error (GError            **error,
                         GessoLibraryError   code,
                         const char         *label,
                         const char         *detail)
{
  g_autofree char *shown = g_filename_display_name (label);
  const char *tail;
  const char *format = sentence_of (code);

  if (detail != NULL)
    g_debug ("%s: %s", shown, detail);
  /* A translation without its place for the name must not become a format of its own. */
  tail = strstr (format, "%s");
  if (tail == NULL)
    g_set_error_literal (error, GESSO_LIBRARY_ERROR, code, format);
  else
    {
      g_autofree char *head = g_strndup (format, tail - format);

      g_set_error (error, GESSO_LIBRARY_ERROR, code, "%s%s%s", head, shown, tail + 2);
    }
}

void
gesso_set_file_error (GError     **error,
                      int          saved_errno,
                      const char  *label,
                      const char  *what)
{
  GessoLibraryError code;
  g_autofree char *detail = g_strdup_printf ("%s: %s", what, g_strerror (saved_errno));

  switch (saved_errno)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      code = GESSO_LIBRARY_ERROR_FULL;
      break;
    case EROFS:
    case EACCES:
    case EPERM:
      code = GESSO_LIBRARY_ERROR_READ_ONLY;
      break;
    case ENODEV:
    case ENXIO:
    case ESTALE:
      code = GESSO_LIBRARY_ERROR_GONE;
      break;
    default:
      code = GESSO_LIBRARY_ERROR_FAILED;
    }
  gesso_set_library_error (error, code, label, detail);
}
