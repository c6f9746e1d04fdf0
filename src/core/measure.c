/* measure -- what is done to contain or to keep going: decided, in force, tested by somebody else, and ended. */
#include "authority.h"
#include "task.h"
#include "view.h"

static const i64 CARRIED_OUT_WITHIN = 3600;
enum { QUESTION_MAX = 500, OPTION_MAX = 200 };  /* as events.def has them */

bool
measure_in_force(const struct measure *m)
{
	return m->state == MEASURE_IN_FORCE || m->state == MEASURE_VERIFIED;
}

bool
is_shutdown(const struct measure *m)
{
	return m->is.kind == FULL_SHUTDOWN || m->is.kind == PARTIAL_SHUTDOWN;
}

i64
measure_wanted_by(const struct room *room, const struct measure *m)
{
	i64 effect = ((const struct option *)FIND(room, options, m->is.option))->estimate.takes_effect;

	return m->ordered + (effect ? effect : CARRIED_OUT_WITHIN) * SECOND;
}

str
measure_words(const struct measure *m)
{
	return m->is.text.n ? m->is.text : str_c(word_text(&measure_kind_words, (int)m->is.kind));
}

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

/* It is in force no more; nobody need say what becomes of it. */
static struct measure *
measure_ended(struct room *room, const struct entry *e, i64 id, enum measure_state state)
{
	struct measure *m = measure_to(room, e, id, state);

	m->ended = e->at;
	end_calls(room, id, e);
	return m;
}

void
fold_measure_ordered(struct room *room, const struct entry *e, const struct ev_measure_ordered *p)
{
	struct measure *m = measure_to(room, e, p->measure, MEASURE_ORDERED);

	m->decision = p->decision;
	m->ordered = e->at;
}

void
fold_measure_applied(struct room *room, const struct entry *e, const struct ev_measure_applied *p)
{
	struct measure *m = measure_to(room, e, p->measure, MEASURE_IN_FORCE);

	m->applied = e->at;
	m->applied_seq = e->seq;
	m->applied_by = e->by.person;
	m->applied_via = e->by.via;
	m->expires = p->expires;
	end_calls(room, p->measure, e);
}

void
fold_measure_checked(struct room *room, const struct entry *e, const struct ev_measure_checked *p)
{
	struct measure *m = p->failed ? measure_ended(room, e, p->measure, MEASURE_FAILED) :
	    measure_to(room, e, p->measure, MEASURE_VERIFIED);

	m->checked = e->at;
	m->checked_by = e->by.person;
	m->tested = p->test;
}

void
fold_measure_failed(struct room *room, const struct entry *e, const struct ev_measure_failed *p)
{
	measure_ended(room, e, p->measure, MEASURE_FAILED)->why = p->why;
}

void
fold_measure_expired(struct room *room, const struct entry *e, const struct ev_measure_expired *p)
{
	measure_ended(room, e, p->measure, MEASURE_EXPIRED);
}

void
fold_measure_lifted(struct room *room, const struct entry *e, const struct ev_measure_lifted *p)
{
	measure_ended(room, e, p->measure, MEASURE_LIFTED)->why = p->why;
}

void
fold_measure_expiring(struct room *room, const struct entry *e, const struct ev_measure_expiring *p)
{
	struct measure *m = FIND(room, measures, p->measure);

	*(p->escalated ? &m->escalated : &m->asked) = e->at;
	touch(room, ENT_measure, &m->head, e);
}

/* What was in force goes on under the later decision, applied and tested as it was. */
void
fold_measure_renewed(struct room *room, const struct entry *e, const struct ev_measure_renewed *p)
{
	struct measure *by = FIND(room, measures, p->by), *m = FIND(room, measures, p->measure);

	if (p->expires) {
		by->state = m->state;
		by->applied = m->applied;
		by->applied_seq = m->applied_seq;
		by->applied_by = m->applied_by;
		by->applied_via = m->applied_via;
		by->checked = m->checked;
		by->checked_by = m->checked_by;
		by->tested = m->tested;
		by->expires = p->expires;
	}
	touch(room, ENT_measure, &by->head, e);
	measure_ended(room, e, p->measure, MEASURE_RENEWED)->renewed_by = p->by;
}

/* ---- decides ---- */

err
decide_propose_measure(const struct scene *s, const struct cmd_propose_measure *c, struct outcome *out)
{
	const struct option *option;
	err e;

	if ((e = need_option_open(s, c->option, &option)))      return e;
	if ((e = need_seat_or_none(s, c->owner)))               return e;
	if (c->service && charter_service(s->charter, c->service) == NULL)
		return no_such(s, "service", c->service);
	if (option->is.nothing)
		return err_new(s->a, ERR_REFUSED, "This option is to do nothing; it has no measures.");
	if ((e = need_rule_beside(s, option, c->kind)))         return e;
	emit(out, EV_measure_proposed)->as.measure_proposed = (struct ev_measure_proposed){
		.option = c->option, .kind = c->kind, .service = c->service, .owner = c->owner,
		.lasts = c->lasts, .text = c->text, .test = c->test,
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

/* Where it stands, and what to do instead of what was asked. */
static err
measure_is(const struct scene *s, const struct measure *m)
{
	static const char *const is[] = {
		[MEASURE_PROPOSED] = "The measure is proposed and not decided: whoever decides on its option decides on it.",
		[MEASURE_ORDERED]  = "The measure is decided and not in force: whoever carries it out says so when it is.",
		[MEASURE_IN_FORCE] = "The measure is in force: somebody else tests it, it is renewed in time, or lifted.",
		[MEASURE_VERIFIED] = "The measure is in force and tested: renew it, lift it, or say that it failed.",
		[MEASURE_EXPIRED]  = "The measure's time is over: renew it, or lift it once it is undone.",
		[MEASURE_LIFTED]   = "The measure is lifted: for it to be in force again, ask for a decision.",
		[MEASURE_FAILED]   = "The measure has failed: lift it once it is undone, and decide what takes its place.",
		[MEASURE_RENEWED]  = "The measure was renewed: look at the one that stands in its place.",
	};

	return err_new(s->a, ERR_CONFLICT, "%s", is[m->state]);
}

/* Whoever says that it is in force says that what was to be done for it is done. */
static void
finish_carrying_out(const struct scene *s, struct outcome *out, const struct measure *m)
{
	const struct task *t = FIND(s->room, tasks, m->task);

	if (t && task_unfinished(t))
		emit(out, EV_task_done)->as.task_done = (struct ev_task_done){ m->task, STR("It is in force."),
		    task_waits_for(s->room, t) ? STR("The measure is in force.") : (str){ NULL, 0 } };
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
	if ((e = need_applying(s, m)))
		return e;
	emit(out, EV_measure_applied)->as.measure_applied =
	    (struct ev_measure_applied){ c->measure, s->now + m->is.lasts * SECOND };
	finish_carrying_out(s, out, m);
	return OK;
}

err
decide_check_measure(const struct scene *s, const struct cmd_check_measure *c, struct outcome *out)
{
	const struct measure *m;
	err e;

	if ((e = need_measure(s, c->measure, &m)))
		return e;
	if (m->applied && behind(s->charter, m->applied_by, m->applied_via) == s->actor.person)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "Somebody other than whoever applied it has to test it.");
	if (c->failed && (e = need_failing(s, m)))
		return e;
	if (m->state != MEASURE_IN_FORCE)
		return measure_is(s, m);
	emit(out, EV_measure_checked)->as.measure_checked = (struct ev_measure_checked){ c->measure, c->test, c->failed };
	return OK;
}

err
decide_fail_measure(const struct scene *s, const struct cmd_fail_measure *c, struct outcome *out)
{
	const struct measure *m;
	err e;

	if ((e = need_measure(s, c->measure, &m)))
		return e;
	if ((e = need_failing(s, m)))
		return e;
	if (m->state != MEASURE_ORDERED && !measure_in_force(m))
		return measure_is(s, m);
	emit(out, EV_measure_failed)->as.measure_failed = (struct ev_measure_failed){ c->measure, c->why };
	return OK;
}

/* For what has ended otherwise there is nothing to go on with; it is decided anew. */
static err
need_renewable(const struct scene *s, const struct measure *m, const struct decision *d)
{
	if (!measure_in_force(m) && m->state != MEASURE_EXPIRED)
		return measure_is(s, m);
	if (by_officers(s->charter, d))
		return err_new(s->a, ERR_REFUSED, "A measure of the charter officers' decision is not renewed; open another decision.");
	for (size_t i = 0; i < s->room->n_decisions; i++)
		if (s->room->decisions[i].state == DECISION_OPEN && s->room->decisions[i].is.renews == m->head.id)
			return err_new(s->a, ERR_CONFLICT, "Decision %lld asks for that already.", (long long)s->room->decisions[i].head.id);
	return need_room_open(s);
}

/* The question, its one option and the measure in it, each named by the next; react puts it up. */
err
decide_renew_measure(const struct scene *s, const struct cmd_renew_measure *c, struct outcome *out)
{
	i64 decision = s->room->seq + 1, option = decision + 1;
	const struct decision *d;
	const struct measure *m;
	struct ev_measure_proposed as;
	struct needs needs;
	str ask;
	err e;

	if ((e = need_measure(s, c->measure, &m)))              return e;
	d = FIND(s->room, decisions, ((const struct option *)FIND(s->room, options, m->is.option))->is.decision);
	if ((e = need_renewable(s, m, d)))                      return e;
	if ((e = needs_of(s, d->is.kind, &needs)))              return e;

	as = m->is;
	as.option = option;
	as.renews = c->measure;
	as.lasts = c->lasts ? c->lasts : m->is.lasts;
	ask = arena_fmt(s->a, "Renew: %.*s", STR_ARG(measure_words(m)));
	emit(out, EV_decision_opened)->as.decision_opened = (struct ev_decision_opened){ .kind = d->is.kind, .rule = needs.rule,
	    .deadline = s->now + needs.within * SECOND, .question = str_first(ask, QUESTION_MAX), .renews = c->measure };
	emit(out, EV_option_proposed)->as.option_proposed = (struct ev_option_proposed){ .decision = decision, .title = str_first(ask, OPTION_MAX) };
	emit(out, EV_measure_proposed)->as.measure_proposed = as;
	return OK;
}

err
decide_lift_measure(const struct scene *s, const struct cmd_lift_measure *c, struct outcome *out)
{
	const struct measure *m;
	err e;

	if ((e = need_measure(s, c->measure, &m)))
		return e;
	if (m->state == MEASURE_PROPOSED || m->state == MEASURE_LIFTED || m->state == MEASURE_RENEWED)
		return measure_is(s, m);
	if ((e = need_lifting(s, m)))
		return e;
	emit(out, EV_measure_lifted)->as.measure_lifted = (struct ev_measure_lifted){ c->measure, c->why };
	return OK;
}

/* ---- views ---- */

static bool
is_superseded(const struct decision *d)
{
	return d && d->state == DECISION_SUPERSEDED;
}

/* What was decided and does not hold, as far as entries tell. */
static enum measure_gap
gap_of(const struct measure *m, const struct decision *d)
{
	switch (m->state) {
	case MEASURE_ORDERED:   return GAP_NOT_IN_FORCE;
	case MEASURE_IN_FORCE:  return GAP_NOT_TESTED;
	case MEASURE_EXPIRED:   return GAP_RUN_OUT;
	case MEASURE_FAILED:    return is_superseded(d) ? measure_gap_none : GAP_FAILED;
	case MEASURE_PROPOSED:
	case MEASURE_VERIFIED:
	case MEASURE_LIFTED:
	case MEASURE_RENEWED:
	case measure_state_none:
		break;
	}
	return measure_gap_none;
}

static i64
gap_since(const struct measure *m, enum measure_gap gap)
{
	const i64 since[] = { [GAP_NOT_IN_FORCE] = m->ordered, [GAP_NOT_TESTED] = m->applied, [GAP_RUN_OUT] = m->ended, [GAP_FAILED] = m->ended };

	return since[gap];
}

const struct head *
see_measure(const struct seeing *v, i64 id, struct ent_measure *out)
{
	const struct measure *m = FIND(v->room, measures, id);
	const struct decision *d;

	if (m == NULL)
		return NULL;
	d = FIND(v->room, decisions, m->decision);
	*out = (struct ent_measure){ ID(m), .option = m->is.option, .kind = m->is.kind, .state = m->state,
	    .service = m->is.service, .owner = m->is.owner, .lasts = m->is.lasts, .expires = m->expires,
	    .applied_by = m->applied_by, .checked_by = m->checked_by, .text = m->is.text,
	    .decision = m->decision, .superseded = is_superseded(d), .ordered = m->ordered, .applied = m->applied,
	    .took = m->applied > m->ordered ? (m->applied - m->ordered) / SECOND : 0,
	    .checked = m->checked, .asked = m->asked, .ended = m->ended, .gap = gap_of(m, d),
	    .renews = m->is.renews, .renewed_by = m->renewed_by, .test = m->is.test, .tested = m->tested, .why = m->why };
	out->wanted_by = m->state == MEASURE_ORDERED ? measure_wanted_by(v->room, m) : 0;
	out->gap_since = gap_since(m, out->gap);
	return &m->head;
}
