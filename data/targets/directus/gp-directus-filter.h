/* gp-directus-filter.h — filters of Directus, piece by piece
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * A filter is JSON text: an object, or one of two constants that Directus has no word for. An empty
 * object, an empty _or and null mean "all" to Directus; none of them is ever written.
 */
#define GP_DIRECTUS_ALL  "true"
#define GP_DIRECTUS_NONE "false"

gboolean gp_directus_filter_is_all  (const char *filter);
gboolean gp_directus_filter_is_none (const char *filter);

/** gp_directus_filter_is_leaf: one path and one operator, which is all that may stand within _some
 * and _none: Directus passes over anything else there, and finds every record. */
gboolean gp_directus_filter_is_leaf (const char *filter);

/** gp_directus_filter_leaf: (transfer full): @path: (element-type utf8): names of fields, the last
 * one has the value. @value: JSON */
char    *gp_directus_filter_leaf    (const GPtrArray *path, const char *operator,
                                     const char *value);

/** gp_directus_filter_wrap: (transfer full): @filter, an object, within those of @path. */
char    *gp_directus_filter_wrap    (const GPtrArray *path, const char *filter);

/** gp_directus_filter_join: (transfer full): all, or one of @parts (element-type utf8). Constants
 * are folded, joints of the same kind are lifted, and what is there twice is written once. */
char    *gp_directus_filter_join    (gboolean all, const GPtrArray *parts);

/** gp_directus_filter_join_two: (transfer full): the same of two. */
char    *gp_directus_filter_join_two (gboolean all, const char *first, const char *second);

/** gp_directus_filter_finish: (transfer full): an object for @filter, constants included. @key: a
 * field that is never null */
char    *gp_directus_filter_finish  (const char *filter, const char *key);

G_END_DECLS
