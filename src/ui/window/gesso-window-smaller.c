/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-window"

#include "config.h"

#include "gesso-window-private.h"

/* A reference that was too large to send (413) is made this small, or left out, and the rest sent again. */
#define SMALLER_PIXELS (1024 * 1024)

typedef struct {
  GessoWindow *window;
  GessoContext *context;
  GessoGeneration *generation; /* that failed */
  KreaRequest *request;
  guint position; /* of the reference that is worked on */
} Smaller;

/* A failed one is worked on once at a time: marked so. */
static GQuark
smaller_quark (void)
{
  return g_quark_from_static_string ("gesso-smaller");
}

static void
smaller_free (Smaller *self)
{
  g_object_set_qdata (G_OBJECT (self->generation), smaller_quark (), NULL);
  g_object_unref (self->window);
  g_object_unref (self->context);
  g_object_unref (self->generation);
  g_object_unref (self->request);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Smaller, smaller_free)

static void read_cb      (GObject *source, GAsyncResult *result, gpointer data);
static void converted_cb (GObject *source, GAsyncResult *result, gpointer data);
static void added_cb     (GObject *source, GAsyncResult *result, gpointer data);

/* (transfer full) (nullable): the style references, then the image source; %NULL at the end */
static KreaReference *
get_picture (Smaller *self)
{
  GListModel *references = krea_request_get_references (self->request);
  KreaReference *source = krea_request_get_source (self->request);

  if (self->position < g_list_model_get_n_items (references))
    return g_list_model_get_item (references, self->position);
  return self->position == g_list_model_get_n_items (references) && source != NULL ? g_object_ref (source) : NULL;
}

static void
replace_picture (Smaller       *self,
                 KreaReference *before,
                 const char    *sha256)
{
  g_autoptr (KreaReference) after = krea_reference_new (sha256, krea_reference_get_name (before),
                                                        krea_reference_get_strength (before));

  if (before == krea_request_get_source (self->request))
    {
      krea_request_set_source (self->request, after);
      return;
    }
  krea_reference_set_from_board (after, krea_reference_is_from_board (before));
  krea_request_remove_reference (self->request, self->position);
  krea_request_insert_reference (self->request, self->position, after);
}

static void
make_next_smaller (Smaller *smaller)
{
  g_autoptr (Smaller) self = smaller;
  g_autoptr (KreaReference) reference = get_picture (self);
  GessoLibrary *library = gesso_context_get_library (self->context);

  if (self->window->context != self->context)
    return;
  if (reference == NULL)
    {
      gesso_window_send_instead (self->window, self->generation, self->request);
      return;
    }
  gesso_library_read_reference_async (library, krea_reference_get_sha256 (reference), NULL, read_cb,
                                      g_steal_pointer (&self));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (Smaller) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gesso_library_read_reference_finish (GESSO_LIBRARY (source), result, &error);
  GessoDecoder *decoder = gesso_context_get_decoder (self->context);

  if (bytes == NULL)
    gesso_window_toast_error (self->window, error);
  else
    gesso_decoder_convert_async (decoder, bytes, SMALLER_PIXELS, 0, NULL, converted_cb, g_steal_pointer (&self));
}

static void
converted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (Smaller) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gesso_decoder_convert_finish (GESSO_DECODER (source), result, &error);
  g_autoptr (KreaReference) reference = NULL;
  GessoLibrary *library = gesso_context_get_library (self->context);

  if (bytes == NULL)
    {
      gesso_window_toast_error (self->window, error);
      return;
    }
  reference = get_picture (self);
  gesso_library_add_reference_async (library, GESSO_DECODER (source), bytes, krea_reference_get_name (reference), NULL,
                                     added_cb, g_steal_pointer (&self));
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Smaller) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoReferenceFile) file = gesso_library_add_reference_finish (GESSO_LIBRARY (source), result, &error);
  g_autoptr (KreaReference) before = NULL;

  if (file == NULL)
    {
      gesso_window_toast_error (self->window, error);
      return;
    }
  before = get_picture (self);
  replace_picture (self, before, file->sha256);
  self->position++;
  make_next_smaller (g_steal_pointer (&self));
}

void
gesso_window_send_smaller (GessoWindow     *self,
                           GessoGeneration *generation)
{
  g_autoptr (KreaRequest) request = NULL;
  Smaller *smaller;

  if (g_object_get_qdata (G_OBJECT (generation), smaller_quark ()) != NULL)
    return;
  request = gesso_window_read_recipe (self, generation);
  if (request == NULL)
    return;
  g_object_set_qdata (G_OBJECT (generation), smaller_quark (), GINT_TO_POINTER (TRUE));
  smaller = g_new0 (Smaller, 1);
  smaller->window = g_object_ref (self);
  smaller->context = g_object_ref (self->context);
  smaller->generation = g_object_ref (generation);
  smaller->request = g_steal_pointer (&request);
  make_next_smaller (smaller);
}

/* The reference that the error names; all of them where it names none, since any may be the one. */
void
gesso_window_leave_out (GessoWindow     *self,
                        GessoGeneration *generation)
{
  g_autoptr (KreaRequest) request = gesso_window_read_recipe (self, generation);
  g_autoptr (GError) error = NULL;
  const KreaErrorDetails *details = NULL;
  KreaReference *source;
  GListModel *references;
  gboolean found = FALSE;

  if (request == NULL)
    return;
  if (gesso_generation_get_error_json (generation) != NULL)
    error = krea_error_new_from_json (gesso_generation_get_error_json (generation));
  if (error != NULL)
    details = krea_error_get_details (error);
  references = krea_request_get_references (request);
  source = krea_request_get_source (request);
  for (guint i = g_list_model_get_n_items (references); details != NULL && details->field != NULL && i > 0; i--)
    {
      g_autoptr (KreaReference) reference = g_list_model_get_item (references, i - 1);

      if (g_strcmp0 (krea_reference_get_name (reference), details->field) != 0)
        continue;
      krea_request_remove_reference (request, i - 1);
      found = TRUE;
    }
  if (details != NULL && source != NULL && g_strcmp0 (krea_reference_get_name (source), details->field) == 0)
    krea_request_set_source (request, NULL);
  else if (!found)
    krea_request_clear_references (request);
  gesso_window_send_instead (self, generation, request);
}
