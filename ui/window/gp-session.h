/* gp-session.h — one open design and what the program around the window can do with it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-enforcer.h"
#include "gp-clip-codec.h"
#include "gp-code-runner.h"
#include "gp-deployment-record.h"
#include "gp-finding.h"
#include "gp-flow-lights.h"
#include "gp-history.h"
#include "gp-plan-approval.h"
#include "gp-scene-builder.h"
#include "gp-selection.h"
#include "gp-target.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpSession: what the parts of one window share: the design with its history, the selection, and
 * the way to files. Abstract: the programs in app/ implement the virtual functions over a store.
 *
 * Main thread only.
 *
 * GpSession::failed (GpSession *self, GError *error): something a person asked for did not work;
 * the window tells them. GpSession::leaving (GpSession *self): what is selected and seen is about
 * to be something else, far away.
 * GpSession::moved (GpSession *self): the file or its state has changed.
 * GpSession::revealed (GpSession *self): somebody wants to see what is selected now.
 * GpSession::token-changed (GpSession *self, const GpId *target): another token is known of it.
 */
#define GP_TYPE_SESSION (gp_session_get_type ())
G_DECLARE_DERIVABLE_TYPE (GpSession, gp_session, GP, SESSION, GObject)

/** GpSessionFormat: something the design can be written as. Static strings, label untranslated. */
typedef struct
{
  const char *nick;         /* "sql-postgresql" */
  const char *label;        /* N_("PostgreSQL") */
  const char *extension;    /* ".sql" */
} GpSessionFormat;

/**
 * GpSessionScope: what a picture or a page is of.
 * @view: nil for the first of the lens; in a page for all views
 * @subject: as for gp_scene_builder_set_subject(), or nil
 * @story: the story that is told instead, or nil
 */
typedef struct
{
  GpLens lens;
  GpId   view;
  GpId   subject;
  GpId   story;
} GpSessionScope;

/** GpTokenPlace: where the token of a target is. */
typedef enum
{
  GP_TOKEN_NOWHERE,
  GP_TOKEN_IN_SESSION,      /* until the design is closed */
  GP_TOKEN_IN_KEYRING,
  GP_TOKEN_PROVIDED,        /* by the backend that runs here, or by the environment */
} GpTokenPlace;

/** GpSessionClass: each of the asynchronous ones returns on @task, in the main thread.
 * @dup_key: (transfer full) (nullable): what tells this design from others on this machine, drafts
 *   too: its path
 * @get_file: (transfer none) (nullable): NULL for a draft that was never saved under a name
 * @save_as: returns TRUE; the session then goes on in the new file
 * @list_formats: a static array
 * @write: returns TRUE; the design as @format into @file; other than pictures and pages have no
 *   @scope
 * @start_local: starts the backend that comes with the program where it does not run; returns TRUE
 *   when the target element at @target, or a new one, points to it
 * @open_target: returns a (transfer full) GpTarget for an element of kind target
 * @find_token: returns a GpTokenPlace as int; an error where no keyring answers
 * @keep_token: returns TRUE when @token is in the session or the keyring, and nowhere else; NULL
 *   forgets it everywhere. An error where the keyring failed: the token is in the session then.
 *   Emits ::token-changed
 * @load_deployed: returns a (transfer full) GpDesign: what was deployed there last from here; NULL
 *   without error where nothing was
 * @record_deployment: keeps in the file what became of @plan, which was made for @wanted; @message:
 *   a sentence, or NULL. Without a plan: that @wanted was read there and taken into the design
 * @list_deployments: returns (transfer full) GpDeploymentRecord of those to @target, newest first
 * @load_deployment: @out_plan, @out_design: (out) (optional) (transfer full): what was done, and
 *   what the target held then; NULL where that was not kept
 * @approve_plan: keeps in the file that its user approves @plan
 * @list_approvals: returns (transfer full) GpPlanApproval of @plan, oldest first
 * @list_enforcers: a static array, NULL-terminated: what rules can be deployed to
 */
struct _GpSessionClass
{
  GObjectClass parent_class;

  char                  *(*dup_key)      (GpSession *self);
  GFile                 *(*get_file)     (GpSession *self);
  const char            *(*get_notice)   (GpSession *self);
  gboolean               (*is_read_only) (GpSession *self);
  void                   (*save_as)      (GpSession *self, GFile *file, GTask *task);
  const GpSessionFormat *(*list_formats) (GpSession *self, gsize *n);
  void                   (*write)        (GpSession *self, const char *format,
                                          const GpSessionScope *scope, GFile *file, GTask *task);
  void                   (*start_local)  (GpSession *self, const GpId *target, GTask *task);
  void                   (*open_target)  (GpSession *self, const GpId *target, GTask *task);
  void                   (*find_token)   (GpSession *self, const GpId *target, GTask *task);
  void                   (*keep_token)   (GpSession *self, const GpId *target, const char *token,
                                          GpTokenPlace place, GTask *task);
  GpDesign              *(*load_deployed) (GpSession *self, const GpId *target, GError **error);
  gboolean               (*record_deployment) (GpSession *self, const GpId *target, GpPlan *plan,
                                               GpDesign *wanted, GpDeploymentOutcome outcome,
                                               const char *message, GError **error);
  GPtrArray             *(*list_deployments) (GpSession *self, const GpId *target, GError **error);
  gboolean               (*load_deployment)  (GpSession *self, gint64 number, GpPlan **out_plan,
                                              GpDesign **out_design, GError **error);
  gboolean               (*approve_plan)   (GpSession *self, GpPlan *plan, GError **error);
  GPtrArray             *(*list_approvals) (GpSession *self, GpPlan *plan, GError **error);
  const GpAccessEnforcer *const *(*list_enforcers) (GpSession *self);
  const GpClipCodec      *clip_codec;
  const GpCodeRunner     *code_runner;
  const GpFlowHost *const *flow_hosts;
};

/** gp_session_get_clip_codec: for ever; NULL where the program has no text form of designs. */
const GpClipCodec *gp_session_get_clip_codec (GpSession *self);

/** gp_session_get_code_runner: for ever; NULL where the program runs no code of flows. */
const GpCodeRunner *gp_session_get_code_runner (GpSession *self);

/** gp_session_get_flow_hosts: for ever; NULL where the program knows of none. */
const GpFlowHost *const *gp_session_get_flow_hosts (GpSession *self);

GpHistory   *gp_session_get_history   (GpSession *self);      /* borrowed, for the session's life */
GpDesign    *gp_session_get_design    (GpSession *self);      /* borrowed, for the session's life */
GpSelection *gp_session_get_selection (GpSession *self);      /* borrowed, for the session's life */

/** gp_session_dup_title, _dup_place: the design's name; and its path as people write it,
 * "~/Designs/a.gplan". */
char        *gp_session_dup_title     (GpSession *self);
char        *gp_session_dup_place     (GpSession *self);

/** gp_session_dup_key: (nullable) (transfer full): see the class. */
char        *gp_session_dup_key       (GpSession *self);

/** gp_session_get_file: (nullable): NULL for a draft. */
GFile       *gp_session_get_file      (GpSession *self);

/** gp_session_get_notice: (nullable): a translated sentence to be shown as long as the window is
 * open, such as why the file cannot be changed. */
const char  *gp_session_get_notice    (GpSession *self);
gboolean     gp_session_is_read_only  (GpSession *self);

/** gp_session_get_findings: (nullable) (transfer none): array of GpFinding: what the import that
 * the design came from could not take over. */
GPtrArray   *gp_session_get_findings  (GpSession *self);
void         gp_session_set_findings  (GpSession *self, GPtrArray *findings);

/** gp_session_apply: one step of history. @key: merges with the step before, see
 * gp_history_do_merged(); NULL for a step of its own. */
gboolean     gp_session_apply         (GpSession *self, GpChangeSet *changes, const char *key,
                                       GError **error);

/** gp_session_perform: for commands: applies @changes, or reports @error where it is NULL.
 * @changes, @error: (transfer full) (nullable). Returns whether it was applied. */
gboolean     gp_session_perform       (GpSession *self, GpChangeSet *changes, GError *error);

/** gp_session_report: emits ::failed, but not for G_IO_ERROR_CANCELLED. */
void         gp_session_report        (GpSession *self, const GError *error);

/** gp_session_reveal: selects the element, and has the canvas show it. */
void         gp_session_reveal        (GpSession *self, const GpId *id);

/** gp_session_emit_moved: for subclasses: the file, its notice or its findings have changed. */
void         gp_session_emit_moved    (GpSession *self);

void         gp_session_save_as_async (GpSession *self, GFile *file, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
const GpSessionFormat *gp_session_list_formats (GpSession *self, gsize *n);
void         gp_session_write_async   (GpSession *self, const char *format,
                                       const GpSessionScope *scope, GFile *file,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);

/** gp_session_start_local_async: @target: the element that is to point to the backend; NULL or nil
 * for a new one, which is a step of history. */
void         gp_session_start_local_async (GpSession *self, const GpId *target,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);

/** gp_session_finish: ends any of the asynchronous calls above. */
gboolean     gp_session_finish        (GpSession *self, GAsyncResult *result, GError **error);

void         gp_session_open_target_async  (GpSession *self, const GpId *target,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
GpTarget    *gp_session_open_target_finish (GpSession *self, GAsyncResult *result, GError **error);

/** gp_session_find_token_async, _keep_token_async: see the class; the latter ends with
 * gp_session_finish(). _find_token_finish: GP_TOKEN_NOWHERE with @error. */
void         gp_session_find_token_async  (GpSession *self, const GpId *target,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GpTokenPlace gp_session_find_token_finish (GpSession *self, GAsyncResult *result, GError **error);
void         gp_session_keep_token_async  (GpSession *self, const GpId *target, const char *token,
                                           GpTokenPlace place, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);

/** gp_session_emit_token_changed: for subclasses. */
void         gp_session_emit_token_changed (GpSession *self, const GpId *target);

/** gp_session_load_deployed: (transfer full) (nullable): see the class. */
GpDesign    *gp_session_load_deployed (GpSession *self, const GpId *target, GError **error);

/** gp_session_list_enforcers: (nullable): see the class; NULL where the program knows of none. */
const GpAccessEnforcer *const *gp_session_list_enforcers (GpSession *self);

/** gp_session_record_deployment, _list_deployments, _load_deployment: see the class. */
gboolean     gp_session_record_deployment (GpSession *self, const GpId *target, GpPlan *plan,
                                           GpDesign *wanted, GpDeploymentOutcome outcome,
                                           const char *message, GError **error);
GPtrArray   *gp_session_list_deployments  (GpSession *self, const GpId *target, GError **error);
gboolean     gp_session_load_deployment   (GpSession *self, gint64 number, GpPlan **out_plan,
                                           GpDesign **out_design, GError **error);

/** gp_session_approve_plan, _list_approvals: see the class. */
gboolean     gp_session_approve_plan      (GpSession *self, GpPlan *plan, GError **error);
GPtrArray   *gp_session_list_approvals    (GpSession *self, GpPlan *plan, GError **error);

G_END_DECLS
