/* charter_changes -- a charter file as changes of a charter. */
#include "charter_terms.h"

struct diff {
	struct arena *a;
	const struct rec_charter_file *f;
	const struct charter *c;
	struct seqs s;
	struct charter_changes out;
};

/* Each is the person of that name and organisation whom no earlier one of the file is. */
i64 *
charter_file_matched(struct arena *a, const struct rec_charter_file *f, const struct charter *c)
{
	i64 *matched = NEW(a, i64, f->n_people);

	for (size_t at = 0; at < f->n_people; at++)
		for (size_t i = 0; i < c->n_persons && matched[at] == 0; i++) {
			const struct person *who = &c->persons[i];

			if (!who->ejected && !refs_have((struct refs){ matched, at }, who->head.id) &&
			    str_eq(who->is.name, f->people[at].name) && str_eq(who->is.organisation, f->people[at].organisation))
				matched[at] = who->head.id;
		}
	return matched;
}

static void
match(struct diff *d)
{
	d->s = seqs_new(d->a, d->f);
	d->s.officers = d->c->officers;
	d->s.people = charter_file_matched(d->a, d->f, d->c);
	for (size_t i = 0; i < d->f->n_seats; i++) {
		const struct seat *seat = charter_seat_named(d->c, d->f->seats[i].label);

		d->s.seats[i] = seat ? seat->head.id : 0;
	}
	for (size_t i = 0; i < d->f->n_services; i++) {
		const struct service *service = charter_service_named(d->c, d->f->services[i].label);

		d->s.services[i] = service ? service->head.id : 0;
	}
	for (size_t i = 0; i < d->f->n_calendars; i++) {
		const struct calendar *calendar = charter_calendar_named(d->c, d->f->calendars[i].label);

		d->s.calendars[i] = calendar ? calendar->head.id : 0;
	}
	for (size_t i = 0; i < d->f->n_contacts; i++) {
		const struct contact *contact = charter_contact_named(d->c, d->f->contacts[i].label);

		d->s.contacts[i] = contact ? contact->head.id : 0;
	}
	for (size_t i = 0; i < d->f->n_templates; i++) {
		const struct template *template = charter_template_named(d->c, d->f->templates[i].label);

		d->s.templates[i] = template ? template->head.id : 0;
	}
}

/* All of them have been made. */
static bool
made(struct refs refs)
{
	return !refs_have(refs, 0);
}

static bool
same(struct arena scratch, const struct field_table *t, const void *x, const void *y)
{
	struct buf a = buf_new(&scratch, 512), b = buf_new(&scratch, 512);

	field_write(&a, t, x);
	field_write(&b, t, y);
	return str_eq(buf_str(&a), buf_str(&b));
}

static void
later(struct diff *d, struct part p, size_t i, const char *what)
{
	d->out.later[d->out.n_later++] = arena_fmt(d->a, "%s[%zu]: %.*s %s", p.name, i, STR_ARG(part_label(p, i)), what);
}

static void
propose(struct diff *d, struct cmd_propose_change change)
{
	d->out.v[d->out.n++] = change;
}

/* Until when a guest may come is no decision: the file is held against the record, and changes nothing. */
static void
diff_people(struct diff *d)
{
	for (size_t i = 0; i < d->f->n_people; i++) {
		const struct person *who = charter_person(d->c, d->s.people[i]);
		str until = d->f->people[i].until;

		if (who == NULL)
			later(d, file_people(d->f), i, "is not known yet; invite them first");
		else if (until.p && who->is.outside && !str_eq(until, guest_day(d->a, who->is.until)))
			later(d, file_people(d->f), i, "may come until another day in the record; a charter officer says until when, under Charter, People");
	}
}

static void
diff_officers(struct diff *d)
{
	const struct seat *old = charter_seat(d->c, d->s.officers);
	struct rec_seat_terms *t = NEW(d->a, struct rec_seat_terms, 1);

	*t = old->is;
	t->holders = officers_refs(d->a, d->f, &d->s);
	if (made(t->holders) && !same(*d->a, record_seat_terms_table(), t, &old->is))
		propose(d, (struct cmd_propose_change){ .seat = t, .title = seat_title(d->c, old->head.id) });
}

static bool
all_known(const struct rec_seat_terms *t)
{
	for (size_t i = 0; i < t->n_qualified; i++)
		if (t->qualified[i].person == 0)
			return false;
	return made(t->holders) && made(t->deputies);
}

static void
diff_seat(struct diff *d, size_t i)
{
	struct rec_seat_terms *t = seat_terms(d->a, d->f, &d->s, &d->f->seats[i]);
	const struct seat *old = charter_seat(d->c, d->s.seats[i]);

	t->seat = d->s.seats[i];
	if (!all_known(t))
		later(d, file_seats(d->f), i, "names somebody who is to be invited first");
	else if (old == NULL || !same(*d->a, record_seat_terms_table(), t, &old->is) ||
	    !str_eq(d->f->seats[i].title, seat_title(d->c, old->head.id)))
		propose(d, (struct cmd_propose_change){ .seat = t, .title = d->f->seats[i].title });
}

static void
diff_rule(struct diff *d, size_t i)
{
	const struct rec_rule_terms *t = rule_terms(d->a, d->f, &d->s, &d->f->rules[i]);
	const struct rule *old = charter_rule_for(d->c, t->kind);
	const struct rec_charter_rule *said = &d->f->rules[i];
	bool ready = t->accountable && made(t->consulted) && made(t->informed) && (t->responsible || said->responsible.p == NULL) &&
	    (t->ladder == NULL || t->ladder->escalate_to || said->ladder->escalate_to.p == NULL);

	for (size_t g = 0; g < t->n_concur; g++)
		ready &= made(t->concur[g].seats);
	for (size_t k = 0; k < t->n_alone; k++)
		ready &= t->alone[k].seat != 0;
	if (!ready)
		later(d, file_rules(d->f), i, "names a seat that is to be decided first");
	else if (old == NULL || !same(*d->a, record_rule_terms_table(), t, &old->is))
		propose(d, (struct cmd_propose_change){ .rule = t });
}

/* Or there is none of either. */
static bool
same_words(struct arena scratch, const struct field_table *t, const void *x, const void *y)
{
	return x == NULL || y == NULL ? x == y : same(scratch, t, x, y);
}

/* A service may be proposed before what it needs is there; it is changed by the next import. */
static void
diff_service(struct diff *d, size_t i)
{
	const struct rec_charter_service *service = &d->f->services[i];
	const struct rec_charter_cost *cost = service->cost_per_hour;
	const struct rec_charter_harm *harm = service->harm;
	struct rec_service_terms *t = service_terms(d->a, d->f, &d->s, service);
	const struct rec_service_words *words = service_words(d->a, service);
	const struct service *old = charter_service(d->c, d->s.services[i]);

	t->service = d->s.services[i];
	if ((service->owner.p && t->owner == 0) || (cost && cost->said_by.p && t->cost_said_by == 0) ||
	    (harm && harm->said_by.p && t->harm->said_by == 0)) {
		later(d, file_services(d->f), i, "names a seat that is to be decided first");
		return;
	}
	if (!all_made(d->f, &d->s, service->needs))
		later(d, file_services(d->f), i, "needs a service that is to be decided first; import the file again then");
	if (old == NULL || !same(*d->a, record_service_terms_table(), t, &old->is) ||
	    !str_eq(service->title, service_title(old)) || !same_words(*d->a, record_service_words_table(), words, old->words))
		propose(d, (struct cmd_propose_change){ .service = t, .title = service->title, .words = words });
}

static void
diff_calendar(struct diff *d, size_t i)
{
	const struct rec_charter_calendar *calendar = &d->f->calendars[i];
	struct rec_calendar_terms *t = calendar_terms(d->a, calendar);
	const struct calendar *old = charter_calendar(d->c, d->s.calendars[i]);

	t->calendar = d->s.calendars[i];
	if (old == NULL || !same(*d->a, record_calendar_terms_table(), t, &old->is) || !str_eq(calendar->title, old->title))
		propose(d, (struct cmd_propose_change){ .calendar = t, .title = calendar->title });
}

static void
diff_severity(struct diff *d, size_t i)
{
	const struct rec_charter_severity *severity = &d->f->severities[i];
	const struct rec_criterion_terms *t = criterion_terms(d->a, d->f, &d->s, severity);
	const struct criterion *old = charter_criterion_for(d->c, severity->severity);

	if (!made(t->calls))
		d->out.later[d->out.n_later++] = arena_fmt(d->a, "severities[%zu]: %s calls a seat that is to be decided first", i,
		    word_text(&severity_words, (int)severity->severity));
	else if (old == NULL || !same(*d->a, record_criterion_terms_table(), t, &old->is) || !str_eq(severity->criteria, old->criteria))
		propose(d, (struct cmd_propose_change){ .criterion = t, .criteria = severity->criteria });
}

static void
diff_contact(struct diff *d, size_t i)
{
	const struct rec_charter_contact *contact = &d->f->contacts[i];
	struct rec_contact_terms *t = contact_terms(d->a, d->f, &d->s, contact);
	const struct rec_contact_reach *reach = contact_reach(d->a, contact);
	const struct rec_contact_words *agreed = contact_words(d->a, contact);
	const struct contact *old = charter_contact(d->c, d->s.contacts[i]);

	t->contact = d->s.contacts[i];
	if (!made(t->callers))
		later(d, file_contacts(d->f), i, "names a seat that is to be decided first");
	else if (old == NULL || !same(*d->a, record_contact_terms_table(), t, &old->is) || !str_eq(contact->title, old->title) ||
	    !same_words(*d->a, record_contact_reach_table(), reach, old->reach) ||
	    !same_words(*d->a, record_contact_words_table(), agreed, old->agreed))
		propose(d, (struct cmd_propose_change){ .contact = t, .title = contact->title, .reach = reach, .agreed = agreed });
}

static void
diff_template(struct diff *d, size_t i)
{
	const struct rec_charter_template *template = &d->f->templates[i];
	struct rec_template_terms *t = template_terms(d->a, template);
	const struct template *old = charter_template(d->c, d->s.templates[i]);

	t->template = d->s.templates[i];
	if (old == NULL || !same(*d->a, record_template_terms_table(), t, &old->is) || !str_eq(template->title, old->title) ||
	    !str_eq(template->text, old->text))
		propose(d, (struct cmd_propose_change){ .template = t, .title = template->title, .text = template->text });
}

/* What a file does not speak of stays as it is. */
static void
diff_out_of_band(struct diff *d)
{
	const struct rec_out_of_band_terms *t = channel_terms(d->a, d->f);
	const struct out_of_band *old = charter_out_of_band(d->c);

	if (t->n_ways && (old == NULL || !same(*d->a, record_out_of_band_terms_table(), t, &old->is)))
		propose(d, (struct cmd_propose_change){ .out_of_band = t });
}

/* One option holds so many. */
static void
hold_back(struct diff *d)
{
	if (d->out.n <= LIMIT_OPTION_PARTS)
		return;
	d->out.later[d->out.n_later++] = arena_fmt(d->a, "%zu more changes; one decision holds %d, so give the same again once these are decided",
	    d->out.n - LIMIT_OPTION_PARTS, LIMIT_OPTION_PARTS);
	d->out.n = LIMIT_OPTION_PARTS;
}

struct charter_changes
charter_file_changes(struct arena *a, const struct rec_charter_file *f, const struct charter *c)
{
	size_t most = most_changes(f);
	struct diff d = {
		.a = a, .f = f, .c = c, .out = { .v = NEW(a, struct cmd_propose_change, most), .later = NEW(a, str, most) },
	};

	match(&d);
	diff_people(&d);
	diff_officers(&d);
	for (size_t i = 0; i < f->n_seats; i++)
		diff_seat(&d, i);
	for (size_t i = 0; i < f->n_rules; i++)
		diff_rule(&d, i);
	for (size_t i = 0; i < f->n_calendars; i++)
		diff_calendar(&d, i);
	for (size_t i = 0; i < f->n_services; i++)
		diff_service(&d, i);
	for (size_t i = 0; i < f->n_severities; i++)
		diff_severity(&d, i);
	for (size_t i = 0; i < f->n_contacts; i++)
		diff_contact(&d, i);
	for (size_t i = 0; i < f->n_templates; i++)
		diff_template(&d, i);
	diff_out_of_band(&d);
	hold_back(&d);
	return d.out;
}
