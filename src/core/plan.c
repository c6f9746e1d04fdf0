/*
 * plan -- what a plan prescribes, and why an outcome departs from it (C1).
 *
 * What it says is said of each option, so that an answer binds to it like to
 * the option's words.  Whether an outcome follows the plan is then no claim of
 * anybody: it does if the option chosen does.
 */
#include "authority.h"


/* ---- folds ---- */

void
fold_plan_set(struct room *room, const struct entry *e, const struct ev_plan_set *p)
{
	struct option *o = FIND(room, options, p->option);

	o->plan = p->plan;
	o->planned = e->seq;
	o->departs = p->departs;
	touch(room, ENT_option, &o->head, e);
}

/* ---- decides ---- */

static err
need_of_decision(const struct scene *s, struct refs options, i64 decision)
{
	for (size_t i = 0; i < options.n; i++) {
		const struct option *o = FIND(s->room, options, options.v[i]);

		if (o == NULL)
			return no_such(s, "option", options.v[i]);
		if (o->is.decision != decision)
			return err_new(s->a, ERR_REFUSED, "options: option %lld belongs to another decision.", (long long)o->head.id);
	}
	return OK;
}

/* Of every option of the decision that it says something else of than before. */
static err
set_plan(const struct scene *s, const struct cmd_set_plan *c, struct outcome *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s->room->n_options; i++) {
		const struct option *o = &s->room->options[i];
		bool departs = !refs_have(c->options, o->head.id);

		if (o->is.decision != c->decision)
			continue;
		if (n++ == LIMIT_OPTIONS)
			return err_new(s->a, ERR_TOO_LARGE, "This decision has more than %d options; open another with those that matter.", LIMIT_OPTIONS);
		if (!o->planned || o->departs != departs || !str_eq(o->plan, c->plan))
			emit(out, EV_plan_set)->as.plan_set = (struct ev_plan_set){ o->head.id, c->plan, departs };
	}
	if (n == 0)
		return err_new(s->a, ERR_REFUSED, "Propose the options first; then say which of them the plan prescribes.");
	return out->n ? OK : err_new(s->a, ERR_CONFLICT, "That is so already.");
}

err
decide_set_plan(const struct scene *s, const struct cmd_set_plan *c, struct outcome *out)
{
	const struct decision *d;
	err e;

	if ((e = need_decision_open(s, c->decision, &d)))               return e;
	if ((e = need_not_acted_upon(s, d)))                            return e;
	if ((e = need_of_decision(s, c->options, c->decision)))         return e;
	return set_plan(s, c, out);
}

void
inherit_plan(const struct scene *s, struct outcome *out, i64 decision, i64 option)
{
	const struct room *room = s->room;
	const struct option *named = NULL;

	for (size_t i = 0; i < room->n_options && named == NULL; i++)
		if (room->options[i].is.decision == decision && room->options[i].planned)
			named = &room->options[i];
	if (named)
		emit(out, EV_plan_set)->as.plan_set = (struct ev_plan_set){ option, named->plan, true };
}

/* ---- views ---- */

static bool
ended_undecided(const struct room *room, const struct decision *d)
{
	return d->outcome && room->places[d->outcome - 1].kind != EV_decision_taken;
}

str
departs_because(const struct room *room, const struct decision *d)
{
	const struct option *o = FIND(room, options, d->option);
	bool departs = o && o->departs && !ended_undecided(room, d);

	for (size_t i = room->n_answers; departs && i-- > 0;) {
		const struct answer *a = &room->answers[i];

		if (a->option == d->option && !a->void_ && (a->kind == ANSWER_DECIDE || a->kind == ANSWER_BREAK_GLASS))
			return a->text;
	}
	return (str){ NULL, 0 };
}
