/* gp-drawing-words.c — what is drawn, in words that are read aloud
 * SPDX-License-Identifier: Apache-2.0
 *
 * Facts about a thing are a list, so that each can be translated by itself; a screen reader makes
 * the pauses from the commas. */
#define G_LOG_DOMAIN "gp-drawing-words"
#include "config.h"
#include "gp-drawing-words.h"

#include "gp-edit-relate.h"

#include <glib/gi18n-lib.h>

static const char *const cardinalities[] = {
  [GP_CARDINALITY_MANY_TO_ONE] = N_("many to one"),
  [GP_CARDINALITY_MANY_TO_OPTIONAL] = N_("many to one or none"),
  [GP_CARDINALITY_ONE_TO_ONE] = N_("one to one"),
  [GP_CARDINALITY_ONE_TO_OPTIONAL] = N_("one to one or none"),
};

static const struct
{
  const char *nick;
  const char *words;
} deletions[] = {
  { "no_action", N_("on delete refuse at the end") },
  { "restrict", N_("on delete refuse") },
  { "cascade", N_("on delete cascade") },
  { "set_null", N_("on delete set empty") },
  { "set_default", N_("on delete set the default") },
};

static const char *const transitions[] = {
  [GP_LINE_NEXT] = N_("next"),
  [GP_LINE_TRUE] = N_("if true"),
  [GP_LINE_ELSE] = N_("otherwise"),
  [GP_LINE_ERROR] = N_("on an error"),
  [GP_LINE_READS] = N_("reads"),
  [GP_LINE_CIRCLE] = N_("part of a circle"),
};

static void
add (GString    *words,
     const char *fact)
{
  if (fact == NULL || *fact == '\0')
    return;
  if (words->len > 0)
    g_string_append (words, C_("between facts of a list", ", "));
  g_string_append (words, fact);
}

static const char *
name_of (GpDesign   *design,
         const GpId *id)
{
  const GpElement *element = id != NULL ? gp_design_lookup (design, id) : NULL;

  return element != NULL ? gp_element_get_name (element) : "";
}

static char *
dup_entity (GpDesign          *design,
            const GpSceneItem *item,
            const GpElement   *entity)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, &item->id, GP_KIND_FIELD);
  const char *domain = name_of (design, gp_element_get_ref (entity, GP_ENTITY_DOMAIN));

  if (*domain == '\0')
    return g_strdup_printf (ngettext ("%s, entity, %u field", "%s, entity, %u fields",
                                      fields->len), item->title, fields->len);
  return g_strdup_printf (ngettext ("%s, entity in %s, %u field", "%s, entity in %s, %u fields",
                                    fields->len), item->title, domain, fields->len);
}

static guint
count_members (GpDesign   *design,
               const GpId *domain)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, domain, &n);
  guint count = 0;

  for (gsize i = 0; i < n; i++)
    count += referrers[i].property == GP_ENTITY_DOMAIN;
  return count;
}

char *
gp_drawing_words_item (GpDesign          *design,
                       const GpScene     *scene,
                       const GpSceneItem *item)
{
  const GpElement *element = gp_design_lookup (design, &item->id);

  if (item->kind == GP_KIND_ENTITY && element != NULL)
    return dup_entity (design, item, element);
  if (item->type == GP_ITEM_AREA && item->kind == GP_KIND_DOMAIN)
    {
      g_autoptr(GArray) members = gp_scene_list_members (scene, &item->key);

      return g_strdup_printf (ngettext ("%s, domain, %u entity", "%s, domain, %u entities",
                                        members->len), item->title, members->len);
    }
  if (item->folded && item->kind == GP_KIND_DOMAIN)
    {
      guint n = count_members (design, &item->id);

      return g_strdup_printf (ngettext ("%s, folded domain, %u entity",
                                        "%s, folded domain, %u entities", n), item->title, n);
    }
  return g_strdup_printf (C_("name and kind", "%s, %s"), item->title,
                          _(gp_kind_get_info (item->kind)->label));
}

char *
gp_drawing_words_item_more (GpDesign          *design,
                            const GpSceneItem *item)
{
  GString *words = g_string_new (NULL);
  const GpElement *element = gp_design_lookup (design, &item->id);

  if (item->type == GP_ITEM_CARD && item->degree > 0)
    {
      g_autofree char *relations = g_strdup_printf (ngettext ("%u relation", "%u relations",
                                                              item->degree), item->degree);

      add (words, relations);
    }
  if (item->state == GP_STATE_ADDED)
    add (words, C_("of an element in a comparison", "added"));
  else if (item->state == GP_STATE_CHANGED)
    add (words, C_("of an element in a comparison", "changed"));
  else if (item->state == GP_STATE_REMOVED)
    add (words, C_("of an element in a comparison", "removed"));
  if (element != NULL && item->kind == GP_KIND_ENTITY)
    add (words, gp_element_get_text (element, GP_ENTITY_DESCRIPTION));
  return g_string_free (words, FALSE);
}

char *
gp_drawing_words_field (GpDesign   *design,
                        const GpId *field)
{
  return g_strdup (name_of (design, field));
}

static gboolean
is_key (GpDesign        *design,
        const GpElement *field)
{
  const GpElement *entity = gp_design_lookup_kind (design, gp_element_get_parent (field),
                                                   GP_KIND_ENTITY);
  gsize n = 0;
  const GpId *keys = entity != NULL ? gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n)
                                    : NULL;

  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&keys[i], gp_element_get_id (field)))
      return TRUE;
  return FALSE;
}

static void
add_relation (GpDesign   *design,
              const GpId *id,
              GString    *words)
{
  const GpElement *element = gp_design_lookup (design, id);
  GpCardinality cardinality;
  const char *nick;

  if (!gp_edit_get_cardinality (design, id, &cardinality))
    return;
  add (words, _(cardinalities[cardinality]));
  nick = gp_element_get_text (element, gp_element_get_kind (element) == GP_KIND_FIELD
                                         ? GP_FIELD_ON_DELETE : GP_FOREIGN_KEY_ON_DELETE);
  for (gsize i = 0; i < G_N_ELEMENTS (deletions); i++)
    if (g_strcmp0 (deletions[i].nick, nick) == 0)
      add (words, _(deletions[i].words));
}

char *
gp_drawing_words_field_more (GpDesign   *design,
                             const GpId *id)
{
  const GpElement *field = gp_design_lookup_kind (design, id, GP_KIND_FIELD);
  GString *words = g_string_new (NULL);
  g_autoptr(GPtrArray) all = NULL;
  const char *target;
  guint at;

  if (field == NULL)
    return g_string_free (words, FALSE);
  target = name_of (design, gp_element_get_ref (field, GP_FIELD_REFERENCE));
  if (*target == '\0')
    add (words, _(gp_property_get_word (GP_FIELD_TYPE,
                                        gp_element_get_text (field, GP_FIELD_TYPE))));
  if (gp_element_get_bool (field, GP_FIELD_ARRAY))
    add (words, C_("of a field", "list"));
  if (is_key (design, field))
    add (words, C_("of a field", "key"));
  add (words, gp_element_get_bool (field, GP_FIELD_NULLABLE) ? C_("of a field", "optional")
                                                             : C_("of a field", "required"));
  if (gp_element_get_bool (field, GP_FIELD_UNIQUE))
    add (words, C_("of a field", "unique"));
  if (*target != '\0')
    {
      g_autofree char *refers = g_strdup_printf (C_("of a field", "references %s"), target);

      add (words, refers);
      add_relation (design, id, words);
    }
  all = gp_design_list_children (design, gp_element_get_parent (field), GP_KIND_FIELD);
  if (g_ptr_array_find (all, field, &at))
    {
      g_autofree char *place = g_strdup_printf (C_("of a field: its place", "%u of %u"), at + 1,
                                                all->len);

      add (words, place);
    }
  return g_string_free (words, FALSE);
}

char *
gp_drawing_words_line (GpDesign          *design,
                       const GpScene     *scene,
                       const GpSceneLine *line)
{
  const char *from = gp_scene_get_item (scene, line->from)->title;
  const char *to = gp_scene_get_item (scene, line->to)->title;
  const GpElement *element = gp_design_lookup (design, &line->id);
  g_autofree char *ends = NULL;
  GString *words;

  if (line->type != GP_LINE_RELATION)
    return g_strdup_printf (C_("a line of a flow", "%s → %s, %s"), from, to,
                            _(transitions[line->type]));
  if (element != NULL && *gp_element_get_name (element) != '\0')
    ends = g_strdup_printf (C_("entity, field and what it refers to", "%s.%s → %s"), from,
                            gp_element_get_name (element), to);
  else
    ends = g_strdup_printf (C_("a relation without a name", "%s → %s"), from, to);
  words = g_string_new (ends);
  add_relation (design, &line->id, words);
  return g_string_free (words, FALSE);
}
