/* test-directus-flow-requests.c — what makes the flows of a Directus those of a design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-flow-requests.h"

#include "gp-directus-request.h"
#include "gp-test.h"

#define OPERATION(id, key) "{\"id\":\"" id "\",\"key\":\"" key "\",\"type\":\"log\"}"
#define FLOW(id, status, operations) \
  "{\"id\":\"" id "\",\"name\":\"" id "\",\"status\":\"" status "\",\"operations\":[" operations "]}"

/* The requests as lines, with the word that tells what they set. */
static char *
list_requests (GPtrArray *taken)
{
  g_autoptr(GPtrArray) requests = taken;
  g_autoptr(GString) lines = g_string_new (NULL);

  for (guint i = 0; i < requests->len; i++)
    {
      const GpDirectusRequest *request = requests->pdata[i];
      JsonObject *body = request->body != NULL ? json_node_get_object (request->body) : NULL;
      JsonArray *operations = gp_directus_json_array (body, "operations");

      g_string_append_printf (lines, "%s%s %s", lines->len > 0 ? "; " : "", request->method,
                              request->path);
      if (body != NULL)
        g_string_append_printf (lines, " %s", gp_directus_json_text (body, "status"));
      if (operations != NULL)
        g_string_append_printf (lines, " %u", json_array_get_length (operations));
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

typedef struct
{
  const char *live;
  const char *wanted;
  const char *rest;
  const char *write;
  const char *start;
  const char *clear;
} Case;

static const Case cases[] = {
  { "", FLOW ("a", "active", OPERATION ("1", "k")), "", "POST /flows inactive 1",
    "PATCH /flows/a active", "" },
  { "", FLOW ("a", "inactive", ""), "", "POST /flows inactive 0", "", "" },
  { FLOW ("a", "active", ""), FLOW ("a", "active", ""), "", "", "", "" },
  { FLOW ("a", "active", ""), FLOW ("a", "inactive", ""), "PATCH /flows/a inactive", "",
    "PATCH /flows/a inactive", "" },
  { FLOW ("a", "inactive", ""), FLOW ("a", "active", ""), "", "", "PATCH /flows/a active", "" },
  { FLOW ("a", "active", OPERATION ("1", "k")), FLOW ("a", "active", OPERATION ("2", "k")),
    "PATCH /flows/a inactive", "PATCH /flows/a inactive 1", "PATCH /flows/a active", "" },
  { FLOW ("a", "active", OPERATION ("1", "k")), FLOW ("a", "active", OPERATION ("1", "other")),
    "PATCH /flows/a inactive", "PATCH /flows/a inactive 0; PATCH /flows/a inactive 1",
    "PATCH /flows/a active", "" },
  { FLOW ("old", "active", "") "," FLOW ("theirs", "active", ""), "",
    "PATCH /flows/old inactive", "", "", "DELETE /flows/old" },
};

static JsonArray *
parse (const char *flows)
{
  g_autofree char *text = g_strdup_printf ("[%s]", flows);
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return json_node_dup_array (node);
}

static void
test_each_case (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonArray) live = parse (cases[i].live);
      g_autoptr(JsonArray) before = parse (FLOW ("old", "active", ""));
      g_autoptr(JsonArray) wanted = parse (cases[i].wanted);
      GpDirectusState state = { .flows = live };
      g_autofree char *rest = list_requests (gp_directus_flows_rest (&state, before, wanted));
      g_autofree char *write = list_requests (gp_directus_flows_write (&state, wanted));
      g_autofree char *start = list_requests (gp_directus_flows_start (&state, wanted));
      g_autofree char *clear = list_requests (gp_directus_flows_clear (&state, before, wanted));

      g_assert_cmpstr (rest, ==, cases[i].rest);
      g_assert_cmpstr (write, ==, cases[i].write);
      g_assert_cmpstr (start, ==, cases[i].start);
      g_assert_cmpstr (clear, ==, cases[i].clear);
    }
}

static void
test_others_are_left_alone (void)
{
  g_autoptr(JsonArray) live = parse (FLOW ("a", "active", "") "," FLOW ("theirs", "active", ""));
  g_autoptr(JsonArray) wanted = parse (FLOW ("a", "inactive", ""));
  GpDirectusState state = { .flows = live };
  g_autoptr(GPtrArray) changed = gp_directus_flows_list_changed (&state, wanted);
  g_autoptr(JsonArray) past = gp_directus_flows_list_past (&state, NULL, wanted);

  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_cmpuint (json_array_get_length (past), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-flow-requests/each-case", test_each_case);
  g_test_add_func ("/data/directus-flow-requests/others-are-left-alone",
                   test_others_are_left_alone);
  return g_test_run ();
}
