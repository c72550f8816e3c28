/* gp-outline-model.c — the tree of the outline, kept up to date with the design
 * SPDX-License-Identifier: Apache-2.0
 *
 * Invariants: every element of a listed kind has one node, found through self->places; a domain's
 * node stands in the roots itself; a heading stands there as long as it has children.
 * The roots are sorted: domains by their rank, then the headings in the order of the table below.
 */
#define G_LOG_DOMAIN "gp-outline-model"
#include "config.h"

#include "gp-outline-model.h"

#include "gp-change-set.h"

#define REBUILD_ABOVE 400                   /* changes of one set */
#define HEADING_RANK  (G_MAXDOUBLE / 4)     /* headings stand after every domain */

/* Entities and buckets are listed in their domain, or under their heading where they have none. */
static const struct
{
  GpKind kind;
  int    domain;      /* the property that says which domain it is listed in, or -1 */
} listed[] = {
  { GP_KIND_ENTITY,     GP_ENTITY_DOMAIN },
  { GP_KIND_BUCKET,     GP_BUCKET_DOMAIN },
  { GP_KIND_FLOW,       -1 },
  { GP_KIND_ROLE,       -1 },
  { GP_KIND_EVENT,      -1 },
  { GP_KIND_CONNECTION, -1 },
  { GP_KIND_PERSONA,    -1 },
  { GP_KIND_TEST,       -1 },
  { GP_KIND_TARGET,     -1 },
  { GP_KIND_VIEW,       -1 },
  { GP_KIND_STORY,      -1 },
  { GP_KIND_NOTE,       -1 },
};

typedef struct
{
  GpOutlineNode *node;      /* owned */
  GpOutlineNode *parent;    /* owned: it may go in the same change set; NULL at the top */
} Place;

struct _GpOutlineModel
{
  GObject parent_instance;

  GpDesign      *design;
  GListStore    *roots;
  GHashTable    *places;                          /* GpId in the node → Place */
  GpOutlineNode *headings[G_N_ELEMENTS (listed)]; /* owned; in the roots where they have children */
};

G_DEFINE_FINAL_TYPE (GpOutlineModel, gp_outline_model, G_TYPE_OBJECT)

static void
place_free (gpointer data)
{
  Place *place = data;

  g_object_unref (place->node);
  g_clear_object (&place->parent);
  g_free (place);
}

static int
find_listed (GpKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (listed); i++)
    if (listed[i].kind == kind)
      return (int) i;

  return -1;
}

static Place *
remember (GpOutlineModel *self,
          GpOutlineNode  *node,
          GpOutlineNode  *parent)
{
  Place *place = g_new (Place, 1);

  place->node = g_object_ref (node);
  place->parent = parent != NULL ? g_object_ref (parent) : NULL;
  g_hash_table_replace (self->places, (gpointer) gp_outline_node_get_id (node), place);

  return place;
}

static void
show_heading (GpOutlineModel *self,
              GpOutlineNode  *heading)
{
  gboolean wanted =
    g_list_model_get_n_items (G_LIST_MODEL (gp_outline_node_get_children (heading))) > 0;
  guint at;
  gboolean there = g_list_store_find (self->roots, heading, &at);

  if (wanted && !there)
    g_list_store_insert_sorted (self->roots, heading, gp_outline_node_compare, NULL);
  else if (!wanted && there)
    g_list_store_remove (self->roots, at);
}

/* The node that an element of a listed kind belongs below. */
static GpOutlineNode *
parent_for (GpOutlineModel  *self,
            const GpElement *element)
{
  int which = find_listed (gp_element_get_kind (element));

  if (listed[which].domain >= 0)
    {
      const GpId *domain = gp_element_get_ref (element, (GpProperty) listed[which].domain);
      Place *place = domain != NULL ? g_hash_table_lookup (self->places, domain) : NULL;

      if (place != NULL)
        return place->node;
    }

  return self->headings[which];
}

static void
put_into_parent (GpOutlineModel *self,
                 Place          *place)
{
  if (place->parent == NULL)
    {
      g_list_store_insert_sorted (self->roots, place->node, gp_outline_node_compare, NULL);
      return;
    }
  gp_outline_node_insert (place->parent, place->node);
  if (gp_outline_node_is_heading (place->parent))
    show_heading (self, place->parent);
  gp_outline_node_emit_changed (place->parent);
}

static void
add_element (GpOutlineModel  *self,
             const GpElement *element)
{
  GpKind kind = gp_element_get_kind (element);
  gboolean is_domain = kind == GP_KIND_DOMAIN;
  g_autoptr(GpOutlineNode) node = NULL;

  if (!is_domain && find_listed (kind) < 0)
    return;

  node = gp_outline_node_new (gp_element_get_id (element), kind, gp_element_get_rank (element),
                              is_domain);
  put_into_parent (self, remember (self, node, is_domain ? NULL : parent_for (self, element)));
}

static void
take_from_parent (GpOutlineModel *self,
                  Place          *place)
{
  GListStore *store =
    place->parent != NULL ? gp_outline_node_get_children (place->parent) : self->roots;
  guint at;

  if (gp_outline_model_find_index (self, place->node, place->parent, &at))
    g_list_store_remove (store, at);
  if (place->parent != NULL)
    {
      if (gp_outline_node_is_heading (place->parent))
        show_heading (self, place->parent);
      gp_outline_node_emit_changed (place->parent);
    }
}

static void
remove_element (GpOutlineModel *self,
                const GpId     *id)
{
  Place *place = g_hash_table_lookup (self->places, id);

  if (place == NULL)
    return;

  take_from_parent (self, place);
  g_hash_table_remove (self->places, id);
}

/* The element may have got another rank or domain. What stands where it belongs is left there: each
 * change of a list has GTK bind all the rows below it again. */
static void
replace_element (GpOutlineModel *self,
                 const GpId     *id)
{
  const GpElement *element = gp_design_lookup (self->design, id);
  Place *place = g_hash_table_lookup (self->places, id);
  GpOutlineNode *parent;

  if (element == NULL || place == NULL)
    return;
  parent = place->parent != NULL ? parent_for (self, element) : NULL;
  if (parent == place->parent
      && gp_outline_node_get_rank (place->node) == gp_element_get_rank (element))
    return;

  take_from_parent (self, place);
  gp_outline_node_set_rank (place->node, gp_element_get_rank (element));
  g_set_object (&place->parent, parent);
  put_into_parent (self, place);
}

static gboolean
is_domain_property (GpProperty property)
{
  for (gsize i = 0; i < G_N_ELEMENTS (listed); i++)
    if (listed[i].domain == (int) property)
      return TRUE;

  return FALSE;
}

static void
emit_changed (GpOutlineModel *self,
              const GpId     *id)
{
  Place *place = g_hash_table_lookup (self->places, id);

  if (place != NULL)
    gp_outline_node_emit_changed (place->node);
}

static void
follow_change (GpOutlineModel *self,
               const GpChange *change)
{
  switch (change->type)
    {
    case GP_CHANGE_ADD:
      /* It may be gone again, or may say something else by the end of the change set. */
      if (gp_design_lookup (self->design, &change->id) != NULL
          && !g_hash_table_contains (self->places, &change->id))
        add_element (self, gp_design_lookup (self->design, &change->id));
      emit_changed (self, gp_element_get_parent (change->element));
      break;

    case GP_CHANGE_REMOVE:
      if (gp_design_lookup (self->design, &change->id) == NULL)
        remove_element (self, &change->id);
      emit_changed (self, gp_element_get_parent (change->element));
      break;

    case GP_CHANGE_SET:
      if (is_domain_property (change->property))
        replace_element (self, &change->id);
      emit_changed (self, &change->id);
      break;

    case GP_CHANGE_MOVE:
      replace_element (self, &change->id);
      emit_changed (self, &change->parent_before);
      emit_changed (self, &change->parent_after);
      break;

    default:
      g_assert_not_reached ();
    }
}

/* Puts @wanted into @store with one signal for the middle that differs: what stays is left alone,
 * so that it stays unfolded and where it is. */
static void
update_store (GListStore *store,
              GPtrArray  *wanted)
{
  guint old = g_list_model_get_n_items (G_LIST_MODEL (store)), start = 0, end = 0;

  for (; start < old && start < wanted->len; start++)
    {
      g_autoptr(GpOutlineNode) node = g_list_model_get_item (G_LIST_MODEL (store), start);

      if (node != wanted->pdata[start])
        break;
    }
  for (; end < old - start && end < wanted->len - start; end++)
    {
      g_autoptr(GpOutlineNode) node = g_list_model_get_item (G_LIST_MODEL (store), old - 1 - end);

      if (node != wanted->pdata[wanted->len - 1 - end])
        break;
    }
  if (start + end < old || start + end < wanted->len)
    g_list_store_splice (store, start, old - start - end, wanted->pdata + start,
                         wanted->len - start - end);
}

static int
compare_nodes (gconstpointer a,
               gconstpointer b)
{
  return gp_outline_node_compare (*(gconstpointer *) a, *(gconstpointer *) b, NULL);
}

/* The design lists elements by rank already, mostly. */
static void
sort_nodes (GPtrArray *nodes)
{
  for (guint i = 1; i < nodes->len; i++)
    if (gp_outline_node_compare (nodes->pdata[i - 1], nodes->pdata[i], NULL) > 0)
      {
        g_ptr_array_sort (nodes, compare_nodes);
        return;
      }
}

/* The node that the element had before, or a new one. */
static GpOutlineNode *
take_node (GpOutlineModel  *self,
           GHashTable      *before,
           const GpElement *element,
           GpOutlineNode   *parent)
{
  GpKind kind = gp_element_get_kind (element);
  double rank = gp_element_get_rank (element);
  Place *place = g_hash_table_lookup (before, gp_element_get_id (element));
  g_autoptr(GpOutlineNode) node = NULL;

  if (place != NULL)
    {
      node = g_object_ref (place->node);
      gp_outline_node_set_rank (node, rank);
    }
  else
    node = gp_outline_node_new (gp_element_get_id (element), kind, rank, kind == GP_KIND_DOMAIN);

  return remember (self, node, parent)->node;
}

/* Everything is put into plain arrays, then each list is brought up to date at once. */
static void
rebuild (GpOutlineModel *self)
{
  g_autoptr(GPtrArray) domains = gp_design_list (self->design, GP_KIND_DOMAIN);
  g_autoptr(GPtrArray) roots = g_ptr_array_new ();
  g_autoptr(GHashTable) before = g_steal_pointer (&self->places);
  g_autoptr(GHashTable) lists = g_hash_table_new_full (NULL, NULL, NULL,
                                                       (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer parent, items;

  self->places = g_hash_table_new_full (gp_id_hash, gp_id_equal, NULL, place_free);
  for (guint i = 0; i < domains->len; i++)
    {
      GpOutlineNode *node = take_node (self, before, domains->pdata[i], NULL);

      g_ptr_array_add (roots, node);
      g_hash_table_insert (lists, node, g_ptr_array_new ());
    }
  for (gsize i = 0; i < G_N_ELEMENTS (listed); i++)
    g_hash_table_insert (lists, self->headings[i], g_ptr_array_new ());

  for (gsize k = 0; k < G_N_ELEMENTS (listed); k++)
    {
      g_autoptr(GPtrArray) elements = gp_design_list (self->design, listed[k].kind);

      for (guint i = 0; i < elements->len; i++)
        {
          GpOutlineNode *below = parent_for (self, elements->pdata[i]);

          g_ptr_array_add (g_hash_table_lookup (lists, below),
                           take_node (self, before, elements->pdata[i], below));
        }
    }

  g_hash_table_iter_init (&iter, lists);
  while (g_hash_table_iter_next (&iter, &parent, &items))
    {
      sort_nodes (items);
      update_store (gp_outline_node_get_children (parent), items);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (listed); i++)
    if (((GPtrArray *) g_hash_table_lookup (lists, self->headings[i]))->len > 0)
      g_ptr_array_add (roots, self->headings[i]);
  sort_nodes (roots);
  update_store (self->roots, roots);
}

static void
design_applied_cb (GpOutlineModel *self,
                   GpChangeSet    *changes)
{
  gsize n = gp_change_set_get_size (changes);

  if (n > REBUILD_ABOVE)
    {
      rebuild (self);
      for (gsize i = 0; i < n; i++)
        emit_changed (self, &gp_change_set_get (changes, i)->id);
      return;
    }

  for (gsize i = 0; i < n; i++)
    follow_change (self, gp_change_set_get (changes, i));
}

static void
gp_outline_model_dispose (GObject *object)
{
  GpOutlineModel *self = GP_OUTLINE_MODEL (object);

  g_clear_object (&self->roots);
  g_clear_pointer (&self->places, g_hash_table_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (listed); i++)
    g_clear_object (&self->headings[i]);
  g_clear_object (&self->design);

  G_OBJECT_CLASS (gp_outline_model_parent_class)->dispose (object);
}

static void
gp_outline_model_class_init (GpOutlineModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_outline_model_dispose;
}

static void
gp_outline_model_init (GpOutlineModel *self)
{
  self->roots = g_list_store_new (GP_TYPE_OUTLINE_NODE);
  self->places = g_hash_table_new_full (gp_id_hash, gp_id_equal, NULL, place_free);
  for (gsize i = 0; i < G_N_ELEMENTS (listed); i++)
    self->headings[i] = gp_outline_node_new (&gp_id_nil, listed[i].kind,
                                             HEADING_RANK * (1 + i / 16.0), TRUE);
}

GpOutlineModel *
gp_outline_model_new (GpDesign *design)
{
  GpOutlineModel *self = g_object_new (GP_TYPE_OUTLINE_MODEL, NULL);

  self->design = g_object_ref (design);
  g_signal_connect_object (design, "applied", G_CALLBACK (design_applied_cb), self,
                           G_CONNECT_SWAPPED);
  rebuild (self);

  return self;
}

GListStore *
gp_outline_model_get_roots (GpOutlineModel *self)
{
  g_return_val_if_fail (GP_IS_OUTLINE_MODEL (self), NULL);

  return self->roots;
}

GpOutlineNode *
gp_outline_model_find (GpOutlineModel  *self,
                       const GpId      *id,
                       GpOutlineNode  **out_parent)
{
  Place *place = g_hash_table_lookup (self->places, id);

  if (place == NULL)
    return NULL;

  if (out_parent != NULL)
    *out_parent = place->parent;
  return place->node;
}

/* Ranks and ids order a list, so that places are found by halves. */
gboolean
gp_outline_model_find_index (GpOutlineModel *self,
                             GpOutlineNode  *node,
                             GpOutlineNode  *parent,
                             guint          *out)
{
  GListModel *list = G_LIST_MODEL (parent != NULL ? gp_outline_node_get_children (parent)
                                                  : self->roots);
  guint low = 0, high = g_list_model_get_n_items (list);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      g_autoptr(GpOutlineNode) other = g_list_model_get_item (list, middle);
      int order = gp_outline_node_compare (other, node, NULL);

      if (order == 0)
        {
          *out = middle;
          return TRUE;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return FALSE;
}

/* The elements with a row, and those whose rows they are folded into. */
static void
mark_problem (GpOutlineModel *self,
              GHashTable     *marks,
              GpFinding      *finding)
{
  const GpElement *element;
  guint severity = 1 + gp_finding_get_severity (finding);
  Place *place = NULL;

  if (gp_finding_get_severity (finding) == GP_SEVERITY_INFO)
    return;
  element = gp_design_lookup (self->design, gp_finding_get_element (finding));
  while (element != NULL
         && (place = g_hash_table_lookup (self->places, gp_element_get_id (element))) == NULL)
    element = gp_design_lookup (self->design, gp_element_get_parent (element));
  if (place == NULL)
    return;

  if (severity > GPOINTER_TO_UINT (g_hash_table_lookup (marks, place->node)))
    g_hash_table_insert (marks, place->node, GUINT_TO_POINTER (severity));
  if (place->parent != NULL
      && severity > GPOINTER_TO_UINT (g_hash_table_lookup (marks, place->parent)))
    g_hash_table_insert (marks, place->parent, GUINT_TO_POINTER (severity));
}

void
gp_outline_model_set_findings (GpOutlineModel *self,
                               GPtrArray      *findings)
{
  g_autoptr(GHashTable) marks = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (GP_IS_OUTLINE_MODEL (self));

  for (guint i = 0; i < findings->len; i++)
    mark_problem (self, marks, findings->pdata[i]);

  g_hash_table_iter_init (&iter, self->places);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GpOutlineNode *node = ((Place *) value)->node;

      gp_outline_node_set_problem (node, GPOINTER_TO_UINT (g_hash_table_lookup (marks, node)));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (listed); i++)
    gp_outline_node_set_problem (self->headings[i],
                                 GPOINTER_TO_UINT (g_hash_table_lookup (marks,
                                                                        self->headings[i])));
}
