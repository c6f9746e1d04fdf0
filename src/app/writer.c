/* writer -- orders become entries: one batch at a time, in the one way there is. */
#include "house.h"

#include "base64.h"
#include "checkpoint.h"
#include "hub.h"
#include "random.h"
#include "sha256.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { ROOMS_IN_BATCH = LIMIT_BATCH };

/* The batch being made, then under way; one for all batches, so that its tables need not be cleared each time. */
struct writing {
	struct batch batch;
	struct stored entries[LIMIT_BATCH + LIMIT_OUTCOME * (1 + LIMIT_REACTIONS)];
	struct receipt receipts[LIMIT_BATCH];
	struct account accounts[2 * LIMIT_BATCH];
	struct erasure *erasures;
	size_t cap_erasures;
	i64 streams[ROOMS_IN_BATCH];            /* the rooms in it */
	size_t n_streams;
	struct tree before;
	struct outcome outcome;                 /* of the command or reaction at hand */
};

/* ---- one entry ---- */

/* Where an emitted entry goes, and what stands there last. */
static struct room *
room_of(struct house *h, struct loaded *to, enum event_kind kind)
{
	switch (event_stream(kind)) {
	case IN_CHARTER: return h->charter->room;
	case IN_JOURNAL: return h->journal;
	case IN_ROOM: case IN_MATTER: break;
	}
	return to->room;
}

static i64
stream_of(const struct house *h, const struct room *room, i64 n)
{
	if (room == h->charter->room)
		return STREAM_CHARTER;
	if (room == h->journal)
		return STREAM_JOURNAL;
	return room->seq ? room->id : n;
}

/* A line of a batch that is not folded yet: its place must be worked out from what stands before it. */
struct line { struct room *room; struct entry e; struct sealed s; };

static struct hash
prev_of(const struct room *room, const struct line *lines, size_t n)
{
	while (n-- > 0)
		if (lines[n].room == room)
			return lines[n].s.lh;
	return room->n_places ? room->places[room->n_places - 1].lh : (struct hash){ { 0 } };
}

static i64
seq_of(const struct room *room, const struct line *lines, size_t n)
{
	i64 seq = room->seq + 1;

	for (size_t i = 0; i < n; i++)
		seq += lines[i].room == room;
	return seq;
}

static void
fill_line(struct house *h, struct loaded *to, const struct emitted *e, struct line *lines, size_t i, i64 now)
{
	struct line *line = &lines[i];

	line->room = room_of(h, to, e->kind);
	line->e = (struct entry){
		.n = (i64)h->tree.size + (i64)i, .at = now, .log = h->origin, .by = e->by, .kind = e->kind, .as = e->as,
		.note_salt = e->note_salt,
	};
	line->e.seq = seq_of(line->room, lines, i);
	line->e.prev = prev_of(line->room, lines, i);
	line->e.charter = seq_of(h->charter->room, lines, i) - 1;
	line->e.stream = stream_of(h, line->room, line->e.n - (line->e.seq - 1));
}

/* All lines are sealed before any is folded, so that one that cannot be leaves nothing behind. */
static err
seal_lines(struct house *h, struct loaded *to, const struct outcome *out, i64 now, struct line *lines)
{
	err e;

	for (size_t i = 0; i < out->n; i++) {
		u8 *salts = NEW(&h->batch_arena, u8, SALTS_PER_ENTRY * SALT);

		random_bytes(salts, SALTS_PER_ENTRY * SALT);
		fill_line(h, to, &out->v[i], lines, i, now);
		if ((e = entry_seal(&h->batch_arena, &lines[i].e, salts, &lines[i].s)))
			return e;
	}
	return OK;
}

static void
note_erasure(struct house *h, const struct ev_erased *e)
{
	struct writing *w = h->writing;
	size_t n = w->batch.n_erasures;

	for (size_t i = 0; i < e->n_digests; i++) {
		GROW(&h->batch_arena, w->erasures, n, w->cap_erasures);
		w->erasures[n++] = (struct erasure){ e->n, e->digests[i].digest };
	}
	w->batch.erasures = w->erasures;
	w->batch.n_erasures = n;
}

static void
fold_line(struct house *h, const struct line *line)
{
	struct arena *a = &line->room->arena;
	str leaf = arena_str(a, line->s.leaf);
	str *d = NEW(a, str, line->s.n_disclosures + 1);
	err e;

	if (line->room == h->journal) {
		*ADD(h->journal, places) = (struct place){ .lh = line->s.lh, .n = line->e.n, .at = line->e.at };
		h->journal->seq++;
		return;
	}
	for (size_t i = 0; i < line->s.n_disclosures; i++)
		d[i] = arena_str(a, line->s.disclosures[i]);
	e = fold_bytes((struct world){ h->charter, line->room }, leaf, d, line->s.n_disclosures);
	assert(e == OK);        /* we sealed it ourselves */
}

static void
keep_line(struct house *h, const struct line *line)
{
	struct writing *w = h->writing;

	assert(w->batch.n_entries < countof(w->entries));
	w->entries[w->batch.n_entries++] = (struct stored){
		.n = line->e.n, .stream = line->e.stream, .seq = line->e.seq, .at = line->e.at,
		.lh = line->s.lh, .leaf = line->s.leaf,
		.disclosures = line->s.disclosures, .n_disclosures = line->s.n_disclosures,
	};
	tree_append(&h->tree, line->s.lh);
	fold_line(h, line);
	if (line->e.kind == EV_erased)
		note_erasure(h, &line->e.as.erased);
}

static err
write_outcome(struct house *h, struct loaded *to, const struct outcome *out, i64 now, struct order *order)
{
	struct line *lines = NEW(&h->batch_arena, struct line, out->n + 1);
	err e = seal_lines(h, to, out, now, lines);

	if (e)
		return e;
	for (size_t i = 0; i < out->n; i++) {
		keep_line(h, &lines[i]);
		if (order)
			order->receipt.count += lines[i].room == to->room;
	}
	return OK;
}

/* ---- one order ---- */

static void
mark_unsettled(struct house *h, struct loaded *l)
{
	struct writing *w = h->writing;

	if (l->unsettled || w->n_streams == ROOMS_IN_BATCH)
		return;
	l->unsettled = true;
	w->streams[w->n_streams++] = l == &h->charter_loaded ? STREAM_CHARTER : l->room->id;
}

/* Let the room say what follows from how things stand, until it has nothing to say. */
static void
react_until_silent(struct house *h, struct loaded *to, i64 now)
{
	struct outcome *out = &h->writing->outcome;

	for (int round = 0; round < LIMIT_REACTIONS; round++) {
		struct scene s = { .a = &h->batch_arena, .charter = h->charter, .room = to->room, .now = now };
		err e;

		react(&s, out);
		if (out->n == 0)
			return;
		e = write_outcome(h, to, out, now, NULL);
		assert(e == OK);        /* a reaction says nothing that the record cannot hold */
	}
	assert(false);                  /* a room must fall silent */
}

/* Recognise what was sent before: the same key answers the same, another body under it is a mistake. */
static err
recognise(struct house *h, struct order *o, i64 actor)
{
	struct receipt *r = NEW(&h->batch_arena, struct receipt, 1);
	err e;

	for (size_t i = 0; i < h->writing->batch.n_receipts && !o->repeated; i++)
		if (h->writing->receipts[i].actor == actor && str_eq(h->writing->receipts[i].key, o->key)) {
			*r = h->writing->receipts[i];
			o->repeated = true;
		}
	if (!o->repeated && (e = h->reader->receipt(h->reader, &h->batch_arena, actor, o->key, h->clock.last, r, &o->repeated)))
		return e;
	if (o->repeated && !hash_eq(r->body, o->body))
		return err_new(&h->batch_arena, ERR_CONFLICT, "This Idempotency-Key was used for another request; take a fresh one.");
	if (o->repeated)
		o->receipt = *r;
	return OK;
}

err
house_account(struct house *h, struct arena *a, str kind, struct hash key, bool *found)
{
	const struct writing *w = h->writing;
	struct account before;

	*found = false;
	for (size_t i = 0; w && i < w->batch.n_accounts && !*found; i++)
		*found = str_eq(w->accounts[i].kind, kind) && hash_eq(w->accounts[i].key, key) && w->accounts[i].value.p;
	return *found ? OK : h->reader->account(h->reader, a, kind, key, h->clock.last, &before, found);
}

static i64
actor_id(const struct order *o)
{
	return o->actor.strength == SESSION_TOKEN ? o->actor.via : o->actor.person;
}

static void
keep_receipt(struct house *h, struct order *o, i64 now)
{
	struct writing *w = h->writing;

	o->receipt.actor = actor_id(o);
	o->receipt.key = o->key;
	o->receipt.body = o->body;
	o->receipt.at = now;
	if (o->key.n)
		w->receipts[w->batch.n_receipts++] = o->receipt;
	for (size_t i = 0; i < o->n_accounts; i++)
		w->accounts[w->batch.n_accounts++] = o->accounts[i];
}

static err
find_target(struct house *h, struct order *o, struct loaded *fresh, struct loaded **to)
{
	if (o->stream == STREAM_NONE) {
		*to = &h->charter_loaded;
		return OK;
	}
	if (o->stream != STREAM_NEW)
		return house_room(h, &h->batch_arena, o->stream, to);
	*fresh = (struct loaded){ .whole = arena_open(ARENA_ROOM) };
	fresh->room = room_new(fresh->whole);
	*to = fresh;
	return OK;
}

static err
decide_order(struct house *h, struct order *o, struct loaded *to, i64 now)
{
	struct outcome *out = &h->writing->outcome;
	struct scene s = { .a = &h->batch_arena, .charter = h->charter, .room = to->room, .now = now, .actor = o->actor };
	err e;

	if ((e = o->decide(h, o, &s, out)))
		return e;
	o->receipt.seq = to->room->seq + 1;
	if ((e = write_outcome(h, to, out, now, o)))
		return e;
	o->receipt.stream = to == &h->charter_loaded ? STREAM_CHARTER : to->room->id;
	return OK;
}

static err
process(struct house *h, struct order *o)
{
	struct loaded fresh, *to;
	i64 now = house_now(h);
	size_t before = h->writing->batch.n_entries;
	err e;

	if (o->key.n && (e = recognise(h, o, actor_id(o))))
		return e;
	if (o->repeated)
		return OK;
	if ((e = find_target(h, o, &fresh, &to)))
		return e;
	h->writing->outcome.n = 0;
	if ((e = decide_order(h, o, to, now))) {
		if (to == &fresh)
			arena_close(fresh.whole, ARENA_ROOM);
		return e;
	}
	if (to == &fresh) {
		*ADD(h, known) = fresh.room->id;
		*(to = ADD(h, rooms)) = fresh;
	}
	react_until_silent(h, to, now);
	if (h->writing->batch.n_entries > before)
		mark_unsettled(h, to);
	keep_receipt(h, o, now);
	return OK;
}

/* ---- the batch ---- */

static void
sign_checkpoint(struct house *h)
{
	struct checkpoint c = { .origin = h->origin, .size = h->tree.size, .root = tree_root(&h->tree) };

	h->writing->batch.checkpoint = note_sign(&h->batch_arena, checkpoint_text(&h->batch_arena, &c), &h->log_key, &h->log_secret);
}

static void
wake(struct house *h)
{
	u64 one = 1;
	ssize_t n = write(h->wake_fd, &one, sizeof(one));

	assert(n == sizeof(one));
}

/* On the store's thread: leave the answer and wake the loop. */
static void
answered(void *ctx, enum append_answer is, err why)
{
	struct house *h = ctx;

	h->answer.is = is;
	snprintf(h->answer.why, sizeof(h->answer.why), "%.*s", why ? (int)why->why.n : 0, why ? why->why.p : "");
	atomic_store(&h->answered, true);
	wake(h);
}

static void
reply_all(struct house *h, err e)
{
	struct order *o = h->under_way, *next;

	h->under_way = NULL;
	for (; o; o = next) {
		next = o->next;
		o->reply(o, o->failed ? o->failed : e);
	}
}

static void
run_waiters(struct house *h)
{
	struct waiter *w = h->waiters, *next;

	h->waiters = NULL;
	for (; w; w = next) {
		next = w->next;
		w->then(w->ctx);
		free(w);
	}
}

static bool
in_batch(const struct house *h, i64 stream)
{
	return refs_have((struct refs){ h->writing->streams, h->writing->n_streams }, stream);
}

/* The rooms of the batch that is over, in memory. */
static size_t
batch_rooms(struct house *h, struct loaded **out)
{
	size_t n = 0;

	if (in_batch(h, STREAM_CHARTER))
		out[n++] = &h->charter_loaded;
	for (size_t i = 0; i < h->n_rooms; i++)
		if (h->rooms[i].unsettled)
			out[n++] = &h->rooms[i];
	return n;
}

/* Words were erased: what is in memory and what was worked out still holds them, so all of it is made anew. */
static void
forget_words(struct house *h)
{
	while (h->n_rooms)
		house_refold(h, h->rooms[0].room->id);
	house_refold(h, STREAM_CHARTER);
	h->charter_loaded.published = h->charter->room->seq;
	summaries_again(h);
	hub_reset(h->hub);
}

/* What the readers of a stream have seen is known by the index of the last event they got.  So until all rooms of
 * a batch are told, an event carries the index from before the batch: who comes back in between hears it again. */
static void
tell_rooms(struct house *h, struct loaded **rooms, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hub_tell(h->hub, h->batch_arena, rooms[i],
		    (i64)(i + 1 < n ? h->writing->before.size : h->tree.size) - 1);
}

static void
batch_done(struct house *h)
{
	struct loaded **rooms = NEW(&h->batch_arena, struct loaded *, h->n_rooms + 1);
	size_t n = batch_rooms(h, rooms);
	bool charter_changed = h->charter->room->seq > h->charter_loaded.published;

	h->roots[h->n_roots % countof(h->roots)].size = (i64)h->tree.size;
	h->roots[h->n_roots++ % countof(h->roots)].root = tree_root(&h->tree);
	for (size_t i = 0; i < n; i++)
		rooms[i]->unsettled = false;
	if (h->writing->batch.n_erasures) {
		forget_words(h);
	} else {
		summaries_put(h, h->batch_arena, rooms, n);
		tell_rooms(h, rooms, n);
	}
	if (charter_changed)            /* or nobody knows, after a start: it may have died before all rooms felt it */
		summaries_wake_open(h);
}

/* Surely nothing was written: what was folded ahead is folded back from the store. */
static void
batch_refused(struct house *h)
{
	h->tree = h->writing->before;
	while (h->journal->n_places && h->journal->places[h->journal->n_places - 1].n >= (i64)h->tree.size) {
		h->journal->n_places--;
		h->journal->seq--;
	}
	for (size_t i = 0; i < h->writing->n_streams; i++)
		house_refold(h, h->writing->streams[i]);
	h->charter_loaded.unsettled = false;
	while (h->n_known && h->known[h->n_known - 1] >= (i64)h->tree.size)
		h->n_known--;
}

static void
batch_over(struct house *h, enum append_answer is)
{
	err e = OK;

	if (is == APPEND_UNKNOWN) {
		/* What the store holds after a restart has happened; until then nobody is told anything. */
		fprintf(stderr, "tocsin: the record may or may not have been written (%s); stopping so that a restart finds out\n",
		    h->answer.why);
		_exit(3);
	}
	if (is == APPEND_REFUSED) {
		e = err_new(&h->batch_arena, ERR_STORE, "The record could not be written, and nothing has changed: %s", h->answer.why);
		batch_refused(h);
	} else if (h->writing->batch.n_entries) {
		batch_done(h);
	}
	reply_all(h, e);
	h->writing = NULL;
	h->batch_arena.next = h->batch_arena.end - ARENA_PROCESS;
	run_waiters(h);
	house_tidy(h);
	house_set_timer(h);
}

/* An err of the store's or a room's lives shorter than the batch. */
static err
kept(struct house *h, err e)
{
	return e ? err_new(&h->batch_arena, e->kind, "%.*s", STR_ARG(e->why)) : OK;
}

static void
take_waiting(struct house *h)
{
	struct order **end = &h->under_way;

	for (size_t n = 0; h->waiting && n < LIMIT_BATCH && h->writing->batch.n_entries < LIMIT_BATCH; n++) {
		struct order *o = h->waiting;

		h->waiting = o->next;
		o->next = NULL;
		*end = o;
		end = &o->next;
		o->failed = kept(h, process(h, o));
	}
	if (h->waiting == NULL)
		h->waiting_end = &h->waiting;
}

static void
flush(struct house *h)
{
	struct writing *w = h->writing = h->desk;

	w->before = h->tree;
	w->batch = (struct batch){ .entries = w->entries, .receipts = w->receipts, .accounts = w->accounts };
	w->cap_erasures = 0;
	w->n_streams = 0;
	take_waiting(h);
	w->batch.now = h->clock.last;
	if (w->batch.n_entries)
		sign_checkpoint(h);
	if (w->batch.n_entries || w->batch.n_accounts)
		h->store->append(h->store, &w->batch, answered, h);
	else
		batch_over(h, APPEND_DONE);
}

static void
flush_while_idle(struct house *h)
{
	while (h->writing == NULL && h->waiting)
		flush(h);
}

static void
on_wake(evutil_socket_t fd, short what, void *ctx)
{
	struct house *h = ctx;
	u64 n;

	(void)what;
	if (read(fd, &n, sizeof(n)) != sizeof(n))
		return;
	if (atomic_exchange(&h->answered, false))
		batch_over(h, h->answer.is);
	flush_while_idle(h);
}

void
house_order(struct house *h, struct order *o)
{
	o->next = NULL;
	*h->waiting_end = o;
	h->waiting_end = &o->next;
	wake(h);
}

void
house_when_settled(struct house *h, i64 stream, settled *then, void *ctx)
{
	struct waiter *w;

	if (h->writing == NULL || (stream != STREAM_NONE && !in_batch(h, stream))) {
		then(ctx);
		return;
	}
	w = calloc(1, sizeof(*w));
	assert(w);
	*w = (struct waiter){ h->waiters, stream, then, ctx };
	h->waiters = w;
}

/* ---- time ---- */

/* A moment has come: nobody commands anything, the room reacts. */
static err
decide_moment(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	(void)h; (void)o; (void)s;
	out->n = 0;
	return OK;
}

static void
moment_over(struct order *o, err e)
{
	(void)e;                        /* it stays due, and comes again with the timer */
	free(o);
}

void
house_moment(struct house *h, i64 stream)
{
	struct order *o = calloc(1, sizeof(*o));

	assert(o);
	o->stream = stream;
	o->decide = decide_moment;
	o->reply = moment_over;
	house_order(h, o);
}

/* ---- starting and stopping ---- */

struct note_order { struct order order; enum event_kind kind; struct house *house; bool done; };

static err
decide_note(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	struct note_order *note = o->ctx;
	struct emitted *e;

	(void)h; (void)s;
	out->n = 0;
	out->by = (struct by){ 0 };
	e = emit(out, note->kind);
	e->as.server_started.version = STR(TOCSIN_VERSION);    /* server_stopped has the same field */
	return OK;
}

static void
note_over(struct order *o, err e)
{
	(void)e;
	((struct note_order *)o->ctx)->done = true;
}

static void
write_note(struct house *h, enum event_kind kind)
{
	struct note_order note = { .kind = kind, .house = h };

	note.order = (struct order){ .stream = STREAM_NONE, .decide = decide_note, .reply = note_over, .ctx = &note };
	house_order(h, &note.order);
	while (!note.done)
		event_base_loop(h->base, EVLOOP_ONCE);
}

void
writer_start(struct house *h)
{
	h->waiting_end = &h->waiting;
	h->desk = NEW(&h->arena, struct writing, 1);
	h->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	assert(h->wake_fd >= 0);
	h->wake = event_new(h->base, h->wake_fd, EV_READ | EV_PERSIST, on_wake, h);
	event_add(h->wake, NULL);
	write_note(h, EV_server_started);
}

void
writer_stop(struct house *h)
{
	write_note(h, EV_server_stopped);
	event_free(h->wake);
	close(h->wake_fd);
}
