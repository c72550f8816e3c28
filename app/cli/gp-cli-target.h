/* gp-cli-target.h — targets and plans for gplan plan and gplan deploy
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-target.h"

G_BEGIN_DECLS

/** gp_cli_open_target: @to: the name of a target in @design, or an address as "local:http://…". The
 * token comes from the environment's GPLAN_TOKEN, else from the keyring by the target's secret.
 * Returns: (transfer full) */
GpTarget  *gp_cli_open_target  (GpDesign *design, const char *to, GError **error);

/** gp_cli_dup_token: (transfer full): that token; NULL where there is none. */
char      *gp_cli_dup_token    (GpDesign *design, const char *to);

/* Each waits until it is done, in the main context of the caller. Returns: (transfer full) */
/** @findings: (out) (optional): what of it has no place in a design */
GpDesign  *gp_cli_read_target  (GpTarget *target, GPtrArray **findings, GError **error);
GpPlan    *gp_cli_make_plan    (GpTarget *target, GpDesign *design, GError **error);
gboolean   gp_cli_apply_plan   (GpTarget *target, GpDesign *design, GpPlan *plan,
                                const char *const *allowed, GError **error);

/** gp_cli_verify: FALSE, and an error that says how many, where something still differs. */
gboolean   gp_cli_verify       (GpTarget *target, GpDesign *design, GError **error);

/** gp_cli_append_operation: a line for people: its sign, its sentence, its costs and its id where
 * consent is needed. */
void       gp_cli_append_operation (GString *text, const GpOperation *operation);

void       gp_cli_print_plan_findings (GpDesign *design, const GpPlan *plan);

G_END_DECLS
