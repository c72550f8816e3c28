/* gp-arena.h — memory that is freed all at once
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * GpArena: hands out pieces of large blocks. A piece is never freed by itself; all of them go with
 * the arena. Not thread-safe: one arena belongs to one thread at a time.
 */
typedef struct _GpArena GpArena;

GpArena  *gp_arena_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void      gp_arena_free    (GpArena *self);                    /* NULL is fine */

/** gp_arena_reset: forgets all pieces but keeps one block, so that the next use costs nothing. */
void      gp_arena_reset   (GpArena *self);

/** gp_arena_alloc: @size bytes that are not cleared, aligned for any type. gp_arena_alloc0:
 * zeroed. */
gpointer  gp_arena_alloc   (GpArena *self, gsize size);
gpointer  gp_arena_alloc0  (GpArena *self, gsize size);

/** gp_arena_strdup: NULL gives NULL. gp_arena_strndup: @length bytes and a terminating zero. */
char     *gp_arena_strdup  (GpArena *self, const char *text);
char     *gp_arena_strndup (GpArena *self, const char *text, gsize length);

#define gp_arena_new0(arena, Type) ((Type *) gp_arena_alloc0 ((arena), sizeof (Type)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpArena, gp_arena_free)
G_END_DECLS
