/* gp-desktop-token.c — where the tokens of targets are kept
 * SPDX-License-Identifier: Apache-2.0
 *
 * In the keyring under the name that the target's element gives its secret, or with the session
 * until the design is closed. The design holds the name alone.
 */
#define G_LOG_DOMAIN "gp-desktop-token"
#include "config.h"

#include "gp-desktop-token.h"

#include "gp-keyring.h"
#include "gp-target-lookup.h"

#include <glib/gi18n.h>

#define TOKENS "gp-desktop-tokens"      /* of a session: a target's id as text → token */

static void
forget_cb (gpointer token)
{
  gp_keyring_free (token);
}

/* --- of the session --- */

static GHashTable *
peek_tokens (GpDesktopSession *session)
{
  GHashTable *tokens = g_object_get_data (G_OBJECT (session), TOKENS);

  if (tokens == NULL)
    {
      tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, forget_cb);
      g_object_set_data_full (G_OBJECT (session), TOKENS, tokens,
                              (GDestroyNotify) g_hash_table_unref);
    }

  return tokens;
}

static const char *
peek_kept (GpDesktopSession *session,
           const GpId       *target)
{
  char id[GP_ID_STRING_SIZE];

  return g_hash_table_lookup (peek_tokens (session), gp_id_format (target, id));
}

/* NULL forgets it. */
static void
keep_in_session (GpDesktopSession *session,
                 const GpId       *target,
                 const char       *token)
{
  char id[GP_ID_STRING_SIZE];

  gp_id_format (target, id);
  if (token != NULL)
    g_hash_table_replace (peek_tokens (session), g_strdup (id), g_strdup (token));
  else
    g_hash_table_remove (peek_tokens (session), id);
}

static const char *
peek_provided (GpDesktopSession *session,
               const GpElement  *target)
{
  GpRuntime *runtime = gp_desktop_session_get_runtime (session);
  const char *url = gp_element_get_text (target, GP_TARGET_URL);

  if (runtime != NULL && g_strcmp0 (url, gp_runtime_get_url (runtime)) == 0)
    return gp_runtime_get_admin_token (runtime);

  return NULL;
}

char *
gp_desktop_token_lookup (GpDesktopSession *session,
                         const GpElement  *target)
{
  const char *token = peek_provided (session, target);

  if (token == NULL)
    token = peek_kept (session, gp_element_get_id (target));

  return g_strdup (token != NULL ? token : g_getenv ("GPLAN_TOKEN"));
}

/* --- of the keyring, which may ask the person: in a worker --- */

typedef struct
{
  GpId          design;
  GpId          target;
  char         *name;       /* of the secret; NULL: it has none */
  char         *address;    /* of the target */
  char         *label;      /* what people read in their keyring */
  char         *token;      /* NULL: to be forgotten */
  GpTokenPlace  place;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->name);
  g_free (job->address);
  g_free (job->label);
  gp_keyring_free (job->token);
  g_free (job);
}

static Job *
job_new (GpDesktopSession *session,
         const GpElement  *target)
{
  GpDesign *design = gp_session_get_design (GP_SESSION (session));
  Job *job = g_new0 (Job, 1);

  job->design = *gp_design_get_root_id (design);
  job->target = *gp_element_get_id (target);
  job->name = g_strdup (gp_element_get_text (target, GP_TARGET_SECRET));
  job->address = gp_target_dup_address (design, gp_element_get_name (target));
  /* Translators: how a token is called in the keyring; %s is a target's name. */
  job->label = g_strdup_printf (_("Groundplan token for %s"), gp_element_get_name (target));

  return job;
}

static const GpElement *
find_target (GpDesktopSession *session,
             const GpId       *target,
             GTask            *task)
{
  GpDesign *design = gp_session_get_design (GP_SESSION (session));
  const GpElement *element = gp_design_lookup_kind (design, target, GP_KIND_TARGET);

  if (element == NULL)
    g_task_return_new_error (task, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                             _("The target is no longer in the design."));

  return element;
}

static void
find_cb (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (job->name != NULL)
    job->token = gp_keyring_lookup (&job->design, job->name, cancellable, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, job->token != NULL ? GP_TOKEN_IN_KEYRING : GP_TOKEN_NOWHERE);
}

void
gp_desktop_token_find (GpDesktopSession *session,
                       const GpId       *target,
                       GTask            *task)
{
  const GpElement *element = find_target (session, target, task);

  if (element == NULL)
    return;

  if (peek_provided (session, element) != NULL)
    g_task_return_int (task, GP_TOKEN_PROVIDED);
  else if (peek_kept (session, target) != NULL)
    g_task_return_int (task, GP_TOKEN_IN_SESSION);
  else if (g_getenv ("GPLAN_TOKEN") != NULL)
    g_task_return_int (task, GP_TOKEN_PROVIDED);
  else
    {
      g_task_set_task_data (task, job_new (session, element), job_free);
      g_task_run_in_thread (task, find_cb);
    }
}

static void
keep_cb (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  gboolean done = TRUE;

  if (job->place == GP_TOKEN_IN_KEYRING)
    done = gp_keyring_store (&job->design, job->name, job->address, job->label, job->token,
                             cancellable, &error);
  else if (job->name != NULL)
    done = gp_keyring_clear (&job->design, job->name, cancellable, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A token that no keyring takes is not lost: people would have to fetch it again. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) outer = user_data;                 /* reference taken when the call began */
  GpDesktopSession *session = g_task_get_source_object (outer);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);

  keep_in_session (session, &job->target,
                   done && job->place == GP_TOKEN_IN_KEYRING ? NULL : job->token);
  /* A token for this session alone needs no keyring. */
  if (done || job->place == GP_TOKEN_IN_SESSION)
    g_task_return_boolean (outer, TRUE);
  else if (job->place == GP_TOKEN_IN_KEYRING)
    g_task_return_new_error (outer, G_IO_ERROR, G_IO_ERROR_FAILED,
                             _("The keyring did not take the token, which is kept until the design "
                               "is closed: %s"), error->message);
  else
    g_task_return_error (outer, g_steal_pointer (&error));
  gp_session_emit_token_changed (GP_SESSION (session), &job->target);
}

static gboolean
is_taken (GpDesign   *design,
          const char *secret)
{
  g_autoptr(GPtrArray) targets = gp_design_list (design, GP_KIND_TARGET);

  for (guint i = 0; i < targets->len; i++)
    if (g_strcmp0 (gp_element_get_text (targets->pdata[i], GP_TARGET_SECRET), secret) == 0)
      return TRUE;
  return FALSE;
}

/* The target's element gives its secret a name that `gplan` finds it by, too: one that no other
 * target has, as the second would be sent what the first was given. */
static gboolean
name_secret (GpDesktopSession  *session,
             const GpElement   *target,
             GError           **error)
{
  g_autofree char *name = g_strdup (gp_element_get_name (target));
  g_autofree char *secret = NULL;
  g_autoptr(GpChangeSet) changes = gp_change_set_new (_("Named the secret of a target"));

  g_strcanon (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS, '_');
  secret = g_strconcat (name, "_token", NULL);
  for (guint n = 2; is_taken (gp_session_get_design (GP_SESSION (session)), secret); n++)
    {
      g_free (secret);
      secret = g_strdup_printf ("%s_%u_token", name, n);
    }
  gp_change_set_set (changes, target, GP_TARGET_SECRET, gp_value_text (secret));

  return gp_session_apply (GP_SESSION (session), changes, NULL, error);
}

void
gp_desktop_token_keep (GpDesktopSession *session,
                       const GpId       *target,
                       const char       *token,
                       GpTokenPlace      place,
                       GTask            *task)
{
  const GpElement *element = find_target (session, target, task);
  g_autoptr(GTask) inner = NULL;
  GError *error = NULL;
  Job *job;

  if (element == NULL)
    return;
  if (place == GP_TOKEN_IN_KEYRING && gp_element_get_text (element, GP_TARGET_SECRET) == NULL)
    {
      if (!name_secret (session, element, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      element = find_target (session, target, task);
    }

  job = job_new (session, element);
  job->token = g_strdup (token);
  job->place = place;
  inner = g_task_new (NULL, g_task_get_cancellable (task), kept_cb, g_object_ref (task));
  g_task_set_source_tag (inner, gp_desktop_token_keep);
  g_task_set_task_data (inner, job, job_free);
  g_task_run_in_thread (inner, keep_cb);
}
