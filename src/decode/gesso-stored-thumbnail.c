/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#define G_LOG_DOMAIN "gesso-decode"

#include "gesso-stored-thumbnail.h"

#include "gesso-shrink.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#define QUALITY 85

typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf way_out;
} Errors;

static void
error_exit_cb (j_common_ptr info)
{
  longjmp (((Errors *) info->err)->way_out, 1);
}

/* A warning is damage, too: what is made up in its place is not what was stored. */
static void
emit_message_cb (j_common_ptr info,
                 int          level)
{
  if (level < 0)
    error_exit_cb (info);
}

static struct jpeg_error_mgr *
errors_init (Errors *self)
{
  jpeg_std_error (&self->manager);
  self->manager.error_exit = error_exit_cb;
  self->manager.emit_message = emit_message_cb;
  return &self->manager;
}

/* This and Reading live outside of the functions that are left by a jump. */
typedef struct {
  struct jpeg_compress_struct info;
  Errors errors;
  unsigned char *data;
  unsigned long length;
} Writing;

static gboolean
write_rows (Writing      *self,
            const guint8 *rgb,
            guint         width,
            guint         height)
{
  struct jpeg_compress_struct *info = &self->info;

  info->err = errors_init (&self->errors);
  if (setjmp (self->errors.way_out) != 0)
    return FALSE;
  jpeg_create_compress (info);
  jpeg_mem_dest (info, &self->data, &self->length);
  info->image_width = width;
  info->image_height = height;
  info->input_components = 3;
  info->in_color_space = JCS_RGB;
  jpeg_set_defaults (info);
  jpeg_set_quality (info, QUALITY, TRUE);
  jpeg_start_compress (info, TRUE);
  while (info->next_scanline < height)
    {
      JSAMPROW row = (JSAMPROW) rgb + (gsize) info->next_scanline * width * 3;

      jpeg_write_scanlines (info, &row, 1);
    }
  jpeg_finish_compress (info);
  return TRUE;
}

GBytes *
gesso_stored_thumbnail_encode (const guint8 *rgb,
                        guint         width,
                        guint         height)
{
  Writing writing = { 0 };
  gboolean good;

  g_return_val_if_fail (rgb != NULL, NULL);
  g_return_val_if_fail (width > 0 && width <= GESSO_THUMBNAIL_LARGE, NULL);
  g_return_val_if_fail (height > 0 && height <= GESSO_THUMBNAIL_LARGE, NULL);

  good = write_rows (&writing, rgb, width, height);
  jpeg_destroy_compress (&writing.info);
  if (good)
    return g_bytes_new_with_free_func (writing.data, writing.length, free, writing.data);
  free (writing.data);
  return NULL;
}

typedef struct {
  struct jpeg_decompress_struct info;
  Errors errors;
  GessoShrink *shrink;
  guint8 *row;
  guint width;
  guint height;
} Reading;

/* What gesso_stored_thumbnail_encode() writes, and nothing else that JPEG can be. */
static gboolean
is_ours (struct jpeg_decompress_struct *info)
{
  return info->image_width > 0 && info->image_width <= GESSO_THUMBNAIL_LARGE &&
         info->image_height > 0 && info->image_height <= GESSO_THUMBNAIL_LARGE &&
         info->data_precision == 8 && info->num_components == 3 && info->jpeg_color_space == JCS_YCbCr &&
         !info->progressive_mode && !info->arith_code && info->comps_in_scan == 3;
}

/* The size to end with, and the part of each side that is decoded at all: 1, ½, ¼ or ⅛. */
static void
plan (Reading *self,
      guint    max_width,
      guint    max_height)
{
  struct jpeg_decompress_struct *info = &self->info;

  gesso_picture_fit (info->image_width, info->image_height, max_width, max_height, &self->width, &self->height);
  info->scale_num = 1;
  info->scale_denom = 1;
  while (info->scale_denom < 8 && info->image_width / (info->scale_denom * 2) >= self->width &&
         info->image_height / (info->scale_denom * 2) >= self->height)
    info->scale_denom *= 2;
  info->out_color_space = JCS_RGB;
}

static gboolean
read_rows (Reading *self,
           GBytes  *jpeg,
           guint    max_width,
           guint    max_height)
{
  struct jpeg_decompress_struct *info = &self->info;
  gsize length;
  const guint8 *data = g_bytes_get_data (jpeg, &length);

  info->err = errors_init (&self->errors);
  if (setjmp (self->errors.way_out) != 0)
    return FALSE;
  jpeg_create_decompress (info);
  jpeg_mem_src (info, (unsigned char *) data, length);
  if (jpeg_read_header (info, TRUE) != JPEG_HEADER_OK || !is_ours (info))
    return FALSE;
  plan (self, max_width, max_height);
  jpeg_start_decompress (info);
  self->shrink = gesso_shrink_new (info->output_width, info->output_height, self->width, self->height,
                                   4);
  if (self->shrink == NULL)
    return FALSE;
  self->row = g_malloc ((gsize) info->output_width * 3);
  while (info->output_scanline < info->output_height)
    {
      JSAMPROW row = self->row;

      jpeg_read_scanlines (info, &row, 1);
      gesso_shrink_add_row (self->shrink, self->row);
    }
  jpeg_finish_decompress (info);
  return TRUE;
}

GessoPixels *
gesso_stored_thumbnail_decode (GBytes *jpeg,
                        guint   max_width,
                        guint   max_height)
{
  Reading reading = { 0 };
  GessoPixels *pixels = NULL;

  g_return_val_if_fail (jpeg != NULL, NULL);
  g_return_val_if_fail (max_width > 0 && max_height > 0, NULL);

  if (g_bytes_get_size (jpeg) > 0 && read_rows (&reading, jpeg, max_width, max_height))
    {
      pixels = g_new0 (GessoPixels, 1);
      pixels->width = reading.width;
      pixels->height = reading.height;
      pixels->stride = (gsize) reading.width * 4;
      pixels->data = g_bytes_new_take (gesso_shrink_steal (reading.shrink), pixels->stride * reading.height);
    }
  jpeg_destroy_decompress (&reading.info);
  g_clear_pointer (&reading.shrink, gesso_shrink_free);
  g_free (reading.row);
  return pixels;
}
