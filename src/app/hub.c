#include "hub.h"

#include "markup.h"
#include "session.h"
#include "six_words.h"

#include <stdlib.h>

/* An audience that somebody belongs to, and what it is told just now. */
struct group {
	struct group *next;
	struct audience is;
	size_t uses;
	void *event;            /* rendered at most once a telling; NULL: nothing in it for them */
	bool rendered;
};

/* A room watched.  `access` is the person's there (audience_since) when the group was found. */
struct watched { i64 room, access; struct group *group; };

struct watcher {
	struct watcher *next;
	void *reader;
	struct listener who;
	struct watched *rooms; size_t n;        /* the charter first */
	bool ended;             /* hears nothing more, and is let go */
};

struct hub {
	struct house *house;
	struct telling telling;
	struct watcher *watchers;
	struct group *groups;
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

/* ---- audiences ---- */

static struct group *
group_new(struct hub *hub, const struct audience *audience)
{
	struct group *g = calloc(1, sizeof(*g));
	i64 *channels = calloc(audience->channels.n + 1, sizeof(*channels));

	assert(g && channels);
	if (audience->channels.n)
		memcpy(channels, audience->channels.v, audience->channels.n * sizeof(*channels));
	*g = (struct group){ .next = hub->groups, .is = *audience };
	g->is.channels.v = channels;
	return hub->groups = g;
}

/* The group of whoever sees so much of the room; NULL if it does not exist for them. */
static struct group *
group_join(struct hub *hub, struct arena scratch, const struct room *room, i64 person)
{
	struct audience audience;
	struct group *g = hub->groups;

	if (!audience_of(&scratch, hub->house->charter, room, person, &audience))
		return NULL;
	while (g && !audience_eq(&g->is, &audience))
		g = g->next;
	if (g == NULL)
		g = group_new(hub, &audience);
	g->uses++;
	return g;
}

static void
group_leave(struct hub *hub, struct group *g)
{
	struct group **at = &hub->groups;

	if (g == NULL || --g->uses > 0)
		return;
	while (*at != g)
		at = &(*at)->next;
	*at = g->next;
	free((i64 *)(uintptr_t)g->is.channels.v);
	free(g);
}

/* ---- watchers ---- */

size_t
hub_watchers(const struct hub *hub, i64 room)
{
	size_t n = 0;

	for (const struct watcher *w = hub->watchers; w; w = w->next)
		for (size_t i = 0; i < w->n; i++)
			n += w->rooms[i].room == room;
	return n;
}

/* Those in memory know how many watch them; the others are told when they are folded. */
static void
count_watcher(const struct hub *hub, const struct watcher *w, bool comes)
{
	for (size_t i = 0; i < w->n; i++) {
		struct loaded *l = house_loaded(hub->house, w->rooms[i].room);

		if (l)
			l->watched = comes ? l->watched + 1 : l->watched - 1;
	}
}

err
hub_need_place(const struct hub *hub, struct arena *a, const struct listener *who)
{
	size_t session = 0, person = 0;

	for (const struct watcher *w = hub->watchers; w; w = w->next) {
		bool theirs = w->who.actor.person == who->actor.person && !w->ended;

		person += theirs;
		session += theirs && w->who.actor.via == who->actor.via && hash_eq(w->who.session, who->session);
	}
	if (session >= LIMIT_STREAMS)
		return err_new(a, ERR_TOO_MANY, "This session listens %d times already; close a window, or wait until one that is gone is noticed.", LIMIT_STREAMS);
	if (person >= LIMIT_STREAMS_EACH)
		return err_new(a, ERR_TOO_MANY, "You and your programs listen %d times already; end a session that is not yours, or close a window.", LIMIT_STREAMS_EACH);
	return OK;
}

struct watcher *
hub_watch(struct hub *hub, void *reader, const struct listener *who, const i64 *rooms, size_t n)
{
	struct watcher *w = calloc(1, sizeof(*w));

	assert(w);
	*w = (struct watcher){ .next = hub->watchers, .reader = reader, .who = *who, .n = n + 1 };
	w->rooms = calloc(w->n, sizeof(*w->rooms));
	assert(w->rooms);
	w->rooms[0] = (struct watched){ .room = STREAM_CHARTER, .access = -1 };
	for (size_t i = 0; i < n; i++)
		w->rooms[i + 1] = (struct watched){ .room = rooms[i], .access = -1 };
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
	for (size_t i = 0; i < w->n; i++)
		group_leave(hub, w->rooms[i].group);
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

/* How words are shown that are in Markdown and no plain words: made of those that are written here, and of nothing else. */
static void
put_shown(struct buf *b, const struct field_table *t, const union entity *is)
{
	for (const struct field *f = t->fields; f < t->fields + t->count; f++) {
		size_t before = b->n;

		if (!(f->marks & MARKDOWN))
			continue;
		buf_put(b, STR(",\""));
		buf_put(b, str_c(f->name));
		buf_put(b, STR(FIELD_SHOWN "\":"));
		if (!markup_tree(b, *(const str *)(const void *)((const char *)is + f->offset)))
			b->n = before;
	}
}

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
	put_shown(b, t, &copy.is);
	buf_byte(b, '}');
}

str
room_line(struct arena *a, struct house *h, const struct room *room, bool whole)
{
	struct audience audience = { .whole = whole };
	struct seeing v = { a, h->charter, room, &audience };
	struct buf b = buf_new(a, KIB);
	struct seen seen;

	view_entity(&v, ENT_room, room->id, &seen);
	entity_json(&b, h, &seen);
	return buf_str(&b);
}

struct rendering { struct buf *b; struct house *h; bool company; };

static void
render_one(void *ctx, const struct seen *s)
{
	struct rendering *r = ctx;

	r->company |= s->kind == ENT_member || s->kind == ENT_channel;
	canon_put_next(r->b);
	entity_json(r->b, r->h, s);
}

/* Whoever is from outside learns from the charter nobody's name, and from a room those of whom they share it with. */
static void
render_people(struct rendering *r, const struct seeing *v)
{
	struct refs people = people_in_sight(v->a, v->room, v->audience);
	struct seeing charter = { v->a, v->charter, v->charter->room, NULL };
	struct seen seen;

	for (size_t i = 0; i < people.n; i++)
		if (view_entity(&charter, ENT_person, people.v[i], &seen))
			render_one(r, &seen);
}

/* What a view allocates is scratch of its own, so that the text grows undisturbed. */
str
entities_json(struct arena *a, struct house *h, const struct room *room, const struct audience *audience, i64 after)
{
	struct arena scratch = arena_open(ARENA_REQUEST), text = arena_open(ARENA_ROOM);
	struct seeing v = { &scratch, h->charter, room, audience };
	struct buf b = buf_new(&text, 64 * KIB);
	struct rendering r = { &b, h, after == 0 };
	str out;

	buf_byte(&b, '[');
	view_since(&v, after, render_one, &r);
	if (r.company && audience && audience->outside && room != h->charter->room)
		render_people(&r, &v);
	buf_byte(&b, ']');
	out = arena_str(a, buf_str(&b));
	arena_close((struct arena){ NULL, text.end }, ARENA_ROOM);
	arena_close((struct arena){ NULL, scratch.end }, ARENA_REQUEST);
	return out;
}

/* Absent if there is nothing in it for them: not even that something happened. */
static str
room_event(struct arena *a, struct house *h, const struct room *room, const struct audience *audience, i64 after, i64 index)
{
	str entities = entities_json(a, h, room, audience, after);

	if (entities.n == 2)
		return (str){ NULL, 0 };
	return arena_fmt(a, "event: entities\nid: %lld\ndata: {\"room\":%lld,\"index\":%lld,\"seq\":%lld,\"entities\":%.*s}\n\n",
	    (long long)index, (long long)room->id, (long long)index, (long long)room->seq, STR_ARG(entities));
}

static str
headline_event(struct arena *a, struct house *h, const struct room *room, bool whole, i64 index)
{
	return arena_fmt(a, "event: rooms\nid: %lld\ndata: %.*s\n\n", (long long)index, STR_ARG(room_line(a, h, room, whole)));
}

/* ---- telling ---- */

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

static void
tell(struct hub *hub, struct watcher *w, str text)
{
	void *shared = hub->telling.share(text);

	hub->telling.send(w->reader, shared);
	hub->telling.release(shared);
}

static void
tell_reset(struct hub *hub, struct watcher *w)
{
	tell(hub, w, STR("event: reset\ndata: {}\n\n"));
}

/* What one room's readers are told of what was written to it. */
struct news {
	struct hub *hub;
	struct arena *a;
	const struct room *room;
	i64 after, index;
	void *headline[2];      /* for who sees channels only, and for who sees the whole */
};

static struct watched *
watched_room(struct watcher *w, i64 room)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->rooms[i].room == room)
			return &w->rooms[i];
	return NULL;
}

static void *
event_for(struct news *news, struct group *g)
{
	if (!g->rendered) {
		str text = room_event(news->a, news->hub->house, news->room, &g->is, news->after, news->index);

		g->event = text.p ? news->hub->telling.share(text) : NULL;
		g->rendered = true;
	}
	return g->event;
}

/* True if they may see more or less of the room than they did at `since`, and must fetch everything again. */
static bool
regroup(struct hub *hub, struct arena scratch, struct watcher *w, struct watched *x, const struct room *room, i64 since)
{
	i64 access = audience_since(hub->house->charter, room, w->who.actor.person);
	struct group *was = x->group;
	bool first = x->access < 0, other;

	if (x->access == access)
		return false;
	x->access = access;
	x->group = group_join(hub, scratch, room, w->who.actor.person);
	other = first ? access > since : was != x->group;
	group_leave(hub, was);
	return other;
}

static void *
headline_for(struct news *news, const struct watcher *w)
{
	struct arena scratch = *news->a;
	i64 person = w->who.actor.person;
	struct audience is;

	if (!audience_of(&scratch, news->hub->house->charter, news->room, person, &is))
		return NULL;
	if ((is.whole ? news->room->head.touched : news->room->line) <= news->after && room_access(news->room, person) <= news->after)
		return NULL;
	if (news->headline[is.whole] == NULL)
		news->headline[is.whole] = news->hub->telling.share(
		    headline_event(news->a, news->hub->house, news->room, is.whole, news->index));
	return news->headline[is.whole];
}

/* Whoever was taken out is told to look again, wherever they were looking. */
static bool
just_left(const struct news *news, i64 person)
{
	for (size_t i = 0; i < news->room->n_members; i++)
		if (news->room->members[i].person == person)
			return news->room->members[i].gone && news->room->members[i].head.touched > news->after;
	return false;
}

static void
tell_one(struct news *news, struct watcher *w)
{
	struct watched *x = watched_room(w, news->room->id);
	void *event, *headline;

	if (just_left(news, w->who.actor.person) || (x && regroup(news->hub, *news->a, w, x, news->room, news->after))) {
		tell_reset(news->hub, w);
		return;
	}
	if (x && x->group && (event = event_for(news, x->group)))
		news->hub->telling.send(w->reader, event);
	if (news->room->id != STREAM_CHARTER && (headline = headline_for(news, w)))
		news->hub->telling.send(w->reader, headline);
}

static void
news_over(struct news *news)
{
	for (size_t i = 0; i < countof(news->headline); i++)
		if (news->headline[i])
			news->hub->telling.release(news->headline[i]);
	for (struct group *g = news->hub->groups; g; g = g->next) {
		if (g->event)
			news->hub->telling.release(g->event);
		g->event = NULL;
		g->rendered = false;
	}
}

void
hub_tell(struct hub *hub, struct arena scratch, struct loaded *l, i64 index)
{
	struct news news = { .hub = hub, .a = &scratch, .room = l->room, .after = l->published, .index = index };

	l->published = l->room->seq;
	if (news.room->seq <= news.after || hub->watchers == NULL)
		return;
	drop_ended(hub);
	for (struct watcher *w = hub->watchers; w; w = w->next)
		if (!w->ended)
			tell_one(&news, w);
	news_over(&news);
}

void
hub_reset(struct hub *hub)
{
	for (struct watcher *w = hub->watchers; w; w = w->next)
		if (!w->ended)
			tell_reset(hub, w);
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

struct catching { struct hub *hub; struct watcher *w; struct arena a; i64 after; size_t left; bool reset; };

/* What a reader cannot take at once would let it go, and it would come back for the same: it looks anew instead. */
static void
catch_up_on(struct catching *c, struct watched *x, const struct room *room)
{
	i64 from = seq_at_index(room, c->after);
	struct arena a = c->a;
	str text;

	c->reset |= regroup(c->hub, a, c->w, x, room, from);
	if (x->group == NULL || from == room->seq)
		return;
	text = room_event(&a, c->hub->house, room, &x->group->is, from, c->after);
	c->reset |= text.n > c->left;
	if (text.p == NULL || text.n > c->left)
		return;
	c->left -= text.n;
	tell(c->hub, c->w, text);
}

void
hub_catch_up(struct hub *hub, struct watcher *w, i64 after)
{
	struct arena whole = arena_open(ARENA_ROOM);
	struct catching c = { hub, w, whole, after, LIMIT_CATCH_UP, false };
	struct house *h = hub->house;

	for (size_t i = 0; i < w->n; i++) {
		struct loaded *l = &h->charter_loaded;

		if (w->rooms[i].room == STREAM_CHARTER || house_room(h, &c.a, w->rooms[i].room, &l) == OK)
			catch_up_on(&c, &w->rooms[i], l->room);
	}
	if (c.reset)
		tell_reset(hub, w);
	arena_close(whole, ARENA_ROOM);
}
