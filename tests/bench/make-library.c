/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "bench-pictures.h"
#include "gesso-library.h"
#include "gesso-row.h"

/*
 * A library of any size: make-library DIR COUNT [PICTURES]. The same count makes the same library. Its pictures are
 * those that make-pictures put into PICTURES, as hard links; the newest has the first, and after the last it begins
 * again. Without them no generation has a file.
 */

#define START_MS G_GINT64_CONSTANT (1700000000000)
#define STEP_MS 31000
#define COMPLETED_MS 9000

/* Where the pictures lie, beside the others' dated folders. */
#define PICTURES_FOLDER "Pictures"

static const char *const subjects[] = {
  "lighthouse", "paper boat", "fishing harbour", "mountain hut", "old greenhouse", "night market", "street musician",
  "fox in the snow", "glass teapot", "wooden chair", "botanical plate", "concert poster", "train station", "bakery",
  "desert road", "flooded library", "dancer", "portrait of a sailor", "cathedral ceiling", "kitchen table", "meadow",
  "rooftop garden", "city at dusk", "swimming pool", "abandoned factory", "beekeeper", "chess players", "volcano",
};
static const char *const manners[] = {
  "gouache", "ink and wash", "35 mm photograph", "linocut", "oil sketch", "children's book illustration", "isometric",
  "charcoal", "risograph in two colours", "watercolour on rough paper", "studio photograph", "anime background",
  "technical drawing", "stained glass", "paper collage", "pastel", "woodblock print", "film still",
};
static const char *const lights[] = {
  "teal and rust palette", "in heavy weather", "long shadows", "soft morning light", "lit from below", "before a storm",
  "high noon", "foggy", "neon reflections", "candle light", "overcast", "golden hour", "moonlit", "backlit", "muted",
};
static const char *const details[] = {
  "seen from above", "wide margins", "a single red accent", "grainy", "no people", "crowded", "symmetrical",
  "off-centre composition", "close up of the hands", "birds over the roofs", "torn edges", "café in the distance",
  "wet cobblestones", "empty foreground", "very fine lines", "flat shapes", "deep perspective", "reflections in glass",
  "hand-lettered sign", "a cat asleep", "laundry between the houses", "scaffolding", "wild flowers", "rust and moss",
};
static const char *const variants[] = { "medium-turbo", "medium", "medium", "large" };
static const char *const aspects[] = { "1:1", "1:1", "4:5", "16:9", "3:2", "2:3", "9:16" };
static const char *const creativities[] = { "raw", "low", "medium", "medium", "high" };
static const gint64 prices[] = { 10000, 35000, 40000, 65000 };
static const char *const tags[] = { "teal", "client a", "client b", "print", "maybe", "texture", "cover", "Sea fog" };

#define PICK(rand, array) (array)[g_rand_int_range ((rand), 0, G_N_ELEMENTS (array))]

static char *
create_prompt (GRand *rand)
{
  const guint n = g_rand_int_range (rand, 5, 11);
  GString *prompt = g_string_new (NULL);

  g_string_append_printf (prompt, "A %s, %s, %s", PICK (rand, subjects), PICK (rand, manners), PICK (rand, lights));
  for (guint i = 0; i < n; i++)
    g_string_append_printf (prompt, ", %s", PICK (rand, details));
  g_string_append_printf (prompt, ", study %d", g_rand_int_range (rand, 1, 50000));
  return g_string_free (prompt, FALSE);
}

static void
add_picture (GessoRow           *row,
             const BenchPicture *picture)
{
  row->sha256 = g_strdup (picture->sha256);
  row->path = g_build_filename (PICTURES_FOLDER, picture->name, NULL);
  row->format = g_strdup ("png");
  row->width = picture->width;
  row->height = picture->height;
  row->size = picture->size;
}

static GessoRow *
create_row (GRand *rand,
            guint  index)
{
  GessoRow *row = gesso_row_new ();
  g_autofree char *prompt = create_prompt (rand);
  const guint variant = g_rand_int_range (rand, 0, G_N_ELEMENTS (variants));
  g_autofree char *references = g_rand_int_range (rand, 0, 5) == 0
    ? g_strdup_printf ("\"references\": [{\"sha256\": \"%064x\", \"name\": \"ink.png\", \"strength\": 0.6}], ",
                       g_rand_int_range (rand, 1, 2000))
    : g_strdup ("");
  g_autofree char *recipe = g_strdup_printf (
    "{\"prompt\": \"%s\", \"variant\": \"%s\", \"aspect_ratio\": \"%s\", \"resolution\": \"1K\", \"creativity\": \"%s\","
    " %s\"seed\": %d}",
    prompt, variants[variant], PICK (rand, aspects), PICK (rand, creativities), references,
    g_rand_int_range (rand, 0, 1000000));

  if (!gesso_row_set_recipe (row, recipe, NULL))
    g_error ("Not a recipe: %s", recipe);
  row->id = g_strdup_printf ("%08x-0000-4000-8000-%012x", index, index);
  row->round_id = g_strdup_printf ("%08x-0000-4000-9000-%012x", index / 4, index / 4);
  row->state = g_rand_int_range (rand, 0, 50) == 0 ? GESSO_STATE_FAILED : GESSO_STATE_KEPT;
  row->request_hash = g_strdup_printf ("%016x", index);
  row->origin = g_strdup ("https://api.krea.ai");
  row->account = g_strdup ("https://api.krea.ai 0000000000000000");
  row->price = prices[variant];
  row->job_id = g_strdup_printf ("job-%u", index);
  row->created_at = START_MS + (gint64) index * STEP_MS;
  row->submitted_at = row->created_at;
  row->completed_at = row->created_at + COMPLETED_MS;
  row->row_id = row->created_at * 1024;
  return row;
}

/* One in twenty is rated or a favourite, one in fifty has a tag. */
static gboolean
mark_row (GessoSql  *sql,
          GRand     *rand,
          gint64     row_id,
          GError   **error)
{
  const int rating = g_rand_int_range (rand, 0, 100) < 4 ? g_rand_int_range (rand, 1, 6) : 0;
  const gboolean favourite = g_rand_int_range (rand, 0, 100) < 2;

  if ((rating > 0 || favourite) &&
      !gesso_sql_run (sql, error, "UPDATE generation SET rating = ?, favourite = ? WHERE row_id = ?", "iii",
                      (gint64) rating, (gint64) favourite, row_id))
    return FALSE;
  return g_rand_int_range (rand, 0, 50) != 0 ||
         gesso_sql_run (sql, error, "INSERT INTO generation_tag (tag, row_id) VALUES (?, ?)", "ii",
                        (gint64) g_rand_int_range (rand, 1, G_N_ELEMENTS (tags) + 1), row_id);
}

/* All columns at once: what gesso_row_insert() and the steps of a generation's life leave behind. */
static gboolean
insert_row (GessoSql        *sql,
            const GessoRow  *row,
            GError         **error)
{
  const gboolean kept = row->state == GESSO_STATE_KEPT;
  const gboolean has_reference = g_strstr_len (row->recipe, -1, "\"references\"") != NULL;
  const char *reference = has_reference ? g_strstr_len (row->recipe, -1, "\"sha256\": \"") : NULL;
  g_autofree char *key = reference != NULL ? g_strndup (reference + 11, 16) : NULL;
  const gint64 charged = kept ? row->price : 0;

  return gesso_sql_run (
           sql, error,
           "INSERT INTO generation (row_id, id, round_id, state, recipe, prompt, variant, aspect_ratio, resolution,"
           " creativity, seed, request_hash, origin, account, sandbox, price, charge, charged, job_id, created_at,"
           " submitted_at, completed_at, path, sha256, width, height, format, size, has_reference)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
           "isssssssssisssisisiiissiisii", row->row_id, row->id, row->round_id, gesso_state_to_nick (row->state),
           row->recipe, row->prompt, row->variant, row->aspect_ratio, row->resolution, row->creativity, row->seed,
           row->request_hash, row->origin, row->account, row->price, kept ? "exact" : "none", charged, row->job_id,
           row->created_at, row->submitted_at, row->completed_at, row->path, row->sha256, (gint64) row->width,
           (gint64) row->height, row->format, (gint64) row->size, (gint64) has_reference) &&
         (key == NULL || gesso_sql_run (sql, error, "INSERT OR IGNORE INTO generation_use VALUES (?, ?)", "si", key,
                                        row->row_id)) &&
         (!kept || gesso_sql_run (sql, error,
                                  "INSERT INTO ledger (generation, generation_id, job_id, variant, account, amount,"
                                  " charge, completed_at, sandbox) VALUES (?, ?, ?, ?, ?, ?, 'exact', ?, 0)",
                                  "issssii", row->row_id, row->id, row->job_id, row->variant, row->account, charged,
                                  row->completed_at));
}

static gboolean
insert_tags (GessoSql  *sql,
             GError   **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autofree char *folded = g_ascii_strdown (tags[i], -1);

      if (!gesso_sql_run (sql, error, "INSERT INTO tag (name, folded, uses, used_at) VALUES (?, ?, 1, 1)", "ss", tags[i],
                          folded))
        return FALSE;
    }
  return TRUE;
}

/* @pictures: (nullable) */
static gboolean
insert_rows (GessoSql   *sql,
             guint       n_rows,
             GPtrArray  *pictures,
             GError    **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (GessoRow) row = create_row (rand, i);

      if (pictures != NULL && row->state == GESSO_STATE_KEPT)
        add_picture (row, pictures->pdata[(n_rows - 1 - i) % pictures->len]);
      if (!insert_row (sql, row, error) || !mark_row (sql, rand, row->row_id, error))
        return FALSE;
    }
  return TRUE;
}

/* The statements that make the indexes of the wide table; they are taken away, for they are made faster at the end. */
static gboolean
drop_indexes (GessoSql   *sql,
              GPtrArray  *makers,
              GError    **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = gesso_sql_bind (sql, error,
                                            "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
                                            " AND tbl_name = 'generation' AND sql IS NOT NULL", "");

  while (statement != NULL && gesso_sql_step (sql, statement, error))
    {
      g_ptr_array_add (names, gesso_sql_text (statement, 0));
      g_ptr_array_add (makers, gesso_sql_text (statement, 1));
    }
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *drop = g_strdup_printf ("DROP INDEX %s", (char *) names->pdata[i]);

      if (!gesso_sql_exec (sql, drop, error))
        return FALSE;
    }
  return names->len > 0;
}

static gboolean
fill (GessoSql   *sql,
      guint       n_rows,
      GPtrArray  *pictures,
      GError    **error)
{
  g_autoptr (GPtrArray) makers = g_ptr_array_new_with_free_func (g_free);

  if (!gesso_sql_exec (sql, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000", error) ||
      !gesso_sql_begin (sql, FALSE, error) || !drop_indexes (sql, makers, error) || !insert_tags (sql, error) ||
      !insert_rows (sql, n_rows, pictures, error))
    return FALSE;
  for (guint i = 0; i < makers->len; i++)
    if (!gesso_sql_exec (sql, makers->pdata[i], error))
      return FALSE;
  return gesso_sql_exec (sql,
                         "UPDATE generation SET round_key = gesso_key (round_id), prompt_key = gesso_key (prompt);"
                         "INSERT INTO generation_words (generation_words) VALUES ('rebuild')",
                         error) &&
         gesso_sql_commit (sql, error) && gesso_sql_exec (sql, "PRAGMA journal_mode=WAL", error);
}

/* As hard links: the same bytes on disk for every library. */
static gboolean
link_pictures (const char  *library,
               const char  *folder,
               GPtrArray   *pictures,
               GError     **error)
{
  g_autofree char *target = g_build_filename (library, PICTURES_FOLDER, NULL);

  if (g_mkdir_with_parents (target, 0700) != 0)
    return FALSE;
  for (guint i = 0; i < pictures->len; i++)
    {
      const BenchPicture *picture = pictures->pdata[i];
      g_autofree char *from = g_build_filename (folder, picture->name, NULL);
      g_autofree char *to = g_build_filename (target, picture->name, NULL);

      if (!g_file_test (to, G_FILE_TEST_EXISTS) && link (from, to) != 0)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s can't be linked", from);
          return FALSE;
        }
    }
  return TRUE;
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static void
await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Opened once, so that everything a library has is there. */
static gboolean
prepare (const char  *path,
         GError     **error)
{
  g_autoptr (GAsyncResult) opened = NULL, closed = NULL;
  g_autoptr (GessoLibrary) library = NULL;

  gesso_library_open_async (path, GESSO_LIBRARY_DEFAULT, NULL, result_cb, &opened);
  await (&opened);
  library = gesso_library_open_finish (opened, error);
  if (library == NULL)
    return FALSE;
  gesso_library_close_async (library, result_cb, &closed);
  await (&closed);
  return gesso_library_close_finish (library, closed, error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GessoSql) sql = NULL;
  g_autoptr (GPtrArray) pictures = NULL;
  g_autofree char *database = NULL;

  if (argc < 3 || argc > 4)
    {
      g_printerr ("Usage: make-library DIR COUNT [PICTURES]\n");
      return EXIT_FAILURE;
    }
  database = g_build_filename (argv[1], ".gesso", "library.db", NULL);
  if (g_mkdir_with_parents (argv[1], 0700) == 0 && prepare (argv[1], &error) &&
      (argc == 3 || ((pictures = bench_pictures_read (argv[3], &error)) != NULL &&
                     link_pictures (argv[1], argv[3], pictures, &error))) &&
      (sql = gesso_sql_open (database, GESSO_SQL_WRITE, argv[1], &error)) != NULL &&
      fill (sql, g_ascii_strtoull (argv[2], NULL, 10), pictures, &error))
    return EXIT_SUCCESS;
  g_printerr ("%s\n", error != NULL ? error->message : "The folder could not be made.");
  return EXIT_FAILURE;
}
