/* seat -- seats and severities, and how the charter changes. */
#include "authority.h"

#include "delegation.h"
#include "utc.h"
#include "view.h"

const struct seat *
charter_seat(const struct charter *c, i64 id)
{
	return FIND(c, seats, id);
}

bool
in_line(const struct seat *seat, i64 person)
{
	return seat && (refs_have(seat->is.holders, person) || refs_have(seat->is.deputies, person));
}

bool
in_a_line(const struct charter *c, i64 person)
{
	for (size_t i = 0; i < c->n_seats; i++)
		if (in_line(&c->seats[i], person))
			return true;
	return false;
}

const struct seat *
charter_seat_named(const struct charter *c, str label)
{
	for (size_t i = 0; i < c->n_seats; i++)
		if (str_eq(c->seats[i].is.label, label))
			return &c->seats[i];
	return NULL;
}

const struct criterion *
charter_criterion_for(const struct charter *c, enum severity severity)
{
	for (size_t i = c->n_criteria; i-- > 0;)
		if (c->criteria[i].is.severity == severity)
			return &c->criteria[i];
	return NULL;
}

bool
seat_held_by(const struct charter *c, i64 seat, i64 person)
{
	const struct seat *s = charter_seat(c, seat);

	return s != NULL && person != 0 && refs_have(s->is.holders, person);
}

bool
counsel_held_by(const struct charter *c, i64 person)
{
	for (size_t i = 0; i < c->n_seats; i++)
		if (c->seats[i].is.counsel && seat_held_by(c, c->seats[i].head.id, person))
			return true;
	return false;
}

str
seat_title(const struct charter *c, i64 seat)
{
	const struct seat *s = charter_seat(c, seat);

	if (s == NULL)
		return STR("a seat that is gone");
	return s->title.n ? s->title : s->is.label;
}

str
person_name(const struct charter *c, i64 person)
{
	const struct person *p = charter_person(c, person);

	return p && p->is.name.n ? p->is.name : STR("Somebody whose name is withheld");
}

str
person_told(const struct scene *s, i64 person)
{
	const struct person *actor = charter_person(s->charter, s->actor.person);

	return actor && actor->is.outside ? STR("That person") : person_name(s->charter, person);
}

/* ---- folds ---- */

void
count_consequence(struct room *room, i64 decision)
{
	struct decision *d = FIND(room, decisions, decision);

	if (d)
		d->consequences++;
}

void
fold_seat_set(struct charter *c, const struct entry *e, const struct ev_seat_set *p)
{
	struct seat *s = FIND(c, seats, p->terms->seat);

	if (s == NULL)
		s = ADD(c, seats);
	if (c->officers == 0)
		c->officers = e->seq;
	s->is = *p->terms;
	s->title = p->title;
	touch(c->room, ENT_seat, &s->head, e);
	s->is.seat = s->head.id;
	count_consequence(c->room, p->decision);
}

void
fold_criterion_set(struct charter *c, const struct entry *e, const struct ev_criterion_set *p)
{
	struct criterion *x = ADD(c, criteria);

	x->is = *p->terms;
	x->criteria = p->criteria;
	touch(c->room, ENT_criterion, &x->head, e);
	count_consequence(c->room, p->decision);
}

void
fold_log_founded(struct charter *c, const struct entry *e, const struct ev_log_founded *p)
{
	c->founded = *p;
	c->founded_at = e->at;
}

void
fold_log_continued(struct charter *c, const struct entry *e, const struct ev_log_continued *p)
{
	(void)e;
	c->founded.log_key = p->log_key;
}

void
fold_charter_settled(struct charter *c, const struct entry *e, const struct ev_charter_settled *p)
{
	(void)e;
	c->founded.provisional = false;
	count_consequence(c->room, p->decision);
}

void
fold_change_proposed(struct room *room, const struct entry *e, const struct ev_change_proposed *p)
{
	struct change *change = ADD(room, changes);

	change->is = *p;
	change->withheld = e->disclosed < e->veiled;
	touch(room, ENT_change, &change->head, e);
}

/* ---- decides ---- */

/* The same twice would count for two where it cannot (k of n). */
err
need_each_once(const struct scene *s, struct refs refs, const char *what)
{
	for (size_t i = 0; i < refs.n; i++)
		if (refs_have((struct refs){ refs.v, i }, refs.v[i]))
			return err_new(s->a, ERR_MALFORMED, "%s %lld is named twice.", what, (long long)refs.v[i]);
	return OK;
}

static err
need_people(const struct scene *s, struct refs people)
{
	err e = need_each_once(s, people, "Person");

	for (size_t i = 0; e == OK && i < people.n; i++)
		e = need_person(s, people.v[i]);
	return e;
}

err
need_seats(const struct scene *s, struct refs seats)
{
	err e = need_each_once(s, seats, "Seat");

	for (size_t i = 0; e == OK && i < seats.n; i++)
		e = need_seat(s, seats.v[i]);
	return e;
}

static bool
anybody_vouched(const struct charter *c, struct refs people)
{
	bool any = false;

	for (size_t i = 0; i < people.n; i++)
		any |= person_vouched(c, people.v[i]);
	return any;
}

static err
need_qualified(const struct scene *s, const struct rec_seat_terms *t)
{
	i64 day;
	err e;

	if (t->n_qualified && t->takes.p == NULL)
		return err_new(s->a, ERR_MALFORMED, "takes: is missing; say what these people are qualified for.");
	for (size_t i = 0; i < t->n_qualified; i++) {
		if ((e = need_person(s, t->qualified[i].person)))
			return e;
		if (!date_parse(t->qualified[i].until, &day))
			return err_new(s->a, ERR_MALFORMED, "qualified: %.*s is no date such as 2027-05-01.", STR_ARG(t->qualified[i].until));
		for (size_t k = 0; k < i; k++)
			if (t->qualified[k].person == t->qualified[i].person)
				return err_new(s->a, ERR_MALFORMED, "qualified: %.*s is named twice.", STR_ARG(person_told(s, t->qualified[i].person)));
	}
	return OK;
}

static err
need_seat_terms(const struct scene *s, const struct rec_seat_terms *t)
{
	const struct seat *same = charter_seat_named(s->charter, t->label);
	err e;

	if (t->seat && (e = need_seat(s, t->seat)))     return e;
	if ((e = need_people(s, t->holders)))           return e;
	if ((e = need_people(s, t->deputies)))          return e;
	if ((e = need_qualified(s, t)))                 return e;
	if (same && same->head.id != t->seat)
		return err_new(s->a, ERR_CONFLICT, "There is a seat %.*s already.", STR_ARG(t->label));
	if (t->seat != s->charter->officers && t->holders.n > 1)
		return err_new(s->a, ERR_REFUSED, "A seat has one holder; name the others as deputies. Only the charter officers' seat has several.");
	if (t->seat == s->charter->officers && !anybody_vouched(s->charter, t->holders))
		return err_new(s->a, ERR_REFUSED, "The charter officers' seat needs somebody with a passkey that counts.");
	return OK;
}

static err
need_change(const struct scene *s, const struct change *change)
{
	const struct ev_change_proposed *c = &change->is;

	if (change->template)
		return need_template_terms(s, change->template);
	if (c->seat)
		return need_seat_terms(s, c->seat);
	if (c->rule)
		return need_rule_terms(s, c->rule);
	if (c->service)
		return need_service_terms(s, c->service);
	if (c->calendar)
		return need_calendar_terms(s, c->calendar);
	if (c->criterion)
		return need_seats(s, c->criterion->calls);
	if (c->contact)
		return need_contact_terms(s, c->contact);
	if (c->out_of_band)
		return need_out_of_band_terms(s, c->out_of_band);
	if (c->delegation)
		return need_delegation_terms(s, c->delegation);
	if (c->absence)
		return need_absence_terms(s, c->absence);
	if (c->ends)
		return need_delegation_lasting(s, c->ends);
	if (c->removes_service)
		return charter_service(s->charter, c->removes_service) ? OK : no_such(s, "service", c->removes_service);
	if (c->removes_contact)
		return charter_contact(s->charter, c->removes_contact) ? OK : no_such(s, "contact", c->removes_contact);
	if (c->removes_template)
		return charter_template(s->charter, c->removes_template) ? OK : no_such(s, "template", c->removes_template);
	return s->charter->founded.provisional ? OK : err_new(s->a, ERR_CONFLICT, "The charter is not provisional.");
}

err
need_changes_stand(const struct scene *s, i64 option)
{
	err e = OK;

	for (size_t i = 0; e == OK && i < s->room->n_changes; i++) {
		const struct change *c = &s->room->changes[i];

		if (c->is.option == option && (e = need_change(s, c)))
			e = err_at(s->a, arena_fmt(s->a, "change %lld", (long long)c->head.id), e);
	}
	return e;
}

static bool
about_the_same(const struct change *x, const struct change *y)
{
	const struct ev_change_proposed *a = &x->is, *b = &y->is;

	return (x->template && y->template && str_eq(x->template->label, y->template->label)) ||
	    (a->removes_template && (a->removes_template == b->removes_template || (y->template && y->template->template == a->removes_template))) ||
	    (a->seat && b->seat && str_eq(a->seat->label, b->seat->label)) ||
	    (a->rule && b->rule && str_eq(a->rule->kind, b->rule->kind)) ||
	    (a->service && b->service && str_eq(a->service->label, b->service->label)) ||
	    (a->calendar && b->calendar && str_eq(a->calendar->label, b->calendar->label)) ||
	    (a->contact && b->contact && str_eq(a->contact->label, b->contact->label)) ||
	    (a->criterion && b->criterion && a->criterion->severity == b->criterion->severity) ||
	    (a->delegation && b->delegation && a->delegation->seat == b->delegation->seat && a->delegation->person == b->delegation->person) ||
	    (a->absence && b->absence && a->absence->person == b->absence->person) ||
	    (a->out_of_band && b->out_of_band) ||
	    (a->ends && a->ends == b->ends) ||
	    (a->removes_service && (a->removes_service == b->removes_service || (b->service && b->service->service == a->removes_service))) ||
	    (a->removes_contact && (a->removes_contact == b->removes_contact || (b->contact && b->contact->contact == a->removes_contact))) ||
	    (a->settled && b->settled);
}

/* One option says a thing of a seat, a service, a calendar, a contact, a template, a kind or a severity once. */
static err
need_said_once(const struct scene *s, const struct change *c)
{
	for (size_t i = 0; i < s->room->n_changes; i++) {
		const struct change *other = &s->room->changes[i];

		if (other->is.option == c->is.option && (about_the_same(c, other) || about_the_same(other, c)))
			return err_new(s->a, ERR_CONFLICT, "Change %lld of this option is about the same; propose another option.",
			    (long long)other->head.id);
	}
	return OK;
}

/* It is about one thing, and says of it what belongs to it. */
static err
need_one_thing(const struct scene *s, const struct cmd_propose_change *c)
{
	if ((c->seat != NULL) + (c->rule != NULL) + (c->service != NULL) + (c->calendar != NULL) + (c->criterion != NULL) +
	    (c->contact != NULL) + (c->template != NULL) + (c->out_of_band != NULL) + (c->delegation != NULL) + (c->absence != NULL) + (c->ends != 0) +
	    (c->removes_service != 0) + (c->removes_contact != 0) + (c->removes_template != 0) + c->settled != 1)
		return err_new(s->a, ERR_MALFORMED, "A change is exactly one of seat, rule, service, calendar, criterion, contact, template, out_of_band, delegation, absence, ends, removes_service, removes_contact, removes_template and settled.");
	if ((c->seat || c->service || c->calendar || c->contact || c->template) && c->title.n == 0)
		return err_new(s->a, ERR_MALFORMED, "title: a seat, a service, a calendar, a contact and a template have one");
	if ((c->template != NULL) != (c->text.n > 0))
		return err_new(s->a, ERR_MALFORMED, "text: a template has one, and nothing else has");
	if (c->words && c->service == NULL)
		return err_new(s->a, ERR_MALFORMED, "words: are told of a service alone");
	if ((c->reach || c->agreed) && c->contact == NULL)
		return err_new(s->a, ERR_MALFORMED, "%s: is said of a contact alone", c->reach ? "reach" : "agreed");
	if (c->criterion && c->criteria.n == 0)
		return err_new(s->a, ERR_MALFORMED, "criteria: say when a matter is that severe");
	return OK;
}

err
decide_propose_change(const struct scene *s, const struct cmd_propose_change *c, struct outcome *out)
{
	const struct change change = { .template = c->template, .text = c->text, .is = {
		.option = c->option, .seat = c->seat, .rule = c->rule, .service = c->service, .calendar = c->calendar,
		.criterion = c->criterion, .contact = c->contact, .out_of_band = c->out_of_band, .delegation = c->delegation, .absence = c->absence,
		.ends = c->ends, .removes_service = c->removes_service, .removes_contact = c->removes_contact,
		.removes_template = c->removes_template, .settled = c->settled, .title = c->title, .words = c->words,
		.criteria = c->criteria, .reach = c->reach, .agreed = c->agreed,
	} };
	const struct option *option;
	const struct decision *d;
	err e;

	if ((e = need_option_open(s, c->option, &option)))      return e;
	d = FIND(s->room, decisions, option->is.decision);
	if (!str_eq(d->is.kind, STR("change_charter")))
		return err_new(s->a, ERR_REFUSED, "Only a decision of the kind change_charter changes the charter.");
	if (option->is.nothing)
		return err_new(s->a, ERR_REFUSED, "This option is to do nothing; it changes nothing.");
	if ((e = need_one_thing(s, c)))                         return e;
	if ((e = need_change(s, &change)))                      return e;
	if ((e = need_said_once(s, &change)))                   return e;

	if (c->template)
		emit(out, EV_template_proposed)->as.template_proposed = (struct ev_template_proposed){ c->option, c->template, c->title, c->text };
	else
		emit(out, EV_change_proposed)->as.change_proposed = change.is;
	return OK;
}

/* ---- views ---- */

const struct head *
see_seat(const struct seeing *v, i64 id, struct ent_seat *out)
{
	const struct seat *s = charter_seat(v->charter, id);

	if (s == NULL)
		return NULL;
	*out = (struct ent_seat){ ID(s), .label = s->is.label, .title = s->title,
	    .holders = s->is.holders, .deputies = s->is.deputies, .counsel = s->is.counsel };
	if (v->audience == NULL || !v->audience->outside) {     /* what the house's people have learnt is the house's */
		out->takes = s->is.takes;
		out->qualified = s->is.qualified;
		out->n_qualified = s->is.n_qualified;
	}
	return &s->head;
}

const struct head *
see_criterion(const struct seeing *v, i64 id, struct ent_criterion *out)
{
	const struct criterion *c = FIND(v->charter, criteria, id);

	if (c == NULL || charter_criterion_for(v->charter, c->is.severity) != c)
		return NULL;
	*out = (struct ent_criterion){ ID(c), .severity = c->is.severity, .calls = c->is.calls, .criteria = c->criteria,
	    .committee_within = c->is.committee_within, .report_every = c->is.report_every };
	return &c->head;
}

const struct head *
see_change(const struct seeing *v, i64 id, struct ent_change *out)
{
	const struct change *c = FIND(v->room, changes, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_change){ ID(c), .option = c->is.option, .seat = c->is.seat, .rule = c->is.rule,
	    .service = c->is.service, .calendar = c->is.calendar, .criterion = c->is.criterion, .delegation = c->is.delegation, .absence = c->is.absence,
	    .ends = c->is.ends, .removes_service = c->is.removes_service, .removes_contact = c->is.removes_contact, .contact = c->is.contact, .out_of_band = c->is.out_of_band,
	    .template = c->template, .text = c->text, .removes_template = c->is.removes_template, .settled = c->is.settled, .title = c->is.title, .words = c->is.words, .criteria = c->is.criteria, .reach = c->is.reach,
	    .agreed = c->is.agreed };
	return &c->head;
}
