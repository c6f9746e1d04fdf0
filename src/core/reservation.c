/*
 * reservation -- what somebody says first of an option put up: "I would concur
 * if", "I need X by T" (B3).
 *
 * It is unsigned and does not count.  It is no silence either: until the
 * condition is adopted or refused, or the need met or its time over, nobody
 * calls them silent.
 */
#include "authority.h"

/* ---- folds ---- */

/* What the same person said first in the same seat before: there is one word of theirs, the last. */
static void
replace_earlier(struct room *room, const struct answer *by, const struct entry *e)
{
	for (size_t i = 0; i < room->n_answers; i++) {
		struct answer *a = &room->answers[i];

		if (a == by || !is_unsigned(a) || a->option != by->option || a->person != by->person || a->seat != by->seat || a->void_ || a->over)
			continue;
		a->void_ = a->replaced = true;
		touch_aside(room, ENT_answer, &a->head, e);
	}
	end_calls(room, by->decision, e);
}

void
fold_concurred_if(struct room *room, const struct entry *e, const struct ev_concurred_if *p)
{
	struct answer *a = add_answer(room, e, ANSWER_CONDITION, p->option);

	a->seat = p->seat;
	a->text = p->text;
	replace_earlier(room, a, e);
}

void
fold_need_stated(struct room *room, const struct entry *e, const struct ev_need_stated *p)
{
	struct answer *a = add_answer(room, e, ANSWER_NEED, p->option);

	a->seat = p->seat;
	a->by = p->by;
	a->request = p->request;
	a->text = p->text;
	replace_earlier(room, a, e);
}

/* Nothing is waited for any more: whoever asked for it is asked. */
static void
need_over(struct room *room, struct answer *a, const struct entry *e)
{
	struct decision *d = FIND(room, decisions, a->decision);

	a->over = e->seq;
	touch_aside(room, ENT_answer, &a->head, e);
	touch_aside(room, ENT_decision, &d->head, e);
	end_calls(room, a->decision, e);
}

void
needs_met(struct room *room, i64 request, const struct entry *e)
{
	for (size_t i = 0; i < room->n_answers; i++)
		if (room->answers[i].request == request && room->answers[i].over == 0 && !room->answers[i].void_)
			need_over(room, &room->answers[i], e);
}

void
fold_need_unmet(struct room *room, const struct entry *e, const struct ev_need_unmet *p)
{
	need_over(room, FIND(room, answers, p->need), e);
}

void
fold_condition_refused(struct room *room, const struct entry *e, const struct ev_condition_refused *p)
{
	need_over(room, FIND(room, answers, p->condition), e);
}

void
fold_condition_adopted(struct room *room, const struct entry *e, const struct ev_condition_adopted *p)
{
	struct answer *a = FIND(room, answers, p->condition);
	struct option *o = FIND(room, options, p->option);

	GROW(&room->arena, o->conditions, o->n_conditions, o->cap_conditions);
	o->conditions[o->n_conditions++] = *p;
	a->void_ = true;
	touch(room, ENT_answer, &a->head, e);
	end_calls(room, a->decision, e);
}

/* ---- what waits ---- */

bool
is_unsigned(const struct answer *a)
{
	return a->kind == ANSWER_CONDITION || a->kind == ANSWER_NEED;
}

static bool
said_more(const struct room *room, const struct answer *a)
{
	for (size_t i = room->n_answers; i-- > 0 && room->answers[i].head.id > a->head.id;)
		if (room->answers[i].option == a->option && room->answers[i].person == a->person && !is_unsigned(&room->answers[i]) &&
		    !room->answers[i].discredited)
			return true;
	return false;
}

bool
is_asking(const struct charter *c, const struct room *room, const struct decision *d, const struct answer *a)
{
	i64 grounds;

	return is_unsigned(a) && a->option == d->option && a->head.id > d->put_up && a->over == 0 && !a->void_ && !a->discredited &&
	    !said_more(room, a) && !has_recused(room, d, a->seat, a->person) && may_sit_by(c, room, d, a->seat, a->person, &grounds);
}

bool
condition_waits(const struct charter *c, const struct room *room, const struct decision *d, i64 seat)
{
	for (size_t i = 0; i < room->n_answers; i++)
		if (room->answers[i].kind == ANSWER_CONDITION && room->answers[i].seat == seat && is_asking(c, room, d, &room->answers[i]))
			return true;
	return false;
}

/* Nobody waits longer than the decision may. */
static i64
needed_until(const struct decision *d, const struct answer *a)
{
	return a->by && a->by < d->deadline ? a->by : d->deadline;
}

i64
needs_until(const struct charter *c, const struct room *room, const struct decision *d)
{
	i64 when = 0;

	for (size_t i = 0; i < room->n_answers; i++)
		if (room->answers[i].kind == ANSWER_NEED && is_asking(c, room, d, &room->answers[i]))
			when = sooner(when, needed_until(d, &room->answers[i]));
	return when;
}

/* ---- decides ---- */

/* Who may speak for a seat without signing: a holder, or the deputy called. */
static err
need_speaker(const struct scene *s, i64 option, i64 seat)
{
	const struct option *o = FIND(s->room, options, option);
	const struct decision *d = o ? FIND(s->room, decisions, o->is.decision) : NULL;
	i64 grounds;
	err e;

	if (d && !may_sit_by(s->charter, s->room, d, seat, s->actor.person, &grounds))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "You do not hold the seat %.*s, nor stand in for it.",
		    STR_ARG(seat_title(s->charter, seat)));
	if ((e = need_option_open(s, option, &o)))
		return e;
	if (d->option != option)
		return err_new(s->a, ERR_CONFLICT, "This option is not the one put up.");
	if (!seat_asked(d, seat))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "The rule does not ask the seat %.*s; say in the chat what it would take.",
		    STR_ARG(seat_title(s->charter, seat)));
	return OK;
}

err
decide_concur_if(const struct scene *s, const struct cmd_concur_if *c, struct outcome *out)
{
	err e;

	if ((e = need_speaker(s, c->option, c->seat)))  return e;
	emit(out, EV_concurred_if)->as.concurred_if = (struct ev_concurred_if){ c->option, c->seat, c->text };
	return OK;
}

/* It is needed before the deadline; where nobody says when, half of the time that is left. */
static err
need_in_time(const struct scene *s, i64 option, i64 *by)
{
	const struct option *o = FIND(s->room, options, option);
	const struct decision *d = FIND(s->room, decisions, o->is.decision);
	err e;

	if (*by == 0)
		*by = s->now + (d->deadline - s->now) / 2;
	else if ((e = need_future(s, *by, "by")))
		return e;
	if (*by > d->deadline)
		return err_new(s->a, ERR_MALFORMED, "by: is after the deadline; what comes then is of no use to this decision.");
	return OK;
}

/* Whoever would carry it out, or else who decides it: but nobody is asked what they need themselves; 0: whoever it concerns. */
static i64
who_finds_out(const struct scene *s, const struct decision *d, const struct cmd_state_need *c)
{
	const struct rec_rule_terms *rule = rule_of(s->charter, d);

	if (c->owner)
		return c->owner;
	if (rule && rule->responsible != c->seat)
		return rule->responsible;
	return d->needs.accountable != c->seat ? d->needs.accountable : 0;
}

/* The question that asks for it: one that is open under that name, or a new one. */
static i64
ask_for(const struct scene *s, struct outcome *out, const struct decision *d, const struct cmd_state_need *c, i64 by)
{
	i64 request = s->room->seq + 1;
	str name = c->name.n ? c->name : arena_fmt(s->a, "need_%lld", (long long)request);

	for (size_t i = 0; i < s->room->n_requests; i++)
		if (s->room->requests[i].answer == 0 && str_eq(s->room->requests[i].is.name, name))
			return s->room->requests[i].head.id;
	emit(out, EV_information_requested)->as.information_requested =
	    (struct ev_information_requested){ .name = name, .owner = who_finds_out(s, d, c), .due = by, .question = c->text };
	return request;
}

err
decide_state_need(const struct scene *s, const struct cmd_state_need *c, struct outcome *out)
{
	struct ev_need_stated need = { c->option, c->seat, c->by, c->text, 0 };
	const struct option *o;
	err e;

	if ((e = need_speaker(s, c->option, c->seat)))  return e;
	if ((e = need_in_time(s, c->option, &need.by))) return e;
	if ((e = need_seat_or_none(s, c->owner)))       return e;
	if (c->name.n && (e = need_assertable(s, c->name)))
		return e;
	o = FIND(s->room, options, c->option);
	if (s->room != s->charter->room)        /* in the officers' own matter nothing is asked of anybody else */
		need.request = ask_for(s, out, FIND(s->room, decisions, o->is.decision), c, need.by);
	emit(out, EV_need_stated)->as.need_stated = need;
	return OK;
}

static err
need_condition(const struct scene *s, i64 id, const struct answer **out)
{
	const struct answer *a = FIND(s->room, answers, id);
	const struct option *o;
	err e;

	if (a == NULL || a->kind != ANSWER_CONDITION)
		return no_such(s, "condition", id);
	if ((e = need_option_open(s, a->option, &o)))
		return e;
	if (a->replaced)
		return err_new(s->a, ERR_CONFLICT, "They said something else in its place since; adopt or refuse that.");
	if (a->void_)
		return err_new(s->a, ERR_CONFLICT, "This condition is adopted already.");
	*out = a;
	return need_answers_for(s->a, s->charter, s->room, FIND(s->room, decisions, a->decision), s->actor.person);
}

err
decide_adopt_condition(const struct scene *s, const struct cmd_adopt_condition *c, struct outcome *out)
{
	const struct answer *a;
	err e;

	if ((e = need_condition(s, c->condition, &a)))
		return e;
	emit(out, EV_condition_adopted)->as.condition_adopted =
	    (struct ev_condition_adopted){ a->option, c->condition, a->text };
	return OK;
}

err
decide_refuse_condition(const struct scene *s, const struct cmd_refuse_condition *c, struct outcome *out)
{
	const struct answer *a;
	err e;

	if ((e = need_condition(s, c->condition, &a)))
		return e;
	if (a->over)
		return err_new(s->a, ERR_CONFLICT, "This condition is refused already.");
	emit(out, EV_condition_refused)->as.condition_refused = (struct ev_condition_refused){ c->condition, c->why };
	return OK;
}

/* ---- reactions ---- */

bool
react_needs(const struct scene *s, struct outcome *out, const struct decision *d)
{
	bool any = false;

	for (size_t i = 0; i < s->room->n_answers && out->n < LIMIT_OUTCOME; i++) {
		const struct answer *a = &s->room->answers[i];

		if (a->kind != ANSWER_NEED || s->now < needed_until(d, a) || !is_asking(s->charter, s->room, d, a))
			continue;
		emit(out, EV_need_unmet)->as.need_unmet.need = a->head.id;
		any = true;
	}
	return any;
}
