/* gp-pocketbase-plan.c — what a deployment to a PocketBase would do
 * SPDX-License-Identifier: Apache-2.0
 *
 * The operations are those of every target. A rename is one there, too; a field of another type is
 * a new one, and the values of the old one go. */
#define G_LOG_DOMAIN "gp-pocketbase-plan"
#include "config.h"
#include "gp-pocketbase-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-pocketbase-live.h"
#include "gp-pocketbase-names.h"
#include "gp-plan-build.h"
#include "gp-plan-check.h"
#include "gp-target-live.h"
#include "gp-target.h"

typedef struct
{
  GpPocketbaseClient *client;
  GpPocketbaseState  *state;
  GpDesign           *design;
  GPtrArray          *past;
  GpPocketbaseSchema *wanted;
  GpPocketbaseChange *change;
  GPtrArray          *operations;
  GPtrArray          *findings;
} Planner;

static void
planner_clear (Planner *self)
{
  g_clear_pointer (&self->state, gp_pocketbase_state_free);
  g_clear_pointer (&self->past, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, gp_pocketbase_schema_free);
  g_clear_pointer (&self->change, gp_pocketbase_change_free);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Planner, planner_clear)

gint64
gp_pocketbase_count (GpPocketbaseClient  *client,
                     const char          *collection,
                     JsonObject          *field,
                     gboolean             with_value,
                     GError             **error)
{
  const char *type = field != NULL ? gp_directus_json_text (field, "type") : "";
  const char *name = field != NULL ? gp_directus_json_text (field, "name") : "id";
  g_autofree char *filter = NULL, *escaped = NULL, *path = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (g_str_equal (type, "bool") || g_str_equal (type, "number"))
    filter = g_strdup_printf ("%s %s %s", name, with_value ? "!=" : "=",
                              g_str_equal (type, "bool") ? "false" : "0");
  else if (g_str_equal (type, "json"))
    filter = g_strdup_printf ("%s %s null", name, with_value ? "!=" : "=");
  else
    filter = with_value ? g_strdup_printf ("%s != \"\" && %s != \"[]\"", name, name)
                        : g_strdup_printf ("%s = \"\" || %s = \"[]\"", name, name);
  escaped = g_uri_escape_string (filter, NULL, FALSE);
  path = g_strdup_printf ("/api/collections/%s/records?perPage=1&fields=id&filter=%s", collection,
                          escaped);
  node = gp_pocketbase_client_send (client, "GET", path, NULL, error);
  if (node == NULL)
    return -1;
  if (JSON_NODE_HOLDS_OBJECT (node)
      && json_object_has_member (json_node_get_object (node), "totalItems"))
    return gp_directus_json_int (json_node_get_object (node), "totalItems", 0);
  g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                       _("PocketBase gives another answer than a list."));
  return -1;
}

/* The key there of @element as it was deployed; NULL where it was not. */
static const char *
find_key (Planner    *self,
          const GpId *element)
{
  for (guint i = 0; i < self->past->len; i++)
    {
      const GpPocketbaseSchema *past = self->past->pdata[i];
      GHashTableIter iter;
      gpointer key, id;

      g_hash_table_iter_init (&iter, past->elements);
      while (g_hash_table_iter_next (&iter, &key, &id))
        if (gp_id_equal (id, element))
          return key;
    }
  return NULL;
}

/* The live collection of @key, and the field of it; NULL where it is not there. */
static JsonObject *
find_live (Planner     *self,
           const char  *key,
           JsonObject **out_field)
{
  const char *slash = strchr (key, '/');
  g_autofree char *id = g_strndup (key, strcspn (key, "/"));
  JsonObject *collection = gp_pocketbase_state_find (self->state, id);

  *out_field = NULL;
  if (collection == NULL || slash == NULL)
    return collection;
  *out_field = gp_pocketbase_find (gp_directus_json_array (collection, "schema"), "id", slash + 1);
  return *out_field != NULL ? collection : NULL;
}

static gboolean
count_rows (Planner      *self,
            GpOperation  *operation,
            const char   *key,
            GError      **error)
{
  JsonObject *field;
  JsonObject *collection = find_live (self, key, &field);

  operation->rows = collection == NULL ? 0
    : gp_pocketbase_count (self->client, gp_directus_json_text (collection, "id"), field, TRUE,
                           error);
  return operation->rows >= 0;
}

static gboolean
weigh (Planner      *self,
       GpOperation  *operation,
       GError      **error)
{
  const char *key = find_key (self, &operation->element);
  gboolean goes = key != NULL && g_hash_table_contains (self->change->removed, key);
  g_autofree char *sentence = NULL;

  gp_operation_set_request (operation, "PUT", "/api/collections/import", NULL);
  if (operation->kind != GP_KIND_ENTITY && operation->kind != GP_KIND_FIELD)
    return TRUE;
  if (operation->action == GP_OPERATION_REMOVE)
    {
      operation->reversible = FALSE;
      gp_operation_set_request (operation, operation->kind == GP_KIND_ENTITY ? "DELETE" : "PATCH",
                                "/api/collections", NULL);
    }
  if (goes && operation->action == GP_OPERATION_CHANGE)
    {
      operation->destructive = TRUE;
      operation->reversible = FALSE;
      sentence = operation->sentence;
      operation->sentence = g_strconcat (
        sentence, ". ", _("PocketBase cannot turn the values into the new type: they go."), NULL);
    }
  if (!goes)
    {
      operation->rows = 0;
      return TRUE;
    }
  if (!count_rows (self, operation, key, error))
    return FALSE;
  if (operation->rows == 0 && operation->action == GP_OPERATION_CHANGE)
    operation->destructive = FALSE;
  return TRUE;
}

static void
add_repair (Planner    *self,
            GpKind      kind,
            const GpId *element,
            const char *name,
            char       *taken)
{
  g_autofree char *sentence = taken;
  g_autofree char *id = g_strconcat ("change:", gp_kind_get_info (kind)->nick, ":", name,
                                     "#pocketbase", NULL);
  GpOperation *operation = gp_operation_new (id, GP_OPERATION_CHANGE, kind, element, name,
                                             sentence);

  operation->rows = 0;
  operation->widening = kind == GP_KIND_RULE;
  g_ptr_array_add (self->operations, operation);
}

/* Rules that somebody has changed since. */
static void
add_rule_repairs (Planner *self)
{
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr(GpPocketbaseChange) change = NULL;
  g_autoptr(GPtrArray) names = NULL;

  if (self->state->deployed == NULL || self->state->pending != NULL)
    return;
  change = gp_pocketbase_change_new (self->state, nothing, self->past->pdata[0]);
  names = gp_pocketbase_change_list_rules (change, self->state);
  for (guint i = 0; i < names->len; i++)
    {
      JsonObject *wish = gp_pocketbase_find (change->wish, "name", names->pdata[i]);
      const GpId *element = g_hash_table_lookup (
        ((GpPocketbaseSchema *) self->past->pdata[0])->elements,
        gp_directus_json_text (wish, "id"));
      g_autofree char *message =
        g_strdup_printf (_("%s was changed there since the last deployment."),
                         (char *) names->pdata[i]);
      GpFinding *finding = gp_finding_new ("MIG209", GP_SEVERITY_WARNING, message);

      if (element != NULL && gp_design_lookup (self->design, element) != NULL)
        gp_finding_set_element (finding, element);
      g_ptr_array_add (self->findings, finding);
      add_repair (self, GP_KIND_RULE, gp_design_get_root_id (self->design), names->pdata[i],
                  g_strdup_printf (_("Put back who may do what with %s"),
                                   (char *) names->pdata[i]));
    }
}

/* What no element of the design stands for. */
static void
add_repairs (Planner *self)
{
  const GpId *root = gp_design_get_root_id (self->design);

  add_rule_repairs (self);
  if (self->operations->len > 0)
    return;
  for (guint i = 0; i < self->change->differing->len; i++)
    {
      const char *key = self->change->differing->pdata[i];
      g_autofree char *id = g_strndup (key, strcspn (key, "/"));
      JsonObject *collection = gp_pocketbase_find (self->change->wish, "id", id);
      JsonObject *field = strchr (key, '/') != NULL
        ? gp_pocketbase_find (gp_directus_json_array (collection, "schema"), "id",
                              strchr (key, '/') + 1) : NULL;
      const GpId *element = g_hash_table_lookup (self->wanted->elements, key);
      g_autofree char *name = g_strjoin (".", gp_directus_json_text (collection, "name"),
                                         field != NULL ? gp_directus_json_text (field, "name")
                                                       : NULL, NULL);

      add_repair (self, field != NULL ? GP_KIND_FIELD : GP_KIND_ENTITY,
                  element != NULL ? element : root, name,
                  g_strdup_printf (_("Make %s as the design needs it"), name));
    }
  if (self->operations->len == 0 && g_hash_table_size (self->change->removed) > 0)
    add_repair (self, GP_KIND_DESIGN, root, "rest",
                g_strdup (_("Remove what an earlier deployment has left")));
  if (self->operations->len == 0 && self->state->pending != NULL)
    add_repair (self, GP_KIND_DESIGN, root, "deployment",
                g_strdup (_("Finish the deployment that was interrupted")));
  /* Adopted as it is: from now on it is known which design it holds. */
  if (self->operations->len == 0 && self->state->deployed == NULL)
    add_repair (self, GP_KIND_DESIGN, root, "deployment",
                g_strdup (_("Record that the database holds this design")));
}

static void
add_error (Planner    *self,
           const GpId *element,
           char       *taken)
{
  g_autofree char *message = taken;
  GpFinding *finding = gp_finding_new ("DEP002", GP_SEVERITY_ERROR, message);

  if (element != NULL)
    gp_finding_set_element (finding, element);
  g_ptr_array_add (self->findings, finding);
}

/* What others have made, and has a name of ours. */
static void
check_names (Planner *self)
{
  for (guint i = 0; i < json_array_get_length (self->change->wish); i++)
    {
      JsonObject *wish = json_array_get_object_element (self->change->wish, i);
      const char *id = gp_directus_json_text (wish, "id");
      const char *name = gp_directus_json_text (wish, "name");
      JsonObject *other = gp_pocketbase_state_find_by_name (self->state, name);
      const char *theirs = other != NULL ? gp_directus_json_text (other, "id") : NULL;
      JsonArray *fields = gp_directus_json_array (wish, "schema");
      g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      if (theirs != NULL && !g_str_equal (theirs, id)
          && gp_pocketbase_find (self->change->wish, "id", theirs) == NULL
          && !g_hash_table_contains (self->change->removed, theirs))
        add_error (self, g_hash_table_lookup (self->wanted->elements, id),
                   g_strdup_printf (_("Somebody else's collection is called “%s” there: rename the "
                                      "entity."), name));
      for (guint j = 0; j < json_array_get_length (fields); j++)
        {
          const char *field = gp_directus_json_text (json_array_get_object_element (fields, j),
                                                     "name");

          if (!g_hash_table_add (names, g_ascii_strdown (field, -1)))
            add_error (self, g_hash_table_lookup (self->wanted->elements, id),
                       g_strdup_printf (_("Somebody else's field is called %s.%s there, of another "
                                          "type: rename the field."), name, field));
        }
    }
}

/* A name that another role had: of an account that has it, nobody could say which one is meant once
 * a deployment was interrupted. */
static void
check_roles (Planner  *self,
             GpDesign *before)
{
  g_autoptr(GPtrArray) roles = before != NULL ? gp_design_list (before, GP_KIND_ROLE) : NULL;

  for (guint i = 0; roles != NULL && i < roles->len; i++)
    for (guint j = 0; j < roles->len; j++)
      {
        const GpElement *now = gp_design_lookup_kind (self->design,
                                                      gp_element_get_id (roles->pdata[i]),
                                                      GP_KIND_ROLE);

        if (i != j && now != NULL
            && g_str_equal (gp_element_get_name (now), gp_element_get_name (roles->pdata[j])))
          add_error (self, gp_element_get_id (now),
                     g_strdup_printf (_("Another role was called “%s” until now: give this one a "
                                        "name that none had, and rename it once more after that."),
                                      gp_element_get_name (now)));
      }
}

/* Fields of accounts that others have made, and that ours would take over. */
static void
check_accounts (Planner *self)
{
  JsonObject *accounts = gp_pocketbase_state_find (self->state, GP_POCKETBASE_ACCOUNTS);
  const struct
  {
    gboolean    is_wanted;
    const char *name;
    const char *types[2];
  } fields[] = {
    { self->wanted->roles->len > 0, GP_POCKETBASE_ROLES, { "select", "select" } },
    { self->wanted->has_tenant, GP_POCKETBASE_TENANT, { "text", "relation" } },
  };

  for (gsize i = 0; accounts != NULL && i < G_N_ELEMENTS (fields); i++)
    {
      JsonObject *field = gp_pocketbase_find (gp_directus_json_array (accounts, "schema"), "name",
                                              fields[i].name);
      const char *type = field != NULL ? gp_directus_json_text (field, "type") : NULL;

      if (fields[i].is_wanted && field != NULL && g_strcmp0 (type, fields[i].types[0]) != 0
          && g_strcmp0 (type, fields[i].types[1]) != 0)
        add_error (self, NULL,
                   g_strdup_printf (_("Accounts have a field “%s” of another type there: rename "
                                      "that field."), fields[i].name));
    }
}

/* Records that could no longer be saved as they are. */
static gboolean
check_required (Planner  *self,
                GError  **error)
{
  for (guint i = 0; i < self->change->differing->len; i++)
    {
      const char *key = self->change->differing->pdata[i];
      g_autofree char *id = g_strndup (key, strcspn (key, "/"));
      JsonObject *wish = gp_pocketbase_find (self->change->wish, "id", id);
      JsonObject *field = strchr (key, '/') != NULL
        ? gp_pocketbase_find (gp_directus_json_array (wish, "schema"), "id",
                              strchr (key, '/') + 1) : NULL;
      JsonObject *live;
      JsonObject *collection = find_live (self, key, &live);
      gint64 n;

      if (field == NULL || !gp_directus_json_bool (field, "required")
          || gp_pocketbase_state_find (self->state, id) == NULL
          || (live != NULL && gp_directus_json_bool (live, "required")))
        continue;
      n = gp_pocketbase_count (self->client, id, collection != NULL ? live : NULL,
                               collection == NULL, error);
      if (n < 0)
        return FALSE;
      if (n > 0)
        {
          g_autofree char *message =
            g_strdup_printf (_("Records of %s have no value of %s: each must get one before it can "
                               "be saved again."), gp_directus_json_text (wish, "name"),
                             gp_directus_json_text (field, "name"));
          GpFinding *finding = gp_finding_new ("MIG202", GP_SEVERITY_WARNING, message);
          const GpId *element = g_hash_table_lookup (self->wanted->elements, key);

          if (element != NULL)
            gp_finding_set_element (finding, element);
          g_ptr_array_add (self->findings, finding);
        }
    }
  return TRUE;
}

static void
take_all (GPtrArray *to,
          GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, gp_finding_ref (from->pdata[i]));
}

/* One that somebody is at now stands in the way; one that was left is gone on with. */
static void
note_pending (Planner *self)
{
  const GpDeployPending *lock = self->state->lock;
  gboolean held = lock != NULL && gp_deploy_pending_is_held (lock);
  g_autofree char *which = held ? gp_deploy_pending_describe (lock) : NULL;
  g_autofree char *message = held
    ? g_strdup_printf (_("Something is being deployed there now, %s: plan again once that is "
                         "done."), which)
    : g_strdup (_("A deployment was interrupted before it was done: deploying finishes it."));

  if (held || self->state->pending != NULL)
    g_ptr_array_add (self->findings,
                     gp_finding_new ("DEP003", held ? GP_SEVERITY_ERROR : GP_SEVERITY_WARNING,
                                     message));
}

static gboolean
add_findings (Planner   *self,
              GpDesign  *live,
              GError   **error)
{
  g_autoptr(GPtrArray) checks = gp_plan_check (self->design, gp_capability_find ("pocketbase"));
  g_autoptr(GPtrArray) drift = self->state->deployed != NULL && self->state->pending == NULL
    ? gp_plan_check_drift (self->state->deployed, live, self->design) : NULL;

  take_all (self->findings, checks);
  if (drift != NULL)
    take_all (self->findings, drift);
  note_pending (self);
  check_names (self);
  check_accounts (self);
  check_roles (self, self->state->deployed);
  check_roles (self, self->state->pending);
  return check_required (self, error);
}

static gboolean
prepare (Planner   *self,
         GpDesign  *design,
         GError   **error)
{
  self->design = design;
  self->state = gp_pocketbase_state_read (self->client, error);
  if (self->state == NULL)
    return FALSE;
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  self->past = gp_pocketbase_past_new (self->state);
  gp_pocketbase_adopt (self->state, self->past, design);
  self->wanted = gp_pocketbase_schema_new (design, self->state->ids, self->findings);
  self->change = gp_pocketbase_change_new (self->state, self->past, self->wanted);
  return TRUE;
}

GpPlan *
gp_pocketbase_plan (GpPocketbaseClient  *client,
                    const char          *name,
                    GpDesign            *design,
                    GError             **error)
{
  g_auto(Planner) self = { .client = client };
  g_autoptr(GpDesign) live = NULL;
  g_autofree char *hash = NULL;

  if (!prepare (&self, design, error)
      || !gp_target_live_check_ours (self.state->deployed, design, name, error))
    return NULL;
  live = gp_pocketbase_live (self.state, design, self.wanted, error);
  if (live == NULL)
    return NULL;
  self.operations = gp_plan_build_operations (live, design);
  for (guint i = 0; i < self.operations->len; i++)
    if (!weigh (&self, self.operations->pdata[i], error))
      return NULL;
  add_repairs (&self);
  if (!add_findings (&self, live, error))
    return NULL;
  hash = gp_design_dup_hash (design);
  return gp_plan_new (name, self.state->fingerprint, hash, self.operations, self.findings);
}
