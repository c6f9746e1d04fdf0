#include "charter_check.h"

#include "authority.h"
#include "by_default.h"
#include "condition.h"
#include "language.h"
#include "utc.h"

/* ---- sentences with their places ---- */

str
charter_file_place(struct arena *a, const struct charter_file *f, str path)
{
	int line = 1, column = 1;

	yaml_place(&f->doc, path, &line, &column);
	return arena_fmt(a, "%.*s:%d:%d", STR_ARG(f->name), line, column);
}

err
check_wrong(const struct check *c, str path, str sentence)
{
	return err_new(c->a, ERR_MALFORMED, "%.*s: %.*s: %.*s",
	    STR_ARG(charter_file_place(c->a, c->f, path)), STR_ARG(path), STR_ARG(sentence));
}

str
check_path(const struct check *c, struct part p, size_t i, const char *field)
{
	return arena_fmt(c->a, "%s[%zu]%s", p.name, i, field);
}

/* A step of the path at the front of a sentence of field.h: "seats: " or "[2]: ". */
static bool
cut_step(str *sentence, str *step)
{
	str rest = { NULL, 0 };

	*step = str_cut(*sentence, ':', &rest);
	if (!str_starts(rest, STR(" ")) || !(canon_is_key(*step) || str_starts(*step, STR("["))))
		return false;
	*sentence = str_from(rest, 1);
	return true;
}

/* field.h's "seats: [2]: label: sentence", at its place. */
static err
placed_err(const struct check *c, err e)
{
	str sentence = e->why, path = STR(""), step;

	while (cut_step(&sentence, &step))
		path = arena_fmt(c->a, "%.*s%s%.*s", STR_ARG(path),
		    path.n && step.p[0] != '[' ? "." : "", STR_ARG(step));
	return check_wrong(c, path, sentence);
}

err
charter_file_placed(struct arena *a, const struct charter_file *f, err e)
{
	return placed_err(&(struct check){ a, f }, e);
}

/* ---- what must hold ---- */

err
check_distinct(const struct check *c, struct part p)
{
	for (size_t i = 0; i < p.n; i++)
		if (part_find(p, part_label(p, i)) != (int)i)
			return check_wrong(c, check_path(c, p, i, ""),
			    arena_fmt(c->a, "%.*s stands among %s already", STR_ARG(part_label(p, i)), p.name));
	return OK;
}

static bool
is_there(struct part p, str label)
{
	return part_find(p, label) != NOT_THERE ||
	    (strcmp(p.name, "seats") == 0 && str_eq(label, STR(OFFICERS_LABEL)));
}

err
check_there(const struct check *c, struct part p, str path, str label)
{
	if (label.p == NULL || is_there(p, label))
		return OK;
	return check_wrong(c, path, arena_fmt(c->a, "there is no %.*s among %s", STR_ARG(label), p.name));
}

err
check_all_there(const struct check *c, struct part p, str path, struct labels labels, str beside)
{
	err e = OK;

	for (size_t i = 0; e == OK && i < labels.n; i++) {
		str here = arena_fmt(c->a, "%.*s[%zu]", STR_ARG(path), i);
		bool again = str_eq(labels.v[i], beside);

		for (size_t k = 0; k < i; k++)
			again |= str_eq(labels.v[i], labels.v[k]);
		if (again)
			return check_wrong(c, here, arena_fmt(c->a, "%.*s is named twice", STR_ARG(labels.v[i])));
		e = check_there(c, p, here, labels.v[i]);
	}
	return e;
}

err
check_date(const struct check *c, str path, str date)
{
	i64 day;

	if (date.p && !date_parse(date, &day))
		return check_wrong(c, path, STR("is no date such as 2026-12-25"));
	return OK;
}

static err
check_person(const struct check *c, size_t i)
{
	const struct rec_charter_file *f = &c->f->is;
	const struct rec_charter_person *p = &f->people[i];
	str path = check_path(c, file_people(f), i, ".until");

	if (p->until.p && !p->outside)
		return check_wrong(c, path, STR("is for who comes from another organisation; say outside: true"));
	if (p->until.p && guest_end(p->until) == 0)
		return check_wrong(c, path, STR("is no date from 1970 to 2255, such as 2026-12-25"));
	return OK;
}

static err
check_qualified(const struct check *c, size_t at, const struct rec_charter_seat *s)
{
	err e = OK;

	if (s->n_qualified && s->takes.p == NULL)
		return check_wrong(c, check_path(c, file_seats(&c->f->is), at, ".qualified"), STR("is for what the seat takes; name that under takes"));
	for (size_t i = 0; e == OK && i < s->n_qualified; i++) {
		str path = arena_fmt(c->a, "seats[%zu].qualified[%zu]", at, i), person = arena_fmt(c->a, "%.*s.person", STR_ARG(path));

		for (size_t k = 0; k < i; k++)
			if (str_eq(s->qualified[k].person, s->qualified[i].person))
				return check_wrong(c, person, arena_fmt(c->a, "%.*s is named twice", STR_ARG(s->qualified[i].person)));
		if ((e = check_there(c, file_people(&c->f->is), person, s->qualified[i].person)) == OK)
			e = check_date(c, arena_fmt(c->a, "%.*s.until", STR_ARG(path)), s->qualified[i].until);
	}
	return e;
}

static err
check_seat(const struct check *c, size_t i)
{
	const struct rec_charter_file *f = &c->f->is;
	const struct rec_charter_seat *s = &f->seats[i];
	err e;

	if (str_eq(s->label, STR(OFFICERS_LABEL)))
		return check_wrong(c, check_path(c, file_seats(f), i, ".label"),
		    STR("is built in; name who holds it under first_officer and officers"));
	if ((e = check_there(c, file_people(f), check_path(c, file_seats(f), i, ".holder"), s->holder)) || (e = check_qualified(c, i, s)))
		return e;
	return check_all_there(c, file_people(f), check_path(c, file_seats(f), i, ".deputies"), s->deputies, s->holder);
}

static const struct span WITHIN = { 60, 30 * 86400, "from a minute to thirty days" };
static const struct span CONFIRMED_WITHIN = { 3600, 3 * 86400, "from an hour to three days" };
static const struct span HOLDS = { 60, 86400, "from a minute to a day" };

err
check_duration(const struct check *c, str path, str text, const struct span *span)
{
	i64 seconds = within_seconds(text);

	if (text.p == NULL || (seconds >= span->least && seconds <= span->most))
		return OK;
	return check_wrong(c, path, arena_fmt(c->a, "is a duration such as 30m, 4h or 2d; %s", span->said));
}

err
check_currency(const struct check *c, str path, str currency)
{
	if (!currency_ok(currency))
		return check_wrong(c, arena_fmt(c->a, "%.*s.currency", STR_ARG(path)), STR("is three capital letters, such as EUR"));
	return OK;
}

static err
check_ladder(const struct check *c, str path, const struct rec_charter_rule *r)
{
	const struct rec_charter_ladder *l = r->ladder;
	const struct { const char *key; str said; } rungs[] = {
		{ "remind_after", l->remind_after }, { "deputy_after", l->deputy_after }, { "escalate_after", l->escalate_after },
	};
	struct rec_ladder is = { within_seconds(l->remind_after), within_seconds(l->deputy_after), within_seconds(l->escalate_after),
		l->escalate_to.p != NULL };
	const char *why;
	err e = OK;

	for (size_t i = 0; e == OK && i < countof(rungs); i++)
		e = check_duration(c, arena_fmt(c->a, "%.*s.%s", STR_ARG(path), rungs[i].key), rungs[i].said, &WITHIN);
	if (e == OK && l->escalate_to.p)
		e = check_there(c, file_seats(&c->f->is), arena_fmt(c->a, "%.*s.escalate_to", STR_ARG(path)), l->escalate_to);
	if (e == OK && (why = ladder_wrong(&is, within_seconds(r->within))))
		e = check_wrong(c, path, str_c(why));
	return e;
}

static err
check_when(const struct check *c, str path, str when)
{
	const struct condition *condition;
	err e = when.p ? condition_compile(c->a, when, &condition) : OK;

	return e ? check_wrong(c, arena_fmt(c->a, "%.*s.when", STR_ARG(path)), e->why) : OK;
}

static err
check_standing(const struct check *c, str path, const struct rec_charter_standing *is)
{
	err e = check_there(c, file_seats(&c->f->is), arena_fmt(c->a, "%.*s.seat", STR_ARG(path)), is->seat);

	if (e == OK)
		e = check_duration(c, arena_fmt(c->a, "%.*s.holds", STR_ARG(path)), is->holds, &WITHIN);
	return e ? e : check_when(c, path, is->when);
}

static err
check_default(const struct check *c, str path, const struct rec_charter_rule *r)
{
	struct rec_default_terms is = default_terms(c->a, r->by_default);
	const char *why;
	err e;

	for (size_t i = 0; i < is.n_measures; i++)
		if (is.measures[i].kind == measure_kind_none)
			return check_wrong(c, arena_fmt(c->a, "%.*s.measures[%zu]", STR_ARG(path), i), STR("is no kind of measure"));
	if ((why = default_wrong(r->kind, &is)))
		return check_wrong(c, path, str_c(why));
	for (size_t g = 0; g < r->n_concur; g++)
		if (r->concur[g].in_turn)
			return check_wrong(c, path, STR(NO_DEFAULT_IN_TURN));
	e = check_duration(c, arena_fmt(c->a, "%.*s.holds", STR_ARG(path)), r->by_default->holds, &HOLDS);
	return e ? e : check_when(c, path, r->by_default->when);
}

static err
check_rule(const struct check *c, size_t i)
{
	const struct rec_charter_file *f = &c->f->is;
	const struct rec_charter_rule *r = &f->rules[i];
	const char *never = rule_of_kind_wrong(r->kind, r->n_alone);
	err e;

	if (never)
		return check_wrong(c, check_path(c, file_rules(f), i, ".kind"), str_c(never));
	e = check_there(c, file_seats(f), check_path(c, file_rules(f), i, ".accountable"), r->accountable);
	for (size_t k = 0; e == OK && k < r->n_concur; k++) {
		str path = arena_fmt(c->a, "rules[%zu].concur[%zu]", i, k);

		if (r->concur[k].k > (i64)r->concur[k].seats.n)
			return check_wrong(c, path, arena_fmt(c->a, "%lld of %zu seats can never concur",
			    (long long)r->concur[k].k, r->concur[k].seats.n));
		if ((e = check_when(c, path, r->concur[k].when)))
			return e;
		path = arena_fmt(c->a, "%.*s.seats", STR_ARG(path));
		e = check_all_there(c, file_seats(f), path, r->concur[k].seats, (str){ NULL, 0 });
	}
	if (e == OK)    e = check_duration(c, check_path(c, file_rules(f), i, ".within"), r->within, &WITHIN);
	if (e == OK)    e = check_all_there(c, file_seats(f), check_path(c, file_rules(f), i, ".consulted"), r->consulted, (str){ NULL, 0 });
	if (e == OK)    e = check_all_there(c, file_seats(f), check_path(c, file_rules(f), i, ".informed"), r->informed, (str){ NULL, 0 });
	if (e == OK && r->responsible.p)
		e = check_there(c, file_seats(f), check_path(c, file_rules(f), i, ".responsible"), r->responsible);
	if (e == OK)    e = check_duration(c, check_path(c, file_rules(f), i, ".by_voice"), r->by_voice, &CONFIRMED_WITHIN);
	if (e == OK && r->by_voice.p && kind_is(r->kind, BY_KEYS))
		return check_wrong(c, check_path(c, file_rules(f), i, ".by_voice"), arena_fmt(c->a, "cannot be: %.*s is decided by passkeys alone", STR_ARG(r->kind)));
	for (size_t k = 0; e == OK && k < r->n_alone; k++)
		e = check_standing(c, arena_fmt(c->a, "rules[%zu].alone[%zu]", i, k), &r->alone[k]);
	if (e == OK && r->currency.p)
		e = check_currency(c, check_path(c, file_rules(f), i, ""), r->currency);
	if (e == OK && r->by_default)
		e = check_default(c, check_path(c, file_rules(f), i, ".by_default"), r);
	return e || r->ladder == NULL ? e : check_ladder(c, check_path(c, file_rules(f), i, ".ladder"), r);
}

static err
check_severity(const struct check *c, size_t i)
{
	const struct rec_charter_file *f = &c->f->is;
	const struct rec_charter_severity *s = &f->severities[i];
	str path = arena_fmt(c->a, "severities[%zu]", i);
	err e;

	for (size_t k = 0; k < i; k++)
		if (f->severities[k].severity == s->severity)
			return check_wrong(c, path, arena_fmt(c->a, "%s stands among severities already",
			    word_text(&severity_words, (int)s->severity)));
	if ((e = check_all_there(c, file_seats(f), arena_fmt(c->a, "%.*s.calls", STR_ARG(path)), s->calls, (str){ NULL, 0 })))
		return e;
	if ((e = check_duration(c, arena_fmt(c->a, "%.*s.committee_within", STR_ARG(path)), s->committee_within, &WITHIN)))
		return e;
	return check_duration(c, arena_fmt(c->a, "%.*s.report_every", STR_ARG(path)), s->report_every, &WITHIN);
}

static err
check_template(const struct check *c, size_t i)
{
	const struct rec_charter_template *t = &c->f->is.templates[i];
	struct part p = file_templates(&c->f->is);

	if (!is_statement(t->audience))
		return check_wrong(c, check_path(c, p, i, ".audience"), STR("should be statement, or a kind such as statement_to_customers"));
	if (!language_ok(t->language))
		return check_wrong(c, check_path(c, p, i, ".language"), STR("should be a language tag such as en or de-CH"));
	return OK;
}

static err
check_calendar(const struct check *c, size_t i)
{
	const struct rec_charter_calendar *k = &c->f->is.calendars[i];
	struct part p = file_calendars(&c->f->is);
	err e = OK;

	if (k->working.n == 0)
		return check_wrong(c, check_path(c, p, i, ".working"), STR("names no day that is worked"));
	for (size_t d = 0; d < k->working.n; d++) {
		str path = arena_fmt(c->a, "calendars[%zu].working[%zu]", i, d);

		if (weekday_named(k->working.v[d]) == weekday_none)
			return check_wrong(c, path, STR("is one of monday, tuesday, wednesday, thursday, friday, saturday, sunday"));
		for (size_t b = 0; b < d; b++)
			if (str_eq(k->working.v[d], k->working.v[b]))
				return check_wrong(c, path, arena_fmt(c->a, "%.*s is named twice", STR_ARG(k->working.v[d])));
	}
	for (size_t d = 0; e == OK && d < k->holidays.n; d++)
		e = check_date(c, arena_fmt(c->a, "calendars[%zu].holidays[%zu]", i, d), k->holidays.v[d]);
	return e;
}

static err
check_out_of_band(const struct check *c)
{
	struct labels ways = c->f->is.out_of_band;

	for (size_t i = 0; i < ways.n; i++) {
		str path = arena_fmt(c->a, "out_of_band[%zu]", i);
		enum call_channel channel = channel_named(ways.v[i]);

		if (channel == call_channel_none || channel == BY_MESSENGER || channel == IN_PERSON)
			return check_wrong(c, path, STR("is one of phone, text_message, mail, push"));
		for (size_t k = 0; k < i; k++)
			if (str_eq(ways.v[i], ways.v[k]))
				return check_wrong(c, path, arena_fmt(c->a, "%.*s is named twice", STR_ARG(ways.v[i])));
	}
	return OK;
}

err
charter_file_check(struct arena *a, struct charter_file *file)
{
	struct check c = { a, file };
	struct rec_charter_file *f = &file->is;
	err e;

	if ((e = field_read(a, record_charter_file_table(), file->doc.json, FROM_OUTSIDE, f)))
		return placed_err(&c, e);
	if ((e = check_out_of_band(&c)))                return e;
	if ((e = check_distinct(&c, file_people(f))))    return e;
	if ((e = check_distinct(&c, file_seats(f))))     return e;
	if ((e = check_distinct(&c, file_rules(f))))     return e;
	if ((e = check_distinct(&c, file_calendars(f)))) return e;
	if ((e = check_distinct(&c, file_contacts(f))))  return e;
	if ((e = check_distinct(&c, file_templates(f)))) return e;
	if ((e = check_there(&c, file_people(f), STR("first_officer"), f->first_officer)))
		return e;
	e = check_all_there(&c, file_people(f), STR("officers"), f->officers, f->first_officer);
	for (size_t i = 0; e == OK && i < f->n_people; i++)
		e = check_person(&c, i);
	for (size_t i = 0; e == OK && i < f->n_seats; i++)
		e = check_seat(&c, i);
	for (size_t i = 0; e == OK && i < f->n_rules; i++)
		e = check_rule(&c, i);
	for (size_t i = 0; e == OK && i < f->n_calendars; i++)
		e = check_calendar(&c, i);
	for (size_t i = 0; e == OK && i < f->n_severities; i++)
		e = check_severity(&c, i);
	for (size_t i = 0; e == OK && i < f->n_contacts; i++)
		e = check_all_there(&c, file_seats(f), check_path(&c, file_contacts(f), i, ".callers"), f->contacts[i].callers, (str){ NULL, 0 });
	for (size_t i = 0; e == OK && i < f->n_templates; i++)
		e = check_template(&c, i);
	return e ? e : charter_services_check(a, file, f->n_services);
}

err
charter_file_read(struct arena *a, str name, str yaml, struct charter_file *out)
{
	err e;

	*out = (struct charter_file){ .name = name };
	if ((e = yaml_load_confined(a, name, yaml, &out->doc)))
		return e;
	return charter_file_check(a, out);
}
