/* gp-access-probe-http.c — access tests over HTTP, with real tokens
 * SPDX-License-Identifier: Apache-2.0
 *
 * The administrator puts the example records in that are not there, and an account for each persona
 * that a test names. What a test changed is put back at once; records and accounts that were put in
 * are taken out at the end, the last one first. */
#define G_LOG_DOMAIN "gp-access-probe-http"
#include "config.h"
#include "gp-access-probe.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-access-probe-pocketbase.h"
#include "gp-target.h"

typedef struct
{
  GpDesign             *design;
  const GpAccessServer *server;
  GpJsonClient         *client;
  GPtrArray            *added;       /* of GpElement: fixtures that were put in */
  GHashTable           *tokens;      /* persona → token, "" for nobody */
  GPtrArray            *warnings;
} Probe;

/* One test, and who asks. */
typedef struct
{
  const GpElement *test;
  const GpElement *entity;
  const GpElement *fixture;    /* or NULL */
  const char      *token;      /* NULL: nobody */
  GpAccessAnswer  *answer;
} Attempt;

gpointer
gp_access_server_fail (GpJsonClient *client,
                       guint         status,
                       const char   *what,
                       GError      **error)
{
  if (status == 401)
    g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN,
                 _("%s does not accept the token of the administrator (GPLAN_TOKEN)."),
                 gp_json_client_get_url (client));
  else if (status != 0)
    g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_FAILED, _("%s: %s answers with %u: %s"),
                 what, gp_json_client_get_url (client), status,
                 gp_json_client_get_body (client));
  return NULL;
}

static gboolean
is_success (guint status)
{
  return status >= 200 && status < 300;
}

static char *
dup_path (Probe           *self,
          const GpElement *entity,
          const char      *key)
{
  g_autofree char *name = g_uri_escape_string (gp_element_get_name (entity), NULL, FALSE);
  g_autofree char *id = key != NULL ? g_uri_escape_string (key, NULL, FALSE) : NULL;

  return g_strconcat (self->server->records, name,
                      self->server->after != NULL ? self->server->after : "",
                      id != NULL ? "/" : NULL, id, NULL);
}

static char *
dup_fixture_path (Probe           *self,
                  const GpElement *fixture)
{
  const GpElement *entity = gp_design_lookup (self->design, gp_element_get_parent (fixture));
  const char *key = gp_access_probe_key (self->design, entity);
  g_autofree char *id = key != NULL
    ? gp_access_probe_dup_member (gp_element_get_text (fixture, GP_FIXTURE_RECORD), key) : NULL;

  return id != NULL ? dup_path (self, entity, id) : NULL;
}

static gboolean
add_fixture (Probe           *self,
             const GpElement *fixture,
             GError         **error)
{
  const GpElement *entity = gp_design_lookup (self->design, gp_element_get_parent (fixture));
  g_autofree char *record = dup_fixture_path (self, fixture);
  g_autofree char *path = dup_path (self, entity, NULL);
  guint status;

  if (record == NULL)
    return TRUE;
  status = gp_json_client_manage (self->client, "GET", record, NULL, error);
  if (is_success (status) || status == 0)
    return status != 0;
  status = gp_json_client_manage (self->client, "POST", path,
                                  gp_element_get_text (fixture, GP_FIXTURE_RECORD), error);
  if (!is_success (status))
    return gp_access_server_fail (self->client, status, gp_element_get_name (fixture), error)
           != NULL;
  g_ptr_array_add (self->added, (gpointer) fixture);
  return TRUE;
}

static const char *
find_token (Probe           *self,
            const GpElement *persona,
            GError         **error)
{
  const char *known = g_hash_table_lookup (self->tokens, persona);
  char *token;

  if (known != NULL)
    return known;
  token = gp_element_get_bool (persona, GP_PERSONA_ANONYMOUS)
            ? g_strdup ("")
            : self->server->sign_in (self->design, self->client, persona, error);
  if (token != NULL)
    g_hash_table_insert (self->tokens, (gpointer) persona, token);
  return token;
}

static const GpElement *
find_persona (Probe                *self,
              const GpAccessAnswer *answer)
{
  const GpElement *test = gp_design_lookup (self->design, &answer->test);

  return gp_design_lookup (self->design, gp_element_get_ref (test, GP_TEST_PERSONA));
}

static void
warn (Probe      *self,
      const char *path)
{
  g_ptr_array_add (self->warnings,
                   g_strdup_printf (_("%s could not be put back as it was: %s"), path,
                                    gp_json_client_get_body (self->client)));
}

/* The members of @before that @written names, as a JSON object. */
static char *
pick (const char *before,
      const char *written)
{
  g_autoptr(GpJsonDocument) names = gp_json_document_parse (written, strlen (written), 64, NULL);
  g_autoptr(GpJsonDocument) values = gp_json_document_parse (before, strlen (before), 64, NULL);
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  for (GpJsonNode node = names != NULL ? gp_json_first (names, GP_JSON_ROOT) : 0; node != 0;
       node = gp_json_next (names, node))
    {
      g_autofree char *name = g_strdup (gp_json_get_key (names, node));
      GpJsonNode value = values != NULL ? gp_json_find (values, GP_JSON_ROOT, name) : 0;

      gp_json_writer_key (&writer, name);
      if (value != 0)
        gp_json_writer_node (&writer, values, value);
      else
        gp_json_writer_null (&writer);
    }
  gp_json_writer_end_object (&writer);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What is not allowed and answered with 400 all the same: values that a permission does not accept,
 * and a field that is hidden. */
static const char *const refusals[] = { "FAILED_VALIDATION", "urn:groundplan:problem:fields",
                                        "\"Failed to create record.\",\"data\":{}" };

static GpAccessAnswerKind
settle (Probe          *self,
        GpAccessAnswer *answer,
        guint           status)
{
  if (is_success (status))
    return GP_ACCESS_ANSWER_ALLOWED;
  if (status == 401 || status == 403 || status == 404)
    return GP_ACCESS_ANSWER_DENIED;
  for (gsize i = 0; status == 400 && i < G_N_ELEMENTS (refusals); i++)
    if (strstr (gp_json_client_get_body (self->client), refusals[i]) != NULL)
      return GP_ACCESS_ANSWER_DENIED;
  answer->problem = g_strdup_printf (_("%s answers with %u: %s"),
                                     gp_json_client_get_url (self->client), status,
                                     gp_json_client_get_body (self->client));
  return GP_ACCESS_ANSWER_UNTRIED;
}

/* Asks as the caller of the test. */
static GpAccessAnswerKind
ask (Probe         *self,
     const Attempt *attempt,
     const char    *method,
     const char    *path,
     const char    *body,
     GError       **error)
{
  return settle (self, attempt->answer,
                 gp_json_client_call (self->client, method, path, attempt->token, body, error));
}

/* All fields that are asked for are in the answer. One that is hidden in this record only is null:
 * that tells nothing where the record has no value. */
static GpAccessAnswerKind
read_record (Probe         *self,
             const Attempt *attempt,
             const char    *path,
             GError       **error)
{
  const char *stored = gp_element_get_text (attempt->fixture, GP_FIXTURE_RECORD);
  g_autoptr(GString) query = g_string_new (path);
  GpAccessAnswerKind kind;
  const GpId *fields;
  gsize n;

  fields = gp_element_get_refs (attempt->test, GP_TEST_FIELDS, &n);
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *field = gp_design_lookup (self->design, &fields[i]);

      g_string_append (query, i == 0 ? "?fields=" : ",");
      g_string_append_uri_escaped (query, gp_element_get_name (field), NULL, FALSE);
    }
  kind = ask (self, attempt, "GET", query->str, NULL, error);
  for (gsize i = 0; kind == GP_ACCESS_ANSWER_ALLOWED && i < n; i++)
    {
      const char *name = gp_element_get_name (gp_design_lookup (self->design, &fields[i]));
      g_autofree char *member = g_strconcat (self->server->data, name, NULL);
      g_autofree char *value = gp_json_client_dup (self->client, member);
      g_autofree char *wanted = gp_access_probe_dup_member (stored, name);

      if (value == NULL || (wanted != NULL && g_str_equal (value, "null")))
        kind = GP_ACCESS_ANSWER_DENIED;
    }
  return kind;
}

static GpAccessAnswerKind
create_record (Probe         *self,
               const Attempt *attempt,
               GError       **error)
{
  const char *key = gp_access_probe_key (self->design, attempt->entity);
  const char *write = gp_element_get_text (attempt->test, GP_TEST_WRITE);
  g_autofree char *collection = dup_path (self, attempt->entity, NULL);
  g_autofree char *member = g_strconcat (self->server->data, key, NULL);
  g_autofree char *id = NULL, *made = NULL;
  GpAccessAnswerKind kind;
  guint status;

  if (write == NULL)
    write = attempt->fixture != NULL ? gp_element_get_text (attempt->fixture, GP_FIXTURE_RECORD)
                                     : "{}";
  kind = ask (self, attempt, "POST", collection, write, error);
  if (kind != GP_ACCESS_ANSWER_ALLOWED)
    return kind;
  id = gp_json_client_dup (self->client, member);
  if (id == NULL)
    id = gp_access_probe_dup_member (write, key);
  made = id != NULL ? dup_path (self, attempt->entity, id) : g_strdup (collection);
  status = id != NULL ? gp_json_client_manage (self->client, "DELETE", made, NULL, error) : 0;
  if (!is_success (status))
    warn (self, made);
  return kind;
}

static GpAccessAnswerKind
change_record (Probe         *self,
               const Attempt *attempt,
               const char    *path,
               GError       **error)
{
  gboolean deletes = gp_element_is (attempt->test, GP_TEST_ACTION, "delete");
  const char *write = gp_element_get_text (attempt->test, GP_TEST_WRITE);
  g_autofree char *collection = dup_path (self, attempt->entity, NULL);
  g_autofree char *before = NULL, *back = NULL;
  g_autofree char *data = g_strndup (self->server->data, strcspn (self->server->data, "."));
  GpAccessAnswerKind kind;

  if (!is_success (gp_json_client_manage (self->client, "GET", path, NULL, error)))
    return settle (self, attempt->answer, 500);
  before = *data != '\0' ? gp_json_client_dup (self->client, data)
                         : g_strdup (gp_json_client_get_body (self->client));
  kind = ask (self, attempt, deletes ? "DELETE" : "PATCH", path,
              deletes ? NULL : write != NULL ? write : "{}", error);
  if (kind != GP_ACCESS_ANSWER_ALLOWED || (!deletes && write == NULL))
    return kind;
  back = deletes ? g_strdup (before) : pick (before, write);
  if (!is_success (gp_json_client_manage (self->client, deletes ? "POST" : "PATCH",
                                          deletes ? collection : path, back, error)))
    warn (self, path);
  return kind;
}

static gboolean
try (Probe          *self,
     GpAccessAnswer *answer,
     GError        **error)
{
  const GpElement *test = gp_design_lookup (self->design, &answer->test);
  Attempt attempt = {
    .answer = answer, .test = test,
    .entity = gp_design_lookup (self->design, gp_element_get_ref (test, GP_TEST_SUBJECT)),
    .fixture = gp_design_lookup (self->design, gp_element_get_ref (test, GP_TEST_FIXTURE)),
    .token = find_token (self, find_persona (self, answer), error),
  };
  g_autofree char *path = attempt.fixture != NULL ? dup_fixture_path (self, attempt.fixture) : NULL;
  g_autoptr(GError) failure = NULL;

  if (attempt.token == NULL)
    return FALSE;
  if (*attempt.token == '\0')
    attempt.token = NULL;
  if (gp_element_is (test, GP_TEST_ACTION, "create"))
    answer->kind = create_record (self, &attempt, &failure);
  else if (path == NULL)
    answer->problem = g_strdup (_("The test has no example record."));
  else if (gp_element_is (test, GP_TEST_ACTION, "read"))
    answer->kind = read_record (self, &attempt, path, &failure);
  else
    answer->kind = change_record (self, &attempt, path, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
try_all (Probe     *self,
         GPtrArray *answers,
         GError   **error)
{
  g_autoptr(GPtrArray) fixtures = gp_access_probe_fixtures (self->design);

  /* Records may refer to accounts. */
  for (guint i = 0; i < answers->len; i++)
    if (((GpAccessAnswer *) answers->pdata[i])->problem == NULL
        && find_token (self, find_persona (self, answers->pdata[i]), error) == NULL)
      return FALSE;
  for (guint i = 0; i < fixtures->len; i++)
    if (!add_fixture (self, fixtures->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < answers->len; i++)
    {
      GpAccessAnswer *answer = answers->pdata[i];

      if (answer->problem == NULL && !try (self, answer, error))
        return FALSE;
    }
  return TRUE;
}

static void
clean_up (Probe *self)
{
  GHashTableIter iter;
  gpointer persona, token;

  for (guint i = self->added->len; i > 0; i--)
    {
      g_autofree char *path = dup_fixture_path (self, self->added->pdata[i - 1]);

      if (!is_success (gp_json_client_manage (self->client, "DELETE", path, NULL, NULL)))
        warn (self, path);
    }
  g_hash_table_iter_init (&iter, self->tokens);
  while (g_hash_table_iter_next (&iter, &persona, &token))
    if (*(const char *) token != '\0' && self->server->sign_out != NULL)
      self->server->sign_out (self->client, persona, self->warnings);
}

gboolean
gp_access_probe_http (GpDesign      *design,
                      const char    *kind,
                      GpJsonClient  *client,
                      GPtrArray     *answers,
                      GPtrArray     *warnings,
                      GError       **error)
{
  g_autoptr(GPtrArray) added = g_ptr_array_new ();
  g_autoptr(GHashTable) tokens = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Probe self = { .design = design, .client = client, .added = added, .tokens = tokens,
                 .warnings = warnings,
                 .server = g_str_equal (kind, "local") ? gp_access_server_local ()
                           : g_str_equal (kind, "directus") ? gp_access_server_directus ()
                                                            : gp_access_server_pocketbase () };
  gboolean done = try_all (&self, answers, error);

  clean_up (&self);
  return done;
}
