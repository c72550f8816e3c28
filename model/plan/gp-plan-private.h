/* gp-plan-private.h — the words of a plan
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"
#include "gp-operation.h"

G_BEGIN_DECLS

/** gp_plan_dup_name: (transfer full): what people call @element: its path, or what it is made of
 * where it has no name, as "patient (email, phone)". */
char *gp_plan_dup_name    (GpDesign *design, const GpElement *element);

/**
 * gp_plan_dup_sentence: (transfer full): translated.
 * @name: as gp_plan_dup_name() gives it
 * @detail: what it was called before (rename), or what changes (change); NULL otherwise
 */
char *gp_plan_dup_sentence (GpOperationAction action, GpKind kind, const char *name,
                            const char *detail);

G_END_DECLS
