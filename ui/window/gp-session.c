/* gp-session.c — one open design and what the program around the window can do with it
 * SPDX-License-Identifier: Apache-2.0
 *
 * The base class owns what needs no file: the history and the selection. When elements go, their
 * ids leave the selection here, once, for all widgets.
 */
#define G_LOG_DOMAIN "gp-session"
#include "config.h"

#include "gp-session.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpHistory   *history;
  GpSelection *selection;
  GPtrArray   *findings;
} GpSessionPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GpSession, gp_session, G_TYPE_OBJECT)

enum
{
  PROP_HISTORY = 1,
  N_PROPS
};

enum
{
  SIGNAL_FAILED,
  SIGNAL_LEAVING,
  SIGNAL_MOVED,
  SIGNAL_REVEALED,
  SIGNAL_TOKEN_CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static gboolean
still_there (const GpId *id,
             gpointer    user_data)
{
  return gp_design_lookup (user_data, id) != NULL;
}

static void
design_applied_cb (GpDesign    *design,
                   GpChangeSet *changes,
                   GpSession   *self)
{
  GpSessionPrivate *priv = gp_session_get_instance_private (self);

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    if (gp_change_set_get (changes, i)->type == GP_CHANGE_REMOVE)
      {
        gp_selection_retain (priv->selection, still_there, design);
        return;
      }
}

static void
gp_session_constructed (GObject *object)
{
  GpSession *self = GP_SESSION (object);
  GpSessionPrivate *priv = gp_session_get_instance_private (self);

  G_OBJECT_CLASS (gp_session_parent_class)->constructed (object);
  g_signal_connect_object (gp_history_get_design (priv->history), "applied",
                           G_CALLBACK (design_applied_cb), self, 0);
}

static void
gp_session_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  GpSessionPrivate *priv = gp_session_get_instance_private (GP_SESSION (object));

  switch (prop_id)
    {
    case PROP_HISTORY:
      priv->history = g_value_dup_object (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
gp_session_dispose (GObject *object)
{
  GpSessionPrivate *priv = gp_session_get_instance_private (GP_SESSION (object));

  g_clear_pointer (&priv->findings, g_ptr_array_unref);
  g_clear_object (&priv->selection);
  g_clear_object (&priv->history);

  G_OBJECT_CLASS (gp_session_parent_class)->dispose (object);
}

static void
gp_session_class_init (GpSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = gp_session_constructed;
  object_class->set_property = gp_session_set_property;
  object_class->dispose = gp_session_dispose;

  props[PROP_HISTORY] =
    g_param_spec_object ("history", NULL, NULL, GP_TYPE_HISTORY,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[SIGNAL_FAILED] =
    g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_LEAVING] =
    g_signal_new ("leaving", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_REVEALED] =
    g_signal_new ("revealed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  signals[SIGNAL_TOKEN_CHANGED] =
    g_signal_new ("token-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
gp_session_init (GpSession *self)
{
  GpSessionPrivate *priv = gp_session_get_instance_private (self);

  priv->selection = gp_selection_new ();
}

GpHistory *
gp_session_get_history (GpSession *self)
{
  GpSessionPrivate *priv = gp_session_get_instance_private (self);

  return priv->history;
}

GpDesign *
gp_session_get_design (GpSession *self)
{
  return gp_history_get_design (gp_session_get_history (self));
}

GpSelection *
gp_session_get_selection (GpSession *self)
{
  GpSessionPrivate *priv = gp_session_get_instance_private (self);

  return priv->selection;
}

char *
gp_session_dup_title (GpSession *self)
{
  const char *name = gp_element_get_name (gp_design_get_root (gp_session_get_design (self)));

  return g_strdup (*name != '\0' ? name : _("Untitled design"));
}

char *
gp_session_dup_place (GpSession *self)
{
  GFile *file = gp_session_get_file (self);
  g_autofree char *path = NULL;
  const char *home = g_get_home_dir ();

  if (file == NULL)
    return g_strdup (_("Draft, kept automatically"));

  path = g_file_get_parse_name (file);
  if (home != NULL && g_str_has_prefix (path, home) && path[strlen (home)] == G_DIR_SEPARATOR)
    return g_strconcat ("~", path + strlen (home), NULL);

  return g_steal_pointer (&path);
}

char *
gp_session_dup_key (GpSession *self)
{
  return GP_SESSION_GET_CLASS (self)->dup_key (self);
}

GFile *
gp_session_get_file (GpSession *self)
{
  return GP_SESSION_GET_CLASS (self)->get_file (self);
}

const char *
gp_session_get_notice (GpSession *self)
{
  return GP_SESSION_GET_CLASS (self)->get_notice (self);
}

gboolean
gp_session_is_read_only (GpSession *self)
{
  return GP_SESSION_GET_CLASS (self)->is_read_only (self);
}

GPtrArray *
gp_session_get_findings (GpSession *self)
{
  GpSessionPrivate *priv = gp_session_get_instance_private (self);

  return priv->findings;
}

void
gp_session_set_findings (GpSession *self,
                         GPtrArray *findings)
{
  GpSessionPrivate *priv = gp_session_get_instance_private (self);

  g_clear_pointer (&priv->findings, g_ptr_array_unref);
  priv->findings = findings != NULL ? g_ptr_array_ref (findings) : NULL;
  gp_session_emit_moved (self);
}

gboolean
gp_session_apply (GpSession    *self,
                  GpChangeSet  *changes,
                  const char   *key,
                  GError      **error)
{
  GpHistory *history = gp_session_get_history (self);

  if (key != NULL)
    return gp_history_do_merged (history, changes, key, error);

  return gp_history_do (history, changes, error);
}

gboolean
gp_session_perform (GpSession   *self,
                    GpChangeSet *changes,
                    GError      *error)
{
  g_autoptr(GpChangeSet) owned = changes;
  g_autoptr(GError) problem = error;

  if (owned != NULL && gp_session_apply (self, owned, NULL, &problem))
    return TRUE;

  if (problem != NULL)
    gp_session_report (self, problem);

  return FALSE;
}

void
gp_session_report (GpSession    *self,
                   const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

void
gp_session_reveal (GpSession  *self,
                   const GpId *id)
{
  g_signal_emit (self, signals[SIGNAL_LEAVING], 0);
  gp_selection_set (gp_session_get_selection (self), id);
  g_signal_emit (self, signals[SIGNAL_REVEALED], 0);
}

void
gp_session_emit_moved (GpSession *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

void
gp_session_save_as_async (GpSession           *self,
                          GFile               *file,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gp_session_save_as_async);
  GP_SESSION_GET_CLASS (self)->save_as (self, file, task);
}

const GpSessionFormat *
gp_session_list_formats (GpSession *self,
                         gsize     *n)
{
  return GP_SESSION_GET_CLASS (self)->list_formats (self, n);
}

void
gp_session_write_async (GpSession            *self,
                        const char           *format,
                        const GpSessionScope *scope,
                        GFile                *file,
                        GCancellable         *cancellable,
                        GAsyncReadyCallback   callback,
                        gpointer              user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gp_session_write_async);
  GP_SESSION_GET_CLASS (self)->write (self, format, scope, file, task);
}

gboolean
gp_session_finish (GpSession     *self,
                   GAsyncResult  *result,
                   GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
gp_session_start_local_async (GpSession           *self,
                              const GpId          *target,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gp_session_start_local_async);
  GP_SESSION_GET_CLASS (self)->start_local (self, target, task);
}

void
gp_session_open_target_async (GpSession           *self,
                              const GpId          *target,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gp_session_open_target_async);
  GP_SESSION_GET_CLASS (self)->open_target (self, target, task);
}

GpTarget *
gp_session_open_target_finish (GpSession     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
gp_session_find_token_async (GpSession           *self,
                             const GpId          *target,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gp_session_find_token_async);
  GP_SESSION_GET_CLASS (self)->find_token (self, target, task);
}

GpTokenPlace
gp_session_find_token_finish (GpSession     *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  gssize place = g_task_propagate_int (G_TASK (result), error);

  return place >= 0 ? (GpTokenPlace) place : GP_TOKEN_NOWHERE;
}

void
gp_session_keep_token_async (GpSession           *self,
                             const GpId          *target,
                             const char          *token,
                             GpTokenPlace         place,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, gp_session_keep_token_async);
  GP_SESSION_GET_CLASS (self)->keep_token (self, target, token, place, task);
}

void
gp_session_emit_token_changed (GpSession  *self,
                               const GpId *target)
{
  g_signal_emit (self, signals[SIGNAL_TOKEN_CHANGED], 0, target);
}

GpDesign *
gp_session_load_deployed (GpSession   *self,
                          const GpId  *target,
                          GError     **error)
{
  return GP_SESSION_GET_CLASS (self)->load_deployed (self, target, error);
}

const GpAccessEnforcer *const *
gp_session_list_enforcers (GpSession *self)
{
  GpSessionClass *klass = GP_SESSION_GET_CLASS (self);

  return klass->list_enforcers != NULL ? klass->list_enforcers (self) : NULL;
}

gboolean
gp_session_record_deployment (GpSession            *self,
                              const GpId           *target,
                              GpPlan               *plan,
                              GpDesign             *wanted,
                              GpDeploymentOutcome   outcome,
                              const char           *message,
                              GError              **error)
{
  return GP_SESSION_GET_CLASS (self)->record_deployment (self, target, plan, wanted, outcome,
                                                         message, error);
}

GPtrArray *
gp_session_list_deployments (GpSession   *self,
                             const GpId  *target,
                             GError     **error)
{
  return GP_SESSION_GET_CLASS (self)->list_deployments (self, target, error);
}

gboolean
gp_session_load_deployment (GpSession  *self,
                            gint64      number,
                            GpPlan    **out_plan,
                            GpDesign  **out_design,
                            GError    **error)
{
  return GP_SESSION_GET_CLASS (self)->load_deployment (self, number, out_plan, out_design, error);
}

gboolean
gp_session_approve_plan (GpSession  *self,
                         GpPlan     *plan,
                         GError    **error)
{
  return GP_SESSION_GET_CLASS (self)->approve_plan (self, plan, error);
}

GPtrArray *
gp_session_list_approvals (GpSession  *self,
                           GpPlan     *plan,
                           GError    **error)
{
  return GP_SESSION_GET_CLASS (self)->list_approvals (self, plan, error);
}

const GpClipCodec *
gp_session_get_clip_codec (GpSession *self)
{
  return GP_SESSION_GET_CLASS (self)->clip_codec;
}

const GpCodeRunner *
gp_session_get_code_runner (GpSession *self)
{
  return GP_SESSION_GET_CLASS (self)->code_runner;
}

const GpFlowHost *const *
gp_session_get_flow_hosts (GpSession *self)
{
  return GP_SESSION_GET_CLASS (self)->flow_hosts;
}
