/* gp-design-apply.c — change sets are applied whole or not at all
 * SPDX-License-Identifier: Apache-2.0
 *
 * Changes are applied one after the other; each must meet the state that it says it expects. What
 * can only be judged at the end (references, names among siblings) is checked then, for the touched
 * elements alone. After any failure the changes made so far are taken back in reverse order, which
 * cannot fail because each was valid when it was made. */
#define G_LOG_DOMAIN "gp-design"

#include "config.h"

#include "gp-design.h"
#include "gp-design-private.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

static gboolean
fail (GError        **error,
      GpDesignError   code,
      const char     *format,
      ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (GError        **error,
      GpDesignError   code,
      const char     *format,
      ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, GP_DESIGN_ERROR, code, message);
  return FALSE;
}

/* "field email", or "field 0190…" where it has no name. */
static char *
describe (const GpElement *element)
{
  const char *name = gp_element_get_name (element);
  char id[GP_ID_STRING_SIZE];

  return g_strdup_printf ("%s “%s”", _(gp_kind_get_info (gp_element_get_kind (element))->label),
                          name[0] != '\0' ? name : gp_id_format (gp_element_get_id (element), id));
}

static const GpElement *
expect_element (GpDesign       *self,
                const GpChange *change,
                GError        **error)
{
  const GpElement *element = gp_design_lookup_kind (self, &change->id, change->kind);
  char id[GP_ID_STRING_SIZE];

  if (element == NULL)
    fail (error, GP_DESIGN_ERROR_STALE, _("The %s %s is not there any more."),
          _(gp_kind_get_info (change->kind)->label), gp_id_format (&change->id, id));
  return element;
}

static gboolean
is_inside (GpDesign        *self,
           const GpElement *inner,
           const GpId      *outer)
{
  for (const GpElement *at = inner; at != NULL;
       at = gp_design_lookup (self, gp_element_get_parent (at)))
    if (gp_id_equal (gp_element_get_id (at), outer))
      return TRUE;
  return FALSE;
}

/* @is_new: the element is not in the design yet, so nothing in it can be inside the element. */
static gboolean
check_parent (GpDesign        *self,
              const GpElement *element,
              const GpId      *parent_id,
              gboolean         is_new,
              GError         **error)
{
  const GpElement *parent = gp_design_lookup (self, parent_id);
  guint64 allowed = gp_kind_get_info (gp_element_get_kind (element))->parents;
  gboolean fits = parent != NULL && (allowed & GP_KIND_MASK (gp_element_get_kind (parent)));
  g_autofree char *what = NULL;

  /* Reading a file asks this of every element: words are found only for those that fail. */
  if (fits && (is_new || !is_inside (self, parent, gp_element_get_id (element))))
    return TRUE;

  what = describe (element);
  if (parent == NULL)
    return fail (error, GP_DESIGN_ERROR_PARENT,
                 _("%s would have no place: its parent is missing."), what);
  if (!fits)
    return fail (error, GP_DESIGN_ERROR_PARENT, _("%s cannot be inside a %s."), what,
                 gp_name_of_kind (gp_element_get_kind (parent)));
  return fail (error, GP_DESIGN_ERROR_PARENT, _("%s cannot be put inside itself."), what);
}

static gboolean
check_values (const GpElement *element,
              GError         **error)
{
  GpProperty property;
  const GpValue *value;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    if (!gp_property_check_value (property, value, error))
      {
        g_autofree char *what = describe (element);
        g_prefix_error (error, "%s: ", what);
        return FALSE;
      }
  return TRUE;
}

static gboolean
apply_add (GpDesign       *self,
           const GpChange *change,
           GError        **error)
{
  if (gp_design_lookup (self, &change->id) != NULL)
    {
      g_autofree char *what = describe (change->element);
      return fail (error, GP_DESIGN_ERROR_EXISTS, _("%s is there already."), what);
    }
  if (!check_parent (self, change->element, gp_element_get_parent (change->element), TRUE, error) ||
      !check_values (change->element, error))
    return FALSE;

  gp_design_insert (self, change->element);
  return TRUE;
}

static gboolean
apply_remove (GpDesign       *self,
              const GpChange *change,
              GError        **error)
{
  const GpElement *element = expect_element (self, change, error);
  g_autofree char *what = NULL;

  if (element == NULL)
    return FALSE;
  what = describe (element);
  if (change->kind == GP_KIND_DESIGN)
    return fail (error, GP_DESIGN_ERROR_PARENT, _("The design itself cannot be removed."));
  if (gp_design_count_children (self, &change->id) > 0)
    return fail (error, GP_DESIGN_ERROR_CHILDREN,
                 _("%s cannot be removed while it has parts."), what);
  if (!gp_element_equal (element, change->element))
    return fail (error, GP_DESIGN_ERROR_STALE, _("%s was changed by somebody else."), what);

  gp_design_take_out (self, &change->id);
  return TRUE;
}

static gboolean
apply_set (GpDesign       *self,
           const GpChange *change,
           GError        **error)
{
  const GpElement *element = expect_element (self, change, error);
  g_autoptr(GpElement) copy = NULL;

  if (element == NULL)
    return FALSE;
  if (gp_property_get_info (change->property)->kind != change->kind)
    return fail (error, GP_DESIGN_ERROR_VALUE,
                 _("A %s has no property “%s”."), gp_name_of_kind (change->kind),
                    gp_property_get_info (change->property)->nick);
  if (!gp_value_equal (gp_element_get_value (element, change->property), &change->before))
    {
      g_autofree char *what = describe (element);
      return fail (error, GP_DESIGN_ERROR_STALE, _("“%s” of %s was changed by somebody else."),
                   _(gp_property_get_info (change->property)->label), what);
    }
  if (!gp_property_check_value (change->property, &change->after, error))
    return FALSE;

  copy = gp_element_copy (element);
  gp_element_set (copy, change->property, gp_value_copy (&change->after));
  gp_design_replace (self, copy);
  return TRUE;
}

static gboolean
apply_move (GpDesign       *self,
            const GpChange *change,
            GError        **error)
{
  const GpElement *element = expect_element (self, change, error);
  g_autoptr(GpElement) copy = NULL;

  if (element == NULL)
    return FALSE;
  if (gp_element_get_rank (element) != change->rank_before ||
      !gp_id_equal (gp_element_get_parent (element), &change->parent_before))
    {
      g_autofree char *what = describe (element);
      return fail (error, GP_DESIGN_ERROR_STALE, _("%s was moved by somebody else."), what);
    }
  if (!check_parent (self, element, &change->parent_after, FALSE, error))
    return FALSE;

  copy = gp_element_copy (element);
  gp_element_set_parent (copy, &change->parent_after, change->rank_after);
  gp_design_replace (self, copy);
  return TRUE;
}

static gboolean
apply_one (GpDesign       *self,
           const GpChange *change,
           GError        **error)
{
  switch (change->type)
    {
    case GP_CHANGE_ADD:
      return apply_add (self, change, error);
    case GP_CHANGE_REMOVE:
      return apply_remove (self, change, error);
    case GP_CHANGE_SET:
      return apply_set (self, change, error);
    case GP_CHANGE_MOVE:
      return apply_move (self, change, error);
    default:
      g_assert_not_reached ();
    }
}

/* Takes back the first @n changes of @changes. */
static void
roll_back (GpDesign    *self,
           GpChangeSet *changes,
           gsize        n)
{
  for (gsize i = n; i-- > 0;)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      g_autoptr(GpElement) copy = NULL;

      switch (change->type)
        {
        case GP_CHANGE_ADD:
          gp_design_take_out (self, &change->id);
          break;
        case GP_CHANGE_REMOVE:
          gp_design_insert (self, change->element);
          break;
        case GP_CHANGE_SET:
          copy = gp_element_copy (gp_design_lookup (self, &change->id));
          gp_element_set (copy, change->property, gp_value_copy (&change->before));
          gp_design_replace (self, copy);
          break;
        case GP_CHANGE_MOVE:
          copy = gp_element_copy (gp_design_lookup (self, &change->id));
          gp_element_set_parent (copy, &change->parent_before, change->rank_before);
          gp_design_replace (self, copy);
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

static gboolean
check_reference (GpDesign             *self,
                 const GpElement      *element,
                 const GpPropertyInfo *info,
                 const GpId           *target_id,
                 GError              **error)
{
  const GpElement *target = gp_design_lookup (self, target_id);
  g_autofree char *what = NULL;
  char id[GP_ID_STRING_SIZE];

  if (target != NULL && (info->ref_kinds & GP_KIND_MASK (gp_element_get_kind (target))))
    return TRUE;

  what = describe (element);
  if (target == NULL)
    return fail (error, GP_DESIGN_ERROR_REFERENCE,
                 _("“%s” of %s points to %s, which is not in the design."),
                    _(info->label), what, gp_id_format (target_id, id));
  return fail (error, GP_DESIGN_ERROR_REFERENCE, _("“%s” of %s cannot point to a %s."),
               _(info->label), what, gp_name_of_kind (gp_element_get_kind (target)));
}

gboolean
gp_design_check_references (GpDesign        *self,
                            const GpElement *element,
                            GError         **error)
{
  GpProperty property;
  const GpValue *value;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    {
      const GpPropertyInfo *info = gp_property_get_info (property);
      gsize n;
      const GpId *ids = gp_value_get_ids (value, &n);

      if (value->type == GP_VALUE_ID &&
          !check_reference (self, element, info, gp_value_get_id (value), error))
        return FALSE;
      for (gsize j = 0; j < n; j++)
        if (!check_reference (self, element, info, &ids[j], error))
          return FALSE;
    }
  return TRUE;
}

static const char *
get_schema (const GpElement *element)
{
  const char *schema = gp_element_get_kind (element) == GP_KIND_ENTITY
                         ? gp_element_get_text (element, GP_ENTITY_SCHEMA) : NULL;

  return schema != NULL ? schema : "";
}

static guint
name_hash (gconstpointer element)
{
  return g_str_hash (gp_element_get_name (element));
}

/* What must differ among siblings: a table's name only within its schema. */
static gboolean
name_equal (gconstpointer a,
            gconstpointer b)
{
  return gp_element_get_kind (a) == gp_element_get_kind (b)
         && strcmp (gp_element_get_name (a), gp_element_get_name (b)) == 0
         && strcmp (get_schema (a), get_schema (b)) == 0
         && gp_id_equal (gp_element_get_parent (a), gp_element_get_parent (b));
}

static gboolean
changes_name (const GpChange *change)
{
  const GpKindInfo *info = gp_kind_get_info (change->kind);

  if (info->name_scope == GP_NAME_SCOPE_NOTHING)
    return FALSE;
  return change->type == GP_CHANGE_ADD || change->type == GP_CHANGE_MOVE ||
         (change->type == GP_CHANGE_SET &&
          ((int) change->property == info->name || change->property == GP_ENTITY_SCHEMA));
}

/* (nullable): a child of @parent with the name of another element, which is in @named. */
static const GpElement *
find_namesake (GpDesign   *self,
               const GpId *parent,
               GHashTable *named)
{
  const GpDesignNode *node = gp_design_get_node (self, parent);
  guint n = node != NULL && node->children != NULL ? node->children->len : 0;

  for (guint i = 0; i < n; i++)
    {
      const GpElement *child = ((const GpDesignNode *) node->children->pdata[i])->element;
      const GpElement *other = g_hash_table_lookup (named, child);

      if (other != NULL && other != child)
        return child;
    }
  return NULL;
}

/* Only what was named is kept and its siblings are looked up: a table among ten thousand is added
 * without copying their names. */
static gboolean
check_names (GpDesign    *self,
             GpChangeSet *changes,
             GError     **error)
{
  g_autoptr(GHashTable) named = g_hash_table_new (name_hash, name_equal);
  g_autoptr(GHashTable) parents = g_hash_table_new (gp_id_hash, gp_id_equal);
  GHashTableIter iter;
  gpointer parent;

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      const GpElement *element = gp_design_lookup (self, &change->id);

      if (element == NULL || !changes_name (change))
        continue;
      if (!gp_name_check (change->kind, gp_element_get_name (element), error))
        return FALSE;
      g_hash_table_add (named, (gpointer) element);
      g_hash_table_add (parents, (gpointer) gp_element_get_parent (element));
    }

  g_hash_table_iter_init (&iter, parents);
  while (g_hash_table_iter_next (&iter, &parent, NULL))
    {
      const GpElement *child = find_namesake (self, parent, named);

      if (child != NULL)
        return fail (error, GP_DESIGN_ERROR_NAME,
                     _("There is already a %s called “%s”. Choose another name."),
                     gp_name_of_kind (gp_element_get_kind (child)), gp_element_get_name (child));
    }
  return TRUE;
}

static gboolean
check_end (GpDesign    *self,
           GpChangeSet *changes,
           GError     **error)
{
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      const GpElement *element = gp_design_lookup (self, &change->id);
      gsize n = 0;

      if (element != NULL)
        {
          if (!gp_design_check_references (self, element, error))
            return FALSE;
          continue;
        }
      if (gp_design_peek_referrers (self, &change->id, &n) != NULL)
        {
          const GpReferrer *referrer = gp_design_peek_referrers (self, &change->id, &n);
          g_autofree char *what = describe (gp_design_lookup (self, &referrer->holder));

          return fail (error, GP_DESIGN_ERROR_REFERENCE,
                       _("Something cannot be removed: %s still refers to it."), what);
        }
    }
  return check_names (self, changes, error);
}

gboolean
gp_design_apply (GpDesign    *self,
                 GpChangeSet *changes,
                 GError     **error)
{
  gsize n;

  g_return_val_if_fail (GP_IS_DESIGN (self) && changes != NULL, FALSE);

  n = gp_change_set_get_size (changes);
  for (gsize i = 0; i < n; i++)
    if (!apply_one (self, gp_change_set_get (changes, i), error))
      {
        roll_back (self, changes, i);
        return FALSE;
      }
  if (!check_end (self, changes, error))
    {
      roll_back (self, changes, n);
      return FALSE;
    }
  if (n > 0)
    gp_design_emit_applied (self, changes);
  return TRUE;
}

static gboolean
load_one (GpDesign        *self,
          const GpElement *element,
          GError         **error)
{
  char id[GP_ID_STRING_SIZE];

  if (!check_values (element, error))
    return FALSE;
  if (gp_element_get_kind (element) == GP_KIND_DESIGN)
    {
      if (!gp_id_equal (gp_element_get_id (element), &self->root))
        return fail (error, GP_DESIGN_ERROR_PARENT,
                     _("There is more than one design in one file."));
      gp_design_replace (self, element);
      return TRUE;
    }
  if (gp_design_lookup (self, gp_element_get_id (element)) != NULL)
    return fail (error, GP_DESIGN_ERROR_EXISTS, _("Two elements have the id %s."),
                 gp_id_format (gp_element_get_id (element), id));
  if (!check_parent (self, element, gp_element_get_parent (element), TRUE, error))
    return FALSE;
  gp_design_insert (self, element);
  return TRUE;
}

gboolean
gp_design_load (GpDesign   *self,
                GPtrArray  *elements,
                GError    **error)
{
  g_autoptr(GpElement) root = gp_element_ref (gp_design_get_root (self));
  guint n = 0;

  while (n < elements->len && load_one (self, elements->pdata[n], error))
    n++;
  for (guint i = 0; n == elements->len && i < n; i++)
    if (!gp_design_check_references (self, elements->pdata[i], error))
      break;
    else if (i + 1 == n)
      return TRUE;
  if (elements->len == 0)
    return TRUE;

  while (n-- > 0)
    if (gp_element_get_kind (elements->pdata[n]) != GP_KIND_DESIGN)
      gp_design_take_out (self, gp_element_get_id (elements->pdata[n]));
  gp_design_replace (self, root);
  return FALSE;
}
