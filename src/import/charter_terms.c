#include "charter_terms.h"

struct seqs
seqs_new(struct arena *a, const struct rec_charter_file *f)
{
	return (struct seqs){
		.people = NEW(a, i64, f->n_people), .seats = NEW(a, i64, f->n_seats), .services = NEW(a, i64, f->n_services),
		.calendars = NEW(a, i64, f->n_calendars), .contacts = NEW(a, i64, f->n_contacts), .templates = NEW(a, i64, f->n_templates),
	};
}

i64
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

static const struct rec_qualified *
qualified_of(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_seat *seat)
{
	struct rec_qualified *v = NEW(a, struct rec_qualified, seat->n_qualified);

	for (size_t i = 0; i < seat->n_qualified; i++)
		v[i] = (struct rec_qualified){ seq_of(file_people(f), s->people, seat->qualified[i].person), seat->qualified[i].until };
	return v;
}

struct rec_seat_terms *
seat_terms(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_seat *seat)
{
	struct rec_seat_terms *t = NEW(a, struct rec_seat_terms, 1);

	t->label = seat->label;
	t->holders = people_refs(a, f, s, seat->holder, (struct labels){ NULL, 0 });
	t->deputies = people_refs(a, f, s, (str){ NULL, 0 }, seat->deputies);
	t->counsel = seat->counsel;
	t->takes = seat->takes;
	t->qualified = qualified_of(a, f, s, seat);
	t->n_qualified = seat->n_qualified;
	return t;
}

struct refs
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

struct rec_rule_terms *
rule_terms(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_rule *rule)
{
	struct rec_rule_terms *t = NEW(a, struct rec_rule_terms, 1);
	struct rec_concur_group *groups = NEW(a, struct rec_concur_group, rule->n_concur);

	for (size_t g = 0; g < rule->n_concur; g++) {
		struct labels seats = rule->concur[g].seats;
		i64 *v = NEW(a, i64, seats.n);

		for (size_t i = 0; i < seats.n; i++)
			v[i] = seat_seq(f, s, seats.v[i]);
		groups[g] = (struct rec_concur_group){ .k = rule->concur[g].k, .seats = { v, seats.n }, .when = rule->concur[g].when,
		    .in_turn = rule->concur[g].in_turn };
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
		.voids_on = rule->voids_on, .currency = rule->currency,
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

static const struct rec_service_harm *
harm_terms(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_harm *harm)
{
	struct rec_service_harm *t = harm ? NEW(a, struct rec_service_harm, 1) : NULL;

	if (t)
		*t = (struct rec_service_harm){ harm->trust, harm->customers, harm->competition,
		    harm->said_by.p ? seat_seq(f, s, harm->said_by) : 0, harm->said_on };
	return t;
}

/* What it needs that has been made. */
struct rec_service_terms *
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
		.harm = harm_terms(a, f, s, service->harm),
	};
	if (service->cost_per_hour)
		cost_terms(a, f, s, service->cost_per_hour, t);
	return t;
}

/* NULL where there is nothing to tell. */
const struct rec_service_words *
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

struct rec_calendar_terms *
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
		.holidays = holidays, .n_holidays = calendar->holidays.n, .utc_offset = calendar->utc_offset, .summer_time = calendar->summer_time,
	};
	return t;
}

struct rec_criterion_terms *
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

struct rec_contact_terms *
contact_terms(struct arena *a, const struct rec_charter_file *f, const struct seqs *s, const struct rec_charter_contact *contact)
{
	struct rec_contact_terms *t = NEW(a, struct rec_contact_terms, 1);

	*t = (struct rec_contact_terms){ .label = contact->label, .kind = contact->kind, .callers = seat_refs(a, f, s, contact->callers),
		.notice_hours = contact->notice_hours };
	return t;
}

/* NULL where nobody is named. */
const struct rec_contact_reach *
contact_reach(struct arena *a, const struct rec_charter_contact *contact)
{
	struct rec_contact_reach *reach = NEW(a, struct rec_contact_reach, 1);

	*reach = (struct rec_contact_reach){ contact->person, contact->number, contact->mail };
	return reach->person.n + reach->number.n + reach->mail.n ? reach : NULL;
}

/* NULL where nothing is agreed. */
const struct rec_contact_words *
contact_words(struct arena *a, const struct rec_charter_contact *contact)
{
	struct rec_contact_words *w = NEW(a, struct rec_contact_words, 1);

	*w = (struct rec_contact_words){ contact->hours, contact->contract, contact->notice, contact->consent };
	return w->hours.n + w->contract.n + w->notice.n + w->consent.n ? w : NULL;
}

struct rec_template_terms *
template_terms(struct arena *a, const struct rec_charter_template *template)
{
	struct rec_template_terms *t = NEW(a, struct rec_template_terms, 1);

	*t = (struct rec_template_terms){ .label = template->label, .audience = template->audience, .channel = template->channel,
		.language = template->language, .holding = template->holding };
	return t;
}

const struct rec_out_of_band_terms *
channel_terms(struct arena *a, const struct rec_charter_file *f)
{
	struct rec_out_of_band_terms *t = NEW(a, struct rec_out_of_band_terms, 1);

	*t = out_of_band_terms(a, f->out_of_band);
	return t;
}

bool
all_made(const struct rec_charter_file *f, const struct seqs *s, struct labels needs)
{
	for (size_t i = 0; i < needs.n; i++)
		if (seq_of(file_services(f), s->services, needs.v[i]) == 0)
			return false;
	return true;
}

size_t
most_changes(const struct rec_charter_file *f)
{
	return f->n_people + 1 + f->n_seats + f->n_rules + f->n_calendars + 2 * f->n_services + f->n_severities + f->n_contacts + f->n_templates + 1;
}
