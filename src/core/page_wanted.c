/* page_wanted -- what is wanted of whom, and in which ways they are reached. */
#include "page_parts.h"

#include "audience.h"
#include "duty.h"

static const struct standing *
standing_at(struct look *l, const struct decision *d)
{
	if (l->decision != d->head.id)
		standing_of(l->s->a, l->s->charter, l->s->room, d, &l->standing);
	l->decision = d->head.id;
	return &l->standing;
}

/* Whose answer is missing, and who may still give it. */
static bool
answer_is_wanted(struct look *l, const struct call *call)
{
	const struct room *room = l->s->room;
	const struct decision *d = FIND(room, decisions, call->is.decision);
	i64 grounds;

	return d && refs_have(standing_at(l, d)->missing, call->is.seat) &&
	    may_sit_by(l->s->charter, room, d, call->is.seat, call->is.person, &grounds) &&
	    !has_recused(room, d, call->is.seat, call->is.person) && !has_spoken(room, d, call->is.person) &&
	    !is_barred(l->s->charter, room, d, call->is.seat, call->is.person);
}

bool
is_wanted(struct look *l, const struct call *call)
{
	const struct scene *s = l->s;

	if (call->own || call_is_over(s->room, call) || (s->room->phase == PHASE_CLOSED && call->is.clock == 0))
		return false;
	switch (call->is.reason) {
	case CALL_ANSWER:               /* they may sleep by now, as they handed the seat over */
		return answer_is_wanted(l, call) && !rests(s, FIND(s->room, decisions, call->is.decision), call->is.seat);
	case CALL_STAND_IN:
	case CALL_ESCALATED:
		return answer_is_wanted(l, call);
	case CALL_ADVICE:
		return in_line(charter_seat(s->charter, call->is.seat), call->is.person);     /* a deputy is asked where nobody is there who holds it (owe.c) */
	case CALL_OBJECTION:
		return refs_have(standing_at(l, FIND(s->room, decisions, call->is.decision))->objecting, call->is.seat);
	case CALL_CONDITION:
		return condition_waits(s->charter, s->room, FIND(s->room, decisions, call->is.decision), call->is.seat);
	case CALL_LET_IN:
	case CALL_UNDECIDED:
	case CALL_CONVENE:
	case CALL_ALARM:
	case CALL_INFORMED:
	case CALL_RELIEVED:
	case CALL_CARRY_OUT:
	case CALL_NOT_IN_FORCE:
	case CALL_EXPIRING:
	case CALL_REVIEW:
	case CALL_DRILL:
	case CALL_CONFIRM:
	case CALL_DOUBT:
	case CALL_DEFAULT:
	case CALL_TRIAGE:
	case CALL_UNTRIAGED:
	case CALL_UNMET:
	case CALL_DEADLINE:
	case CALL_LATE:
	case call_reason_none:
		break;
	}
	return true;
}

bool
may_know(const struct scene *s, const struct call *call)
{
	const struct person *p = charter_person(s->charter, call->is.person);
	struct audience a;

	if (p && !p->ejected && !p->is.outside && call_terms(call->is.reason).on == ON_suspicion)
		return true;            /* who stands outside learns by it that there is something, and no more */
	return p && !p->ejected && audience_of(s->a, s->charter, s->room, call->is.person, &a) && audience_sees(&a, s->room, &call->head);
}

static const struct reach *
reach_of(const struct charter *c, i64 person)
{
	for (size_t i = 0; i < c->n_reaches; i++)
		if (c->reaches[i].is.person == person)
			return &c->reaches[i];
	return NULL;
}

static bool
has_device(const struct charter *c, i64 person)
{
	for (size_t i = 0; i < c->n_devices; i++)
		if (page_reaches(&c->devices[i], person, 0))
			return true;
	return false;
}

static bool
has_address(const struct charter *c, i64 person, enum call_channel channel)
{
	const struct reach *r = reach_of(c, person);

	switch (channel) {
	case BY_PHONE:
	case BY_TEXT_MESSAGE:
		return r && r->is.phone.n;
	case BY_MAIL:
		return r && r->is.mail.n;
	case BY_PUSH:
		return has_device(c, person);
	case BY_MESSENGER:
	case IN_PERSON:
	case call_channel_none:
		break;
	}
	return false;
}

bool
has_way(const struct scene *s, i64 person, enum call_channel channel)
{
	if (s->paging == NULL || !(s->paging->ways >> channel & 1))
		return false;
	return s->paging->address_known ? channel != BY_MESSENGER && channel != IN_PERSON : has_address(s->charter, person, channel);
}

bool
page_can(const struct charter *c, unsigned ways, i64 person)
{
	for (int channel = 1; channel < (int)call_channel_words.count; channel++)
		if (ways >> channel & 1 && has_address(c, person, (enum call_channel)channel))
			return true;
	return false;
}

bool
page_reaches(const struct device *d, i64 person, i64 test)
{
	return d->is.person == person && !d->ended && d->is.endpoint.n && d->is.p256dh.n && (test == 0 || d->test == test);
}
