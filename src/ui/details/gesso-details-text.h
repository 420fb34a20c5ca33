/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-generation.h"
#include "krea-request.h"

G_BEGIN_DECLS

/*
 * What the details say of a generation, as text. (transfer full); %NULL where there is nothing to say.
 * @request: (nullable): the recipe, where it could be read
 */

/* "Large · 4:5 · High · seed 42" */
char *gesso_details_text_settings  (GessoGeneration *generation);
/* "Intensity 25 · Movement −10" */
char *gesso_details_text_sliders   (KreaRequest     *request);
/* "Harbour · 0.35" */
char *gesso_details_text_moodboard (KreaRequest     *request);
/* "Soft ink · 1, Grain · 0.5" */
char *gesso_details_text_styles    (KreaRequest     *request);
/* "$0.065 · 24 s", "Free · sandbox" */
char *gesso_details_text_price     (GessoGeneration *generation);
/* "928 × 1152 px" */
char *gesso_details_text_size      (GessoGeneration *generation);
char *gesso_details_text_time      (gint64           ms);
/* The sentence of a banner: what is uncertain about it. */
char *gesso_details_text_banner    (GessoGeneration *generation);

/* "0.6", "−0.35" */
char *gesso_details_text_strength  (double           strength);

G_END_DECLS
