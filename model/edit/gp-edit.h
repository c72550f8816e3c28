/* gp-edit.h — what people do to a design, as change sets
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/** gp_edit_new_design: (transfer full): what a new file begins with: a view for each lens and the
 * local backend as a target. @name: NULL for "Untitled". */
GpDesign    *gp_edit_new_design (const char *name);

/** gp_edit_add_views: (transfer full): a view for each lens that has none; may be empty. */
GpChangeSet *gp_edit_add_views  (GpDesign *design);

/* Each function reads @design, changes nothing and returns a (transfer full) change set with a
 * title
 * in words, to be given to gp_history_do(). NULL with GP_DESIGN_ERROR where it cannot be done.
 * @out_id: (optional): the new element. */

/** gp_edit_add: a new @kind below @parent with a unique name made from @wish (may be NULL), after
 * the last sibling. An entity gets a uuid primary key field "id". @at: where it is placed in @view,
 * or NULL for both; a view of members gets one more. */
GpChangeSet *gp_edit_add (GpDesign *design,
                          GpKind kind,
                          const GpId *parent,
                          const char *wish,
                          const GpId *view,
                          const GpPoint *at,
                          GpId *out_id);

/** gp_edit_say_added: (transfer full): the title of a step that adds a @kind called @name below
 * @parent: "Added entity patient", "Added field email to patient". */
char *gp_edit_say_added (GpDesign *design, GpKind kind, const char *name, const GpId *parent);

/** gp_edit_add_field: a text field, right after the field @after (NULL: last). */
GpChangeSet *gp_edit_add_field  (GpDesign *design, const GpId *entity, const char *wish,
                                 const GpId *after, GpId *out_id, GError **error);

/** gp_edit_add_relation: gp_edit_relate() between two entities. */
GpChangeSet *gp_edit_add_relation (
  GpDesign *design, const GpId *from, const GpId *to, GpId *out_field, GError **error);

/** gp_edit_rename: checks the name, and rewrites every expression that uses the old one. */
GpChangeSet *gp_edit_rename (GpDesign *design, const GpId *id, const char *name, GError **error);

/** gp_edit_set: one property, checked. A name goes through gp_edit_rename(); where one of an enum's
 * values is written anew, expressions and example records follow. Takes @value. */
GpChangeSet *gp_edit_set (
  GpDesign *design, const GpId *id, GpProperty property, GpValue value, GError **error);

/** gp_edit_remove: the elements with all below them; references to them are cleared or go too, as
 * the metamodel says. Ids that are not there are passed over; the root is refused. */
GpChangeSet *gp_edit_remove     (GpDesign *design, const GpId *ids, gsize n, GError **error);

/** gp_edit_duplicate: copies with all below them, references among them kept among the copies.
 * Placements are copied too, @dx, @dy canvas units away. @out_ids: array of GpId. */
GpChangeSet *gp_edit_duplicate  (GpDesign *design, const GpId *ids, gsize n, double dx, double dy,
                                 GArray **out_ids, GError **error);

/** gp_edit_reorder: moves @id below @parent, right after @after (NULL: first). */
GpChangeSet *gp_edit_reorder (
  GpDesign *design, const GpId *id, const GpId *parent, const GpId *after, GError **error);

typedef struct
{
  GpId     element;
  GpPoint  at;        /* canvas units */
  gboolean pinned;    /* a person placed it */
} GpEditPlace;

/** gp_edit_place: positions in @view; placements are made where there are none. @title: in words.
 * */
GpChangeSet *gp_edit_place (
  GpDesign *design, const GpId *view, const GpEditPlace *places, gsize n, const char *title);

/** gp_edit_find_view: the first view of @lens ("data", "flows", "access") that shows everything and
 * is of no flow, role or domain, else the first one, or NULL. */
const GpElement *gp_edit_find_view (GpDesign *design, const char *lens);

/** gp_edit_placement: the placement of @element in @view, or NULL. O(1). */
const GpElement *gp_edit_placement (GpDesign *design, const GpId *view, const GpId *element);

G_END_DECLS
