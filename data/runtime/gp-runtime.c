/* gp-runtime.c — the local backend in a thread of its own
 * SPDX-License-Identifier: Apache-2.0
 *
 * The thread owns everything: the main context that the server lives in, the connection to the
 * file, the deployed design. The starter waits until it listens or has failed; after that the two
 * share nothing but the main context, through which the starter ends the loop. */
#define G_LOG_DOMAIN "gp-runtime"
#include "config.h"
#include "gp-runtime.h"

#include "gp-admin-token.h"
#include "gp-backend.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>

G_DEFINE_QUARK (gp-runtime-error-quark, gp_runtime_error)

struct _GpRuntime
{
  char            *data;
  char            *address;
  char            *admin_token_file;
  gboolean         may_make_token;
  GpServerOptions  server_options;
  guint            wanted_port;

  char            *admin_token;
  gboolean         is_token_given;
  gboolean         is_token_new;
  GThread         *thread;
  GMainContext    *context;
  GMainLoop       *loop;
  char            *url;
  guint            port;

  /* Between the start and the thread. */
  GMutex           mutex;
  GCond            cond;
  gboolean         is_ready;
  GError          *failure;
};

GpRuntime *
gp_runtime_new (const GpRuntimeOptions *options)
{
  GpRuntime *self;

  g_return_val_if_fail (options != NULL && options->data != NULL, NULL);
  g_return_val_if_fail (options->address != NULL && options->port <= G_MAXUINT16, NULL);

  self = g_new0 (GpRuntime, 1);
  self->data = g_strdup (options->data);
  self->address = g_strdup (options->address);
  self->wanted_port = options->port;
  self->admin_token = g_strdup (options->admin_token);
  self->is_token_given = options->admin_token != NULL;
  self->may_make_token = options->admin_token_file == NULL;
  if (options->admin_token_file != NULL)
    self->admin_token_file = g_strdup (options->admin_token_file);
  else
    self->admin_token_file = g_strconcat (options->data, ".admin-token", NULL);
  self->server_options = options->server;
  self->server_options.names = (const char *const *) g_strdupv ((char **) options->server.names);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);

  return self;
}

void
gp_runtime_free (GpRuntime *self)
{
  if (self == NULL)
    return;

  gp_runtime_stop (self);
  if (self->admin_token != NULL)
    sodium_memzero (self->admin_token, strlen (self->admin_token));
  g_free (self->admin_token);
  g_free (self->data);
  g_free (self->address);
  g_free (self->admin_token_file);
  g_strfreev ((char **) self->server_options.names);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static void
tell_starter (GpRuntime *self,
              GError    *failure)
{
  g_mutex_lock (&self->mutex);
  self->failure = failure;
  self->is_ready = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static gpointer
run (gpointer data)
{
  GpRuntime *self = data;
  g_autoptr(GpBackend) backend = NULL;
  g_autoptr(GpServer) server = NULL;
  GError *failure = NULL;

  g_main_context_push_thread_default (self->context);
  backend = gp_backend_open (self->data, &failure);
  if (backend != NULL)
    server = gp_server_new (backend, &self->server_options);
  if (server == NULL
      || !gp_server_listen (server, self->address, self->wanted_port, &self->port, &failure))
    {
      g_clear_pointer (&server, gp_server_free);
      g_clear_pointer (&backend, gp_backend_free);
      g_main_context_pop_thread_default (self->context);
      tell_starter (self, failure);
      return NULL;
    }

  tell_starter (self, NULL);
  g_main_loop_run (self->loop);

  g_clear_pointer (&server, gp_server_free);
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_clear_pointer (&backend, gp_backend_free);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static gboolean
prepare_token (GpRuntime *self,
               GError   **error)
{
  if (self->is_token_given)
    return gp_admin_token_check (self->admin_token, error);

  g_clear_pointer (&self->admin_token, g_free);
  self->admin_token = gp_admin_token_load (self->admin_token_file, self->may_make_token,
                                           &self->is_token_new, error);

  return self->admin_token != NULL;
}

gboolean
gp_runtime_start (GpRuntime *self,
                  GError   **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  if (!prepare_token (self, error))
    return FALSE;

  self->server_options.admin_token = self->admin_token;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->is_ready = FALSE;
  self->thread = g_thread_new ("gp-runtime", run, self);

  g_mutex_lock (&self->mutex);
  while (!self->is_ready)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);

  if (self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      gp_runtime_stop (self);
      /* Nobody was told of it, and there is nothing that it would open. */
      if (self->is_token_new)
        g_unlink (self->admin_token_file);
      return FALSE;
    }

  self->url = g_strdup_printf (strchr (self->address, ':') != NULL ? "http://[%s]:%u"
                                                                   : "http://%s:%u",
                               self->address, self->port);

  return TRUE;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

void
gp_runtime_stop (GpRuntime *self)
{
  g_autoptr(GSource) quit = g_idle_source_new ();

  g_return_if_fail (self != NULL);

  if (self->thread == NULL)
    return;

  /* From within the loop: one that the thread has not come to yet would never hear of it. */
  g_source_set_priority (quit, G_PRIORITY_HIGH);
  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);
  g_thread_join (self->thread);
  self->thread = NULL;
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->url, g_free);
}

gboolean
gp_runtime_is_running (GpRuntime *self)
{
  return self->thread != NULL;
}

guint
gp_runtime_get_port (GpRuntime *self)
{
  return self->port;
}

const char *
gp_runtime_get_url (GpRuntime *self)
{
  return self->url;
}

const char *
gp_runtime_get_admin_token (GpRuntime *self)
{
  return self->admin_token;
}

gboolean
gp_runtime_is_token_new (GpRuntime *self)
{
  return self->is_token_new;
}

const char *
gp_runtime_get_token_file (GpRuntime *self)
{
  return self->is_token_given ? NULL : self->admin_token_file;
}
