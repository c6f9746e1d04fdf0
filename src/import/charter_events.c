/* charter_events -- a charter file as entries of a founding. */
#include "charter_terms.h"

static struct ev_person_added
added(const struct rec_charter_person *p)
{
	return (struct ev_person_added){ .name = p->name, .outside = p->outside, .organisation = p->organisation, .until = guest_end(p->until) };
}

struct ev_person_added
charter_file_first_officer(const struct rec_charter_file *f)
{
	return added(&f->people[part_find(file_people(f), f->first_officer)]);
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
		add(out, EV_person_added)->as.person_added = added(&f->people[i]);
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
	for (size_t i = 0; i < f->n_templates; i++)
		add(&out, EV_template_set)->as.template_set = (struct ev_template_set){ .terms = template_terms(a, &f->templates[i]),
			.title = f->templates[i].title, .text = f->templates[i].text };
	if (f->out_of_band.n)
		add(&out, EV_out_of_band_set)->as.out_of_band_set.terms = channel_terms(a, f);
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
