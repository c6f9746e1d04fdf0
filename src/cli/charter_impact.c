#include "charter_impact.h"

#include "canon.h"
#include "impact.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- what is asked, by label ---- */

static err
asked_of(struct arena *a, const struct charter *c, str labels, struct impact_asked *out)
{
	struct impact_stop *v = NEW(a, struct impact_stop, LIMIT_IMPACT_NAMED);

	*out = (struct impact_asked){ .stops = v };
	do {
		str one = str_cut(labels, ',', &labels);
		const struct service *s = charter_service_named(c, one);

		if (s == NULL)
			return err_new(a, ERR_NO_SUCH, "There is no service %.*s in this charter.", STR_ARG(one));
		if (out->n == LIMIT_IMPACT_NAMED)
			return err_new(a, ERR_TOO_LARGE, "Name %d services at most.", LIMIT_IMPACT_NAMED);
		v[out->n++] = (struct impact_stop){ s->head.id, FULL_SHUTDOWN, 0 };
	} while (labels.p);
	return OK;
}

/* ---- what follows, in words ---- */

static str
label_of(const struct charter *c, i64 id)
{
	return charter_service(c, id)->is.label;
}

static const char *
duration(struct arena *a, i64 seconds)
{
	if (seconds % 3600 == 0)
		return arena_fmt(a, "%lld h", (long long)seconds / 3600).p;
	return arena_fmt(a, "%lld min", (long long)(seconds + 59) / 60).p;
}

/* Two significant figures: nobody knows more. */
static const char *
figure(struct arena *a, struct money m)
{
	static const char *const units[] = { "", "k", "M", "bn", "tn" };
	double d = strtod(arena_cstr(a, m.amount), NULL);
	size_t unit = 0;

	d = strtod(arena_fmt(a, "%.1e", d).p, NULL);
	for (; d >= 1000 && unit + 1 < countof(units); unit++)
		d /= 1000;
	return arena_fmt(a, "%.*f%s", d < 10 && d > 0 ? 1 : 0, d, units[unit]).p;
}

static void
print_helper(struct arena *a, const struct rec_impact_helper *h)
{
	printf("; %s: %.*s", h->from ? arena_fmt(a, "after %s", duration(a, h->from)).p : "at once", STR_ARG(h->name));
	if (h->capacity)
		printf(" (%s %lld %%)", h->kind == HELP_NEEDED ? "carried in part:" : "carries", (long long)h->capacity);
	else if (h->kind == HELP_ROUTE)
		printf(" (nobody said how much it carries)");
}

/* Something carries a part of it by then. */
static bool
in_part(const struct rec_impact_service *s, i64 by)
{
	for (size_t i = 0; i < s->n_helpers; i++)
		if (s->helpers[i].from <= by && (s->helpers[i].kind == HELP_MODE || s->helpers[i].capacity))
			return true;
	return false;
}

/* Until something carries all of it; what begins only then was no help before. */
static const char *
down(const struct rec_impact_service *s)
{
	return in_part(s, 0) ? "carried in part" : in_part(s, s->down ? s->down - 1 : INT64_MAX) ? "down, then carried in part," : "down";
}

static void
print_service(struct arena *a, const struct charter *c, const struct rec_impact_service *s)
{
	static const char *const hits[] = { [HIT_STOPPED] = "is stopped", [HIT_STOPS] = "stops, as it needs",
	    [HIT_DEGRADED] = "goes on with less", [HIT_LEANS] = "goes on, with less of" };

	printf("%.*s %s", STR_ARG(label_of(c, s->service)), hits[s->hit]);
	if (s->because)
		printf(" %.*s", STR_ARG(label_of(c, s->because)));
	if (s->hit == HIT_STOPPED || s->hit == HIT_STOPS)
		printf(", %s %s", down(s), s->down ? arena_fmt(a, "for %s", duration(a, s->down)).p : "for good");
	if (s->breaks_after)
		printf(", longer than the %s it may", duration(a, s->breaks_after));
	for (size_t i = 0; i < s->n_helpers; i++)
		print_helper(a, &s->helpers[i]);
	printf("%s\n", s->not_costed ? "; nobody said what it costs" : "");
}

/* "Trust: serious, by a day without settlement, said by cfo on 2026-03-12". */
static void
print_harm(struct arena *a, const struct charter *c, const struct rec_impact_harm *h)
{
	static const char *const to[] = { [HARMED_TRUST] = "Trust", [HARMED_CUSTOMERS] = "Customers", [HARMED_COMPETITION] = "Competition" };
	const struct rec_service_harm *said = h->harm ? charter_service(c, h->service)->is.harm : NULL;
	const struct seat *by = said ? charter_seat(c, said->said_by) : NULL;

	printf("%s: %s", to[h->to], said ? word_text(&harm_words, (int)h->harm) : "nobody said");
	if (said)
		printf(", by a day without %.*s%s%s", STR_ARG(label_of(c, h->service)), by ? arena_fmt(a, ", said by %.*s", STR_ARG(by->is.label)).p : "",
		    said->said_on.p ? arena_fmt(a, " on %.*s", STR_ARG(said->said_on)).p : "");
	printf("%s\n", said && h->unsaid ? "; not said of all, and may be more" : "");
}

static void
print_text(struct arena *a, const struct charter *c, const struct rec_impact *found)
{
	for (size_t i = 0; i < found->n_services; i++)
		print_service(a, c, &found->services[i]);
	for (size_t i = 0; i < found->n_totals; i++) {
		const struct rec_impact_cost *t = &found->totals[i];

		printf("In %lld h: %.*s %s to %s, likely %s\n", (long long)t->hours, STR_ARG(t->low.currency), figure(a, t->low),
		    figure(a, t->high), figure(a, t->likely));
	}
	for (size_t i = 0; i < found->n_harms; i++)
		print_harm(a, c, &found->harms[i]);
}

/* The record as the API gives it, and what its numbers are called here. */
static void
print_json(struct arena *a, const struct charter *c, const struct rec_impact *found)
{
	struct buf b = buf_new(a, 4 * KIB);

	buf_put(&b, STR("{\"impact\":"));
	field_write(&b, record_impact_table(), found);
	buf_put(&b, STR(",\"labels\":{"));
	for (size_t i = 0; i < found->n_services; i++) {
		buf_fmt(&b, "%s\"%lld\":", i ? "," : "", (long long)found->services[i].service);
		canon_put_string(&b, label_of(c, found->services[i].service));
	}
	buf_put(&b, STR("}}\n"));
	fwrite(b.p, 1, b.n, stdout);
}

int
charter_impact(struct arena *a, const struct charter *c, str labels, bool json)
{
	struct impact_asked asked;
	struct rec_impact found;
	err e;

	if ((e = asked_of(a, c, labels, &asked)) || (e = impact_find(a, c, &asked, &found)))
		return cli_unreadable(e);
	if (json)
		print_json(a, c, &found);
	else
		print_text(a, c, &found);
	return 0;
}
