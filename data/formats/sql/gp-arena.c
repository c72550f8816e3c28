/* gp-arena.c — a bump allocator
 * SPDX-License-Identifier: Apache-2.0
 *
 * Blocks form a list, the one in use first. A piece that is larger than a block gets a block of
 * its own behind the first, so that the room left in the first is not lost. */

#define G_LOG_DOMAIN "gp-arena"

#include "config.h"

#include "gp-arena.h"

#include <string.h>

#define BLOCK_SIZE (256 * 1024)
#define ALIGNMENT  (2 * sizeof (gpointer))

typedef struct _Block Block;

struct _Block
{
  Block *next;
  gsize  used;
  gsize  size;
  _Alignas (2 * sizeof (gpointer)) char bytes[];
};

struct _GpArena
{
  Block *first;
};

static Block *
block_new (gsize size)
{
  Block *block = g_malloc (sizeof (Block) + size);

  block->next = NULL;
  block->used = 0;
  block->size = size;
  return block;
}

GpArena *
gp_arena_new (void)
{
  GpArena *self = g_new (GpArena, 1);

  self->first = block_new (BLOCK_SIZE);
  return self;
}

void
gp_arena_free (GpArena *self)
{
  if (self == NULL)
    return;

  gp_arena_reset (self);
  g_free (self->first);
  g_free (self);
}

void
gp_arena_reset (GpArena *self)
{
  Block *next;

  g_return_if_fail (self != NULL);

  for (Block *block = self->first->next; block != NULL; block = next)
    {
      next = block->next;
      g_free (block);
    }
  self->first->next = NULL;
  self->first->used = 0;
}

gpointer
gp_arena_alloc (GpArena *self, gsize size)
{
  Block *block = self->first;

  size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);

  if (size > BLOCK_SIZE / 4)
    {
      Block *own = block_new (size);

      own->next = block->next;
      own->used = size;
      block->next = own;
      return own->bytes;
    }

  if (block->size - block->used < size)
    {
      Block *fresh = block_new (BLOCK_SIZE);

      fresh->next = block;
      self->first = block = fresh;
    }

  block->used += size;
  return block->bytes + block->used - size;
}

gpointer
gp_arena_alloc0 (GpArena *self, gsize size)
{
  return memset (gp_arena_alloc (self, size), 0, size);
}

char *
gp_arena_strndup (GpArena *self, const char *text, gsize length)
{
  char *copy = gp_arena_alloc (self, length + 1);

  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

char *
gp_arena_strdup (GpArena *self, const char *text)
{
  return text == NULL ? NULL : gp_arena_strndup (self, text, strlen (text));
}
