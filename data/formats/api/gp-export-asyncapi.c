/* gp-export-asyncapi.c — the events of a design as AsyncAPI 3
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each event has a channel, and so have the changes of the records of each entity that is in the
 * API: a backend tells of them as far as a listener may read them. */
#define G_LOG_DOMAIN "gp-export-asyncapi"
#include "config.h"

#include "gp-export-asyncapi.h"

#include "gp-event-text.h"
#include "gp-expr-design-record.h"
#include "gp-openapi.h"
#include "gp-yaml-writer.h"

static gboolean
is_entity (const GpElement *element)
{
  return gp_element_get_kind (element) == GP_KIND_ENTITY;
}

/* A key of a channel: letters, digits, . - _ and what tells it apart. */
static char *
key_of (const GpElement *element)
{
  GString *key = g_string_new (is_entity (element) ? "record-" : NULL);

  for (const char *p = gp_element_get_name (element); *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || *p == '.' || *p == '_')
      g_string_append_c (key, *p);
    else
      g_string_append_printf (key, "-%02x", (guchar) *p);
  return g_string_free (key, FALSE);
}

static void
write_reference (GpYamlWriter *writer,
                 const char   *key,
                 const char   *format,
                 const char   *name)
{
  g_auto(GStrv) parts = g_strsplit (format, "%", 2);
  g_autofree char *reference = g_strconcat (parts[0], name, parts[1], NULL);

  gp_yaml_writer_key (writer, key);
  gp_yaml_writer_begin_map (writer);
  gp_yaml_writer_member (writer, "$ref", reference);
  gp_yaml_writer_end_map (writer);
}

static void
write_channel (GpYamlWriter    *writer,
               const GpElement *event)
{
  g_autofree char *key = key_of (event);
  g_autofree char *records = g_strconcat ("/api/records/", gp_element_get_name (event), NULL);

  gp_yaml_writer_key (writer, key);
  gp_yaml_writer_begin_map (writer);
  gp_yaml_writer_member (writer, "address",
                         is_entity (event) ? records : gp_element_get_name (event));
  gp_yaml_writer_member (writer, "description",
                         gp_element_get_text (event, is_entity (event) ? GP_ENTITY_DESCRIPTION
                                                                       : GP_EVENT_DESCRIPTION));
  gp_yaml_writer_key (writer, "messages");
  gp_yaml_writer_begin_map (writer);
  write_reference (writer, "event", "#/components/messages/%", key);
  gp_yaml_writer_end_map (writer);
  gp_yaml_writer_end_map (writer);
}

/* --- payloads --------------------------------------------------------------------------------- */

static void
write_field (GpDesign        *design,
             GpJsonWriter    *writer,
             const GpElement *field)
{
  const GpElement *target = gp_expr_design_get_target (design, field);
  const GpElement *typed = target != NULL ? target : field;
  gsize n = 0;
  const char *const *values = gp_element_get_texts (typed, GP_FIELD_VALUES, &n);
  GpCellFormat format = { .array = gp_element_get_bool (field, GP_FIELD_ARRAY),
                          .values = n > 0 ? (char **) values : NULL };

  gp_json_writer_key (writer, gp_element_get_name (field));
  gp_json_writer_begin_object (writer);
  if (gp_element_has (field, GP_FIELD_DESCRIPTION))
    gp_json_writer_member (writer, "description", gp_element_get_text (field,
                                                                       GP_FIELD_DESCRIPTION));
  if (gp_cell_type_from_nick (gp_element_get_text (typed, GP_FIELD_TYPE), &format.type))
    gp_openapi_write_format (&format, gp_element_get_bool (field, GP_FIELD_NULLABLE), writer);
  gp_json_writer_end_object (writer);
}

static void
write_type (GpJsonWriter    *writer,
            const GpElement *event)
{
  gp_json_writer_begin_object (writer);
  if (is_entity (event))
    {
      gp_json_writer_key (writer, "enum");
      gp_json_writer_begin_array (writer);
      for (int kind = GP_EVENT_CREATED; kind <= GP_EVENT_DELETED; kind++)
        gp_json_writer_string (writer, gp_event_get_type ((GpEventKind) kind));
      gp_json_writer_end_array (writer);
    }
  else
    gp_json_writer_member (writer, "const", gp_element_get_name (event));
  gp_json_writer_end_object (writer);
}

static char *
payload_schema (GpDesign        *design,
                const GpElement *event)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, gp_element_get_id (event),
                                                         GP_KIND_FIELD);
  GString *out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "type", "object");
  gp_json_writer_key (&writer, "required");
  gp_json_writer_raw (&writer, "[\"specversion\",\"id\",\"source\",\"type\",\"data\"]");
  gp_json_writer_key (&writer, "properties");
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "specversion");
  gp_json_writer_raw (&writer, "{\"const\":\"1.0\"}");
  gp_json_writer_key (&writer, "id");
  gp_json_writer_raw (&writer, "{\"type\":\"string\"}");
  gp_json_writer_key (&writer, "source");
  gp_json_writer_raw (&writer, "{\"type\":\"string\",\"format\":\"uri-reference\"}");
  gp_json_writer_key (&writer, "type");
  write_type (&writer, event);
  gp_json_writer_key (&writer, "time");
  gp_json_writer_raw (&writer, "{\"type\":\"string\",\"format\":\"date-time\"}");
  gp_json_writer_key (&writer, "data");
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "type", "object");
  gp_json_writer_key (&writer, "properties");
  gp_json_writer_begin_object (&writer);
  for (guint i = 0; i < fields->len; i++)
    if (!gp_element_is (fields->pdata[i], GP_FIELD_SENSITIVE, "secret"))
      write_field (design, &writer, fields->pdata[i]);
  gp_json_writer_end_object (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);
  return g_string_free (out, FALSE);
}

static void
write_message (GpDesign        *design,
               GpYamlWriter    *writer,
               const GpElement *event)
{
  g_autofree char *key = key_of (event);
  g_autofree char *schema = payload_schema (design, event);

  gp_yaml_writer_key (writer, key);
  gp_yaml_writer_begin_map (writer);
  gp_yaml_writer_member (writer, "name", gp_element_get_name (event));
  gp_yaml_writer_member (writer, "contentType", "application/cloudevents+json");
  gp_yaml_writer_key (writer, "payload");
  gp_yaml_writer_json (writer, schema);
  gp_yaml_writer_end_map (writer);
}

/* --- operations ------------------------------------------------------------------------------- */

static void
write_operation (GpYamlWriter    *writer,
                 const GpElement *flow,
                 const GpElement *event,
                 gboolean         sends)
{
  g_autofree char *name = key_of (flow);
  g_autofree char *channel = key_of (event);
  g_autofree char *key = g_strdup_printf ("%s.%s.%s", name, sends ? "send" : "receive", channel);
  const char *title = gp_element_get_text (flow, GP_FLOW_TITLE);

  gp_yaml_writer_key (writer, key);
  gp_yaml_writer_begin_map (writer);
  gp_yaml_writer_member (writer, "action", sends ? "send" : "receive");
  gp_yaml_writer_member (writer, "summary", title != NULL ? title : gp_element_get_name (flow));
  write_reference (writer, "channel", "#/channels/%", channel);
  gp_yaml_writer_key (writer, "messages");
  gp_yaml_writer_begin_list (writer);
  {
    g_autofree char *reference = g_strdup_printf ("#/channels/%s/messages/event", channel);

    gp_yaml_writer_begin_map (writer);
    gp_yaml_writer_member (writer, "$ref", reference);
    gp_yaml_writer_end_map (writer);
  }
  gp_yaml_writer_end_list (writer);
  gp_yaml_writer_end_map (writer);
}

/* Whether a step of @holder, or one inside it, sends @event or waits for it. */
static gboolean
has_step (GpDesign   *design,
          const GpId *holder,
          const GpId *event,
          gboolean    sends)
{
  g_autoptr(GPtrArray) steps = gp_design_list_children (design, holder, GP_KIND_STEP);

  for (guint i = 0; i < steps->len; i++)
    {
      const GpElement *step = steps->pdata[i];
      const GpId *sent = gp_element_get_ref (step, GP_STEP_EVENT);
      gsize n = 0;
      const GpId *heard = gp_element_get_refs (step, GP_STEP_LISTEN_EVENTS, &n);

      if (sends && sent != NULL && gp_id_equal (sent, event)
          && gp_element_is (step, GP_STEP_TYPE, "emit"))
        return TRUE;
      for (gsize j = 0; !sends && gp_element_is (step, GP_STEP_TYPE, "listen") && j < n; j++)
        if (gp_id_equal (&heard[j], event))
          return TRUE;
      if (has_step (design, gp_element_get_id (step), event, sends))
        return TRUE;
    }
  return FALSE;
}

static void
write_operations (GpDesign        *design,
                  GpYamlWriter    *writer,
                  const GpElement *event)
{
  g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);
  const GpId *id = gp_element_get_id (event);

  for (guint i = 0; i < flows->len; i++)
    {
      const GpElement *flow = flows->pdata[i];
      const GpId *trigger = gp_element_is (flow, GP_FLOW_TRIGGER, "event")
                              ? gp_element_get_ref (flow, GP_FLOW_TRIGGER_EVENT) : NULL;
      const GpId *holder = gp_element_get_id (flow);

      if (has_step (design, holder, id, TRUE))
        write_operation (writer, flow, event, TRUE);
      if ((trigger != NULL && gp_id_equal (trigger, id)) || has_step (design, holder, id, FALSE))
        write_operation (writer, flow, event, FALSE);
    }
}

/* (transfer full): events, and entities whose changes are told. */
static GPtrArray *
list_events (GpDesign *design)
{
  GPtrArray *events = gp_design_list (design, GP_KIND_EVENT);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  for (guint i = 0; i < entities->len; i++)
    if (gp_element_get_bool (entities->pdata[i], GP_ENTITY_EXPOSED)
        && !gp_element_get_bool (entities->pdata[i], GP_ENTITY_EXTERNAL))
      g_ptr_array_add (events, entities->pdata[i]);

  return events;
}

void
gp_export_asyncapi_write (GpDesign  *design,
                          GString   *out,
                          GPtrArray *findings)
{
  g_autoptr(GPtrArray) events = list_events (design);
  g_autoptr(GpYamlWriter) writer = gp_yaml_writer_new (out);
  const GpElement *root = gp_design_get_root (design);
  const char *name = gp_element_get_name (root);

  gp_yaml_writer_begin (writer);
  gp_yaml_writer_begin_map (writer);
  gp_yaml_writer_member (writer, "asyncapi", "3.0.0");
  gp_yaml_writer_key (writer, "info");
  gp_yaml_writer_begin_map (writer);
  gp_yaml_writer_member (writer, "title", *name != '\0' ? name : "Groundplan");
  gp_yaml_writer_member (writer, "version", "1.0.0");
  gp_yaml_writer_member (writer, "description", gp_element_get_text (root, GP_DESIGN_DESCRIPTION));
  gp_yaml_writer_end_map (writer);
  gp_yaml_writer_member (writer, "defaultContentType", "application/cloudevents+json");
  gp_yaml_writer_key (writer, "channels");
  gp_yaml_writer_begin_map (writer);
  for (guint i = 0; i < events->len; i++)
    write_channel (writer, events->pdata[i]);
  gp_yaml_writer_end_map (writer);
  gp_yaml_writer_key (writer, "operations");
  gp_yaml_writer_begin_map (writer);
  for (guint i = 0; i < events->len; i++)
    write_operations (design, writer, events->pdata[i]);
  gp_yaml_writer_end_map (writer);
  gp_yaml_writer_key (writer, "components");
  gp_yaml_writer_begin_map (writer);
  gp_yaml_writer_key (writer, "messages");
  gp_yaml_writer_begin_map (writer);
  for (guint i = 0; i < events->len; i++)
    write_message (design, writer, events->pdata[i]);
  gp_yaml_writer_end_map (writer);
  gp_yaml_writer_end_map (writer);
  gp_yaml_writer_end_map (writer);
  gp_yaml_writer_end (writer);
}
