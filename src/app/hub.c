#include "hub.h"

#include "session.h"
#include "six_words.h"

#include <stdlib.h>

struct watcher {
	struct watcher *next;
	void *reader;
	struct listener who;
	i64 *rooms; size_t n;
	bool ended;             /* hears nothing more, and is let go */
};

struct hub {
	struct house *house;
	struct telling telling;
	struct watcher *watchers;
};

struct hub *
hub_new(struct house *h)
{
	struct hub *hub = NEW(&h->arena, struct hub, 1);

	hub->house = h;
	return hub;
}

void
hub_set_telling(struct hub *hub, struct telling telling)
{
	hub->telling = telling;
}

size_t
hub_watchers(const struct hub *hub, i64 room)
{
	size_t n = 0;

	for (const struct watcher *w = hub->watchers; w; w = w->next)
		for (size_t i = 0; i < w->n; i++)
			n += w->rooms[i] == room;
	return n;
}

/* Those in memory know how many watch them; the others are told when they are folded. */
static void
count_watcher(const struct hub *hub, const struct watcher *w, bool comes)
{
	for (size_t i = 0; i < w->n; i++) {
		struct loaded *l = house_loaded(hub->house, w->rooms[i]);

		if (l)
			l->watched = comes ? l->watched + 1 : l->watched - 1;
	}
}

struct watcher *
hub_watch(struct hub *hub, void *reader, const struct listener *who, const i64 *rooms, size_t n)
{
	struct watcher *w = calloc(1, sizeof(*w));
	i64 *copy = calloc(n + 1, sizeof(*copy));

	assert(w && copy);
	if (n)
		memcpy(copy, rooms, n * sizeof(*rooms));
	*w = (struct watcher){ hub->watchers, reader, *who, copy, n, false };
	hub->watchers = w;
	count_watcher(hub, w, true);
	return w;
}

void
hub_forget(struct hub *hub, struct watcher *w)
{
	struct watcher **at = &hub->watchers;

	while (*at != w)
		at = &(*at)->next;
	*at = w->next;
	count_watcher(hub, w, false);
	free(w->rooms);
	free(w);
}

static void
hub_end(struct hub *hub, struct watcher *w)
{
	w->ended = true;
	hub->telling.drop(w->reader);
}

/* ---- rendering ---- */

void
entity_json(struct buf *b, struct house *h, const struct seen *s)
{
	const struct field_table *t = entity_table(s->kind);
	struct seen copy = *s;

	if (s->kind == ENT_credential)
		copy.is.credential.words = six_words(b->a, charter_credential(h->charter, s->is.credential.id)->is.key);
	/* Not `kind`: an entity may have a field of that name. */
	buf_put(b, STR("{\"entity\":"));
	canon_put_string(b, str_c(t->name));
	field_write_members(b, t, &copy.is, false, true);
	buf_byte(b, '}');
}

struct rendering { struct buf *b; struct house *h; };

static void
render_one(void *ctx, const struct seen *s)
{
	struct rendering *r = ctx;

	canon_put_next(r->b);
	entity_json(r->b, r->h, s);
}

/* What a view allocates is scratch of its own, so that the text grows undisturbed. */
str
entities_json(struct arena *a, struct house *h, const struct room *room, i64 after)
{
	struct arena scratch = arena_open(ARENA_REQUEST), text = arena_open(ARENA_ROOM);
	struct buf b = buf_new(&text, 64 * KIB);
	struct rendering r = { &b, h };
	str out;

	buf_byte(&b, '[');
	view_since(&scratch, h->charter, room, after, render_one, &r);
	buf_byte(&b, ']');
	out = arena_str(a, buf_str(&b));
	arena_close((struct arena){ NULL, text.end }, ARENA_ROOM);
	arena_close((struct arena){ NULL, scratch.end }, ARENA_REQUEST);
	return out;
}

static str
room_event(struct arena *a, struct house *h, const struct room *room, i64 after, i64 index)
{
	str entities = entities_json(a, h, room, after);

	return arena_fmt(a, "event: entities\nid: %lld\ndata: {\"room\":%lld,\"index\":%lld,\"seq\":%lld,\"entities\":%.*s}\n\n",
	    (long long)index, (long long)room->id, (long long)index, (long long)room->seq, STR_ARG(entities));
}

static str
headline_event(struct arena *a, struct house *h, const struct room *room, i64 index)
{
	struct buf b = buf_new(a, KIB);
	struct seen seen;

	view_entity(a, h->charter, room, ENT_room, room->id, &seen);
	buf_fmt(&b, "event: rooms\nid: %lld\ndata: ", (long long)index);
	entity_json(&b, h, &seen);
	buf_put(&b, STR("\n\n"));
	return buf_str(&b);
}

/* ---- telling ---- */

static bool
may_see(const struct watcher *w, const struct room *room)
{
	return room->id == STREAM_CHARTER || room_has_member(room, w->who.actor.person);
}

/* Those who may listen no more are let go before anything is told. */
static void
drop_ended(struct hub *hub)
{
	for (struct watcher *w = hub->watchers; w; w = w->next)
		if (!may_act(hub->house, &w->who.actor) || (w->who.expires && w->who.expires <= house_now(hub->house)))
			hub_end(hub, w);
}

void
hub_end_session(struct hub *hub, struct hash session)
{
	for (struct watcher *w = hub->watchers; w; w = w->next)
		if (hash_eq(w->who.session, session))
			hub_end(hub, w);
}

static bool
watches(const struct watcher *w, const struct room *room)
{
	return room->id == STREAM_CHARTER || refs_have((struct refs){ w->rooms, w->n }, room->id);
}

static void
tell(struct hub *hub, struct watcher *w, str text)
{
	void *shared = hub->telling.share(text);

	hub->telling.send(w->reader, shared);
	hub->telling.release(shared);
}

void
hub_tell(struct hub *hub, struct arena scratch, struct loaded *l, i64 index)
{
	struct room *room = l->room;
	void *event = NULL, *headline = NULL;

	if (room->seq <= l->published || hub->watchers == NULL) {
		l->published = room->seq;
		return;
	}
	drop_ended(hub);
	event = hub->telling.share(room_event(&scratch, hub->house, room, l->published, index));
	if (room->id != STREAM_CHARTER && room->head.touched > l->published)
		headline = hub->telling.share(headline_event(&scratch, hub->house, room, index));
	for (struct watcher *w = hub->watchers; w; w = w->next) {
		if (w->ended || !may_see(w, room))
			continue;
		if (watches(w, room))
			hub->telling.send(w->reader, event);
		if (headline)
			hub->telling.send(w->reader, headline);
	}
	hub->telling.release(event);
	if (headline)
		hub->telling.release(headline);
	l->published = room->seq;
}

void
hub_reset(struct hub *hub)
{
	for (struct watcher *w = hub->watchers; w; w = w->next)
		if (!w->ended)
			tell(hub, w, STR("event: reset\ndata: {}\n\n"));
}

static void
tell_once(struct hub *hub, struct watcher *w, struct arena scratch, const struct room *room, i64 from, i64 index)
{
	tell(hub, w, room_event(&scratch, hub->house, room, from, index));
}

/* The last seq of the room whose entry has an index of at most n. */
static i64
seq_at_index(const struct room *room, i64 n)
{
	i64 seq = 0;

	while (seq < room->seq && room->places[seq].n <= n)
		seq++;
	return seq;
}

void
hub_catch_up(struct hub *hub, struct watcher *w, i64 after)
{
	struct arena a = arena_open(ARENA_ROOM);
	struct house *h = hub->house;

	for (size_t i = 0; i <= w->n; i++) {
		struct loaded *l = &h->charter_loaded;
		err e = i < w->n ? house_room(h, &a, w->rooms[i], &l) : OK;
		i64 from;

		if (e || !may_see(w, l->room))
			continue;
		from = seq_at_index(l->room, after);
		if (from < l->room->seq)
			tell_once(hub, w, a, l->room, from, after);
	}
	arena_close(a, ARENA_ROOM);
}
