/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-exchange"

#include "config.h"

#include "gesso-export-picture.h"

#include <string.h>

#include "gesso-json.h"
#include "gesso-time.h"
#include "krea-catalog.h"

/* Terms of IPTC's vocabulary of digital source types: https://cv.iptc.org/newscodes/digitalsourcetype/ */
#define SOURCE_TYPE           "http://cv.iptc.org/newscodes/digitalsourcetype/"
#define SOURCE_TYPE_TRAINED   SOURCE_TYPE "trainedAlgorithmicMedia"
#define SOURCE_TYPE_COMPOSITE SOURCE_TYPE "compositeWithTrainedAlgorithmicMedia"
#define SOURCE_TYPE_ALGORITHM SOURCE_TYPE "algorithmicMedia"

/* What made the picture, and who wrote its prompt; all %NULL where nobody knows. */
typedef struct {
  const char *system;
  const char *version;
  const char *source_type;
  const char *writer;
} Maker;

static void
find_maker (const GessoExportPicture *picture,
            JsonObject               *recipe,
            Maker                    *maker)
{
  JsonObject *imported = recipe != NULL ? gesso_json_sub_object (recipe, "imported") : NULL;
  const KreaModel *model = picture->variant != NULL
                             ? krea_catalog_find_model (krea_catalog_get_default (), picture->variant)
                             : NULL;

  maker->writer = imported != NULL ? gesso_json_string (imported, "writer") : NULL;
  /* A stand-in is drawn by rules; to call it the work of a model would be a lie. */
  if (picture->sandbox || (imported != NULL && gesso_json_boolean (imported, "sandbox", FALSE)))
    {
      maker->system = "Gesso sandbox";
      maker->source_type = SOURCE_TYPE_ALGORITHM;
      return;
    }
  maker->source_type = recipe != NULL && json_object_has_member (recipe, "source") ? SOURCE_TYPE_COMPOSITE
                                                                                   : SOURCE_TYPE_TRAINED;
  if (model != NULL)
    {
      maker->system = model->name;
      maker->version = model->id;
    }
  else if (!picture->imported)
    maker->system = "Krea 2";
  else if (imported != NULL && gesso_json_string (imported, "program") != NULL)
    {
      const char *name = gesso_json_string (imported, "model");

      maker->system = name != NULL && *name != '\0' ? name : gesso_json_string (imported, "program");
    }
  else
    maker->source_type = NULL;
}

/* What XML 1.0 has no place for is left out. */
static char *
escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xfffe && c != 0xffff && c != 0x7f))
        g_string_append_unichar (clean, c);
    }
  return g_markup_escape_text (clean->str, clean->len);
}

static void
add (GString    *xml,
     const char *name,
     const char *value)
{
  g_autofree char *escaped = value != NULL && *value != '\0' ? escape (value) : NULL;

  if (escaped != NULL)
    g_string_append_printf (xml, " <%s>%s</%s>\n", name, escaped, name);
}

static void
add_tags (GString    *xml,
          const char *tags)
{
  g_auto (GStrv) lines = g_strsplit (tags != NULL ? tags : "", "\n", -1);

  if (lines[0] == NULL || *lines[0] == '\0')
    return;
  g_string_append (xml, " <dc:subject><rdf:Bag>\n");
  for (char **line = lines; *line != NULL; line++)
    add (xml, "rdf:li", *line);
  g_string_append (xml, " </rdf:Bag></dc:subject>\n");
}

static void
add_everything (GString                  *xml,
                const GessoExportPicture *picture,
                const Maker              *maker)
{
  g_autofree char *created = picture->created_at > 0 ? gesso_time_to_iso (picture->created_at) : NULL;
  g_autofree char *recipe = gesso_export_picture_to_recipe (picture);

  add (xml, "Iptc4xmpExt:AISystemVersionUsed", maker->version);
  add (xml, "Iptc4xmpExt:AIPromptInformation", picture->prompt);
  add (xml, "Iptc4xmpExt:AIPromptWriterName", maker->writer);
  if (picture->rating > 0)
    g_string_append_printf (xml, " <xmp:Rating>%d</xmp:Rating>\n", picture->rating);
  add (xml, "xmp:CreatorTool", "Gesso " GESSO_VERSION);
  add (xml, "xmp:CreateDate", created);
  add_tags (xml, picture->tags);
  add (xml, GESSO_XMP_PREFIX ":" GESSO_XMP_RECIPE, recipe);
}

char *
gesso_export_picture_to_xmp (const GessoExportPicture *self,
                             GessoExportProfile        profile)
{
  g_autoptr (GBytes) bytes = g_bytes_new (self->recipe != NULL ? self->recipe : "",
                                          self->recipe != NULL ? strlen (self->recipe) : 0);
  g_autoptr (JsonNode) node = gesso_json_parse (bytes, NULL);
  g_autoptr (GString) xml = NULL;
  Maker maker = { NULL, NULL, NULL, NULL };

  if (profile == GESSO_EXPORT_CLEAN)
    return NULL;
  find_maker (self, gesso_json_object (node), &maker);
  if (maker.source_type == NULL && profile == GESSO_EXPORT_CREDITED)
    return NULL;
  xml = g_string_new ("<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
                      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                      "<rdf:Description rdf:about=\"\""
                      " xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\"");
  if (profile == GESSO_EXPORT_FULL)
    g_string_append (xml, " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                          " xmlns:" GESSO_XMP_PREFIX "=\"" GESSO_XMP_NAMESPACE "\"");
  g_string_append (xml, ">\n");
  add (xml, "Iptc4xmpExt:DigitalSourceType", maker.source_type);
  add (xml, "Iptc4xmpExt:AISystemUsed", maker.system);
  if (profile == GESSO_EXPORT_FULL)
    add_everything (xml, self, &maker);
  g_string_append (xml, "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
  return g_string_free (g_steal_pointer (&xml), FALSE);
}
