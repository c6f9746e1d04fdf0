/* writer -- orders become entries: one batch at a time, in the one way there is. */
#include "writing.h"

#include "checkpoint.h"
#include "files.h"
#include "hub.h"
#include "outbox.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

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
		h->tally.orders[o->failed ? ENDED_REFUSED : e ? ENDED_UNWRITTEN : o->repeated ? ENDED_REPEATED : ENDED_DONE]++;
		o->reply(o, o->failed ? o->failed : e);
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
	house_forget(h);
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
	outbox_leave(h->outbox);
	if (h->writing->batch.n_erasures) {
		for (size_t i = 0; i < h->writing->batch.n_erasures; i++)
			files_erased(h, h->writing->erasures[i].n);
		forget_words(h);
	} else {
		tell_rooms(h, rooms, n);
		summaries_put(h, h->batch_arena, rooms, n);
	}
	if (charter_changed)            /* or nobody knows whether all rooms felt it: summaries_open() */
		summaries_wake_open(h);
	h->charter_loaded.published = h->charter->room->seq;
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
	outbox_refused(h->outbox);
	while (h->n_known && h->known[h->n_known - 1] >= (i64)h->tree.size)
		h->n_known--;
}

/* ---- whether the store takes what is written ---- */

enum { PROBE_SECONDS = 5 };

/* An account that has expired: a whole transaction, and nothing in the record. */
static err
decide_probe(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	(void)h;
	out->n = 0;
	o->accounts[o->n_accounts++] = (struct account){ .kind = STR("probe"), .expires = s->now, .value = STR("{}") };
	return OK;
}

static void
probe_over(struct order *o, err e)
{
	(void)e;                        /* note_answer() saw it */
	free(o);
}

static void
on_probe(evutil_socket_t fd, short what, void *ctx)
{
	struct order *o = calloc(1, sizeof(*o));

	(void)fd; (void)what;
	assert(o);
	o->stream = STREAM_NONE;
	o->decide = decide_probe;
	o->reply = probe_over;
	house_order(ctx, o);
}

static void
probe_later(struct house *h)
{
	if (h->probe == NULL)
		h->probe = evtimer_new(h->base, on_probe, h);
	event_add(h->probe, &(struct timeval){ PROBE_SECONDS, 0 });
}

/* Until it takes it again, a probe asks. */
static void
note_answer(struct house *h, enum append_answer is)
{
	bool refused = is == APPEND_REFUSED;

	if (is == APPEND_DONE)
		tally_commit(&h->tally, h->clock.seam.steady(h->clock.seam.ctx) - h->handed_over);
	h->tally.batches_refused += refused;
	if (refused && !h->unwritable)
		notice(h->notices, NOTICE_write_refused, 0, str_c(h->answer.why));
	if (!refused && h->unwritable)
		notice(h->notices, NOTICE_write_works, 0, STR(""));
	h->unwritable = refused;
	if (refused)
		probe_later(h);
}

/* Whoever listens by a session that has ended hears nothing more. */
static void
end_sessions(struct house *h)
{
	for (size_t i = 0; i < h->writing->batch.n_accounts; i++)
		if (h->writing->accounts[i].value.p == NULL)
			hub_end_session(h->hub, h->writing->accounts[i].key);
}

static void
batch_over(struct house *h, enum append_answer is)
{
	err e = OK;

	if (is == APPEND_UNKNOWN) {
		/* What the store holds after a restart has happened; until then nobody is told anything. */
		notice(h->notices, NOTICE_write_unknown, 0, str_c(h->answer.why));
		_exit(3);
	}
	if (is == APPEND_REFUSED) {
		e = err_new(&h->batch_arena, ERR_STORE, "The record could not be written, and nothing has changed: %s", h->answer.why);
		batch_refused(h);
	} else if (h->writing->batch.n_entries) {
		batch_done(h);
	}
	if (is == APPEND_DONE)
		end_sessions(h);
	reply_all(h, e);
	h->writing = NULL;
	h->batch_arena.next = h->batch_arena.end - ARENA_PROCESS;
	waiters_run(&h->unsettled);
	house_tidy(h);
	house_set_timer(h);
}

/* An err of the store's or a room's lives shorter than the batch. */
static err
kept(struct house *h, err e)
{
	return e ? err_new(&h->batch_arena, e->kind, "%.*s", STR_ARG(e->why)) : OK;
}

static struct order *
next_waiting(struct house *h)
{
	struct order *o = h->waiting;

	if ((h->waiting = o->next) == NULL)
		h->waiting_end = &h->waiting;
	o->next = NULL;
	return o;
}

static void
order_again(void *ctx)
{
	struct order *o = ctx;

	house_order(o->house, o);
}

static err decide_moment(struct house *, struct order *, struct scene *, struct outcome *);

/* Nobody waits for it. */
static bool
is_moment(const struct order *o)
{
	return o->decide == decide_moment;
}

/* An order for a room that is not in memory comes back when it is; the others do not wait for it. */
static void
take_waiting(struct house *h)
{
	struct order **end = &h->under_way;

	for (size_t n = 0; h->waiting && n < LIMIT_BATCH && h->writing->batch.n_entries < LIMIT_BATCH; n++) {
		struct order *o = next_waiting(h);

		if (house_must_fold(h, o->stream) && !house_keeps_out(h, o->stream, o->actor.person)) {
			(is_moment(o) ? house_when_idle : house_when_room)(h, o->stream, order_again, o);
			continue;
		}
		*end = o;
		end = &o->next;
		o->failed = kept(h, process_order(h, o));
	}
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
	h->handed_over = h->clock.seam.steady(h->clock.seam.ctx);
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
	if (atomic_exchange(&h->answered, false)) {
		note_answer(h, h->answer.is);
		batch_over(h, h->answer.is);
	}
	flush_while_idle(h);
}

void
house_order(struct house *h, struct order *o)
{
	o->next = NULL;
	o->house = h;
	*h->waiting_end = o;
	h->waiting_end = &o->next;
	wake(h);
}

void
house_when_settled(struct house *h, i64 stream, settled *then, void *ctx)
{
	if (h->writing == NULL || (stream != STREAM_NONE && !in_batch(h, stream)))
		then(ctx);
	else
		waiters_add(&h->unsettled, stream, then, ctx);
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

/* A room that had nothing to say, as nothing lapses so soon after a start, is due at another time. */
static void
moment_over(struct order *o, err e)
{
	struct house *h = o->house;
	struct loaded *l;

	if (e == OK && house_room(h, &h->batch_arena, o->stream, &l) == OK &&
	    l->room->places[l->room->seq - 1].n < (i64)h->writing->before.size)
		summaries_put(h, h->batch_arena, &l, 1);
	free(o);                        /* what failed stays due, and comes again with the timer */
}

static struct order *
moment(struct house *h, i64 stream)
{
	struct order *o = calloc(1, sizeof(*o));

	assert(o);
	o->house = h;
	o->stream = stream;
	o->decide = decide_moment;
	o->reply = moment_over;
	return o;
}

void
house_moment(struct house *h, i64 stream)
{
	house_order(h, moment(h, stream));
}

void
goes_on(struct house *h, i64 stream)
{
	struct order *o = moment(h, stream);

	if ((o->next = h->waiting) == NULL)
		h->waiting_end = &o->next;
	h->waiting = o;
}

/* ---- starting and stopping ---- */

struct note_order { struct order order; enum event_kind kind; i64 seconds; bool done; };

static err
decide_note(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	struct note_order *note = o->ctx;
	struct emitted *e;

	out->n = 0;
	out->by = (struct by){ 0 };
	e = emit(out, note->kind);
	if (note->kind == EV_clock_stepped)
		e->as.clock_stepped.seconds = note->seconds;
	else
		e->as.server_started.version = STR(TOCSIN_VERSION);    /* server_stopped has the same field */
	if (note->kind == EV_server_started)
		h->returned = s->now;   /* the verifier reads it off that entry */
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
	struct note_order note = { .kind = kind };

	note.order = (struct order){ .stream = STREAM_NONE, .decide = decide_note, .reply = note_over, .ctx = &note };
	house_order(h, &note.order);
	while (!note.done)
		event_base_loop(h->base, EVLOOP_ONCE);
}

static void
step_over(struct order *o, err e)
{
	(void)e;                        /* it was alarmed, whether it could be entered or not */
	free(o);
}

void
writer_note_step(struct house *h)
{
	struct note_order *note = calloc(1, sizeof(*note));

	assert(note);
	*note = (struct note_order){ .kind = EV_clock_stepped, .seconds = h->clock.alarmed / SECOND,
	    .order = { .stream = STREAM_NONE, .decide = decide_note, .reply = step_over, .ctx = note } };
	h->clock.stepped = false;
	house_order(h, &note->order);
}

void
writer_start(struct house *h)
{
	h->waiting_end = &h->waiting;
	h->desk = calloc(1, sizeof(*h->desk));  /* large, and little of it is ever touched */
	assert(h->desk);
	h->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	assert(h->wake_fd >= 0);
	h->wake = event_new(h->base, h->wake_fd, EV_READ | EV_PERSIST, on_wake, h);
	event_add(h->wake, NULL);
	write_note(h, EV_server_started);
}

void
writer_stop(struct house *h)
{
	house_now(h);
	while (h->n_folding || h->waiting || h->writing)
		event_base_loop(h->base, EVLOOP_ONCE);
	write_note(h, EV_server_stopped);
	free(h->desk);
	event_free(h->wake);
	close(h->wake_fd);
}
