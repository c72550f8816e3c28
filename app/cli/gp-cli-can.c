/* gp-cli-can.c — gplan can: may they, and why
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-access-words.h"
#include "gp-access-fixtures.h"
#include "gp-cli.h"

#include <glib/gi18n.h>
#include <string.h>

/* The words of the command line, and what they stand for. */
typedef struct
{
  GpDesign         *design;
  GpAccess         *access;
  GpAccessFixtures *fixtures;
  GpAccessCaller   *caller;
  GpAccessRecord   *record;
  GpAccessRecord   *new_record;
  GArray           *written;
  GpId              subject;
} Can;

static void
can_clear (Can *self)
{
  gp_access_record_unref (self->record);
  gp_access_record_unref (self->new_record);
  g_clear_pointer (&self->written, g_array_unref);
  gp_access_caller_free (self->caller);
  gp_access_fixtures_free (self->fixtures);
  gp_access_unref (self->access);
  g_clear_object (&self->design);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Can, can_clear)

static const GpElement *
find_named (GpDesign   *design,
            GpKind      kind,
            const char *name)
{
  g_autoptr(GPtrArray) all = gp_design_list (design, kind);

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (gp_element_get_name (all->pdata[i]), name))
      return all->pdata[i];
  return NULL;
}

static gboolean
find_caller (Can         *self,
             const char  *persona,
             GError     **error)
{
  const GpElement *element = find_named (self->design, GP_KIND_PERSONA, persona);
  g_autofree char *names = NULL;

  if (element != NULL)
    {
      self->caller = gp_access_caller_new_persona (self->access, gp_element_get_id (element));
      return TRUE;
    }
  names = gp_cli_join_names (self->design, GP_KIND_PERSONA, GP_KIND_PERSONA);
  if (*names != '\0')
    g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                 _("There is no persona “%s”, but: %s."), persona, names);
  else
    g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                 _("There is no persona “%s”, nor any other: add one to the design."), persona);
  return FALSE;
}

static gboolean
find_subject (Can         *self,
              const char  *name,
              GError     **error)
{
  const GpElement *element = find_named (self->design, GP_KIND_ENTITY, name);

  if (element == NULL)
    element = find_named (self->design, GP_KIND_BUCKET, name);
  if (element == NULL)
    {
      g_autofree char *names = gp_cli_join_names (self->design, GP_KIND_ENTITY, GP_KIND_BUCKET);

      if (*names != '\0')
        g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                     _("There is no entity or bucket “%s”, but: %s."), name, names);
      else
        g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                     _("There is no entity or bucket “%s”, nor any other."), name);
      return FALSE;
    }
  self->subject = *gp_element_get_id (element);
  return TRUE;
}

/* (transfer full): an example record by its name, or one from a file. */
static GpAccessRecord *
find_record (Can         *self,
             const char  *word,
             GError     **error)
{
  const GpElement *fixture = gp_design_find_child (self->design, &self->subject, GP_KIND_FIXTURE,
                                                   word);
  GpAccessRecord *record;
  g_autofree char *text = NULL;

  if (fixture != NULL)
    {
      record = gp_access_fixtures_find (self->fixtures, gp_element_get_id (fixture), error);
      return record != NULL ? gp_access_record_ref (record) : NULL;
    }
  if (!g_file_test (word, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                   _("There is no example record “%s” of %s, nor a file of that name."), word,
                   gp_element_get_name (gp_design_lookup (self->design, &self->subject)));
      return NULL;
    }
  if (!gp_cli_read (word, &text, NULL, error))
    return NULL;
  record = gp_access_record_from_json (gp_access_fixtures_get_world (self->fixtures),
                                       &self->subject, text, error);
  if (record == NULL)
    gp_cli_prefix_place (error, word, text);
  return record;
}

static gboolean
read_written (Can         *self,
              const char  *action,
              const char  *path,
              GError     **error)
{
  g_autoptr(GpAccessRecord) empty =
    gp_access_record_new (gp_access_fixtures_get_world (self->fixtures), &self->subject);
  g_autofree char *text = NULL;

  if (path != NULL)
    {
      if (!gp_cli_read (path, &text, NULL, error))
        return FALSE;
    }
  else if (g_str_equal (action, "create") && self->record != NULL)
    text = gp_access_record_to_json (self->record);
  else
    return TRUE;

  self->new_record = gp_access_record_merge_json (
    g_str_equal (action, "create") || self->record == NULL ? empty : self->record, text,
    &self->written, error);
  if (self->new_record == NULL && path != NULL)
    gp_cli_prefix_place (error, path, text);
  if (g_str_equal (action, "create"))
    {
      g_clear_pointer (&self->record, gp_access_record_unref);
      if (self->new_record != NULL)
        gp_access_record_add_defaults (self->new_record, g_get_real_time ());
    }
  return self->new_record != NULL;
}

static const char *
verdict_word (GpAccessVerdict verdict)
{
  static const char *const words[] = { "denied", "forbidden", "depends", "granted" };

  return words[verdict];
}

static const char *
outcome_mark (GpAccessOutcome outcome)
{
  static const char *const marks[] = { "✗", "✓", "?" };

  return marks[outcome];
}

static void
append_ruling (const Can            *self,
               const GpAccessRuling *ruling,
               GString              *out)
{
  g_autofree char *rule = gp_access_describe_rule (self->access, ruling->rule);

  g_string_append_printf (out, "  %s %s%s\n", outcome_mark (ruling->outcome), rule,
                          ruling->rule->forbid ? _(", a forbid") : "");
  for (guint i = 0; i < ruling->parts->len; i++)
    {
      const GpAccessPart *part = ruling->parts->pdata[i];
      g_autofree char *words = gp_access_describe_part (self->access, part);
      g_autofree char *why = gp_access_describe_trace (part);

      g_string_append_printf (out, "      %s %s\n", outcome_mark (part->outcome), words);
      if (*why != '\0')
        g_string_append_printf (out, "          %s\n", why);
    }
}

static void
append_fields (const Can              *self,
               const GpAccessDecision *decision,
               GString                *out)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, &self->subject,
                                                         GP_KIND_FIELD);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; decision->fields != NULL && i < fields->len; i++)
    if (!gp_access_decision_has_field (decision, gp_element_get_id (fields->pdata[i])))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              gp_element_get_name (fields->pdata[i]));
  if (names->len > 0)
    g_string_append_printf (out, _("Without the fields %s.\n"), names->str);
}

static GpCliStatus
print_text (const Can              *self,
            const GpAccessDecision *decision,
            const GpAccessQuestion *question,
            const char             *who)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *verdict = gp_access_describe_verdict (decision, question, who);
  g_autoptr(GPtrArray) remedies = gp_access_find_remedies (decision, self->caller);

  g_string_append_printf (out, "%s\n", verdict);
  if (decision->verdict == GP_ACCESS_GRANTED)
    append_fields (self, decision, out);
  for (guint i = 0; i < decision->rulings->len; i++)
    if (((GpAccessRuling *) decision->rulings->pdata[i])->is_meant)
      append_ruling (self, decision->rulings->pdata[i], out);
  if (remedies->len > 0 && decision->verdict != GP_ACCESS_DEPENDS)
    g_string_append (out, _("It would be allowed\n"));
  for (guint i = 0; decision->verdict != GP_ACCESS_DEPENDS && i < remedies->len; i++)
    {
      g_autofree char *words = gp_access_describe_remedy (self->access, remedies->pdata[i]);

      g_string_append_printf (out, "  %s\n", words);
    }
  return gp_cli_print (out->str, out->len) ? decision->verdict == GP_ACCESS_GRANTED
                                               ? GP_CLI_DONE : GP_CLI_FOUND
                                           : GP_CLI_FAILED;
}

static void
write_text (GpJsonWriter *writer,
            const char   *key,
            char         *text)
{
  g_autofree char *owned = text;

  gp_json_writer_key (writer, key);
  gp_json_writer_string (writer, owned);
}

static void
write_ruling (const Can            *self,
              const GpAccessRuling *ruling,
              GpJsonWriter         *writer)
{
  static const char *const outcomes[] = { "fails", "holds", "unknown" };
  char buffer[GP_ID_STRING_SIZE];

  gp_json_writer_begin_object (writer);
  write_text (writer, "id", g_strdup (gp_id_format (&ruling->rule->id, buffer)));
  write_text (writer, "rule", gp_access_describe_rule (self->access, ruling->rule));
  write_text (writer, "effect", g_strdup (ruling->rule->forbid ? "forbid" : "grant"));
  write_text (writer, "outcome", g_strdup (outcomes[ruling->outcome]));
  gp_json_writer_key (writer, "parts");
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < ruling->parts->len; i++)
    {
      const GpAccessPart *part = ruling->parts->pdata[i];

      gp_json_writer_begin_object (writer);
      write_text (writer, "part", gp_access_describe_part (self->access, part));
      write_text (writer, "outcome", g_strdup (outcomes[part->outcome]));
      write_text (writer, "why", gp_access_describe_trace (part));
      gp_json_writer_end_object (writer);
    }
  gp_json_writer_end_array (writer);
  gp_json_writer_end_object (writer);
}

static GpCliStatus
print_json (const Can              *self,
            const GpAccessDecision *decision,
            const GpAccessQuestion *question,
            const char             *who)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, &self->subject,
                                                         GP_KIND_FIELD);
  g_autoptr(GPtrArray) remedies = gp_access_find_remedies (decision, self->caller);
  gboolean granted = decision->verdict == GP_ACCESS_GRANTED;
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "allowed");
  gp_json_writer_bool (&writer, granted);
  write_text (&writer, "verdict", g_strdup (verdict_word (decision->verdict)));
  write_text (&writer, "sentence", gp_access_describe_verdict (decision, question, who));
  gp_json_writer_key (&writer, "fields");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; granted && i < fields->len; i++)
    if (gp_access_decision_has_field (decision, gp_element_get_id (fields->pdata[i])))
      gp_json_writer_string (&writer, gp_element_get_name (fields->pdata[i]));
  gp_json_writer_end_array (&writer);
  gp_json_writer_key (&writer, "rules");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < decision->rulings->len; i++)
    if (((GpAccessRuling *) decision->rulings->pdata[i])->is_meant)
      write_ruling (self, decision->rulings->pdata[i], &writer);
  gp_json_writer_end_array (&writer);
  gp_json_writer_key (&writer, "remedies");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < remedies->len; i++)
    {
      g_autofree char *words = gp_access_describe_remedy (self->access, remedies->pdata[i]);

      gp_json_writer_string (&writer, words);
    }
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  return gp_cli_print_json (&writer, out, granted ? GP_CLI_DONE : GP_CLI_FOUND);
}

GpCliStatus
gp_cli_can (const char  *self,
            int          argc,
            char       **argv)
{
  g_autofree char *persona = NULL, *write = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &persona, N_("The persona who tries it"), "PERSONA" },
    { "write", 0, 0, G_OPTION_ARG_FILENAME, &write, N_("The values that are written"),
      "VALUES.json" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print the answer as JSON"), NULL },
    { NULL }
  };
  g_auto(Can) can = { .design = NULL };
  g_autoptr(GpAccessDecision) decision = NULL;
  g_autoptr(GError) error = NULL;
  GpAccessQuestion question;

  if (!gp_cli_parse (self, entries, &argc, &argv, 3, 4))
    return GP_CLI_USAGE;
  if (persona == NULL)
    return gp_cli_usage (self, _("Say who tries it, with --as PERSONA."));
  can.design = gp_cli_load (argv[1], NULL, &error);
  if (can.design == NULL)
    return gp_cli_fail (error);

  can.access = gp_access_new (can.design);
  can.fixtures = gp_access_fixtures_new (can.design);
  if (!find_caller (&can, persona, &error) || !find_subject (&can, argv[3], &error))
    return gp_cli_fail (error);
  if (argc > 4 && (can.record = find_record (&can, argv[4], &error)) == NULL)
    return gp_cli_fail (error);
  if (!read_written (&can, argv[2], write, &error))
    return gp_cli_fail (error);

  question = (GpAccessQuestion) {
    .caller = can.caller, .action = argv[2], .subject = &can.subject, .record = can.record,
    .new_record = can.new_record, .written = can.written, .now = g_get_real_time (),
    .explain = TRUE,
  };
  decision = gp_access_decide (can.access, &question);
  return json ? print_json (&can, decision, &question, persona)
              : print_text (&can, decision, &question, persona);
}
