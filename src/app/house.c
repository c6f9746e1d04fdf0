#include "house.h"

#include "directory.h"
#include "files.h"
#include "hub.h"
#include "outbox.h"
#include "random.h"
#include "checkpoint.h"

i64
house_now(struct house *h)
{
	i64 now = writer_now(&h->clock);

	if (h->clock.stepped) {
		notice(h->notices, NOTICE_clock_stepped, h->clock.alarmed / SECOND, STR(""));
		writer_note_step(h);
	}
	return now;
}

str
house_ill(const struct house *h)
{
	if (h->stopping)
		return STR("It is stopping.");
	if (h->unwritable)
		return STR("The record cannot be written; what is in it can be read.");
	if (h->held)
		return STR("Effects and timers are held, as of a copy or a restore; `tocsin release` lets them run.");
	return (str){ NULL, 0 };
}

void
house_nonce(u8 out[16])
{
	random_bytes(out, 16);
}

/* ---- what was, by number ---- */

static err
note_index(void *ctx, const struct stored *s)
{
	static const struct err enough = { ERR_NO_SUCH, STR_INIT("") };

	*(i64 *)ctx = s->n;
	return &enough;
}

i64
house_index(struct house *h, struct arena *a, const struct receipt *r)
{
	i64 last = r->seq + r->count - 1, n = 0;
	struct loaded *l;
	err e;

	if (last < 1)
		return 0;
	if (house_room(h, a, r->stream, &l) == OK)
		return last <= l->room->seq ? l->room->places[last - 1].n : 0;
	e = h->reader->read(h->reader, r->stream, last - 1, note_index, &n);
	(void)e;                        /* it stops at the first */
	return n;
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
	if (s->at <= h->clock.base - HOUR)
		h->hour_begins = s->n + 1;
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
	h->clock.base = h->clock.seam.wall(h->clock.seam.ctx);          /* until it starts; entries are told by it which are of the hour before */
	if ((e = h->reader->heads(h->reader, 0, scan_entry, h)))        return e;
	if (h->tree.size == 0)
		return err_new(&h->arena, ERR_MALFORMED, "there is no record in %.*s; `tocsin init` founds one", STR_ARG(h->dir));
	if ((e = house_load_charter(h)))                                return e;
	now = h->clock.last;
	writer_clock_start(&h->clock, h->clock.seam, now);
	h->returned = h->clock.base;
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
	h->notices = config->notices;
	h->batch_arena = arena_open(ARENA_PROCESS);
	h->hub = hub_new(h);
	h->outbox = outbox_new(h, config->carrier);
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
	if ((e = outbox_read(h->outbox)))                               return e;
	return summaries_open(h);
}

static void
house_free(struct house *h)
{
	if (h->timer)
		event_free(h->timer);
	if (h->indexing.turn)
		event_free(h->indexing.turn);
	if (h->probe)
		event_free(h->probe);
	if (h->derived)
		derived_close(h->derived);
	outbox_free(h->outbox);
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
	indexing_begin(h);
	*out = h;
	return OK;
}

void
house_close(struct house *h)
{
	writer_stop(h);
	house_free(h);
}
