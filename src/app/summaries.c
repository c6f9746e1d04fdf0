/* summaries -- what must be known of rooms that are not in memory: their line in lists, and when they are next due. */
#include "house.h"

#include "directory.h"
#include "hub.h"

static const i64 SECOND = 1000000;
static const i64 SOON = 100000;         /* what is due and cannot be done, as in a damaged room, must not spin */

static i64
due_of(struct house *h, struct arena *a, const struct room *room)
{
	struct scene s = { .a = a, .charter = h->charter, .room = room, .now = h->clock.last };

	return due(&s);
}

/* {"members":[…],"room":{…}}: who may know of it first, then what they see. */
static err
put_one(struct house *h, struct arena scratch, const struct room *room)
{
	struct buf b = buf_new(&scratch, KIB);
	struct seen seen;

	view_entity(&scratch, h->charter, room, ENT_room, room->id, &seen);
	buf_put(&b, STR("{\"members\":["));
	for (size_t i = 0; i < room->n_members; i++) {
		canon_put_next(&b);
		canon_put_int(&b, room->members[i]);
	}
	buf_put(&b, STR("],\"room\":"));
	entity_json(&b, h, &seen);
	buf_byte(&b, '}');
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
bring_up_to_date(struct house *h, i64 current)
{
	struct stale stale = { .h = h };
	err e;

	if (current >= (i64)h->tree.size)                                               return OK;
	if ((e = h->reader->read_all(h->reader, current, note_stream, &stale)))         return e;
	if ((e = derived_begin(h->derived)))                                            return e;
	for (size_t i = 0; e == OK && i < stale.n; i++) {
		struct loaded *one;

		if (house_room(h, &h->arena, stale.v[i], &one) == OK)
			e = put_one(h, h->batch_arena, one->room);
	}
	return e ? e : derived_commit(h->derived, (i64)h->tree.size);
}

void
summaries_again(struct house *h)
{
	err e = bring_up_to_date(h, 0);

	if (e)
		notice(h->notices, NOTICE_words_stay, 0, e->why);
}

err
summaries_open(struct house *h)
{
	i64 current;
	str id;
	err e;

	if ((e = directory_instance(&h->arena, h->dir, &id)))                   return e;
	if ((e = derived_open(&h->arena, h->dir, id, &h->derived)))             return e;
	if ((e = derived_current(h->derived, &current)))                        return e;
	return bring_up_to_date(h, current);
}

/* ---- lists ---- */

struct listing { struct arena *a; i64 person; struct buf b; i64 *open; size_t n, cap; };

/* The room's entity if this person is a member, else absent. */
static str
entity_for(const struct listing *l, str json)
{
	struct arena scratch = *l->a;
	struct canon c = canon_open(&scratch, json);
	bool in = false;
	str key;

	canon_object(&c);
	canon_key(&c, &key);
	canon_array(&c);
	while (canon_next(&c))
		in |= canon_int(&c) == l->person;
	return in ? (str){ c.p + 8, (size_t)(c.end - c.p) - 9 } : (str){ NULL, 0 };     /* past ,"room": and without the last } */
}

static err
list_room(void *ctx, const struct room_summary *s)
{
	struct listing *l = ctx;
	str entity = s->room == STREAM_CHARTER ? (str){ NULL, 0 } : entity_for(l, s->json);

	if (entity.p == NULL)
		return OK;
	canon_put_next(&l->b);
	buf_put(&l->b, entity);
	GROW(l->a, l->open, l->n, l->cap);
	if (!str_contains(entity, STR("\"phase\":\"closed\"")))
		l->open[l->n++] = s->room;
	return OK;
}

err
house_rooms(struct house *h, struct arena *a, i64 person, str *json)
{
	struct listing l = { a, person, buf_new(a, 4 * KIB), NULL, 0, 0 };
	err e;

	buf_byte(&l.b, '[');
	if ((e = derived_rooms(h->derived, list_room, &l)))
		return e;
	buf_byte(&l.b, ']');
	*json = buf_str(&l.b);
	return OK;
}

err
house_open_rooms(struct house *h, struct arena *a, i64 person, struct refs *out)
{
	struct listing l = { a, person, buf_new(a, 4 * KIB), NULL, 0, 0 };
	err e;

	buf_byte(&l.b, '[');
	e = derived_rooms(h->derived, list_room, &l);
	*out = (struct refs){ l.open, l.n };
	return e;
}

/* ---- what is due ---- */

static err
wake_room(void *ctx, const struct room_summary *s)
{
	house_moment(ctx, s->room);
	return OK;
}

static err
wake_open(void *ctx, const struct room_summary *s)
{
	if (s->next_due && s->room != STREAM_CHARTER)
		house_moment(ctx, s->room);
	return OK;
}

/* What is open has a deadline, so a summary tells it.  A copy or a restore looks when it is released: deadlines passed. */
void
summaries_wake_open(struct house *h)
{
	err e = h->held ? OK : derived_rooms(h->derived, wake_open, h);

	(void)e;                        /* then they look when they are due */
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
	if (wait < SOON)
		wait = SOON;
	if (wait > 3600 * SECOND)
		wait = 3600 * SECOND;
	until = (struct timeval){ wait / SECOND, wait % SECOND };
	evtimer_add(h->timer, &until);
}
