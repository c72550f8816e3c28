/* gp-plan.c — what a deployment would do, in order, and what stands against it
 * SPDX-License-Identifier: Apache-2.0
 *
 * The hash covers every text and number of the plan, each text with its length before it, so that
 * no two different plans feed the same bytes. */
#define G_LOG_DOMAIN "gp-plan"
#include "config.h"
#include "gp-plan.h"

#include "gp-plan-retention.h"

struct _GpPlan
{
  char      *target;
  char      *live;
  char      *design;
  char      *hash;
  GPtrArray *operations;
  GPtrArray *findings;
};

static void
hash_text (GChecksum  *checksum,
           const char *text)
{
  char length[24];

  g_snprintf (length, sizeof length, "%" G_GSIZE_FORMAT ":", text != NULL ? strlen (text) : 0);
  g_checksum_update (checksum, (const guchar *) (text != NULL ? length : "-"), -1);
  if (text != NULL)
    g_checksum_update (checksum, (const guchar *) text, -1);
}

static void
hash_operation (GChecksum         *checksum,
                const GpOperation *operation)
{
  char numbers[64];

  g_snprintf (numbers, sizeof numbers, "%d %d %d %d %" G_GINT64_FORMAT, operation->action,
              operation->destructive, operation->widening, operation->reversible, operation->rows);
  hash_text (checksum, operation->id);
  hash_text (checksum, gp_kind_get_info (operation->kind)->nick);
  hash_text (checksum, operation->name);
  hash_text (checksum, operation->sentence);
  hash_text (checksum, numbers);
  hash_text (checksum, operation->method);
  hash_text (checksum, operation->path);
  hash_text (checksum, operation->body);
}

static char *
make_hash (const GpPlan *self)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  hash_text (checksum, self->target);
  hash_text (checksum, self->live);
  hash_text (checksum, self->design);
  for (guint i = 0; i < self->operations->len; i++)
    hash_operation (checksum, g_ptr_array_index (self->operations, i));
  for (guint i = 0; i < self->findings->len; i++)
    {
      const GpFinding *finding = g_ptr_array_index (self->findings, i);

      hash_text (checksum, gp_finding_get_code (finding));
      hash_text (checksum, gp_severity_to_nick (gp_finding_get_severity (finding)));
      hash_text (checksum, gp_finding_get_message (finding));
    }

  return g_strdup (g_checksum_get_string (checksum));
}

GpPlan *
gp_plan_new (const char *target,
             const char *live,
             const char *design,
             GPtrArray  *operations,
             GPtrArray  *findings)
{
  GpPlan *self;

  g_return_val_if_fail (target != NULL, NULL);
  g_return_val_if_fail (live != NULL, NULL);
  g_return_val_if_fail (design != NULL, NULL);

  self = g_atomic_rc_box_new0 (GpPlan);
  self->target = g_strdup (target);
  self->live = g_strdup (live);
  self->design = g_strdup (design);
  self->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  for (guint i = 0; operations != NULL && i < operations->len; i++)
    g_ptr_array_add (self->operations, gp_operation_ref (g_ptr_array_index (operations, i)));
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    g_ptr_array_add (self->findings, gp_finding_ref (g_ptr_array_index (findings, i)));
  self->hash = make_hash (self);

  return self;
}

GpPlan *
gp_plan_ref (GpPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
gp_plan_clear (gpointer data)
{
  GpPlan *self = data;

  g_free (self->target);
  g_free (self->live);
  g_free (self->design);
  g_free (self->hash);
  g_ptr_array_unref (self->operations);
  g_ptr_array_unref (self->findings);
}

void
gp_plan_unref (GpPlan *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, gp_plan_clear);
}

const char *
gp_plan_get_hash (const GpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->hash;
}

const char *
gp_plan_get_target (const GpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->target;
}

const char *
gp_plan_get_live (const GpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->live;
}

const char *
gp_plan_get_design (const GpPlan *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->design;
}

gsize
gp_plan_get_size (const GpPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->operations->len;
}

GpOperation *
gp_plan_get_operation (const GpPlan *self,
                       gsize         i)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (i < self->operations->len, NULL);

  return g_ptr_array_index (self->operations, i);
}

gsize
gp_plan_get_n_findings (const GpPlan *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->findings->len;
}

GpFinding *
gp_plan_get_finding (const GpPlan *self,
                     gsize         i)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (i < self->findings->len, NULL);

  return g_ptr_array_index (self->findings, i);
}

gboolean
gp_plan_is_blocked (const GpPlan *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < self->findings->len; i++)
    {
      if (gp_finding_get_severity (g_ptr_array_index (self->findings, i)) == GP_SEVERITY_ERROR)
        return TRUE;
    }

  return FALSE;
}

static gboolean
operation_does_the_same (const GpOperation *self,
                         const GpOperation *other)
{
  return g_str_equal (self->id, other->id) && g_strcmp0 (self->body, other->body) == 0
         && self->widening == other->widening && self->destructive == other->destructive
         && (!self->destructive || other->rows <= self->rows || gp_plan_retention_is (self));
}

gboolean
gp_plan_does_the_same (const GpPlan *self,
                       const GpPlan *other)
{
  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (!g_str_equal (self->target, other->target) || !g_str_equal (self->live, other->live)
      || !g_str_equal (self->design, other->design)
      || self->operations->len != other->operations->len)
    return FALSE;
  for (guint i = 0; i < self->operations->len; i++)
    if (!operation_does_the_same (g_ptr_array_index (self->operations, i),
                                  g_ptr_array_index (other->operations, i)))
      return FALSE;

  return TRUE;
}

GPtrArray *
gp_plan_list_unconsented (const GpPlan      *self,
                          const char *const *allowed)
{
  GPtrArray *missing;

  g_return_val_if_fail (self != NULL, NULL);

  missing = g_ptr_array_new ();
  for (guint i = 0; i < self->operations->len; i++)
    {
      GpOperation *operation = g_ptr_array_index (self->operations, i);

      if (operation->destructive
          && (allowed == NULL || !g_strv_contains (allowed, operation->id)))
        g_ptr_array_add (missing, operation);
    }

  return missing;
}
