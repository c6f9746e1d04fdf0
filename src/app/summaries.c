/* summaries -- what must be known of rooms that are not in memory: their line in lists, and when they are next due. */
#include "writing.h"

#include "directory.h"
#include "hub.h"
#include "outbox.h"

static const i64 SOON = 100000;         /* what is due and cannot be done, as in a damaged room, must not spin */

static i64
due_of(struct house *h, struct arena *a, const struct room *room)
{
	struct scene s = { .a = a, .charter = h->charter, .room = room, .now = h->clock.last, .returned = h->returned,
	    .paging = outbox_paging(h->outbox) };

	return due(&s);
}

/* ---- who may see what, while the room is not in memory ---- */

static void
put_access(struct arena *a, const struct room *room, struct rec_summary *is)
{
	struct rec_channel_access *channels = NEW(a, struct rec_channel_access, room->n_channels + 1);
	i64 *whole = NEW(a, i64, room->n_members + 1), *some = NEW(a, i64, room->n_members + 1);

	for (size_t i = 0; i < room->n_members; i++) {
		const struct member *m = &room->members[i];
		struct refs *to = m->channels_only ? &is->channels_only : &is->whole;

		if (!m->gone)
			(m->channels_only ? some : whole)[to->n++] = m->person;
	}
	is->whole.v = whole;
	is->channels_only.v = some;
	for (size_t i = 0; i < room->n_channels; i++) {
		const struct channel *c = &room->channels[i];

		channels[i] = (struct rec_channel_access){ c->head.id, c->is.kind == CHANNEL_OPEN, { c->members, c->n_members } };
	}
	is->house_only = room_tlp(room) >= TLP_AMBER_STRICT;
	is->channels = channels;
	is->n_channels = room->n_channels;
}

static bool
sees_channel(const struct rec_summary *is, i64 person, i64 channel)
{
	bool whole = refs_have(is->whole, person);

	if (channel == 0)
		return whole;
	for (size_t i = 0; i < is->n_channels; i++)
		if (is->channels[i].channel == channel)
			return (whole && is->channels[i].open) || refs_have(is->channels[i].members, person);
	return false;
}

bool
summary_shows(const struct house *h, const struct rec_summary *is, i64 person, struct object_place at)
{
	const struct person *p = charter_person(h->charter, person);

	if (p == NULL || (p->is.outside && (at.room == STREAM_CHARTER || is->house_only || at.tlp >= TLP_AMBER_STRICT)))
		return false;
	return at.room == STREAM_CHARTER || sees_channel(is, person, at.channel);
}

/* ---- putting ---- */

err
summary_put(struct house *h, struct arena scratch, const struct room *room, i64 after)
{
	struct rec_summary is = { .codename = room->codename, .closed = room->phase == PHASE_CLOSED, .line = room_line(&scratch, h, room, false), .room = room_line(&scratch, h, room, true) };
	struct buf b = buf_new(&scratch, KIB);
	err e;

	put_access(&scratch, room, &is);
	field_write(&b, record_summary_table(), &is);
	if ((e = work_put(h, scratch, room, after)))            return e;
	return derived_put_room(h->derived, &(struct room_summary){
		.room = room->id, .seq = room->seq, .n = room->places[room->n_places - 1].n,
		.next_due = due_of(h, &scratch, room), .json = buf_str(&b) });
}

static err
put_one(struct house *h, struct arena scratch, const struct room *room, i64 after)
{
	err e = after ? OK : derived_forget_text(h->derived, room->id);

	if (e || (e = search_put(h, scratch, room, after, room->seq)))
		return e;
	return summary_put(h, scratch, room, after);
}

static err
commit(struct house *h)
{
	h->summed = (i64)h->tree.size;
	return indexing_commit(h);
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
	err e;

	if (h->summed >= (i64)h->tree.size)                                             return OK;
	if ((e = h->reader->heads(h->reader, h->summed, note_stream, &stale)))          return e;
	if ((e = derived_begin(h->derived)))                                            return e;
	for (size_t i = 0; e == OK && i < stale.n; i++) {
		struct loaded *one;

		if (house_room_now(h, stale.v[i], &one) == OK)
			e = put_one(h, h->batch_arena, one->room, 0);
		house_tidy(h);
	}
	return e ? e : commit(h);
}

/* Of so few entries it is done at once; of more, the words follow while the server answers, and of many the lines, too. */
enum { WORDS_AT_ONCE = 1000, LINES_AT_ONCE = 50000 };

static err
make_anew(struct house *h)
{
	bool words = h->tree.size > WORDS_AT_ONCE, lines = h->tree.size > LINES_AT_ONCE;
	err e;

	indexing_owe(h, words, lines);
	if ((e = derived_begin(h->derived)) || (e = put_one(h, h->batch_arena, h->charter->room, 0)))
		return e;
	for (size_t i = 0; e == OK && !lines && i < h->n_known; i++) {
		struct loaded *one;

		if (house_room_now(h, h->known[i], &one) == OK)
			e = (words ? summary_put : put_one)(h, h->batch_arena, one->room, 0);
		house_tidy(h);
	}
	return e ? e : commit(h);
}

static err
put_all(struct house *h, struct arena scratch, struct loaded **rooms, size_t n)
{
	err e = derived_begin(h->derived);

	for (size_t i = 0; e == OK && i < n; i++) {
		e = put_one(h, scratch, rooms[i]->room, rooms[i]->summed);
		rooms[i]->summed = rooms[i]->room->seq;
	}
	return e ? e : commit(h);
}

/* The record is the truth, so nothing fails for a summary that cannot be written: it is written with the next ones. */
void
summaries_put(struct house *h, struct arena scratch, struct loaded **rooms, size_t n)
{
	bool behind = h->summed < (i64)h->writing->before.size;
	err e = behind ? bring_up_to_date(h) : put_all(h, scratch, rooms, n);

	if (e && !behind)
		notice(h->notices, NOTICE_lists_old, 0, e->why);
}

void
summaries_again(struct house *h)
{
	err e;

	if ((e = derived_anew(h->derived)) || (e = make_anew(h)))
		notice(h->notices, NOTICE_words_stay, 0, e->why);
	indexing_begin(h);
}

/* Another program may sum up otherwise; while effects were held, no room looked at how things stand; and with other
 * ways out, pages are due at other times. */
static str
stamp_of(struct house *h, str instance)
{
	const struct paging *paging = outbox_paging(h->outbox);

	return arena_fmt(&h->arena, "%.*s " TOCSIN_VERSION "%s ways %x", STR_ARG(instance), h->held ? " held" : "", paging ? paging->ways : 0);
}

/* Does it know nothing, or so little that it is sooner made anew?  Then what it says of rooms is too old to be shown. */
static bool
is_too_old(const struct house *h)
{
	i64 size = (i64)h->tree.size;

	return h->summed == 0 || h->summed > size || size - h->summed > WORDS_AT_ONCE;
}

/* One that was closed in order was so when every room had felt the charter; of any other nobody knows. */
err
summaries_open(struct house *h)
{
	str id;
	err e;

	if ((e = directory_instance(&h->arena, h->dir, &id)))                           return e;
	if ((e = derived_open(&h->arena, h->dir, stamp_of(h, id), &h->derived)))        return e;
	if ((e = derived_current(h->derived, &h->summed)))                              return e;
	if (is_too_old(h))
		return (e = derived_anew(h->derived)) ? e : make_anew(h);
	if (derived_in_order(h->derived) && h->summed == (i64)h->tree.size)
		h->charter_loaded.published = h->charter->room->seq;
	return bring_up_to_date(h);
}

/* ---- lists ---- */

/* Lines that are told, as far as there is space. */
struct lines { struct buf b; size_t n; };
struct listing { struct house *h; struct arena *a; i64 person; struct lines open, others; bool more; };

static void
put_line(struct listing *l, const struct rec_summary *s, str line)
{
	struct lines *to = s->codename.n && !s->closed ? &l->open : &l->others;

	if (to->n == LIMIT_LISTED || to->b.n + line.n > LIMIT_LIST / 2) {
		l->more = true;
		return;
	}
	to->n++;
	canon_put_next(&to->b);
	buf_put(&to->b, line);
}

static err
list_room(void *ctx, const struct room_summary *r)
{
	struct listing *l = ctx;
	struct arena scratch = *l->a;
	struct rec_summary s;
	err e;

	if ((e = field_read(&scratch, record_summary_table(), r->json, FROM_RECORD, &s)))       return e;
	if (summary_shows(l->h, &s, l->person, (struct object_place){ .room = r->room }))
		put_line(l, &s, s.room);
	else if (refs_have(s.whole, l->person) || refs_have(s.channels_only, l->person))
		put_line(l, &s, s.line);
	return OK;
}

/* What is declared and open has a place of its own in it: no flood of suspicions washes it out. */
err
house_rooms(struct house *h, struct arena *a, i64 person, str *json, bool *more)
{
	struct arena open = arena_open(ARENA_REQUEST), others = arena_open(ARENA_REQUEST);
	struct listing l = { h, a, person, { buf_new(&open, 4 * KIB), 0 }, { buf_new(&others, 4 * KIB), 0 }, false };
	err e;

	buf_byte(&l.open.b, '[');
	buf_byte(&l.others.b, '[');
	e = derived_rooms_newest(h->derived, list_room, &l);
	if (l.others.n) {
		canon_put_next(&l.open.b);
		buf_put(&l.open.b, str_from(buf_str(&l.others.b), 1));
	}
	buf_byte(&l.open.b, ']');
	*json = arena_str(a, buf_str(&l.open.b));
	*more = l.more;
	arena_close((struct arena){ NULL, others.end }, ARENA_REQUEST);
	arena_close((struct arena){ NULL, open.end }, ARENA_REQUEST);
	return e;
}

err
house_may_see(struct house *h, struct arena scratch, i64 person, struct object_place at, bool *sees)
{
	struct room_summary r;
	struct rec_summary s;
	bool found;
	err e;

	*sees = false;
	if ((e = derived_room(h->derived, &scratch, at.room, &r, &found)) || !found)            return e;
	if ((e = field_read(&scratch, record_summary_table(), r.json, FROM_RECORD, &s)))        return e;
	*sees = summary_shows(h, &s, person, at);
	return OK;
}

/* No list that is made anew, or is behind, says of anybody that they are out. */
static bool
lists_are_current(const struct house *h)
{
	return !h->indexing.lines && h->summed >= (i64)(h->writing ? h->writing->before.size : h->tree.size);
}

bool
house_keeps_out(struct house *h, i64 id, i64 person)
{
	struct arena scratch = h->batch_arena;
	struct room_summary r;
	struct rec_summary s;
	bool found;

	if (person == 0 || house_loaded(h, id) || !lists_are_current(h))
		return false;
	if (derived_room(h->derived, &scratch, id, &r, &found) || !found || field_read(&scratch, record_summary_table(), r.json, FROM_RECORD, &s))
		return false;
	return !refs_have(s.whole, person) && !refs_have(s.channels_only, person);
}

struct naming { struct arena *a; i64 person; str codename; i64 room; bool taken; };

static err
compare_codename(void *ctx, const struct room_summary *r)
{
	struct naming *n = ctx;
	struct arena scratch = *n->a;
	struct rec_summary s;
	err e = field_read(&scratch, record_summary_table(), r->json, FROM_RECORD, &s);

	if (e == OK && r->room != n->room && !s.closed && str_alike(s.codename, n->codename))
		n->taken |= refs_have(s.whole, n->person) || refs_have(s.channels_only, n->person);
	return e;
}

err
house_need_own_codename(struct house *h, struct arena *a, i64 person, i64 room, str codename)
{
	struct naming n = { .a = a, .person = person, .codename = codename, .room = room };
	err e = derived_rooms(h->derived, compare_codename, &n);

	if (e == OK && n.taken)
		return err_new(a, ERR_CONFLICT, "codename: an open room that you are in is called %.*s; this one needs a name of its own.", STR_ARG(codename));
	return OK;                      /* lists that cannot be read keep nobody from declaring */
}

struct sighting { struct house *h; struct arena *a; i64 person, *v; size_t n, cap; };

static void
note_sight(struct sighting *w, const struct rec_summary *is, i64 stream)
{
	if (!summary_shows(w->h, is, w->person, (struct object_place){ .room = stream }))
		return;
	GROW(w->a, w->v, w->n, w->cap);
	w->v[w->n++] = stream;
}

static err
sight_room(void *ctx, const struct room_summary *r)
{
	struct sighting *w = ctx;
	struct arena scratch = *w->a;
	struct rec_summary s;
	err e;

	if ((e = field_read(&scratch, record_summary_table(), r->json, FROM_RECORD, &s)))       return e;
	note_sight(w, &s, r->room);
	return OK;
}

err
house_sees_whole(struct house *h, struct arena *a, i64 person, struct refs *out)
{
	struct sighting w = { .h = h, .a = a, .person = person };
	err e;

	note_sight(&w, NULL, STREAM_CHARTER);
	e = derived_rooms(h->derived, sight_room, &w);
	*out = (struct refs){ w.v, w.n };
	return e;
}

struct accesses { struct house *h; struct arena *a; i64 person; struct rec_access_room *v; struct rec_access *out; };

static err
access_room(void *ctx, const struct room_summary *r)
{
	struct accesses *x = ctx;
	struct arena before = *x->a;
	struct rec_summary s;
	err e;

	if ((e = field_read(x->a, record_summary_table(), r->json, FROM_RECORD, &s)))           return e;
	if (!summary_shows(x->h, &s, x->person, (struct object_place){ .room = r->room }))
		*x->a = before;
	else if (x->out->n_rooms == LIMIT_LISTED)
		x->out->more = true;
	else
		x->v[x->out->n_rooms++] = (struct rec_access_room){ r->room, s.whole, s.channels_only, s.house_only };
	return OK;
}

err
house_access(struct house *h, struct arena *a, i64 person, struct rec_access *out)
{
	struct accesses x = { h, a, person, NEW(a, struct rec_access_room, LIMIT_LISTED), out };

	out->rooms = x.v;
	return derived_rooms_newest(h->derived, access_room, &x);
}

/* ---- what is due ---- */

struct waking { struct house *h; bool any; };

/* One that is being folded is looked at when it is here, or with the next turn of the timer. */
static err
wake_room(void *ctx, const struct room_summary *s)
{
	struct waking *w = ctx;

	if (waiters_have(&w->h->wanted_idly, s->room))
		return OK;
	house_moment(w->h, s->room);
	w->any = true;
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

void
summaries_wake(struct house *h, i64 room)
{
	struct arena scratch = h->batch_arena;
	struct room_summary s;
	bool found;

	if (!h->held && derived_room(h->derived, &scratch, room, &s, &found) == OK && found)
		wake_open(h, &s);
	house_set_timer(h);
}

static void
on_timer(evutil_socket_t fd, short what, void *ctx)
{
	struct waking w = { ctx, false };
	err e;

	(void)fd; (void)what;
	e = derived_due(w.h->derived, house_now(w.h), wake_room, &w);
	if (e || !w.any)        /* the record's clock is a little behind the machine's: it comes again */
		house_set_timer(w.h);
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
