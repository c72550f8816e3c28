/* gp-cli-serve.c — gplan serve: the local backend
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-runtime.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_DATA "groundplan.db"

/* Splits "127.0.0.1:8090" or "[::1]:8090" at the last colon; a port alone keeps the address. */
static gboolean
parse_listen (const char  *listen,
              char       **address,
              guint       *port)
{
  const char *colon = strrchr (listen, ':');
  const char *digits = colon != NULL ? colon + 1 : listen;
  gsize length = colon != NULL ? (gsize) (colon - listen) : 0;
  guint64 number;

  if (!g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT16, &number, NULL))
    return FALSE;
  if (length > 1 && listen[0] == '[' && listen[length - 1] == ']')
    *address = g_strndup (listen + 1, length - 2);
  else if (length > 0)
    *address = g_strndup (listen, length);
  *port = (guint) number;
  return TRUE;
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static GpCliStatus
serve (const GpRuntimeOptions *options)
{
  g_autoptr(GpRuntime) runtime = gp_runtime_new (options);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GError) error = NULL;
  guint on_term, on_int;

  if (!gp_runtime_start (runtime, &error))
    return gp_cli_fail (error);
  if (gp_runtime_is_token_new (runtime))
    gp_cli_say (_("the admin token is %s; it is kept in %s"), gp_runtime_get_admin_token (runtime),
                gp_runtime_get_token_file (runtime));
  printf ("listening on %s\n", gp_runtime_get_url (runtime));
  fflush (stdout);

  on_term = g_unix_signal_add (SIGTERM, quit_cb, loop);
  on_int = g_unix_signal_add (SIGINT, quit_cb, loop);
  g_main_loop_run (loop);
  g_source_remove (on_term);
  g_source_remove (on_int);
  gp_runtime_stop (runtime);
  return GP_CLI_DONE;
}

GpCliStatus
gp_cli_serve (const char  *self,
              int          argc,
              char       **argv)
{
  g_autofree char *data = NULL, *listen = NULL, *token_file = NULL, *address = NULL;
  int rate = 0;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data,
      N_("The file of the records; groundplan.db where it is left out"), "FILE.db" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen,
      N_("Where to listen; port 0 is any free one"), "ADDRESS:PORT" },
    { "admin-token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file,
      N_("A file that holds the admin token"), "FILE" },
    { "rate-limit", 0, 0, G_OPTION_ARG_INT, &rate,
      N_("How many requests a second one client may send; 0 is no limit"), "N" },
    { NULL }
  };
  GpRuntimeOptions options = GP_RUNTIME_OPTIONS_INIT;

  if (!gp_cli_parse (self, entries, &argc, &argv, 0, 0))
    return GP_CLI_USAGE;
  if (listen != NULL && !parse_listen (listen, &address, &options.port))
    return gp_cli_usage (self, _("“%s” is no address and port, such as 127.0.0.1:8090."), listen);
  if (rate < 0)
    return gp_cli_usage (self, _("“%d” is no number of requests a second."), rate);
  options.server.rate_per_second = rate;
  if (address != NULL)
    options.address = address;
  options.data = data != NULL ? data : DEFAULT_DATA;
  options.admin_token_file = token_file;
  return serve (&options);
}
