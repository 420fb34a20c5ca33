/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "gesso-sandbox"

#include "config.h"

#include "gesso-sandbox-faults.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  const char *name;
  const char *values; /* with bars between them, the default first; empty for any word */
  const char *help;
} Option;

static const Option options[] = {
  { "creativity_default", "low|medium", "what a request without creativity means" },
  { "strict_strength", "0|1", "1: strengths of references and moodboards only 0..1" },
  { "validation_status", "400|422", "HTTP status of a refused request" },
  { "validation_body", "error|detail|issues", "where a refusal says why" },
  { "ratios", "9|8", "8: without 3:4" },
  { "unauthorized_body", "message|error", "key of the 401's sentence" },
  { "not_found_body", "error|html", "body for an unknown path" },
  { "urls_shape", "strings|objects|map", "shape of result.urls" },
  { "error_location", "top|result", "where a failed job has its error" },
  { "error_shape", "object|string", "what it is" },
  { "cursor_style", "next_cursor|nextCursor", "key of the next page" },
  { "first_status", "", "status in the reply to a submission; none leaves it out" },
  { "result", "null|empty|absent", "result of a job that is not finished" },
  { "delete", "cancel|remove", "remove: a deleted job is not found any more" },
  { "type", "", "\"type\" of every job, e.g. externalImage" },
  { "previews", "0|1", "1: a preview in result before completion" },
  { "pictures", "painted|plain", "plain: one colour, quick" },
  { "webhooks", "1|0|2", "how often X-Webhook-URL is called (loopback only)" },
  { "sunset", "", "date in Deprecation and Sunset headers" },
  { "retry_after", "", "Retry-After of a 429" },
  { "date_skew", "", "seconds that the Date header is wrong" },
  { "clock", "", "seconds that the whole clock is wrong, Date and jobs alike" },
  { "grain", "", "jobs are created at multiples of so many ms, several in one" },
};

typedef struct {
  const char        *name;
  GessoSandboxKind   kind;
  GessoSandboxEffect effect;
  const char        *value;
  const char        *help;
} Name;

static const Name names[] = {
  { "drop", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_DROP, NULL, "connection closed, nothing done" },
  { "drop-before", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_DROP, NULL, "the same" },
  { "html", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_HTML, "502", "a page of HTML with that status, nothing done" },
  { "redirect", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_REDIRECT, "http://127.0.0.1:9/", "307 to there, nothing done" },
  { "drop-after", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_DROP_AFTER, NULL, "done, then the connection is closed" },
  { "delay", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_DELAY, "1000", "done; the reply comes so many ms later" },
  { "hang", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_HANG, NULL, "done; the reply never comes" },
  { "garbage", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_GARBAGE, NULL, "done; 200 with bytes that are not JSON" },
  { "empty", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_EMPTY, NULL, "done; 200 with nothing" },
  { "cut-json", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_CUT_JSON, NULL, "done; 200 with half of the JSON" },
  { "wrong-types", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_WRONG_TYPES, NULL, "done; members of the wrong type" },
  { "huge-number", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_HUGE_NUMBER, NULL, "done; a number of a million digits" },
  { "deep", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_DEEP, NULL, "done; 100,000 arrays in one another" },
  { "big", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_BIG, NULL, "done; 32 MB of JSON" },
  { "bomb", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_BOMB, NULL, "done; gzip that inflates to 256 MB" },
  { "bad-utf8", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_BAD_UTF8, NULL, "done; a string of the JSON is not UTF-8" },
  { "drip", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_DRIP, "1000", "done; the reply byte by byte, so many ms apart" },
  { "huge", GESSO_SANDBOX_SUBMIT, GESSO_SANDBOX_HUGE, "chunked",
    "done; 1 GB, its length said before (length) or not" },
  { "slow", GESSO_SANDBOX_DOWNLOAD, GESSO_SANDBOX_SLOW, "3", "the picture takes so many seconds" },
  { "truncated", GESSO_SANDBOX_DOWNLOAD, GESSO_SANDBOX_TRUNCATED, NULL, "the connection is closed half-way" },
  { "cut", GESSO_SANDBOX_DOWNLOAD, GESSO_SANDBOX_CUT, NULL, "half of the file, with the length of that half" },
  { "nsfw", GESSO_SANDBOX_JOB, GESSO_SANDBOX_MODERATED, "nsfw", "failed by moderation" },
  { "ip_detected", GESSO_SANDBOX_JOB, GESSO_SANDBOX_MODERATED, "ip_detected", "the same" },
  { "violence", GESSO_SANDBOX_JOB, GESSO_SANDBOX_MODERATED, "violence", "the same" },
  { "personal_info", GESSO_SANDBOX_JOB, GESSO_SANDBOX_MODERATED, "personal_info", "the same" },
  { "fail", GESSO_SANDBOX_JOB, GESSO_SANDBOX_FAIL, "internal_error", "failed with that code" },
  { "fail-silent", GESSO_SANDBOX_JOB, GESSO_SANDBOX_FAIL_SILENT, NULL, "failed without any error" },
  { "no-urls", GESSO_SANDBOX_JOB, GESSO_SANDBOX_NO_URLS, "empty",
    "completed and billed, without a URL; result is empty, null, absent or list" },
  { "stuck", GESSO_SANDBOX_JOB, GESSO_SANDBOX_STUCK, "processing", "keeps that status until it is cancelled" },
  { "unknown-status", GESSO_SANDBOX_JOB, GESSO_SANDBOX_UNKNOWN_STATUS, "warming-up", "that status until it completes" },
};

static const struct {
  const char      *name;
  GessoSandboxKind kind;
} kinds[] = {
  { "any", GESSO_SANDBOX_ANY },       { "submit", GESSO_SANDBOX_SUBMIT }, { "poll", GESSO_SANDBOX_POLL },
  { "list", GESSO_SANDBOX_LIST },     { "cancel", GESSO_SANDBOX_CANCEL }, { "upload", GESSO_SANDBOX_UPLOAD },
  { "assets", GESSO_SANDBOX_ASSETS }, { "styles", GESSO_SANDBOX_STYLES }, { "download", GESSO_SANDBOX_DOWNLOAD },
};

/* A poll that fails recovers after this many, if the item does not say. */
#define POLL_FAILURES 2

struct _GessoSandboxFaults
{
  GPtrArray  *faults;
  GHashTable *options; /* name → value */
  GHashTable *used;    /* scope and token → how often it was taken */
};

void
gesso_sandbox_fault_free (GessoSandboxFault *fault)
{
  g_free (fault->value);
  g_free (fault);
}

static GessoSandboxFault *
fault_copy (const GessoSandboxFault *fault)
{
  GessoSandboxFault *copy = g_new (GessoSandboxFault, 1);

  *copy = *fault;
  copy->value = g_strdup (fault->value);
  return copy;
}

static GessoSandboxPhase
phase_of (GessoSandboxEffect effect)
{
  if (effect <= GESSO_SANDBOX_REDIRECT)
    return GESSO_SANDBOX_BEFORE;
  return effect <= GESSO_SANDBOX_CUT ? GESSO_SANDBOX_AFTER : GESSO_SANDBOX_OUTCOME;
}

/* "429", "500-before", "500-after" */
static gboolean
parse_status (const char        *name,
              GessoSandboxFault *fault)
{
  char *end;
  guint64 status = g_ascii_strtoull (name, &end, 10);

  if (end != name + 3 || status < 400 || status > 599)
    return FALSE;
  if (*end == '\0' || strcmp (end, "-before") == 0)
    fault->effect = GESSO_SANDBOX_STATUS;
  else if (strcmp (end, "-after") == 0)
    fault->effect = GESSO_SANDBOX_STATUS_AFTER;
  else
    return FALSE;
  fault->kind = GESSO_SANDBOX_SUBMIT;
  fault->status = status;
  return TRUE;
}

static gboolean
parse_name (const char        *name,
            GessoSandboxFault *fault)
{
  if (parse_status (name, fault))
    return TRUE;
  if (g_str_has_prefix (name, "poll") && parse_status (name + strlen ("poll"), fault))
    {
      fault->kind = GESSO_SANDBOX_POLL;
      fault->left = POLL_FAILURES;
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].name, name) == 0)
      {
        fault->kind = names[i].kind;
        fault->effect = names[i].effect;
        fault->value = g_strdup (names[i].value);
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_kind (const char        *text,
            GessoSandboxFault *fault)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, text) == 0)
      {
        gboolean has_place = fault->kind != GESSO_SANDBOX_JOB &&
                             (fault->effect < GESSO_SANDBOX_SLOW || kinds[i].kind == GESSO_SANDBOX_DOWNLOAD);

        fault->kind = kinds[i].kind;
        return has_place;
      }
  return FALSE;
}

/* Returns: (nullable): the fault that @item is, %NULL if it is none */
static GessoSandboxFault *
parse_item (const char *item)
{
  g_autoptr (GessoSandboxFault) fault = g_new0 (GessoSandboxFault, 1);
  g_autofree char *text = g_strdup (item);
  char *count = strrchr (text, '@');
  char *colon;
  char *equals;
  guint64 left = 0;

  fault->left = -1;
  if (count != NULL)
    {
      *count++ = '\0';
      if (!g_ascii_string_to_unsigned (count, 10, 1, G_MAXINT, &left, NULL))
        return NULL;
    }
  equals = strchr (text, '=');
  if (equals != NULL)
    *equals++ = '\0';
  colon = strchr (text, ':');
  if (colon != NULL)
    *colon++ = '\0';
  if (!parse_name (colon != NULL ? colon : text, fault) || (colon != NULL && !parse_kind (text, fault)))
    return NULL;
  if (equals != NULL)
    {
      g_free (fault->value);
      fault->value = g_strdup (equals);
    }
  if (left > 0)
    fault->left = left;
  if (fault->effect == GESSO_SANDBOX_HTML)
    fault->status = g_ascii_strtoull (fault->value, NULL, 10);
  if (fault->effect == GESSO_SANDBOX_HTML && (fault->status < 200 || fault->status > 599))
    return NULL;
  return g_steal_pointer (&fault);
}

static const Option *
find_option (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (strcmp (options[i].name, name) == 0)
      return &options[i];
  return NULL;
}

static gboolean
parse_option (GessoSandboxFaults *self,
              const char         *item)
{
  g_auto (GStrv) parts = g_strsplit (item, "=", 2);
  const Option *option = parts[0] != NULL && parts[1] != NULL ? find_option (parts[0]) : NULL;
  g_auto (GStrv) values = NULL;

  if (option == NULL)
    return FALSE;
  values = g_strsplit (option->values, "|", -1);
  if (values[0] != NULL && !g_strv_contains ((const char *const *) values, parts[1]))
    return FALSE;
  g_hash_table_insert (self->options, g_strdup (parts[0]), g_strdup (parts[1]));
  return TRUE;
}

GessoSandboxFaults *
gesso_sandbox_faults_parse (const char  *spec,
                            GError     **error)
{
  g_autoptr (GessoSandboxFaults) self = g_new0 (GessoSandboxFaults, 1);
  g_auto (GStrv) items = g_strsplit (spec != NULL ? spec : "", ",", -1);

  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) gesso_sandbox_fault_free);
  self->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (char **item = items; *item != NULL; item++)
    {
      const char *text = g_strstrip (*item);
      GessoSandboxFault *fault;

      if (*text == '\0' || parse_option (self, text))
        continue;
      fault = parse_item (text);
      if (fault == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("“%s” is not a fault or an option"), text);
          return NULL;
        }
      g_ptr_array_add (self->faults, fault);
    }
  return g_steal_pointer (&self);
}

void
gesso_sandbox_faults_free (GessoSandboxFaults *self)
{
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_pointer (&self->options, g_hash_table_unref);
  g_clear_pointer (&self->used, g_hash_table_unref);
  g_free (self);
}

const char *
gesso_sandbox_faults_option (GessoSandboxFaults *self,
                             const char         *name)
{
  const char *value = g_hash_table_lookup (self->options, name);
  const Option *option = find_option (name);
  g_auto (GStrv) values = NULL;

  g_return_val_if_fail (option != NULL, NULL);
  if (value != NULL || *option->values == '\0')
    return value;
  values = g_strsplit (option->values, "|", -1);
  return g_intern_string (values[0]);
}

gboolean
gesso_sandbox_faults_option_is (GessoSandboxFaults *self,
                                const char         *name,
                                const char         *value)
{
  return g_strcmp0 (gesso_sandbox_faults_option (self, name), value) == 0;
}

static gboolean
applies (const GessoSandboxFault *fault,
         GessoSandboxKind         kind,
         GessoSandboxPhase        phase)
{
  return phase_of (fault->effect) == phase && fault->left != 0 &&
         (fault->kind == kind || (fault->kind == GESSO_SANDBOX_ANY && kind != GESSO_SANDBOX_JOB));
}

/* Tokens are read from the prompt anew each time: only how often they were taken is remembered. */
static GessoSandboxFault *
take_token (GessoSandboxFaults *self,
            GessoSandboxKind    kind,
            GessoSandboxPhase   phase,
            const char         *scope,
            const char         *prompt)
{
  for (const char *open = strchr (prompt, '['); open != NULL; open = strchr (open + 1, '['))
    {
      const char *close = strchr (open, ']');
      g_autofree char *token = close != NULL ? g_strndup (open + 1, close - open - 1) : NULL;
      g_autoptr (GessoSandboxFault) fault = token != NULL ? parse_item (token) : NULL;
      g_autofree char *key = NULL;
      int used;

      if (fault == NULL || !applies (fault, kind, phase))
        continue;
      key = g_strconcat (token, "\n", scope, NULL);
      used = GPOINTER_TO_INT (g_hash_table_lookup (self->used, key));
      if (fault->left > 0 && used >= fault->left)
        continue;
      if (fault->left > 0)
        g_hash_table_insert (self->used, g_steal_pointer (&key), GINT_TO_POINTER (used + 1));
      return g_steal_pointer (&fault);
    }
  return NULL;
}

GessoSandboxFault *
gesso_sandbox_faults_take (GessoSandboxFaults *self,
                           GessoSandboxKind    kind,
                           GessoSandboxPhase   phase,
                           const char         *scope,
                           const char         *prompt)
{
  GessoSandboxFault *token = prompt != NULL ? take_token (self, kind, phase, scope, prompt) : NULL;

  if (token != NULL)
    return token;
  for (guint i = 0; i < self->faults->len; i++)
    {
      GessoSandboxFault *fault = self->faults->pdata[i];

      if (!applies (fault, kind, phase))
        continue;
      if (fault->left > 0)
        fault->left--;
      return fault_copy (fault);
    }
  return NULL;
}

char *
gesso_sandbox_faults_help (void)
{
  GString *text = g_string_new ("Items of --faults, with commas between them:\n"
                                "  OPTION=VALUE                     one reading of the contract, for all requests\n"
                                "  [KIND:]NAME[=VALUE][@COUNT]      a fault, for the next COUNT requests or always\n"
                                "Kinds: submit poll list cancel upload assets styles download any\n"
                                "A NAME item in brackets in a prompt applies to that request and its job: “a boat [nsfw]”\n\n"
                                "Options (the first value is the default):\n");

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autofree char *left = g_strdup_printf ("%s=%s", options[i].name, *options[i].values ? options[i].values : "…");

      g_string_append_printf (text, "  %-38s %s\n", left, options[i].help);
    }
  g_string_append (text, "\nFaults:\n"
                         "  400 … 599, 500-before                  that status, nothing done\n"
                         "  500-after                              done, then that status\n"
                         "  poll500                                the next two polls of a job\n");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *left = names[i].value != NULL && strcmp (names[i].value, names[i].name) != 0
                                ? g_strdup_printf ("%s[=%s]", names[i].name, names[i].value)
                                : g_strdup (names[i].name);

      g_string_append_printf (text, "  %-38s %s\n", left, names[i].help);
    }
  return g_string_free (text, FALSE);
}
