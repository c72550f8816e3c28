/* gp-access-proposal.c — tests that would cover a cell, found by solving its rules
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-proposal"
#include "config.h"
#include "gp-access-proposal.h"

#include <glib/gi18n-lib.h>

static void
proposal_free (gpointer data)
{
  GpAccessProposal *self = data;

  g_free (self->words);
  g_clear_pointer (&self->changes, gp_change_set_unref);
  g_free (self);
}

static char *
describe_side (GpDesign              *design,
               const GpAccessWitness *witness,
               gboolean               allowed)
{
  const GpElement *persona, *fixture;
  const char *record;

  if (witness == NULL)
    return g_strdup (allowed ? _("nobody was found who may") : _("nobody was found who may not"));

  persona = gp_design_lookup (design, &witness->persona);
  fixture = gp_design_lookup (design, &witness->fixture);
  record = fixture != NULL ? gp_element_get_name (fixture) : _("a new example record");
  /* Translators: a persona and a record: "Ana may with r-92". */
  return g_strdup_printf (allowed ? _("%1$s may with %2$s") : _("%1$s may not with %2$s"),
                          gp_element_get_name (persona), record);
}

/* What is found for one side; @design is changed as it would be, so that the next comes after. */
static void
add_side (GpAccessProposal       *self,
          GpDesign               *design,
          const GpAccessMatrix   *matrix,
          GpAccessFixtures       *fixtures,
          const GpAccessCoverage *cell,
          gboolean                allowed,
          gint64                  now)
{
  g_autoptr(GpAccessWitness) witness = gp_access_find_witness (matrix, fixtures, cell, allowed,
                                                               now);
  g_autofree char *side = describe_side (design, witness, allowed);
  g_autofree char *before = self->words;
  g_autoptr(GpChangeSet) changes = NULL;

  self->words = before != NULL ? g_strdup_printf ("%s · %s", before, side) : g_strdup (side);
  if (witness == NULL)
    return;

  changes = gp_access_witness_propose (witness, design);
  if (self->changes == NULL)
    self->changes = gp_change_set_new (_("Added the proposed tests"));
  gp_change_set_append_all (self->changes, changes);
  gp_design_apply (design, changes, NULL);
}

static GpAccessProposal *
proposal_new (GpAccess               *access,
              const GpAccessMatrix   *matrix,
              GpAccessFixtures       *fixtures,
              const GpAccessCoverage *cell,
              gint64                  now)
{
  g_autoptr(GpDesign) design = gp_design_copy (gp_access_get_design (access));
  GpAccessProposal *self = g_new0 (GpAccessProposal, 1);

  self->subject = cell->subject;
  self->role = cell->role;
  self->action = cell->action;
  if (!cell->has_allowed)
    add_side (self, design, matrix, fixtures, cell, TRUE, now);
  if (!cell->has_denied)
    add_side (self, design, matrix, fixtures, cell, FALSE, now);
  return self;
}

GPtrArray *
gp_access_list_proposals (const GpAccess *access,
                          gint64          now,
                          guint           max,
                          GCancellable   *cancellable)
{
  g_autoptr(GpAccess) held = gp_access_ref (access);
  g_autoptr(GpAccessMatrix) matrix = gp_access_matrix_new (held);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (gp_access_get_design (held));
  g_autoptr(GPtrArray) results = gp_access_run_tests (held, fixtures, now, FALSE);
  g_autoptr(GArray) cells = gp_access_find_coverage (matrix, results);
  GPtrArray *out = g_ptr_array_new_with_free_func (proposal_free);

  for (guint i = 0; i < cells->len && out->len < max; i++)
    {
      const GpAccessCoverage *cell = &g_array_index (cells, GpAccessCoverage, i);

      if (g_cancellable_is_cancelled (cancellable))
        break;
      if (!cell->has_allowed || !cell->has_denied)
        g_ptr_array_add (out, proposal_new (held, matrix, fixtures, cell, now));
    }
  return out;
}
