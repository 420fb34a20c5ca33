/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-engine"

#include "config.h"

#include "gesso-upload-private.h"

/* All uploads of the engine: what is asked for, and whose turn it is. */

#define AT_ONCE 4

/* What is seen comes first. */
#define PREPARE_PRIORITY -1

static void
pump (GessoEngine *self)
{
  while (self->n_uploading < AT_ONCE && !g_queue_is_empty (&self->upload_line))
    {
      g_autoptr (GessoUpload) upload = g_queue_pop_head (&self->upload_line);

      self->n_uploading++;
      gesso_upload_begin (upload);
    }
}

void
gesso_engine_upload_ended (GessoEngine *self)
{
  self->n_uploading--;
  pump (self);
}

GessoUpload *
gesso_engine_get_upload (GessoEngine *self,
                         const char  *sha256)
{
  GessoUpload *upload;

  g_return_val_if_fail (GESSO_IS_ENGINE (self), NULL);
  g_return_val_if_fail (sha256 != NULL, NULL);

  upload = g_hash_table_lookup (self->uploads, sha256);
  if (upload == NULL)
    {
      upload = g_object_new (GESSO_TYPE_UPLOAD, NULL);
      upload->engine = self;
      upload->sha256 = g_strdup (sha256);
      g_hash_table_insert (self->uploads, upload->sha256, upload);
    }
  return upload;
}

static void
send (GessoUpload *self,
      const char  *name,
      GTask       *task)
{
  gboolean waits = self->waiting->len > 0;

  if (name != NULL)
    {
      g_free (self->name);
      self->name = g_strdup (name);
    }
  g_ptr_array_add (self->waiting, task);
  if (waits)
    return;
  g_queue_push_tail (&self->engine->upload_line, g_object_ref (self));
  pump (self->engine);
}

void
gesso_engine_upload_async (GessoEngine         *self,
                           const char          *sha256,
                           const char          *name,
                           GessoDrive          *drive,
                           GAsyncReadyCallback  callback,
                           gpointer             data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data); /* which does not keep the engine */

  g_task_set_source_tag (task, gesso_engine_upload_async);
  g_task_set_task_data (task, gesso_drive_ref (drive), (GDestroyNotify) gesso_drive_unref);
  send (gesso_engine_get_upload (self, sha256), name, task);
}

gboolean
gesso_engine_upload_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_engine_upload_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void prepared_cb (GObject *source, GAsyncResult *result, gpointer data);

/* Most need nothing, and then not even reading. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GessoUpload) upload = data;
  g_autoptr (GessoReferenceFile) file = gesso_library_find_reference_finish (GESSO_LIBRARY (source), result, NULL);
  GessoEngine *engine = upload->engine;

  upload->preparing = FALSE;
  if (file == NULL || engine == NULL)
    return;
  upload->prepared = gesso_reference_file_is_fit (file);
  upload->preparing = !upload->prepared;
  if (upload->preparing)
    gesso_library_prepare_reference_async (engine->library, engine->decoder, upload->sha256, PREPARE_PRIORITY,
                                           engine->cancellable, prepared_cb, g_object_ref (upload));
}

static void
prepared_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GessoUpload) upload = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = gesso_library_prepare_reference_finish (GESSO_LIBRARY (source), result, &error);

  upload->preparing = FALSE;
  upload->prepared = bytes != NULL;
  if (bytes == NULL)
    g_debug ("A reference can't be made fit to be sent yet: %s", error->message);
}

static void
send_early (GessoEngine *self,
            GessoUpload *upload,
            const char  *name)
{
  GessoRoute *route = gesso_engine_active_route (self);
  GTask *task;

  upload->unwanted = FALSE;
  if (route == NULL || self->paused || self->stopping || upload->waiting->len > 0 || !gesso_engine_has_network (self, route)
      || g_hash_table_contains (route->assets, upload->sha256))
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, gesso_engine_add_reference);
  send (upload, name, task);
}

void
gesso_engine_add_reference (GessoEngine *self,
                            const char  *sha256,
                            const char  *name)
{
  GessoUpload *upload;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (sha256 != NULL);

  upload = gesso_engine_get_upload (self, sha256);
  if (!upload->prepared && !upload->preparing)
    {
      upload->preparing = TRUE;
      gesso_library_find_reference_async (self->library, sha256, self->cancellable, found_cb, g_object_ref (upload));
    }
  if (self->upload_early)
    send_early (self, upload, name);
}

void
gesso_engine_drop_reference (GessoEngine *self,
                             const char  *sha256)
{
  GessoUpload *upload;

  g_return_if_fail (GESSO_IS_ENGINE (self));
  g_return_if_fail (sha256 != NULL);

  upload = g_hash_table_lookup (self->uploads, sha256);
  if (upload == NULL || upload->waiting->len == 0)
    return;
  upload->unwanted = TRUE;
  gesso_engine_check_uploads (self);
}

void
gesso_engine_set_upload_early (GessoEngine *self,
                               gboolean     early)
{
  g_return_if_fail (GESSO_IS_ENGINE (self));

  self->upload_early = early;
  gesso_engine_check_uploads (self);
}

void
gesso_engine_check_uploads (GessoEngine *self)
{
  GHashTableIter iter;
  gpointer value;
  g_autoptr (GPtrArray) unwanted = g_ptr_array_new_with_free_func (g_object_unref);

  g_hash_table_iter_init (&iter, self->uploads);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((GessoUpload *) value)->cancellable != NULL && !gesso_upload_is_wanted (value))
      g_ptr_array_add (unwanted, g_object_ref (((GessoUpload *) value)->cancellable));
  for (guint i = 0; i < unwanted->len; i++)
    g_cancellable_cancel (unwanted->pdata[i]);
}

void
gesso_engine_end_uploads (GessoEngine *self)
{
  GHashTableIter iter;
  gpointer value;
  GessoUpload *upload;

  g_hash_table_iter_init (&iter, self->uploads);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      upload = value;
      upload->engine = NULL;
      g_cancellable_cancel (upload->cancellable);
    }
  /* Who waits for one whose turn has not come is told, too. */
  while ((upload = g_queue_pop_head (&self->upload_line)) != NULL)
    {
      gesso_upload_begin (upload);
      g_object_unref (upload);
    }
}
