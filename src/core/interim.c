/*
 * interim -- "B now, decide A at 05:00", and the moment at which an outcome is
 * looked at again (D3).
 *
 * There is no second way to decide: the question is opened anew in time for
 * people to answer by then, with A put up already, and B stands until it is
 * decided.  A tripwire, or a measure of B that failed, opens the same question earlier.
 */
#include "authority.h"

/* ---- folds ---- */

void
fold_interim_set(struct room *room, const struct entry *e, const struct ev_interim_set *p)
{
	struct option *o = FIND(room, options, p->option);

	o->then = p->then;
	o->then_at = p->at;
	touch(room, ENT_option, &o->head, e);
}

void
fold_review_set(struct room *room, const struct entry *e, const struct ev_review_set *p)
{
	struct option *o = FIND(room, options, p->option);

	o->review_at = p->at;
	touch(room, ENT_option, &o->head, e);
}

void
fold_review_due(struct room *room, const struct entry *e, const struct ev_review_due *p)
{
	struct decision *d = FIND(room, decisions, p->decision);

	d->review = true;
	touch(room, ENT_decision, &d->head, e);
}

/* ---- decides ---- */

/* Whoever is to answer has the rule's time, be the interim decided at once. */
static err
need_time_to_decide(const struct scene *s, const struct decision *d, i64 at)
{
	struct needs needs;
	err e = needs_of(s, d->is.kind, &needs);

	if (e == OK && at < s->now + needs.within * SECOND)
		return err_new(s->a, ERR_REFUSED, "then_at: whoever answers has %lld minutes by the rule, so it is decided in %lld minutes at the soonest; name a moment after that.",
		    (long long)needs.within / 60, (long long)needs.within / 60);
	return e;
}

err
need_interim(const struct scene *s, const struct option *o, i64 then, i64 at)
{
	const struct option *a = FIND(s->room, options, then);
	const struct decision *d = FIND(s->room, decisions, o->is.decision);
	err e;

	if (then == 0 && at == 0)
		return OK;
	if (then == 0 || at == 0)
		return err_new(s->a, ERR_MALFORMED, "then_option and then_at go together: what is decided after it, and when.");
	if (a == NULL)
		return no_such(s, "option", then);
	if (a == o || a->is.decision != o->is.decision)
		return err_new(s->a, ERR_REFUSED, "then_option: another option of the same decision is asked for.");
	if (by_officers(s->charter, d))
		return err_new(s->a, ERR_REFUSED, "What the charter officers decide is not for the meantime.");
	if ((e = need_future(s, at, "then_at")))
		return e;
	return need_time_to_decide(s, d, at);
}

err
decide_set_review(const struct scene *s, const struct cmd_set_review *c, struct outcome *out)
{
	const struct option *o;
	err e;

	if ((e = need_option_open(s, c->option, &o)))           return e;
	if ((e = need_future(s, c->at, "at")))                  return e;
	if (o->review_at == c->at)
		return err_new(s->a, ERR_CONFLICT, "That is so already.");
	emit(out, EV_review_set)->as.review_set = (struct ev_review_set){ c->option, c->at };
	return OK;
}

/* ---- when ---- */

i64
then_of(const struct room *room, const struct decision *d)
{
	const struct option *o = FIND(room, options, d->option);

	return o && !d->followed ? o->then : 0;
}

/* It is opened so long before that there is the time that the rule gives; 0: nothing follows. */
static i64
follows_at(const struct scene *s, const struct decision *d)
{
	const struct option *o = FIND(s->room, options, d->option);
	struct needs needs;

	if (d->state != DECISION_TAKEN || then_of(s->room, d) == 0 || s->room->phase == PHASE_CLOSED)
		return 0;
	if (asked_again(s->room, d) || needs_of(s, d->is.kind, &needs))
		return 0;
	return o->then_at - needs.within * SECOND;
}

static i64
review_at(const struct scene *s, const struct decision *d)
{
	const struct option *o = FIND(s->room, options, d->option);

	return d->state == DECISION_TAKEN && !d->review && s->room->phase != PHASE_CLOSED ? o->review_at : 0;
}

i64
interim_due(const struct scene *s, const struct decision *d)
{
	return sooner(follows_at(s, d), review_at(s, d));
}

/* ---- reactions ---- */

/* Due when it was said to be; but everybody has the time that the rule gives. */
static i64
deadline_then(const struct scene *s, const struct decision *d)
{
	const struct option *o = FIND(s->room, options, d->option);
	struct needs needs = { 0 };

	(void)needs_of(s, d->is.kind, &needs);
	return later_of(o->then_at, s->now + needs.within * SECOND);
}

static const struct option *
first_option(const struct room *room, const struct decision *d)
{
	for (size_t i = 0; i < room->n_options; i++)
		if (room->options[i].is.decision == d->head.id)
			return &room->options[i];
	return NULL;
}

/* Those of a list that the one option has and the other has not yet. */
#define COPY(list, proposed) \
static void \
copy_##list(const struct room *room, struct outcome *out, const struct option *from, const struct option *to) \
{ \
	size_t have = 0, seen = 0; \
\
	for (size_t i = 0; i < room->n_##list; i++) \
		have += room->list[i].is.option == to->head.id; \
	for (size_t i = 0; i < room->n_##list && out->n < LIMIT_OUTCOME - 2; i++) \
		if (room->list[i].is.option == from->head.id && seen++ >= have) { \
			struct ev_##proposed *copy = &emit(out, EV_##proposed)->as.proposed; \
\
			*copy = room->list[i].is; \
			copy->option = to->head.id; \
		} \
}
COPY(measures, measure_proposed)
COPY(obligations, obligation_proposed)

static void
copy_conditions(struct outcome *out, const struct option *from, const struct option *to)
{
	for (size_t i = to->n_conditions; i < from->n_conditions && out->n < LIMIT_OUTCOME; i++)
		emit(out, EV_condition_adopted)->as.condition_adopted = (struct ev_condition_adopted){
			to->head.id, from->conditions[i].condition, from->conditions[i].text };
}

/* What an approval of it bound to, and its figures.  False: nothing lacked any more. */
static bool
copy_parts(const struct scene *s, struct outcome *out, const struct option *from, const struct option *to)
{
	size_t before = out->n;

	copy_measures(s->room, out, from, to);
	copy_obligations(s->room, out, from, to);
	if (from->n_estimates && to->n_estimates == 0)
		emit(out, EV_option_estimated)->as.option_estimated = estimate_over(s->a, from, to->head.id);
	if (from->tripwire.text.p && to->tripwire.text.p == NULL)
		emit(out, EV_tripwire_set)->as.tripwire_set = (struct ev_tripwire_set){ to->head.id, from->tripwire.text };
	if (from->planned && !to->planned)
		emit(out, EV_plan_set)->as.plan_set = (struct ev_plan_set){ to->head.id, from->plan, from->departs };
	copy_conditions(out, from, to);
	return out->n > before;
}

/* What a question was opened for becomes its own option, and is put to those who must answer. */
static void
take_up(const struct scene *s, struct outcome *out, const struct decision *d)
{
	const struct option *from = FIND(s->room, options, d->is.takes_up), *own;
	struct ev_option_put_up as;

	if (d->state != DECISION_OPEN || d->put_up || (from == NULL && d->is.renews == 0))
		return;
	own = first_option(s->room, d);
	if (own == NULL && from)
		emit(out, EV_option_proposed)->as.option_proposed = (struct ev_option_proposed){ .decision = d->head.id, .nothing = from->is.nothing,
		    .severity = from->is.severity, .title = from->title, .returns = from->is.returns };
	else if (own && (from == NULL || !copy_parts(s, out, from, own)) && put_up_as(s, d, own, &as) == OK)
		emit(out, EV_option_put_up)->as.option_put_up = as;
}

void
react_interims(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_decisions && out->n < LIMIT_OUTCOME / 2; i++) {
		const struct decision *d = &s->room->decisions[i];

		take_up(s, out, d);
		if (has_come(s, follows_at(s, d)))
			open_anew(s, out, d, (struct ev_decision_opened){ .takes_up = then_of(s->room, d), .deadline = deadline_then(s, d) });
		if (has_come(s, review_at(s, d)))
			emit(out, EV_review_due)->as.review_due.decision = d->head.id;
	}
}
