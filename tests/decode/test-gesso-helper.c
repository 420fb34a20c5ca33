/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bad-helper.h"
#include "gesso-decoder-private.h"
#include "gesso-stored-thumbnail.h"
#include "gesso-test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define TIMEOUT_MS 1000

static GBytes *picture;

typedef struct {
  GessoDecoder *decoder;
  GString *order;
  guint outstanding;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "decode", "bad-helper", NULL);

  self->decoder = gesso_decoder_new (1);
  gesso_decoder_set_helper (self->decoder, program, TIMEOUT_MS, 0);
  self->order = g_string_new (NULL);
}

/* Whatever happened, nothing keeps a decoder, and no helper outlives it. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gpointer weak = self->decoder;

  g_object_add_weak_pointer (G_OBJECT (self->decoder), &weak);
  g_object_unref (self->decoder);
  gesso_test_await_finalized (&weak);
  g_string_free (self->order, TRUE);
}

static GessoPixels *
ask (Fixture  *self,
     guint     behaviour,
     GError  **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_decoder_load_async (self->decoder, picture, behaviour, 0, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_decoder_load_finish (self->decoder, result, error);
}

static void
assert_works (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPixels) pixels = ask (self, BAD_IS_GOOD, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (pixels->width, ==, 1);
  g_assert_cmpmem (g_bytes_get_data (pixels->data, NULL), g_bytes_get_size (pixels->data), "\x11\x22\x33\x44", 4);
}

/* Each lie costs its own call and no other. */
static void
test_lies (Fixture       *self,
           gconstpointer  data)
{
  for (guint behaviour = BAD_SAYS_HUGE; behaviour < BAD_LAST; behaviour++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoPixels) pixels = ask (self, behaviour, &error);

      g_test_message ("lie %u", behaviour);
      g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER);
      g_assert_null (pixels);
    }
  assert_works (self);
}

static GessoInspection *
inspect (Fixture  *self,
         guint     behaviour,
         GError  **error)
{
  g_autoptr (GBytes) bytes = gesso_test_make_png (behaviour, 1, 0);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  gesso_decoder_inspect_async (self->decoder, bytes, 0, NULL, gesso_test_result_cb, &slot);
  result = gesso_test_await_result (&slot);
  return gesso_decoder_inspect_finish (self->decoder, result, error);
}

/* Of thumbnails only pixels are taken, as many as there have to be; what is kept is written on this side. */
static void
test_thumbnails (Fixture       *self,
                 gconstpointer  data)
{
  for (guint behaviour = BAD_THUMBNAILS_ARE_GOOD; behaviour < BAD_THUMBNAILS_LAST; behaviour++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoInspection) inspection = inspect (self, behaviour, &error);
      g_autoptr (GessoPixels) pixels = NULL;

      g_test_message ("thumbnails %u", behaviour);
      if (behaviour != BAD_THUMBNAILS_ARE_GOOD)
        {
          g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER);
          g_assert_null (inspection);
          continue;
        }
      g_assert_no_error (error);
      pixels = gesso_stored_thumbnail_decode (inspection->thumbnail_large, 512, 512);
      g_assert_nonnull (pixels);
      g_assert_cmpuint (pixels->width, ==, 1);
    }
}

static int
only_helper (Fixture *self)
{
  g_autoptr (GArray) helpers = gesso_decoder_list_helpers (self->decoder);

  g_assert_cmpuint (helpers->len, ==, 1);
  return g_array_index (helpers, int, 0);
}

static gboolean
has_a_helper (gpointer data)
{
  Fixture *self = data;
  g_autoptr (GArray) helpers = gesso_decoder_list_helpers (self->decoder);

  return helpers->len > 0;
}

/* Ahead of the first picture; once is enough, and it is the one that serves. */
static void
test_prepare (Fixture       *self,
              gconstpointer  data)
{
  int first;

  gesso_decoder_prepare (self->decoder);
  gesso_decoder_prepare (self->decoder);
  g_assert_true (gesso_test_await (has_a_helper, self, GESSO_TEST_TIMEOUT_MS));
  first = only_helper (self);
  assert_works (self);
  gesso_decoder_prepare (self->decoder);
  assert_works (self);
  g_assert_cmpint (only_helper (self), ==, first);
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (folder) != NULL)
    count++;
  return count;
}

/* Whatever comes that nobody asked for is closed. */
static void
test_descriptors (Fixture       *self,
                  gconstpointer  data)
{
  guint before;

  assert_works (self);
  before = count_descriptors ();
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GessoPixels) pixels = ask (self, BAD_SENDS_SEVERAL, &error);

      g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER);
    }
  assert_works (self);
  /* Another helper may be starting or ending; a call that leaks one descriptor leaks 20. */
  g_assert_cmpuint (count_descriptors (), <=, before + 8);
}

static void
test_crash (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPixels) pixels = ask (self, BAD_CRASHES, &error);

  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER);
  assert_works (self);
}

static void
test_hang (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GessoPixels) pixels = ask (self, BAD_HANGS, &error);

  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, TIMEOUT_MS * 1000);
  assert_works (self);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Fixture *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPixels) pixels = gesso_decoder_load_finish (self->decoder, result, &error);
  const char *name = g_object_get_data (G_OBJECT (result), "name");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_string_append_c (self->order, '-');
  g_string_append (self->order, name != NULL ? name : "?");
  self->outstanding--;
}

typedef struct {
  Fixture *fixture;
  char letter;
} Named;

static void
named_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Named *named = data;
  char name[] = { named->letter, 0 };

  g_object_set_data_full (G_OBJECT (result), "name", g_strdup (name), g_free);
  done_cb (source, result, named->fixture);
  g_free (named);
}

static void
start (Fixture      *self,
       char          letter,
       guint         behaviour,
       int           priority,
       GCancellable *cancellable)
{
  Named *named = g_new0 (Named, 1);

  named->fixture = self;
  named->letter = letter;
  self->outstanding++;
  gesso_decoder_load_async (self->decoder, picture, behaviour, 0, priority, cancellable, named_cb, named);
}

static gboolean
is_idle (gpointer data)
{
  return ((Fixture *) data)->outstanding == 0;
}

/* While the slow one runs, the others line up. */
static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  assert_works (self);
  start (self, 's', BAD_IS_SLOW, 100, NULL);
  start (self, 'a', BAD_IS_GOOD, 0, NULL);
  start (self, 'b', BAD_IS_GOOD, 5, NULL);
  start (self, 'c', BAD_IS_GOOD, 0, NULL);
  start (self, 'd', BAD_IS_GOOD, 5, NULL);
  start (self, 'e', BAD_IS_GOOD, -1, NULL);
  g_assert_true (gesso_test_await (is_idle, self, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (self->order->str, ==, "sdbcae");
}

static void
test_cancel (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GCancellable) waiting = g_cancellable_new ();
  g_autoptr (GCancellable) running = g_cancellable_new ();
  g_autoptr (GCancellable) before = g_cancellable_new ();

  assert_works (self);
  g_cancellable_cancel (before);
  start (self, 's', BAD_IS_SLOW, 100, running);
  start (self, 'a', BAD_CRASHES, 0, waiting);
  start (self, 'b', BAD_CRASHES, 0, before);
  start (self, 'c', BAD_IS_GOOD, -5, NULL);
  gesso_test_settle (50);
  g_cancellable_cancel (waiting);
  /* Never from within the call that cancels. */
  g_assert_cmpstr (self->order->str, ==, "-b");
  g_cancellable_cancel (running);
  g_assert_true (gesso_test_await (is_idle, self, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (self->order->str, ==, "-b-a-sc");
}

static gboolean
has_no_helper (gpointer data)
{
  Fixture *self = data;
  g_autoptr (GArray) helpers = gesso_decoder_list_helpers (self->decoder);

  return helpers->len == 0;
}

/* Killed from outside, mid-way or between two calls: nobody notices. */
static void
test_kill (Fixture       *self,
           gconstpointer  data)
{
  int first, second;

  assert_works (self);
  first = only_helper (self);
  start (self, 's', BAD_IS_SLOW, 0, NULL);
  gesso_test_settle (50);
  g_assert_cmpint (kill (first, SIGKILL), ==, 0);
  g_assert_true (gesso_test_await (is_idle, self, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpstr (self->order->str, ==, "s");

  second = only_helper (self);
  g_assert_cmpint (second, !=, first);
  g_assert_cmpint (kill (second, SIGKILL), ==, 0);
  assert_works (self);
}

static gboolean
is_gone (gpointer data)
{
  return kill (*(int *) data, 0) != 0;
}

/* Ends when idle, and with the decoder; the next call starts another. */
static void
test_idle (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "decode", "bad-helper", NULL);
  int process;

  gesso_decoder_set_helper (self->decoder, program, TIMEOUT_MS, 50);
  assert_works (self);
  g_assert_true (gesso_test_await (has_no_helper, self, GESSO_TEST_TIMEOUT_MS));
  gesso_decoder_set_helper (self->decoder, program, TIMEOUT_MS, 0);
  assert_works (self);
  process = only_helper (self);
  g_object_unref (self->decoder);
  g_assert_true (gesso_test_await (is_gone, &process, GESSO_TEST_TIMEOUT_MS));
  self->decoder = gesso_decoder_new (1);
}

static void
test_missing (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoPixels) pixels = NULL;

  gesso_decoder_set_helper (self->decoder, "/nonexistent/gesso-decode", TIMEOUT_MS, 0);
  g_test_expect_message ("gesso-decode", G_LOG_LEVEL_MESSAGE, "*Could not start*");
  pixels = ask (self, BAD_IS_GOOD, &error);
  g_assert_error (error, GESSO_PICTURE_ERROR, GESSO_PICTURE_ERROR_DECODER);
  g_test_assert_expected_messages ();
}

/* Calls from several threads, each with a main context of its own, on several helpers. */
static gpointer
caller_thread (gpointer data)
{
  GessoDecoder *decoder = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  guint good = 0;

  g_main_context_push_thread_default (context);
  for (guint i = 0; i < 20; i++)
    {
      GAsyncResult *result = NULL;
      g_autoptr (GessoPixels) pixels = NULL;

      gesso_decoder_load_async (decoder, picture, BAD_IS_GOOD, 0, i, NULL, gesso_test_result_cb, &result);
      while (result == NULL)
        g_main_context_iteration (context, TRUE);
      pixels = gesso_decoder_load_finish (decoder, result, NULL);
      good += pixels != NULL;
      g_object_unref (result);
    }
  g_main_context_pop_thread_default (context);
  return GUINT_TO_POINTER (good);
}

static void
test_threads (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "decode", "bad-helper", NULL);
  g_autoptr (GessoDecoder) decoder = gesso_decoder_new (3);
  GThread *threads[4];

  gesso_decoder_set_helper (decoder, program, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("caller", caller_thread, decoder);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 20);
}

/* The environment of a helper has neither the key nor anything else that it does not need. */
static void
test_environment (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autofree char *environment = NULL;
  gsize length;

  assert_works (self);
  path = g_strdup_printf ("/proc/%d/environ", only_helper (self));
  g_assert_true (g_file_get_contents (path, &environment, &length, NULL));
  g_assert_null (memmem (environment, length, "secret", 6));
  g_assert_null (memmem (environment, length, "HOME=", 5));
  g_assert_nonnull (memmem (environment, length, "PATH=", 5));
}

static void
add (const char *path,
     void (*function) (Fixture *self, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, function, tear_down);
}

int
main (int    argc,
      char **argv)
{
  int status;

  gesso_test_isolate ();
  g_test_init (&argc, &argv, NULL);
  /* For the test of the environment, here because no thread runs yet. */
  g_setenv ("KREA_API_TOKEN", "id:secret", TRUE);
  picture = gesso_test_make_png (2, 2, 0xffffff);

  add ("/decode/helper/lies", test_lies);
  add ("/decode/helper/thumbnails", test_thumbnails);
  add ("/decode/helper/prepare", test_prepare);
  add ("/decode/helper/descriptors", test_descriptors);
  add ("/decode/helper/crash", test_crash);
  add ("/decode/helper/hang", test_hang);
  add ("/decode/helper/order", test_order);
  add ("/decode/helper/cancel", test_cancel);
  add ("/decode/helper/kill", test_kill);
  add ("/decode/helper/idle", test_idle);
  add ("/decode/helper/missing", test_missing);
  add ("/decode/helper/threads", test_threads);
  add ("/decode/helper/environment", test_environment);

  status = g_test_run ();
  g_clear_pointer (&picture, g_bytes_unref);
  return status;
}
