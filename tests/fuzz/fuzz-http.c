/* fuzz-http.c — any request to a local backend
 * SPDX-License-Identifier: Apache-2.0
 *
 * The first line is a method and a target with its query (a filter, an order, a cursor), what
 * follows is the body. Odd lengths come from the administrator, even ones from nobody. The backend
 * may answer anything but 500, and must answer. */

#include "config.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define CALLS_PER_BACKEND 3000

int LLVMFuzzerTestOneInput (const unsigned char *data, gsize size);

static const char *const types[] = {
  "text", "integer", "bigint", "decimal", "float", "boolean", "date", "time", "timestamp",
  "duration", "json", "bytes", "vector",
};

/* One field of each type, and a record that refers to another; everybody may do everything. */
static GpDesign *
make_design (void)
{
  GpDesign *design = gp_design_new (NULL, "Fuzzed");
  GpId entry = gp_test_add_entity (design, "entry");
  GpId everyone = gp_test_everyone (design);
  GpId parent = gp_test_add_field (design, &entry, "parent_id", "reference");

  gp_test_set_ref (design, &parent, GP_FIELD_REFERENCE, &entry);
  gp_test_set_bool (design, &parent, GP_FIELD_NULLABLE, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GpId field = gp_test_add_field (design, &entry, types[i], types[i]);

      gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);
    }
  gp_test_allow (design, &entry, &everyone, "create read update delete");

  return design;
}

/* A backend with an empty file now and then, so that records do not pile up. */
static GpTestRuntime *
get_runtime (void)
{
  static GpTestRuntime *runtime;
  static guint calls;

  if (!g_test_initialized ())
    {
      static char *arguments[] = { (char *) "fuzz-http", NULL };
      char **argv = arguments;
      int argc = 1;

      gp_test_init (&argc, &argv);
    }
  if (runtime == NULL || ++calls % CALLS_PER_BACKEND == 0)
    {
      g_autoptr(GpDesign) design = make_design ();

      if (runtime != NULL)
        {
          g_autofree char *data = g_strdup (runtime->data);

          g_clear_pointer (&runtime, gp_test_runtime_free);
          g_unlink (data);
        }
      runtime = gp_test_runtime_new ();
      gp_test_deploy (runtime, design);
    }

  return runtime;
}

/* A target that is a valid address, whatever the input. */
static char *
escape_target (const char *text)
{
  GString *target = g_string_new (g_str_has_prefix (text, "/") ? NULL : "/");

  for (const char *p = text; *p != '\0'; p++)
    if (*p == '%' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
      g_string_append_c (target, *p);
    else if (g_ascii_isalnum (*p) || strchr ("/?&=:.,-_~", *p) != NULL)
      g_string_append_c (target, *p);
    else
      g_string_append_printf (target, "%%%02X", (guint8) *p);

  return g_string_free (target, FALSE);
}

int
LLVMFuzzerTestOneInput (const unsigned char *data,
                        gsize                size)
{
  static const char *const methods[] = { "GET", "POST", "PATCH", "DELETE", "PUT" };
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *body = strchr (text, '\n');
  char *target;
  const char *method = methods[0];
  g_autofree char *escaped = NULL;
  guint status;

  if (body != NULL)
    *body++ = '\0';
  target = strchr (text, ' ');
  if (target != NULL)
    *target++ = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (g_str_equal (text, methods[i]))
      method = methods[i];

  escaped = escape_target (target != NULL ? target : text);
  status = gp_test_call (get_runtime (), method, escaped,
                         size % 2 == 1 ? GP_TEST_ADMIN_TOKEN : NULL, body);
  g_assert_cmpuint (status, >=, 200);
  g_assert_cmpuint (status, !=, 500);

  return 0;
}
