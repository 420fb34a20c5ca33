/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "../../src/ui/gesso-image-cache.h"
#include "../../src/ui/gesso-image-loader-private.h"
#include "../../src/ui/gesso-image-slot.h"
#include "gesso-decoder-recent.h"
#include "gesso-test.h"
#include "gesso-ui-test.h"

static GessoUiTest test;

static void
test_cache (void)
{
  g_autoptr (GessoImageCache) cache = gesso_image_cache_new (100);
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);

  gesso_image_cache_insert (cache, "a", object, 40);
  gesso_image_cache_insert (cache, "b", object, 40);
  g_assert_true (gesso_image_cache_lookup (cache, "a") == object);
  /* "b" was used longest ago. */
  gesso_image_cache_insert (cache, "c", object, 40);
  g_assert_null (gesso_image_cache_lookup (cache, "b"));
  g_assert_nonnull (gesso_image_cache_lookup (cache, "a"));
  g_assert_cmpuint (gesso_image_cache_get_bytes (cache), ==, 80);
  gesso_image_cache_insert (cache, "a", object, 10);
  g_assert_cmpuint (gesso_image_cache_get_bytes (cache), ==, 50);
  gesso_image_cache_insert (cache, "huge", object, 101);
  g_assert_null (gesso_image_cache_lookup (cache, "huge"));
  g_assert_cmpuint (gesso_image_cache_get_bytes (cache), ==, 50);
}

static void
test_texture (void)
{
  static const guint8 rows[] = { 255, 0, 0, 255, 255, 255, 255, 128, 9, 9, 9, 9, 0, 255, 0, 0, 1, 2, 3, 255 };
  g_autoptr (GBytes) data = g_bytes_new_static (rows, sizeof rows);
  GessoPixels pixels = { 2, 2, 12, data };
  g_autoptr (GdkTexture) texture = gesso_image_loader_make_texture (&pixels);
  guint32 out[4];

  g_assert_cmpint (gdk_texture_get_width (texture), ==, 2);
  gdk_texture_download (texture, (guchar *) out, 8);
  g_assert_cmphex (out[0], ==, 0xffff0000);
  g_assert_cmphex (out[1], ==, 0x80808080);
  g_assert_cmphex (out[2], ==, 0);
  g_assert_cmphex (out[3], ==, 0xff010203);
  /* A helper that lies about what it sends. */
  pixels.height = 3;
  g_assert_null (gesso_image_loader_make_texture (&pixels));
  pixels = (GessoPixels) { 100, 1, 8, data };
  g_assert_null (gesso_image_loader_make_texture (&pixels));
}

static GdkTexture *
finish (GessoImageLoader  *loader,
        GAsyncResult     **slot,
        GError           **error)
{
  g_autoptr (GAsyncResult) result = gesso_test_await_result (slot);

  return gesso_image_loader_load_finish (loader, result, error);
}

static void
load (GessoImageLoader  *loader,
      GessoGeneration   *generation,
      guint              side,
      int                priority,
      GCancellable      *cancellable,
      GAsyncResult     **slot)
{
  gesso_image_loader_load_async (loader, gesso_generation_get_sha256 (generation), gesso_generation_get_path (generation),
                                 side, side, priority, cancellable, gesso_test_result_cb, slot);
}

static void
test_coalesces (void)
{
  g_autoptr (GessoImageLoader) loader = gesso_image_loader_new (test.context);
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add_kept (&test, "coalesced", 600, 300, 0x336699);
  GAsyncResult *slots[3] = { NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;
  GdkTexture *first = NULL;

  for (guint i = 0; i < 3; i++)
    load (loader, generation, 176, 10, NULL, &slots[i]);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GdkTexture) texture = finish (loader, &slots[i], &error);

      g_assert_no_error (error);
      if (first == NULL)
        first = g_object_ref (texture);
      g_assert_true (texture == first);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, 176);
      g_assert_cmpint (gdk_texture_get_height (texture), ==, 88);
    }
  g_assert_cmpuint (gesso_image_loader_get_started (loader), ==, 1);
  g_assert_cmpuint (gesso_image_loader_get_cached (loader), ==, 176 * 88 * 4);
  g_assert_true (gesso_image_loader_peek (loader, gesso_generation_get_sha256 (generation), 176, 176) == first);
  /* Once more comes from the cache; the original where a thumbnail is too small. */
  g_clear_object (&first);
  load (loader, generation, 176, 10, NULL, &slots[0]);
  first = finish (loader, &slots[0], &error);
  g_assert_cmpuint (gesso_image_loader_get_started (loader), ==, 1);
  load (loader, generation, 600, 10, NULL, &slots[0]);
  g_clear_object (&first);
  first = finish (loader, &slots[0], &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (first), ==, 600);
  g_clear_object (&first);
}

static void
test_cancels (void)
{
  g_autoptr (GessoImageLoader) loader = gesso_image_loader_new (test.context);
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add_kept (&test, "cancelled", 400, 400, 0x996633);
  GCancellable *cancellables[12];
  GAsyncResult *slots[12] = { NULL };
  guint n_loaded = 0;

  gesso_image_loader_set_most_active (loader, 4);
  /* Twelve sizes: four begin, eight wait; two share the last one. */
  for (guint i = 0; i < 12; i++)
    {
      cancellables[i] = g_cancellable_new ();
      load (loader, generation, 100 + MIN (i, 10), 0, cancellables[i], &slots[i]);
    }
  g_assert_cmpuint (gesso_image_loader_get_started (loader), ==, 4);
  g_assert_cmpuint (gesso_image_loader_get_waiting (loader), ==, 7);
  for (guint i = 4; i < 11; i++)
    g_cancellable_cancel (cancellables[i]);
  g_assert_cmpuint (gesso_image_loader_get_waiting (loader), ==, 1);
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GdkTexture) texture = finish (loader, &slots[i], &error);

      n_loaded += texture != NULL;
      if (i >= 4 && i < 11)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_no_error (error);
    }
  g_assert_cmpuint (n_loaded, ==, 5);
  g_assert_cmpuint (gesso_image_loader_get_started (loader), ==, 5);
  /* Begun and cancelled, then wanted again: a new start, not the old one's end. */
  load (loader, generation, 140, 0, cancellables[0], &slots[0]);
  g_cancellable_cancel (cancellables[0]);
  load (loader, generation, 140, 0, NULL, &slots[1]);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (GdkTexture) texture = finish (loader, &slots[1], &error);

    g_assert_no_error (error);
    g_assert_nonnull (texture);
    g_assert_null (finish (loader, &slots[0], NULL));
  }
  for (guint i = 0; i < 12; i++)
    g_object_unref (cancellables[i]);
}

#define N_ORDERED 16

static guint order[N_ORDERED], n_done;

static void
order_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GdkTexture) texture = gesso_image_loader_load_finish (GESSO_IMAGE_LOADER (source), result, NULL);

  order[GPOINTER_TO_UINT (data)] = n_done++;
}

static gboolean
all_done (gpointer data)
{
  return n_done == N_ORDERED;
}

static void
test_prefers_what_is_seen (void)
{
  g_autoptr (GessoImageLoader) loader = gesso_image_loader_new (test.context);
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add_kept (&test, "ordered", 400, 400, 0x669933);
  const char *sha256 = gesso_generation_get_sha256 (generation);
  const char *path = gesso_generation_get_path (generation);
  const guint seen = N_ORDERED - 1, newest = N_ORDERED - 2;
  GAsyncResult *busy[4] = { NULL };

  gesso_image_loader_set_most_active (loader, 1);
  for (guint i = 0; i < 4; i++)
    load (loader, generation, 100 + i, 0, NULL, &busy[i]);
  n_done = 0;
  for (guint i = 0; i < N_ORDERED; i++)
    gesso_image_loader_load_async (loader, sha256, path, 201 + i, 201 + i, i == seen ? 10 : 0, NULL, order_cb,
                                   GUINT_TO_POINTER (i));
  g_assert_true (gesso_test_await (all_done, NULL, GESSO_TEST_TIMEOUT_MS));
  /* What is seen first, then the newest; the oldest that nobody sees comes last. */
  g_assert_cmpuint (order[seen], ==, 0);
  g_assert_cmpuint (order[newest], ==, 1);
  g_assert_cmpuint (order[0], ==, N_ORDERED - 1);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GdkTexture) texture = finish (loader, &busy[i], NULL);

      g_assert_nonnull (texture);
    }
}

static void
test_refuses (void)
{
  g_autoptr (GessoImageLoader) loader = gesso_image_loader_new (test.context);
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  gesso_image_loader_load_async (loader, "nowhere", "/nonexistent/picture.png", 900, 900, 0, NULL, gesso_test_result_cb, &slot);
  g_assert_null (finish (loader, &slot, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  gesso_image_loader_load_async (loader, "nowhere", NULL, 900, 900, 0, NULL, gesso_test_result_cb, &slot);
  g_assert_null (finish (loader, &slot, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static gboolean
is_sharp (gpointer slot)
{
  return gesso_image_slot_is_sharp (slot);
}

static void
test_slot (void)
{
  g_autoptr (GessoGeneration) generation = gesso_ui_test_add_kept (&test, "slot", 400, 200, 0x112233);
  g_autoptr (GessoImageSlot) slot = gesso_image_slot_new (gesso_image_loader_get (test.context));
  const char *sha256 = gesso_generation_get_sha256 (generation);
  const char *path = gesso_generation_get_path (generation);
  GdkTexture *small;

  gesso_image_slot_want (slot, sha256, path, 100, 100, 0);
  g_assert_null (gesso_image_slot_get_texture (slot));
  g_assert_true (gesso_test_await (is_sharp, slot, GESSO_TEST_TIMEOUT_MS));
  small = gesso_image_slot_get_texture (slot);
  g_assert_cmpint (gdk_texture_get_width (small), ==, 100);
  /* Another size: the old one stays till the new one is there. */
  gesso_image_slot_want (slot, sha256, path, 200, 200, 0);
  g_assert_true (gesso_image_slot_get_texture (slot) == small);
  g_assert_false (gesso_image_slot_is_sharp (slot));
  g_assert_true (gesso_test_await (is_sharp, slot, GESSO_TEST_TIMEOUT_MS));
  g_assert_cmpint (gdk_texture_get_width (gesso_image_slot_get_texture (slot)), ==, 200);
  gesso_image_slot_drop (slot);
  g_assert_null (gesso_image_slot_get_texture (slot));
  /* What was shown is still in the cache: at once. */
  gesso_image_slot_want (slot, sha256, path, 100, 100, 0);
  g_assert_true (gesso_image_slot_is_sharp (slot));
}

/* What was received just now is not decoded again: its file may even be gone. In the next moment it has to be there. */
static void
test_received (void)
{
  g_autoptr (GessoImageLoader) loader = gesso_image_loader_new (test.context);
  g_autoptr (GBytes) bytes = gesso_test_make_png (700, 600, 0x336699);
  g_autoptr (GAsyncResult) received = NULL;
  g_autoptr (GessoInspection) inspection = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  gesso_decoder_receive_async (test.decoder, bytes, 0, NULL, gesso_test_result_cb, &slot);
  received = gesso_test_await_result (&slot);
  inspection = gesso_decoder_receive_finish (test.decoder, received, &error);
  g_assert_no_error (error);
  slot = NULL;
  gesso_image_loader_load_async (loader, inspection->sha256, "/nowhere/at/all.png", 650, 650, 10, NULL,
                                 gesso_test_result_cb, &slot);
  texture = finish (loader, &slot, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 650);
  slot = NULL;
  gesso_image_loader_load_async (loader, "unknown", "/nowhere/at/all.png", 650, 650, 10, NULL, gesso_test_result_cb,
                                 &slot);
  g_assert_null (finish (loader, &slot, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  gesso_test_isolate ();
  gtk_test_init (&argc, &argv, NULL);
  gesso_ui_test_set_up (&test);
  g_test_add_func ("/image-loader/cache", test_cache);
  g_test_add_func ("/image-loader/texture", test_texture);
  g_test_add_func ("/image-loader/coalesces", test_coalesces);
  g_test_add_func ("/image-loader/cancels", test_cancels);
  g_test_add_func ("/image-loader/order", test_prefers_what_is_seen);
  g_test_add_func ("/image-loader/refuses", test_refuses);
  g_test_add_func ("/image-loader/received", test_received);
  g_test_add_func ("/image-loader/slot", test_slot);
  return gesso_ui_test_run (&test);
}
