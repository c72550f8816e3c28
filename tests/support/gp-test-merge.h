/* gp-test-merge.h — a small design that two people changed
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** GpTestMerge: the entity patient with the field fax, and the role doctor; the same three times,
 * until a test changes @ours and @theirs. */
typedef struct
{
  GpDesign *base;
  GpDesign *ours;
  GpDesign *theirs;
  GpId      entity;
  GpId      field;
  GpId      role;
} GpTestMerge;

/* For g_test_add(). */
void       gp_test_merge_set_up    (GpTestMerge *self, gconstpointer data);
void       gp_test_merge_tear_down (GpTestMerge *self, gconstpointer data);

/** gp_test_merge: (transfer full): merges theirs into ours; the conflicts. */
GPtrArray *gp_test_merge           (GpTestMerge *self);

G_END_DECLS
