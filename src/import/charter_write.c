/* charter_write -- a charter as a file says it. */
#include "charter_file.h"

str
service_title(const struct service *s)
{
	return s->title.n ? s->title : s->is.label;
}

/* "Ana Ruiz" is ana_ruiz; another one of that name ana_ruiz.17. */
static str
person_label(struct arena *a, const struct rec_charter_file *f, const struct person *p)
{
	struct buf b = buf_new(a, p->is.name.n + 1);
	str label;

	for (size_t i = 0; i < p->is.name.n; i++) {
		char c = p->is.name.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || is_digit(c))
			buf_byte(&b, c);
		else if (b.n && b.p[b.n - 1] != '_')
			buf_byte(&b, '_');
	}
	label = b.n ? buf_str(&b) : STR("person");
	if (str_ends(label, STR("_")))
		label.n--;
	if (part_find(file_people(f), label) == NOT_THERE)
		return label;
	return arena_fmt(a, "%.*s.%lld", STR_ARG(label), (long long)p->head.id);
}

/* What was made of the charter so far, and which entry each person of it is. */
struct making { struct arena *a; const struct charter *c; struct rec_charter_file f; i64 *people; };

static void
make_people(struct making *m)
{
	struct rec_charter_person *v = NEW(m->a, struct rec_charter_person, m->c->n_persons);

	m->people = NEW(m->a, i64, m->c->n_persons);
	m->f.people = v;
	for (size_t i = 0; i < m->c->n_persons; i++) {
		const struct person *p = &m->c->persons[i];
		str name = p->is.name.n ? p->is.name : arena_fmt(m->a, "Person %lld", (long long)p->head.id);

		if (p->ejected)
			continue;
		v[m->f.n_people] = (struct rec_charter_person){ person_label(m->a, &m->f, p), name, p->is.organisation, p->is.outside,
		    guest_day(m->a, p->is.until) };
		m->people[m->f.n_people++] = p->head.id;
	}
}

static struct labels
people_labels(const struct making *m, struct refs persons)
{
	str *v = NEW(m->a, str, persons.n);
	size_t n = 0;

	for (size_t i = 0; i < persons.n; i++)
		for (size_t k = 0; k < m->f.n_people; k++)
			if (m->people[k] == persons.v[i])
				v[n++] = m->f.people[k].label;
	return (struct labels){ v, n };
}

static void
make_officers(struct making *m)
{
	struct labels all = people_labels(m, charter_seat(m->c, m->c->officers)->is.holders);

	m->f.first_officer = all.v[0];          /* the seat is never empty */
	m->f.officers = (struct labels){ all.v + 1, all.n - 1 };
}

/* Of those who are still there. */
static const struct rec_charter_qualified *
qualified_as_said(const struct making *m, const struct seat *s, size_t *n)
{
	struct rec_charter_qualified *v = NEW(m->a, struct rec_charter_qualified, s->is.n_qualified);

	*n = 0;
	for (size_t i = 0; i < s->is.n_qualified; i++) {
		struct labels who = people_labels(m, (struct refs){ &s->is.qualified[i].person, 1 });

		if (who.n)
			v[(*n)++] = (struct rec_charter_qualified){ who.v[0], s->is.qualified[i].until };
	}
	return v;
}

static void
make_seats(struct making *m)
{
	struct rec_charter_seat *v = NEW(m->a, struct rec_charter_seat, m->c->n_seats);

	for (size_t i = 0; i < m->c->n_seats; i++) {
		const struct seat *s = &m->c->seats[i];
		struct labels holders = people_labels(m, s->is.holders);
		struct rec_charter_seat *seat = &v[m->f.n_seats];

		if (s->head.id == m->c->officers)
			continue;
		*seat = (struct rec_charter_seat){
			.label = s->is.label, .title = seat_title(m->c, s->head.id), .holder = holders.n ? holders.v[0] : (str){ NULL, 0 },
			.deputies = people_labels(m, s->is.deputies), .counsel = s->is.counsel, .takes = s->is.takes,
		};
		seat->qualified = qualified_as_said(m, s, &seat->n_qualified);
		m->f.n_seats++;
	}
	m->f.seats = v;
}

static str
seat_label(const struct making *m, i64 seat)
{
	if (seat == 0)
		return (str){ NULL, 0 };
	return seat == m->c->officers ? STR(OFFICERS_LABEL) : charter_seat(m->c, seat)->is.label;
}

/* "4h", or absent. */
static str
duration_text(const struct making *m, i64 seconds)
{
	return seconds ? within_text(m->a, seconds) : (str){ NULL, 0 };
}

static const struct rec_charter_concur *
concur_of(const struct making *m, const struct rec_rule_terms *t)
{
	struct rec_charter_concur *groups = NEW(m->a, struct rec_charter_concur, t->n_concur);

	for (size_t g = 0; g < t->n_concur; g++) {
		struct refs seats = t->concur[g].seats;
		str *v = NEW(m->a, str, seats.n);

		for (size_t i = 0; i < seats.n; i++)
			v[i] = seat_label(m, seats.v[i]);
		groups[g] = (struct rec_charter_concur){ t->concur[g].k, { v, seats.n }, t->concur[g].when, t->concur[g].in_turn };
	}
	return groups;
}

static struct labels
seat_labels(const struct making *m, struct refs seats)
{
	str *v = NEW(m->a, str, seats.n);

	for (size_t i = 0; i < seats.n; i++)
		v[i] = seat_label(m, seats.v[i]);
	return (struct labels){ v, seats.n };
}

static const struct rec_charter_standing *
standing_of_rule(const struct making *m, const struct rec_rule_terms *t)
{
	struct rec_charter_standing *v = NEW(m->a, struct rec_charter_standing, t->n_alone);

	for (size_t i = 0; i < t->n_alone; i++)
		v[i] = (struct rec_charter_standing){ seat_label(m, t->alone[i].seat), within_text(m->a, t->alone[i].holds),
			t->alone[i].when, t->alone[i].emergency };
	return v;
}

static const struct rec_charter_ladder *
ladder_as_said(const struct making *m, const struct rec_ladder *l)
{
	struct rec_charter_ladder *said = l ? NEW(m->a, struct rec_charter_ladder, 1) : NULL;

	if (said)
		*said = (struct rec_charter_ladder){ duration_text(m, l->remind_after), duration_text(m, l->deputy_after),
			duration_text(m, l->escalate_after), seat_label(m, l->escalate_to) };
	return said;
}

static const struct rec_charter_default *
default_as_said(const struct making *m, const struct rec_default_terms *t)
{
	struct rec_charter_default *said = t ? NEW(m->a, struct rec_charter_default, 1) : NULL;
	str *measures = t ? NEW(m->a, str, t->n_measures) : NULL;

	for (size_t i = 0; t && i < t->n_measures; i++)
		measures[i] = str_c(word_text(&measure_kind_words, (int)t->measures[i].kind));
	if (said)
		*said = (struct rec_charter_default){ { measures, t->n_measures }, t->when, within_text(m->a, t->holds) };
	return said;
}

static void
make_rules(struct making *m)
{
	struct rec_charter_rule *v = NEW(m->a, struct rec_charter_rule, m->c->n_rules);

	for (size_t i = 0; i < m->c->n_rules; i++) {
		const struct rule *r = &m->c->rules[i];

		if (rule_in_force(m->c, r))
			v[m->f.n_rules++] = (struct rec_charter_rule){
				.kind = r->is.kind, .accountable = seat_label(m, r->is.accountable),
				.concur = concur_of(m, &r->is), .n_concur = r->is.n_concur,
				.requester_excluded = r->is.requester_excluded, .objection_blocks = r->is.objection_blocks,
				.within = within_text(m->a, r->is.within), .ladder = ladder_as_said(m, r->is.ladder),
				.consulted = seat_labels(m, r->is.consulted), .informed = seat_labels(m, r->is.informed),
				.alone = standing_of_rule(m, &r->is), .n_alone = r->is.n_alone, .responsible = seat_label(m, r->is.responsible),
				.by_voice = duration_text(m, r->is.by_voice),
				.by_default = default_as_said(m, r->is.by_default), .voids_on = r->is.voids_on, .currency = r->is.currency,
			};
	}
	m->f.rules = v;
}

/* A service's costs are in one currency; what is in another is left out. */
struct range { str low, likely, high; };

static struct range
range_in(str currency, struct money low, struct money likely, struct money high)
{
	return (struct range){
		str_eq(low.currency, currency) ? low.amount : (str){ NULL, 0 },
		str_eq(likely.currency, currency) ? likely.amount : (str){ NULL, 0 },
		str_eq(high.currency, currency) ? high.amount : (str){ NULL, 0 },
	};
}

/* That of the likely cost, or of the lowest there is. */
static str
currency_of(struct money low, struct money likely, struct money high)
{
	return likely.amount.p ? likely.currency : low.amount.p ? low.currency : high.currency;
}

static const struct rec_charter_cost *
cost_of(const struct making *m, const struct rec_service_terms *t)
{
	str currency = currency_of(t->cost_low, t->cost_likely, t->cost_high);
	struct range first = range_in(currency, t->cost_low, t->cost_likely, t->cost_high);
	struct rec_charter_cost *cost = NEW(m->a, struct rec_charter_cost, 1);
	struct rec_charter_cost_step *later = NEW(m->a, struct rec_charter_cost_step, t->n_cost_later);

	if (currency.p == NULL)
		return NULL;
	for (size_t i = 0; i < t->n_cost_later; i++) {
		const struct rec_cost_step *step = &t->cost_later[i];
		struct range r = range_in(currency, step->cost_low, step->cost_likely, step->cost_high);

		later[i] = (struct rec_charter_cost_step){ step->from_hour, r.low, r.likely, r.high };
	}
	*cost = (struct rec_charter_cost){ first.low, first.likely, first.high, currency, later, t->n_cost_later,
	    seat_label(m, t->cost_said_by), t->cost_said_on };
	return cost;
}

static const struct rec_charter_harm *
harm_as_said(const struct making *m, const struct rec_service_harm *t)
{
	struct rec_charter_harm *said = t && (t->trust || t->customers || t->competition) ? NEW(m->a, struct rec_charter_harm, 1) : NULL;

	if (said)
		*said = (struct rec_charter_harm){ t->trust, t->customers, t->competition, seat_label(m, t->said_by), t->said_on };
	return said;
}

static void
words_of(const struct making *m, const struct rec_service_words *w, struct rec_charter_service *out)
{
	struct rec_charter_mode *modes = NEW(m->a, struct rec_charter_mode, w->n_modes);
	struct rec_charter_route *routes = NEW(m->a, struct rec_charter_route, w->n_routes);

	for (size_t i = 0; i < w->n_modes; i++) {
		const struct rec_service_mode *mode = &w->modes[i];
		str currency = currency_of(mode->cost_low, mode->cost_likely, mode->cost_high);
		struct range r = range_in(currency, mode->cost_low, mode->cost_likely, mode->cost_high);

		modes[i] = (struct rec_charter_mode){ mode->name, mode->lost, mode->cost_percent, r.low, r.likely, r.high, currency };
	}
	for (size_t i = 0; i < w->n_routes; i++)
		routes[i] = (struct rec_charter_route){ w->routes[i].name, duration_text(m, w->routes[i].switch_takes), w->routes[i].capacity };
	out->customers = w->customers;
	out->obligations = w->obligations;
	out->modes = modes;
	out->n_modes = w->n_modes;
	out->routes = routes;
	out->n_routes = w->n_routes;
}

static void
make_services(struct making *m)
{
	struct rec_charter_service *v = NEW(m->a, struct rec_charter_service, m->c->n_services);

	m->f.services = v;
	for (size_t i = 0; i < m->c->n_services; i++) {
		const struct service *s = &m->c->services[i], *needed;
		str *needs = NEW(m->a, str, s->is.needs.n);
		size_t n = 0;

		if (s->removed)
			continue;
		for (size_t k = 0; k < s->is.needs.n; k++)
			if ((needed = charter_service(m->c, s->is.needs.v[k])))
				needs[n++] = needed->is.label;
		v[m->f.n_services++] = (struct rec_charter_service){
			.label = s->is.label, .title = service_title(s), .criticality = s->is.criticality,
			.owner = seat_label(m, s->is.owner), .needs = { needs, n }, .cost_per_hour = cost_of(m, &s->is),
			.tolerance = duration_text(m, s->is.tolerance), .rto = duration_text(m, s->is.rto), .rpo = duration_text(m, s->is.rpo),
			.harm = harm_as_said(m, s->is.harm),
		};
		if (s->words)
			words_of(m, s->words, &v[m->f.n_services - 1]);
	}
}

static void
make_calendars(struct making *m)
{
	struct rec_charter_calendar *v = NEW(m->a, struct rec_charter_calendar, m->c->n_calendars);

	m->f.calendars = v;
	m->f.n_calendars = m->c->n_calendars;
	for (size_t i = 0; i < m->c->n_calendars; i++) {
		const struct calendar *c = &m->c->calendars[i];
		str *working = NEW(m->a, str, c->is.n_working), *holidays = NEW(m->a, str, c->is.n_holidays);

		for (size_t k = 0; k < c->is.n_working; k++)
			working[k] = str_c(word_text(&weekday_words, (int)c->is.working[k].day));
		for (size_t k = 0; k < c->is.n_holidays; k++)
			holidays[k] = c->is.holidays[k].day;
		v[i] = (struct rec_charter_calendar){ c->is.label, c->title.n ? c->title : c->is.label, { working, c->is.n_working },
		    { holidays, c->is.n_holidays }, c->is.utc_offset, c->is.summer_time };
	}
}

/* A duration as a file says it; none is absent. */
static str
duration_of(const struct making *m, i64 seconds)
{
	return seconds ? within_text(m->a, seconds) : (str){ NULL, 0 };
}

/* In the order of the words, the worst first. */
static void
make_severities(struct making *m)
{
	struct rec_charter_severity *v = NEW(m->a, struct rec_charter_severity, severity_words.count);

	m->f.severities = v;
	for (size_t severity = 1; severity < severity_words.count; severity++) {
		const struct criterion *c = charter_criterion_for(m->c, (enum severity)severity);
		str *calls;

		if (c == NULL)
			continue;
		calls = NEW(m->a, str, c->is.calls.n);
		for (size_t i = 0; i < c->is.calls.n; i++)
			calls[i] = seat_label(m, c->is.calls.v[i]);
		v[m->f.n_severities++] = (struct rec_charter_severity){
			.severity = c->is.severity, .criteria = c->criteria, .calls = { calls, c->is.calls.n },
			.committee_within = duration_of(m, c->is.committee_within), .report_every = duration_of(m, c->is.report_every),
		};
	}
}

static void
make_contacts(struct making *m)
{
	static const struct rec_contact_reach nowhere;
	static const struct rec_contact_words nothing;
	struct rec_charter_contact *v = NEW(m->a, struct rec_charter_contact, m->c->n_contacts);

	m->f.contacts = v;
	for (size_t i = 0; i < m->c->n_contacts; i++) {
		const struct contact *x = &m->c->contacts[i];
		const struct rec_contact_reach *reach = x->reach ? x->reach : &nowhere;
		const struct rec_contact_words *agreed = x->agreed ? x->agreed : &nothing;

		if (x->removed)
			continue;
		v[m->f.n_contacts++] = (struct rec_charter_contact){
			.label = x->is.label, .title = x->title.n ? x->title : x->is.label, .kind = x->is.kind, .callers = seat_labels(m, x->is.callers),
			.person = reach->person, .number = reach->number, .mail = reach->mail, .hours = agreed->hours, .contract = agreed->contract,
			.notice_hours = x->is.notice_hours, .notice = agreed->notice, .consent = agreed->consent,
		};
	}
}

/* One whose text was erased is none any more. */
static void
make_templates(struct making *m)
{
	struct rec_charter_template *v = NEW(m->a, struct rec_charter_template, m->c->n_templates);

	m->f.templates = v;
	for (size_t i = 0; i < m->c->n_templates; i++) {
		const struct template *x = &m->c->templates[i];

		if (x->removed || x->text.n == 0)
			continue;
		v[m->f.n_templates++] = (struct rec_charter_template){
			.label = x->is.label, .title = x->title.n ? x->title : x->is.label, .audience = x->is.audience, .channel = x->is.channel,
			.language = x->is.language, .holding = x->is.holding, .text = x->text,
		};
	}
}

static void
make_out_of_band(struct making *m)
{
	const struct out_of_band *x = charter_out_of_band(m->c);
	str *v = x ? NEW(m->a, str, x->is.n_ways) : NULL;

	for (size_t i = 0; x && i < x->is.n_ways; i++)
		v[i] = str_c(word_text(&call_channel_words, (int)x->is.ways[i].channel));
	m->f.out_of_band = (struct labels){ v, x ? x->is.n_ways : 0 };
}

struct rec_charter_file
charter_file_of(struct arena *a, const struct charter *c)
{
	struct making m = { .a = a, .c = c, .f.organisation = c->founded.organisation };

	make_people(&m);
	make_officers(&m);
	make_seats(&m);
	make_rules(&m);
	make_services(&m);
	make_calendars(&m);
	make_severities(&m);
	make_contacts(&m);
	make_templates(&m);
	make_out_of_band(&m);
	return m.f;
}
