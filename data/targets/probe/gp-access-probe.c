/* gp-access-probe.c — the access tests of a design, tried on a backend that runs
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-probe"
#include "config.h"
#include "gp-access-probe.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-access-probe-pocketbase.h"
#include "gp-access-probe-private.h"
#include "gp-expr-design-record.h"
#include "gp-http-address.h"
#include "gp-target.h"

#define MAX_DEPTH 64

const char *
gp_access_probe_key (GpDesign        *design,
                     const GpElement *entity)
{
  const GpElement *key = gp_expr_design_get_key (design, gp_element_get_id (entity));

  return key != NULL ? gp_element_get_name (key) : NULL;
}

char *
gp_access_probe_dup_member (const char *json,
                            const char *name)
{
  g_autoptr(GpJsonDocument) document = json != NULL
    ? gp_json_document_parse (json, strlen (json), MAX_DEPTH, NULL) : NULL;
  GpJsonNode node = document != NULL ? gp_json_find (document, GP_JSON_ROOT, name) : GP_JSON_ROOT;
  const char *raw;
  gsize length;

  if (node == GP_JSON_ROOT || gp_json_get_type (document, node) == GP_JSON_NULL)
    return NULL;
  if (gp_json_get_type (document, node) == GP_JSON_STRING)
    return g_strdup (gp_json_get_text (document, node));
  raw = gp_json_get_raw (document, node, &length);
  return g_strndup (raw, length);
}

/* Entities after those that they refer to; a circle is cut somewhere. */
static void
visit (GpDesign        *design,
       const GpElement *entity,
       GHashTable      *seen,
       GPtrArray       *order)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);

  if (!g_hash_table_add (seen, (gpointer) entity))
    return;
  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *target = gp_design_lookup_kind (
        design, gp_element_get_ref (fields->pdata[i], GP_FIELD_REFERENCE), GP_KIND_ENTITY);

      if (target != NULL)
        visit (design, target, seen, order);
    }
  g_ptr_array_add (order, (gpointer) entity);
}

GPtrArray *
gp_access_probe_fixtures (GpDesign *design)
{
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  g_autoptr(GPtrArray) order = g_ptr_array_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < entities->len; i++)
    visit (design, entities->pdata[i], seen, order);
  for (guint i = 0; i < order->len; i++)
    {
      g_autoptr(GPtrArray) fixtures = gp_design_list_children (
        design, gp_element_get_id (order->pdata[i]), GP_KIND_FIXTURE);

      g_ptr_array_extend (all, fixtures, NULL, NULL);
    }
  return all;
}

const char *
gp_access_probe_get_problem (GpDesign        *design,
                             const GpElement *test)
{
  const char *action = gp_element_get_text (test, GP_TEST_ACTION);
  const GpElement *entity = gp_design_lookup_kind (
    design, gp_element_get_ref (test, GP_TEST_SUBJECT), GP_KIND_ENTITY);
  const GpElement *fixture = gp_design_lookup_kind (
    design, gp_element_get_ref (test, GP_TEST_FIXTURE), GP_KIND_FIXTURE);

  if (gp_design_lookup_kind (design, gp_element_get_ref (test, GP_TEST_PERSONA),
                             GP_KIND_PERSONA) == NULL)
    return _("The test does not say who tries it: choose a persona.");
  if (action == NULL)
    return _("The test does not say what is tried: choose an action.");
  if (entity == NULL || gp_access_probe_key (design, entity) == NULL)
    return _("Only records with a key of one field can be tried.");
  if (!g_strv_contains (gp_access_get_actions (), action))
    return _("Only reading, creating, updating and deleting can be tried.");
  if (!g_str_equal (action, "create") && fixture == NULL)
    return _("The test has no example record.");
  return NULL;
}

static void
answer_free (gpointer data)
{
  GpAccessAnswer *answer = data;

  g_free (answer->problem);
  g_free (answer);
}

static GPtrArray *
list_answers (GpDesign *design)
{
  g_autoptr(GPtrArray) tests = gp_design_list (design, GP_KIND_TEST);
  GPtrArray *answers = g_ptr_array_new_with_free_func (answer_free);

  for (guint i = 0; i < tests->len; i++)
    {
      GpAccessAnswer *answer;

      if (!gp_element_is (tests->pdata[i], GP_TEST_TYPE, "access"))
        continue;
      answer = g_new0 (GpAccessAnswer, 1);
      answer->test = *gp_element_get_id (tests->pdata[i]);
      answer->kind = GP_ACCESS_ANSWER_UNTRIED;
      answer->problem = g_strdup (gp_access_probe_get_problem (design, tests->pdata[i]));
      g_ptr_array_add (answers, answer);
    }
  return answers;
}

/* What a name of the design's targets stands for. */
static char *
find_address (GpDesign   *design,
              const char *where)
{
  const GpElement *target = gp_design_find_child (design, gp_design_get_root_id (design),
                                                  GP_KIND_TARGET, where);

  if (target == NULL || gp_element_get_text (target, GP_TARGET_URL) == NULL)
    return g_strdup (where);
  return g_strdup_printf ("%s:%s", gp_element_get_text (target, GP_TARGET_TYPE),
                          gp_element_get_text (target, GP_TARGET_URL));
}

GPtrArray *
gp_access_probe (GpDesign    *design,
                 const char  *where,
                 const char  *token,
                 GPtrArray   *warnings,
                 GError     **error)
{
  g_autoptr(GPtrArray) answers = list_answers (design);
  g_autofree char *address = find_address (design, where);
  const char *colon = strchr (address, ':');
  g_autofree char *kind = colon != NULL ? g_strndup (address, (gsize) (colon - address)) : NULL;
  g_autoptr(GpJsonClient) client = NULL;
  gboolean done;

  if (g_str_has_prefix (address, "postgresql://") || g_str_has_prefix (address, "postgres://"))
    {
      done = gp_access_probe_postgresql (design, address, answers, error);
      return done ? g_steal_pointer (&answers) : NULL;
    }
  if (kind == NULL || (!g_str_equal (kind, "local") && !g_str_equal (kind, "directus")
                       && !g_str_equal (kind, "pocketbase")))
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                   _("Tests are not run on “%s”: name a target of the design, or write "
                     "local:http://127.0.0.1:8090, directus:https://…, pocketbase:https://… or "
                     "postgresql://…"), where);
      return NULL;
    }
  if (!gp_http_address_check (colon + 1, GP_HTTP_ADDRESS_HOST, error))
    return NULL;
  if (g_str_equal (kind, "pocketbase"))
    {
      done = gp_access_probe_pocketbase (design, colon + 1, token, answers, warnings, error);
      return done ? g_steal_pointer (&answers) : NULL;
    }
  client = gp_json_client_new (colon + 1, token);
  done = gp_access_probe_http (design, kind, client, answers, warnings, error);
  return done ? g_steal_pointer (&answers) : NULL;
}
