/* gp-scene-builder-private.h — the parts of the scene builder to one another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-card.h"
#include "gp-change-set.h"
#include "gp-scene-builder.h"
#include "gp-scene-private.h"
#include "gp-way.h"

G_BEGIN_DECLS

/* How far a scene is made; see gp_scene_builder_go_on(). */
typedef enum
{
  GP_SCENE_DONE,
  GP_SCENE_TAKES_CARDS,
  GP_SCENE_ADDS_RELATIONS,
} GpScenePhase;

struct _GpSceneBuilder
{
  GpCardContext  context;       /* owns design, base and metrics */
  GpScene       *scene;
  GpScenePhase   phase;
  GPtrArray     *pending;       /* GpElement, borrowed: of them come cards, unless done */
  guint          n_done;        /* of @pending, or of the items whose relations were added */
  guint          n_related;     /* items that may have relations */
  GpLens         lens;
  GpId           view;          /* nil: none */
  GpId           places;        /* the view whose places are used; nil: none */
  GpId           subject;       /* nil: none */
  GpId           asked;         /* the element whose placement was asked for last, */
  GpId           asked_places;  /* in which view, */
  guint64        asked_revision;   /* and of which design; 0: nothing was */
  const GpElement *answered;
  GHashTable    *proposals;     /* GpId → GpPoint: places that the design does not know */
  GHashTable    *stood;         /* GpId → GpRect: what moved since lines were led past it */
  gboolean       borrows;       /* @places are those of another lens */
  GHashTable    *gathered;      /* GpId → GpPoint: what has become of borrowed places */
  GHashTable    *members;       /* GpId: what the view shows; NULL: everything */
  GHashTable    *only;          /* GpId: what is let through for now; NULL: everything */
  GHashTable    *colors;        /* GpId of a domain → GdkRGBA */
  GHashTable    *hubs;          /* GpId of entities that very many refer to */
  GpLayoutRouter *router;       /* of the cards as they stand; NULL: to be made anew */
  GArray        *obstacles;     /* by slot of items: rectangle of the router + 1, or 0 */
  GHashTable    *marked;        /* slots of lines + 1: to be routed */
  gboolean       curved;
  GpSceneRouteFunc route_func;  /* or NULL */
  gpointer       route_data;
  GpRouteJob    *job;           /* what lines wait for; NULL: none do */
  GHashTable    *waiting;       /* slots of lines + 1 */
  GArray        *disturbed;     /* GpRect of cards that changed while lines wait */
  GHashTable    *last_ways;     /* GpId → how a line ran before the scene was cleared; or NULL */
  GpId           entered;       /* the domain whose inside is shown; nil: everything */
  GHashTable    *folded;        /* GpId of domains that are drawn as one card */
  GHashTable    *bridges;       /* GpId of entities that are drawn as a relation */
  GHashTable    *ghosts;        /* GpId of entities outside @entered that are tied to its inside */
};

/* gp-scene-data.c: entities, domains and what else stands among them. @most: that are made now,
 * with any more of the same cost; TRUE while there are. */
void      gp_scene_builder_begin_data     (GpSceneBuilder *self);
gboolean  gp_scene_builder_go_on_data     (GpSceneBuilder *self, guint most);
void      gp_scene_builder_refresh        (GpSceneBuilder *self, const GpId *id);

/* gp-scene-fold.c: what stands for what */
void      gp_scene_builder_read_folds     (GpSceneBuilder *self);
gboolean  gp_scene_builder_stands_alone   (GpSceneBuilder *self, const GpElement *element);
void      gp_scene_builder_take_folds     (GpSceneBuilder *self);
void      gp_scene_builder_take_fold      (GpSceneBuilder *self, const GpElement *domain);
void      gp_scene_builder_take_ghosts    (GpSceneBuilder *self);
gboolean  gp_scene_builder_is_folding     (GpSceneBuilder *self, const GpChange *change);

/* gp-scene-flows.c */
void      gp_scene_builder_build_flows    (GpSceneBuilder *self);
const GpElement *gp_scene_builder_find_flow_view (GpSceneBuilder *self);     /* or NULL */

/* gp-scene-overview.c: flows, and what lies between them */
void      gp_scene_builder_build_overview (GpSceneBuilder *self);

/* gp-scene-flow-ways.c: where the lines of flows run, and where their labels stand. @out: room for
 * GP_LAYOUT_ROUTE_POINTS */
guint     gp_scene_builder_find_flow_way  (GpSceneBuilder *self, const GpSceneLine *line,
                                           GpPoint *out, gboolean *out_fixed);
void      gp_scene_builder_place_labels   (GpSceneBuilder *self);

/* gp-scene-gather.c: once all cards are there, where places are borrowed */
void      gp_scene_builder_gather         (GpSceneBuilder *self);

/* gp-scene-compare.c: only with a base */
void      gp_scene_builder_add_removed_relations (GpSceneBuilder *self);

/* gp-scene-lines.c */
void      gp_scene_builder_add_relations  (GpSceneBuilder *self, guint from);
void      gp_scene_builder_add_bridges    (GpSceneBuilder *self);
void      gp_scene_builder_relate_anew    (GpSceneBuilder *self, guint item);
void      gp_scene_builder_find_hubs      (GpSceneBuilder *self);

/* gp-scene-routes.c: lines are marked where something has changed, and then routed together */
void      gp_scene_builder_mark_line      (GpSceneBuilder *self, guint line);
void      gp_scene_builder_mark_item      (GpSceneBuilder *self, guint item);
void      gp_scene_builder_mark_past      (GpSceneBuilder *self, const GpRect *rect);
void      gp_scene_builder_mark_freed     (GpSceneBuilder *self, const GpRect *rect);
void      gp_scene_builder_route_marked   (GpSceneBuilder *self);
void      gp_scene_builder_drop_router    (GpSceneBuilder *self);   /* cards went, or many came */
void      gp_scene_builder_add_obstacle   (GpSceneBuilder *self, guint item);
void      gp_scene_builder_move_obstacle  (GpSceneBuilder *self, guint item);
guint     gp_scene_builder_route_around   (GpSceneBuilder *self, const GpSceneLine *line,
                                           double from_port, double to_port, GpPoint *out);

void      gp_scene_builder_take_way       (GpSceneBuilder *self, const GpRouteJob *job, guint line);
/* The middles of the rows that @line joins. */
void      gp_scene_builder_get_ends       (GpSceneBuilder *self, const GpSceneLine *line,
                                           double *from_y, double *to_y);

/* gp-scene-waiting.c: lines whose ways somebody else finds */
void      gp_scene_builder_init_waiting   (GpSceneBuilder *self);
void      gp_scene_builder_free_waiting   (GpSceneBuilder *self);
void      gp_scene_builder_keep_ways      (GpSceneBuilder *self);   /* before a clear */
void      gp_scene_builder_mark_waiting   (GpSceneBuilder *self);
void      gp_scene_builder_wait           (GpSceneBuilder *self, GpRouteJob *job);
void      gp_scene_builder_stop_waiting   (GpSceneBuilder *self, guint line);
void      gp_scene_builder_note_disturbed (GpSceneBuilder *self, const GpRect *rect);

/* gp-scene-places.c */

/** gp_scene_near: @coordinate, or what is nearest to it of what a picture can hold. A file may have
 * any number. */
static inline double
gp_scene_near (double coordinate)
{
  return CLAMP (coordinate, -1e7, 1e7);
}

const GpElement *gp_scene_builder_placement (GpSceneBuilder *self, const GpId *element);
void      gp_scene_builder_place          (GpSceneBuilder *self, GpSceneItem *item);
void      gp_scene_builder_place_rest     (GpSceneBuilder *self);
void      gp_scene_builder_fit_area       (GpSceneBuilder *self, guint area);
void      gp_scene_builder_fit_areas      (GpSceneBuilder *self);
gboolean  gp_scene_builder_is_shown       (GpSceneBuilder *self, const GpElement *element);

G_END_DECLS
