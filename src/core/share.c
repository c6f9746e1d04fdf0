/*
 * share -- how much one person may bring into a room, so that the others can still write.
 *
 * A thing is whose it was when it was made, as its head says; what a program
 * brought is its owner's.  What the server entered is nobody's, and is never
 * refused.  The lists of the room are counted anew: only those of one kind,
 * and only when a command would add to them.
 */
#include "share.h"

#include "authority.h"
#include "task.h"

enum whose { CHARGE, COUNSEL, OWING, CONCERNED, AUTHORS };

static const struct share_terms { size_t limit; enum whose whose; const char *things, *instead; } terms_of[] = {
#define SHARE(name, limit, whose, things, instead) [SHARE_##name] = { limit, whose, things, instead },
#include "share.def"
};

static const char *const charged[] = {
	[CHARGE]    = "whoever is in charge here",
	[COUNSEL]   = "whoever is in charge here, or counsel",
	[OWING]     = "whoever is in charge here, or answers for determinations",
	[CONCERNED] = "whoever answers for the question",
	[AUTHORS]   = "whoever proposed the option, or answers for the question",
};

/* ---- counting ---- */

/* guest: whoever acts is one; else nobody asks how many guests brought. */
struct counted { bool guest; size_t all, own, guests; };

static bool
is_guest(const struct scene *s, i64 person)
{
	const struct person *p = charter_person(s->charter, person);

	return p && p->is.outside;
}

static void
count(const struct scene *s, struct counted *n, i64 by, i64 via, size_t so_many)
{
	i64 person = via ? behind(s->charter, by, via) : by;

	n->own += person == s->actor.person ? so_many : 0;
	n->guests += n->guest && is_guest(s, person) ? so_many : 0;
}

static i64
position_decision(const struct room *room, i64 position)
{
	const struct position *p = FIND(room, positions, position);

	return p ? p->is.decision : 0;
}

static struct counted
counted(const struct scene *s, enum share share, i64 of)
{
	const struct room *room = s->room;
	struct counted n = { is_guest(s, s->actor.person), 0, 0, 0 };

	switch (share) {
	case SHARE_none:
#define SHARE(name, ...)                     break; case SHARE_##name:
#define COUNTS(type, list, condition)        \
	for (size_t i = 0; i < room->n_##list; i++) { \
		const struct type *x = &room->list[i]; \
		if (condition) { n.all++; count(s, &n, x->head.by, x->head.via, 1); } \
	}
#define TALLY(member)                        \
	for (size_t i = 0; i < room->n_authors; i++) \
		count(s, &n, room->authors[i].person, room->authors[i].via, room->authors[i].member);
#include "share.def"
	}
	return n;
}

/* ---- the guard ---- */

static bool
is_charged(const struct scene *s, enum whose whose, i64 of)
{
	const struct option *o = whose == AUTHORS ? FIND(s->room, options, of) : NULL;
	const struct decision *d = FIND(s->room, decisions, o ? o->is.decision : of);
	i64 person = s->actor.person;

	if (o && person == behind(s->charter, o->person, o->via))
		return true;
	if (s->actor.strength == SESSION_TOKEN)
		return false;
	if (person == in_charge(s->room))
		return true;
	if (whose == CONCERNED || whose == AUTHORS)
		return d && need_concerned(s->a, s->charter, s->room, d, person, "That") == OK;
	return (whose == COUNSEL && counsel_held_by(s->charter, person)) || (whose == OWING && says_what_is_owed(s));
}

static err
too_many(const struct scene *s, const struct share_terms *t, size_t n, str are, const char *ask)
{
	return err_new(s->a, ERR_TOO_LARGE, "%zu %s are %.*s; %s%s%s.", n, t->things, STR_ARG(are), t->instead, ask ? ", or ask " : "", ask ? ask : "");
}

err
need_share(const struct scene *s, enum share share, i64 of, size_t more)
{
	const struct share_terms *t = &terms_of[share];
	struct counted n = counted(s, share, of);
	size_t part = t->limit / 4, kept = t->limit / 8, each = n.guest ? kept : part;
	const char *ask = n.guest ? "somebody of the organisation" : charged[t->whose];

	if (n.all + more > t->limit)
		return too_many(s, t, n.all, arena_fmt(s->a, "here, of the %zu that there can be", t->limit), NULL);
	if (is_charged(s, t->whose, of))
		return OK;
	if (n.own + more > each)
		return too_many(s, t, n.own, arena_fmt(s->a, "yours here, of the %zu that one %s brings", each, n.guest ? "guest" : "person"), ask);
	if (n.guest && n.guests + more > part)
		return too_many(s, t, n.guests, arena_fmt(s->a, "from guests here, of the %zu that they bring together", part), ask);
	if (n.all + more > t->limit - kept)
		return too_many(s, t, n.all, arena_fmt(s->a, "here, and the last %zu are kept", kept), ask);
	return OK;
}

/* ---- what is added ---- */

struct adding { enum share share; i64 of; };

static struct adding
adding(const struct scene *s, const struct emitted *e)
{
	const struct room *room = s->room;

#define ADDS(name, event, condition, of) \
	if (e->kind == EV_##event) { \
		const struct ev_##event *p = &e->as.event; \
		(void)p; \
		if (condition) \
			return (struct adding){ SHARE_##name, of }; \
	}
#include "share.def"
	(void)room;
	return (struct adding){ SHARE_none, 0 };
}

/* How many more of one sort there would be; 0: that was asked already. */
static size_t
more_of(const struct adding *v, size_t n, size_t i)
{
	size_t more = 0;

	for (size_t k = 0; k < n; k++) {
		bool same = v[k].share == v[i].share && v[k].of == v[i].of;

		if (same && k < i)
			return 0;
		more += same;
	}
	return more;
}

err
need_shares(const struct scene *s, const struct outcome *out)
{
	struct adding v[LIMIT_OUTCOME];
	err e = OK;

	for (size_t i = 0; i < out->n; i++)
		v[i] = adding(s, &out->v[i]);
	for (size_t i = 0; i < out->n && e == OK; i++) {
		size_t more = v[i].share ? more_of(v, out->n, i) : 0;

		e = more ? need_share(s, v[i].share, v[i].of, more) : OK;
	}
	return e;
}
