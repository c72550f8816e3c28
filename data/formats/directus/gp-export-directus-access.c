/* gp-export-directus-access.c — who may do what, as Directus enforces it
 * SPDX-License-Identifier: Apache-2.0
 *
 * Somebody has one role in Directus. Each gets a policy of its own with everything in it: what it
 * inherits, what everybody may, and what is forbidden. Personas with several roles get a role that
 * has all of them. The ids follow from those of the design, so that a second time replaces the
 * first. */
#define G_LOG_DOMAIN "gp-export-directus-access"
#include "config.h"
#include "gp-export-directus-access.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#include "gp-directus-access-private.h"
#include "gp-directus-filter.h"
#include "gp-expr-design-record.h"
#include "gp-json-writer.h"

void
gp_directus_access_lost (GpDirectusAccess *self,
                         const GpElement  *element,
                         const char       *format,
                         ...)
{
  g_autoptr(GpFinding) finding = NULL;
  char id[GP_ID_STRING_SIZE];
  va_list arguments;

  va_start (arguments, format);
  finding = gp_export_new_loss (element, format, arguments);
  va_end (arguments);
  gp_id_format (gp_element_get_id (element), id);
  if (g_hash_table_add (self->said, g_strconcat (id, gp_finding_get_message (finding), NULL)))
    g_ptr_array_add (self->findings, g_steal_pointer (&finding));
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return gp_id_compare (a, b);
}

GpId
gp_directus_role_id (GpDesign   *design,
                     const GpId *roles,
                     gsize       n_roles)
{
  g_autofree GpId *sorted = g_memdup2 (roles, n_roles * sizeof (GpId));
  GpId id = *gp_design_get_root_id (design);

  if (n_roles == 1)
    return roles[0];
  if (n_roles > 1)
    qsort (sorted, n_roles, sizeof (GpId), compare_ids);
  for (gsize i = 0; i < n_roles; i++)
    id = gp_id_derive (&id, &sorted[i]);
  return n_roles > 0 ? id : gp_id_derive (&id, &id);
}

static void
write_id (GpJsonWriter *writer,
          const char   *key,
          const GpId   *id)
{
  char text[GP_ID_STRING_SIZE];

  gp_json_writer_member (writer, key, gp_id_format (id, text));
}

static void
write_raw (GpJsonWriter *writer,
           const char   *key,
           const char   *json)
{
  gp_json_writer_key (writer, key);
  gp_json_writer_raw (writer, json);
}

static void
write_fields (GpJsonWriter          *writer,
              const GpDirectusGrant *grant)
{
  gp_json_writer_key (writer, "fields");
  gp_json_writer_begin_line (writer);
  if (grant->fields == NULL)
    gp_json_writer_string (writer, "*");
  for (guint i = 0; grant->fields != NULL && i < grant->fields->len; i++)
    gp_json_writer_string (writer, grant->fields->pdata[i]);
  gp_json_writer_end_line (writer);
}

static void
write_permission (GpJsonWriter          *writer,
                  const GpElement       *entity,
                  const char            *key,
                  const char            *action,
                  const GpDirectusGrant *grant)
{
  g_autofree char *filter = gp_directus_filter_finish (grant->filter, key);

  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "collection", gp_element_get_name (entity));
  gp_json_writer_member (writer, "action", action);
  write_raw (writer, "permissions", filter);
  write_raw (writer, "validation",
             gp_directus_filter_is_all (grant->validation) ? "null" : grant->validation);
  write_raw (writer, "presets", grant->presets != NULL ? grant->presets : "null");
  write_fields (writer, grant);
  gp_json_writer_end_object (writer);
}

static void
write_permissions (GpDirectusAccess *self,
                   GpJsonWriter     *writer)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->design, GP_KIND_ENTITY);
  const char *const *actions = gp_access_get_actions ();

  gp_json_writer_key (writer, "permissions");
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = entities->pdata[i];
      const GpElement *key = gp_expr_design_get_key (self->design, gp_element_get_id (entity));

      for (gsize j = 0; key != NULL && actions[j] != NULL; j++)
        {
          g_autoptr(GPtrArray) permissions = gp_directus_access_permissions (self, entity,
                                                                             actions[j]);

          for (guint k = 0; k < permissions->len; k++)
            write_permission (writer, entity, gp_element_get_name (key), actions[j],
                              permissions->pdata[k]);
        }
    }
  gp_json_writer_end_array (writer);
}

/** One role of Directus. */
typedef struct
{
  GpId   id;
  GpId   policy;
  char  *name;
  GpId  *roles;
  gsize  n_roles;
} Role;

static void
role_free (gpointer data)
{
  Role *role = data;

  g_free (role->name);
  g_free (role->roles);
  g_free (role);
}

static void
add_role (GpDirectusAccess *self,
          GPtrArray        *all,
          const GpId       *roles,
          gsize             n_roles,
          const char       *name)
{
  g_autoptr(GString) joined = g_string_new (name);
  GpId id = gp_directus_role_id (self->design, roles, n_roles);
  Role *role;

  for (guint i = 0; i < all->len; i++)
    if (gp_id_equal (&((Role *) all->pdata[i])->id, &id))
      return;
  for (gsize i = 0; name == NULL && i < n_roles; i++)
    {
      const GpElement *element = gp_design_lookup_kind (self->design, &roles[i], GP_KIND_ROLE);

      if (element == NULL)
        return;
      g_string_append_printf (joined, "%s%s", i > 0 ? " + " : "", gp_element_get_name (element));
    }
  role = g_new0 (Role, 1);
  role->id = id;
  role->policy = gp_id_derive (&id, gp_design_get_root_id (self->design));
  role->name = g_string_free (g_steal_pointer (&joined), FALSE);
  role->roles = g_memdup2 (roles, n_roles * sizeof (GpId));
  role->n_roles = n_roles;
  g_ptr_array_add (all, role);
}

/* Those that can be assigned, those of personas, and who is signed in without any. */
static GPtrArray *
list_roles (GpDirectusAccess *self)
{
  g_autoptr(GPtrArray) roles = gp_design_list (self->design, GP_KIND_ROLE);
  g_autoptr(GPtrArray) personas = gp_design_list (self->design, GP_KIND_PERSONA);
  GPtrArray *all = g_ptr_array_new_with_free_func (role_free);

  for (guint i = 0; i < roles->len; i++)
    if (!gp_element_is (roles->pdata[i], GP_ROLE_MEMBERSHIP, "everyone")
        && !gp_element_is (roles->pdata[i], GP_ROLE_MEMBERSHIP, "signed_in"))
      add_role (self, all, gp_element_get_id (roles->pdata[i]), 1, NULL);
  for (guint i = 0; i < personas->len; i++)
    {
      gsize n;
      const GpId *ids = gp_element_get_refs (personas->pdata[i], GP_PERSONA_ROLES, &n);

      if (n > 0 && !gp_element_get_bool (personas->pdata[i], GP_PERSONA_ANONYMOUS))
        add_role (self, all, ids, n, NULL);
    }
  add_role (self, all, NULL, 0, "signed in");
  return all;
}

static void
write_policy (GpDirectusAccess   *self,
              GpJsonWriter       *writer,
              const char         *id,
              const char         *name,
              const GpAccessUser *user)
{
  g_autoptr(GpAccessCaller) caller = gp_access_caller_new (self->access, user);

  self->caller = caller;
  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "id", id);
  gp_json_writer_member (writer, "name", name);
  gp_json_writer_key (writer, "admin_access");
  gp_json_writer_bool (writer, FALSE);
  gp_json_writer_key (writer, "app_access");
  gp_json_writer_bool (writer, FALSE);
  write_permissions (self, writer);
  gp_json_writer_end_object (writer);
  self->caller = NULL;
}

static void
write_policies (GpDirectusAccess *self,
                GpJsonWriter     *writer,
                GPtrArray        *roles)
{
  GpAccessUser nobody = { .signed_in = FALSE };

  gp_json_writer_key (writer, "policies");
  gp_json_writer_begin_array (writer);
  write_policy (self, writer, GP_DIRECTUS_PUBLIC_POLICY, "$t:public_label", &nobody);
  for (guint i = 0; i < roles->len; i++)
    {
      const Role *role = roles->pdata[i];
      GpAccessUser user = { .signed_in = TRUE, .roles = role->roles, .n_roles = role->n_roles };
      char id[GP_ID_STRING_SIZE];

      write_policy (self, writer, gp_id_format (&role->policy, id), role->name, &user);
    }
  gp_json_writer_end_array (writer);
}

static void
write_roles (GpJsonWriter *writer,
             GPtrArray    *roles)
{
  gp_json_writer_key (writer, "roles");
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < roles->len; i++)
    {
      const Role *role = roles->pdata[i];

      gp_json_writer_begin_object (writer);
      write_id (writer, "id", &role->id);
      gp_json_writer_member (writer, "name", role->name);
      write_id (writer, "policy", &role->policy);
      gp_json_writer_end_object (writer);
    }
  gp_json_writer_end_array (writer);
}

/* Rules of what is no collection, and actions that Directus has no word for. */
static void
note_rest (GpDirectusAccess *self)
{
  g_autoptr(GPtrArray) rules = gp_design_list (self->design, GP_KIND_RULE);

  for (guint i = 0; i < rules->len; i++)
    {
      const GpElement *rule = rules->pdata[i];
      const GpElement *entity = gp_design_lookup_kind (self->design, gp_element_get_parent (rule),
                                                       GP_KIND_ENTITY);

      if (entity == NULL)
        gp_directus_access_lost (self, rule, _("“%s” is about no collection of Directus."),
                                 gp_element_get_name (rule));
      else if (gp_expr_design_get_key (self->design, gp_element_get_id (entity)) == NULL)
        gp_directus_access_lost (self, rule,
                                 _("“%s” is not in Directus: the key of “%s” is not one field."),
                                 gp_element_get_name (rule), gp_element_get_name (entity));
      else if (gp_access_rule_limits (self->design, rule) & GP_ACCESS_LIMIT_ACTION)
        gp_directus_access_lost (self, rule,
                                 _("“%s” has an action that Directus does not know."),
                                 gp_element_get_name (rule));
    }
}

void
gp_export_directus_access_write (GpDesign  *design,
                                 GString   *out,
                                 GPtrArray *findings)
{
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GpDirectusAccess self = { .access = access, .design = gp_access_get_design (access),
                            .findings = findings, .said = said };
  g_autoptr(GPtrArray) roles = list_roles (&self);
  GpJsonWriter writer;

  gp_directus_needs_init (&self.needs);
  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_member (&writer, "directus", "11");
  write_policies (&self, &writer, roles);
  write_roles (&writer, roles);
  gp_json_writer_key (&writer, "requires");
  gp_directus_needs_write (&self.needs, self.design, &writer);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);
  gp_directus_needs_clear (&self.needs);
  note_rest (&self);
}
