#include "house.h"

#include "directory.h"
#include "files.h"
#include "hub.h"
#include "random.h"
#include "checkpoint.h"

#include <stdio.h>

/* ---- rooms in memory ---- */

bool
house_knows_room(const struct house *h, i64 id)
{
	for (size_t i = 0; i < h->n_known; i++)
		if (h->known[i] == id)
			return true;
	return false;
}

i64
house_now(struct house *h)
{
	return writer_now(&h->clock);
}

void
house_nonce(u8 out[16])
{
	random_bytes(out, 16);
}

static struct loaded *
loaded_find(struct house *h, i64 id)
{
	if (id == STREAM_CHARTER)
		return &h->charter_loaded;
	for (size_t i = 0; i < h->n_rooms; i++)
		if (h->rooms[i].room->id == id)
			return &h->rooms[i];
	return NULL;
}

struct folding { struct house *h; struct world w; };

static err
damaged_at(struct house *h, const struct stored *s, str why)
{
	return err_new(&h->arena, ERR_DAMAGED, "entry %lld of the record (%lld of its stream) is damaged: %.*s",
	    (long long)s->n, (long long)s->seq, STR_ARG(why));
}

/* Bytes from a disk are strangers: each entry is held against its hash and its place (law 13).  The tree over the
 * hashes was held against the checkpoint, so that what they chain is what was written. */
static err
fold_stored(void *ctx, const struct stored *s)
{
	struct folding *f = ctx;
	struct room *room = f->w.room;
	struct arena *a = &room->arena;
	str leaf = arena_str(a, s->leaf);
	str *d = NEW(a, str, s->n_disclosures + 1);
	err e;

	for (size_t i = 0; i < s->n_disclosures; i++)
		d[i] = arena_str(a, s->disclosures[i]);
	if (leaf.n > LIMIT_LEAF || !hash_eq(leaf_hash(leaf), s->lh))
		return damaged_at(f->h, s, STR("its bytes are not the ones that were hashed"));
	if ((e = fold_bytes(f->w, leaf, d, s->n_disclosures)))
		return damaged_at(f->h, s, e->why);
	if (room->seq != s->seq || room->places[room->n_places - 1].n != s->n)
		return damaged_at(f->h, s, STR("it does not stand where it was written"));
	return OK;
}

static err
load_room(struct house *h, i64 id, struct loaded *out)
{
	struct folding f = { .h = h };

	*out = (struct loaded){ .whole = arena_open(ARENA_ROOM) };
	out->room = room_new(out->whole);
	f.w = (struct world){ h->charter, out->room };
	return h->reader->read(h->reader, id, 0, fold_stored, &f);
}

err
house_room(struct house *h, struct arena *a, i64 id, struct loaded **out)
{
	struct loaded fresh;
	err e;

	if ((*out = loaded_find(h, id)) == NULL) {
		if (!house_knows_room(h, id))
			return err_new(a, ERR_NO_SUCH, "There is no such room.");
		if ((e = load_room(h, id, &fresh))) {
			arena_close(fresh.whole, ARENA_ROOM);
			return e;
		}
		fresh.published = fresh.room->seq;
		*(*out = ADD(h, rooms)) = fresh;
	}
	(*out)->used = h->clock.last;
	return OK;
}

static err
load_charter(struct house *h)
{
	struct folding f = { .h = h };

	h->charter_whole = arena_open(ARENA_ROOM);
	h->charter_room_whole = arena_open(ARENA_ROOM);
	h->charter = charter_new(h->charter_whole, h->charter_room_whole);
	h->charter_loaded = (struct loaded){ .room = h->charter->room };
	f.w = (struct world){ h->charter, h->charter->room };
	return h->reader->read(h->reader, STREAM_CHARTER, 0, fold_stored, &f);
}

void
house_refold(struct house *h, i64 stream)
{
	err e = OK;

	if (stream == STREAM_CHARTER) {
		arena_close(h->charter_whole, ARENA_ROOM);
		arena_close(h->charter_room_whole, ARENA_ROOM);
		e = load_charter(h);
	}
	for (size_t i = 0; stream != STREAM_CHARTER && i < h->n_rooms; i++)
		if (h->rooms[i].room->id == stream) {
			arena_close(h->rooms[i].whole, ARENA_ROOM);
			h->rooms[i] = h->rooms[--h->n_rooms];
		}
	assert(e == OK);        /* it was folded before, from the same bytes */
}

void
house_tidy(struct house *h)
{
	while (h->n_rooms > LIMIT_ROOMS_LOADED) {
		size_t oldest = 0;

		for (size_t i = 1; i < h->n_rooms; i++)
			if (h->rooms[i].used < h->rooms[oldest].used)
				oldest = i;
		house_refold(h, h->rooms[oldest].room->id);
	}
}

/* ---- what was, by number ---- */

i64
house_index(struct house *h, struct arena *a, const struct receipt *r)
{
	i64 last = r->seq + r->count - 1;
	struct loaded *l;

	return house_room(h, a, r->stream, &l) == OK && last >= 1 && last <= l->room->seq ? l->room->places[last - 1].n : 0;
}

/* Had the log this root at this size?  Of late from memory, before that from the checkpoint kept. */
bool
house_had_root(struct house *h, struct arena *a, i64 size, struct hash root)
{
	struct checkpoint c;
	struct note note;
	str bytes;

	for (size_t i = 0; i < countof(h->roots) && i < h->n_roots; i++)
		if (h->roots[i].size == size)
			return hash_eq(h->roots[i].root, root);
	if (size < 1 || h->reader->checkpoint(h->reader, a, size, &bytes) || bytes.p == NULL)
		return false;
	return note_open(a, bytes, &h->log_key, &note) == OK && checkpoint_parse(a, note.text, &c) == OK &&
	    hash_eq(c.root, root);
}

/* ---- opening ---- */

/* The journal and the list of rooms: one pass over what is there. */
static err
scan_entry(void *ctx, const struct stored *s)
{
	struct house *h = ctx;

	tree_append(&h->tree, s->lh);
	if (s->stream > 0 && s->seq == 1)
		*ADD(h, known) = s->stream;
	if (s->stream == STREAM_JOURNAL) {
		*ADD(h->journal, places) = (struct place){ .lh = s->lh, .n = s->n, .at = s->at };
		h->journal->seq = s->seq;
	}
	h->clock.last = s->at;
	return OK;
}

static err
open_keys(struct house *h)
{
	str secret;
	err e;

	if ((e = key_read(&h->arena, h->dir, STR("log"), &secret)))             return e;
	if ((e = key_read(&h->arena, h->dir, STR("accounts"), &h->account_key)))return e;
	if (secret.n != sizeof(h->log_secret.b))
		return err_new(&h->arena, ERR_DAMAGED, "the log's key file is damaged");
	memcpy(h->log_secret.b, secret.p, secret.n);
	h->origin = arena_str(&h->arena, h->charter->log);      /* the charter may be folded anew */
	h->host = arena_str(&h->arena, h->charter->founded.host);
	h->log_key = note_key_of(h->origin, ed25519_public_of(&h->log_secret));
	if (!str_eq(note_key_text(&h->arena, &h->log_key), h->charter->founded.log_key))
		return err_new(&h->arena, ERR_DAMAGED, "the log's key in the data directory is not the one the record names");
	return OK;
}

/* The newest checkpoint must be over exactly the tree that is here. */
static err
check_checkpoint(struct house *h)
{
	struct checkpoint c;
	struct note note;
	str bytes;
	err e;

	if ((e = h->reader->checkpoint(h->reader, &h->arena, -1, &bytes)))
		return e;
	if (bytes.p == NULL)
		return err_new(&h->arena, ERR_DAMAGED, "the record has no checkpoint");
	if ((e = note_open(&h->arena, bytes, &h->log_key, &note)) || (e = checkpoint_parse(&h->arena, note.text, &c)))
		return err_new(&h->arena, ERR_DAMAGED, "the newest checkpoint is not signed by this log: %.*s", STR_ARG(e->why));
	if (c.size != h->tree.size)
		return err_new(&h->arena, ERR_DAMAGED, "the newest checkpoint covers %llu entries, and %llu are here; run `tocsin verify`",
		    (unsigned long long)c.size, (unsigned long long)h->tree.size);
	if (!hash_eq(c.root, tree_root(&h->tree)))
		return err_new(&h->arena, ERR_DAMAGED, "the newest checkpoint is over another tree; run `tocsin verify`");
	return OK;
}

static err
read_record(struct house *h)
{
	i64 now;
	err e;

	h->journal = room_new(arena_open(ARENA_ROOM));
	if ((e = h->reader->read_all(h->reader, 0, scan_entry, h)))     return e;
	if (h->tree.size == 0)
		return err_new(&h->arena, ERR_MALFORMED, "there is no record in %.*s; `tocsin init` founds one", STR_ARG(h->dir));
	if ((e = load_charter(h)))                                      return e;
	now = h->clock.last;
	writer_clock_start(&h->clock, h->clock.seam, now);
	return OK;
}

static struct house *
house_new(const struct house_config *config)
{
	struct arena whole = arena_open(ARENA_PROCESS);
	struct house *h = NEW(&whole, struct house, 1);

	h->arena = whole;
	h->base = config->base;
	h->dir = arena_str(&h->arena, config->dir);
	h->clock.seam = config->clock;
	h->batch_arena = arena_open(ARENA_PROCESS);
	h->hub = hub_new(h);
	return h;
}

static err
open_all(struct house *h)
{
	struct arena *a = &h->arena;
	str where = arena_fmt(a, "sqlite:%.*s", STR_ARG(h->dir)), instance;
	err e;

	if ((e = directory_instance(a, h->dir, &instance)))             return e;
	if ((e = directory_held(a, h->dir, &h->held)))                  return e;
	if ((e = store_open(a, where, &h->store)))                      return e;
	if ((e = store_open_reader(a, where, &h->reader)))              return e;
	if ((e = read_record(h)))                                       return e;
	if ((e = open_keys(h)))                                         return e;
	if ((e = check_checkpoint(h)))                                  return e;
	if ((e = files_tidy(h)))                                        return e;
	return summaries_open(h);
}

static void
house_free(struct house *h)
{
	if (h->timer)
		event_free(h->timer);
	if (h->derived)
		derived_close(h->derived);
	if (h->store)
		h->store->close(h->store);
	if (h->reader)
		h->reader->close(h->reader);
	while (h->n_rooms)
		arena_close(h->rooms[--h->n_rooms].whole, ARENA_ROOM);
	if (h->charter) {
		arena_close(h->charter_whole, ARENA_ROOM);
		arena_close(h->charter_room_whole, ARENA_ROOM);
	}
	if (h->journal)
		arena_close(h->journal->arena, ARENA_ROOM);
	arena_close(h->batch_arena, ARENA_PROCESS);
	arena_close(h->arena, ARENA_PROCESS);
}

err
house_open(struct arena *a, const struct house_config *config, struct house **out)
{
	struct house *h = house_new(config);
	err e = open_all(h);

	if (e) {
		e = err_new(a, e->kind, "%.*s", STR_ARG(e->why));
		house_free(h);
		return e;
	}
	writer_start(h);
	house_set_timer(h);
	*out = h;
	return OK;
}

void
house_close(struct house *h)
{
	writer_stop(h);
	house_free(h);
}
