/* gp-plan-reword.c — a plan in the language of who reads it
 * SPDX-License-Identifier: Apache-2.0
 *
 * The same operations and findings are worked out again, and lend their words to those of the plan
 * with the same id, or with the same code and element, in order. */
#define G_LOG_DOMAIN "gp-plan-reword"
#include "config.h"
#include "gp-plan-reword.h"

#include "gp-plan-build.h"
#include "gp-plan-check.h"
#include "gp-plan-retention.h"

static GPtrArray *
reword_operations (GpPlan   *self,
                   GpDesign *live,
                   GpDesign *wanted)
{
  GPtrArray *out = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);
  g_autoptr(GPtrArray) ours = gp_plan_build_operations (live, wanted);
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ours->len; i++)
    {
      const GpOperation *operation = ours->pdata[i];

      g_hash_table_insert (by_id, operation->id, (gpointer) operation);
    }
  for (gsize i = 0; i < gp_plan_get_size (self); i++)
    {
      GpOperation *theirs = gp_plan_get_operation (self, i);
      const GpOperation *said = g_hash_table_lookup (by_id, theirs->id);
      g_autofree char *kept = gp_plan_retention_is (theirs)
        ? gp_plan_retention_dup_sentence (wanted, &theirs->element) : NULL;
      GpOperation *operation;

      if (said == NULL)
        said = theirs;
      operation = gp_operation_new (theirs->id, theirs->action, theirs->kind, &theirs->element,
                                    said->name, kept != NULL ? kept : said->sentence);
      operation->destructive = theirs->destructive;
      operation->widening = theirs->widening;
      operation->reversible = theirs->reversible;
      operation->rows = theirs->rows;
      gp_operation_set_request (operation, theirs->method, theirs->path, theirs->body);
      g_ptr_array_add (out, operation);
    }

  return out;
}

/* Takes it out of @ours, so that the next one like it is another; NULL where there is none. */
static GpFinding *
take_same (GPtrArray       *ours,
           const GpFinding *theirs)
{
  for (guint i = 0; i < ours->len; i++)
    {
      const GpFinding *finding = ours->pdata[i];

      if (g_str_equal (gp_finding_get_code (finding), gp_finding_get_code (theirs))
          && gp_id_equal (gp_finding_get_element (finding), gp_finding_get_element (theirs)))
        return g_ptr_array_steal_index (ours, i);
    }

  return NULL;
}

static GPtrArray *
reword_findings (GpPlan             *self,
                 GpDesign           *wanted,
                 const GpCapability *capability)
{
  GPtrArray *out = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  g_autoptr(GPtrArray) ours = gp_plan_check (wanted, capability);

  for (gsize i = 0; i < gp_plan_get_n_findings (self); i++)
    {
      GpFinding *theirs = gp_plan_get_finding (self, i);
      GpFinding *said = take_same (ours, theirs);

      g_ptr_array_add (out, said != NULL ? said : gp_finding_ref (theirs));
    }

  return out;
}

GpPlan *
gp_plan_reword (GpPlan             *self,
                GpDesign           *live,
                GpDesign           *wanted,
                const GpCapability *capability)
{
  g_autoptr(GpDesign) below = gp_plan_below_root_of (live, wanted, NULL);
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GPtrArray) findings = NULL;

  if (below == NULL || capability == NULL)
    return gp_plan_ref (self);
  operations = reword_operations (self, below, wanted);
  findings = reword_findings (self, wanted, capability);

  return gp_plan_new (gp_plan_get_target (self), gp_plan_get_live (self),
                      gp_plan_get_design (self), operations, findings);
}
