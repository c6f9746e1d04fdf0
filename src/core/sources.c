/*
 * sources -- the entries that the brief of a decision draws upon, which whoever answers signs.
 *
 * There are only so many.  First come those on which what is put up hangs:
 * its own, and the facts that its rules and its tripwire name.  No number of
 * other facts puts these out, or an answer would go on resting on a fact that
 * has become another, and nobody would be told.
 */
#include "authority.h"

enum { SOURCES_MAX = 256 };             /* as records.def has it */

/* What is drawn of each entry of the room. */
enum draw { NOT_DRAWN, DRAWN, FIRST };
struct drawing { struct arena *a; const struct charter *c; const struct room *room; u8 *of; };

static void
draw(const struct drawing *x, i64 entry, enum draw as)
{
	if (x->of[entry] < as)
		x->of[entry] = (u8)as;
}

static void
draw_facts(const struct drawing *x, const str *names, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct fact *f = fact_now(x->room, names[i]);

		if (f)
			draw(x, f->head.id, FIRST);
	}
}

static void
draw_condition(const struct drawing *x, const struct condition *is)
{
	struct names names = is ? condition_names(x->a, is) : (struct names){ NULL, 0 };

	draw_facts(x, names.v, names.n);
}

/* Whom it asks, who may act alone within what limits, what is authorised in advance. */
static void
draw_rule(const struct drawing *x, const struct rec_rule_terms *rule)
{
	for (size_t i = 0; i < rule->n_concur; i++)
		draw_condition(x, condition_kept(x->c, rule->concur[i].when));
	for (size_t i = 0; i < rule->n_alone; i++)
		draw_condition(x, condition_kept(x->c, rule->alone[i].when));
	if (rule->by_default)
		draw_condition(x, condition_kept(x->c, rule->by_default->when));
}

static void
draw_option(const struct drawing *x, const struct option *o, enum draw as)
{
	draw(x, o->head.id, as);
	for (size_t i = 0; i < o->n_estimates; i++)
		draw(x, o->estimates[i].entry, as);
	for (size_t i = 0; i < x->room->n_measures; i++)
		if (x->room->measures[i].is.option == o->head.id)
			draw(x, x->room->measures[i].head.id, as);
	for (size_t i = 0; i < x->room->n_obligations; i++)
		if (x->room->obligations[i].is.option == o->head.id)
			draw(x, x->room->obligations[i].head.id, as);
}

/* On what an answer to what is put up hangs. */
static void
draw_first(const struct drawing *x, const struct decision *d)
{
	const struct option *up = FIND(x->room, options, d->option);
	struct binding rules = rules_binding(x->c, d);

	draw(x, d->head.id, FIRST);
	draw_facts(x, d->needs.voids_on.v, d->needs.voids_on.n);
	for (size_t i = 0; i < rules.n; i++)
		draw_rule(x, rules.v[i]);
	if (up) {
		draw_option(x, up, FIRST);
		draw_condition(x, up->tripwire.is);
	}
}

static void
draw_interests(const struct drawing *x, const struct decision *d)
{
	const struct room *room = x->room;

	for (size_t i = 0; i < room->n_positions; i++)
		if (room->positions[i].is.decision == d->head.id)
			draw(x, room->positions[i].head.id, DRAWN);
	for (size_t i = 0; i < room->n_interests; i++)
		if (interest_decision(room, room->interests[i].head.id) == d->head.id)
			draw(x, room->interests[i].head.id, DRAWN);
	for (size_t i = 0; i < room->n_sharings; i++)
		if (interest_decision(room, room->sharings[i].is.interest) == d->head.id)
			draw(x, room->sharings[i].head.id, DRAWN);
	for (size_t i = 0; i < room->n_bearings; i++)
		if (interest_decision(room, room->bearings[i].is.interest) == d->head.id)
			draw(x, room->bearings[i].head.touched, DRAWN);
}

/* Those drawn so, the newest first, as long as there is room; the rest are dropped. */
static void
keep(const struct drawing *x, enum draw as, size_t *kept)
{
	for (i64 entry = x->room->seq; entry > 0; entry--)
		if (x->of[entry] == as && (*kept)++ >= SOURCES_MAX)
			x->of[entry] = NOT_DRAWN;
}

struct refs
brief_sources(struct arena *a, const struct charter *c, const struct room *room, const struct decision *d)
{
	struct drawing x = { a, c, room, NEW(a, u8, (size_t)room->seq + 1) };
	i64 *v = NEW(a, i64, SOURCES_MAX);
	size_t n = 0, kept = 0;

	draw_first(&x, d);
	for (size_t i = 0; i < room->n_current; i++)
		draw(&x, room->facts[room->current[i]].head.id, DRAWN);
	for (size_t i = 0; i < room->n_options; i++)
		if (room->options[i].is.decision == d->head.id)
			draw_option(&x, &room->options[i], DRAWN);
	draw_interests(&x, d);
	keep(&x, FIRST, &kept);
	keep(&x, DRAWN, &kept);
	for (i64 entry = 1; entry <= room->seq; entry++)
		if (x.of[entry] != NOT_DRAWN)
			v[n++] = entry;
	return (struct refs){ v, n };
}
