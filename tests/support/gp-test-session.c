/* gp-test-session.c — a session without files, and a backend without a network
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-session.h"

#include "gp-diff.h"
#include "gp-plan-build.h"
#include "gp-versions.h"

/* --- the backend --- */

#define GP_TYPE_TEST_TARGET (gp_test_target_get_type ())
G_DECLARE_FINAL_TYPE (GpTestTarget, gp_test_target, GP, TEST_TARGET, GObject)

struct _GpTestTarget
{
  GObject parent_instance;

  GpDesign *live;
};

static const char *
test_target_get_name (GpTarget *target)
{
  return "local:http://127.0.0.1:1";
}

static const GpCapability *
test_target_get_capability (GpTarget *target)
{
  return gp_capability_find ("local");
}

static void
return_object (GpTarget            *target,
               gpointer             object,
               GDestroyNotify       destroy,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (target, cancellable, callback, user_data);

  g_task_return_pointer (task, object, destroy);
}

static void
test_target_read_async (GpTarget            *target,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  return_object (target, gp_design_copy (GP_TEST_TARGET (target)->live), g_object_unref,
                 cancellable,
                 callback, user_data);
}

static GpDesign *
test_target_read_finish (GpTarget      *target,
                         GAsyncResult  *result,
                         char         **out_live,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_target_plan_async (GpTarget            *target,
                        GpDesign            *wanted,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GPtrArray) operations =
    gp_plan_build_operations (GP_TEST_TARGET (target)->live, wanted);
  GpPlan *plan = gp_plan_new ("test", "live", "wanted", operations, NULL);

  return_object (target, plan, (GDestroyNotify) gp_plan_unref, cancellable, callback, user_data);
}

static GpPlan *
test_target_plan_finish (GpTarget      *target,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_target_apply_async (GpTarget            *target,
                         GpDesign            *wanted,
                         GpPlan              *plan,
                         const char *const   *allowed,
                         GpTargetProgress     progress,
                         gpointer             progress_data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (target, cancellable, callback, user_data);
  g_autoptr(GPtrArray) missing = gp_plan_list_unconsented (plan, allowed);
  g_autoptr(GpChangeSet) changes = gp_diff (GP_TEST_TARGET (target)->live, wanted, GP_DIFF_ALL);
  GError *error = NULL;

  if (missing->len > 0)
    g_task_return_new_error (task, GP_TARGET_ERROR, GP_TARGET_ERROR_CONSENT, "consent");
  else if (!gp_design_apply (GP_TEST_TARGET (target)->live, changes, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
test_target_apply_finish (GpTarget      *target,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
test_target_verify_async (GpTarget            *target,
                          GpDesign            *wanted,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  return_object (target, gp_diff (GP_TEST_TARGET (target)->live, wanted, GP_DIFF_MEANING),
                 (GDestroyNotify) gp_change_set_unref, cancellable, callback, user_data);
}

static GpChangeSet *
test_target_verify_finish (GpTarget      *target,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_target_init_interface (GpTargetInterface *interface)
{
  interface->get_name = test_target_get_name;
  interface->get_capability = test_target_get_capability;
  interface->read_async = test_target_read_async;
  interface->read_finish = test_target_read_finish;
  interface->plan_async = test_target_plan_async;
  interface->plan_finish = test_target_plan_finish;
  interface->apply_async = test_target_apply_async;
  interface->apply_finish = test_target_apply_finish;
  interface->verify_async = test_target_verify_async;
  interface->verify_finish = test_target_verify_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GpTestTarget, gp_test_target, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GP_TYPE_TARGET, test_target_init_interface))

static void
gp_test_target_dispose (GObject *object)
{
  g_clear_object (&GP_TEST_TARGET (object)->live);

  G_OBJECT_CLASS (gp_test_target_parent_class)->dispose (object);
}

static void
gp_test_target_class_init (GpTestTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_test_target_dispose;
}

static void
gp_test_target_init (GpTestTarget *self)
{
}

/* --- the session --- */

struct _GpTestSession
{
  GpSession parent_instance;

  const GpAccessEnforcer *const *enforcers;
  GpDesign *deployed;
  GFile    *saved;
  char     *key;
  char     *token;
  GpTokenPlace token_place;
  GPtrArray *deployments;   /* of Deployment, oldest first */
  GPtrArray *approvals;     /* of GpPlanApproval */
  GpSessionScope scope;   /* of what was written last */
  GPtrArray *names;       /* of versions */
  GPtrArray *kept;        /* GpDesign, for each name */
};

static void versions_init (GpVersionsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GpTestSession, gp_test_session, GP_TYPE_SESSION,
                               G_IMPLEMENT_INTERFACE (GP_TYPE_VERSIONS, versions_init))

/* --- versions --- */

static GPtrArray *
test_versions_list (GpVersions  *versions,
                    GError     **error)
{
  GpTestSession *self = GP_TEST_SESSION (versions);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_version_free);

  for (guint i = 0; i < self->names->len; i++)
    g_ptr_array_add (list, gp_version_new (g_ptr_array_index (self->names, i), 1, "Ann"));
  return list;
}

static int
find_version (GpTestSession  *self,
              const char     *name,
              GError        **error)
{
  guint at;

  if (g_ptr_array_find_with_equal_func (self->names, name, g_str_equal, &at))
    return (int) at;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "no version %s", name);
  return -1;
}

static gboolean
test_versions_add (GpVersions  *versions,
                   const char  *name,
                   GError     **error)
{
  GpTestSession *self = GP_TEST_SESSION (versions);

  if (find_version (self, name, NULL) >= 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s is taken", name);
      return FALSE;
    }
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->kept, gp_design_copy (gp_session_get_design (GP_SESSION (self))));
  return TRUE;
}

static gboolean
test_versions_rename (GpVersions  *versions,
                      const char  *name,
                      const char  *wanted,
                      GError     **error)
{
  GpTestSession *self = GP_TEST_SESSION (versions);
  int at = find_version (self, name, error);

  if (at < 0)
    return FALSE;
  g_free (self->names->pdata[at]);
  self->names->pdata[at] = g_strdup (wanted);
  return TRUE;
}

static gboolean
test_versions_remove (GpVersions  *versions,
                      const char  *name,
                      GError     **error)
{
  GpTestSession *self = GP_TEST_SESSION (versions);
  int at = find_version (self, name, error);

  if (at < 0)
    return FALSE;
  g_ptr_array_remove_index (self->names, (guint) at);
  g_ptr_array_remove_index (self->kept, (guint) at);
  return TRUE;
}

static GpDesign *
test_versions_load (GpVersions  *versions,
                    const char  *name,
                    GError     **error)
{
  GpTestSession *self = GP_TEST_SESSION (versions);
  int at = find_version (self, name, error);

  return at >= 0 ? gp_design_copy (self->kept->pdata[at]) : NULL;
}

/* Whatever file: what the fake backend holds. */
static void
test_versions_read (GpVersions *versions,
                    GFile      *file,
                    GTask      *task)
{
  g_task_return_pointer (task, gp_design_copy (GP_TEST_SESSION (versions)->deployed),
                         g_object_unref);
}

static void
versions_init (GpVersionsInterface *iface)
{
  iface->list = test_versions_list;
  iface->add = test_versions_add;
  iface->rename = test_versions_rename;
  iface->remove = test_versions_remove;
  iface->load = test_versions_load;
  iface->read = test_versions_read;
}

/* --- the session --- */

static char *
test_session_dup_key (GpSession *session)
{
  return g_strdup (GP_TEST_SESSION (session)->key);
}

static GFile *
test_session_get_file (GpSession *session)
{
  return GP_TEST_SESSION (session)->saved;
}

static const char *
test_session_get_notice (GpSession *session)
{
  return NULL;
}

static gboolean
test_session_is_read_only (GpSession *session)
{
  return FALSE;
}

static void
test_session_save_as (GpSession *session,
                      GFile     *file,
                      GTask     *task)
{
  g_set_object (&GP_TEST_SESSION (session)->saved, file);
  gp_session_emit_moved (session);
  g_task_return_boolean (task, TRUE);
}

static const GpSessionFormat *
test_session_list_formats (GpSession *session,
                           gsize     *n)
{
  static const GpSessionFormat formats[] = {
    { "text", "Text", ".txt" }, { "png", "Picture", ".png" }, { "html", "Page", ".html" },
  };

  *n = G_N_ELEMENTS (formats);
  return formats;
}

static void
test_session_write (GpSession            *session,
                    const char           *format,
                    const GpSessionScope *scope,
                    GFile                *file,
                    GTask                *task)
{
  GP_TEST_SESSION (session)->scope = *scope;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "The disk is full.");
}

static void
test_session_start_local (GpSession  *session,
                          const GpId *target,
                          GTask      *task)
{
  g_task_return_boolean (task, TRUE);
}

static void
test_session_open_target (GpSession  *session,
                          const GpId *target,
                          GTask      *task)
{
  GpTestTarget *opened = g_object_new (GP_TYPE_TEST_TARGET, NULL);

  opened->live = g_object_ref (GP_TEST_SESSION (session)->deployed);
  g_task_return_pointer (task, opened, g_object_unref);
}

static void
test_session_find_token (GpSession  *session,
                         const GpId *target,
                         GTask      *task)
{
  g_task_return_int (task, GP_TEST_SESSION (session)->token_place);
}

static void
test_session_keep_token (GpSession    *session,
                         const GpId   *target,
                         const char   *token,
                         GpTokenPlace  place,
                         GTask        *task)
{
  GpTestSession *self = GP_TEST_SESSION (session);

  g_free (self->token);
  self->token = g_strdup (token);
  self->token_place = place;
  g_task_return_boolean (task, TRUE);
  gp_session_emit_token_changed (session, target);
}

static const GpAccessEnforcer *const *
test_session_list_enforcers (GpSession *session)
{
  return GP_TEST_SESSION (session)->enforcers;
}

void
gp_test_session_set_enforcers (GpTestSession                 *self,
                               const GpAccessEnforcer *const *enforcers)
{
  self->enforcers = enforcers;
}

static GpDesign *
test_session_load_deployed (GpSession   *session,
                            const GpId  *target,
                            GError     **error)
{
  return NULL;     /* nothing was deployed from here */
}

/* --- the record --- */

typedef struct
{
  GpId                target;
  GpPlan             *plan;
  GpDesign           *design;     /* NULL where it failed */
  GpDeploymentOutcome outcome;
} Deployment;

static void
deployment_free (gpointer data)
{
  Deployment *deployment = data;

  g_clear_pointer (&deployment->plan, gp_plan_unref);
  g_clear_object (&deployment->design);
  g_free (deployment);
}

static gboolean
test_session_record (GpSession            *session,
                     const GpId           *target,
                     GpPlan               *plan,
                     GpDesign             *wanted,
                     GpDeploymentOutcome   outcome,
                     const char           *message,
                     GError              **error)
{
  GpTestSession *self = GP_TEST_SESSION (session);
  Deployment *deployment = g_new0 (Deployment, 1);

  deployment->target = *target;
  deployment->plan = plan != NULL ? gp_plan_ref (plan) : NULL;
  deployment->outcome = outcome;
  deployment->design = outcome != GP_OUTCOME_FAILED ? gp_design_copy (wanted) : NULL;
  g_ptr_array_add (self->deployments, deployment);
  return TRUE;
}

static GPtrArray *
test_session_list_deployments (GpSession   *session,
                               const GpId  *target,
                               GError     **error)
{
  GPtrArray *deployments = GP_TEST_SESSION (session)->deployments;
  GPtrArray *records =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_deployment_record_free);

  for (guint i = deployments->len; i > 0; i--)
    {
      const Deployment *deployment = deployments->pdata[i - 1];
      GpDeploymentRecord *record;

      if (!gp_id_equal (&deployment->target, target))
        continue;
      record = g_new0 (GpDeploymentRecord, 1);
      record->number = i;
      record->time = i * G_TIME_SPAN_DAY;
      record->author = g_strdup ("Ann");
      record->message = g_strdup ("");
      record->target = deployment->target;
      record->outcome = deployment->outcome;
      record->has_design = deployment->design != NULL;
      g_ptr_array_add (records, record);
    }
  return records;
}

void
gp_test_session_add_approval (GpTestSession *self,
                              const char    *author)
{
  GpPlanApproval *approval = g_new0 (GpPlanApproval, 1);

  approval->author = g_strdup (author);
  g_ptr_array_add (self->approvals, approval);
}

static gboolean
test_session_approve (GpSession  *session,
                      GpPlan     *plan,
                      GError    **error)
{
  gp_test_session_add_approval (GP_TEST_SESSION (session),
                                gp_history_get_author (gp_session_get_history (session)));
  return TRUE;
}

static GPtrArray *
test_session_list_approvals (GpSession  *session,
                             GpPlan     *plan,
                             GError    **error)
{
  return g_ptr_array_ref (GP_TEST_SESSION (session)->approvals);
}

static gboolean
test_session_load_deployment (GpSession  *session,
                              gint64      number,
                              GpPlan    **out_plan,
                              GpDesign  **out_design,
                              GError    **error)
{
  const Deployment *deployment = GP_TEST_SESSION (session)->deployments->pdata[number - 1];

  if (out_plan != NULL)
    *out_plan = deployment->plan != NULL ? gp_plan_ref (deployment->plan) : NULL;
  if (out_design != NULL)
    *out_design = deployment->design != NULL ? gp_design_copy (deployment->design) : NULL;
  return TRUE;
}

static void
gp_test_session_dispose (GObject *object)
{
  GpTestSession *self = GP_TEST_SESSION (object);

  g_clear_object (&self->deployed);
  g_clear_object (&self->saved);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_clear_pointer (&self->deployments, g_ptr_array_unref);
  g_clear_pointer (&self->approvals, g_ptr_array_unref);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->token, g_free);

  G_OBJECT_CLASS (gp_test_session_parent_class)->dispose (object);
}

static void
gp_test_session_class_init (GpTestSessionClass *klass)
{
  GpSessionClass *session_class = GP_SESSION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_test_session_dispose;
  session_class->dup_key = test_session_dup_key;
  session_class->get_file = test_session_get_file;
  session_class->get_notice = test_session_get_notice;
  session_class->is_read_only = test_session_is_read_only;
  session_class->save_as = test_session_save_as;
  session_class->list_formats = test_session_list_formats;
  session_class->write = test_session_write;
  session_class->start_local = test_session_start_local;
  session_class->open_target = test_session_open_target;
  session_class->find_token = test_session_find_token;
  session_class->keep_token = test_session_keep_token;
  session_class->load_deployed = test_session_load_deployed;
  session_class->list_enforcers = test_session_list_enforcers;
  session_class->record_deployment = test_session_record;
  session_class->list_deployments = test_session_list_deployments;
  session_class->approve_plan = test_session_approve;
  session_class->list_approvals = test_session_list_approvals;
  session_class->load_deployment = test_session_load_deployment;
}

static void
gp_test_session_init (GpTestSession *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->kept = g_ptr_array_new_with_free_func (g_object_unref);
  self->deployments = g_ptr_array_new_with_free_func (deployment_free);
  self->approvals = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_plan_approval_free);
}

const GpSessionScope *
gp_test_session_get_scope (GpTestSession *self)
{
  return &self->scope;
}

GpTestSession *
gp_test_session_new (GpDesign *design)
{
  g_autoptr(GpHistory) history = gp_history_new (design);
  GpTestSession *self = g_object_new (GP_TYPE_TEST_SESSION, "history", history, NULL);

  self->deployed = gp_design_new (gp_design_get_root_id (design), "Backend");
  return self;
}

void
gp_test_session_set_key (GpTestSession *self,
                         const char    *key)
{
  g_free (self->key);
  self->key = g_strdup (key);
}

const char *
gp_test_session_get_token (GpTestSession *self,
                           GpTokenPlace  *out_place)
{
  *out_place = self->token_place;
  return self->token;
}

GpDesign *
gp_test_session_get_deployed (GpTestSession *self)
{
  return self->deployed;
}

GFile *
gp_test_session_get_saved (GpTestSession *self)
{
  return self->saved;
}

guint
gp_test_session_count_records (GpTestSession *self)
{
  guint n = 0;

  for (guint i = 0; i < self->deployments->len; i++)
    n += ((const Deployment *) self->deployments->pdata[i])->outcome == GP_OUTCOME_DONE;
  return n;
}
