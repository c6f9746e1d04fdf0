/* judge_decision -- a decision, from its opening to its outcome, is what the rule in force makes it. */
#include "replay.h"

#include "delegation.h"
#include "ladder.h"

static err
needs_now(const struct moment *m, str kind, struct needs *out)
{
	struct scene s = { .a = m->a, .charter = m->charter, .room = m->room, .now = m->e->at };

	if (m->charter->officers == 0)
		return no(m, "there are no charter officers yet");
	return needs_of(&s, kind, out);
}

/* What it says that it comes after: an interim for which that was approved, a measure that failed. */
static err
judge_cause(const struct moment *m, const struct ev_decision_opened *p)
{
	const struct decision *old = FIND(m->room, decisions, p->supersedes);
	const struct measure *failed = FIND(m->room, measures, p->failed);
	err e;

	if (old && !by_server(m) && (e = need_replaceable(m->a, m->charter, m->room, old, p->kind, m->e->by.person)))
		return e;
	if (p->takes_up && (old == NULL || old->state != DECISION_TAKEN || then_of(m->room, old) != p->takes_up))
		return no(m, "what it takes up was not to be decided after an interim");
	if (failed && (failed->state != MEASURE_FAILED || failed->decision != p->supersedes))
		return no(m, "the measure that it names did not fail, or another decision ordered it");
	return OK;
}

err
judge_decision_opened(const struct moment *m)
{
	const struct ev_decision_opened *p = &m->e->as.decision_opened;
	struct needs needs;
	err e;

	if ((e = needs_now(m, p->kind, &needs)))
		return e;
	if (m->room == m->charter->room ? !kind_is(p->kind, OF_CHARTER) : str_eq(p->kind, STR("change_charter")))
		return no(m, "a decision of this kind is not opened in this stream");
	if (p->rule != needs.rule)
		return no(m, "it names another rule than the one in force");
	if ((e = judge_cause(m, p)))
		return e;
	if (by_server(m) && !follows(m, react_decisions) && !follows(m, react_outcomes) && !follows(m, react_interims) && !follows(m, react_measures))
		return no(m, "nobody asked that, and nothing opened it again");
	if (p->deadline != m->e->at + needs.within * SECOND && !follows(m, react_interims))
		return no(m, "its deadline is not the one that the rule gives");
	return OK;
}

err
judge_option_put_up(const struct moment *m)
{
	const struct ev_option_put_up *p = &m->e->as.option_put_up;
	const struct decision *d = FIND(m->room, decisions, p->decision);
	const struct option *o = FIND(m->room, options, p->option);
	const struct scene s = given_scene(m);
	struct ev_option_put_up as;
	err e;

	if ((e = field_check(m->a, event_table(EV_option_put_up), p)))
		return e;
	if (o->is.decision != p->decision)
		return no(m, "its option belongs to another decision");
	if ((e = put_up_as(&s, d, o, &as)))
		return e;
	if (!says(m, &as))
		return no(m, "it asks for other answers than the rule does");
	if (by_server(m) && !follows(m, react_decisions) && !follows(m, react_interims))
		return no(m, "nobody put it up, and nothing had changed for which all are asked anew");
	return OK;
}

/* A program leaves alone what a person said; the server takes over what was said of an interim's successor, and says nothing itself. */
err
judge_option_estimated(const struct moment *m)
{
	const struct ev_option_estimated *p = &m->e->as.option_estimated;

	if (by_server(m) ? !follows(m, react_interims) : p->from != 0)
		return no(m, "there was nothing to take over from another option, or somebody else than the server did");
	return m->e->by.person == 0 && m->e->by.via ? need_no_persons_figure(m->a, FIND(m->room, options, p->option), p->figures) : OK;
}

err
judge_subject(const struct moment *m, i64 option)
{
	const struct option *o = FIND(m->room, options, option);
	const struct decision *d = FIND(m->room, decisions, o->is.decision);

	if (d->state == DECISION_OPEN)
		return by_server(m) ? OK : need_asks_anew(m->a, m->charter, m->room, o, m->e->kind, m->e->by.person);
	return err_new(m->a, ERR_NOT_YOUR_CALL, "decision %lld was not open any more when its option %lld was changed",
	    (long long)d->head.id, (long long)option);
}

static str
seat_names(const struct moment *m, struct refs seats)
{
	struct buf b = buf_new(m->a, 128);

	for (size_t i = 0; i < seats.n && b.n < LIMIT_SENTENCE / 2; i++)
		buf_fmt(&b, "%s%.*s", i ? ", the " : "", STR_ARG(seat_title(m->charter, seats.v[i])));
	return buf_str(&b);
}

/* Who answered for a seat that was delegated to them must sit there at the outcome, too. */
static bool
rests_on_what_is_over(const struct moment *m, struct refs answers)
{
	for (size_t i = 0; i < answers.n; i++) {
		const struct answer *a = FIND(m->room, answers, answers.v[i]);
		const struct deputy *called = FIND(m->room, deputies, a->grounds);

		if (called && !stands_in_at(m->charter, m->room, called, m->e->at))
			return true;
	}
	return false;
}

err
judge_decision_taken(const struct moment *m)
{
	const struct ev_decision_taken *p = &m->e->as.decision_taken;
	const struct decision *d = FIND(m->room, decisions, p->decision);
	struct standing standing;

	m->r->verdicts->outcomes += is_seen(m->r, m->e->stream);
	standing_of(m->a, m->charter, m->room, d, &standing);
	if (d->state != DECISION_OPEN || !standing.put_up)
		return err_new(m->a, ERR_NOT_YOUR_CALL, "decision %lld was taken without an option put up while it was open",
		    (long long)p->decision);
	if (!standing.met)
		return err_new(m->a, ERR_NOT_YOUR_CALL, "decision %lld was taken without the %.*s",
		    (long long)p->decision, STR_ARG(seat_names(m, standing.missing.n ? standing.missing : standing.asking.n ? standing.asking : standing.objecting)));
	if (standing.blocked)
		return err_new(m->a, ERR_NOT_YOUR_CALL, "decision %lld was taken over an objection that stops it", (long long)p->decision);
	if (rests_on_what_is_over(m, standing.answers))
		return err_new(m->a, ERR_NOT_YOUR_CALL, "decision %lld rests on a delegation that was over", (long long)p->decision);
	if (p->option != d->option)
		return err_new(m->a, ERR_NOT_YOUR_CALL, "decision %lld was taken for another option than the one put up", (long long)p->decision);
	if (!says(m, &(struct ev_decision_taken){ p->decision, p->option, standing.answers, standing.dissent, standing.by_voice }))
		return err_new(m->a, ERR_NOT_YOUR_CALL, "decision %lld does not name the answers that it rests on, and the objections",
		    (long long)p->decision);
	return OK;
}

/* Who may, says so themselves. */
err
judge_decision_dropped(const struct moment *m)
{
	return need_droppable(m->a, m->charter, m->room, FIND(m->room, decisions, m->e->as.decision_dropped.decision), m->e->by.person);
}

err
judge_decision_superseded(const struct moment *m)
{
	const struct ev_decision_superseded *p = &m->e->as.decision_superseded;
	const struct decision *old = FIND(m->room, decisions, p->decision), *later = FIND(m->room, decisions, p->by);

	if (!replaces(m->room, later, p->decision))
		return no(m, "the later decision does not replace this one");
	if (old->state == DECISION_SUPERSEDED)
		return no(m, "it was replaced already");
	return need_taken(m, later);
}

/* A rung of the ladder is climbed by rule. */
static err
judge_rung(const struct moment *m, const char *otherwise)
{
	return follows(m, react_decisions) ? OK : no(m, otherwise);
}

#define RUNG(name, otherwise) err judge_##name(const struct moment *m) { return judge_rung(m, otherwise); }
RUNG(deputy_called,      "the seat is not empty, its holder has not recused or handed it over, or this deputy's turn has not come")
RUNG(decision_lapsed,    "the decision was not open, its deadline had not passed, all who were asked had answered, or it names other seats than were silent")
RUNG(decision_reminded,  "it is not the time to remind anybody")
RUNG(acted_alone,        "the seat may not act alone for that option, or its act does not count")
RUNG(decision_defaulted, "the charter authorised nothing in advance for it, somebody had spoken, or not everybody was called and had their time")
RUNG(delegate_done,      "the delegation was not over")
RUNG(need_unmet,         "nobody waited for it any more, or its time was not over")
RUNG(seat_escalated,     "the seat is not silent, or its time was not over")

err
judge_tripwire_crossed(const struct moment *m)
{
	struct scene s = { .a = m->a, .charter = m->charter, .room = m->room, .now = m->e->at };

	return tripwire_holds(&s, FIND(m->room, decisions, m->e->as.tripwire_crossed.decision)) ? OK :
	    no(m, "the decision was not taken, or its tripwire does not hold");
}

/* Ten minutes from the server's return, and only for what would end before. */
err
judge_deadline_extended(const struct moment *m)
{
	const struct ev_deadline_extended *p = &m->e->as.deadline_extended;
	const struct decision *d = FIND(m->room, decisions, p->decision);

	if (d->state != DECISION_OPEN || p->deadline <= d->deadline)
		return no(m, "the decision was not open, or had more time already");
	if (m->r->started && p->deadline <= m->r->started + RETURN_LASTS)
		return OK;
	return judge_rung(m, "the server had not just come up, and no default waited for people to have their time");
}

/* ---- what is taken back ---- */

static struct decision *
decision_of(struct world w, i64 decision)
{
	return FIND(w.room, decisions, decision);
}

void
undo_option_put_up(struct world w, const struct entry *e)
{
	decision_of(w, e->as.option_put_up.decision)->put_up = 0;
}

void
undo_acted_alone(struct world w, const struct entry *e)
{
	decision_of(w, e->as.acted_alone.decision)->alone = 0;
}

void
undo_decision_defaulted(struct world w, const struct entry *e)
{
	decision_of(w, e->as.decision_defaulted.decision)->alone = 0;
}

void
undo_decision_taken(struct world w, const struct entry *e)
{
	decision_of(w, e->as.decision_taken.decision)->state = DECISION_OPEN;
}

void
undo_deputy_called(struct world w, const struct entry *e)
{
	struct deputy *called = FIND(w.room, deputies, e->seq);

	called->ended = true;
}

void
undo_seat_escalated(struct world w, const struct entry *e)
{
	struct escalation *raised = FIND(w.room, escalations, e->seq);

	raised->is.to = 0;
}
