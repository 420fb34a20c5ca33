/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KREA_ERROR (krea_error_quark ())
GQuark krea_error_quark (void);

/**
 * KreaError:
 * @KREA_ERROR_INVALID_REQUEST: the request breaks the contract; found here before sending, or HTTP 400 or 422
 * @KREA_ERROR_UNAUTHORIZED: HTTP 401
 * @KREA_ERROR_PAYMENT_REQUIRED: HTTP 402, the prepaid API balance is empty
 * @KREA_ERROR_FORBIDDEN: HTTP 403
 * @KREA_ERROR_NOT_FOUND: HTTP 404
 * @KREA_ERROR_GONE: HTTP 410, the model was retired
 * @KREA_ERROR_TOO_LARGE: HTTP 413
 * @KREA_ERROR_BUSY: HTTP 429
 * @KREA_ERROR_SERVER: HTTP 5xx, and 408, 409, 425
 * @KREA_ERROR_OFFLINE: no connection could be made: name resolution, refused, unreachable
 * @KREA_ERROR_TIMEOUT: no answer in time
 * @KREA_ERROR_TLS: the connection could not be made secure
 * @KREA_ERROR_CONNECTION: the connection broke after something had been written
 * @KREA_ERROR_BAD_REPLY: the reply is not what the contract says
 * @KREA_ERROR_REPLY_TOO_BIG: the reply passed its limit after decompression
 * @KREA_ERROR_REDIRECT: a redirect that must not be followed
 * @KREA_ERROR_MODERATED: the job failed because of moderation; never retried
 * @KREA_ERROR_JOB_FAILED: the job failed for another reason
 * @KREA_ERROR_NO_PICTURE: the job completed without a picture: an error, and a charge
 *
 * Failures of the Krea API. The message names what failed and on what; what a
 * program needs to offer the fix is in krea_error_get_details().
 */
typedef enum {
  KREA_ERROR_INVALID_REQUEST,
  KREA_ERROR_UNAUTHORIZED,
  KREA_ERROR_PAYMENT_REQUIRED,
  KREA_ERROR_FORBIDDEN,
  KREA_ERROR_NOT_FOUND,
  KREA_ERROR_GONE,
  KREA_ERROR_TOO_LARGE,
  KREA_ERROR_BUSY,
  KREA_ERROR_SERVER,
  KREA_ERROR_OFFLINE,
  KREA_ERROR_TIMEOUT,
  KREA_ERROR_TLS,
  KREA_ERROR_CONNECTION,
  KREA_ERROR_BAD_REPLY,
  KREA_ERROR_REPLY_TOO_BIG,
  KREA_ERROR_REDIRECT,
  KREA_ERROR_MODERATED,
  KREA_ERROR_JOB_FAILED,
  KREA_ERROR_NO_PICTURE,
} KreaError;

#define KREA_ERROR_REASON_UPLOAD "upload"

/**
 * KreaErrorDetails:
 * @http_status: 0 where no reply came
 * @nothing_written: no byte of the request was written, so sending it again cannot pay twice
 * @field: (nullable): the request's key that was refused ("aspect_ratio", "image_style_references[3].strength")
 * @allowed: (nullable): the values that @field may have, for people
 * @server_message: (nullable): the server's own words; untrusted, plain text
 * @retry_after_s: seconds from `Retry-After`, or -1
 * @replacement: (nullable): the model id that replaces a retired one
 * @sunset: (nullable): ISO 8601 date of the retirement
 * @reason: (nullable): moderation code ("nsfw", "violence", "ip_detected", "personal_info"); or %KREA_ERROR_REASON_UPLOAD,
 *   and then @field is the name of the reference that could not be uploaded
 *
 * Owned by the #GError it was taken from.
 */
typedef struct {
  guint    http_status;
  gboolean nothing_written;
  char    *field;
  char    *allowed;
  char    *server_message;
  int      retry_after_s;
  char    *replacement;
  char    *sunset;
  char    *reason;
} KreaErrorDetails;

/**
 * krea_error_get_details:
 * @error: an error of the %KREA_ERROR domain
 *
 * Returns: (transfer none) (nullable): its details; %NULL for another domain
 */
const KreaErrorDetails *krea_error_get_details  (const GError *error);

/* As above, to fill in; only for code that has just created @error. */
KreaErrorDetails       *krea_error_edit_details (GError       *error);

/**
 * krea_error_code_to_nick:
 *
 * Returns: (transfer none): the stable name that is kept in sidecars and JSON ("payment-required")
 */
const char             *krea_error_code_to_nick   (KreaError   code);
gboolean                krea_error_code_from_nick (const char *nick,
                                                   KreaError  *code);

/**
 * krea_error_to_json:
 * @error: an error of the %KREA_ERROR domain
 *
 * Code and details as one JSON object, for the library to keep; no secret is ever in it.
 *
 * Returns: (transfer full): the text
 */
char                   *krea_error_to_json        (const GError *error);
GError                 *krea_error_new_from_json  (const char   *json);

G_END_DECLS
