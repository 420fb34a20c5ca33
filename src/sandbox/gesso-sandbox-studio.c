/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-studio.h"

/* Painting must leave the machine usable. */
#define MAX_PAINTERS 2
#define MAX_KEPT_BYTES (48 * 1024 * 1024)

struct _GessoSandboxStudio
{
  GObject      parent_instance;

  GMainContext *context;
  GThreadPool  *painters;
  GHashTable   *waiting; /* picture → GPtrArray of GTask */
  GHashTable   *kept;    /* picture → GBytes */
  GQueue        order;   /* picture, the oldest first */
  gsize         kept_bytes;
};

/* One painting on its way through a thread, which touches nothing else. */
typedef struct {
  GessoSandboxStudio *studio;
  char               *picture;
  GessoPaintingSpec   spec;
  gboolean            plain;
  GBytes             *png;
} Painting;

G_DEFINE_FINAL_TYPE (GessoSandboxStudio, gesso_sandbox_studio, G_TYPE_OBJECT)

static void
painting_free (gpointer data)
{
  Painting *painting = data;

  g_free (painting->picture);
  g_free ((char *) painting->spec.prompt);
  g_free ((char *) painting->spec.variant);
  g_free ((char *) painting->spec.creativity);
  g_free ((guint32 *) painting->spec.palette);
  g_clear_pointer (&painting->png, g_bytes_unref);
  g_clear_object (&painting->studio);
  g_free (painting);
}

static cairo_status_t
append_cb (void                *array,
           const unsigned char *data,
           unsigned int         length)
{
  g_byte_array_append (array, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
paint_plain (const GessoPaintingSpec *spec)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, spec->width, spec->height);
  guint32 colour = (g_str_hash (spec->prompt) ^ g_str_hash (spec->variant) ^ g_str_hash (spec->creativity)) * 31 +
                   spec->seed * 2654435761u;
  cairo_t *cr = cairo_create (surface);
  GByteArray *png = g_byte_array_new ();

  if (spec->n_palette > 0)
    colour ^= spec->palette[0];
  cairo_set_source_rgb (cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, append_cb, png);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

static void
keep (GessoSandboxStudio *self,
      const char         *picture,
      GBytes             *png)
{
  if (g_hash_table_contains (self->kept, picture))
    return;
  g_hash_table_insert (self->kept, g_strdup (picture), g_bytes_ref (png));
  g_queue_push_tail (&self->order, g_strdup (picture));
  self->kept_bytes += g_bytes_get_size (png);
  while (self->kept_bytes > MAX_KEPT_BYTES && self->order.length > 1)
    {
      g_autofree char *oldest = g_queue_pop_head (&self->order);
      GBytes *bytes = g_hash_table_lookup (self->kept, oldest);

      self->kept_bytes -= g_bytes_get_size (bytes);
      g_hash_table_remove (self->kept, oldest);
    }
}

static gboolean
painted_cb (gpointer data)
{
  Painting *painting = data;
  GessoSandboxStudio *self = painting->studio;
  GPtrArray *waiting = g_hash_table_lookup (self->waiting, painting->picture);
  g_autoptr (GPtrArray) tasks = waiting != NULL ? g_ptr_array_ref (waiting) : g_ptr_array_new ();

  keep (self, painting->picture, painting->png);
  g_hash_table_remove (self->waiting, painting->picture);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_pointer (tasks->pdata[i], g_bytes_ref (painting->png), (GDestroyNotify) g_bytes_unref);
  return G_SOURCE_REMOVE;
}

static void
paint_in_thread (gpointer data,
                 gpointer context)
{
  Painting *painting = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  painting->png = painting->plain ? paint_plain (&painting->spec) : gesso_sandbox_paint_png (&painting->spec);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, painted_cb, painting, painting_free);
  g_source_attach (source, context);
}

static void
gesso_sandbox_studio_finalize (GObject *object)
{
  GessoSandboxStudio *self = GESSO_SANDBOX_STUDIO (object);

  g_thread_pool_free (self->painters, TRUE, FALSE);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_queue_clear_full (&self->order, g_free);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (gesso_sandbox_studio_parent_class)->finalize (object);
}

static void
gesso_sandbox_studio_class_init (GessoSandboxStudioClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gesso_sandbox_studio_finalize;
}

static void
gesso_sandbox_studio_init (GessoSandboxStudio *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->painters = g_thread_pool_new_full (paint_in_thread, self->context, painting_free, MAX_PAINTERS, FALSE, NULL);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
}

GessoSandboxStudio *
gesso_sandbox_studio_new (void)
{
  return g_object_new (GESSO_TYPE_SANDBOX_STUDIO, NULL);
}

static Painting *
painting_new (GessoSandboxStudio      *self,
              const char              *picture,
              const GessoPaintingSpec *spec,
              gboolean                 plain)
{
  Painting *painting = g_new0 (Painting, 1);

  painting->studio = g_object_ref (self);
  painting->picture = g_strdup (picture);
  painting->plain = plain;
  painting->spec = *spec;
  painting->spec.prompt = g_strdup (spec->prompt);
  painting->spec.variant = g_strdup (spec->variant);
  painting->spec.creativity = g_strdup (spec->creativity);
  painting->spec.palette = g_memdup2 (spec->palette, spec->n_palette * sizeof *spec->palette);
  return painting;
}

void
gesso_sandbox_studio_paint_async (GessoSandboxStudio      *self,
                                  const char              *picture,
                                  const GessoPaintingSpec *spec,
                                  gboolean                 plain,
                                  GCancellable            *cancellable,
                                  GAsyncReadyCallback      callback,
                                  gpointer                 data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);
  GBytes *kept;
  GPtrArray *tasks;

  g_return_if_fail (GESSO_IS_SANDBOX_STUDIO (self));
  g_return_if_fail (picture != NULL && spec != NULL);

  g_task_set_source_tag (task, gesso_sandbox_studio_paint_async);
  kept = g_hash_table_lookup (self->kept, picture);
  if (kept != NULL)
    {
      g_task_return_pointer (task, g_bytes_ref (kept), (GDestroyNotify) g_bytes_unref);
      return;
    }
  tasks = g_hash_table_lookup (self->waiting, picture);
  if (tasks == NULL)
    {
      tasks = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->waiting, g_strdup (picture), tasks);
      g_thread_pool_push (self->painters, painting_new (self, picture, spec, plain), NULL);
    }
  g_ptr_array_add (tasks, g_steal_pointer (&task));
}

GBytes *
gesso_sandbox_studio_paint_finish (GessoSandboxStudio  *self,
                                   GAsyncResult        *result,
                                   GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, gesso_sandbox_studio_paint_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
