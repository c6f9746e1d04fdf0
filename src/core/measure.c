/* measure -- what is done to contain or to keep going, and for how long. */
#include "authority.h"
#include "view.h"

static const i64 SECOND = 1000000;
enum { TITLE_MAX = 300 };       /* as events.def has it for task_opened */

/* ---- folds ---- */

void
fold_measure_proposed(struct room *room, const struct entry *e, const struct ev_measure_proposed *p)
{
	struct measure *m = ADD(room, measures);

	m->is = *p;
	m->state = MEASURE_PROPOSED;
	touch(room, ENT_measure, &m->head, e);
}

static struct measure *
measure_to(struct room *room, const struct entry *e, i64 id, enum measure_state state)
{
	struct measure *m = FIND(room, measures, id);

	m->state = state;
	touch(room, ENT_measure, &m->head, e);
	return m;
}

void
fold_measure_ordered(struct room *room, const struct entry *e, const struct ev_measure_ordered *p)
{
	measure_to(room, e, p->measure, MEASURE_ORDERED);
}

void
fold_measure_applied(struct room *room, const struct entry *e, const struct ev_measure_applied *p)
{
	struct measure *m = measure_to(room, e, p->measure, MEASURE_IN_FORCE);

	m->applied_by = e->by.person;
	m->applied_via = e->by.via;
	m->expires = p->expires;
}

void
fold_measure_checked(struct room *room, const struct entry *e, const struct ev_measure_checked *p)
{
	measure_to(room, e, p->measure, MEASURE_VERIFIED)->checked_by = e->by.person;
}

void
fold_measure_expired(struct room *room, const struct entry *e, const struct ev_measure_expired *p)
{
	measure_to(room, e, p->measure, MEASURE_EXPIRED);
}

void
fold_measure_lifted(struct room *room, const struct entry *e, const struct ev_measure_lifted *p)
{
	measure_to(room, e, p->measure, MEASURE_LIFTED);
}

/* ---- decides ---- */

err
decide_propose_measure(const struct scene *s, const struct cmd_propose_measure *c, struct outcome *out)
{
	const struct option *option;
	err e;

	if ((e = need_option_open(s, c->option, &option)))      return e;
	if ((e = need_option_space(s, c->option)))              return e;
	if ((e = need_seat_or_none(s, c->owner)))               return e;
	if (c->service && charter_service(s->charter, c->service) == NULL)
		return no_such(s, "service", c->service);
	if (option->is.nothing)
		return err_new(s->a, ERR_REFUSED, "This option is to do nothing; it has no measures.");
	emit(out, EV_measure_proposed)->as.measure_proposed = (struct ev_measure_proposed){
		.option = c->option, .kind = c->kind, .service = c->service, .owner = c->owner,
		.lasts = c->lasts, .text = c->text,
	};
	return OK;
}

static err
need_measure(const struct scene *s, i64 id, const struct measure **out)
{
	if ((*out = FIND(s->room, measures, id)) == NULL)
		return no_such(s, "measure", id);
	return OK;
}

static err
measure_is(const struct scene *s, const struct measure *m)
{
	return err_new(s->a, ERR_CONFLICT, "The measure is %s.", word_text(&measure_state_words, (int)m->state));
}

err
decide_apply_measure(const struct scene *s, const struct cmd_apply_measure *c, struct outcome *out)
{
	const struct measure *m;
	err e;

	if ((e = need_measure(s, c->measure, &m)))
		return e;
	if (m->state != MEASURE_ORDERED)
		return measure_is(s, m);
	emit(out, EV_measure_applied)->as.measure_applied =
	    (struct ev_measure_applied){ c->measure, s->now + m->is.lasts * SECOND };
	return OK;
}

err
decide_check_measure(const struct scene *s, const struct cmd_check_measure *c, struct outcome *out)
{
	const struct measure *m;
	err e;

	if ((e = need_measure(s, c->measure, &m)))
		return e;
	if (m->state != MEASURE_IN_FORCE)
		return measure_is(s, m);
	if (behind(s->charter, m->applied_by, m->applied_via) == s->actor.person)
		return err_new(s->a, ERR_REFUSED, "Somebody other than whoever applied it has to test it.");
	emit(out, EV_measure_checked)->as.measure_checked = (struct ev_measure_checked){ c->measure, c->test };
	return OK;
}

err
decide_lift_measure(const struct scene *s, const struct cmd_lift_measure *c, struct outcome *out)
{
	const struct measure *m;
	err e;

	if ((e = need_measure(s, c->measure, &m)))
		return e;
	if (m->state == MEASURE_PROPOSED || m->state == MEASURE_LIFTED)
		return measure_is(s, m);
	emit(out, EV_measure_lifted)->as.measure_lifted = (struct ev_measure_lifted){ c->measure, c->why };
	return OK;
}

/* ---- reactions ---- */

/* Cut between characters where a task's title ends. */
static str
cut(str title)
{
	if (title.n > TITLE_MAX)
		for (title.n = TITLE_MAX; title.n > 0 && ((u8)title.p[title.n] & 0xc0) == 0x80; title.n--)
			;
	return title;
}

static str
words_of_measure(const struct measure *m)
{
	return m->is.text.n ? m->is.text : str_c(word_text(&measure_kind_words, (int)m->is.kind));
}

static bool
is_in_force(const struct measure *m)
{
	return m->state == MEASURE_IN_FORCE || m->state == MEASURE_VERIFIED;
}

/* Done alone, and the answers that the rule asks for did not come: no. */
static bool
is_ratified(const struct scene *s, const struct measure *m)
{
	const struct option *o = FIND(s->room, options, m->is.option);
	const struct decision *d = FIND(s->room, decisions, o->is.decision);

	return d->alone == 0 || d->state != DECISION_UNDECIDED || d->option != m->is.option;
}

/* Its owner, or whom the rule makes responsible. */
static i64
carried_out_by(const struct scene *s, const struct measure *m)
{
	const struct option *o = FIND(s->room, options, m->is.option);
	const struct rec_rule_terms *rule = rule_of(s->charter, FIND(s->room, decisions, o->is.decision));

	return m->is.owner || rule == NULL ? m->is.owner : rule->responsible;
}

static void
open_task(const struct scene *s, struct outcome *out, const struct measure *m, str title, bool undo)
{
	emit(out, EV_task_opened)->as.task_opened =
	    (struct ev_task_opened){ .title = cut(title), .owner = carried_out_by(s, m), .measure = m->head.id, .undo = undo };
}

/* A default does nothing: it asks people to. */
static str
ordered_words(const struct scene *s, const struct measure *m)
{
	const struct option *o = FIND(s->room, options, m->is.option);
	const struct decision *d = FIND(s->room, decisions, o->is.decision);

	return d->defaulted && d->state == DECISION_OPEN ?
	    arena_fmt(s->a, "By default, as nobody answered: %.*s", STR_ARG(words_of_measure(m))) : words_of_measure(m);
}

/* What was done alone and nobody ratified: lifted if it was not applied yet, else it ends and is undone. */
static void
end_unratified(const struct scene *s, struct outcome *out, const struct measure *m)
{
	if (m->state == MEASURE_ORDERED)
		emit(out, EV_measure_lifted)->as.measure_lifted = (struct ev_measure_lifted){ m->head.id, STR("Nobody ratified it in time.") };
	else if (is_in_force(m))
		emit(out, EV_measure_expired)->as.measure_expired.measure = m->head.id;
	else if (m->state == MEASURE_EXPIRED && m->undo == 0)
		open_task(s, out, m, arena_fmt(s->a, "Undo: %.*s", STR_ARG(words_of_measure(m))), true);
}

/* What was ordered becomes a task of its owner; what has run out is said to have. */
void
react_measures(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_measures && out->n < LIMIT_OUTCOME; i++) {
		const struct measure *m = &s->room->measures[i];

		if (!is_ratified(s, m))
			end_unratified(s, out, m);
		else if (m->state == MEASURE_ORDERED && m->task == 0)
			open_task(s, out, m, ordered_words(s, m), false);
		else if (is_in_force(m) && s->now >= m->expires)
			emit(out, EV_measure_expired)->as.measure_expired.measure = m->head.id;
	}
}

/* ---- views ---- */

const struct head *
see_measure(const struct seeing *v, i64 id, struct ent_measure *out)
{
	const struct measure *m = FIND(v->room, measures, id);

	if (m == NULL)
		return NULL;
	*out = (struct ent_measure){ ID(m), .option = m->is.option, .kind = m->is.kind, .state = m->state,
	    .service = m->is.service, .owner = m->is.owner, .lasts = m->is.lasts, .expires = m->expires,
	    .applied_by = m->applied_by, .checked_by = m->checked_by, .text = m->is.text };
	return &m->head;
}
