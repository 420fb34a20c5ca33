/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GessoSandboxKind:
 *
 * What a request is about; %GESSO_SANDBOX_JOB is not a request but what becomes of a job.
 */
typedef enum {
  GESSO_SANDBOX_ANY,
  GESSO_SANDBOX_SUBMIT,
  GESSO_SANDBOX_POLL,
  GESSO_SANDBOX_LIST,
  GESSO_SANDBOX_CANCEL,
  GESSO_SANDBOX_UPLOAD,
  GESSO_SANDBOX_ASSETS,
  GESSO_SANDBOX_STYLES,
  GESSO_SANDBOX_DOWNLOAD,
  GESSO_SANDBOX_JOB,
} GessoSandboxKind;

/**
 * GessoSandboxEffect:
 *
 * What goes wrong. Up to %GESSO_SANDBOX_REDIRECT it happens instead of the work, up to
 * %GESSO_SANDBOX_CUT to the reply after the work was done, beyond that to the job.
 */
typedef enum {
  GESSO_SANDBOX_STATUS,
  GESSO_SANDBOX_DROP,
  GESSO_SANDBOX_HTML,
  GESSO_SANDBOX_REDIRECT,

  GESSO_SANDBOX_STATUS_AFTER,
  GESSO_SANDBOX_DROP_AFTER,
  GESSO_SANDBOX_DELAY,
  GESSO_SANDBOX_HANG,
  GESSO_SANDBOX_GARBAGE,
  GESSO_SANDBOX_EMPTY,
  GESSO_SANDBOX_CUT_JSON,
  GESSO_SANDBOX_WRONG_TYPES,
  GESSO_SANDBOX_HUGE_NUMBER,
  GESSO_SANDBOX_DEEP,
  GESSO_SANDBOX_BIG,
  GESSO_SANDBOX_BOMB,
  GESSO_SANDBOX_BAD_UTF8,
  GESSO_SANDBOX_DRIP,
  GESSO_SANDBOX_HUGE,
  GESSO_SANDBOX_SLOW,
  GESSO_SANDBOX_TRUNCATED,
  GESSO_SANDBOX_CUT,

  GESSO_SANDBOX_MODERATED,
  GESSO_SANDBOX_FAIL,
  GESSO_SANDBOX_FAIL_SILENT,
  GESSO_SANDBOX_NO_URLS,
  GESSO_SANDBOX_STUCK,
  GESSO_SANDBOX_UNKNOWN_STATUS,
} GessoSandboxEffect;

typedef enum {
  GESSO_SANDBOX_BEFORE,
  GESSO_SANDBOX_AFTER,
  GESSO_SANDBOX_OUTCOME,
} GessoSandboxPhase;

/**
 * GessoSandboxFault:
 * @status: HTTP status, where the effect has one
 * @value: (nullable): what follows the equals sign, or the name's default
 * @left: how often it still happens; negative for always
 */
typedef struct {
  GessoSandboxKind   kind;
  GessoSandboxEffect effect;
  guint              status;
  char              *value;
  int                left;
} GessoSandboxFault;

void               gesso_sandbox_fault_free     (GessoSandboxFault   *fault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSandboxFault, gesso_sandbox_fault_free)

typedef struct _GessoSandboxFaults GessoSandboxFaults;

/**
 * gesso_sandbox_faults_parse:
 * @spec: (nullable): items with commas between them
 *
 * The grammar of an item is
 *
 *     option=value                      one reading of a contradiction, e.g. "urls_shape=objects"
 *     [kind:]name[=value][@count]       a fault, for the next count requests of that kind
 *
 * The kinds are submit, poll, list, cancel, upload, assets, styles, download and any; a name that is not
 * preceded by a kind has its own. Without a count it happens always. The same items in square brackets
 * within a prompt ("a boat [nsfw]", "[429@2]", "[poll:404]") apply to that request, and to the polls and downloads of
 * its job; brackets that hold anything else are plain text. gesso_sandbox_faults_help() lists the names.
 *
 * Returns: (transfer full) (nullable): or %NULL with %G_OPTION_ERROR_BAD_VALUE
 */
GessoSandboxFaults *gesso_sandbox_faults_parse  (const char          *spec,
                                                 GError             **error);
void                gesso_sandbox_faults_free   (GessoSandboxFaults  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoSandboxFaults, gesso_sandbox_faults_free)

/* The value of an option, its default if it was not given; (nullable) only for options without a default. */
const char         *gesso_sandbox_faults_option (GessoSandboxFaults  *self,
                                                 const char          *name);
gboolean            gesso_sandbox_faults_option_is (GessoSandboxFaults *self,
                                                    const char         *name,
                                                    const char         *value);

/**
 * gesso_sandbox_faults_take:
 * @scope: (nullable): whose tokens are counted: a job's id, or the prompt for a submission
 * @prompt: (nullable): where tokens are looked for
 *
 * Finds the first fault that applies and counts it down.
 *
 * Returns: (transfer full) (nullable): the fault
 */
GessoSandboxFault  *gesso_sandbox_faults_take   (GessoSandboxFaults  *self,
                                                 GessoSandboxKind     kind,
                                                 GessoSandboxPhase    phase,
                                                 const char          *scope,
                                                 const char          *prompt);

/* Returns: (transfer full): a table of all options and names, for --help */
char               *gesso_sandbox_faults_help   (void);

G_END_DECLS
