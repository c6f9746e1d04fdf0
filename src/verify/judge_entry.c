/* judge_entry -- every outcome is decided again; what the server says about authority is not taken on its word. */
#include "replay.h"

err
no(const struct moment *m, const char *sentence)
{
	return err_new(m->a, ERR_NOT_YOUR_CALL, "%s", sentence);
}

bool
says(const struct moment *m, const void *expected)
{
	const struct field_table *t = event_table(m->e->kind);
	struct buf want = buf_new(m->a, 512), is = buf_new(m->a, 512);

	field_write(&want, t, expected);
	field_write(&is, t, &m->e->as);
	return str_eq(buf_str(&want), buf_str(&is));
}

err
need_taken(const struct moment *m, const struct decision *d)
{
	if (d && d->state == DECISION_TAKEN)
		return OK;
	return err_new(m->a, ERR_NOT_YOUR_CALL, "%s is not the consequence of a decision that was taken",
	    event_table(m->e->kind)->name);
}

bool
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
