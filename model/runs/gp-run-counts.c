/* gp-run-counts.c — how often flows and steps were done on a backend, failed, and how long it took
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-runs"
#include "config.h"

#include "gp-run-counts.h"

#include "gp-flow-value.h"
#include "gp-target.h"

#include <glib/gi18n-lib.h>

struct _GpRunCounts
{
  GHashTable *tallies;     /* GpId → GpRunTally */
  guint       most;
};

guint
gp_run_tally_total (const GpRunTally *self)
{
  return self->done + self->failed + self->open + self->others;
}

static const struct
{
  const char *status;
  gsize       offset;      /* of the number in the tally */
} places[] = {
  { "completed", G_STRUCT_OFFSET (GpRunTally, done) },
  { "faulted", G_STRUCT_OFFSET (GpRunTally, failed) },
  { "failed", G_STRUCT_OFFSET (GpRunTally, failed) },
  { "pending", G_STRUCT_OFFSET (GpRunTally, open) },
  { "running", G_STRUCT_OFFSET (GpRunTally, open) },
  { "waiting", G_STRUCT_OFFSET (GpRunTally, open) },
};

static void
take (GpRunCounts       *self,
      const GpExprValue *item,
      const char        *name)
{
  const char *text = gp_flow_value_get_text (item, name);
  const char *status = gp_flow_value_get_text (item, "status");
  GpExprValue *seconds = gp_flow_value_get (item, "seconds");
  gsize offset = G_STRUCT_OFFSET (GpRunTally, others);
  GpRunTally *tally;
  GpId id;

  if (text == NULL || status == NULL || !gp_id_parse (text, &id))
    return;
  tally = g_hash_table_lookup (self->tallies, &id);
  if (tally == NULL)
    {
      tally = g_new0 (GpRunTally, 1);
      tally->seconds = -1;
      g_hash_table_insert (self->tallies, g_memdup2 (&id, sizeof id), tally);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_str_equal (places[i].status, status))
      offset = places[i].offset;
  G_STRUCT_MEMBER (guint, tally, offset) +=
    (guint) CLAMP (gp_flow_value_get_int (item, "count", 0), 0, G_MAXINT);
  if (seconds == NULL || (tally->seconds >= 0 && !g_str_equal (status, "completed")))
    return;
  if (gp_expr_value_get_kind (seconds) == GP_EXPR_VALUE_DOUBLE)
    tally->seconds = gp_expr_value_get_double (seconds);
  else if (gp_expr_value_get_kind (seconds) == GP_EXPR_VALUE_INT)
    tally->seconds = (double) gp_expr_value_get_int (seconds);
}

static gboolean
take_all (GpRunCounts       *self,
          const GpExprValue *answer,
          const char        *list,
          const char        *name)
{
  const GpExprValue *items = gp_flow_value_get (answer, list);

  if (items == NULL || gp_expr_value_get_kind (items) != GP_EXPR_VALUE_LIST)
    return FALSE;
  for (gsize i = 0; i < gp_expr_value_get_size (items); i++)
    take (self, gp_expr_value_get_item (items, i), name);

  return TRUE;
}

GpRunCounts *
gp_run_counts_new (const GpExprValue  *answer,
                   GError            **error)
{
  g_autoptr(GpRunCounts) self = g_rc_box_new0 (GpRunCounts);

  self->tallies = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  self->most = (guint) CLAMP (gp_flow_value_get_int (answer, "runs", 0), 0, G_MAXINT);
  if (!take_all (self, answer, "flows", "flow") || !take_all (self, answer, "steps", "step"))
    {
      g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                           _("The backend does not count its runs in a way that is known here."));
      return NULL;
    }

  return g_steal_pointer (&self);
}

static void
counts_clear (gpointer data)
{
  GpRunCounts *self = data;

  g_hash_table_unref (self->tallies);
}

GpRunCounts *
gp_run_counts_ref (GpRunCounts *self)
{
  return g_rc_box_acquire (self);
}

void
gp_run_counts_unref (GpRunCounts *self)
{
  if (self != NULL)
    g_rc_box_release_full (self, counts_clear);
}

const GpRunTally *
gp_run_counts_find (const GpRunCounts *self,
                    const GpId        *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->tallies, id);
}

guint
gp_run_counts_get_most (const GpRunCounts *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->most;
}

static gboolean
tally_equal (const GpRunTally *a,
             const GpRunTally *b)
{
  return a->done == b->done && a->failed == b->failed && a->open == b->open
         && a->others == b->others && !(a->seconds < b->seconds) && !(a->seconds > b->seconds);
}

gboolean
gp_run_counts_equal (const GpRunCounts *a,
                     const GpRunCounts *b)
{
  GHashTableIter iter;
  gpointer id, tally;

  if (a == NULL || b == NULL)
    return a == b;
  if (g_hash_table_size (a->tallies) != g_hash_table_size (b->tallies))
    return FALSE;
  g_hash_table_iter_init (&iter, a->tallies);
  while (g_hash_table_iter_next (&iter, &id, &tally))
    {
      const GpRunTally *other = gp_run_counts_find (b, id);

      if (other == NULL || !tally_equal (tally, other))
        return FALSE;
    }

  return TRUE;
}
