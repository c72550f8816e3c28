/* gp-layout-graphviz.c — the only door to Graphviz
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each call builds a fresh graph, lays it out, reads the centres and throws it away: a graph that
 * is laid out twice remembers the first time. What Graphviz is kept from:
 *
 *  1. routing: on a thousand edges it takes minutes, and our router does not need it;
 *  2. removing overlaps: prism gives another answer each time, and scaling wastes the paper;
 *  3. chance: sfdp and neato draw from both generators of the C library, which are therefore
 *     seeded before each call;
 *  4. the locale: sizes go in as decimal text, so the thread reads and writes numbers as C does,
 *     and Graphviz does not switch the whole program to C and back at each call, as it would;
 *  5. cycles: dot turns their edges round, too, but loses some memory for each.
 *
 * One canvas unit is one point. */
#define G_LOG_DOMAIN "gp-layout-graphviz"

#include "config.h"

#include "gp-layout-graphviz.h"

#include "gp-layout-engine.h"

#include <glib/gi18n-lib.h>
#include <gvc.h>
#include <locale.h>
#include <stdlib.h>



struct _GpGraphviz
{
  GVC_t   *context;
  locale_t c_locale;
};

typedef struct
{
  const char *engine;
  const char *rankdir;    /* NULL where there are no ranks */
} MethodInfo;

static const MethodInfo methods[] = {
  [GP_GRAPHVIZ_DOT_RIGHT] = { .engine = "dot", .rankdir = "LR" },
  [GP_GRAPHVIZ_DOT_DOWN] = { .engine = "dot", .rankdir = "TB" },
  [GP_GRAPHVIZ_SFDP] = { .engine = "sfdp" },
  [GP_GRAPHVIZ_NEATO] = { .engine = "neato" },
};

static int
message_cb (char *text)
{
  g_debug ("%s", text);
  return 0;
}

/* Exported by Graphviz, and in no header. Switches the program's LC_NUMERIC to C at the first of
 * nested calls, and back at the last. */
extern void gv_fixLocale (int set);

/* Holds the switch at “set” and undoes what that did: from now on, nested calls do nothing. Other
 * threads would write “0.5” for “0,5” while a layout runs. */
static void
keep_locale (void)
{
  static gsize kept;

  if (g_once_init_enter (&kept))
    {
      g_autofree char *numbers = g_strdup (setlocale (LC_NUMERIC, NULL));

      gv_fixLocale (TRUE);
      setlocale (LC_NUMERIC, numbers);
      g_once_init_leave (&kept, 1);
    }
}

GpGraphviz *
gp_graphviz_new (GError **error)
{
  g_autoptr(GpGraphviz) self = g_new0 (GpGraphviz, 1);
  GpRect probe[] = { { .width = 10, .height = 10 }, { .width = 10, .height = 10 } };
  const GpGraphvizEdge edge = { .from = 0, .to = 1 };

  keep_locale ();
  agseterrf (message_cb);
  self->c_locale = newlocale (LC_ALL_MASK, "C", (locale_t) 0);
  self->context = gvContext ();

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (!gp_graphviz_place (self, i, probe, G_N_ELEMENTS (probe), &edge, 1, 10, error))
      return NULL;

  return g_steal_pointer (&self);
}

void
gp_graphviz_free (GpGraphviz *self)
{
  if (self == NULL)
    return;

  if (self->context != NULL)
    gvFreeContext (self->context);
  if (self->c_locale != (locale_t) 0)
    freelocale (self->c_locale);
  g_free (self);
}

/* agattr() and agxset() take text they do not change, but not const text. */
static void
set_default (Agraph_t   *graph,
             int         kind,
             const char *name,
             const char *value)
{
  agattr (graph, kind, (char *) name, (char *) value);
}

static void
set_inches (gpointer  object,
            Agsym_t  *attribute,
            double    points)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  agxset (object, attribute, g_ascii_dtostr (text, sizeof text, points / POINTS_PER_INCH));
}

static Agraph_t *
open_graph (const MethodInfo *method,
            double            gap)
{
  Agraph_t *graph = agopen ((char *) "g", Agdirected, NULL);
  char inches[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (inches, sizeof inches, gap / POINTS_PER_INCH);
  set_default (graph, AGRAPH, "splines", "none");
  set_default (graph, AGRAPH, "overlap", "true");
  set_default (graph, AGRAPH, "nodesep", inches);
  set_default (graph, AGRAPH, "ranksep", inches);
  if (method->rankdir != NULL)
    set_default (graph, AGRAPH, "rankdir", method->rankdir);
  set_default (graph, AGNODE, "shape", "box");
  set_default (graph, AGNODE, "label", "");
  set_default (graph, AGNODE, "fixedsize", "true");

  return graph;
}

typedef struct
{
  guint32 node;
  guint   next;     /* which of its edges comes next */
} Visit;

/* The edges at each node i that leave it: list[first[i]] up to list[first[i + 1]]. */
static guint *
index_edges (const GpGraphvizEdge *edges,
             guint                 n_edges,
             guint                 n_nodes,
             guint               **first)
{
  guint *list = g_new (guint, MAX (n_edges, 1));
  guint *at = g_new0 (guint, n_nodes + 2);

  for (guint i = 0; i < n_edges; i++)
    at[edges[i].from + 2]++;
  for (guint i = 2; i < n_nodes + 2; i++)
    at[i] += at[i - 1];
  for (guint i = 0; i < n_edges; i++)
    list[at[edges[i].from + 1]++] = i;

  *first = at;
  return list;
}

/* Turns round every edge that leads back to where a walk in the order of the nodes came from. */
static void
break_cycles (GpGraphvizEdge *edges,
              guint           n_edges,
              guint           n_nodes)
{
  g_autofree guint *first = NULL;
  g_autofree guint *list = index_edges (edges, n_edges, n_nodes, &first);
  g_autofree Visit *walk = g_new (Visit, MAX (n_nodes, 1));
  g_autofree gboolean *seen = g_new0 (gboolean, MAX (n_nodes, 1));
  g_autofree gboolean *on_path = g_new0 (gboolean, MAX (n_nodes, 1));

  for (guint32 root = 0; root < n_nodes; root++)
    {
      guint depth = 0;

      if (!seen[root])
        walk[depth++] = (Visit) { .node = root, .next = first[root] };
      seen[root] = on_path[root] = TRUE;
      while (depth > 0)
        {
          Visit *visit = &walk[depth - 1];
          GpGraphvizEdge *edge;

          if (visit->next == first[visit->node + 1])
            {
              on_path[visit->node] = FALSE;
              depth--;
              continue;
            }

          edge = &edges[list[visit->next++]];
          if (on_path[edge->to])
            *edge = (GpGraphvizEdge) { edge->to, edge->from, edge->weight };
          else if (!seen[edge->to])
            {
              seen[edge->to] = on_path[edge->to] = TRUE;
              walk[depth++] = (Visit) { .node = edge->to, .next = first[edge->to] };
            }
        }
      on_path[root] = FALSE;
    }
}

static void
fill_graph (Agraph_t              *graph,
            Agnode_t             **nodes,
            const GpRect          *rects,
            guint                  n_rects,
            const GpGraphvizEdge  *edges,
            guint                  n_edges)
{
  Agsym_t *width = agattr (graph, AGNODE, (char *) "width", (char *) "1");
  Agsym_t *height = agattr (graph, AGNODE, (char *) "height", (char *) "1");
  Agsym_t *weight = NULL;

  for (guint i = 0; i < n_rects; i++)
    {
      nodes[i] = agnode (graph, NULL, TRUE);
      set_inches (nodes[i], width, rects[i].width);
      set_inches (nodes[i], height, rects[i].height);
    }
  for (guint i = 0; i < n_edges; i++)
    {
      Agedge_t *edge = agedge (graph, nodes[edges[i].from], nodes[edges[i].to], NULL, TRUE);
      char text[12];

      if (edges[i].weight < 2)
        continue;
      if (weight == NULL)
        weight = agattr (graph, AGEDGE, (char *) "weight", (char *) "1");
      g_snprintf (text, sizeof text, "%u", edges[i].weight);
      agxset (edge, weight, text);
    }
}

gboolean
gp_graphviz_place (GpGraphviz            *self,
                   GpGraphvizMethod       method,
                   GpRect                *rects,
                   guint                  n_rects,
                   const GpGraphvizEdge  *edges,
                   guint                  n_edges,
                   double                 gap,
                   GError               **error)
{
  g_autofree Agnode_t **nodes = NULL;
  g_autofree GpGraphvizEdge *acyclic = NULL;
  Agraph_t *graph;
  locale_t previous;
  gboolean placed;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (method < G_N_ELEMENTS (methods), FALSE);

  nodes = g_new (Agnode_t *, MAX (n_rects, 1));
  acyclic = g_memdup2 (edges, n_edges * sizeof (GpGraphvizEdge));
  break_cycles (acyclic, n_edges, n_rects);
  previous = uselocale (self->c_locale);
  graph = open_graph (&methods[method], gap);
  fill_graph (graph, nodes, rects, n_rects, acyclic, n_edges);

  srand (1);
  srand48 (1);
  placed = gvLayout (self->context, graph, methods[method].engine) == 0;

  for (guint i = 0; placed && i < n_rects; i++)
    {
      rects[i].x = ND_coord (nodes[i]).x - rects[i].width / 2;
      rects[i].y = -ND_coord (nodes[i]).y - rects[i].height / 2;
    }

  if (placed)
    gvFreeLayout (self->context, graph);
  agclose (graph);
  uselocale (previous);

  if (!placed)
    g_set_error (error, GP_LAYOUT_ERROR, GP_LAYOUT_ERROR_GRAPHVIZ,
                 _("Graphviz cannot lay out with “%s”. Install the package graphviz and run "
                   "“dot -c” once as the administrator."),
                 methods[method].engine);

  return placed;
}
