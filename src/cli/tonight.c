#include "tonight.h"

#include "canon.h"
#include "embed.h"
#include "lint.h"

#include <locale.h>
#include <wchar.h>
#include <wctype.h>

EMBED(tonight_yaml, "library/charters/tonight.yaml");

enum { TASK_MAX = 300 };        /* as events.def has it for task_opened */

/* ---- one person, one name ---- */

enum { NO_BREAK_SPACE = 0xa0 }; /* no blank to iswspace(), and easily typed for one */

/* The next letter, as a small one, or a blank for as many as stand there; 0 at the end. */
static wint_t
next_letter(str *rest)
{
	mbstate_t state = { 0 };
	wchar_t c = 0;
	bool blank = false;

	for (size_t n; rest->n; *rest = str_from(*rest, n)) {
		n = mbrtowc(&c, rest->p, rest->n, &state);
		if (n == 0 || n > rest->n) {    /* no such locale on this machine: bytes, then */
			state = (mbstate_t){ 0 };
			c = (u8)*rest->p;
			n = 1;
		}
		if (!iswspace((wint_t)c) && c != NO_BREAK_SPACE) {
			if (!blank)
				*rest = str_from(*rest, n);
			return blank ? L' ' : towlower((wint_t)c);
		}
		blank = true;
	}
	return 0;
}

bool
same_name(str a, str b)
{
	locale_t letters = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), was = uselocale(letters);
	wint_t one, other;

	a = str_trimmed(a);
	b = str_trimmed(b);
	do {
		one = next_letter(&a);
		other = next_letter(&b);
	} while (one == other && one);
	uselocale(was);
	if (letters)
		freelocale(letters);
	return one == other;
}

/* ---- the roles, filled ---- */

struct filling { struct arena *a; struct rec_charter_file *f; str names[4]; str labels[4]; };

/* The label of whoever fills this role: of the first role with that name; absent if nobody does. */
static str
filled_by(const struct filling *w, str label)
{
	size_t role = 0;

	while (role < countof(w->labels) && !str_eq(w->labels[role], label))
		role++;
	assert(role < countof(w->labels));      /* the file has these four people and no other */
	if (w->names[role].n == 0)
		return (str){ NULL, 0 };
	for (size_t i = 0; i < role; i++)
		if (same_name(w->names[i], w->names[role]))
			return w->labels[i];
	return label;
}

static struct labels
filled_others(const struct filling *w, struct labels of, str but)
{
	str *v = NEW(w->a, str, of.n + 1);
	struct labels out = { v, 0 };

	for (size_t i = 0; i < of.n; i++) {
		str who = filled_by(w, of.v[i]);
		bool there = who.p == NULL || str_eq(who, but);

		for (size_t k = 0; k < out.n && !there; k++)
			there = str_eq(v[k], who);
		if (!there)
			v[out.n++] = who;
	}
	return out;
}

static void
fill_people(const struct filling *w)
{
	struct rec_charter_person *people = NEW(w->a, struct rec_charter_person, w->f->n_people);
	size_t n = 0;

	for (size_t i = 0; i < w->f->n_people; i++)
		if (str_eq(filled_by(w, w->f->people[i].label), w->f->people[i].label))
			people[n++] = (struct rec_charter_person){ .label = w->f->people[i].label, .name = w->names[i] };
	w->f->people = people;
	w->f->n_people = n;
}

static void
fill_seats(const struct filling *w)
{
	struct rec_charter_seat *seats = NEW(w->a, struct rec_charter_seat, w->f->n_seats);

	for (size_t i = 0; i < w->f->n_seats; i++) {
		seats[i] = w->f->seats[i];
		seats[i].holder = filled_by(w, seats[i].holder);
		seats[i].deputies = filled_others(w, seats[i].deputies, seats[i].holder);
	}
	w->f->seats = seats;
	w->f->officers = filled_others(w, w->f->officers, w->f->first_officer);
}

static str
holder_of(const struct rec_charter_file *f, str seat)
{
	return f->seats[part_find(file_seats(f), seat)].holder;
}

/* Is one of the seats another person's than the accountable's? */
static bool
somebody_else(const struct rec_charter_file *f, const struct rec_charter_rule *r, const struct rec_charter_concur *g)
{
	for (size_t i = 0; i < g->seats.n; i++)
		if (!str_eq(holder_of(f, g->seats.v[i]), holder_of(f, r->accountable)))
			return true;
	return false;
}

static void
fill_rules(const struct filling *w)
{
	struct rec_charter_rule *rules = NEW(w->a, struct rec_charter_rule, w->f->n_rules);

	for (size_t i = 0; i < w->f->n_rules; i++) {
		rules[i] = w->f->rules[i];
		if (rules[i].n_concur && !somebody_else(w->f, &rules[i], &rules[i].concur[0]))
			rules[i].n_concur = 0;
	}
	w->f->rules = rules;
}

void
tonight_fill(struct arena *a, str organisation, const struct roles *roles, struct rec_charter_file *f)
{
	struct filling w = { .a = a, .f = f, .names = { roles->commander,
		roles->decider.n ? roles->decider : roles->commander, roles->deputy, roles->speaker.n ? roles->speaker : roles->commander } };

	assert(f->n_people == countof(w.labels));
	for (size_t i = 0; i < countof(w.labels); i++)
		w.labels[i] = f->people[i].label;
	f->organisation = organisation;
	fill_people(&w);
	fill_seats(&w);
	fill_rules(&w);
}

err
tonight_charter(struct arena *a, str organisation, const struct roles *roles, struct charter_file *out)
{
	err e = charter_file_read(a, STR("tonight.yaml"), EMBEDDED(tonight_yaml), out);

	if (e == OK)
		tonight_fill(a, organisation, roles, &out->is);
	return e;
}

/* As much of it as a task's title holds, whole characters. */
static str
title(struct arena *a, const struct rec_lint_finding *f)
{
	str text = arena_fmt(a, "Charter, %.*s%s%.*s: %.*s %.*s", STR_ARG(f->part), f->label.n ? " " : "", STR_ARG(f->label),
	    STR_ARG(f->mend), STR_ARG(f->why));

	if (text.n > TASK_MAX)
		text.n = TASK_MAX;
	while (!utf8_valid(text))
		text.n--;
	return text;
}

struct tonight_tasks
tonight_tasks(struct arena *a, const struct charter_file *f)
{
	struct rec_lint found = lint_charter(a, charter_file_founded(a, &f->is), 0);
	struct tonight_tasks out = { NEW(a, str, found.n_findings + 1), 0 };

	out.v[out.n++] = STR("Charter: read it by daylight, change what is wrong, and let its officers decide that it is settled.");
	for (size_t i = 0; i < found.n_findings; i++)
		out.v[out.n++] = title(a, &found.findings[i]);
	return out;
}
