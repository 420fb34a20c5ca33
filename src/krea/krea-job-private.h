/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-json.h"
#include "krea-job.h"

G_BEGIN_DECLS

/* One item of a listing. */
KreaJob *krea_job_new_from_object (JsonObject  *object,
                                   GError     **error);

G_END_DECLS
