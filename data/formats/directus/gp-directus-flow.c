/* gp-directus-flow.c — flows as Directus runs them
 * SPDX-License-Identifier: Apache-2.0
 *
 * Here is what starts a flow, and the flow around the tree of its operations. */
#define G_LOG_DOMAIN "gp-directus-flow"
#include "config.h"

#include "gp-directus-flow-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-json-value.h"

static void
add_finding (GpDirectusFlow *self,
             GpFinding      *finding)
{
  if (g_hash_table_add (self->said, g_strdup (gp_finding_get_message (finding))))
    g_ptr_array_add (self->findings, finding);
  else
    gp_finding_unref (finding);
}

void
gp_directus_flow_refuse (GpDirectusFlow  *self,
                         const GpElement *element,
                         const char      *format,
                         ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_finding (self, gp_export_new_loss (element, format, arguments));
  va_end (arguments);
  self->refused = TRUE;
}

void
gp_directus_flow_note (GpDirectusFlow  *self,
                       const GpElement *element,
                       const char      *format,
                       ...)
{
  g_autofree char *message = NULL;
  GpFinding *finding;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  finding = gp_finding_new (GP_EXPORT_CODE_PART, GP_SEVERITY_INFO, message);
  gp_finding_set_element (finding, gp_element_get_id (element));
  add_finding (self, finding);
}

/* --- what starts it --------------------------------------------------------------------------- */

static void
write_names (GpDirectusFlow *self,
             GpJsonWriter   *writer,
             const char     *key,
             GPtrArray      *elements)
{
  gp_json_writer_key (writer, key);
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < elements->len; i++)
    gp_json_writer_string (writer, gp_element_get_name (elements->pdata[i]));
  gp_json_writer_end_array (writer);
}

static const char *
write_manual (GpDirectusFlow *self,
              GpJsonWriter   *writer)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  const char *confirm = gp_element_get_text (flow, GP_FLOW_CONFIRM);
  g_autoptr(GPtrArray) entities = gp_design_list (self->design, GP_KIND_ENTITY);

  write_names (self, writer, "collections", entities);
  gp_json_writer_key (writer, "requireSelection");
  gp_json_writer_bool (writer, FALSE);
  gp_json_writer_key (writer, "requireConfirmation");
  gp_json_writer_bool (writer, confirm != NULL);
  if (confirm != NULL)
    gp_json_writer_member (writer, "confirmationDescription", confirm);
  gp_json_writer_key (writer, "async");
  gp_json_writer_bool (writer, gp_element_is (flow, GP_FLOW_MODE, "async"));
  return "manual";
}

/* A cron line with seconds. What is not counted evenly from midnight has none. */
static char *
to_cron (GpDirectusFlow *self)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  const char *line = gp_element_get_text (flow, GP_FLOW_SCHEDULE);
  gint64 interval = 0;
  gint64 seconds;

  if (line != NULL && gp_element_is (flow, GP_FLOW_TRIGGER, "cron")
      && !g_str_has_prefix (line, "CRON_TZ") && *line != '@')
    return g_strconcat ("0 ", line, NULL);
  if (gp_element_is (flow, GP_FLOW_TRIGGER, "every"))
    gp_flow_duration_parse (line, &interval);
  seconds = interval / GP_FLOW_SECOND;
  if (seconds > 0 && seconds < 60 && 60 % seconds == 0)
    return g_strdup_printf ("*/%d * * * * *", (int) seconds);
  if (seconds >= 60 && seconds < 3600 && 3600 % seconds == 0 && seconds % 60 == 0)
    return g_strdup_printf ("0 */%d * * * *", (int) (seconds / 60));
  if (seconds >= 3600 && seconds <= 86400 && 86400 % seconds == 0 && seconds % 3600 == 0)
    return seconds == 86400 ? g_strdup ("0 0 0 * * *")
                            : g_strdup_printf ("0 0 */%d * * *", (int) (seconds / 3600));
  gp_directus_flow_refuse (self, flow,
                           _("“%s” starts at times that Directus has no schedule for: use a cron "
                             "line in its own time zone, or an interval that divides a day."),
                           gp_element_get_name (flow));
  return NULL;
}

static const char *
write_schedule (GpDirectusFlow *self,
                GpJsonWriter   *writer)
{
  g_autofree char *cron = to_cron (self);
  const GpElement *flow = gp_flow_get_element (self->flow);

  if (gp_element_is (flow, GP_FLOW_TRIGGER, "every"))
    gp_directus_flow_note (self, flow,
                           _("In Directus the interval of “%s” is counted from midnight."),
                           gp_element_get_name (flow));
  gp_json_writer_member (writer, "cron", cron);
  return "schedule";
}

static const char *
write_event (GpDirectusFlow *self,
             GpJsonWriter   *writer)
{
  static const char *const words[][2] = {
    { "created", "items.create" }, { "updated", "items.update" }, { "deleted", "items.delete" },
  };
  const GpElement *flow = gp_flow_get_element (self->flow);
  const GpElement *entity = gp_design_lookup (self->design,
                                              gp_element_get_ref (flow, GP_FLOW_TRIGGER_ENTITY));
  gboolean is_before = gp_flow_is_before (self->flow);
  g_autoptr(GPtrArray) entities = g_ptr_array_new ();
  gsize n = 0;
  const char *const *changes = gp_element_get_texts (flow, GP_FLOW_TRIGGER_CHANGES, &n);

  if (entity != NULL)
    g_ptr_array_add (entities, (gpointer) entity);
  gp_json_writer_member (writer, "type", is_before ? "filter" : "action");
  gp_json_writer_key (writer, "scope");
  gp_json_writer_begin_array (writer);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (n == 0 || g_strv_contains (changes, words[i][0]))
      gp_json_writer_string (writer, words[i][1]);
  gp_json_writer_end_array (writer);
  write_names (self, writer, "collections", entities);
  if (!is_before && n > 0 && g_strv_contains (changes, "deleted")
      && gp_directus_flow_uses_record (self->design, gp_element_get_id (flow)))
    gp_directus_flow_refuse (self, flow,
                             _("“%s” asks for a record that is deleted. Directus sends its key "
                               "alone."), gp_element_get_name (flow));
  if (!is_before && (n == 0 || n > 1) && (n == 0 || g_strv_contains (changes, "created"))
      && gp_directus_flow_uses_record (self->design, gp_element_get_id (flow)))
    gp_directus_flow_refuse (self, flow,
                             _("“%s” asks for the record after several kinds of change, whose keys "
                               "Directus sends differently: make a flow for each."),
                             gp_element_get_name (flow));
  return "event";
}

static const char *
write_webhook (GpDirectusFlow *self,
               GpJsonWriter   *writer)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  const char *method = gp_element_get_text (flow, GP_FLOW_HTTP_METHOD);
  char id[GP_ID_STRING_SIZE];

  if (!g_str_equal (method, "GET") && !g_str_equal (method, "POST"))
    gp_directus_flow_refuse (self, flow,
                             _("Directus is called with GET or POST, and “%s” with %s."),
                             gp_element_get_name (flow), method);
  if (gp_element_is (flow, GP_FLOW_HTTP_AUTH, "signature"))
    gp_directus_flow_refuse (self, flow, _("Directus cannot check the signature of “%s”."),
                             gp_element_get_name (flow));
  if (gp_element_has (flow, GP_FLOW_INPUT_SCHEMA))
    gp_directus_flow_note (self, flow, _("Directus does not hold what “%s” is sent against a "
                                         "schema."), gp_element_get_name (flow));
  gp_directus_flow_note (self, flow, _("In Directus “%s” is called at /flows/trigger/%s."),
                         gp_element_get_name (flow), gp_id_format (gp_element_get_id (flow), id));
  gp_json_writer_member (writer, "method", method);
  gp_json_writer_key (writer, "async");
  gp_json_writer_bool (writer, gp_element_is (flow, GP_FLOW_MODE, "async"));
  gp_json_writer_key (writer, "error_on_reject");
  gp_json_writer_bool (writer, TRUE);
  gp_json_writer_key (writer, "cacheEnabled");
  gp_json_writer_bool (writer, FALSE);
  gp_json_writer_member (writer, "return", "$last");
  return "webhook";
}

static const char *
write_operation (GpDirectusFlow *self,
                 GpJsonWriter   *writer)
{
  gp_json_writer_member (writer, "return", "$last");
  return "operation";
}

static const struct
{
  const char *trigger;
  const char *(*write) (GpDirectusFlow *self, GpJsonWriter *writer);
} triggers[] = {
  { "manual", write_manual }, { "cron", write_schedule },    { "every", write_schedule },
  { "after", write_schedule }, { "event", write_operation }, { "data", write_event },
  { "http", write_webhook },  { "flow", write_operation },
};

/* What a flow may say besides. */
static void
check_flow (GpDirectusFlow *self)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  const char *name = gp_element_get_name (flow);

  if (self->flow->output != NULL)
    gp_directus_flow_refuse (self, flow, _("“%s” makes something of its result; Directus gives "
                                           "what the last operation gave."), name);
  if (gp_element_has (flow, GP_FLOW_CONCURRENCY_LIMIT) || self->flow->concurrency_key != NULL)
    gp_directus_flow_refuse (self, flow, _("Directus does not limit how often “%s” runs at once."),
                             name);
  if (self->flow->idempotency_key != NULL)
    gp_directus_flow_refuse (self, flow, _("Directus does not know a second start of “%s”."),
                             name);
  if (self->flow->timeout >= 0)
    gp_directus_flow_note (self, flow, _("Directus sets no time limit to “%s”."), name);
}

/* --- writing ---------------------------------------------------------------------------------- */

void
gp_directus_flow_add_part (GpDirectusPart *part,
                           const GpId     *entry,
                           const char     *trigger,
                           const char     *options)
{
  const GpElement *flow = gp_flow_get_element (part->all->flow);
  gboolean enabled = gp_element_get_bool (flow, GP_FLOW_ENABLED);
  g_autoptr(GString) out = g_string_new (NULL);
  char id[GP_ID_STRING_SIZE];
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "id", gp_id_format (&part->id, id));
  gp_json_writer_member (&writer, "name", part->name);
  gp_json_writer_member (&writer, "description", gp_element_get_text (flow, GP_FLOW_DESCRIPTION));
  gp_json_writer_member (&writer, "status", enabled ? "active" : "inactive");
  gp_json_writer_member (&writer, "trigger", trigger);
  gp_json_writer_member (&writer, "accountability", "all");
  gp_json_writer_key (&writer, "options");
  gp_json_writer_raw (&writer, options);
  gp_json_writer_member (&writer, "operation",
                         gp_id_is_nil (entry) ? NULL : gp_id_format (entry, id));
  gp_json_writer_key (&writer, "operations");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < part->operations->len; i++)
    gp_json_writer_raw (&writer, part->operations->pdata[i]);
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  g_ptr_array_add (part->all->flows, g_string_free (g_steal_pointer (&out), FALSE));
}

static void
write_flow (GpDirectusFlow *self)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  g_autoptr(GPtrArray) operations = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *trigger_is = gp_element_get_text (flow, GP_FLOW_TRIGGER);
  GpDirectusPart part = { .all = self, .id = *gp_element_get_id (flow),
                          .name = gp_element_get_name (flow), .operations = operations,
                          .keys = keys };
  g_autoptr(GString) options = g_string_new (NULL);
  const char *trigger = NULL;
  GpJsonWriter writer;
  GpId entry;

  part.reads = g_str_equal (trigger_is, "data") && !gp_flow_is_before (self->flow)
               && gp_directus_flow_uses_record (self->design, &part.id);
  check_flow (self);
  gp_json_writer_init (&writer, options, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  for (gsize i = 0; i < G_N_ELEMENTS (triggers); i++)
    if (g_str_equal (triggers[i].trigger, trigger_is))
      trigger = triggers[i].write (self, &writer);
  gp_json_writer_end_object (&writer);
  entry = gp_directus_flow_grow (&part, self->flow->body);
  gp_directus_flow_add_part (&part, &entry, trigger, options->str);
}

gboolean
gp_directus_flow_write (GpDesign     *design,
                        const GpId   *flow,
                        const char   *revision,
                        GpJsonWriter *writer,
                        GPtrArray    *findings)
{
  g_autoptr(GpFlow) read = NULL;
  g_autoptr(GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) flows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  GpDirectusFlow self = { .design = design, .revision = revision, .findings = findings,
                          .said = said, .flows = flows };

  g_return_val_if_fail (gp_design_lookup_kind (design, flow, GP_KIND_FLOW) != NULL, FALSE);
  g_return_val_if_fail (revision != NULL && writer != NULL && findings != NULL, FALSE);

  read = gp_flow_new (design, flow, NULL);
  self.flow = read;
  if (!gp_flow_check (read, &error))
    {
      gp_directus_flow_refuse (&self, gp_flow_get_element (read), "%s", error->message);
      return FALSE;
    }
  write_flow (&self);
  for (guint i = 0; !self.refused && i < flows->len; i++)
    gp_json_writer_raw (writer, flows->pdata[i]);
  return !self.refused;
}

void
gp_export_directus_flows_write (GpDesign  *design,
                                GString   *out,
                                GPtrArray *findings)
{
  g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);
  g_autofree char *hash = gp_design_dup_hash (design);
  g_autoptr(GString) text = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, text, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "flows");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < flows->len; i++)
    gp_directus_flow_write (design, gp_element_get_id (flows->pdata[i]), hash, &writer, findings);
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);
  {
    g_autofree char *pretty = gp_json_value_pretty (text->str, NULL);

    g_string_append_printf (out, "%s", pretty != NULL ? pretty : text->str);
  }
}
