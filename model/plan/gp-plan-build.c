/* gp-plan-build.c — the difference of two designs as operations that people can read
 * SPDX-License-Identifier: Apache-2.0
 *
 * The change set from live to wanted is folded to one entry per element; an entry becomes one
 * operation, or two where the element is renamed and changed. Children of an element that is added
 * or removed as a whole say nothing new and are left out, but added rules are always named: a new
 * entity is no way to slip one in. */
#define G_LOG_DOMAIN "gp-plan-build"
#include "config.h"
#include "gp-plan-build.h"

#include "gp-diff.h"
#include "gp-plan-private.h"

#include <glib/gi18n-lib.h>

/* What happens to one element. */
typedef struct
{
  GpId       id;
  GpKind     kind;
  gboolean   added;
  gboolean   removed;
  gboolean   moved;
  GPtrArray *sets;       /* of const GpChange, borrowed from the change set */
} Entry;

typedef struct
{
  GpDesign   *live;
  GpDesign   *wanted;
  GHashTable *entries;   /* GpId → Entry */
  GPtrArray  *order;     /* of Entry, as the changes come */
  GHashTable *ids;       /* the operation ids that are taken */
  GPtrArray  *out;
} Builder;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_ptr_array_unref (entry->sets);
  g_free (entry);
}

static Entry *
get_entry (Builder        *self,
           const GpChange *change)
{
  Entry *entry = g_hash_table_lookup (self->entries, &change->id);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->id = change->id;
      entry->kind = change->kind;
      entry->sets = g_ptr_array_new ();
      g_hash_table_insert (self->entries, &entry->id, entry);
      g_ptr_array_add (self->order, entry);
    }

  return entry;
}

static void
collect (Builder     *self,
         GpChangeSet *changes)
{
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      Entry *entry = get_entry (self, change);

      switch (change->type)
        {
        case GP_CHANGE_ADD:
          entry->added = TRUE;
          break;
        case GP_CHANGE_REMOVE:
          entry->removed = TRUE;
          break;
        case GP_CHANGE_MOVE:
          entry->moved = TRUE;
          break;
        case GP_CHANGE_SET:
          g_ptr_array_add (entry->sets, (gpointer) change);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static gboolean
has_table (const GpElement *entity)
{
  return !gp_element_get_bool (entity, GP_ENTITY_EXTERNAL)
         && gp_element_get_text (entity, GP_ENTITY_QUERY) == NULL;
}

static const GpElement *
table_of (GpDesign        *design,
          const GpElement *field)
{
  const GpElement *entity = gp_design_lookup_kind (design, gp_element_get_parent (field),
                                                   GP_KIND_ENTITY);

  return entity != NULL && has_table (entity) ? entity : NULL;
}

/* Whether values are lost when @element, of the live design, goes. */
static gboolean
holds_values (GpDesign        *live,
              const GpElement *element)
{
  switch ((int) gp_element_get_kind (element))
    {
    case GP_KIND_ENTITY:
      return has_table (element);
    case GP_KIND_FIELD:
      return table_of (live, element) != NULL
             && gp_element_get_text (element, GP_FIELD_COMPUTED) == NULL;
    case GP_KIND_BUCKET:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
gains_text (const GpValue *before,
            const GpValue *after)
{
  gsize n_before;
  gsize n_after;
  const char *const *had = gp_value_get_texts (before, &n_before);
  const char *const *has = gp_value_get_texts (after, &n_after);

  for (gsize i = 0; i < n_after; i++)
    {
      if (n_before == 0 || !g_strv_contains (had, has[i]))
        return TRUE;
    }

  return FALSE;
}

/* Narrower only where that is plain from the values; whatever cannot be judged counts as wider. */
static gboolean
rule_change_widens (const GpElement *rule,
                    const GpChange  *change)
{
  gboolean grant = gp_element_is (rule, GP_RULE_EFFECT, "grant");
  const GpValue *narrow = grant ? &change->before : &change->after;

  switch ((int) change->property)
    {
    case GP_RULE_NAME:
    case GP_RULE_DESCRIPTION:
      return FALSE;
    case GP_RULE_EFFECT:
      return grant;
    case GP_RULE_ACTIONS:
      return grant ? gains_text (&change->before, &change->after)
                   : gains_text (&change->after, &change->before);
    case GP_RULE_CONDITION:
      return !gp_value_is_none (narrow);
    case GP_RULE_CHECK:
      return !gp_value_is_none (&change->before);
    case GP_RULE_CROSS_TENANT:
      return grant == gp_value_get_bool (&change->after);
    default:
      return TRUE;
    }
}

static gboolean
change_widens (const GpElement *after,
               const GpChange  *change)
{
  switch ((int) change->property)
    {
    case GP_DESIGN_TENANT_ENTITY:
    case GP_ENTITY_TENANT_FIELD:
    case GP_ROLE_MEMBERSHIP:
    case GP_ROLE_INHERITS:
    case GP_FLOW_ROLES:
    case GP_FLOW_HTTP_AUTH:
    case GP_FLOW_TOOL:
      return TRUE;
    case GP_ENTITY_EXPOSED:
      return gp_element_get_bool (after, GP_ENTITY_EXPOSED);
    case GP_FIELD_SENSITIVE:
      return g_strcmp0 (gp_value_get_text (&change->before), "secret") == 0;
    default:
      return change->kind == GP_KIND_RULE && rule_change_widens (after, change);
    }
}

static char *
make_id (Builder           *self,
         GpOperationAction  action,
         const GpElement   *element,
         GpDesign          *design)
{
  char buffer[GP_ID_STRING_SIZE];
  g_autofree char *path = NULL;
  char *id;

  if (*gp_element_get_name (element) != '\0')
    path = gp_design_dup_path (design, gp_element_get_id (element));
  if (path == NULL || *path == '\0')
    {
      g_free (path);
      path = g_strdup (gp_id_format (gp_element_get_id (element), buffer));
    }

  id = g_strdup_printf ("%s:%s:%s", gp_operation_action_to_nick (action),
                        gp_kind_get_info (gp_element_get_kind (element))->nick, path);
  if (g_hash_table_contains (self->ids, id))
    {
      g_autofree char *taken = id;

      id = g_strdup_printf ("%s#%s", taken, gp_id_format (gp_element_get_id (element), buffer));
    }
  g_hash_table_add (self->ids, g_strdup (id));

  return id;
}

/* @detail as gp_plan_dup_sentence() has it. The id speaks of the live name, where there is one. */
static GpOperation *
add_operation (Builder           *self,
               GpOperationAction  action,
               const GpElement   *before,
               const GpElement   *after,
               const char        *detail)
{
  const GpElement *element = after != NULL ? after : before;
  GpKind kind = gp_element_get_kind (element);
  g_autofree char *name = gp_plan_dup_name (after != NULL ? self->wanted : self->live, element);
  g_autofree char *sentence = gp_plan_dup_sentence (action, kind, name, detail);
  g_autofree char *id = make_id (self, action, before != NULL ? before : after,
                                 before != NULL ? self->live : self->wanted);
  GpOperation *operation = gp_operation_new (id, action, kind, gp_element_get_id (element), name,
                                             sentence);

  operation->rows = 0;
  g_ptr_array_add (self->out, operation);

  return operation;
}

static gboolean
parent_is (Builder         *self,
           const GpElement *element,
           gboolean         removed)
{
  const Entry *entry = g_hash_table_lookup (self->entries, gp_element_get_parent (element));

  return entry != NULL && (removed ? entry->removed : entry->added);
}

static void
add_removal (Builder     *self,
             const Entry *entry)
{
  const GpElement *before = gp_design_lookup (self->live, &entry->id);
  GpOperation *operation;

  if (parent_is (self, before, TRUE))
    return;

  operation = add_operation (self, GP_OPERATION_REMOVE, before, NULL, NULL);
  operation->destructive = holds_values (self->live, before);
  operation->reversible = !operation->destructive;
  operation->rows = operation->destructive ? -1 : 0;
  operation->widening = entry->kind == GP_KIND_RULE
                        && gp_element_is (before, GP_RULE_EFFECT, "forbid");
}

static void
add_addition (Builder     *self,
              const Entry *entry)
{
  const GpElement *after = gp_design_lookup (self->wanted, &entry->id);
  GpOperation *operation;

  if (parent_is (self, after, FALSE) && entry->kind != GP_KIND_RULE)
    return;

  operation = add_operation (self, GP_OPERATION_ADD, NULL, after, NULL);
  operation->widening = entry->kind == GP_KIND_RULE
                        && gp_element_is (after, GP_RULE_EFFECT, "grant");
}

static const GpChange *
find_rename (const Entry *entry)
{
  int name = gp_kind_get_info (entry->kind)->name;

  for (guint i = 0; i < entry->sets->len; i++)
    {
      const GpChange *change = g_ptr_array_index (entry->sets, i);

      if ((int) change->property == name)
        return change;
    }

  return NULL;
}

static void
add_rename (Builder     *self,
            const Entry *entry)
{
  const GpElement *before = gp_design_lookup (self->live, &entry->id);
  const GpElement *after = gp_design_lookup (self->wanted, &entry->id);
  g_autofree char *old_name = NULL;

  if (find_rename (entry) == NULL)
    return;

  old_name = gp_plan_dup_name (self->live, before);
  add_operation (self, GP_OPERATION_RENAME, before, after, old_name);
}

/* The properties that decide how a field's values are stored. */
static gboolean
rewrites_values (GpProperty property)
{
  static const GpProperty rewriting[] = {
    GP_FIELD_TYPE, GP_FIELD_ARRAY, GP_FIELD_NULLABLE, GP_FIELD_VALUES, GP_FIELD_LENGTH,
    GP_FIELD_PRECISION, GP_FIELD_SCALE, GP_FIELD_DIMENSIONS, GP_FIELD_REFERENCE,
    GP_FIELD_REFERENCE_FIELD, GP_FIELD_COMPUTED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rewriting); i++)
    {
      if (rewriting[i] == property)
        return TRUE;
    }

  return FALSE;
}

/* One file; of lists of files nothing is stored. */
static gboolean
holds_file (const GpElement *field)
{
  return gp_element_is (field, GP_FIELD_TYPE, "file")
         && !gp_element_get_bool (field, GP_FIELD_ARRAY);
}

/* Whether the change takes a field's values away: it goes to another entity, or is no longer
 * stored. */
static gboolean
drops_values (Builder         *self,
              const GpElement *before,
              const GpElement *after)
{
  if (gp_element_get_kind (before) == GP_KIND_ENTITY)
    return has_table (before) && !has_table (after);
  if (gp_element_get_kind (before) != GP_KIND_FIELD || !holds_values (self->live, before))
    return FALSE;

  return !gp_id_equal (gp_element_get_parent (before), gp_element_get_parent (after))
         || gp_element_has (after, GP_FIELD_COMPUTED)
         || holds_file (before) != holds_file (after)
         || (gp_element_is (after, GP_FIELD_TYPE, "file")
             && !gp_element_is (before, GP_FIELD_TYPE, "file"));
}

static void
add_change (Builder     *self,
            const Entry *entry)
{
  const GpElement *before = gp_design_lookup (self->live, &entry->id);
  const GpElement *after = gp_design_lookup (self->wanted, &entry->id);
  const GpChange *rename = find_rename (entry);
  g_autoptr(GString) labels = g_string_new (NULL);
  gboolean widening = FALSE;
  gboolean rewriting = FALSE;
  GpOperation *operation;

  for (guint i = 0; i < entry->sets->len; i++)
    {
      const GpChange *change = g_ptr_array_index (entry->sets, i);

      if (change == rename)
        continue;
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? C_("list", ", ") : "",
                              _(gp_property_get_info (change->property)->label));
      widening |= change_widens (after, change);
      rewriting |= rewrites_values (change->property);
    }
  if (entry->moved)
    g_string_append_printf (labels, "%s%s", labels->len > 0 ? C_("list", ", ") : "", _("place"));
  if (labels->len == 0)
    return;

  operation = add_operation (self, GP_OPERATION_CHANGE, before, after, labels->str);
  operation->widening = widening;
  operation->destructive = drops_values (self, before, after);
  operation->reversible = !operation->destructive && !rewriting;
  operation->rows = operation->destructive
                    || (rewriting && table_of (self->live, before) != NULL) ? -1 : 0;
}

GPtrArray *
gp_plan_build_operations (GpDesign *live,
                          GpDesign *wanted)
{
  g_autoptr(GpChangeSet) changes = NULL;
  Builder self = { .live = live, .wanted = wanted };

  g_return_val_if_fail (GP_IS_DESIGN (live), NULL);
  g_return_val_if_fail (GP_IS_DESIGN (wanted), NULL);

  self.entries = g_hash_table_new_full (gp_id_hash, gp_id_equal, NULL, entry_free);
  self.order = g_ptr_array_new ();
  self.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.out = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_operation_unref);

  changes = gp_diff (live, wanted, GP_DIFF_MEANING);
  collect (&self, changes);

  for (guint pass = 0; pass < 4; pass++)
    {
      for (guint i = 0; i < self.order->len; i++)
        {
          const Entry *entry = g_ptr_array_index (self.order, i);

          if (pass == 0 && entry->removed)
            add_removal (&self, entry);
          else if (pass == 1 && !entry->removed && !entry->added)
            add_rename (&self, entry);
          else if (pass == 2 && !entry->removed && !entry->added)
            add_change (&self, entry);
          else if (pass == 3 && entry->added)
            add_addition (&self, entry);
        }
    }

  g_ptr_array_unref (self.order);
  g_hash_table_unref (self.entries);
  g_hash_table_unref (self.ids);

  return self.out;
}

/* --- one root -------------------------------------------------------------------------------- */

/* Adds what is below @from, parents first, as it is below @to. */
static void
take_children (GpDesign   *design,
               const GpId *from,
               const GpId *to,
               GPtrArray  *elements)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, from, i)) != NULL; i++)
    {
      GpElement *copy;

      if (!gp_diff_kind_has_meaning (gp_element_get_kind (child)))
        continue;
      copy = gp_element_copy (child);
      gp_element_set_parent (copy, to, gp_element_get_rank (child));
      g_ptr_array_add (elements, copy);
      take_children (design, gp_element_get_id (child), gp_element_get_id (child), elements);
    }
}

GpDesign *
gp_plan_below_root_of (GpDesign  *live,
                       GpDesign  *wanted,
                       GError   **error)
{
  const GpId *root = gp_design_get_root_id (wanted);
  g_autoptr(GPtrArray) elements = NULL;
  g_autoptr(GpDesign) copy = NULL;

  if (gp_id_equal (gp_design_get_root_id (live), root))
    return g_object_ref (live);

  elements = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  copy = gp_design_new (root, gp_element_get_name (gp_design_get_root (live)));
  take_children (live, gp_design_get_root_id (live), root, elements);

  return gp_design_load (copy, elements, error) ? g_steal_pointer (&copy) : NULL;
}
