/* gp-pocketbase-rules.c — rules of PocketBase as rules of a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * Who passes a rule in one of several ways is granted it by one rule for each. Rules that say the
 * same of several actions are one. */
#define G_LOG_DOMAIN "gp-pocketbase-rules"
#include "config.h"
#include "gp-pocketbase-rules.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-access-rule.h"
#include "gp-directus-json.h"
#include "gp-finding.h"
#include "gp-pocketbase-filter.h"
#include "gp-pocketbase-schema.h"

typedef struct
{
  GpDesign   *design;
  const GpId *entity;
  JsonObject *collection;
  JsonArray  *collections;
  GPtrArray  *findings;
  guint       number;
} Reader;

static void
note (Reader     *self,
      const char *rule,
      const char *filter)
{
  g_autofree char *message =
    g_strdup_printf (_("The %s of %s cannot be said in a design and grants nothing there: %s"),
                     rule, gp_directus_json_text (self->collection, "name"), filter);
  GpFinding *finding = gp_finding_new ("IMP103", GP_SEVERITY_WARNING, message);

  gp_finding_set_element (finding, self->entity);
  g_ptr_array_add (self->findings, finding);
}

static GpId
make_id (Reader     *self,
         const char *what)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const GpId *root = gp_design_get_root_id (self->design);
  guint8 digest[32];
  gsize length = sizeof digest;
  GpId id;

  g_checksum_update (checksum, (const guchar *) what, -1);
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (id.bytes, digest, sizeof id.bytes);
  return gp_id_derive (root, &id);
}

static gboolean
add_element (Reader    *self,
             GpElement *element)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);

  gp_change_set_add (changes, element);
  return gp_design_apply (self->design, changes, NULL);
}

/* The role of that name, made where there is none. */
static GpId
find_role (Reader     *self,
           const char *role)
{
  const char *name = role == NULL ? "everybody" : *role == '\0' ? "signed_in" : role;
  const GpId *root = gp_design_get_root_id (self->design);
  const GpElement *known = gp_design_find_child (self->design, root, GP_KIND_ROLE, name);
  g_autofree char *key = g_strconcat ("role ", name, NULL);
  GpId id = make_id (self, key);
  g_autoptr(GpElement) element = NULL;
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);

  if (known != NULL)
    return *gp_element_get_id (known);
  element = gp_element_new (GP_KIND_ROLE, &id, root, roles->len + 1);
  gp_element_set_text (element, GP_ROLE_NAME, name);
  if (role == NULL || *role == '\0')
    gp_element_set_text (element, GP_ROLE_MEMBERSHIP, role == NULL ? "everyone" : "signed_in");
  add_element (self, element);
  return id;
}

static gboolean
is_fine (Reader     *self,
         const char *condition)
{
  GpAccessCondition *trial;
  gboolean fine;

  if (condition == NULL)
    return TRUE;
  trial = gp_access_condition_new_rows (self->design, self->entity, FALSE, condition);
  fine = trial->problem == NULL;
  gp_access_condition_free (trial);
  return fine;
}

static void
add_rule (Reader                 *self,
          const GpPocketbaseCase *one,
          const GPtrArray        *actions)
{
  g_autofree char *key = g_strdup_printf ("rule %s %u",
                                          gp_directus_json_text (self->collection, "id"),
                                          self->number);
  GpId id = make_id (self, key), role = find_role (self, one->role);
  g_autoptr(GpElement) element = gp_element_new (GP_KIND_RULE, &id, self->entity,
                                                 20000 + self->number++);

  gp_element_set_ref (element, GP_RULE_ROLE, &role);
  gp_element_set (element, GP_RULE_ACTIONS,
                  gp_value_texts ((const char *const *) actions->pdata, actions->len));
  if (one->condition != NULL)
    gp_element_set_text (element, GP_RULE_CONDITION, one->condition);
  add_element (self, element);
}

static void
read_rule (Reader          *self,
           const char      *rule,
           const char      *filter,
           const GPtrArray *actions)
{
  g_autoptr(GPtrArray) cases = gp_pocketbase_filter_read (self->collections, self->collection,
                                                          filter);

  if (cases == NULL)
    note (self, rule, filter);
  for (guint i = 0; cases != NULL && i < cases->len; i++)
    {
      const GpPocketbaseCase *one = cases->pdata[i];

      if (is_fine (self, one->condition))
        add_rule (self, one, actions);
      else
        note (self, rule, one->condition);
    }
}

void
gp_pocketbase_rules_read (GpDesign   *design,
                          const GpId *entity,
                          JsonObject *collection,
                          JsonArray  *collections,
                          GPtrArray  *findings)
{
  static const struct
  {
    const char *rule;
    const char *action;
  } rules[] = { { "viewRule", "read" }, { "createRule", "create" }, { "updateRule", "update" },
                { "deleteRule", "delete" } };
  Reader self = { .design = design, .entity = entity, .collection = collection,
                  .collections = collections, .findings = findings };
  gboolean done[G_N_ELEMENTS (rules)] = { FALSE };
  const char *list = gp_directus_json_text (collection, "listRule");

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const char *filter = gp_directus_json_text (collection, rules[i].rule);
      g_autoptr(GPtrArray) actions = g_ptr_array_new ();

      if (filter == NULL || done[i])
        continue;
      if (i == 0 && g_strcmp0 (filter, list) != 0)
        {
          note (&self, list != NULL ? "listRule" : "viewRule", list != NULL ? list : filter);
          continue;
        }
      for (gsize j = i; j < G_N_ELEMENTS (rules); j++)
        if (g_strcmp0 (gp_directus_json_text (collection, rules[j].rule), filter) == 0)
          {
            g_ptr_array_add (actions, (gpointer) rules[j].action);
            done[j] = TRUE;
          }
      read_rule (&self, rules[i].rule, filter, actions);
    }
}
