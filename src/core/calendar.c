/* calendar -- which days are worked: data of the charter, for the clocks. */
#include "authority.h"
#include "utc.h"
#include "view.h"

const struct calendar *
charter_calendar(const struct charter *c, i64 id)
{
	return FIND(c, calendars, id);
}

const struct calendar *
charter_calendar_named(const struct charter *c, str label)
{
	for (size_t i = 0; i < c->n_calendars; i++)
		if (str_eq(c->calendars[i].is.label, label))
			return &c->calendars[i];
	return NULL;
}

void
fold_calendar_set(struct charter *c, const struct entry *e, const struct ev_calendar_set *p)
{
	struct calendar *calendar = FIND(c, calendars, p->terms->calendar);

	if (calendar == NULL)
		calendar = ADD(c, calendars);
	calendar->is = *p->terms;
	calendar->title = p->title;
	touch(c->room, ENT_calendar, &calendar->head, e);
	calendar->is.calendar = calendar->head.id;
	count_consequence(c->room, p->decision);
}

static err
need_days(const struct scene *s, const struct rec_calendar_terms *t)
{
	i64 day, worked = 0;

	for (size_t i = 0; i < t->n_working; i++) {
		if (worked & 1 << t->working[i].day)
			return err_new(s->a, ERR_MALFORMED, "working: %s is named twice.", word_text(&weekday_words, (int)t->working[i].day));
		worked |= 1 << t->working[i].day;
	}
	for (size_t i = 0; i < t->n_holidays; i++)
		if (!date_parse(t->holidays[i].day, &day))
			return err_new(s->a, ERR_MALFORMED, "holidays: %.*s is no date such as 2026-12-25.", STR_ARG(t->holidays[i].day));
	return OK;
}

err
need_calendar_terms(const struct scene *s, const struct rec_calendar_terms *t)
{
	const struct calendar *same = charter_calendar_named(s->charter, t->label);

	if (t->calendar && charter_calendar(s->charter, t->calendar) == NULL)
		return no_such(s, "calendar", t->calendar);
	if (same && same->head.id != t->calendar)
		return err_new(s->a, ERR_CONFLICT, "There is a calendar %.*s already.", STR_ARG(t->label));
	if (t->n_working == 0)
		return err_new(s->a, ERR_REFUSED, "A calendar on which no day is worked would never end a clock; name the days of the week that are.");
	return need_days(s, t);
}

/* ---- views ---- */

const struct head *
see_calendar(const struct seeing *v, i64 id, struct ent_calendar *out)
{
	const struct calendar *c = charter_calendar(v->charter, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_calendar){
		ID(c), .label = c->is.label, .title = c->title, .utc_offset = c->is.utc_offset, .summer_time = c->is.summer_time,
		.working = c->is.working, .n_working = c->is.n_working,
		.holidays = c->is.holidays, .n_holidays = c->is.n_holidays,
	};
	return &c->head;
}
