/* summaries -- what must be known of rooms that are not in memory: their line in lists, and when they are next due. */
#include "house.h"

#include "directory.h"
#include "hub.h"

static const i64 SECOND = 1000000;

static i64
due_of(struct house *h, struct arena *a, const struct room *room)
{
	struct scene s = { .a = a, .charter = h->charter, .room = room, .now = h->clock.last };

	return due(&s);
}

static err
put_one(struct house *h, struct arena scratch, const struct room *room)
{
	struct buf b = buf_new(&scratch, KIB);
	struct seen seen;

	view_entity(&scratch, h->charter, room, ENT_room, room->id, &seen);
	field_write(&b, entity_table(ENT_room), &seen.is);
	return derived_put_room(h->derived, &(struct room_summary){
		.room = room->id, .seq = room->seq, .n = room->places[room->n_places - 1].n,
		.next_due = due_of(h, &scratch, room), .json = buf_str(&b) });
}

/* A derived file that cannot be written is only slower next time; the record is the truth. */
void
summaries_put(struct house *h, struct arena scratch, struct loaded **rooms, size_t n)
{
	err e = derived_begin(h->derived);

	for (size_t i = 0; e == OK && i < n; i++)
		e = put_one(h, scratch, rooms[i]->room);
	if (e == OK)
		e = derived_commit(h->derived, (i64)h->tree.size);
}

struct stale { struct house *h; i64 *v; size_t n, cap; };

static err
note_stream(void *ctx, const struct stored *s)
{
	struct stale *stale = ctx;

	if (s->stream < 0 || refs_have((struct refs){ stale->v, stale->n }, s->stream))
		return OK;
	GROW(&stale->h->arena, stale->v, stale->n, stale->cap);
	stale->v[stale->n++] = s->stream;
	return OK;
}

/* Rooms that were written to since the file was last current are folded and summed up again. */
static err
bring_up_to_date(struct house *h)
{
	struct stale stale = { .h = h };
	i64 current;
	err e;

	if ((e = derived_current(h->derived, &current)))                                return e;
	if (current >= (i64)h->tree.size)                                               return OK;
	if ((e = h->reader->read_all(h->reader, current, note_stream, &stale)))         return e;
	for (size_t i = 0; i < stale.n; i++) {
		struct loaded *one;

		if (house_room(h, &h->arena, stale.v[i], &one) == OK)
			summaries_put(h, h->batch_arena, &one, 1);
	}
	return OK;
}

err
summaries_open(struct house *h)
{
	str id;
	err e;

	if ((e = directory_instance(&h->arena, h->dir, &id)))                   return e;
	if ((e = derived_open(&h->arena, h->dir, id, &h->derived)))             return e;
	return bring_up_to_date(h);
}

/* ---- lists ---- */

struct listing { struct house *h; struct arena *a; i64 person; struct buf b; };

static bool
is_member(struct arena *a, str json, i64 person)
{
	struct canon c = canon_open(a, json);
	bool in = false;
	str key;

	canon_object(&c);
	while (canon_key(&c, &key)) {
		if (!str_eq(key, STR("members"))) {
			canon_skip(&c);
			continue;
		}
		canon_array(&c);
		while (canon_next(&c))
			in |= canon_int(&c) == person;
	}
	return in;
}

static err
list_room(void *ctx, const struct room_summary *s)
{
	struct listing *l = ctx;

	if (s->room == STREAM_CHARTER || !is_member(l->a, s->json, l->person))
		return OK;
	canon_put_next(&l->b);
	buf_put(&l->b, STR("{\"entity\":\"room\","));
	buf_put(&l->b, str_from(s->json, 1));
	return OK;
}

err
house_rooms(struct house *h, struct arena *a, i64 person, str *json)
{
	struct listing l = { h, a, person, buf_new(a, 4 * KIB) };
	err e;

	buf_byte(&l.b, '[');
	if ((e = derived_rooms(h->derived, list_room, &l)))
		return e;
	buf_byte(&l.b, ']');
	*json = buf_str(&l.b);
	return OK;
}

/* ---- what is due ---- */

static err
wake_room(void *ctx, const struct room_summary *s)
{
	house_moment(ctx, s->room);
	return OK;
}

static void
on_timer(evutil_socket_t fd, short what, void *ctx)
{
	struct house *h = ctx;
	err e;

	(void)fd; (void)what;
	e = derived_due(h->derived, house_now(h), wake_room, h);
	if (e)
		house_set_timer(h);
}

/* One timer for all rooms: when the earliest is due.  A copy or a restore waits to be released. */
void
house_set_timer(struct house *h)
{
	i64 next = 0, wait;
	struct timeval until;

	if (h->timer == NULL)
		h->timer = evtimer_new(h->base, on_timer, h);
	if (h->held || derived_next_due(h->derived, &next) || next == 0) {
		evtimer_del(h->timer);
		return;
	}
	wait = next - house_now(h);
	if (wait < 0)
		wait = 0;
	if (wait > 3600 * SECOND)
		wait = 3600 * SECOND;
	until = (struct timeval){ wait / SECOND, wait % SECOND };
	evtimer_add(h->timer, &until);
}
