/* judge_answer -- an answer counts once, while its decision is open; what was heard of somebody, until they say so. */
#include "replay.h"

/* Distinct humans: one person answers once, whatever seats they hold.  Not mine is said of one seat, and bars none of the others. */
static bool
has_answered(const struct room *room, i64 option, i64 person)
{
	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->option == option && a->person == person && !a->void_ && !a->discredited &&
		    a->kind != ANSWER_CONDITION && a->kind != ANSWER_NEED && a->kind != ANSWER_RECUSE)
			return true;
	}
	return false;
}

/* An act on a decision that was open then. */
static err
judge_open(const struct moment *m, struct rec_act *act, const struct decision **d)
{
	err e = judge_act(m, act);

	if (e)
		return e;
	*d = FIND(m->room, decisions, act->object);
	return (*d)->state == DECISION_OPEN ? OK : no_act(m, "its decision was not open any more");
}

static err
judge_answer(const struct moment *m)
{
	const struct decision *d;
	struct rec_act act = { 0 };
	err e;

	if ((e = judge_open(m, &act, &d)))
		return e;
	if (has_answered(m->room, act.option, act.person))
		return no_act(m, "this person had answered already; one person counts once");
	return m->e->kind == EV_concurred ? need_turn(m->a, m->charter, m->room, d, act.seat) : OK;
}

#define ANSWER(name) err judge_##name(const struct moment *m) { return judge_answer(m); }
ANSWER(decided)
ANSWER(concurred)
ANSWER(objected)
ANSWER(recused)
ANSWER(glass_broken)

/* Who may hear whom was asked with the act; here, whether the entry says what follows from it. */
err
judge_answer_heard(const struct moment *m)
{
	const struct ev_answer_heard *p = &m->e->as.answer_heard;
	const struct decision *d;
	struct rec_act act = { 0 };
	err e;

	if ((e = judge_open(m, &act, &d)))
		return e;
	if (has_answered(m->room, act.option, act.for_))
		return no_act(m, "whoever was heard had answered already; one person counts once");
	if (!str_eq(p->code, voice_code(m->a, act.subject)))
		return no_act(m, "its code is not that of what it binds to");
	if (p->says != voice_says(d, act.seat, act.verb) || p->confirm_by != m->e->at + voice_within(m->charter, d) * SECOND)
		return no_act(m, "it says something else, or gives another time to confirm it, than the rule does");
	return OK;
}

static err
judge_of_heard(const struct moment *m, i64 answer)
{
	err e = judge_object(m, answer);

	return e ? e : need_unconfirmed(m->a, m->room, answer);
}

err
judge_heard_confirmed(const struct moment *m)
{
	return judge_of_heard(m, m->e->as.heard_confirmed.answer);
}

err
judge_heard_disowned(const struct moment *m)
{
	return judge_of_heard(m, m->e->as.heard_disowned.answer);
}

/* What comes of an answer that was heard and is not confirmed follows by rule. */
static err
judge_unconfirmed(const struct moment *m)
{
	return follows(m, react_voice) ? OK : no(m, "that answer is not waiting to be confirmed, or its time has not come");
}

err
judge_confirmation_reminded(const struct moment *m)
{
	return judge_unconfirmed(m);
}

err
judge_confirmation_overdue(const struct moment *m)
{
	return judge_unconfirmed(m);
}

/* By the server where a question is taken up again with its conditions, which follows by rule. */
err
judge_condition_adopted(const struct moment *m)
{
	return !by_server(m) || follows(m, react_interims) ? OK : no(m, "nothing took that condition over");
}

err
judge_condition_refused(const struct moment *m)
{
	const struct answer *a = FIND(m->room, answers, m->e->as.condition_refused.condition);

	return a->over ? no(m, "that condition was refused already") :
	    need_answers_for(m->a, m->charter, m->room, FIND(m->room, decisions, a->decision), m->e->by.person);
}

err
judge_answer_voided(const struct moment *m)
{
	const struct ev_answer_voided *p = &m->e->as.answer_voided;
	const struct answer *a = FIND(m->room, answers, p->answer);
	const struct option *o = FIND(m->room, options, a->option);
	const struct fact *other = fact_that_voids(m->charter, m->room, FIND(m->room, decisions, a->decision), a);

	if (other && p->cause == other->head.id)
		return OK;
	if (p->cause > a->head.id && refs_have(subject_of(m->a, m->room, o, p->cause), p->cause))
		return OK;
	return no(m, "nothing that the answer binds to has changed");
}

/* Whoever gave it takes it back, and nobody else does it for them. */
err
judge_answer_withdrawn(const struct moment *m)
{
	const struct answer *a = FIND(m->room, answers, m->e->as.answer_withdrawn.answer);

	return a ? need_withdrawable(m->a, m->room, a, m->e->by.person) : no(m, "there is no such answer");
}

/* An act that cannot be read made no answer. */
static void
discredit(struct world w, const struct entry *e)
{
	struct answer *a = FIND(w.room, answers, e->seq);

	if (a)
		a->discredited = true;
}

#define UNDO(name) void undo_##name(struct world w, const struct entry *e) { discredit(w, e); }
UNDO(decided)
UNDO(concurred)
UNDO(objected)
UNDO(recused)
UNDO(glass_broken)
UNDO(answer_heard)
