/* judge_entry -- every outcome is decided again; what the server says about authority is not taken on its word. */
#include "replay.h"

#include "delegation.h"

#include "base64.h"
#include "page.h"

static const i64 SECOND = 1000000, RETURN_LASTS = 600 * 1000000ll;

static err
no(const struct moment *m, const char *sentence)
{
	return err_new(m->a, ERR_NOT_YOUR_CALL, "%s", sentence);
}

/* Does the entry say what it should, field for field? */
static bool
says(const struct moment *m, const void *expected)
{
	const struct field_table *t = event_table(m->e->kind);
	struct buf want = buf_new(m->a, 512), is = buf_new(m->a, 512);

	field_write(&want, t, expected);
	field_write(&is, t, &m->e->as);
	return str_eq(buf_str(&want), buf_str(&is));
}

static err
needs_now(const struct moment *m, str kind, struct needs *out)
{
	struct scene s = { .a = m->a, .charter = m->charter, .room = m->room, .now = m->e->at };

	if (m->charter->officers == 0)
		return no(m, "there are no charter officers yet");
	return needs_of(&s, kind, out);
}

static err
need_taken(const struct moment *m, const struct decision *d)
{
	if (d && d->state == DECISION_TAKEN)
		return OK;
	return err_new(m->a, ERR_NOT_YOUR_CALL, "%s is not the consequence of a decision that was taken",
	    event_table(m->e->kind)->name);
}

/* Does it follow by rule from the same state? */
static bool
follows(const struct moment *m, void react_(const struct scene *, struct outcome *))
{
	struct scene s = { .a = m->a, .charter = m->charter, .room = m->room, .now = m->e->at, .returned = m->r->started };
	struct outcome *out = NEW(m->a, struct outcome, 1);

	react_(&s, out);
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].kind == m->e->kind && says(m, &out->v[i].as))
			return true;
	return false;
}

/* ---- a decision, from its opening to its outcome ---- */

/* What it says that it comes after: an interim for which that was approved, a measure that failed. */
static err
judge_cause(const struct moment *m, const struct ev_decision_opened *p)
{
	const struct decision *old = FIND(m->room, decisions, p->supersedes);
	const struct measure *failed = FIND(m->room, measures, p->failed);

	if (p->takes_up && (old == NULL || old->state != DECISION_TAKEN || then_of(m->room, old) != p->takes_up))
		return no(m, "what it takes up was not to be decided after an interim");
	if (failed && (failed->state != MEASURE_FAILED || failed->decision != p->supersedes))
		return no(m, "the measure that it names did not fail, or another decision ordered it");
	return OK;
}

static err
judge_opened(const struct moment *m)
{
	const struct ev_decision_opened *p = &m->e->as.decision_opened;
	struct needs needs;
	err e;

	if ((e = needs_now(m, p->kind, &needs)))
		return e;
	if (m->room == m->charter->room ? !kind_is_officers(p->kind) : str_eq(p->kind, STR("change_charter")))
		return no(m, "a decision of this kind is not opened in this stream");
	if (p->rule != needs.rule)
		return no(m, "it names another rule than the one in force");
	if ((e = judge_cause(m, p)))
		return e;
	if (p->deadline != m->e->at + needs.within * SECOND && !follows(m, react_interims))
		return no(m, "its deadline is not the one that the rule gives");
	return OK;
}

static err
judge_put_up(const struct moment *m)
{
	const struct ev_option_put_up *p = &m->e->as.option_put_up;
	const struct decision *d = FIND(m->room, decisions, p->decision);
	const struct option *o = FIND(m->room, options, p->option);
	struct scene s = { .a = m->a, .charter = m->charter, .room = m->room, .now = m->e->at };
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
	return OK;
}

/* What an approval binds to may change only while its decision is open. */
static err
judge_subject(const struct moment *m, i64 option)
{
	const struct option *o = FIND(m->room, options, option);
	const struct decision *d = FIND(m->room, decisions, o->is.decision);

	if (d->state == DECISION_OPEN)
		return OK;
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

static err
judge_taken(const struct moment *m)
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
		    (long long)p->decision, STR_ARG(seat_names(m, standing.missing)));
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

static err
judge_lapsed(const struct moment *m)
{
	const struct decision *d = FIND(m->room, decisions, m->e->as.decision_lapsed.decision);
	struct standing standing;

	standing_of(m->a, m->charter, m->room, d, &standing);
	if (d->state == DECISION_OPEN && (m->e->at >= d->deadline || (d->defaulted && standing.dissent.n)))
		return OK;
	return no(m, "the decision was not open, or its deadline had not passed");
}

static err
judge_superseded(const struct moment *m)
{
	const struct ev_decision_superseded *p = &m->e->as.decision_superseded;
	const struct decision *old = FIND(m->room, decisions, p->decision), *later = FIND(m->room, decisions, p->by);

	if (later->is.supersedes != p->decision)
		return no(m, "the later decision does not replace this one");
	if (old->state == DECISION_SUPERSEDED)
		return no(m, "it was replaced already");
	return need_taken(m, later);
}

static err
judge_voided(const struct moment *m)
{
	const struct ev_answer_voided *p = &m->e->as.answer_voided;
	const struct answer *a = FIND(m->room, answers, p->answer);
	const struct option *o = FIND(m->room, options, a->option);

	if (subject_newest(o) > a->head.id && p->cause == subject_newest(o))
		return OK;
	return no(m, "nothing that the answer binds to has changed");
}

/* Whoever gave it takes it back, and nobody else does it for them. */
static err
judge_withdrawn(const struct moment *m)
{
	const struct answer *a = FIND(m->room, answers, m->e->as.answer_withdrawn.answer);

	return a ? need_withdrawable(m->a, m->room, a, m->e->by.person) : no(m, "there is no such answer");
}

/* A rung of the ladder is climbed by rule. */
static err
judge_rung(const struct moment *m, const char *otherwise)
{
	return follows(m, react_decisions) ? OK : no(m, otherwise);
}

/* Likewise what comes of an answer that was heard and is not confirmed. */
static err
judge_unconfirmed(const struct moment *m)
{
	return follows(m, react_voice) ? OK : no(m, "that answer is not waiting to be confirmed, or its time has not come");
}

static err
judge_crossed(const struct moment *m)
{
	struct scene s = { .a = m->a, .charter = m->charter, .room = m->room, .now = m->e->at };

	return tripwire_holds(&s, FIND(m->room, decisions, m->e->as.tripwire_crossed.decision)) ? OK :
	    no(m, "the decision was not taken, or its tripwire does not hold");
}

/* Who holds the seat takes it back, and nobody else does it for them. */
static err
judge_taken_back(const struct moment *m)
{
	const struct deputy *called = FIND(m->room, deputies, m->e->as.seat_taken_back.deputy);

	return need_takes_back(m->a, m->charter, m->room, called, m->e->by.person);
}

/* Whoever holds a seat says that they are on; a deputy comes on by an act. */
static err
judge_duty_taken(const struct moment *m)
{
	return seat_held_by(m->charter, m->e->as.duty_taken.seat, m->e->by.person) ? OK :
	    no(m, "whoever came on duty in the seat does not hold it");
}

/* That somebody is away calls their deputy, and that they know of a call is an answer to it: they say so themselves. */
static err
judge_own(const struct moment *m, i64 person)
{
	return person == m->e->by.person ? OK : no(m, "that is for themselves to say");
}

static i64
call_person(const struct room *room, i64 call)
{
	return ((const struct call *)FIND(room, calls, call))->is.person;
}

/* Whoever is to be reached follows by rule, as everything the server says by itself. */
static bool
call_follows(const struct moment *m, enum call_reason reason)
{
	switch (reason) {
	case CALL_CONVENE:      return follows(m, react_committee);
	case CALL_EXPIRING:     return follows(m, react_measures);
	case CALL_DRILL:        return follows(m, react_drill);
	case CALL_CONFIRM:
	case CALL_DOUBT:        return follows(m, react_voice);
	case CALL_ANSWER:
	case CALL_STAND_IN:
	case CALL_ESCALATED:
	case CALL_ADVICE:
	case CALL_ALARM:
	case CALL_INFORMED:
	case CALL_REVIEW:
	case CALL_DEFAULT:
	case call_reason_none:
		break;
	}
	return follows(m, react_calls);
}

static err
judge_owed(const struct moment *m)
{
	bool by_nobody = m->e->by.person == 0 && m->e->by.via == 0;

	return by_nobody && call_follows(m, m->e->as.call_owed.reason) ? OK : no(m, "nobody had to reach that person for this");
}

/* A call is tried by somebody, and pushed by the server alone: a page says what came of that. */
static err
judge_tried(const struct moment *m)
{
	bool by_nobody = m->e->by.person == 0 && m->e->by.via == 0;

	return by_nobody || m->e->as.call_tried.channel == BY_PUSH ? no(m, "nobody made that call") : OK;
}

/* Ten minutes from the server's return, and only for what would end before. */
static err
judge_extended(const struct moment *m)
{
	const struct ev_deadline_extended *p = &m->e->as.deadline_extended;
	const struct decision *d = FIND(m->room, decisions, p->decision);

	if (d->state != DECISION_OPEN || p->deadline <= d->deadline)
		return no(m, "the decision was not open, or had more time already");
	if (m->r->started && p->deadline <= m->r->started + RETURN_LASTS)
		return OK;
	return judge_rung(m, "the server had not just come up, and no default waited for people to have their time");
}

/* ---- what leaves the house ---- */

/* By the server alone. */
static err
judge_page(const struct moment *m, struct scene *s)
{
	static const struct paging any = { .ways = ~0u, .address_known = true };

	*s = (struct scene){ .a = m->a, .charter = m->charter, .room = m->room, .now = m->e->at, .returned = m->r->started, .paging = &any };
	return m->e->by.person || m->e->by.via ? no(m, "pages are the server's, and nobody else says what came of them") : OK;
}

/* One that nobody was owed was never sent for anybody, or oftener than its rule allows.  That it is late is a remark:
 * only the server knows to the moment when it came up. */
static err
judge_claimed(const struct moment *m)
{
	const struct ev_page_claimed *p = &m->e->as.page_claimed;
	struct ev_page_claimed owed;
	struct scene s;
	err e;

	if ((e = judge_page(m, &s)))
		return e;
	if (p->test ? page_test_owed(&s, p->test, &owed) : page_owed(&s, p->person, p->channel, &owed)) {
		owed.late = p->late;
		if (says(m, &owed))
			return OK;
	}
	return no(m, "no such page was owed to that person then");
}

/* Once; and an exercise reaches nobody (law 10). */
static err
judge_settled(const struct moment *m)
{
	const struct ev_page_settled *p = &m->e->as.page_settled;
	const struct call_page *page = FIND(m->room, pages, p->page);
	struct scene s;
	err e;

	if ((e = judge_page(m, &s)))
		return e;
	if (page->settled_at)
		return no(m, "what came of that page was known already");
	if (p->result == PAGE_LOST)
		return page_is_lost(&s, page) ? OK : no(m, "that page could still be on its way");
	if ((p->result == PAGE_PRETENDED) != (m->room->kind == ROOM_EXERCISE))
		return no(m, p->result == PAGE_PRETENDED ? "only in an exercise a page is pretended" : "a page of an exercise left the house");
	return OK;
}

static err
judge_unheard(const struct moment *m)
{
	struct scene s;
	err e;

	if ((e = judge_page(m, &s)))
		return e;
	return page_is_unheard(&s, FIND(m->room, pages, m->e->as.page_unheard.page)) ? OK :
	    no(m, "that page was not accepted, was answered, or could still be answered in time");
}

/* ---- what follows from an outcome ---- */

static err
judge_ordered(const struct moment *m)
{
	const struct ev_measure_ordered *p = &m->e->as.measure_ordered;
	const struct decision *d = FIND(m->room, decisions, p->decision);
	const struct measure *measure = FIND(m->room, measures, p->measure);

	if (measure->is.option != d->option || measure->head.id > (d->alone ? d->alone : d->outcome) || measure->state != MEASURE_PROPOSED)
		return no(m, "the measure was not part of what was decided, or is ordered already");
	return d->state == DECISION_OPEN && d->alone ? OK : need_taken(m, d);
}

static err
judge_applied(const struct moment *m)
{
	const struct measure *measure = FIND(m->room, measures, m->e->as.measure_applied.measure);

	return measure->state == MEASURE_PROPOSED ? no(m, "the measure was applied without a decision that ordered it") : OK;
}

/* By a later decision that asked for it, and not longer than that says. */
static err
judge_renewed(const struct moment *m)
{
	return follows(m, react_measures) ? OK : no(m, "no decision that was taken renews the measure, or not for so long");
}

/* The change of the option chosen that is next to be carried out; NULL if there is none. */
static const struct change *
next_change(const struct room *room, const struct decision *d, size_t *changes)
{
	const struct change *next = NULL;

	*changes = 0;
	for (size_t i = 0; i < room->n_changes; i++)
		if (room->changes[i].is.option == d->option && room->changes[i].head.id < d->outcome &&
		    (*changes)++ == d->consequences)
			next = &room->changes[i];
	return next;
}

/* Personal words of the one may be erased before those of the other: then they are not compared. */
static bool
says_contact(const struct moment *m, const struct decision *d, const struct change *c)
{
	struct ev_contact_set decided = { c->is.contact, c->is.title, d->head.id, c->is.reach, c->is.agreed };

	if (c->withheld || m->e->disclosed < m->e->veiled)
		decided.reach = m->e->as.contact_set.reach;
	return says(m, &decided);
}

/* Seats, rules, services, calendars, severities, contacts, channels, delegations and that it is settled: as founded, or word for word what the officers decided, once. */
static err
judge_change(const struct moment *m, i64 decision)
{
	const struct decision *d = FIND(m->room, decisions, decision);
	const struct change *c;
	size_t n;
	err e;

	if (decision == 0 && m->r->founding)
		return OK;
	if ((e = need_taken(m, d)))
		return e;
	c = next_change(m->room, d, &n);
	if (!str_eq(d->is.kind, STR("change_charter")) || c == NULL)
		return no(m, "the decision that it cites changes nothing of the kind");
	if (m->e->kind == EV_seat_set && c->is.seat &&
	    says(m, &(struct ev_seat_set){ c->is.seat, c->is.title, d->head.id }))
		return OK;
	if (m->e->kind == EV_rule_set && c->is.rule &&
	    says(m, &(struct ev_rule_set){ c->is.rule, d->head.id }))
		return OK;
	if (m->e->kind == EV_service_set && c->is.service &&
	    says(m, &(struct ev_service_set){ c->is.service, c->is.title, d->head.id, c->is.words }))
		return OK;
	if (m->e->kind == EV_calendar_set && c->is.calendar &&
	    says(m, &(struct ev_calendar_set){ c->is.calendar, c->is.title, d->head.id }))
		return OK;
	if (m->e->kind == EV_delegation_set && c->is.delegation &&
	    says(m, &(struct ev_delegation_set){ c->is.delegation, d->head.id }))
		return OK;
	if (m->e->kind == EV_delegation_ended && c->is.ends == m->e->as.delegation_ended.delegation)
		return OK;
	if (m->e->kind == EV_service_removed && c->is.removes_service && c->is.removes_service == m->e->as.service_removed.service)
		return OK;
	if (m->e->kind == EV_contact_removed && c->is.removes_contact && c->is.removes_contact == m->e->as.contact_removed.contact)
		return OK;
	if (m->e->kind == EV_criterion_set && c->is.criterion &&
	    says(m, &(struct ev_criterion_set){ c->is.criterion, c->is.criteria, d->head.id }))
		return OK;
	if (m->e->kind == EV_out_of_band_set && c->is.out_of_band &&
	    says(m, &(struct ev_out_of_band_set){ c->is.out_of_band, d->head.id }))
		return OK;
	if (m->e->kind == EV_contact_set && c->is.contact && says_contact(m, d, c))
		return OK;
	if (m->e->kind == EV_charter_settled && c->is.settled)
		return OK;
	return no(m, "it is not, word for word, the change that was decided");
}

static err
judge_erased(const struct moment *m)
{
	const struct ev_erased *p = &m->e->as.erased;
	const struct decision *d = FIND(m->room, decisions, p->decision);
	size_t n;
	err e;

	if ((e = need_taken(m, d)))
		return e;
	if (!str_eq(d->is.kind, STR("erase_words")))
		return no(m, "the decision that it cites erases nothing");
	next_change(m->room, d, &n);
	for (size_t i = 0; i < m->room->n_words; i++) {
		const struct words *w = &m->room->words[i];

		if (w->is.option == d->option && w->head.id < d->outcome && n++ == d->consequences)
			return says(m, &(struct ev_erased){ d->head.id, w->is.n, w->is.digests, w->is.n_digests }) ? OK
			    : no(m, "it erases other words than were decided");
	}
	return no(m, "it erases more than was decided");
}

/* ---- the founding ---- */

static err
judge_invitation(const struct moment *m)
{
	return m->e->as.invitation_issued.founding && !m->r->founding ? no(m, "the founding link is made at the founding alone") : OK;
}

/* What was known elsewhere of the old log is its beginning, or goes on from it: then the rest was lost. */
static err
judge_known(const struct moment *m, const struct ev_log_continued *p)
{
	struct checkpoint known;
	err e;

	if (p->known.p == NULL)
		return OK;
	if ((e = open_checkpoint(m->a, p->known, p->old_key, &known)))
		return err_at(m->a, STR("the checkpoint that was known elsewhere"), e);
	if ((i64)known.size > p->size)
		m->r->verdicts->lost += (i64)known.size - p->size;
	else if (!hash_eq(known.root, root_at(m->r, (i64)known.size)))
		return no(m, "the checkpoint that was known elsewhere is of other entries");
	return OK;
}

static err
judge_continued(const struct moment *m)
{
	const struct ev_log_continued *p = &m->e->as.log_continued;
	struct replay *r = m->r;

	r->verdicts->officers_signed = 0;
	if (p->size != m->e->n || !hash_eq(p->root, root_at(r, m->e->n)))
		return no(m, "the old log that it continues is not the one before it");
	if (!str_eq(p->old_log, m->charter->log) || !str_eq(p->old_key, m->charter->founded.log_key))
		return no(m, "the old log had another origin or key");
	return judge_known(m, p);
}

/* ---- every kind that has to do with authority ---- */

static err
judge_kind(const struct moment *m)
{
	const union event_fields *as = &m->e->as;
	struct rec_act act = { 0 };

	if (m->e->kind == EV_log_continued)             return judge_continued(m);
	if (m->e->kind == EV_invitation_issued)         return judge_invitation(m);
	if (m->e->kind == EV_credential_enrolled)       return judge_enrolled(m);
	if (m->e->kind == EV_credential_vouched)        return judge_vouched(m);
	if (m->e->kind == EV_credential_revoked)        return judge_thing(m, as->credential_revoked.credential, &act);
	if (m->e->kind == EV_person_ejected)            return judge_thing(m, as->person_ejected.person, &act);
	if (m->e->kind == EV_token_confirmed)           return judge_thing(m, as->token_confirmed.token, &act);
	if (m->e->kind == EV_seat_set)                  return judge_change(m, as->seat_set.decision);
	if (m->e->kind == EV_rule_set)                  return judge_change(m, as->rule_set.decision);
	if (m->e->kind == EV_service_set)               return judge_change(m, as->service_set.decision);
	if (m->e->kind == EV_calendar_set)              return judge_change(m, as->calendar_set.decision);
	if (m->e->kind == EV_criterion_set)             return judge_change(m, as->criterion_set.decision);
	if (m->e->kind == EV_out_of_band_set)           return judge_change(m, as->out_of_band_set.decision);
	if (m->e->kind == EV_contact_set)               return judge_change(m, as->contact_set.decision);
	if (m->e->kind == EV_delegation_set)            return judge_change(m, as->delegation_set.decision);
	if (m->e->kind == EV_delegation_ended)          return judge_change(m, as->delegation_ended.decision);
	if (m->e->kind == EV_service_removed)           return judge_change(m, as->service_removed.decision);
	if (m->e->kind == EV_contact_removed)           return judge_change(m, as->contact_removed.decision);
	if (m->e->kind == EV_charter_settled)           return judge_change(m, as->charter_settled.decision);
	if (m->e->kind == EV_decision_opened)           return judge_opened(m);
	if (m->e->kind == EV_option_put_up)             return judge_put_up(m);
	if (m->e->kind == EV_answer_voided)             return judge_voided(m);
	if (m->e->kind == EV_deputy_called)             return judge_rung(m, "the seat is not empty, its holder has not recused or handed it over, or this deputy's turn has not come");
	if (m->e->kind == EV_decision_reminded)         return judge_rung(m, "it is not the time to remind anybody");
	if (m->e->kind == EV_acted_alone)               return judge_rung(m, "the seat may not act alone for that option, or its act does not count");
	if (m->e->kind == EV_decision_defaulted)        return judge_rung(m, "the charter authorised nothing in advance for it, somebody had spoken, or not everybody was called and had their time");
	if (m->e->kind == EV_delegate_done)             return judge_rung(m, "the delegation was not over");
	if (m->e->kind == EV_seat_escalated)            return judge_rung(m, "the seat is not silent, or its time was not over");
	if (m->e->kind == EV_absence_set)               return judge_own(m, as->absence_set.person);
	if (m->e->kind == EV_call_acknowledged)         return judge_own(m, call_person(m->room, as->call_acknowledged.call));
	if (m->e->kind == EV_call_owed)                 return judge_owed(m);
	if (m->e->kind == EV_call_tried)                return judge_tried(m);
	if (m->e->kind == EV_page_claimed)              return judge_claimed(m);
	if (m->e->kind == EV_page_settled)              return judge_settled(m);
	if (m->e->kind == EV_page_unheard)              return judge_unheard(m);
	if (m->e->kind == EV_answer_withdrawn)          return judge_withdrawn(m);
	if (m->e->kind == EV_answer_heard)              return judge_heard(m);
	if (m->e->kind == EV_heard_confirmed)           return judge_of_heard(m, as->heard_confirmed.answer);
	if (m->e->kind == EV_heard_disowned)            return judge_of_heard(m, as->heard_disowned.answer);
	if (m->e->kind == EV_confirmation_reminded)     return judge_unconfirmed(m);
	if (m->e->kind == EV_confirmation_overdue)      return judge_unconfirmed(m);
	if (m->e->kind == EV_tripwire_crossed)          return judge_crossed(m);
	if (m->e->kind == EV_handover_accepted)         return judge_thing(m, as->handover_accepted.handover, &act);
	if (m->e->kind == EV_duty_taken)                return judge_duty_taken(m);
	if (m->e->kind == EV_seat_taken_back)           return judge_taken_back(m);
	if (m->e->kind == EV_deadline_extended)         return judge_extended(m);
	if (m->e->kind == EV_decision_taken)            return judge_taken(m);
	if (m->e->kind == EV_decision_lapsed)           return judge_lapsed(m);
	if (m->e->kind == EV_decision_superseded)       return judge_superseded(m);
	if (m->e->kind == EV_measure_ordered)           return judge_ordered(m);
	if (m->e->kind == EV_measure_applied)           return judge_applied(m);
	if (m->e->kind == EV_measure_renewed)           return judge_renewed(m);
	if (m->e->kind == EV_erased)                    return judge_erased(m);
	return event_is_act(m->e->kind) ? judge_answer(m) : OK;
}

/* The option that a subject entry belongs to; 0 for those that make a decision or an option. */
static i64
subject_option(const struct entry *e)
{
	const struct field *f = event_part(e->kind) == PART_SUBJECT ? field_find(event_table(e->kind), STR("option")) : NULL;

	return f ? *(const i64 *)(const void *)((const char *)&e->as + f->offset) : 0;
}

/* What a program does, it does by a token that its owner confirmed, and that has not ended. */
static err
judge_program(const struct moment *m)
{
	const struct token *t = m->e->by.person == 0 ? FIND(m->charter, tokens, m->e->by.via) : NULL;

	if (t == NULL || (t->confirmed && !t->revoked && m->e->at < t->is.expires))
		return OK;
	return err_new(m->a, ERR_NOT_YOUR_CALL, "token %lld, by which it was given, did not count", (long long)t->head.id);
}

err
judge_entry(const struct moment *m)
{
	i64 option = subject_option(m->e);
	err e;

	if ((e = judge_program(m)))
		return e;
	if (option && (e = judge_subject(m, option)))
		return e;
	return judge_kind(m);
}

/* ---- folding ---- */

static void
note_erasing(struct replay *r, const struct ev_erased *p)
{
	for (size_t i = 0; i < p->n_digests; i++)
		*ADD(r, erasings) = (struct erasing){ p->n, p->digests[i].digest };
}

static void
discredit(const struct moment *m)
{
	const struct entry *e = m->e;
	struct answer *a = FIND(m->room, answers, e->seq);
	struct credential *key = FIND(m->charter, credentials, e->seq);

	if (a)
		a->discredited = true;
	if (e->kind == EV_credential_enrolled)
		key->state = CREDENTIAL_REVOKED;
	if (e->kind == EV_deputy_called)
		((struct deputy *)FIND(m->room, deputies, e->seq))->ended = true;
	if (e->kind == EV_seat_escalated)
		((struct escalation *)FIND(m->room, escalations, e->seq))->is.to = 0;
	if (e->kind == EV_delegation_set)
		((struct delegation *)FIND(m->charter, delegations, e->seq))->ended = true;
	if (e->kind == EV_option_put_up)
		((struct decision *)FIND(m->room, decisions, e->as.option_put_up.decision))->put_up = 0;
	if (e->kind == EV_acted_alone)
		((struct decision *)FIND(m->room, decisions, e->as.acted_alone.decision))->alone = 0;
	if (e->kind == EV_decision_defaulted)
		((struct decision *)FIND(m->room, decisions, e->as.decision_defaulted.decision))->alone = 0;
	if (e->kind == EV_decision_taken)
		((struct decision *)FIND(m->room, decisions, e->as.decision_taken.decision))->state = DECISION_OPEN;
}

/* What makes nothing, but changes what is there. */
static bool
changes_authority(enum event_kind kind)
{
	static const enum event_kind kinds[] = {
		EV_credential_vouched, EV_credential_revoked, EV_person_ejected, EV_token_confirmed, EV_absence_set, EV_delegation_ended,
		EV_service_removed, EV_contact_removed, EV_decision_lapsed,
		EV_call_tried, EV_call_acknowledged, EV_page_settled, EV_page_unheard, EV_handover_accepted, EV_duty_taken,
		EV_seat_taken_back, EV_delegate_done, EV_deadline_extended, EV_answer_voided, EV_answer_withdrawn,
		EV_heard_confirmed, EV_heard_disowned, EV_confirmation_overdue,
	};

	for (size_t i = 0; i < countof(kinds); i++)
		if (kinds[i] == kind)
			return true;
	return false;
}

void
fold_judged(const struct moment *m, err judged)
{
	struct world w = { m->charter, m->room };

	if (judged && changes_authority(m->e->kind)) {
		fold_silent(w, m->e);
		return;
	}
	fold(w, m->e);
	if (judged == OK && m->e->kind == EV_erased)
		note_erasing(m->r, &m->e->as.erased);
	if (judged)
		discredit(m);
}
