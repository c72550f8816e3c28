/* gp-cli-target.h — targets and plans for gplan plan and gplan deploy
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-deployment-record.h"
#include "gp-store.h"
#include "gp-target.h"

G_BEGIN_DECLS

/** gp_cli_open_target: @to: the name of a target in @design, or an address as "local:http://…". The
 * token comes from the environment's GPLAN_TOKEN, else from the keyring by the target's secret,
 * or by the address where there is no @design.
 * Returns: (transfer full) */
GpTarget  *gp_cli_open_target  (GpDesign *design, const char *to, GError **error);

/** gp_cli_dup_token: (transfer full): that token; NULL where there is none. */
char      *gp_cli_dup_token    (GpDesign *design, const char *to);

/** GpCliSource: what is deployed in the place of the design in the file: what a target held after
 * deployment @number (-1: none), or what the target @as holds now (NULL: none). */
typedef struct
{
  gint64  number;
  char   *as;
} GpCliSource;

/** gp_cli_source_is_double: wrong use, which was then reported: both are given. */
gboolean   gp_cli_source_is_double  (const char *self, const GpCliSource *source);

/** gp_cli_load_wanted: (transfer full): what @source leads to; @design, which came from @file,
 * where it names nothing. */
GpDesign  *gp_cli_load_wanted       (const char *file, GpDesign *design, const GpCliSource *source,
                                     GError **error);

/** gp_cli_load_deployment: (transfer full): what the target held after deployment @number. */
GpDesign  *gp_cli_load_deployment   (const char *file, gint64 number, GError **error);

/** gp_cli_open_record: (transfer full): the file of a design, whatever version of it is named,
 * where it keeps a record; NULL without error where it is text. */
GpStore   *gp_cli_open_record       (const char *file, GpStoreFlags flags, GError **error);

/** gp_cli_record_deployment: keeps in @file, where it is a .gplan, what became of @plan, which was
 * made for @wanted. A failure is said and nothing more: the backend has been changed. */
void       gp_cli_record_deployment (const char *file, GpDesign *design, const char *to,
                                     GpPlan *plan, GpDesign *wanted, GpDeploymentOutcome outcome,
                                     const char *message);

/** gp_cli_record_reading: keeps in @file, where it is a .gplan, that @held was read from the target
 * or address @from and taken into @design: what later differs from it was changed since. Nothing is
 * kept where that is known already. */
void       gp_cli_record_reading    (const char *file, GpDesign *design, const char *from,
                                     GpDesign *held);

/** gp_cli_load_deployed: @out: (transfer full): what @file, of @design, knows that the target or
 * address @name held last; NULL where it knows nothing of it. */
gboolean   gp_cli_load_deployed     (const char *file, GpDesign *design, const char *name,
                                     GpDesign **out, GError **error);

/* Each waits until it is done, in the main context of the caller. Returns: (transfer full) */
/** @findings: (out) (optional): what of it has no place in a design */
GpDesign  *gp_cli_read_target  (GpTarget *target, GPtrArray **findings, GError **error);
GpPlan    *gp_cli_make_plan    (GpTarget *target, GpDesign *design, GError **error);
gboolean   gp_cli_apply_plan   (GpTarget *target, GpDesign *design, GpPlan *plan,
                                const char *const *allowed, GError **error);

/** gp_cli_verify: FALSE, and an error that says how many, where something still differs. */
gboolean   gp_cli_verify       (GpTarget *target, GpDesign *design, GError **error);

/** gp_cli_is_reviewed: FALSE, with an error that says so, where the plan in the file @path, which
 * people reviewed, is not what @plan would do now. */
gboolean   gp_cli_is_reviewed      (const char *path, GpPlan *plan, GError **error);

/** gp_cli_list_approvals: (transfer full): GpPlanApproval of @plan in @file; none where it is
 * text. */
GPtrArray *gp_cli_list_approvals   (const char *file, GpPlan *plan, GError **error);

/** gp_cli_append_operation: a line for people: its sign, its sentence, its costs and its id where
 * consent is needed. */
void       gp_cli_append_operation (GString *text, const GpOperation *operation);

void       gp_cli_print_plan_findings (GpDesign *design, const GpPlan *plan);

G_END_DECLS
