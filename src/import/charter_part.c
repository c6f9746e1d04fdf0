/* charter_part -- what the parts of a charter file are called, and what the words in them stand for. */
#include "charter_file.h"

#include "utc.h"

#define PART(f, list, name) (struct part){ name, (f)->list, sizeof(*(f)->list), (f)->n_##list }

struct part file_people(const struct rec_charter_file *f)   { return PART(f, people, "people"); }
struct part file_seats(const struct rec_charter_file *f)    { return PART(f, seats, "seats"); }
struct part file_rules(const struct rec_charter_file *f)    { return PART(f, rules, "rules"); }
struct part file_services(const struct rec_charter_file *f) { return PART(f, services, "services"); }
struct part file_calendars(const struct rec_charter_file *f) { return PART(f, calendars, "calendars"); }
struct part file_contacts(const struct rec_charter_file *f) { return PART(f, contacts, "contacts"); }
struct part file_templates(const struct rec_charter_file *f) { return PART(f, templates, "templates"); }

str
part_label(struct part p, size_t i)
{
	return *(const str *)(const void *)((const char *)p.items + i * p.size);
}

int
part_find(struct part p, str label)
{
	for (size_t i = 0; i < p.n; i++)
		if (str_eq(part_label(p, i), label))
			return (int)i;
	return NOT_THERE;
}

/* ---- durations ---- */

static const struct { char letter; i64 seconds; } units[] = { { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 }, { 's', 1 } };

i64
within_seconds(str s)
{
	i64 n;

	if (s.n < 2 || s.n > 9 || !str_number((str){ s.p, s.n - 1 }, &n))
		return 0;
	for (size_t i = 0; i < countof(units); i++)
		if (s.p[s.n - 1] == units[i].letter)
			return n * units[i].seconds;
	return 0;
}

i64
guest_end(str day)
{
	i64 d, end = date_parse(day, &d) ? day_end(d) : 0;

	return end > 0 && end <= CANON_INT_MAX ? end : 0;
}

str
guest_day(struct arena *a, i64 end)
{
	return end ? (str){ utc_text(a, end).p, sizeof("YYYY-MM-DD") - 1 } : (str){ NULL, 0 };
}

str
within_text(struct arena *a, i64 seconds)
{
	size_t i = 0;

	while (seconds % units[i].seconds)
		i++;
	return arena_fmt(a, "%lld%c", (long long)(seconds / units[i].seconds), units[i].letter);
}

enum weekday
weekday_named(str text)
{
	for (int day = MONDAY; day <= SUNDAY; day++)
		if (str_eq(text, str_c(word_text(&weekday_words, day))))
			return (enum weekday)day;
	return weekday_none;
}

enum call_channel
channel_named(str text)
{
	for (int k = 1; k < (int)call_channel_words.count; k++)
		if (str_eq(text, str_c(word_text(&call_channel_words, k))))
			return (enum call_channel)k;
	return call_channel_none;
}

struct rec_out_of_band_terms
out_of_band_terms(struct arena *a, struct labels ways)
{
	struct rec_paged_way *v = NEW(a, struct rec_paged_way, ways.n);

	for (size_t i = 0; i < ways.n; i++)
		v[i].channel = channel_named(ways.v[i]);
	return (struct rec_out_of_band_terms){ v, ways.n };
}

/* ---- what is authorised in advance ---- */

struct rec_default_terms
default_terms(struct arena *a, const struct rec_charter_default *is)
{
	struct rec_default_measure *measures = NEW(a, struct rec_default_measure, is->measures.n);

	for (size_t i = 0; i < is->measures.n; i++)
		measures[i].kind = (enum measure_kind)word_find(&measure_kind_words, is->measures.v[i]);
	return (struct rec_default_terms){ measures, is->measures.n, is->when, within_seconds(is->holds) };
}

/* ---- services in order ---- */

/* Of each service, where those that it needs stand. */
struct needed { size_t *v, n; };

static struct needed *
needed_by_each(struct arena *a, const struct rec_charter_file *f)
{
	struct needed *all = NEW(a, struct needed, f->n_services);

	for (size_t i = 0; i < f->n_services; i++) {
		struct labels needs = f->services[i].needs;

		all[i] = (struct needed){ NEW(a, size_t, needs.n), needs.n };
		for (size_t k = 0; k < needs.n; k++)
			all[i].v[k] = (size_t)part_find(file_services(f), needs.v[k]);
	}
	return all;
}

static bool
placed(const bool *done, const struct needed *needs)
{
	for (size_t i = 0; i < needs->n; i++)
		if (!done[needs->v[i]])
			return false;
	return true;
}

void
service_order(struct arena scratch, const struct rec_charter_file *f, size_t *order)
{
	const struct needed *needs = needed_by_each(&scratch, f);
	bool *done = NEW(&scratch, bool, f->n_services);
	size_t n = 0;

	while (n < f->n_services) {
		size_t before = n, first = 0;

		for (size_t i = 0; i < f->n_services; i++)
			if (!done[i] && placed(done, &needs[i])) {
				done[i] = true;
				order[n++] = i;
			}
		if (n > before)
			continue;
		while (done[first])     /* all that are left need each other */
			first++;
		done[first] = true;
		order[n++] = first;
	}
}
