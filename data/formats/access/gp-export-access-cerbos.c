/* gp-export-access-cerbos.c — the access tests as a table of Cerbos
 * SPDX-License-Identifier: Apache-2.0
 *
 * A test suite of Cerbos is YAML: who there is, what there is, and who may do what with what. Every
 * scalar and every record is written as JSON, which YAML reads as it is. */
#define G_LOG_DOMAIN "gp-export-access-cerbos"
#include "config.h"
#include "gp-export-access-cerbos.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-access.h"
#include "gp-json-writer.h"

typedef struct
{
  GpDesign  *design;
  GpAccess  *access;
  GString   *out;
  GPtrArray *findings;
} Table;

static void
append_text (Table      *self,
             const char *text)
{
  GpJsonWriter writer;

  gp_json_writer_init (&writer, self->out, GP_JSON_COMPACT);
  gp_json_writer_string (&writer, text);
}

/* "  key: text" */
static void
append_line (Table      *self,
             const char *key,
             const char *text)
{
  g_string_append (self->out, key);
  append_text (self, text);
  g_string_append_c (self->out, '\n');
}

/* @json on one line, with what is added to it; nothing where it is no object. */
static void
append_record (Table      *self,
               const char *json,
               const char *written)
{
  g_autoptr(GpJsonDocument) document = gp_json_document_parse (json, strlen (json), 64, NULL);
  g_autoptr(GpJsonDocument) change = written != NULL
    ? gp_json_document_parse (written, strlen (written), 64, NULL) : NULL;
  gboolean is_record = document != NULL
                       && gp_json_get_type (document, GP_JSON_ROOT) == GP_JSON_OBJECT;
  GpJsonWriter writer;

  gp_json_writer_init (&writer, self->out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  for (GpJsonNode node = is_record ? gp_json_first (document, GP_JSON_ROOT) : 0; node != 0;
       node = gp_json_next (document, node))
    {
      gp_json_writer_key (&writer, gp_json_get_key (document, node));
      gp_json_writer_node (&writer, document, node);
    }
  if (change != NULL)
    {
      gp_json_writer_key (&writer, "new");
      gp_json_writer_node (&writer, change, GP_JSON_ROOT);
    }
  gp_json_writer_end_object (&writer);
  g_string_append_c (self->out, '\n');
}

/* All roles that somebody has in the end; Cerbos wants one at least. */
static void
append_roles (Table           *self,
              const GpElement *persona)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);
  g_autoptr(GpAccessCaller) caller = gp_access_caller_new_persona (self->access,
                                                                   gp_element_get_id (persona));
  guint n = 0;

  g_string_append (self->out, "    roles: [");
  for (guint i = 0; i < roles->len; i++)
    if (gp_access_caller_has_role (caller, gp_element_get_id (roles->pdata[i])))
      {
        g_string_append (self->out, n++ > 0 ? ", " : "");
        append_text (self, gp_element_get_name (roles->pdata[i]));
      }
  g_string_append (self->out, n > 0 ? "]\n" : "\"anonymous\"]\n");
}

static void
append_principal (Table           *self,
                  const GpElement *persona)
{
  static const struct
  {
    const char *name;
    GpProperty  property;
  } known[] = { { "tenant", GP_PERSONA_TENANT }, { "email", GP_PERSONA_EMAIL } };
  const char *id = gp_element_get_text (persona, GP_PERSONA_USER_ID);
  const char *claims = gp_element_get_text (persona, GP_PERSONA_CLAIMS);
  guint n = 0;

  g_string_append (self->out, "  ");
  append_text (self, gp_element_get_name (persona));
  g_string_append (self->out, ":\n");
  append_line (self, "    id: ", id != NULL ? id : gp_element_get_name (persona));
  append_roles (self, persona);
  g_string_append (self->out, "    attr: {");
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const char *text = gp_element_get_text (persona, known[i].property);

      if (text == NULL)
        continue;
      g_string_append_printf (self->out, "%s\"%s\": ", n++ > 0 ? ", " : "", known[i].name);
      append_text (self, text);
    }
  if (claims != NULL)
    {
      g_autoptr(GString) line = g_string_new (claims);

      g_strdelimit (line->str, "\n\r", ' ');
      g_string_append_printf (self->out, "%s\"claims\": %s", n > 0 ? ", " : "", line->str);
    }
  g_string_append (self->out, "}\n");
}

static const char *
get_created (Table           *self,
             const GpElement *test)
{
  const GpElement *fixture = gp_design_lookup_kind (
    self->design, gp_element_get_ref (test, GP_TEST_FIXTURE), GP_KIND_FIXTURE);
  const char *write = gp_element_get_text (test, GP_TEST_WRITE);

  if (gp_element_is (test, GP_TEST_ACTION, "create") && write != NULL)
    return write;
  return fixture != NULL ? gp_element_get_text (fixture, GP_FIXTURE_RECORD) : NULL;
}

/* What a test is about has the name of the test, which no other has. */
static void
append_resource (Table           *self,
                 const GpElement *test)
{
  const GpElement *subject = gp_design_lookup (self->design,
                                               gp_element_get_ref (test, GP_TEST_SUBJECT));
  const char *record = get_created (self, test);
  gboolean creates = gp_element_is (test, GP_TEST_ACTION, "create");
  char id[GP_ID_STRING_SIZE];

  g_string_append (self->out, "  ");
  append_text (self, gp_element_get_name (test));
  g_string_append (self->out, ":\n");
  append_line (self, "    kind: ", gp_element_get_name (subject));
  append_line (self, "    id: ", gp_id_format (gp_element_get_id (test), id));
  g_string_append (self->out, "    attr: ");
  append_record (self, record != NULL ? record : "{}",
                 creates ? NULL : gp_element_get_text (test, GP_TEST_WRITE));
}

static void
append_test (Table           *self,
             const GpElement *test)
{
  const GpElement *persona = gp_design_lookup (self->design,
                                               gp_element_get_ref (test, GP_TEST_PERSONA));
  const char *action = gp_element_get_text (test, GP_TEST_ACTION);

  append_line (self, "  - name: ", gp_element_get_name (test));
  g_string_append (self->out, "    input:\n      principals: [");
  append_text (self, gp_element_get_name (persona));
  g_string_append (self->out, "]\n      resources: [");
  append_text (self, gp_element_get_name (test));
  g_string_append (self->out, "]\n      actions: [");
  append_text (self, action);
  g_string_append (self->out, "]\n    expected:\n      - principal: ");
  append_text (self, gp_element_get_name (persona));
  g_string_append (self->out, "\n        resource: ");
  append_text (self, gp_element_get_name (test));
  g_string_append (self->out, "\n        actions:\n          ");
  append_text (self, action);
  g_string_append_printf (self->out, ": %s\n",
                          gp_element_is (test, GP_TEST_EXPECT, "allow") ? "EFFECT_ALLOW"
                                                                        : "EFFECT_DENY");
}

/* @message: taken. */
static void
note (Table           *self,
      const GpElement *test,
      char            *message)
{
  g_autofree char *owned = message;
  g_autoptr(GpFinding) finding = gp_finding_new (GP_EXPORT_CODE_LOST, GP_SEVERITY_WARNING,
                                                 owned);

  gp_finding_set_element (finding, gp_element_get_id (test));
  g_ptr_array_add (self->findings, g_steal_pointer (&finding));
}

/* Tests that say who does what with what, and have a name of their own. */
static GPtrArray *
list_tests (Table *self)
{
  g_autoptr(GPtrArray) all = gp_design_list (self->design, GP_KIND_TEST);
  g_autoptr(GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *tests = g_ptr_array_new ();
  gsize n;

  for (guint i = 0; i < all->len; i++)
    {
      const GpElement *test = all->pdata[i];
      const char *name = gp_element_get_name (test);

      if (!gp_element_is (test, GP_TEST_TYPE, "access"))
        continue;
      gp_element_get_refs (test, GP_TEST_FIELDS, &n);
      if (gp_design_lookup_kind (self->design, gp_element_get_ref (test, GP_TEST_PERSONA),
                                 GP_KIND_PERSONA) == NULL
          || gp_design_lookup (self->design, gp_element_get_ref (test, GP_TEST_SUBJECT)) == NULL
          || gp_element_get_text (test, GP_TEST_ACTION) == NULL)
        note (self, test,
              g_strdup_printf (_("“%s” is left out: it does not say who does what with what."),
                               name));
      else if (n > 0)
        note (self, test, g_strdup_printf (_("“%s” is left out: Cerbos knows no fields."), name));
      else if (!g_hash_table_add (names, (gpointer) name))
        note (self, test,
              g_strdup_printf (_("“%s” is left out: another test has this name."), name));
      else
        g_ptr_array_add (tests, (gpointer) test);
    }
  return tests;
}

void
gp_export_access_cerbos_write (GpDesign  *design,
                               GString   *out,
                               GPtrArray *findings)
{
  g_autoptr(GpAccess) access = gp_access_new (design);
  Table self = { .design = design, .access = access, .out = out, .findings = findings };
  g_autoptr(GPtrArray) tests = list_tests (&self);
  g_autoptr(GPtrArray) personas = gp_design_list (design, GP_KIND_PERSONA);

  append_line (&self, "name: ", gp_element_get_name (gp_design_get_root (design)));
  g_string_append (out, personas->len > 0 ? "principals:\n" : "principals: {}\n");
  for (guint i = 0; i < personas->len; i++)
    append_principal (&self, personas->pdata[i]);
  g_string_append (out, tests->len > 0 ? "resources:\n" : "resources: {}\n");
  for (guint i = 0; i < tests->len; i++)
    append_resource (&self, tests->pdata[i]);
  g_string_append (out, tests->len > 0 ? "tests:\n" : "tests: []\n");
  for (guint i = 0; i < tests->len; i++)
    append_test (&self, tests->pdata[i]);
}
