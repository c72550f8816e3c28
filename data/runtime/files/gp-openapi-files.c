/* gp-openapi-files.c — the contract of files, and of actions of the design's own
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-openapi-files"
#include "config.h"
#include "gp-openapi-private.h"

#include "gp-access-rule.h"

#define FILE_SCHEMA \
  "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"},\"name\":{\"type\":" \
  "\"string\"},\"type\":{\"type\":\"string\"},\"size\":{\"type\":\"integer\"},\"owner\":{" \
  "\"type\":[\"string\",\"null\"]},\"created\":{\"type\":\"string\",\"format\":\"date-time\"}}}"
#define FILE_ANSWER "\"content\":{\"application/json\":{\"schema\":" FILE_SCHEMA "}}"
#define CONTENT "\"content\":{\"*/*\":{\"schema\":{}}}"
#define CONTENT_OR_FORM \
  "\"content\":{\"*/*\":{\"schema\":{}},\"multipart/form-data\":{\"schema\":{\"type\":\"object\"," \
  "\"properties\":{\"file\":{\"type\":\"string\",\"contentMediaType\":" \
  "\"application/octet-stream\"}}}}}"
#define NAME(required) \
  "{\"name\":\"name\",\"in\":\"query\",\"required\":" required ",\"description\":\"What the file " \
  "is called\",\"schema\":{\"type\":\"string\",\"maxLength\":255}}"
#define FILE_ID \
  "{\"name\":\"id\",\"in\":\"path\",\"required\":true,\"description\":\"The id of the file\"," \
  "\"schema\":{\"type\":\"string\"}}"
#define WRONG_FILE \
  PROBLEM ("413", "It is larger than the bucket takes") "," \
  PROBLEM ("415", "It is not of a type that the bucket takes")

static const char list_template[] =
  "{\"get\":{\"operationId\":\"files.NUMBER\",\"summary\":\"List TITLE\",\"tags\":[\"TITLE\"],"
  CALLER ",\"parameters\":[{\"name\":\"limit\",\"in\":\"query\",\"description\":\"Files on a "
  "page\",\"schema\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":500,\"default\":50}},"
  "{\"name\":\"after\",\"in\":\"query\",\"description\":\"The cursor of the page before\","
  "\"schema\":{\"type\":\"string\"}}],\"responses\":{\"200\":{\"description\":\"A page\","
  "\"content\":{\"application/json\":{\"schema\":{\"type\":\"object\",\"properties\":{\"items\":"
  "{\"type\":\"array\",\"items\":" FILE_SCHEMA "},\"next\":{\"type\":[\"string\",\"null\"]}}}}}},"
  ERRORS "}},\"post\":{\"operationId\":\"upload.NUMBER\",\"summary\":\"Send a file to TITLE\","
  "\"tags\":[\"TITLE\"]," CALLER ",\"parameters\":[" NAME ("false") "],\"requestBody\":{"
  "\"required\":true," CONTENT_OR_FORM "},\"responses\":{\"201\":{\"description\":\"Kept\"," FILE_ANSWER
  "}," ERRORS "," WRONG_FILE "}}}";

static const char item_template[] =
  "{\"get\":{\"operationId\":\"download.NUMBER\",\"summary\":\"Get a file of TITLE\",\"tags\":["
  "\"TITLE\"]," CALLER ",\"parameters\":[" FILE_ID "],\"responses\":{\"200\":{\"description\":"
  "\"The file\"," CONTENT "},\"206\":{\"description\":\"The range that was asked for\"," CONTENT "},"
  ERRORS "}},\"put\":{\"operationId\":\"replace.NUMBER\","
  "\"summary\":\"Replace a file of TITLE\",\"tags\":[\"TITLE\"]," CALLER ",\"parameters\":["
  FILE_ID "," NAME ("false") "],\"requestBody\":{\"required\":true," CONTENT "},\"responses\":{"
  "\"200\":{\"description\":\"Kept\"," FILE_ANSWER "}," ERRORS "," WRONG_FILE "}},\"delete\":{"
  "\"operationId\":\"remove.NUMBER\",\"summary\":\"Delete a file of TITLE\",\"tags\":[\"TITLE\"],"
  CALLER ",\"parameters\":[" FILE_ID "],\"responses\":{\"204\":{\"description\":\"Deleted\"},"
  ERRORS "}}}";

static const char act_template[] =
  "{\"post\":{\"operationId\":\"act.NUMBER\",\"summary\":\"Whether the caller may do an action of "
  "its own with TITLE\",\"tags\":[\"TITLE\"]," CALLER ",\"parameters\":[{\"name\":\"id\",\"in\":"
  "\"path\",\"required\":true,\"description\":\"The key\",\"schema\":{\"type\":\"string\"}},"
  "{\"name\":\"action\",\"in\":\"path\",\"required\":true,\"description\":\"The action\","
  "\"schema\":{\"type\":\"string\",\"enum\":[" FORM_PLACE "]}}],\"responses\":{\"204\":{"
  "\"description\":\"The caller may\"}," ERRORS "}}}";

static const char record_files_template[] =
  "{\"get\":{\"operationId\":\"file.COMPONENT\",\"summary\":\"Get the file that a field of TITLE "
  "holds\",\"tags\":[\"TITLE\"]," CALLER ",\"parameters\":[{\"name\":\"id\",\"in\":\"path\","
  "\"required\":true,\"description\":\"The key of the record\",\"schema\":{\"type\":\"string\"}},"
  "{\"name\":\"field\",\"in\":\"path\",\"required\":true,\"description\":\"The field\",\"schema\":"
  "{\"type\":\"string\",\"enum\":[" FORM_PLACE "]}}],\"responses\":{\"200\":{\"description\":"
  "\"The file\"," CONTENT "},\"206\":{\"description\":\"The range that was asked for\"," CONTENT
  "}," ERRORS "}}}";

/* @number: tells operations apart. @actions: (nullable): last, at a place that no name has. */
static void
write_item (const char   *path,
            const char   *template,
            const char   *number,
            const char   *actions,
            const char   *title,
            GpJsonWriter *writer)
{
  g_autofree char *escaped = gp_openapi_escape (title);
  g_autoptr(GString) item = g_string_new (template);

  g_string_replace (item, "NUMBER", number, 0);
  g_string_replace (item, "TITLE", escaped, 0);
  if (actions != NULL)
    g_string_replace (item, FORM_PLACE, actions, 0);
  gp_json_writer_key (writer, path);
  gp_json_writer_raw (writer, item->str);
}

char *
gp_openapi_dup_form (const GpTable *table,
                     const char    *suffix)
{
  g_autofree char *component = gp_openapi_dup_component (table, suffix);
  g_autoptr(GString) files = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *column = table->columns->pdata[i];
      g_autofree char *name = gp_openapi_escape (column->name);

      if (column->is_file)
        g_string_append_printf (files, ",\"%s\":{\"type\":\"string\",\"contentMediaType\":"
                                "\"application/octet-stream\"}", name);
    }
  if (files->len == 0)
    return g_strdup ("");

  return g_strdup_printf (",\"multipart/form-data\":{\"schema\":{\"type\":\"object\","
                          "\"properties\":{\"record\":{\"$ref\":\"#/components/schemas/%s\"}%s},"
                          "\"additionalProperties\":false}}", component, files->str);
}

void
gp_openapi_write_record_files (const GpTable *table,
                               GpJsonWriter  *writer)
{
  g_autofree char *segment = g_uri_escape_string (table->name, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/api/records/%s/{id}/files/{field}", segment);
  g_autofree char *component = gp_openapi_dup_component (table, "");
  g_autofree char *title = gp_openapi_escape (table->name);
  g_autoptr(GString) item = g_string_new (record_files_template);
  g_autoptr(GString) fields = g_string_new (NULL);

  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *column = table->columns->pdata[i];
      g_autofree char *name = gp_openapi_escape (column->name);

      if (column->is_file && !column->hidden)
        g_string_append_printf (fields, "%s\"%s\"", fields->len > 0 ? "," : "", name);
    }
  if (fields->len == 0)
    return;
  g_string_replace (item, "COMPONENT", component, 0);
  g_string_replace (item, "TITLE", title, 0);
  g_string_replace (item, FORM_PLACE, fields->str, 0);
  gp_json_writer_key (writer, path);
  gp_json_writer_raw (writer, item->str);
}

/* (transfer full) (nullable): as the items of a JSON array. */
static char *
list_own_actions (GpDesign   *design,
                  const GpId *subject)
{
  g_autoptr(GPtrArray) rules = gp_design_list_children (design, subject, GP_KIND_RULE);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < rules->len; i++)
    {
      gsize n;
      const char *const *actions = gp_element_get_texts (rules->pdata[i], GP_RULE_ACTIONS, &n);

      for (gsize j = 0; j < n; j++)
        {
          g_autofree char *escaped = gp_openapi_escape (actions[j]);

          if (!g_strv_contains (gp_access_get_actions (), actions[j])
              && g_hash_table_add (seen, (gpointer) actions[j]))
            g_string_append_printf (out, "%s\"%s\"", out->len > 0 ? "," : "", escaped);
        }
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

void
gp_openapi_write_acts (GpDesign     *design,
                       const GpId   *subject,
                       const char   *title,
                       const char   *path,
                       GpJsonWriter *writer)
{
  g_autofree char *actions = list_own_actions (design, subject);
  g_autofree char *below = g_strconcat (path, "/actions/{action}", NULL);
  char id[GP_ID_STRING_SIZE];

  if (actions != NULL)
    write_item (below, act_template, gp_id_format (subject, id), actions, title, writer);
}

void
gp_openapi_write_files (GpDesign     *design,
                        GpJsonWriter *writer)
{
  g_autoptr(GPtrArray) buckets = gp_design_list (design, GP_KIND_BUCKET);

  for (guint i = 0; i < buckets->len; i++)
    {
      const GpId *id = gp_element_get_id (buckets->pdata[i]);
      const char *name = gp_element_get_name (buckets->pdata[i]);
      g_autofree char *segment = g_uri_escape_string (name, NULL, FALSE);
      g_autofree char *list = g_strdup_printf ("/api/files/%s", segment);
      g_autofree char *item = g_strdup_printf ("/api/files/%s/{id}", segment);
      char number[GP_ID_STRING_SIZE];

      gp_id_format (id, number);
      write_item (list, list_template, number, NULL, name, writer);
      write_item (item, item_template, number, NULL, name, writer);
      gp_openapi_write_acts (design, id, name, item, writer);
    }
}
