/* orders -- one order at a time: recognised, decided, written, reacted to. */
#include "writing.h"

#include "outbox.h"

static void
mark_unsettled(struct house *h, struct loaded *l)
{
	struct writing *w = h->writing;

	if (l->unsettled || w->n_streams == ROOMS_IN_BATCH)
		return;
	l->unsettled = true;
	w->streams[w->n_streams++] = l == &h->charter_loaded ? STREAM_CHARTER : l->room->id;
}

/* Let the room say what follows from how things stand, until it has nothing to say; what the batch has no space for,
 * it says in the next. */
static void
react_until_silent(struct house *h, struct loaded *to, i64 now)
{
	struct writing *w = h->writing;
	struct outcome *out = &w->outcome;
	size_t rounds = 0;

	while (w->batch.n_entries + LIMIT_OUTCOME <= countof(w->entries)) {
		struct scene s = { .a = &h->batch_arena, .charter = h->charter, .room = to->room, .now = now,
		    .returned = h->returned, .paging = outbox_paging(h->outbox) };
		err e;

		react(&s, out);
		if (out->n == 0)
			return;
		rounds += !react_left_off(out);
		assert(rounds < LIMIT_REACTIONS);       /* a room must fall silent */
		e = write_outcome(h, to, out, now, NULL);
		assert(e == OK);        /* a reaction says nothing that the record cannot hold */
	}
	goes_on(h, to == &h->charter_loaded ? STREAM_CHARTER : to->room->id);
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
	if (house_keeps_out(h, o->stream, o->actor.person))
		return err_new(&h->batch_arena, ERR_NO_SUCH, "There is no such room.");
	if (o->stream != STREAM_NEW)
		return house_room(h, &h->batch_arena, o->stream, to);
	*fresh = (struct loaded){ .whole = arena_open(ARENA_ROOM), .used = ++h->asked };
	fresh->room = room_new(fresh->whole);
	*to = fresh;
	return OK;
}

static err
decide_order(struct house *h, struct order *o, struct loaded *to, i64 now)
{
	struct outcome *out = &h->writing->outcome;
	struct scene s = { .a = &h->batch_arena, .charter = h->charter, .room = to->room, .now = now, .returned = h->returned,
	    .actor = o->actor };
	err e;

	if ((e = o->decide(h, o, &s, out)))
		return e;
	o->receipt.seq = to->room->seq + 1;
	if ((e = write_outcome(h, to, out, now, o)))
		return e;
	o->receipt.stream = to == &h->charter_loaded ? STREAM_CHARTER : to->room->id;
	return OK;
}

err
process_order(struct house *h, struct order *o)
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
