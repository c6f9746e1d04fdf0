/* judge_outcome -- what follows from an outcome: measures, changes of the charter, erasures, no more than was decided. */
#include "replay.h"

err
judge_measure_ordered(const struct moment *m)
{
	const struct ev_measure_ordered *p = &m->e->as.measure_ordered;
	const struct decision *d = FIND(m->room, decisions, p->decision);
	const struct measure *measure = FIND(m->room, measures, p->measure);

	if (measure->is.option != d->option || measure->head.id > (d->alone ? d->alone : d->outcome) || measure->state != MEASURE_PROPOSED)
		return no(m, "the measure was not part of what was decided, or is ordered already");
	return d->state == DECISION_OPEN && d->alone ? OK : need_taken(m, d);
}

err
judge_measure_applied(const struct moment *m)
{
	const struct measure *measure = FIND(m->room, measures, m->e->as.measure_applied.measure);

	const struct scene s = given_scene(m);

	return measure->state == MEASURE_PROPOSED ? no(m, "the measure was applied without a decision that ordered it") : need_applying(&s, measure);
}

/* What nobody ratified and was not in force yet ends by rule. */
err
judge_measure_lifted(const struct moment *m)
{
	const struct scene s = given_scene(m);

	if (by_server(m))
		return follows(m, react_measures) ? OK : no(m, "nothing ended that measure, and nobody lifted it");
	return need_lifting(&s, FIND(m->room, measures, m->e->as.measure_lifted.measure));
}

/* By a later decision that asked for it, and not longer than that says. */
err
judge_measure_renewed(const struct moment *m)
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

/* So of a template's. */
static bool
says_template(const struct moment *m, const struct decision *d, const struct change *c)
{
	struct ev_template_set decided = { c->template, c->is.title, d->head.id, c->text };

	if (c->withheld || m->e->disclosed < m->e->veiled)
		decided.text = m->e->as.template_set.text;
	return says(m, &decided);
}

/* Seats, rules, services, calendars, severities, contacts, templates, channels, delegations, absences and that it is settled: as founded, or word for word what the officers decided, once. */
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
	if (m->e->kind == EV_absence_set && c->is.absence &&
	    says(m, &(struct ev_absence_set){ c->is.absence->person, c->is.absence->until, d->head.id }))
		return OK;
	if (m->e->kind == EV_delegation_ended && c->is.ends == m->e->as.delegation_ended.delegation)
		return OK;
	if (m->e->kind == EV_service_removed && c->is.removes_service == m->e->as.service_removed.service)
		return OK;
	if (m->e->kind == EV_contact_removed && c->is.removes_contact == m->e->as.contact_removed.contact)
		return OK;
	if (m->e->kind == EV_criterion_set && c->is.criterion &&
	    says(m, &(struct ev_criterion_set){ c->is.criterion, c->is.criteria, d->head.id }))
		return OK;
	if (m->e->kind == EV_out_of_band_set && c->is.out_of_band &&
	    says(m, &(struct ev_out_of_band_set){ c->is.out_of_band, d->head.id }))
		return OK;
	if (m->e->kind == EV_contact_set && c->is.contact && says_contact(m, d, c))
		return OK;
	if (m->e->kind == EV_template_set && c->template && says_template(m, d, c))
		return OK;
	if (m->e->kind == EV_template_removed && c->is.removes_template == m->e->as.template_removed.template)
		return OK;
	if (m->e->kind == EV_charter_settled && c->is.settled)
		return OK;
	return no(m, "it is not, word for word, the change that was decided");
}

#define CHANGE(name) err judge_##name(const struct moment *m) { return judge_change(m, m->e->as.name.decision); }
CHANGE(seat_set)
CHANGE(rule_set)
CHANGE(service_set)
CHANGE(calendar_set)
CHANGE(criterion_set)
CHANGE(out_of_band_set)
CHANGE(contact_set)
CHANGE(delegation_set)
CHANGE(delegation_ended)
CHANGE(service_removed)
CHANGE(contact_removed)
CHANGE(template_set)
CHANGE(template_removed)
CHANGE(charter_settled)

/* Whose it is, its row asks; that it is of the text as it stood, and not for ever, is asked here. */
err
judge_template_approved(const struct moment *m)
{
	const struct ev_template_approved *p = &m->e->as.template_approved;
	const struct template *x = charter_template(m->charter, p->template);
	const struct scene s = given_scene(m);

	if (x == NULL || x->version != p->version)
		return no(m, "another text than the one that stood there was approved");
	return need_template_until(&s, p->until);
}

/* By the officers, or by themselves: it calls their deputy. */
err
judge_absence_set(const struct moment *m)
{
	const struct ev_absence_set *p = &m->e->as.absence_set;

	return p->decision ? judge_change(m, p->decision) : judge_own(m, p->person);
}

void
undo_delegation_set(struct world w, const struct entry *e)
{
	struct delegation *d = FIND(w.charter, delegations, e->seq);

	d->ended = true;
}

err
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
	if ((e = need_in_earnest(m->a, m->room, d->is.kind)))
		return e;
	next_change(m->room, d, &n);
	for (size_t i = 0; i < m->room->n_words; i++) {
		const struct words *w = &m->room->words[i];

		if (w->is.option == d->option && w->head.id < d->outcome && n++ == d->consequences)
			return says(m, &(struct ev_erased){ d->head.id, w->is.n, w->is.digests, w->is.n_digests }) ? OK
			    : no(m, "it erases other words than were decided");
	}
	return no(m, "it erases more than was decided");
}
