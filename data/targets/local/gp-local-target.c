/* gp-local-target.c — deploying to a local backend over HTTP
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every duty is one or two requests, each a task of its own: send() sends, checks the status, and
 * hands the body on. The whole wanted design travels; the backend finds out what changes. */
#define G_LOG_DOMAIN "gp-local-target"
#include "config.h"
#include "gp-local-target.h"

#include "gp-diff.h"
#include "gp-http-address.h"
#include "gp-http-call.h"
#include "gp-http-request.h"
#include "gp-json-design.h"
#include "gp-json-writer.h"
#include "gp-local-target-private.h"
#include "gp-plan-json.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* How long each request may take. */
#define READ_SECONDS     30
#define PLAN_SECONDS     120    /* counting rows in large tables takes its time */
#define APPLY_SECONDS    600    /* so does a large table that is rebuilt */
#define MAX_ANSWER_DEPTH 4110

struct _GpLocalTarget
{
  GObject      parent_instance;
  SoupSession *session;
  char        *url;        /* without a slash at the end */
  char        *name;
  char        *token;
};

static void gp_local_target_iface_init (GpTargetInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GpLocalTarget, gp_local_target, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GP_TYPE_TARGET, gp_local_target_iface_init)
                               G_IMPLEMENT_INTERFACE (GP_TYPE_RUN_SOURCE,
                                                      gp_local_runs_iface_init))

static void
gp_local_target_finalize (GObject *object)
{
  GpLocalTarget *self = GP_LOCAL_TARGET (object);

  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_free (self->url);
  g_free (self->name);
  g_free (self->token);
  G_OBJECT_CLASS (gp_local_target_parent_class)->finalize (object);
}

static void
gp_local_target_class_init (GpLocalTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_local_target_finalize;
}

static void
gp_local_target_init (GpLocalTarget *self)
{
  self->session = soup_session_new ();
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
}

GpTarget *
gp_local_target_new (const char  *url,
                     const char  *token,
                     GError     **error)
{
  GpLocalTarget *self;
  gsize length;

  g_return_val_if_fail (url != NULL, NULL);

  if (!gp_http_address_check (url, GP_HTTP_ADDRESS_HOST, error))
    return NULL;
  self = g_object_new (GP_TYPE_LOCAL_TARGET, NULL);
  length = strlen (url);
  self->url = g_strndup (url, url[length - 1] == '/' ? length - 1 : length);
  self->name = g_strconcat ("local:", self->url, NULL);
  self->token = g_strdup (token);

  return GP_TARGET (self);
}

static const char *
get_name (GpTarget *target)
{
  return GP_LOCAL_TARGET (target)->name;
}

static const GpCapability *
get_capability (GpTarget *target)
{
  return gp_capability_find ("local");
}

static void
work_free (gpointer data)
{
  GpLocalWork *work = data;

  g_clear_object (&work->message);
  g_clear_object (&work->wanted);
  g_free (work);
}

static const struct
{
  const char    *type;       /* of a problem, behind the last colon */
  GpTargetError  code;
} problem_codes[] = {
  { "stale", GP_TARGET_ERROR_STALE },
  { "consent", GP_TARGET_ERROR_CONSENT },
  { "blocked", GP_TARGET_ERROR_BLOCKED },
  { "drift", GP_TARGET_ERROR_BLOCKED },
  { "status", GP_TARGET_ERROR_STALE },
  { "token", GP_TARGET_ERROR_TOKEN },
  { "admin", GP_TARGET_ERROR_TOKEN },
};

/* NULL where it is no JSON; an empty body has no data at all. */
static GpJsonDocument *
parse_body (GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  return text != NULL ? gp_json_document_parse (text, length, MAX_ANSWER_DEPTH, NULL) : NULL;
}

/* What the backend says of it; NULL where it is no problem of a local backend. */
static GError *
read_problem (GpLocalTarget *self,
              guint          status,
              GBytes        *body)
{
  g_autoptr(GpJsonDocument) document = parse_body (body);
  GpJsonNode type_node = 0;
  GpJsonNode detail_node = 0;
  g_autofree char *type = NULL;
  GpTargetError code = status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN
                         ? GP_TARGET_ERROR_TOKEN : GP_TARGET_ERROR_FAILED;
  const char *detail;

  if (document != NULL)
    {
      type_node = gp_json_find (document, GP_JSON_ROOT, "type");
      detail_node = gp_json_find (document, GP_JSON_ROOT, "detail");
    }
  if (type_node != 0)
    type = g_strdup (gp_json_get_text (document, type_node));
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (problem_codes); i++)
    {
      const char *word = strrchr (type, ':');

      if (word != NULL && g_str_equal (word + 1, problem_codes[i].type))
        code = problem_codes[i].code;
    }
  detail = detail_node != 0 ? gp_json_get_text (document, detail_node) : NULL;
  return detail != NULL ? g_error_new (GP_TARGET_ERROR, code, _("%s answers: %s"), self->name,
                                       detail)
                        : NULL;
}

GBytes *
gp_local_target_finish_send (GpLocalTarget  *self,
                             GAsyncResult   *result,
                             SoupMessage    *message,
                             GError        **error)
{
  const GpHttpCall call = { .name = self->name, .product = "gplan serve", .token = self->token };
  g_autoptr(GError) failure = NULL;
  g_autoptr(GBytes) body = gp_http_request_finish (result, &failure);
  GpHttpAnswer answer;

  if (body == NULL)
    {
      g_propagate_error (error, gp_http_call_explain (&call, message, failure));
      return NULL;
    }

  gp_http_answer_read (&answer, message);
  if (SOUP_STATUS_IS_SUCCESSFUL (answer.status))
    return g_steal_pointer (&body);

  failure = read_problem (self, answer.status, body);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    gp_http_call_check (&call, &answer, NULL, error);
  return NULL;
}

void
gp_local_target_send (GTask               *task,
                      const char          *path,
                      GString             *body,
                      guint                seconds,
                      GAsyncReadyCallback  callback)
{
  GpLocalTarget *self = g_task_get_source_object (task);
  GpLocalWork *work = g_task_get_task_data (task);
  g_autofree char *url = g_strconcat (self->url, path, NULL);

  g_clear_object (&work->message);
  work->message = soup_message_new (body != NULL ? "POST" : "GET", url);
  /* The backend serves one request on a connection: one that is reused may be closing already. */
  soup_message_add_flags (work->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  if (self->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (work->message),
                                    "Authorization", value);
    }
  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_string_free_to_bytes (body);

      soup_message_set_request_body_from_bytes (work->message, "application/json", bytes);
    }
  gp_http_request_async (self->session, work->message, seconds, g_task_get_cancellable (task),
                         callback, task);
}

GTask *
gp_local_target_new_task (gpointer             target,
                          GpDesign            *wanted,
                          gpointer             tag,
                          const char          *name,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (target, cancellable, callback, user_data);
  GpLocalWork *work = g_new0 (GpLocalWork, 1);

  work->wanted = wanted != NULL ? gp_design_copy (wanted) : NULL;
  g_task_set_source_tag (task, tag);
  g_task_set_name (task, name);
  g_task_set_task_data (task, work, work_free);

  return task;
}

/* What the backend says is deployed. */
typedef struct
{
  GpDesign *design;     /* NULL before the first deployment */
  char     *live;
  gboolean  drifted;
} Deployed;

static void
deployed_free (gpointer data)
{
  Deployed *deployed = data;

  g_clear_object (&deployed->design);
  g_free (deployed->live);
  g_free (deployed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Deployed, deployed_free)

static Deployed *
parse_deployed (GpLocalTarget  *self,
                GBytes         *body,
                GError        **error)
{
  g_autoptr(GpJsonDocument) document = parse_body (body);
  g_autoptr(Deployed) deployed = g_new0 (Deployed, 1);
  GpJsonNode live = 0;
  GpJsonNode design = 0;
  GpJsonNode drifted = 0;

  if (document != NULL)
    {
      live = gp_json_find (document, GP_JSON_ROOT, "live");
      design = gp_json_find (document, GP_JSON_ROOT, "design");
      drifted = gp_json_find (document, GP_JSON_ROOT, "drifted");
    }
  deployed->live = live != 0 ? g_strdup (gp_json_get_text (document, live)) : NULL;
  if (deployed->live == NULL || design == 0)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                   _("%s is no local backend: it gives another answer."), self->name);
      return NULL;
    }

  deployed->drifted = drifted != 0 && gp_json_get_type (document, drifted) == GP_JSON_TRUE;
  if (gp_json_get_type (document, design) == GP_JSON_OBJECT)
    {
      gsize length;
      const char *raw = gp_json_get_raw (document, design, &length);

      deployed->design = gp_json_design_from_text (raw, length, error);
      if (deployed->design == NULL)
        return NULL;
    }

  return g_steal_pointer (&deployed);
}

static void
design_sent_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GpLocalTarget *self = g_task_get_source_object (task);
  GpLocalWork *work = g_task_get_task_data (task);
  g_autoptr(GBytes) body = NULL;
  Deployed *deployed = NULL;
  GError *error = NULL;

  body = gp_local_target_finish_send (self, result, work->message, &error);
  if (body != NULL)
    deployed = parse_deployed (self, body, &error);
  if (deployed != NULL)
    g_task_return_pointer (task, deployed, deployed_free);
  else
    g_task_return_error (task, error);
}

static void
read_async (GpTarget            *target,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  gp_local_target_send (gp_local_target_new_task (target, NULL, read_async, "read", cancellable,
                                                  callback, user_data),
                        "/admin/design", NULL, READ_SECONDS, design_sent_cb);
}

static GpDesign *
read_finish (GpTarget      *target,
             GAsyncResult  *result,
             char         **out_live,
             GError       **error)
{
  g_autoptr(Deployed) deployed = g_task_propagate_pointer (G_TASK (result), error);

  if (deployed == NULL)
    return NULL;
  if (out_live != NULL)
    *out_live = g_steal_pointer (&deployed->live);
  if (deployed->design == NULL)
    return gp_design_new (NULL, NULL);

  return g_steal_pointer (&deployed->design);
}

/* Begins the body; the caller adds members and ends the object. */
static void
begin_body (GpDesign     *wanted,
            GString      *out,
            GpJsonWriter *writer)
{
  g_autofree char *text = g_strchomp (gp_json_design_to_text (wanted, NULL));

  gp_json_writer_init (writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "design");
  gp_json_writer_raw (writer, text);
}

static void
plan_sent_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GpLocalTarget *self = g_task_get_source_object (task);
  GpLocalWork *work = g_task_get_task_data (task);
  g_autoptr(GBytes) body = NULL;
  GpPlan *plan = NULL;
  GError *error = NULL;

  body = gp_local_target_finish_send (self, result, work->message, &error);
  if (body != NULL)
    {
      gsize length;
      const char *text = g_bytes_get_data (body, &length);

      plan = gp_plan_from_json (text, length, &error);
    }
  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) gp_plan_unref);
  else
    g_task_return_error (task, error);
}

static void
plan_async (GpTarget            *target,
            GpDesign            *wanted,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GString *body = g_string_new (NULL);
  GpJsonWriter writer;

  begin_body (wanted, body, &writer);
  gp_json_writer_end_object (&writer);
  gp_local_target_send (gp_local_target_new_task (target, NULL, plan_async, "plan", cancellable,
                                                  callback, user_data),
                        "/admin/plan", body, PLAN_SECONDS, plan_sent_cb);
}

static GpPlan *
plan_finish (GpTarget      *target,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
apply_sent_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GpLocalTarget *self = g_task_get_source_object (task);
  GpLocalWork *work = g_task_get_task_data (task);
  g_autoptr(GBytes) body = NULL;
  GError *error = NULL;

  body = gp_local_target_finish_send (self, result, work->message, &error);
  if (body == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (work->progress != NULL)
    work->progress (work->operations, work->operations, _("Deployed"), work->progress_data);
  g_task_return_boolean (task, TRUE);
}

static void
apply_async (GpTarget            *target,
             GpDesign            *wanted,
             GpPlan              *plan,
             const char *const   *allowed,
             GpTargetProgress     progress,
             gpointer             progress_data,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = gp_local_target_new_task (target, NULL, apply_async, "apply", cancellable, callback,
                                          user_data);
  GpLocalWork *work = g_task_get_task_data (task);
  GString *body;
  GpJsonWriter writer;
  GError *error = NULL;

  if (!gp_target_check_plan (wanted, plan, allowed, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  work->progress = progress;
  work->progress_data = progress_data;
  work->operations = gp_plan_get_size (plan);
  if (progress != NULL)
    progress (0, work->operations, _("Deploying in one transaction"), progress_data);

  body = g_string_new (NULL);
  begin_body (wanted, body, &writer);
  gp_json_writer_key (&writer, "live");
  gp_json_writer_string (&writer, gp_plan_get_live (plan));
  gp_json_writer_key (&writer, "allow");
  gp_json_writer_begin_array (&writer);
  for (gsize i = 0; allowed != NULL && allowed[i] != NULL; i++)
    gp_json_writer_string (&writer, allowed[i]);
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  gp_local_target_send (task, "/admin/apply", body, APPLY_SECONDS, apply_sent_cb);
}

static gboolean
apply_finish (GpTarget      *target,
              GAsyncResult  *result,
              GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
verify_async (GpTarget            *target,
              GpDesign            *wanted,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  GTask *task = gp_local_target_new_task (target, wanted, verify_async, "verify", cancellable,
                                          callback, user_data);

  gp_local_target_send (task, "/admin/design", NULL, READ_SECONDS, design_sent_cb);
}

static GpChangeSet *
verify_finish (GpTarget      *target,
               GAsyncResult  *result,
               GError       **error)
{
  g_autoptr(Deployed) deployed = g_task_propagate_pointer (G_TASK (result), error);
  const GpLocalWork *work = g_task_get_task_data (G_TASK (result));
  const GpElement *root = gp_design_get_root (work->wanted);
  g_autoptr(GpDesign) empty = NULL;
  GpDesign *live;

  if (deployed == NULL)
    return NULL;
  live = deployed->design;
  if (deployed->drifted
      || (live != NULL && !gp_id_equal (gp_design_get_root_id (live), gp_element_get_id (root))))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED,
                   _("%s does not hold what was deployed: read it again."),
                   GP_LOCAL_TARGET (target)->name);
      return NULL;
    }
  if (live == NULL)
    live = empty = gp_design_new (gp_element_get_id (root), gp_element_get_name (root));

  return gp_diff (live, work->wanted, GP_DIFF_MEANING);
}

static void
gp_local_target_iface_init (GpTargetInterface *iface)
{
  iface->get_name = get_name;
  iface->get_capability = get_capability;
  iface->read_async = read_async;
  iface->read_finish = read_finish;
  iface->plan_async = plan_async;
  iface->plan_finish = plan_finish;
  iface->apply_async = apply_async;
  iface->apply_finish = apply_finish;
  iface->verify_async = verify_async;
  iface->verify_finish = verify_finish;
}
