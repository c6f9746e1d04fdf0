/* lint_calendar -- calendars whose days off run out. */
#include "lint_parts.h"

#include "utc.h"
#include "workday.h"

enum { WARNED_DAYS = 90 };      /* a year's days off are known by the autumn before */

/* One that works every day of the week may be there for its place alone. */
static bool
has_days_off(const struct calendar *c)
{
	return c->is.n_holidays || c->is.n_working < 7;
}

static str
why_it_ends(struct lint *l, const struct workdays *w)
{
	str from = w->n ? arena_fmt(l->a, "no day off after %.*s: from then on every weekday", STR_ARG(str_first(utc_text(l->a, w->holidays[w->n - 1] * DAY), 10)))
	    : STR("no day off: every weekday");

	return arena_fmt(l->a, "It names %.*s counts as worked, and what is owed in working days is shown due too early.", STR_ARG(from));
}

static void
lint_calendar(struct lint *l, const struct calendar *c)
{
	struct workdays w = workdays_of(l->a, &c->is);

	if (has_days_off(c) && (w.n == 0 || w.holidays[w.n - 1] < workday_of(&w, l->now) + WARNED_DAYS))
		lint_find(l, LINT_calendar_ends, c->is.label, why_it_ends(l, &w))->field = STR("holidays");
}

void
lint_calendars(struct lint *l)
{
	for (size_t i = 0; i < l->c->n_calendars; i++)
		lint_calendar(l, &l->c->calendars[i]);
}
