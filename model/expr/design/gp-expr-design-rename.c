/* gp-expr-design-rename.c — a new name in all expressions of a design
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-expr-design"

#include "config.h"

#include "gp-expr-design-rename.h"

#include <string.h>

#include "gp-expr-design-check.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-json-edit.h"
#include "gp-expr-rename.h"

typedef struct
{
  GpDesign *design;
  const GpId *id;
  const char *old_value;      /* of an enum; NULL where a name changes */
  const char *new_text;
  GpChangeSet *changes;
} Renaming;

static char *
rename_text (const Renaming    *self,
             const GpExprScope *scope,
             const char        *text)
{
  if (self->old_value != NULL)
    return gp_expr_rename_choice (text, scope, self->id, self->old_value, self->new_text);
  return gp_expr_rename (text, scope, self->id, self->new_text);
}

static void
rename_one (const Renaming    *self,
            const GpExprScope *scope,
            const GpElement   *holder,
            GpProperty         property)
{
  const char *text = gp_element_get_text (holder, property);
  g_autofree char *changed = text != NULL ? rename_text (self, scope, text) : NULL;

  if (changed != NULL)
    gp_change_set_set (self->changes, holder, property, gp_value_text (changed));
}

/* The entity whose fields are named by the keys of @property, or NULL. */
static const GpId *
get_keyed_entity (const GpElement *holder,
                  GpProperty       property)
{
  if (property == GP_RULE_PRESETS)
    return gp_element_get_parent (holder);
  if (property == GP_STEP_WITH && (gp_element_is (holder, GP_STEP_TYPE, "data_create") ||
                                   gp_element_is (holder, GP_STEP_TYPE, "data_update")))
    return gp_element_get_ref (holder, GP_STEP_ENTITY);
  return NULL;
}

/* The new key where @key is the name of the field that changes. */
static char *
rename_key (const Renaming  *self,
            const GpElement *holder,
            GpProperty       property,
            const char      *key)
{
  const GpId *entity = get_keyed_entity (holder, property);
  const GpElement *field = gp_design_lookup_kind (self->design, self->id, GP_KIND_FIELD);

  if (entity == NULL || field == NULL || self->old_value != NULL ||
      !gp_id_equal (gp_element_get_parent (field), entity) ||
      !g_str_equal (gp_element_get_name (field), key))
    return NULL;
  return g_strdup (self->new_text);
}

typedef struct
{
  const char *name;
  const char *text;
} Pair;

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const Pair *) a)->name, ((const Pair *) b)->name);
}

/* A list of names and expressions, which is sorted by name. */
static void
rename_pairs (const Renaming    *self,
              const GpExprScope *scope,
              const GpElement   *holder,
              GpProperty         property)
{
  gsize n;
  const char *const *texts = gp_element_get_texts (holder, property, &n);
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (gsize i = 0; i + 1 < n; i += 2)
    {
      Pair pair = { texts[i], texts[i + 1] };
      char *name = rename_key (self, holder, property, pair.name);
      char *text = rename_text (self, scope, pair.text);

      g_ptr_array_add (owned, name);
      g_ptr_array_add (owned, text);
      pair.name = name != NULL ? name : pair.name;
      pair.text = text != NULL ? text : pair.text;
      g_array_append_val (pairs, pair);
    }

  /* A pair is two pointers, so the array of pairs is an array of texts. */
  g_array_sort (pairs, compare_pairs);
  gp_change_set_set (self->changes, holder, property,
                     gp_value_texts ((const char *const *) pairs->data, 2 * pairs->len));
}

static void
rename_in_element (const Renaming  *self,
                   const GpElement *holder)
{
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (holder));

  for (guint i = 0; i < info->n; i++)
    {
      GpProperty property = (GpProperty) (info->first + i);
      g_autoptr(GpExprScope) scope = NULL;

      if (!gp_expr_design_is_expression (holder, property))
        continue;
      scope = gp_expr_design_scope_new (self->design, gp_element_get_id (holder), property);
      if (gp_property_get_info (property)->type == GP_TYPE_EXPRESSION)
        rename_one (self, scope, holder, property);
      else
        rename_pairs (self, scope, holder, property);
    }
}

/* Example records and the values that tests write are JSON objects with fields for keys. */
static void
rename_in_record (const Renaming  *self,
                  const GpElement *holder,
                  GpProperty       property,
                  const GpId      *entity)
{
  const GpElement *field = gp_design_lookup_kind (self->design, self->id, GP_KIND_FIELD);
  const char *json = gp_element_get_text (holder, property);
  g_autofree char *changed = NULL;

  if (field == NULL || json == NULL || entity == NULL ||
      !gp_id_equal (gp_element_get_parent (field), entity))
    return;

  if (self->old_value != NULL)
    changed = gp_expr_json_replace_text (json, gp_element_get_name (field), self->old_value,
                                         self->new_text);
  else
    changed = gp_expr_json_rename_key (json, gp_element_get_name (field), self->new_text);
  if (changed != NULL)
    gp_change_set_set (self->changes, holder, property, gp_value_text (changed));
}

static void
rename_in_records (const Renaming *self)
{
  g_autoptr(GPtrArray) fixtures = gp_design_list (self->design, GP_KIND_FIXTURE);
  g_autoptr(GPtrArray) tests = gp_design_list (self->design, GP_KIND_TEST);

  for (guint i = 0; i < fixtures->len; i++)
    rename_in_record (self, fixtures->pdata[i], GP_FIXTURE_RECORD,
                      gp_element_get_parent (fixtures->pdata[i]));
  for (guint i = 0; i < tests->len; i++)
    rename_in_record (self, tests->pdata[i], GP_TEST_WRITE,
                      gp_element_get_ref (tests->pdata[i], GP_TEST_SUBJECT));
}

static void
rename_everywhere (const Renaming *self)
{
  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    {
      g_autoptr(GPtrArray) holders = NULL;

      if (!gp_expr_design_kind_has_any (kind) ||
          gp_design_count (self->design, kind) == 0)
        continue;
      holders = gp_design_list (self->design, kind);
      for (guint i = 0; i < holders->len; i++)
        rename_in_element (self, holders->pdata[i]);
    }
  rename_in_records (self);
}

void
gp_expr_design_rename (GpDesign    *design,
                       const GpId  *id,
                       const char  *new_name,
                       GpChangeSet *changes)
{
  static const guint64 named = GP_KIND_MASK (GP_KIND_ENTITY) | GP_KIND_MASK (GP_KIND_FIELD) |
                               GP_KIND_MASK (GP_KIND_ROLE) | GP_KIND_MASK (GP_KIND_EVENT) |
                               GP_KIND_MASK (GP_KIND_STEP);
  Renaming renaming = { design, id, NULL, new_name, changes };
  const GpElement *element;

  g_return_if_fail (GP_IS_DESIGN (design) && id != NULL && new_name != NULL && changes != NULL);

  element = gp_design_lookup (design, id);
  if (element != NULL && (named & GP_KIND_MASK (gp_element_get_kind (element))) != 0)
    rename_everywhere (&renaming);
}

void
gp_expr_design_rename_in (GpDesign    *design,
                          const GpId  *holder,
                          const GpId  *id,
                          const char  *new_name,
                          GpChangeSet *changes)
{
  Renaming renaming = { design, id, NULL, new_name, changes };
  const GpElement *element;

  g_return_if_fail (GP_IS_DESIGN (design) && new_name != NULL && changes != NULL);

  element = gp_design_lookup (design, holder);
  if (element != NULL)
    rename_in_element (&renaming, element);
}

void
gp_expr_design_rename_choice (GpDesign    *design,
                              const GpId  *field,
                              const char  *old_value,
                              const char  *new_value,
                              GpChangeSet *changes)
{
  Renaming renaming = { design, field, old_value, new_value, changes };

  g_return_if_fail (GP_IS_DESIGN (design) && field != NULL && changes != NULL);
  g_return_if_fail (old_value != NULL && new_value != NULL);

  rename_everywhere (&renaming);
}
