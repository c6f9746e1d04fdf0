/* lint_rule -- rules that nobody can satisfy, that lead nowhere, or that hang on what can never be so. */
#include "lint_parts.h"

#include "by_default.h"
#include "condition.h"
#include "quorum.h"

/* ---- are there people enough?  (Whether their keys count is said of the seats.) ---- */

/* Who would answer for a seat: its whole line, or as things stand today its first; where nobody is, the next authority at once. */
enum horizon { TODAY, EVER };
static const struct refs nobody;

static struct asked_seat
asked(struct arena *a, const struct charter *c, const struct rec_rule_terms *r, i64 seat, enum horizon how)
{
	const struct seat *next = r->ladder ? charter_seat(c, r->ladder->escalate_to) : NULL;
	struct asked_seat s = { .seat = seat, .most = 1, .people = lint_line(a, charter_seat(c, seat)) };

	if (s.people.n == 0 && next)
		s.people = lint_line(a, next);
	if (seat == c->officers)
		s.most = (i64)s.people.n;
	else if (how == TODAY && s.people.n > 1)
		s.people.n = 1;
	return s;
}

static struct quorum
quorum_of(struct arena *a, const struct charter *c, const struct rec_rule_terms *r, enum horizon how)
{
	struct refs seats = quorum_seats(a, r);
	struct asked_seat *v = NEW(a, struct asked_seat, seats.n);

	for (size_t i = 0; i < seats.n; i++)
		v[i] = asked(a, c, r, seats.v[i], how);
	return (struct quorum){ r, v, seats.n };
}

static bool
rule_can(struct arena scratch, const struct charter *c, const struct rec_rule_terms *r, enum horizon how)
{
	struct quorum q = quorum_of(&scratch, c, r, how);

	return quorum_can(scratch, &q);
}

/* ---- the ladder ---- */

/* Those of the next authority who are not in that seat's own line: who holds it, or else who stands in. */
static struct refs
others_of(struct arena *a, const struct seat *to, const struct seat *silent)
{
	struct refs line = lint_line(a, silent), next = to->is.holders.n ? to->is.holders : to->is.deputies;
	i64 *v = NEW(a, i64, next.n);
	struct refs others = { v, 0 };

	for (size_t i = 0; i < next.n; i++)
		if (!refs_have(line, next.v[i]))
			v[others.n++] = next.v[i];
	return others;
}

/* Nobody in that seat's line answers: can it still be decided, by whoever the ladder leads to? */
static bool
climbs(struct arena scratch, const struct charter *c, const struct rec_rule_terms *r, size_t silent)
{
	struct quorum q = quorum_of(&scratch, c, r, TODAY);
	struct asked_seat *seats = NEW(&scratch, struct asked_seat, q.n_seats);
	const struct seat *to = charter_seat(c, r->ladder->escalate_to);

	memcpy(seats, q.seats, q.n_seats * sizeof(*seats));
	seats[silent].people = seats[silent].seat == to->head.id ? nobody : others_of(&scratch, to, charter_seat(c, seats[silent].seat));
	seats[silent].most = 1;
	q.seats = seats;
	return quorum_can(scratch, &q);
}

static str
why_nowhere(struct lint *l, const struct seat *to, const struct seat *silent)
{
	str title = seat_title(l->c, silent->head.id), next = seat_title(l->c, to->head.id);

	if (to == silent)
		return arena_fmt(l->a, "When %.*s is silent the ladder leads to that same seat: nobody else is asked, and it ends undecided.", STR_ARG(title));
	if (to->is.holders.n + to->is.deputies.n == 0)
		return arena_fmt(l->a, "When %.*s is silent the ladder leads to %.*s, which nobody holds: it ends undecided.", STR_ARG(title), STR_ARG(next));
	if (others_of(l->a, to, silent).n == 0)
		return arena_fmt(l->a, "When %.*s and whoever stands in are silent the ladder leads to %.*s, which the same people hold: it ends undecided.",
		    STR_ARG(title), STR_ARG(next));
	return arena_fmt(l->a, "When %.*s is silent the ladder leads to %.*s, whose holder the rule needs in another seat and counts once: "
	    "it ends undecided.", STR_ARG(title), STR_ARG(next));
}

/* Said of the first of its seats that leads nowhere. */
static void
lint_ladder(struct lint *l, const struct rec_rule_terms *r)
{
	struct refs seats = quorum_seats(l->a, r);

	if (r->ladder == NULL || r->ladder->escalate_to == 0)
		return;
	for (size_t i = 0; i < seats.n; i++)
		if (!climbs(*l->a, l->c, r, i)) {
			lint_find(l, LINT_ladder_nowhere, r->kind, why_nowhere(l, charter_seat(l->c, r->ladder->escalate_to),
			    charter_seat(l->c, seats.v[i])))->field = STR("ladder.escalate_to");
			return;
		}
}

/* ---- conditions ---- */

#define NEVER_KNOWN "it is never known, so whoever may have to concur is always asked, and nobody acts alone."

/* What comes of it in a rule. */
static const struct { enum lint_kind is; const char *so; } faults[] = {
	[FAULT_UNLIKE]      = { LINT_condition_unlike, NEVER_KNOWN },
	[FAULT_NO_FIGURE]   = { LINT_condition_misspelt, NEVER_KNOWN },
	[FAULT_NO_WORD]     = { LINT_condition_misspelt, "who is asked is not who was meant." },
	[FAULT_NEVER]       = { LINT_condition_never, "what hangs on it never applies." },
	[FAULT_NO_CURRENCY] = { LINT_limit_without_currency, "the cost is never known, so whoever may have to concur is always asked, and nobody acts alone." },
};

static void
lint_condition(struct lint *l, const struct rec_rule_terms *r, str when, str field)
{
	const struct condition *c;
	struct fault f;

	if (when.p == NULL || condition_compile(l->a, when, &c))
		return;
	if ((f = condition_fault(l->a, c, r->currency)).is)
		lint_find(l, faults[f.is].is, r->kind, arena_fmt(l->a, "Its condition %.*s: %s", STR_ARG(f.why), faults[f.is].so))->field = field;
}

/* Is it no condition at all: not there, or so whatever is so? */
static bool
always_holds(struct arena scratch, str when)
{
	const struct condition *c;

	return when.p == NULL || (condition_compile(&scratch, when, &c) == OK && condition_whatever(scratch, c) == TRUTH_TRUE);
}

/* ---- who is asked for advice, told, or given the work ---- */

static bool
is_empty(const struct lint *l, i64 seat)
{
	return charter_seat(l->c, seat)->is.holders.n == 0;
}

static void
lint_asked(struct lint *l, const struct rec_rule_terms *r, const char *field, i64 seat, const char *what)
{
	if (seat && is_empty(l, seat))
		lint_find(l, LINT_asks_nobody, r->kind, arena_fmt(l->a, "Nobody holds %.*s, which %s: it reaches nobody.",
		    STR_ARG(seat_title(l->c, seat)), what))->field = str_c(field);
}

static void
lint_beside(struct lint *l, const struct rec_rule_terms *r)
{
	for (size_t i = 0; i < r->consulted.n; i++)
		lint_asked(l, r, "consulted", r->consulted.v[i], "is asked for advice");
	for (size_t i = 0; i < r->informed.n; i++)
		lint_asked(l, r, "informed", r->informed.v[i], "is told of the outcome");
	lint_asked(l, r, "responsible", r->responsible, "carries it out");
}

/* ---- rules ---- */

static const i64 WEEK = 7ll * 24 * 3600;

static void
lint_alone(struct lint *l, const struct rec_rule_terms *r, size_t at)
{
	const struct rec_standing *is = &r->alone[at];

	lint_condition(l, r, is->when, arena_fmt(l->a, "alone[%zu].when", at));
	lint_asked(l, r, arena_cstr(l->a, arena_fmt(l->a, "alone[%zu]", at)), is->seat, "may act alone");
	if (kind_is(r->kind, TAKES_TWO) && !is->emergency)
		lint_find(l, LINT_rule_at_once, r->kind, STR("One seat may do it at once, alone, and what cannot be taken back is done before anybody "
		    "else is asked."))->field = arena_fmt(l->a, "alone[%zu]", at);
	if (is->holds > WEEK && always_holds(*l->a, is->when))
		lint_find(l, LINT_alone_for_long, r->kind, arena_fmt(l->a, "What one seat does alone holds for %lld days, whatever is so: for so long nobody "
		    "else need agree.", (long long)(is->holds / (WEEK / 7))))->field = arena_fmt(l->a, "alone[%zu]", at);
}

static void
lint_default(struct lint *l, const struct rec_rule_terms *r)
{
	const struct rec_ladder *ladder = r->ladder;
	const char *wrong = default_wrong(r->kind, r->by_default);

	lint_condition(l, r, r->by_default->when, STR("by_default.when"));
	if (always_holds(*l->a, r->by_default->when))
		lint_find(l, LINT_default_always, r->kind, STR("The condition of its default always holds: when nobody answers it is begun, whatever is so."))->field =
		    STR("by_default.when");
	if (wrong)
		lint_find(l, LINT_default_forbidden, r->kind, arena_fmt(l->a, "It has a default, which is never taken: %s.", wrong))->field = STR("by_default");
	else if (ladder == NULL || (ladder->deputy_after == 0 && ladder->escalate_after == 0))
		lint_find(l, LINT_default_unasked, r->kind, STR("It is taken by default when those who hold its seats are silent, and nobody else is "
		    "asked before."))->field = STR("by_default");
}

/* Do they differ in two letters at most, side by side? */
static bool
is_mistaken_for(str name, str known)
{
	size_t same = 0, most = name.n > known.n ? name.n : known.n, tail = 0;

	while (same < name.n && same < known.n && name.p[same] == known.p[same])
		same++;
	while (tail + same < name.n && tail + same < known.n && name.p[name.n - 1 - tail] == known.p[known.n - 1 - tail])
		tail++;
	return most > 3 && !str_eq(name, known) && same + tail + 2 >= most;
}

/* The fact of this charter's conditions that was meant; absent: there is none like it, or it is one of them. */
static str
meant(struct lint *l, str name)
{
	str like = { NULL, 0 };

	for (size_t i = 0; i < l->c->n_conditions; i++) {
		struct names names = l->c->conditions[i].is ? condition_names(l->a, l->c->conditions[i].is) : (struct names){ NULL, 0 };

		for (size_t k = 0; k < names.n; k++) {
			if (str_eq(names.v[k], name))
				return (str){ NULL, 0 };
			like = is_mistaken_for(name, names.v[k]) ? names.v[k] : like;
		}
	}
	return like;
}

static void
lint_voiding(struct lint *l, const struct rec_rule_terms *r)
{
	for (size_t i = 0; i < r->voids_on.n; i++) {
		str name = r->voids_on.v[i], like = meant(l, name);

		if (figure_is_ours(name))
			lint_find(l, LINT_voids_on_no_fact, r->kind, arena_fmt(l->a, "Answers are to be void when %.*s changes, which is no fact of a room: none ever is.",
			    STR_ARG(name)))->field = STR("voids_on");
		else if (like.p)
			lint_find(l, LINT_voids_on_no_fact, r->kind, arena_fmt(l->a, "Answers are to be void when %.*s changes; the conditions of this charter speak of %.*s.",
			    STR_ARG(name), STR_ARG(like)))->field = STR("voids_on");
	}
}

static bool
concurs_at_times(const struct rec_rule_terms *r)
{
	for (size_t g = 0; g < r->n_concur; g++)
		if (r->concur[g].when.p == NULL)
			return false;
	return r->n_concur > 0;
}

static void
lint_people_of(struct lint *l, const struct rec_rule_terms *r)
{
	if (!rule_can(*l->a, l->c, r, EVER))
		lint_find(l, LINT_rule_impossible, r->kind, STR("Nobody can ever satisfy it: behind the seats it names there are too few different people, "
		    "and one person counts once."));
	else if (!rule_can(*l->a, l->c, r, TODAY))
		lint_find(l, LINT_rule_waits, r->kind, STR("As the seats are held today it waits: one person sits in several of its seats and counts once; "
		    "a deputy is called for the other only when they have answered in one."));
	else
		lint_ladder(l, r);
}

static void
lint_voice(struct lint *l, const struct rec_rule_terms *r)
{
	if (r->by_voice && (r->n_concur == 0 || concurs_at_times(r)))
		lint_find(l, LINT_rule_by_one_voice, r->kind, STR("One person who says that they heard another is enough, until that is confirmed."))->field =
		    STR("by_voice");
}

/* How many people must agree: whatever is so, and at most. */
static void
people_asked(const struct rec_rule_terms *r, i64 *least, i64 *most)
{
	*least = *most = 1;
	for (size_t g = 0; g < r->n_concur; g++) {
		*most += r->concur[g].k;
		*least += r->concur[g].when.p ? 0 : r->concur[g].k;
	}
}

/* In a decision of that kind a lesser measure asks by its rule alone (beside.c), and no more by that of containing. */
static void
lint_way_round(struct lint *l, const struct rec_rule_terms *r)
{
	const struct rule *contain = charter_rule_for(l->c, str_c(word_text(&standard_kind_words, KIND_CONTAIN)));
	i64 least, most, contain_least, contain_most;

	if (contain == NULL || !kind_is(r->kind, STOPS))
		return;
	people_asked(r, &least, &most);
	people_asked(&contain->is, &contain_least, &contain_most);
	if (least < contain_least || most < contain_most)
		lint_find(l, LINT_rule_asks_less, r->kind, arena_fmt(l->a, "It asks fewer people than the rule of contain (%lld, and that one %lld): whoever calls it a shutdown "
		    "isolates a service tonight with fewer who agree.", (long long)(least < contain_least ? least : most),
		    (long long)(least < contain_least ? contain_least : contain_most)))->field = STR("concur");
}

static void
lint_rule(struct lint *l, const struct rec_rule_terms *r)
{
	lint_people_of(l, r);
	lint_voice(l, r);
	if (r->n_concur == 0 && kind_is(r->kind, TAKES_TWO))
		lint_find(l, LINT_rule_alone, r->kind, STR("One person alone can decide what cannot be taken back."));
	if (concurs_at_times(r) && kind_is(r->kind, TAKES_TWO))
		lint_find(l, LINT_rule_alone_at_times, r->kind, STR("When no condition of it holds, one person alone can decide what cannot be taken back."));
	for (size_t g = 0; g < r->n_concur; g++)
		lint_condition(l, r, r->concur[g].when, arena_fmt(l->a, "concur[%zu].when", g));
	lint_way_round(l, r);
	for (size_t i = 0; i < r->n_alone; i++)
		lint_alone(l, r, i);
	if (r->by_default)
		lint_default(l, r);
	lint_voiding(l, r);
	lint_beside(l, r);
}

/* The standard kinds that no rule decides, in one finding; a statement to somebody needs none but that of statements. */
static void
lint_kinds(struct lint *l)
{
	struct listed missing = { .a = l->a };

	for (size_t k = 1; k < standard_kind_words.count; k++) {
		str kind = str_c(standard_kind_words.words[k].text);

		if (!kind_is_officers(l->c, kind) && str_eq(kind, kind_at_large(kind)) && charter_rule_for(l->c, kind) == NULL)
			listed_add(&missing, kind);
	}
	if (missing.n)
		lint_find(l, LINT_rules_missing, (str){ NULL, 0 }, arena_fmt(l->a, "No rule says who decides %.*s: when it comes up, nobody may.",
		    STR_ARG(listed_text(&missing))))->weight *= (i64)missing.n;
}

/* The rules by which nobody ever stands in for whoever is silent, in one finding. */
static void
lint_ladders(struct lint *l)
{
	struct listed without = { .a = l->a };

	for (size_t i = 0; i < l->c->n_rules; i++) {
		const struct rec_rule_terms *r = &l->c->rules[i].is;

		if (rule_in_force(l->c, &l->c->rules[i]) &&
		    (r->ladder == NULL || (r->ladder->deputy_after == 0 && r->ladder->escalate_after == 0)))
			listed_add(&without, r->kind);
	}
	if (without.n)
		lint_find(l, LINT_ladder_missing, (str){ NULL, 0 }, arena_fmt(l->a, "Whoever is silent on %.*s is waited for, and nobody stands in or is "
		    "asked instead: it ends undecided.", STR_ARG(listed_text(&without))))->weight *= (i64)without.n;
}

void
lint_rules(struct lint *l)
{
	for (size_t i = 0; i < l->c->n_rules; i++)
		if (rule_in_force(l->c, &l->c->rules[i]))
			lint_rule(l, &l->c->rules[i].is);
	lint_kinds(l);
	lint_ladders(l);
}
