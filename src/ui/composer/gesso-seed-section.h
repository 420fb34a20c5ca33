/*
 * SPDX-FileCopyrightText: The Gesso authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gesso-section.h"

G_BEGIN_DECLS

/**
 * GessoSeedSection:
 *
 * The seed: empty is random, a number stays. The lock says which it is: locking an empty entry keeps the seed of the
 * round before, unlocking goes back to random.
 */
#define GESSO_TYPE_SEED_SECTION (gesso_seed_section_get_type ())
G_DECLARE_FINAL_TYPE (GessoSeedSection, gesso_seed_section, GESSO, SEED_SECTION, GessoSection)

GtkWidget  *gesso_seed_section_new         (void);

/* What locking an empty entry keeps: the first seed of the round that was queued last. */
void        gesso_seed_section_set_last    (GessoSeedSection *self,
                                            gint64            seed);
/* (nullable): "Seeds 42–45" */
const char *gesso_seed_section_get_caption (GessoSeedSection *self);
GtkWidget  *gesso_seed_section_get_entry   (GessoSeedSection *self);
GtkWidget  *gesso_seed_section_get_lock    (GessoSeedSection *self);

G_END_DECLS
