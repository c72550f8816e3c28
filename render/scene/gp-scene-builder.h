/* gp-scene-builder.h — makes the scene of a design and keeps it up to date
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-metrics.h"
#include "gp-route-job.h"
#include "gp-scene.h"
#include "gp-change-set.h"

G_BEGIN_DECLS

typedef enum
{
  GP_LENS_DATA,
  GP_LENS_FLOWS,
  GP_LENS_ACCESS,
} GpLens;

/** gp_lens_from_nick: "data", "flows" or "access"; FALSE, and @out untouched, for anything else. */
gboolean        gp_lens_from_nick               (const char *nick, GpLens *out);
const char     *gp_lens_to_nick                 (GpLens lens);

/**
 * GpSceneBuilder: reads a design through a lens, with the places of a view, into a GpScene.
 *
 * Setters only take note; gp_scene_builder_rebuild() makes the scene. It reads the design whenever
 * it is asked for shapes, so a change of the design must be followed by gp_scene_builder_update()
 * or a rebuild before the scene is painted again. Used from one thread.
 */
typedef struct _GpSceneBuilder GpSceneBuilder;

/** gp_scene_builder_new: @design: a reference is taken. @metrics: taken over. */
GpSceneBuilder *gp_scene_builder_new (GpDesign *design, GpMetrics *metrics)
  G_GNUC_WARN_UNUSED_RESULT;
void            gp_scene_builder_free           (GpSceneBuilder *self);   /* NULL is fine */

/** gp_scene_builder_get_scene: borrowed, lives as long. Always whole: what was only begun is ended
 * first. */
GpScene        *gp_scene_builder_get_scene      (GpSceneBuilder *self);
GpDesign       *gp_scene_builder_get_design     (GpSceneBuilder *self);   /* borrowed */
GpMetrics      *gp_scene_builder_get_metrics    (GpSceneBuilder *self);   /* borrowed */

/** gp_scene_builder_set_metrics: @metrics: taken over. For another font. */
void            gp_scene_builder_set_metrics    (GpSceneBuilder *self, GpMetrics *metrics);

void            gp_scene_builder_set_lens       (GpSceneBuilder *self, GpLens lens);
GpLens          gp_scene_builder_get_lens       (GpSceneBuilder *self);

/** gp_scene_builder_set_view: whose places and members are used. NULL: everything, without places;
 * the access lens then uses those of the data view. */
void            gp_scene_builder_set_view       (GpSceneBuilder *self, const GpId *view);

/** gp_scene_builder_get_places: the view whose places are used; nil where there is none. */
void            gp_scene_builder_get_places     (GpSceneBuilder *self, GpId *out_view);

/** gp_scene_builder_borrows_places: whether these are the data view's, for the access lens. Its
 * smaller cards are then drawn closer together, and do not stand where that view has them. */
gboolean        gp_scene_builder_borrows_places (GpSceneBuilder *self);

/** gp_scene_builder_set_only: leaves out what is not in @ids, a set of GpId of what can be a member
 * of a view; NULL: leaves out nothing. A reference is taken; the set must not change afterwards. */
void            gp_scene_builder_set_only       (GpSceneBuilder *self, GHashTable *ids);

/** gp_scene_builder_set_subject: the role whose rights are shown (access), the one flow whose
 * inside is drawn or the domain whose flows are (flows), or the domain whose inside is drawn with
 * its neighbours as ghosts (data). NULL: everybody, all flows, everything. */
void            gp_scene_builder_set_subject    (GpSceneBuilder *self, const GpId *subject);

/** gp_scene_builder_set_base: what the design is compared with, or NULL; a reference is taken. */
void            gp_scene_builder_set_base       (GpSceneBuilder *self, GpDesign *base);

/** gp_scene_builder_set_curved: whether lines run in curves; else with right angles. */
void            gp_scene_builder_set_curved     (GpSceneBuilder *self, gboolean curved);

/** gp_scene_builder_set_unfolded: whether the card of the entity @id shows all of its fields even
 * where they are very many. Shown at once; not part of the design. */
void            gp_scene_builder_set_unfolded   (GpSceneBuilder *self, const GpId *id,
                                                 gboolean unfolded);
gboolean        gp_scene_builder_is_unfolded    (GpSceneBuilder *self, const GpId *id);

void            gp_scene_builder_rebuild        (GpSceneBuilder *self);

/** gp_scene_builder_begin, _go_on: the same in parts, for whoever has to answer in between: begin,
 * and go on until it returns FALSE. Each part makes about @most items. */
void            gp_scene_builder_begin          (GpSceneBuilder *self);
gboolean        gp_scene_builder_go_on          (GpSceneBuilder *self, guint most);

/** gp_scene_builder_update: after @changes were applied to the design. Touches only what they
 * concern, mostly. */
void            gp_scene_builder_update         (GpSceneBuilder *self, const GpChangeSet *changes);

/** gp_scene_builder_move: shows the item @key elsewhere, without a change of the design: while it
 * is dragged, or where a layout proposes it. Its lines and areas follow with
 * gp_scene_builder_settle(). The proposal is remembered until the design gives it a place. */
void gp_scene_builder_move (GpSceneBuilder *self, const GpId *key, double x, double y);
void            gp_scene_builder_settle         (GpSceneBuilder *self);

/** GpSceneRouteFunc: very many lines wait for their ways: gp_scene_builder_get_routes() is to be
 * run, in whichever thread, and then given to gp_scene_builder_take_routes(). What was to be run
 * before is not wanted any more. */
typedef void (*GpSceneRouteFunc) (gpointer user_data);

/** gp_scene_builder_set_route_func: who finds the ways of very many lines. NULL: the builder does,
 * at once. Without it the scene is always complete. */
void            gp_scene_builder_set_route_func (GpSceneBuilder *self, GpSceneRouteFunc func,
                                                 gpointer user_data);

/** gp_scene_builder_get_routes: borrowed: what lines wait for; NULL: nothing. */
GpRouteJob     *gp_scene_builder_get_routes     (GpSceneBuilder *self);

/** gp_scene_builder_take_routes: @job: has been run. One that is not wanted any more is ignored. */
void            gp_scene_builder_take_routes    (GpSceneBuilder *self, GpRouteJob *job);

/** gp_scene_builder_find_way: (transfer full): the corners (GpPoint) of the whole way of a line
 * that is drawn cropped. */
GArray         *gp_scene_builder_find_way       (GpSceneBuilder *self, const GpSceneLine *line);

/** gp_scene_builder_stand_in: what is drawn for an entity: its card, the folded card of its domain,
 * its ghost, or NULL where nothing is. */
const GpSceneItem *gp_scene_builder_stand_in    (GpSceneBuilder *self, const GpId *entity);

/** gp_scene_builder_list_carried: (transfer full): GpEditPlace for the members of a folded domain
 * when its card moves by @dx, @dy: a domain carries what is in it. */
GArray         *gp_scene_builder_list_carried   (GpSceneBuilder *self, const GpId *domain,
                                                 double dx, double dy);

/** gp_scene_builder_find_chip: where on the card of a step the name of what it touches stands,
 * canvas units, and what that is. FALSE where there is none. */
gboolean        gp_scene_builder_find_chip      (GpSceneBuilder *self, const GpSceneItem *item,
                                                 GpRect *out_rect, GpId *out_id);

/** gp_scene_builder_adopt: shows the item @key as a member of the area @area, nil for none, until
 * it is made anew. Areas follow with gp_scene_builder_settle(). */
void            gp_scene_builder_adopt          (GpSceneBuilder *self, const GpId *key,
                                                 const GpId *area);

/** gp_scene_builder_forget: drops what gp_scene_builder_move() remembered. */
void            gp_scene_builder_forget         (GpSceneBuilder *self);

/** gp_scene_builder_count_unplaced: items without a place in the design or a remembered one. */
guint           gp_scene_builder_count_unplaced (GpSceneBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpSceneBuilder, gp_scene_builder_free)
G_END_DECLS
