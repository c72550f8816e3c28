/* gp-directus-plan.c — what a deployment to a Directus would do
 * SPDX-License-Identifier: Apache-2.0
 *
 * The operations are those of every target; Directus makes some of them dearer: a rename is a copy
 * and a removal, and a change of type may take the values away. */
#define G_LOG_DOMAIN "gp-directus-plan"
#include "config.h"
#include "gp-directus-plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-access.h"
#include "gp-directus-check.h"
#include "gp-directus-flow-requests.h"
#include "gp-directus-flow-set.h"
#include "gp-directus-live.h"
#include "gp-directus-merge.h"
#include "gp-directus-rows.h"
#include "gp-plan-build.h"
#include "gp-plan-check.h"
#include "gp-target-live.h"

typedef struct
{
  GpDirectusClient *client;
  GpDirectusState  *state;
  GpDesign         *design;
  GpDirectusSchema *before;    /* NULL: nothing was deployed yet */
  GpDirectusSchema *wanted;
  GpDirectusChange *change;
  GHashTable       *names;     /* GpId → key, as deployed; as wanted where it is new */
  GHashTable       *live;      /* a set of the keys of collections and fields that are there */
  GPtrArray        *operations;
  GPtrArray        *findings;
} Planner;

static void
planner_clear (Planner *self)
{
  g_clear_pointer (&self->state, gp_directus_state_free);
  g_clear_pointer (&self->before, gp_directus_schema_free);
  g_clear_pointer (&self->wanted, gp_directus_schema_free);
  g_clear_pointer (&self->change, gp_directus_change_free);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->live, g_hash_table_unref);
  g_clear_pointer (&self->operations, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Planner, planner_clear)

static GHashTable *
list_live (const GpDirectusState *state)
{
  static const char *const parts[] = { "collections", "fields" };
  GHashTable *live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      JsonArray *all = gp_directus_json_array (state->snapshot, parts[i]);

      for (guint j = 0; all != NULL && j < json_array_get_length (all); j++)
        g_hash_table_add (live, gp_directus_key (json_array_get_object_element (all, j)));
    }
  return live;
}

static void
name_elements (Planner                *self,
               const GpDirectusSchema *schema)
{
  GHashTableIter iter;
  gpointer key, id;

  if (schema == NULL)
    return;
  g_hash_table_iter_init (&iter, schema->elements);
  while (g_hash_table_iter_next (&iter, &key, &id))
    g_hash_table_insert (self->names, id, key);
}

static gboolean
has_value (gpointer key,
           gpointer value,
           gpointer text)
{
  return g_strcmp0 (value, text) == 0;
}

/* Records that hold a value of what is called @key there. */
static gint64
count (Planner     *self,
       const char  *key,
       GError     **error)
{
  g_autofree char *collection = g_strndup (key, strcspn (key, "."));
  const char *field = strchr (key, '.');

  /* A deployment that was interrupted may have dropped it. */
  if (!g_hash_table_contains (self->live, key)
      && !g_hash_table_contains (self->state->untracked, key))
    return 0;
  if (field == NULL)
    return gp_directus_rows_count (self->client, collection, NULL, error);
  return gp_directus_rows_count_where (self->client, collection, field + 1, "_nnull", "true",
                                       error);
}

static void
set_sentence (GpOperation *operation,
              const char  *more)
{
  char *whole = g_strconcat (operation->sentence, ". ", more, NULL);

  g_free (operation->sentence);
  operation->sentence = whole;
}

static void
name_request (GpOperation *operation)
{
  static const struct
  {
    GpKind      kind;
    const char *path;
  } paths[] = {
    { GP_KIND_RULE, "/policies" }, { GP_KIND_ROLE, "/policies" }, { GP_KIND_FLOW, "/flows" },
    { GP_KIND_STEP, "/flows" }, { GP_KIND_TRANSITION, "/flows" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    if (paths[i].kind == operation->kind)
      gp_operation_set_request (operation, "PATCH", paths[i].path, NULL);
}

/* A flow that runs there goes with its address, so people are asked; so they are where a flow of
 * somebody else has its id. */
static void
weigh_flow (Planner     *self,
            GpOperation *operation)
{
  char id[GP_ID_STRING_SIZE];
  JsonObject *live;

  if (operation->kind != GP_KIND_FLOW)
    return;
  live = gp_directus_find_by_id (self->state->flows, gp_id_format (&operation->element, id));
  if (live == NULL)
    return;
  if (operation->action == GP_OPERATION_REMOVE)
    operation->destructive = TRUE;
  else if (operation->action == GP_OPERATION_ADD
           && !gp_directus_flow_same (live, gp_directus_find_by_id (self->wanted->flows, id)))
    {
      operation->destructive = TRUE;
      set_sentence (operation, _("The flow that is there under its id is replaced."));
    }
}

static gboolean
weigh (Planner      *self,
       GpOperation  *operation,
       GError      **error)
{
  const char *key = g_hash_table_lookup (self->names, &operation->element);
  gboolean copies = FALSE, loses = FALSE;

  if (operation->kind != GP_KIND_ENTITY && operation->kind != GP_KIND_FIELD)
    {
      name_request (operation);
      weigh_flow (self, operation);
      return TRUE;
    }
  gp_operation_set_request (operation, "POST", "/schema/apply", NULL);
  if (key == NULL)
    {
      operation->rows = 0;
      return TRUE;
    }
  if (operation->action == GP_OPERATION_RENAME)
    copies = g_hash_table_find (self->change->collections, has_value, (gpointer) key) != NULL
             || g_hash_table_find (self->change->fields, has_value, (gpointer) key) != NULL;
  else if (operation->action == GP_OPERATION_CHANGE)
    loses = g_hash_table_contains (self->change->retyped, key);
  if (copies || loses)
    {
      operation->destructive = TRUE;
      operation->reversible = FALSE;
      operation->rows = -1;
      set_sentence (operation, copies
                    ? _("Directus cannot rename: the values are copied, and then the old ones go.")
                    : _("Directus cannot turn the values into the new type: they go."));
    }
  if (operation->rows >= 0)
    return TRUE;
  operation->rows = count (self, key, error);
  if (operation->rows == 0 && loses)
    operation->destructive = FALSE;
  return operation->rows >= 0;
}

static void
add_repair (Planner           *self,
            GpOperationAction  action,
            GpKind             kind,
            const GpId        *element,
            const char        *name,
            char              *taken)
{
  g_autofree char *sentence = taken;
  g_autofree char *id = g_strconcat (gp_operation_action_to_nick (action), ":",
                                     gp_kind_get_info (kind)->nick, ":", name, "#directus", NULL);
  GpOperation *operation = gp_operation_new (id, action, kind, element, name, sentence);

  operation->rows = 0;
  operation->widening = kind == GP_KIND_ROLE;
  operation->destructive = action == GP_OPERATION_REMOVE;
  g_ptr_array_add (self->operations, operation);
}

static void
note_drift (Planner    *self,
            const GpId *element,
            const char *name)
{
  g_autofree char *message =
    g_strdup_printf (_("%s was changed there since the last deployment."), name);
  GpFinding *finding = gp_finding_new ("MIG209", GP_SEVERITY_WARNING, message);

  if (element != NULL)
    gp_finding_set_element (finding, element);
  g_ptr_array_add (self->findings, finding);
}

/* Flows that somebody changed; and those that Directus cannot run any more as they are drawn now,
 * and that therefore go. */
static void
add_flow_repairs (Planner *self)
{
  const GpId *root = gp_design_get_root_id (self->design);
  g_autoptr(GPtrArray) changed = self->before != NULL
    ? gp_directus_flows_list_changed (self->state, self->before->flows) : NULL;
  JsonArray *before = self->before != NULL ? self->before->flows : NULL;

  for (guint i = 0; changed != NULL && i < changed->len; i++)
    {
      note_drift (self, NULL, changed->pdata[i]);
      add_repair (self, GP_OPERATION_CHANGE, GP_KIND_FLOW, root, changed->pdata[i],
                  g_strdup_printf (_("Put the flow %s back"), (char *) changed->pdata[i]));
    }
  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      JsonObject *flow = json_array_get_object_element (before, i);
      const char *text = gp_directus_json_text (flow, "id");
      const char *name = gp_directus_json_text (flow, "name");
      GpId id;

      if (gp_directus_find_by_id (self->wanted->flows, text) != NULL
          || gp_directus_find_by_id (self->state->flows, text) == NULL
          || !gp_id_parse (text, &id)
          || gp_design_lookup_kind (self->design, &id, GP_KIND_FLOW) == NULL)
        continue;
      add_repair (self, GP_OPERATION_REMOVE, GP_KIND_FLOW, &id, name,
                  g_strdup_printf (_("Remove the flow %s: Directus cannot run it as it is now"),
                                   name));
    }
}

/* What somebody changed that no element of the design stands for. */
static void
add_repairs (Planner *self)
{
  g_autoptr(JsonObject) wish = gp_directus_merge (self->state->snapshot, self->wanted->managed,
                                                  NULL);
  g_autoptr(GPtrArray) differing = gp_directus_list_differences (self->state->snapshot, wish);
  g_autoptr(GPtrArray) policies = gp_directus_access_list_changed (
    self->state, self->before != NULL ? self->before : self->wanted);
  const GpId *root = gp_design_get_root_id (self->design);

  for (guint i = 0; self->before != NULL && i < policies->len; i++)
    {
      note_drift (self, NULL, policies->pdata[i]);
      add_repair (self, GP_OPERATION_CHANGE, GP_KIND_ROLE, root, policies->pdata[i],
                  g_strdup_printf (_("Put back what %s may do"), (char *) policies->pdata[i]));
    }
  add_flow_repairs (self);
  if (self->operations->len > 0)
    return;
  for (guint i = 0; i < differing->len; i++)
    {
      const char *key = differing->pdata[i];
      const GpId *element = g_hash_table_lookup (self->wanted->elements, key + (*key == '>'));

      add_repair (self, GP_OPERATION_CHANGE,
                  strchr (key, '.') != NULL ? GP_KIND_FIELD : GP_KIND_ENTITY,
                  element != NULL ? element : root, key,
                  g_strdup_printf (_("Make %s as the design needs it"), key + (*key == '>')));
    }
  if (self->operations->len == 0 && self->state->pending != NULL)
    add_repair (self, GP_OPERATION_CHANGE, GP_KIND_DESIGN, root, "deployment",
                g_strdup (_("Finish the deployment that was interrupted")));
  /* Adopted as it is: from now on it is known which design it holds. */
  if (self->operations->len == 0 && self->state->deployed == NULL)
    add_repair (self, GP_OPERATION_CHANGE, GP_KIND_DESIGN, root, "deployment",
                g_strdup (_("Record that the database holds this design")));
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
  gboolean held = gp_deploy_pending_is_held (self->state->pending);
  g_autofree char *which = gp_deploy_pending_describe (self->state->pending);
  g_autofree char *message = g_strdup_printf (
    held ? _("Something is being deployed there now, %s: plan again once that is done.")
         : _("A deployment was interrupted before it was done, %s: deploying finishes it. Where "
             "Directus runs on SQLite, restart it first."), which);

  g_ptr_array_add (self->findings,
                   gp_finding_new ("DEP003", held ? GP_SEVERITY_ERROR : GP_SEVERITY_WARNING,
                                   message));
}

/* What is allowed beside the design is nothing that the design could take away. */
static void
note_others (Planner *self)
{
  g_autoptr(GPtrArray) roles = gp_directus_access_list_others (self->state, self->wanted);

  for (guint i = 0; i < roles->len; i++)
    {
      g_autofree char *message =
        g_strdup_printf (_("The role %s has other policies there, too: what they allow stays. "
                           "Remove them in Directus where the design is to decide alone."),
                         (char *) roles->pdata[i]);

      g_ptr_array_add (self->findings,
                       gp_finding_new ("PRM411", GP_SEVERITY_WARNING, message));
    }
}

static gboolean
add_findings (Planner   *self,
              GpDesign  *live,
              GError   **error)
{
  g_autoptr(GPtrArray) checks = gp_plan_check (self->design, gp_capability_find ("directus"));
  g_autoptr(GPtrArray) drift = self->state->deployed != NULL && self->state->pending == NULL
    ? gp_plan_check_drift (self->state->deployed, live, self->design) : NULL;

  take_all (self->findings, checks);
  if (drift != NULL)
    take_all (self->findings, drift);
  if (self->state->pending != NULL)
    note_pending (self);
  note_others (self);
  return gp_directus_check (self->client, self->state, self->wanted, self->change, self->findings,
                            error);
}

static gboolean
prepare (Planner   *self,
         GpDesign  *design,
         GError   **error)
{
  gboolean is_sqlite;

  self->design = design;
  self->state = gp_directus_state_read (self->client, error);
  if (self->state == NULL)
    return FALSE;
  is_sqlite = gp_directus_state_is_sqlite (self->state);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  self->wanted = gp_directus_schema_new (design, is_sqlite, self->findings);
  if (self->state->deployed != NULL)
    self->before = gp_directus_schema_new (self->state->deployed, is_sqlite, NULL);
  self->change = gp_directus_change_new (self->state, self->before, self->wanted);
  self->names = g_hash_table_new (gp_id_hash, gp_id_equal);
  self->live = list_live (self->state);
  name_elements (self, self->wanted);
  name_elements (self, self->before);
  return TRUE;
}

GpPlan *
gp_directus_plan (GpDirectusClient  *client,
                  const char        *name,
                  GpDesign          *design,
                  GError           **error)
{
  g_auto(Planner) self = { .client = client };
  g_autoptr(GpDesign) live = NULL;
  g_autofree char *hash = NULL;

  if (!prepare (&self, design, error)
      || !gp_target_live_check_ours (self.state->deployed, design, name, error))
    return NULL;
  live = gp_directus_live (self.state, self.before, design, self.wanted, error);
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
