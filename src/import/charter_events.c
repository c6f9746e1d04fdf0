/* charter_events -- a charter file as entries of a founding, or as changes of a charter. */
#include "charter_file.h"

/* The entries that made what the file names, by its place in the file; 0 is not made yet. */
struct seqs { i64 *people, *seats, *services, *calendars, *contacts, officers; };

static struct seqs
seqs_new(struct arena *a, const struct rec_charter_file *f)
{
	return (struct seqs){
		.people = NEW(a, i64, f->n_people), .seats = NEW(a, i64, f->n_seats), .services = NEW(a, i64, f->n_services),
		.calendars = NEW(a, i64, f->n_calendars), .contacts = NEW(a, i64, f->n_contacts),
	};
}

static i64
seq_of(struct part p, const i64 *seqs, str label)
{
	int i = part_find(p, label);

	return i == NOT_THERE ? 0 : seqs[i];
}

static i64
seat_seq(const struct rec_charter_file *f, const struct seqs *s, str label)
{
	return str_eq(label, STR(OFFICERS_LABEL)) ? s->officers : seq_of(file_seats(f), s->seats, label);
}

/* ---- terms ---- */

static struct refs
people_refs(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, str first, struct labels rest)
{
	i64 *v = NEW(a, i64, rest.n + 1);
	size_t n = 0;

	if (first.p)
		v[n++] = seq_of(file_people(f), s->people, first);
	for (size_t i = 0; i < rest.n; i++)
		v[n++] = seq_of(file_people(f), s->people, rest.v[i]);
	return (struct refs){ v, n };
}

static struct rec_seat_terms *
seat_terms(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_seat *seat)
{
	struct rec_seat_terms *t = NEW(a, struct rec_seat_terms, 1);

	t->label = seat->label;
	t->holders = people_refs(a, f, s, seat->holder, (struct labels){ NULL, 0 });
	t->deputies = people_refs(a, f, s, (str){ NULL, 0 }, seat->deputies);
	t->counsel = seat->counsel;
	return t;
}

static struct refs
officers_refs(struct arena *a, const struct rec_charter_file *f, const struct seqs *s)
{
	return people_refs(a, f, s, f->first_officer, f->officers);
}

static struct refs
seat_refs(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, struct labels labels)
{
	i64 *v = NEW(a, i64, labels.n);

	for (size_t i = 0; i < labels.n; i++)
		v[i] = seat_seq(f, s, labels.v[i]);
	return (struct refs){ v, labels.n };
}

static const struct rec_ladder *
ladder(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_ladder *l)
{
	struct rec_ladder *t = l ? NEW(a, struct rec_ladder, 1) : NULL;

	if (t)
		*t = (struct rec_ladder){ within_seconds(l->remind_after), within_seconds(l->deputy_after),
			within_seconds(l->escalate_after), l->escalate_to.p ? seat_seq(f, s, l->escalate_to) : 0 };
	return t;
}

static struct rec_standing *
standing(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_rule *rule)
{
	struct rec_standing *v = NEW(a, struct rec_standing, rule->n_alone);

	for (size_t i = 0; i < rule->n_alone; i++)
		v[i] = (struct rec_standing){ seat_seq(f, s, rule->alone[i].seat), within_seconds(rule->alone[i].holds),
			rule->alone[i].when, rule->alone[i].emergency };
	return v;
}

static const struct rec_default_terms *
by_default(struct arena *a, const struct rec_charter_default *is)
{
	struct rec_default_terms *t = is ? NEW(a, struct rec_default_terms, 1) : NULL;

	if (t)
		*t = default_terms(a, is);
	return t;
}

static struct rec_rule_terms *
rule_terms(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_rule *rule)
{
	struct rec_rule_terms *t = NEW(a, struct rec_rule_terms, 1);
	struct rec_concur_group *groups = NEW(a, struct rec_concur_group, rule->n_concur);

	for (size_t g = 0; g < rule->n_concur; g++) {
		struct labels seats = rule->concur[g].seats;
		i64 *v = NEW(a, i64, seats.n);

		for (size_t i = 0; i < seats.n; i++)
			v[i] = seat_seq(f, s, seats.v[i]);
		groups[g] = (struct rec_concur_group){ .k = rule->concur[g].k, .seats = { v, seats.n }, .when = rule->concur[g].when };
	}
	*t = (struct rec_rule_terms){
		.kind = rule->kind, .accountable = seat_seq(f, s, rule->accountable),
		.concur = groups, .n_concur = rule->n_concur,
		.requester_excluded = rule->requester_excluded, .objection_blocks = rule->objection_blocks,
		.within = within_seconds(rule->within), .ladder = ladder(a, f, s, rule->ladder),
		.consulted = seat_refs(a, f, s, rule->consulted), .informed = seat_refs(a, f, s, rule->informed),
		.alone = standing(a, f, s, rule), .n_alone = rule->n_alone,
		.responsible = rule->responsible.p ? seat_seq(f, s, rule->responsible) : 0,
		.by_voice = within_seconds(rule->by_voice),
		.by_default = by_default(a, rule->by_default),
	};
	return t;
}

static struct money
money(str amount, str currency)
{
	return amount.p ? (struct money){ amount, currency } : (struct money){ { NULL, 0 }, { NULL, 0 } };
}

static void
cost_terms(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_cost *cost,
    struct rec_service_terms *t)
{
	struct rec_cost_step *later = NEW(a, struct rec_cost_step, cost->n_later);

	t->cost_low = money(cost->low, cost->currency);
	t->cost_likely = money(cost->likely, cost->currency);
	t->cost_high = money(cost->high, cost->currency);
	for (size_t i = 0; i < cost->n_later; i++)
		later[i] = (struct rec_cost_step){
			cost->later[i].from_hour, money(cost->later[i].low, cost->currency),
			money(cost->later[i].likely, cost->currency), money(cost->later[i].high, cost->currency),
		};
	t->cost_later = later;
	t->n_cost_later = cost->n_later;
	t->cost_said_by = cost->said_by.p ? seat_seq(f, s, cost->said_by) : 0;
	t->cost_said_on = cost->said_on;
}

/* What it needs that has been made. */
static struct rec_service_terms *
service_terms(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_service *service)
{
	struct rec_service_terms *t = NEW(a, struct rec_service_terms, 1);
	i64 *needs = NEW(a, i64, service->needs.n);
	size_t n = 0;

	for (size_t i = 0; i < service->needs.n; i++)
		if ((needs[n] = seq_of(file_services(f), s->services, service->needs.v[i])))
			n++;
	*t = (struct rec_service_terms){
		.label = service->label, .criticality = service->criticality,
		.owner = service->owner.p ? seat_seq(f, s, service->owner) : 0,
		.needs = { needs, n }, .tolerance = within_seconds(service->tolerance),
		.rto = within_seconds(service->rto), .rpo = within_seconds(service->rpo),
	};
	if (service->cost_per_hour)
		cost_terms(a, f, s, service->cost_per_hour, t);
	return t;
}

/* NULL where there is nothing to tell. */
static const struct rec_service_words *
service_words(struct arena *a, const struct rec_charter_service *service)
{
	struct rec_service_words *w = NEW(a, struct rec_service_words, 1);
	struct rec_service_mode *modes = NEW(a, struct rec_service_mode, service->n_modes);
	struct rec_service_route *routes = NEW(a, struct rec_service_route, service->n_routes);

	if (service->customers.n + service->obligations.n + service->n_modes + service->n_routes == 0)
		return NULL;
	for (size_t i = 0; i < service->n_modes; i++) {
		const struct rec_charter_mode *m = &service->modes[i];

		modes[i] = (struct rec_service_mode){ m->name, m->lost, m->cost_percent, money(m->low, m->currency),
		    money(m->likely, m->currency), money(m->high, m->currency) };
	}
	for (size_t i = 0; i < service->n_routes; i++)
		routes[i] = (struct rec_service_route){ service->routes[i].name, within_seconds(service->routes[i].switch_takes),
		    service->routes[i].capacity };
	*w = (struct rec_service_words){ service->customers, service->obligations, modes, service->n_modes, routes, service->n_routes };
	return w;
}

static struct rec_calendar_terms *
calendar_terms(struct arena *a, const struct rec_charter_calendar *calendar)
{
	struct rec_calendar_terms *t = NEW(a, struct rec_calendar_terms, 1);
	struct rec_working_day *working = NEW(a, struct rec_working_day, calendar->working.n);
	struct rec_holiday *holidays = NEW(a, struct rec_holiday, calendar->holidays.n);

	for (size_t i = 0; i < calendar->working.n; i++)
		working[i].day = weekday_named(calendar->working.v[i]);
	for (size_t i = 0; i < calendar->holidays.n; i++)
		holidays[i].day = calendar->holidays.v[i];
	*t = (struct rec_calendar_terms){
		.label = calendar->label, .working = working, .n_working = calendar->working.n,
		.holidays = holidays, .n_holidays = calendar->holidays.n, .utc_offset = calendar->utc_offset,
	};
	return t;
}

static struct rec_criterion_terms *
criterion_terms(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_severity *severity)
{
	struct rec_criterion_terms *t = NEW(a, struct rec_criterion_terms, 1);
	i64 *calls = NEW(a, i64, severity->calls.n);

	for (size_t i = 0; i < severity->calls.n; i++)
		calls[i] = seat_seq(f, s, severity->calls.v[i]);
	*t = (struct rec_criterion_terms){
		.severity = severity->severity, .calls = { calls, severity->calls.n },
		.committee_within = within_seconds(severity->committee_within), .report_every = within_seconds(severity->report_every),
	};
	return t;
}

static struct rec_contact_terms *
contact_terms(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_contact *contact)
{
	struct rec_contact_terms *t = NEW(a, struct rec_contact_terms, 1);

	*t = (struct rec_contact_terms){ .label = contact->label, .kind = contact->kind, .callers = seat_refs(a, f, s, contact->callers),
		.notice_hours = contact->notice_hours };
	return t;
}

/* NULL where nobody is named. */
static const struct rec_contact_reach *
contact_reach(struct arena *a, const struct rec_charter_contact *contact)
{
	struct rec_contact_reach *reach = NEW(a, struct rec_contact_reach, 1);

	*reach = (struct rec_contact_reach){ contact->person, contact->number, contact->mail };
	return reach->person.n + reach->number.n + reach->mail.n ? reach : NULL;
}

/* NULL where nothing is agreed. */
static const struct rec_contact_words *
contact_words(struct arena *a, const struct rec_charter_contact *contact)
{
	struct rec_contact_words *w = NEW(a, struct rec_contact_words, 1);

	*w = (struct rec_contact_words){ contact->hours, contact->contract, contact->notice, contact->consent };
	return w->hours.n + w->contract.n + w->notice.n + w->consent.n ? w : NULL;
}

static const struct rec_out_of_band_terms *
channels(struct arena *a, const struct rec_charter_file *f)
{
	struct rec_out_of_band_terms *t = NEW(a, struct rec_out_of_band_terms, 1);

	*t = out_of_band_terms(a, f->out_of_band);
	return t;
}

/* ---- founding ---- */

struct ev_person_added
charter_file_first_officer(const struct rec_charter_file *f)
{
	const struct rec_charter_person *p = &f->people[part_find(file_people(f), f->first_officer)];

	return (struct ev_person_added){ p->name, p->outside, p->organisation };
}

static struct emitted *
add(struct founding_entries *out, enum event_kind kind)
{
	struct emitted *e = &out->v[out->n++];

	e->kind = kind;
	return e;
}

static void
add_people(struct founding_entries *out, const struct rec_charter_file *f, struct seqs *s, struct founding at)
{
	for (size_t i = 0; i < f->n_people; i++) {
		if (str_eq(f->people[i].label, f->first_officer)) {
			s->people[i] = at.first_officer;
			continue;
		}
		s->people[i] = at.next + (i64)out->n;
		add(out, EV_person_added)->as.person_added =
		    (struct ev_person_added){ f->people[i].name, f->people[i].outside, f->people[i].organisation };
	}
}

static void
add_officers(struct arena *a, struct founding_entries *out, const struct rec_charter_file *f, const struct seqs *s)
{
	struct rec_seat_terms *t = NEW(a, struct rec_seat_terms, 1);

	*t = (struct rec_seat_terms){ .seat = s->officers, .label = STR(OFFICERS_LABEL), .holders = officers_refs(a, f, s) };
	add(out, EV_seat_set)->as.seat_set = (struct ev_seat_set){ .terms = t, .title = STR(OFFICERS_TITLE) };
}

static void
add_service(struct arena *a, struct founding_entries *out, const struct rec_charter_file *f, const struct seqs *s, size_t i)
{
	struct rec_service_terms *t = service_terms(a, f, s, &f->services[i]);

	t->service = s->services[i];
	add(out, EV_service_set)->as.service_set = (struct ev_service_set){
		.terms = t, .title = f->services[i].title, .words = service_words(a, &f->services[i]) };
}

static bool
all_made(const struct rec_charter_file *f, const struct seqs *s, struct labels needs)
{
	for (size_t i = 0; i < needs.n; i++)
		if (seq_of(file_services(f), s->services, needs.v[i]) == 0)
			return false;
	return true;
}

static void
add_services(struct arena *a, struct founding_entries *out, const struct rec_charter_file *f, struct seqs *s, i64 next)
{
	size_t *order = NEW(a, size_t, f->n_services), n_partly = 0;
	size_t *partly = NEW(a, size_t, f->n_services);

	service_order(*a, f, order);
	for (size_t i = 0; i < f->n_services; i++) {
		i64 seq = next + (i64)out->n;

		if (!all_made(f, s, f->services[order[i]].needs))
			partly[n_partly++] = order[i];
		add_service(a, out, f, s, order[i]);
		s->services[order[i]] = seq;
	}
	for (size_t i = 0; i < n_partly; i++)
		add_service(a, out, f, s, partly[i]);
}

/* An entry for each thing of the file, one for the officers' seat, one for the channels, and a second for a service that needs a later one. */
static size_t
most_changes(const struct rec_charter_file *f)
{
	return f->n_people + 1 + f->n_seats + f->n_rules + f->n_calendars + 2 * f->n_services + f->n_severities + f->n_contacts + 1;
}

struct founding_entries
charter_file_events(struct arena *a, const struct rec_charter_file *f, struct founding at)
{
	struct seqs s = seqs_new(a, f);
	struct founding_entries out = {
		.v = NEW(a, struct emitted, most_changes(f)),
	};

	s.officers = at.officers;
	add_people(&out, f, &s, at);
	if (f->officers.n)
		add_officers(a, &out, f, &s);
	for (size_t i = 0; i < f->n_seats; i++) {
		s.seats[i] = at.next + (i64)out.n;
		add(&out, EV_seat_set)->as.seat_set =
		    (struct ev_seat_set){ .terms = seat_terms(a, f, &s, &f->seats[i]), .title = f->seats[i].title };
	}
	for (size_t i = 0; i < f->n_rules; i++)
		add(&out, EV_rule_set)->as.rule_set = (struct ev_rule_set){ .terms = rule_terms(a, f, &s, &f->rules[i]) };
	for (size_t i = 0; i < f->n_calendars; i++)
		add(&out, EV_calendar_set)->as.calendar_set =
		    (struct ev_calendar_set){ .terms = calendar_terms(a, &f->calendars[i]), .title = f->calendars[i].title };
	add_services(a, &out, f, &s, at.next);
	for (size_t i = 0; i < f->n_severities; i++)
		add(&out, EV_criterion_set)->as.criterion_set = (struct ev_criterion_set){
			.terms = criterion_terms(a, f, &s, &f->severities[i]), .criteria = f->severities[i].criteria };
	for (size_t i = 0; i < f->n_contacts; i++)
		add(&out, EV_contact_set)->as.contact_set = (struct ev_contact_set){ .terms = contact_terms(a, f, &s, &f->contacts[i]),
			.title = f->contacts[i].title, .reach = contact_reach(a, &f->contacts[i]), .agreed = contact_words(a, &f->contacts[i]) };
	if (f->out_of_band.n)
		add(&out, EV_out_of_band_set)->as.out_of_band_set.terms = channels(a, f);
	return out;
}

static void
fold_next(struct charter *c, const struct emitted *e)
{
	struct entry entry = { .seq = c->room->seq + 1, .kind = e->kind, .as = e->as };

	fold((struct world){ c, c->room }, &entry);
}

static struct arena
part_of(struct arena *a, size_t size)
{
	char *p = NEW(a, char, size);

	return (struct arena){ p, p + size };
}

const struct charter *
charter_file_founded(struct arena *a, const struct rec_charter_file *f)
{
	struct charter *c = charter_new(part_of(a, 4 * MIB), part_of(a, 4 * MIB));
	struct founding at = { .next = 4, .first_officer = 2, .officers = 3 };
	struct founding_entries rest = charter_file_events(a, f, at);
	struct rec_seat_terms officers = { .label = STR(OFFICERS_LABEL) };
	i64 *holder = NEW(a, i64, 1);

	*holder = at.first_officer;
	officers.holders = (struct refs){ holder, 1 };

	fold_next(c, &(struct emitted){ EV_log_founded, .as.log_founded = { .demo = true, .organisation = f->organisation } });
	fold_next(c, &(struct emitted){ EV_person_added, .as.person_added = charter_file_first_officer(f) });
	fold_next(c, &(struct emitted){ EV_seat_set, .as.seat_set = { .terms = &officers, .title = STR(OFFICERS_TITLE) } });
	for (size_t i = 0; i < rest.n; i++)
		fold_next(c, &rest.v[i]);
	return c;
}

/* ---- changes ---- */

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

static void
diff_people(struct diff *d)
{
	for (size_t i = 0; i < d->f->n_people; i++)
		if (d->s.people[i] == 0)
			later(d, file_people(d->f), i, "is not known yet; invite them first");
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

static void
diff_seat(struct diff *d, size_t i)
{
	struct rec_seat_terms *t = seat_terms(d->a, d->f, &d->s, &d->f->seats[i]);
	const struct seat *old = charter_seat(d->c, d->s.seats[i]);

	t->seat = d->s.seats[i];
	if (!made(t->holders) || !made(t->deputies))
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
	struct rec_service_terms *t = service_terms(d->a, d->f, &d->s, service);
	const struct rec_service_words *words = service_words(d->a, service);
	const struct service *old = charter_service(d->c, d->s.services[i]);

	t->service = d->s.services[i];
	if ((service->owner.p && t->owner == 0) || (cost && cost->said_by.p && t->cost_said_by == 0)) {
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

/* What a file does not speak of stays as it is. */
static void
diff_out_of_band(struct diff *d)
{
	const struct rec_out_of_band_terms *t = channels(d->a, d->f);
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
	diff_out_of_band(&d);
	hold_back(&d);
	return d.out;
}
