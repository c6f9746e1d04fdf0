#include "brief.h"

#include "decimal.h"
#include "impact.h"

enum { REFS_MAX = 256 };                /* as records.def has it */

/* A decision's page: its options, in the order in which they were proposed, but for so many. */
struct page { const struct seeing *v; const struct decision *d; const struct option *const *options; size_t n, left_out; };

static bool
is_on(const struct page *p, i64 interest)
{
	return interest_decision(p->v->room, interest) == p->d->head.id;
}

/* ---- which are dominated (B1) ---- */

/* What an option states in a row; less is better. */
struct stated { bool is; struct decimal value; str currency; };

static struct stated
whole(bool is, i64 n)
{
	return (struct stated){ is, { n * 1000000 }, { NULL, 0 } };
}

static struct stated
states(struct arena *a, const struct option *o, enum brief_row row)
{
	const struct ev_option_estimated *e = &o->estimate;
	struct stated cost = { .currency = e->cost_likely.currency };

	switch (row) {
	case ROW_COST:
		cost.is = e->cost_likely.amount.p && decimal_parse(a, e->cost_likely.amount, &cost.value) == OK;
		return cost;
	case ROW_EFFECT:
		return whole(e->takes_effect > 0, e->takes_effect);
	case ROW_UNDO:
		return whole(e->undo > 0, e->undo);
	case ROW_RISK:
		return whole(e->risk != risk_none, (i64)e->risk);
	case ROW_NOTICES:
		return whole(e->adversary_notices != yes_no_none, (i64)e->adversary_notices);
	case ROW_EVIDENCE:
		return whole(e->evidence_destroyed != yes_no_none, (i64)e->evidence_destroyed);
	case ROW_SAFETY:
		return whole(e->safety != harm_none, (i64)e->safety);
	case ROW_TRUST:
		return whole(e->trust != harm_none, (i64)e->trust);
	case ROW_CUSTOMERS:
		return whole(e->customer_harm != harm_none, (i64)e->customer_harm);
	case ROW_COMPETITION:
		return whole(e->competition != harm_none, (i64)e->competition);
	case brief_row_none:
		break;
	}
	return (struct stated){ .is = false };
}

/* Is `a` no worse than `b` in any row that `b` states, and in which is it better? */
static bool
no_worse(const struct page *p, const struct option *a, const struct option *b, struct rec_brief_advantage *better, size_t *n)
{
	*n = 0;
	for (int row = ROW_COST; row <= ROW_COMPETITION; row++) {
		struct stated mine = states(p->v->a, a, (enum brief_row)row), theirs = states(p->v->a, b, (enum brief_row)row);
		int order = decimal_cmp(mine.value, theirs.value);

		if (!theirs.is)
			continue;
		if (!mine.is || !str_eq(mine.currency, theirs.currency) || order > 0)
			return false;
		if (order < 0)
			better[(*n)++] = (struct rec_brief_advantage){ (enum brief_row)row };
	}
	return *n > 0;
}

static bool
dominates(const struct page *p, const struct option *a, const struct option *b, struct rec_brief_advantage *better, size_t *n)
{
	return a != b && no_worse(p, a, b, better, n);
}

static bool
is_dominated(const struct page *p, const struct option *o)
{
	struct rec_brief_advantage better[ROW_COMPETITION];
	size_t n;

	for (size_t i = 0; i < p->n; i++)
		if (dominates(p, p->options[i], o, better, &n))
			return true;
	return false;
}

/* By one that is not dominated itself: as none is round about, there is one. */
static void
say_dominated(const struct page *p, const struct option *o, struct rec_brief_option *out)
{
	struct rec_brief_advantage *better = NEW(p->v->a, struct rec_brief_advantage, ROW_COMPETITION);
	size_t n;

	for (size_t i = 0; i < p->n && out->dominated_by == 0; i++)
		if (dominates(p, p->options[i], o, better, &n) && !is_dominated(p, p->options[i])) {
			out->dominated_by = p->options[i]->head.id;
			out->better_in = better;
			out->n_better_in = n;
		}
}

/* ---- interests (B3) ---- */

static struct refs
interests_of(const struct page *p, const struct option *o, enum bears bearing)
{
	const struct room *room = p->v->room;
	i64 *v = NEW(p->v->a, i64, REFS_MAX);
	size_t n = 0;

	for (size_t i = 0; i < room->n_bearings && n < REFS_MAX; i++)
		if (room->bearings[i].is.option == o->head.id && room->bearings[i].is.bearing == bearing)
			v[n++] = room->bearings[i].is.interest;
	return (struct refs){ v, n };
}

/* A party: its seat, or its person, negative. */
static i64 party(i64 seat, i64 person) { return seat ? seat : -person; }

struct having { i64 party, interest; };

/* Which party has which interest. */
static struct having *
who_has_what(const struct page *p, size_t *n)
{
	const struct room *room = p->v->room;
	struct having *v = NEW(p->v->a, struct having, room->n_interests + room->n_sharings + 1);

	*n = 0;
	for (size_t i = 0; i < room->n_interests; i++) {
		const struct position *of = FIND(room, positions, room->interests[i].is.position);

		if (is_on(p, room->interests[i].head.id))
			v[(*n)++] = (struct having){ party(of->is.seat, of->person), room->interests[i].head.id };
	}
	for (size_t i = 0; i < room->n_sharings; i++)
		if (is_on(p, room->sharings[i].is.interest))
			v[(*n)++] = (struct having){ party(room->sharings[i].is.seat, room->sharings[i].person), room->sharings[i].is.interest };
	return v;
}

static bool
serves_party(const struct having *v, size_t n, i64 of, struct refs serves)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].party == of && refs_have(serves, v[i].interest))
			return true;
	return false;
}

static bool
serves_all_sides(const struct page *p, const struct rec_brief_option *o)
{
	size_t n, others = 0;
	const struct having *v = who_has_what(p, &n);

	for (size_t i = 0; i < n; i++) {
		if (!serves_party(v, n, v[i].party, o->serves))
			return false;
		others += v[i].party != v[0].party;
	}
	return others > 0 && o->hurts.n == 0;
}

static struct refs
shared_interests(const struct page *p)
{
	const struct room *room = p->v->room;
	i64 *v = NEW(p->v->a, i64, REFS_MAX);
	struct refs all = { v, 0 };

	for (size_t i = 0; i < room->n_sharings && all.n < REFS_MAX; i++)
		if (is_on(p, room->sharings[i].is.interest) && !refs_have(all, room->sharings[i].is.interest))
			v[all.n++] = room->sharings[i].is.interest;
	return all;
}

/* ---- what it stops (B5) ---- */

static struct impact_asked
measures_asked(const struct page *p, const struct option *o)
{
	struct impact_stop *v = NEW(p->v->a, struct impact_stop, LIMIT_OPTION_PARTS);
	struct impact_asked asked = { .stops = v };

	for (size_t i = 0; i < p->v->room->n_measures && asked.n < LIMIT_OPTION_PARTS; i++) {
		const struct ev_measure_proposed *m = &p->v->room->measures[i].is;

		if (m->option == o->head.id && charter_service(p->v->charter, m->service) && impact_of_measure(m->kind) != impact_hit_none)
			v[asked.n++] = (struct impact_stop){ m->service, m->kind, m->lasts };
	}
	return asked;
}

void
brief_impact(struct arena *a, const struct rec_impact *found, struct rec_brief_option *out)
{
	i64 *stops = NEW(a, i64, found->n_services + 1), *not_costed = NEW(a, i64, found->n_services + 1);
	i64 *guessed = NEW(a, i64, found->n_services + 1);
	struct rec_impact_break *breaks = NEW(a, struct rec_impact_break, found->n_services + 1);

	out->stops.v = stops;
	out->not_costed.v = not_costed;
	out->guessed.v = guessed;
	out->breaks = breaks;
	for (size_t i = 0; i < found->n_services; i++) {
		const struct rec_impact_service *s = &found->services[i];

		if (s->hit == HIT_STOPPED || s->hit == HIT_STOPS)
			stops[out->stops.n++] = s->service;
		if (s->not_costed)
			not_costed[out->not_costed.n++] = s->service;
		if (s->guessed)
			guessed[out->guessed.n++] = s->service;
		if (s->breaks_after)
			breaks[out->n_breaks++] = (struct rec_impact_break){ .service = s->service, .after = s->breaks_after };
	}
	out->totals = found->totals;
	out->n_totals = found->n_totals;
	out->steps = found->steps;
	out->n_steps = found->n_steps;
	out->harms = found->harms;
	out->n_harms = found->n_harms;
}

static err
say_stops(const struct page *p, const struct option *o, struct rec_brief_option *out)
{
	struct impact_asked asked = measures_asked(p, o);
	struct rec_impact found;
	err e;

	if (asked.n == 0 || (p->v->audience && p->v->audience->outside))
		return OK;
	if ((e = impact_find(p->v->a, p->v->charter, &asked, &found)))
		return e;
	brief_impact(p->v->a, &found, out);
	return OK;
}

/* ---- measures that all have (B2) ---- */

static bool
same_measure(const struct ev_measure_proposed *a, const struct ev_measure_proposed *b)
{
	return a->kind == b->kind && a->service == b->service && (a->service || str_eq(a->text, b->text));
}

/* Every measure of the page that is the same as this one, if every option has one that does anything. */
static struct refs
same_in_all(const struct page *p, const struct ev_measure_proposed *like)
{
	const struct room *room = p->v->room;
	i64 *v = NEW(p->v->a, i64, REFS_MAX);
	size_t n = 0, doing = 0;

	for (size_t i = 0; i < p->n; i++) {
		size_t before = n;

		for (size_t k = 0; k < room->n_measures && n < REFS_MAX; k++)
			if (room->measures[k].is.option == p->options[i]->head.id && same_measure(&room->measures[k].is, like))
				v[n++] = room->measures[k].head.id;
		if (!p->options[i]->is.nothing && n == before)
			return (struct refs){ v, 0 };
		doing += !p->options[i]->is.nothing;
	}
	return (struct refs){ v, doing > 1 ? n : 0 };
}

static void
say_common(const struct page *p, struct rec_brief *out)
{
	struct rec_brief_common *v = NEW(p->v->a, struct rec_brief_common, LIMIT_OPTION_PARTS);

	out->common = v;
	for (size_t i = 0; i < p->v->room->n_measures && out->n_common < LIMIT_OPTION_PARTS; i++) {
		const struct measure *m = &p->v->room->measures[i];
		const struct option *o = FIND(p->v->room, options, m->is.option);
		struct refs same;

		if (o->is.decision != p->d->head.id)
			continue;
		same = same_in_all(p, &m->is);
		if (same.n && same.v[0] == m->head.id)
			v[out->n_common++] = (struct rec_brief_common){ m->is.kind, m->is.service, same };
	}
}

/* ---- the page ---- */

static err
say_option(const struct page *p, const struct option *o, struct rec_brief_option *out)
{
	out->option = o->head.id;
	say_dominated(p, o, out);
	out->serves = interests_of(p, o, BEARING_SERVES);
	out->hurts = interests_of(p, o, BEARING_HURTS);
	out->serves_all_sides = serves_all_sides(p, out);
	if (p->d->state == DECISION_OPEN && o->estimate.takes_effect)
		out->last_moment = p->d->deadline - o->estimate.takes_effect * SECOND;
	return o->is.nothing ? brief_waiting(p->v, o, out) : say_stops(p, o, out);
}

/* What is put up, and to do nothing: the first that says so. */
static bool
is_always_compared(const struct room *room, const struct decision *d, const struct option *o)
{
	if (o->head.id == d->option)
		return true;
	for (const struct option *before = room->options; before < o; before++)
		if (before->is.decision == d->head.id && before->is.nothing)
			return false;
	return o->is.nothing;
}

/* Of the rest the newest, as many as there is space for. */
static void
compare_options(struct page *p, const struct option **options)
{
	const struct room *room = p->v->room;
	size_t all = 0;

	for (size_t i = 0; i < room->n_options; i++)
		all += room->options[i].is.decision == p->d->head.id;
	p->left_out = all > LIMIT_BRIEF_OPTIONS ? all - LIMIT_BRIEF_OPTIONS : 0;
	for (size_t i = 0, skip = p->left_out; i < room->n_options; i++) {
		const struct option *o = &room->options[i];

		if (o->is.decision != p->d->head.id)
			continue;
		if (skip && !is_always_compared(room, p->d, o))
			skip--;
		else
			options[p->n++] = o;
	}
}

static err
need_page(const struct seeing *v, i64 decision, struct page *out)
{
	const struct option **options = NEW(v->a, const struct option *, LIMIT_BRIEF_OPTIONS);
	struct seen seen;

	if (!view_entity(v, ENT_decision, decision, &seen))
		return err_new(v->a, ERR_NO_SUCH, "There is no decision %lld here.", (long long)decision);
	*out = (struct page){ v, FIND(v->room, decisions, decision), options, 0, 0 };
	compare_options(out, options);
	return OK;
}

err
brief_view(const struct seeing *v, i64 decision, struct rec_brief *out)
{
	struct rec_brief_option *options = NEW(v->a, struct rec_brief_option, LIMIT_BRIEF_OPTIONS);
	struct page p;
	err e;

	*out = (struct rec_brief){ .options = options };
	if ((e = need_page(v, decision, &p)))
		return e;
	for (size_t i = 0; i < p.n; i++)
		if ((e = say_option(&p, p.options[i], &options[out->n_options++])))
			return e;
	out->left_out = (i64)p.left_out;
	out->shared = shared_interests(&p);
	say_common(&p, out);
	brief_unknowns(v, p.d, out);
	return OK;
}
