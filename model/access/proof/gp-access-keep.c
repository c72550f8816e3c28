/* gp-access-keep.c — verdicts become tests
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-keep"
#include "config.h"
#include "gp-access-keep.h"

#include "gp-access-sentence.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

static const GpElement *
find_anonymous (GpDesign *design)
{
  g_autoptr(GPtrArray) personas = gp_design_list (design, GP_KIND_PERSONA);

  for (guint i = 0; i < personas->len; i++)
    if (gp_element_get_bool (personas->pdata[i], GP_PERSONA_ANONYMOUS))
      return personas->pdata[i];
  return NULL;
}

/* The persona that is meant; a new one in @changes where nobody stands for visitors yet. */
static const GpElement *
take_persona (GpDesign                  *design,
              const GpAccessExpectation *expectation,
              GpChangeSet               *changes)
{
  const GpElement *persona = gp_id_is_nil (&expectation->persona)
                               ? find_anonymous (design)
                               : gp_design_lookup_kind (design, &expectation->persona,
                                                        GP_KIND_PERSONA);
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GpElement) visitor = NULL;
  g_autofree char *name = NULL;

  if (persona != NULL)
    return persona;

  visitor = gp_design_new_child (design, GP_KIND_PERSONA, root);
  name = gp_name_make_unique (design, root, GP_KIND_PERSONA, _("Visitor"), NULL);
  gp_element_set_text (visitor, GP_PERSONA_NAME, name);
  gp_element_set_bool (visitor, GP_PERSONA_ANONYMOUS, TRUE);
  gp_change_set_add (changes, visitor);
  return gp_change_set_get (changes, gp_change_set_get_size (changes) - 1)->element;
}

static GpId
take_fixture (GpDesign                  *design,
              const GpAccessExpectation *expectation,
              const char                *name,
              GpChangeSet               *changes)
{
  g_autoptr(GpElement) fixture = NULL;

  if (!gp_id_is_nil (&expectation->fixture) || expectation->record == NULL)
    return expectation->fixture;

  fixture = gp_design_new_child (design, GP_KIND_FIXTURE, &expectation->subject);
  gp_element_set_text (fixture, GP_FIXTURE_NAME, name);
  gp_element_set_text (fixture, GP_FIXTURE_RECORD, expectation->record);
  gp_change_set_add (changes, fixture);
  return *gp_element_get_id (fixture);
}

static char *
make_name (GpDesign                  *design,
           const GpAccessExpectation *expectation,
           const char                *who)
{
  const char *subject = gp_element_get_name (gp_design_lookup (design, &expectation->subject));
  const GpElement *fixture = gp_design_lookup (design, &expectation->fixture);
  g_autofree char *action = gp_access_say_actions (&expectation->action, 1);

  if (fixture == NULL)
    return g_strdup_printf (expectation->allow ? _("%s may %s %s") : _("%s may not %s %s"), who,
                            action, subject);
  return g_strdup_printf (expectation->allow ? _("%s may %s %s %s") : _("%s may not %s %s %s"), who,
                          action, subject, gp_element_get_name (fixture));
}

GpChangeSet *
gp_access_keep (GpDesign                  *design,
                const GpAccessExpectation *expectation,
                GpId                      *out_test)
{
  GpChangeSet *changes = gp_change_set_new (_("Kept a verdict as a test"));
  const GpElement *persona = take_persona (design, expectation, changes);
  g_autofree char *name = make_name (design, expectation, gp_element_get_name (persona));
  GpId fixture = take_fixture (design, expectation, name, changes);
  g_autoptr(GpElement) test = gp_design_new_child (design, GP_KIND_TEST,
                                                   gp_design_get_root_id (design));

  gp_element_set_text (test, GP_TEST_NAME, name);
  gp_element_set_ref (test, GP_TEST_PERSONA, gp_element_get_id (persona));
  gp_element_set_text (test, GP_TEST_ACTION, expectation->action);
  gp_element_set_ref (test, GP_TEST_SUBJECT, &expectation->subject);
  if (!gp_id_is_nil (&fixture))
    gp_element_set_ref (test, GP_TEST_FIXTURE, &fixture);
  if (expectation->write != NULL)
    gp_element_set_text (test, GP_TEST_WRITE, expectation->write);
  gp_element_set_text (test, GP_TEST_EXPECT, expectation->allow ? "allow" : "deny");
  gp_change_set_add (changes, test);
  if (out_test != NULL)
    *out_test = *gp_element_get_id (test);
  return changes;
}

/* --- proposals --- */

typedef struct
{
  GpDesign         *design;       /* grows with what is proposed, for the ranks */
  GpAccessMatrix   *matrix;
  GpAccessFixtures *fixtures;
  GpChangeSet      *changes;
  gint64            now;
  guint             n_missing;
} Proposal;

static void
propose_side (Proposal               *self,
              const GpAccessCoverage *cell,
              gboolean                allowed)
{
  g_autoptr(GpAccessWitness) witness =
    gp_access_find_witness (self->matrix, self->fixtures, cell, allowed, self->now);
  g_autoptr(GpChangeSet) changes = NULL;

  if (witness == NULL)
    {
      self->n_missing++;
      return;
    }
  changes = gp_access_witness_propose (witness, self->design);
  if (gp_design_apply (self->design, changes, NULL))
    gp_change_set_append_all (self->changes, changes);
}

GpChangeSet *
gp_access_propose (const GpAccess *access,
                   gint64          now,
                   GCancellable   *cancellable,
                   guint          *out_missing)
{
  g_autoptr(GpDesign) design = gp_design_copy (gp_access_get_design (access));
  g_autoptr(GpAccessMatrix) matrix = gp_access_matrix_new (access);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (gp_access_get_design (access));
  g_autoptr(GPtrArray) results = gp_access_run_tests (access, fixtures, now, FALSE);
  g_autoptr(GArray) cells = gp_access_find_coverage (matrix, results);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (_("Added the proposed tests"));
  Proposal self = { .design = design, .matrix = matrix, .fixtures = fixtures, .changes = changes,
                    .now = now };

  for (guint i = 0; i < cells->len; i++)
    {
      const GpAccessCoverage *cell = &g_array_index (cells, GpAccessCoverage, i);

      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      if (!cell->has_allowed)
        propose_side (&self, cell, TRUE);
      if (!cell->has_denied)
        propose_side (&self, cell, FALSE);
    }
  if (out_missing != NULL)
    *out_missing = self.n_missing;
  return g_steal_pointer (&changes);
}
