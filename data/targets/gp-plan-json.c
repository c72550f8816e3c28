/* gp-plan-json.c — plans as JSON
 * SPDX-License-Identifier: Apache-2.0
 *
 * The hash is written for people and scripts; reading computes it again and compares, so that a
 * plan that was edited by hand is not taken for the one that was reviewed. */
#define G_LOG_DOMAIN "gp-plan-json"
#include "config.h"
#include "gp-plan-json.h"

#include "gp-json-value.h"

#include <glib/gi18n-lib.h>

#define MAX_DEPTH 4096    /* a request may carry a design */

static void
write_bool (GpJsonWriter *writer,
            const char   *key,
            gboolean      value)
{
  gp_json_writer_key (writer, key);
  gp_json_writer_bool (writer, value);
}

static void
write_element (GpJsonWriter *writer,
               const GpId   *element)
{
  gp_json_writer_key (writer, "element");
  if (gp_id_is_nil (element))
    gp_json_writer_null (writer);
  else
    gp_json_write_id (writer, element);
}

static void
write_request (GpJsonWriter      *writer,
               const GpOperation *operation)
{
  gp_json_writer_key (writer, "request");
  if (operation->method == NULL)
    {
      gp_json_writer_null (writer);
      return;
    }

  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "method", operation->method);
  gp_json_writer_member (writer, "path", operation->path);
  gp_json_writer_member (writer, "body", operation->body);
  gp_json_writer_end_object (writer);
}

static void
write_operation (GpJsonWriter      *writer,
                 const GpOperation *operation)
{
  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "id", operation->id);
  gp_json_writer_member (writer, "action", gp_operation_action_to_nick (operation->action));
  gp_json_writer_member (writer, "kind", gp_kind_get_info (operation->kind)->nick);
  gp_json_writer_member (writer, "name", operation->name);
  write_element (writer, &operation->element);
  gp_json_writer_member (writer, "sentence", operation->sentence);
  write_bool (writer, "destructive", operation->destructive);
  write_bool (writer, "widening", operation->widening);
  write_bool (writer, "reversible", operation->reversible);
  gp_json_writer_key (writer, "rows");
  if (operation->rows >= 0)
    gp_json_writer_int (writer, operation->rows);
  else
    gp_json_writer_null (writer);
  write_request (writer, operation);
  gp_json_writer_end_object (writer);
}

void
gp_plan_write_findings (GpJsonWriter *writer,
                        GPtrArray    *findings)
{
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < findings->len; i++)
    {
      const GpFinding *finding = g_ptr_array_index (findings, i);

      gp_json_writer_begin_object (writer);
      gp_json_writer_member (writer, "code", gp_finding_get_code (finding));
      gp_json_writer_member (writer, "severity",
                             gp_severity_to_nick (gp_finding_get_severity (finding)));
      gp_json_writer_member (writer, "message", gp_finding_get_message (finding));
      write_element (writer, gp_finding_get_element (finding));
      gp_json_writer_end_object (writer);
    }
  gp_json_writer_end_array (writer);
}

char *
gp_plan_to_json (const GpPlan *self,
                 GpJsonStyle   style,
                 gsize        *length)
{
  GString *out = g_string_new (NULL);
  g_autoptr(GPtrArray) findings = g_ptr_array_new ();
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, style);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "hash", gp_plan_get_hash (self));
  gp_json_writer_member (&writer, "target", gp_plan_get_target (self));
  gp_json_writer_member (&writer, "live", gp_plan_get_live (self));
  gp_json_writer_member (&writer, "design", gp_plan_get_design (self));

  gp_json_writer_key (&writer, "operations");
  gp_json_writer_begin_array (&writer);
  for (gsize i = 0; i < gp_plan_get_size (self); i++)
    write_operation (&writer, gp_plan_get_operation (self, i));
  gp_json_writer_end_array (&writer);

  for (gsize i = 0; i < gp_plan_get_n_findings (self); i++)
    g_ptr_array_add (findings, gp_plan_get_finding (self, i));
  gp_json_writer_key (&writer, "findings");
  gp_plan_write_findings (&writer, findings);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  if (length != NULL)
    *length = out->len;

  return g_string_free (out, FALSE);
}

/* NULL where @key is null or missing. */
static char *
dup_member (GpJsonDocument *document,
            GpJsonNode      object,
            const char     *key)
{
  GpJsonNode node = gp_json_find (document, object, key);

  return node != 0 ? g_strdup (gp_json_get_text (document, node)) : NULL;
}

static gboolean
read_bool (GpJsonDocument *document,
           GpJsonNode      object,
           const char     *key)
{
  GpJsonNode node = gp_json_find (document, object, key);

  return node != 0 && gp_json_get_type (document, node) == GP_JSON_TRUE;
}

static GpId
read_element (GpJsonDocument *document,
              GpJsonNode      object)
{
  g_autofree char *text = dup_member (document, object, "element");
  GpId id = gp_id_nil;

  if (text != NULL)
    gp_id_parse (text, &id);

  return id;
}

static GpOperation *
read_operation (GpJsonDocument *document,
                GpJsonNode      node,
                GError        **error)
{
  g_autofree char *id = dup_member (document, node, "id");
  g_autofree char *action_nick = dup_member (document, node, "action");
  g_autofree char *kind_nick = dup_member (document, node, "kind");
  g_autofree char *name = dup_member (document, node, "name");
  g_autofree char *sentence = dup_member (document, node, "sentence");
  GpJsonNode rows = gp_json_find (document, node, "rows");
  GpJsonNode request = gp_json_find (document, node, "request");
  GpId element = read_element (document, node);
  GpOperationAction action;
  GpOperation *operation;
  GpKind kind;

  if (id == NULL || name == NULL || sentence == NULL || action_nick == NULL || kind_nick == NULL
      || !gp_operation_action_from_nick (action_nick, &action)
      || !gp_kind_from_nick (kind_nick, &kind))
    {
      gp_json_set_error (document, node, error, GP_JSON_ERROR_FORMAT, "%s",
                         _("This is no operation of a plan."));
      return NULL;
    }

  operation = gp_operation_new (id, action, kind, &element, name, sentence);
  operation->destructive = read_bool (document, node, "destructive");
  operation->widening = read_bool (document, node, "widening");
  operation->reversible = read_bool (document, node, "reversible");
  if (rows == 0 || !gp_json_get_int (document, rows, &operation->rows))
    operation->rows = -1;
  if (request != 0 && gp_json_get_type (document, request) == GP_JSON_OBJECT)
    {
      operation->method = dup_member (document, request, "method");
      operation->path = dup_member (document, request, "path");
      operation->body = dup_member (document, request, "body");
    }

  return operation;
}

static GpFinding *
read_finding (GpJsonDocument *document,
              GpJsonNode      node,
              GError        **error)
{
  g_autofree char *code = dup_member (document, node, "code");
  g_autofree char *severity = dup_member (document, node, "severity");
  g_autofree char *message = dup_member (document, node, "message");
  GpId element = read_element (document, node);

  for (guint i = GP_SEVERITY_INFO; i <= GP_SEVERITY_ERROR; i++)
    {
      if (code != NULL && message != NULL && g_strcmp0 (severity, gp_severity_to_nick (i)) == 0)
        {
          GpFinding *finding = gp_finding_new (g_intern_string (code), i, message);

          gp_finding_set_element (finding, &element);
          return finding;
        }
    }
  gp_json_set_error (document, node, error, GP_JSON_ERROR_FORMAT, "%s",
                     _("This is no finding of a plan."));

  return NULL;
}

typedef gpointer (*ReadItem) (GpJsonDocument *document, GpJsonNode node, GError **error);

/* (transfer full): NULL on error; an empty array where @key is missing. */
static GPtrArray *
read_items (GpJsonDocument *document,
            const char     *key,
            ReadItem        read,
            GDestroyNotify  destroy,
            GError        **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (destroy);
  GpJsonNode list = gp_json_find (document, GP_JSON_ROOT, key);

  if (list == 0)
    return g_steal_pointer (&items);

  for (GpJsonNode node = gp_json_first (document, list); node != 0;
       node = gp_json_next (document, node))
    {
      gpointer item = read (document, node, error);

      if (item == NULL)
        return NULL;
      g_ptr_array_add (items, item);
    }

  return g_steal_pointer (&items);
}

GpPlan *
gp_plan_from_json (const char *text,
                   gsize       length,
                   GError    **error)
{
  g_autoptr(GpJsonDocument) document = gp_json_document_parse (text, length, MAX_DEPTH, error);
  g_autoptr(GPtrArray) operations = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autofree char *target = NULL;
  g_autofree char *live = NULL;
  g_autofree char *design = NULL;
  g_autofree char *hash = NULL;

  if (document == NULL)
    return NULL;

  operations = read_items (document, "operations", (ReadItem) read_operation,
                           (GDestroyNotify) gp_operation_unref, error);
  if (operations == NULL)
    return NULL;
  findings = read_items (document, "findings", (ReadItem) read_finding,
                         (GDestroyNotify) gp_finding_unref, error);
  if (findings == NULL)
    return NULL;

  target = dup_member (document, GP_JSON_ROOT, "target");
  live = dup_member (document, GP_JSON_ROOT, "live");
  design = dup_member (document, GP_JSON_ROOT, "design");
  hash = dup_member (document, GP_JSON_ROOT, "hash");
  if (target != NULL && live != NULL && design != NULL)
    plan = gp_plan_new (target, live, design, operations, findings);
  if (plan == NULL || g_strcmp0 (gp_plan_get_hash (plan), hash) != 0)
    {
      gp_json_set_error (document, GP_JSON_ROOT, error, GP_JSON_ERROR_FORMAT, "%s",
                         _("This is no plan, or it was changed after it was made: plan again."));
      return NULL;
    }

  return g_steal_pointer (&plan);
}
