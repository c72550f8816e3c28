/* groundplan-script.c — runs the code of one step of a flow, and can do nothing else
 * SPDX-License-Identifier: Apache-2.0
 *
 * Reads {"code", "input"} from the standard input and writes {"value"} or {"line", "error"} to the
 * standard output. The code is the body of a function of `input`. It is a process of its own so
 * that time and memory can be taken away from it, and whatever goes wrong is over with its end. */
#define G_LOG_DOMAIN "gp-script"
#include "config.h"
#include "gp-script-limits.h"

#include <jsc/jsc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_INPUT  (8 * 1024 * 1024)
#define MOST_OUTPUT (1024 * 1024)
#define SECONDS    2
#define MEMORY     ((gsize) 256 * 1024 * 1024)

static GString *
read_all (void)
{
  GString *text = g_string_new (NULL);
  char buffer[65536];
  ssize_t n;

  while (text->len <= MOST_INPUT && (n = read (STDIN_FILENO, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);

  return text;
}

/* Always within what may be written. @line: 0 where it is of none. */
static void
fail (JSCContext *context,
      guint       line,
      const char *sentence)
{
  g_autofree char *cut = g_utf8_substring (sentence, 0, MIN (g_utf8_strlen (sentence, -1), 1000));
  g_autoptr(JSCValue) value = jsc_value_new_string (context, cut);
  g_autofree char *json = jsc_value_to_json (value, 0);

  printf ("{\"line\":%u,\"error\":%s}", line, json);
  fflush (stdout);
}

static gboolean
has_failed (JSCContext *context)
{
  JSCException *exception = jsc_context_get_exception (context);
  g_autofree char *sentence = NULL;
  guint line;

  if (exception == NULL)
    return FALSE;
  sentence = jsc_exception_to_string (exception);
  line = jsc_exception_get_line_number (exception);
  jsc_context_clear_exception (context);
  fail (context, line, sentence != NULL ? sentence : "");

  return TRUE;
}

static void
run (JSCContext *context,
     JSCValue   *request)
{
  g_autoptr(JSCValue) code = jsc_value_object_get_property (request, "code");
  g_autoptr(JSCValue) input = jsc_value_object_get_property (request, "input");
  g_autofree char *text = jsc_value_to_string (code);
  g_autofree char *whole = g_strdup_printf ("(function (input) { \"use strict\"; %s\n})", text);
  g_autoptr(JSCValue) function = jsc_context_evaluate_with_source_uri (context, whole, -1, "code",
                                                                       1);
  g_autoptr(JSCValue) value = NULL;
  g_autofree char *json = NULL;

  if (has_failed (context))
    return;
  if (!jsc_value_is_function (function))
    {
      fail (context, 0, "This is not the body of a function.");
      return;
    }
  value = jsc_value_function_call (function, JSC_TYPE_VALUE, input, G_TYPE_NONE);
  if (has_failed (context))
    return;
  if (jsc_value_is_object (value) && jsc_value_object_is_instance_of (value, "Promise"))
    {
      fail (context, 0, "The code gives a promise, and nothing waits for it: give the value.");
      return;
    }
  json = jsc_value_to_json (value, 0);
  if (has_failed (context))
    return;
  if (json != NULL && strlen (json) > MOST_OUTPUT)
    fail (context, 0, "The result is larger than 1 MB.");
  else
    {
      printf ("{\"value\":%s}", json != NULL ? json : "null");
      fflush (stdout);
    }
}

/* The engine has its own heap, of which nobody could tell how much it takes: the system's is to be
 * used, and that it asks before anything else runs. */
static void
use_heap_of_system (char **argv)
{
  if (g_strcmp0 (g_getenv ("Malloc"), "1") == 0)
    return;
  g_setenv ("Malloc", "1", TRUE);
  execv ("/proc/self/exe", argv);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GString) text = NULL;
  g_autoptr(JSCContext) context = NULL;
  g_autoptr(JSCValue) ready = NULL;
  g_autoptr(JSCValue) request = NULL;

  use_heap_of_system (argv);
  text = read_all ();
  jsc_options_set_boolean (JSC_OPTIONS_USE_JIT, FALSE);
  context = jsc_context_new ();
  /* What the engine loads when it is first used it cannot load later. */
  ready = jsc_context_evaluate (context, "new Date ().toLocaleString () + /a/u.test ('a')", -1);
  if (text->len > MOST_INPUT || !gp_script_limits_set (SECONDS, MEMORY))
    return EXIT_FAILURE;
  request = jsc_value_new_from_json (context, text->str);
  if (!jsc_value_is_object (request))
    return EXIT_FAILURE;
  run (context, request);
  /* Nothing of the engine has to be put away, and it may be in any state. */
  _exit (EXIT_SUCCESS);
}
