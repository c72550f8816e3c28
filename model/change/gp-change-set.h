/* gp-change-set.h — an ordered list of changes that is applied whole or not at all
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

typedef enum
{
  GP_CHANGE_ADD,        /* element: the new one */
  GP_CHANGE_REMOVE,     /* element: the one that goes */
  GP_CHANGE_SET,        /* property, before, after */
  GP_CHANGE_MOVE,       /* parent_before, rank_before, parent_after, rank_after */
} GpChangeType;

/** GpChange: one change of one element; read-only. It says what was there before, so that it can be
 * inverted, and so that it is refused where something else is there. */
struct _GpChange
{
  GpChangeType  type;
  GpKind        kind;
  GpId          id;
  GpElement    *element;        /* add, remove */
  GpProperty    property;       /* set */
  GpValue       before;         /* set */
  GpValue       after;          /* set */
  GpId          parent_before;  /* move */
  GpId          parent_after;
  double        rank_before;
  double        rank_after;
};

/**
 * GpChangeSet: reference counted. Built by one owner, then never changed.
 * @title: what it does, in words, in the past: "Renamed fax to fax_number". Copied; NULL gives "".
 */
GpChangeSet     *gp_change_set_new       (const char *title);
GpChangeSet     *gp_change_set_ref       (GpChangeSet *self);
void             gp_change_set_unref     (GpChangeSet *self);

const char      *gp_change_set_get_title (const GpChangeSet *self);
void             gp_change_set_set_title (GpChangeSet *self, const char *title);
gsize            gp_change_set_get_size  (const GpChangeSet *self);
const GpChange  *gp_change_set_get       (const GpChangeSet *self, gsize i);

/* Building. Elements are borrowed and a reference is taken. */
void  gp_change_set_add    (GpChangeSet *self, const GpElement *element);
void  gp_change_set_remove (GpChangeSet *self, const GpElement *element);

/** gp_change_set_set: takes @after. Here and in the next one @element is as it stands when this
 * change is applied, after the ones before it. Setting what is already there adds nothing. */
void  gp_change_set_set    (GpChangeSet *self, const GpElement *element, GpProperty property,
                            GpValue after);
void  gp_change_set_move   (GpChangeSet *self, const GpElement *element, const GpId *parent,
                            double rank);

/** gp_change_set_append: takes a copy of @change as it is. */
void  gp_change_set_append (GpChangeSet *self, const GpChange *change);

/** gp_change_set_append_all: the changes of @other after those of @self. */
void  gp_change_set_append_all (GpChangeSet *self, const GpChangeSet *other);

/** gp_change_set_invert: (transfer full): applied after @self it gives what was before. Same title.
 * */
GpChangeSet     *gp_change_set_invert    (const GpChangeSet *self);

/** gp_change_set_squash: (transfer full): the same effect without detours: several sets of one
 * property become one, and those of an element that is added become part of it. */
GpChangeSet     *gp_change_set_squash    (const GpChangeSet *self);

gboolean         gp_change_set_equal     (const GpChangeSet *a, const GpChangeSet *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpChangeSet, gp_change_set_unref)
G_END_DECLS
