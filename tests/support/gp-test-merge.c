/* gp-test-merge.c — a small design that two people changed
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-merge.h"

#include "gp-edit.h"
#include "gp-merge.h"
#include "gp-test-design.h"

void
gp_test_merge_set_up (GpTestMerge  *self,
                      gconstpointer data)
{
  const GpId *root;

  self->base = gp_design_new (NULL, "Merged");
  root = gp_design_get_root_id (self->base);
  gp_test_change (self->base, gp_edit_add (self->base, GP_KIND_ENTITY, root, "patient", NULL, NULL,
                                           &self->entity));
  gp_test_change (self->base, gp_edit_add_field (self->base, &self->entity, "fax", NULL,
                                                 &self->field, NULL));
  gp_test_change (self->base, gp_edit_add (self->base, GP_KIND_ROLE, root, "doctor", NULL, NULL,
                                           &self->role));
  self->ours = gp_design_copy (self->base);
  self->theirs = gp_design_copy (self->base);
}

void
gp_test_merge_tear_down (GpTestMerge  *self,
                         gconstpointer data)
{
  g_object_unref (self->base);
  g_object_unref (self->ours);
  g_object_unref (self->theirs);
}

GPtrArray *
gp_test_merge (GpTestMerge *self)
{
  GPtrArray *conflicts;

  gp_test_change (self->ours, gp_merge (self->base, self->ours, self->theirs, &conflicts));
  return conflicts;
}
