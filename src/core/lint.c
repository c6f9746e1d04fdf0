#include "lint_parts.h"

#include "page.h"
#include "utc.h"

static const i64 QUARTER = 90 * DAY;                    /* so long a drill tells something, and a look at who can get in */
enum { LISTED = 320, WHY = 600, FEW = 4 };      /* characters of a list within a sentence, and of a sentence (documents.def); people named of many */

struct row { const char *kind, *part, *mend; i64 weight; };
static const struct row rows[LINT_KINDS] = {
#define LINT(kind, part, weight, mend) [LINT_##kind] = { #kind, #part, mend, weight },
#include "lint.def"
};

static str
cut(str s, size_t most)
{
	if (s.n > most)
		s.n = most;
	while (!utf8_valid(s))
		s.n--;
	return s;
}

struct rec_lint_finding *
lint_find(struct lint *l, enum lint_kind kind, str label, str why)
{
	const struct row *r = &rows[kind];

	GROW(l->a, l->found, l->n_found, l->cap_found);
	l->found[l->n_found] = (struct rec_lint_finding){ .kind = str_c(r->kind), .part = str_c(r->part), .label = label,
	    .weight = r->weight, .why = cut(why, WHY), .mend = str_c(r->mend) };
	return &l->found[l->n_found++];
}

void
listed_add(struct listed *l, str one)
{
	if (l->n++ && (l->text.n + one.n > LISTED || (l->most && l->n > l->most)))
		l->left_out++;
	else
		l->text = l->text.n ? arena_fmt(l->a, "%.*s, %.*s", STR_ARG(l->text), STR_ARG(one)) : one;
}

str
listed_text(const struct listed *l)
{
	if (l->left_out == 0)
		return l->text;
	return arena_fmt(l->a, "%.*s and %zu %s", STR_ARG(l->text), l->left_out, l->left_out == 1 ? "other" : "others");
}

str
lint_name(const struct lint *l, i64 person)
{
	str name = charter_person(l->c, person)->is.name;

	return name.n ? name : STR("one person");
}

struct refs
lint_line(struct arena *a, const struct seat *s)
{
	i64 *v = NEW(a, i64, s->is.holders.n + s->is.deputies.n);
	struct refs line = { v, 0 };

	for (size_t i = 0; i < s->is.holders.n; i++)
		v[line.n++] = s->is.holders.v[i];
	for (size_t i = 0; i < s->is.deputies.n; i++)
		if (!refs_have(line, s->is.deputies.v[i]))
			v[line.n++] = s->is.deputies.v[i];
	return line;
}

/* Those of them whose passkey counts. */
static struct refs
able_of(const struct lint *l, const struct seat *s)
{
	struct refs line = lint_line(l->a, s);
	i64 *v = NEW(l->a, i64, line.n);
	size_t n = 0;

	for (size_t i = 0; i < line.n; i++)
		if (person_vouched(l->c, line.v[i]))
			v[n++] = line.v[i];
	return (struct refs){ v, n };
}

/* ---- officers ---- */

/* A seat, held by the one officer there is, that decides what others must agree to. */
static const struct seat *
decides_alone(const struct lint *l, i64 officer)
{
	for (size_t i = 0; i < l->c->n_rules; i++) {
		const struct rec_rule_terms *r = &l->c->rules[i].is;

		if (rule_in_force(l->c, &l->c->rules[i]) && r->n_concur && seat_held_by(l->c, r->accountable, officer))
			return charter_seat(l->c, r->accountable);
	}
	return NULL;
}

static void
lint_one_officer(struct lint *l, i64 officer)
{
	const struct seat *seat = decides_alone(l, officer);
	str none = { NULL, 0 };

	lint_find(l, LINT_officers_one, none, arena_fmt(l->a, "%.*s is the only charter officer who can act: when they cannot be reached, "
	    "or are themselves the trouble, nobody can change who decides.", STR_ARG(lint_name(l, officer))));
	if (seat)
		lint_find(l, LINT_officer_decides_alone, none, arena_fmt(l->a, "%.*s holds %.*s and is the only officer who can act: one person, in "
		    "two seats, could change what the rule asks and then decide alone.", STR_ARG(lint_name(l, officer)),
		    STR_ARG(seat_title(l->c, seat->head.id))));
}

static void
lint_officers(struct lint *l)
{
	struct refs line = able_of(l, charter_seat(l->c, l->c->officers));

	if (line.n == 0)
		lint_find(l, LINT_officers_none, (str){ NULL, 0 }, STR("No charter officer has a passkey that counts; nobody can change the charter."));
	else if (line.n == 1)
		lint_one_officer(l, line.v[0]);
}

/* ---- people ---- */

static bool
cannot_sign(const struct lint *l, i64 person)
{
	return in_a_line(l->c, person) && !person_vouched(l->c, person);
}

static bool
cannot_be_reached(const struct lint *l, i64 person)
{
	for (size_t i = 0; i < l->c->n_reaches; i++)
		if (l->c->reaches[i].is.person == person && l->c->reaches[i].is.phone.n + l->c->reaches[i].is.mail.n > 0)
			return false;
	return in_a_line(l->c, person);
}

/* An officer stays whatever their end, until they are no officer. */
static bool
comes_for_ever(const struct lint *l, i64 person)
{
	const struct person *p = charter_person(l->c, person);

	return p->is.outside && p->is.until == 0 && !seat_held_by(l->c, l->c->officers, person);
}

/* Those who lack what tonight takes, in one finding. */
static void
lint_lacking(struct lint *l, enum lint_kind kind, bool (*lacks)(const struct lint *, i64 person), const char *why)
{
	struct listed who = { .a = l->a, .most = FEW };

	for (size_t i = 0; i < l->c->n_persons; i++) {
		const struct person *p = &l->c->persons[i];

		if (!p->ejected && lacks(l, p->head.id))
			listed_add(&who, lint_name(l, p->head.id));
	}
	if (who.n)
		lint_find(l, kind, (str){ NULL, 0 }, arena_fmt(l->a, "%.*s: %s", STR_ARG(listed_text(&who)), why))->weight *= (i64)who.n;
}

/* Whoever founded knew whom they let in. */
static void
lint_reviewed(struct lint *l)
{
	i64 last = access_looked(l->c);

	if (last && last < l->now - QUARTER)
		lint_find(l, LINT_access_unreviewed, (str){ NULL, 0 }, STR("No officer looked through who can get in within 90 days: whoever left, or came for one "
		    "matter, still does tonight."));
}

static void
lint_people(struct lint *l)
{
	lint_lacking(l, LINT_people_without_passkey, cannot_sign, "no passkey of theirs counts, so they can answer nothing tonight.");
	if (l->now)
		lint_lacking(l, LINT_people_without_reach, cannot_be_reached,
		    "nobody knows how to reach them; whoever sits at the call sheet tonight has no number to ring.");
	if (l->now)
		lint_reviewed(l);
	lint_lacking(l, LINT_guest_without_end, comes_for_ever,
	    "from outside, and no day ends their time; whoever came for one matter gets in tonight, their contract over or not.");
}

/* Is there anybody at all whom a page of this server would reach? */
static void
lint_pages(struct lint *l)
{
	str none = { NULL, 0 };

	for (size_t i = 0; i < l->c->n_persons; i++)
		if (!l->c->persons[i].ejected && in_a_line(l->c, l->c->persons[i].head.id) && page_can(l->c, l->ways, l->c->persons[i].head.id))
			return;
	if (l->ways == 0)
		lint_find(l, LINT_pages_nobody, none, STR("This server pages nobody: no way out is set up. Whoever is not looking at a screen tonight is rung by "
		    "hand from the call sheet."));
	else
		lint_find(l, LINT_pages_unheard, none, STR("This server can page, and nobody in any seat has an address for it: whoever is not looking at a screen "
		    "tonight is rung by hand from the call sheet."));
}

/* ---- seats ---- */

/* Everybody who could answer is away; the first of them is back then. */
static bool
all_away(const struct lint *l, struct refs line, i64 *back)
{
	*back = 0;
	for (size_t i = 0; i < line.n; i++) {
		if (!is_absent(l->c, line.v[i], l->now))
			return false;
		for (size_t k = 0; k < l->c->n_absences; k++)
			if (l->c->absences[k].is.person == line.v[i] && (*back == 0 || l->c->absences[k].is.until < *back))
				*back = l->c->absences[k].is.until;
	}
	return line.n > 0;
}

static void
lint_seat(struct lint *l, const struct seat *s)
{
	struct refs line = able_of(l, s);
	i64 back;

	if (s->is.holders.n + s->is.deputies.n == 0)
		lint_find(l, LINT_seat_empty, s->is.label, STR("Nobody holds it and nobody stands in: what needs it is not decided, but where a ladder leads on to another seat."));
	else if (line.n == 0)
		lint_find(l, LINT_seat_unable, s->is.label, STR("Nobody in its line has a passkey that counts: what needs it cannot be decided."));
	else if (l->now && all_away(l, line, &back))
		lint_find(l, LINT_seat_away, s->is.label, arena_fmt(l->a, "Everybody who can answer for it is away, the first until %.*s: what needs it waits.",
		    STR_ARG(str_first(utc_text(l->a, back), 10))));
	else if (s->is.holders.n == 0)
		lint_find(l, LINT_seat_vacant, s->is.label, STR("Nobody holds it: every decision that needs it waits for a deputy to be called."));
	else if (line.n == 1)
		lint_find(l, LINT_seat_one_person, s->is.label, arena_fmt(l->a, "Only %.*s can answer for it: asleep or in the air, and what needs it waits.",
		    STR_ARG(lint_name(l, line.v[0]))));
}

enum { WARNED_DAYS = 30 };

/* Until the end of which day it counts for that person, in days since 1970; -1: they have it not. */
static i64
qualified_until(const struct seat *s, i64 person)
{
	i64 day;

	for (size_t i = 0; i < s->is.n_qualified; i++)
		if (s->is.qualified[i].person == person && date_parse(s->is.qualified[i].until, &day))
			return day;
	return -1;
}

/* Of its line: who lacks what the seat takes, or has it no more, and whose ends within a month.  A file does not know what day it is. */
static void
lint_qualified(struct lint *l, const struct seat *s)
{
	struct listed lacking = { .a = l->a }, ending = { .a = l->a };
	struct refs line = lint_line(l->a, s);
	i64 today = l->now / DAY;

	for (size_t i = 0; s->is.takes.p && i < line.n; i++) {
		i64 until = qualified_until(s, line.v[i]);

		if (until < today)
			listed_add(&lacking, lint_name(l, line.v[i]));
		else if (l->now && until < today + WARNED_DAYS)
			listed_add(&ending, lint_name(l, line.v[i]));
	}
	if (lacking.n)
		lint_find(l, LINT_seat_unqualified, s->is.label, arena_fmt(l->a, "It takes %.*s, and of who may sit there tonight these have it not, or not any more: %.*s.",
		    STR_ARG(s->is.takes), STR_ARG(listed_text(&lacking))));
	if (ending.n)
		lint_find(l, LINT_qualification_ends, s->is.label, arena_fmt(l->a, "It takes %.*s, which ends within %d days for %.*s.",
		    STR_ARG(s->is.takes), WARNED_DAYS, STR_ARG(listed_text(&ending))));
}

/* Whoever carries a statement out speaks it; where nobody is named for that, whoever decides it.  To the press, and to whomever it is not said. */
static bool
speaks(const struct charter *c, i64 seat)
{
	static const enum standard_kind aloud[] = { KIND_STATEMENT, KIND_STATEMENT_PRESS };

	for (size_t i = 0; i < countof(aloud); i++) {
		const struct rule *r = charter_rule_for(c, str_c(word_text(&standard_kind_words, (int)aloud[i])));

		if (r && (r->is.responsible ? r->is.responsible : r->is.accountable) == seat)
			return true;
	}
	return false;
}

static void
lint_speaker(struct lint *l, const struct seat *s)
{
	if (s->is.takes.p == NULL && speaks(l->c, s->head.id))
		lint_find(l, LINT_spokesperson_untrained, s->is.label, STR("It speaks to the press and to whoever asks, and takes no training: one sentence said tired "
		    "is in every paper tomorrow."));
}

/* Whoever stands in there, if it is one person beside the holder; else 0. */
static i64
leans_on(const struct lint *l, const struct seat *s)
{
	struct arena here = *l->a;
	struct refs line = lint_line(&here, s);

	return s->head.id != l->c->officers && s->is.holders.n == 1 && line.n == 2 ? line.v[1] : 0;
}

/* From seat to whoever alone stands in, and on to a seat of theirs: does that come back to the first, by later ones, each looked at once? */
static bool
comes_round(const struct lint *l, const struct seat *s, const struct seat *first, bool *seen, struct listed *who)
{
	struct listed before = *who;

	listed_add(who, lint_name(l, s->is.holders.v[0]));
	if (seat_held_by(l->c, first->head.id, leans_on(l, s)))
		return true;
	for (size_t i = (size_t)(first - l->c->seats) + 1; i < l->c->n_seats; i++) {
		const struct seat *next = &l->c->seats[i];

		if (seen[i] || leans_on(l, next) == 0 || !seat_held_by(l->c, next->head.id, leans_on(l, s)))
			continue;
		seen[i] = true;
		if (comes_round(l, next, first, seen, who))
			return true;
	}
	*who = before;
	return false;
}

/* Said of the first seat of the circle. */
static void
lint_circle(struct lint *l, const struct seat *first)
{
	struct listed who = { .a = l->a };

	if (leans_on(l, first) && comes_round(l, first, first, NEW(l->a, bool, l->c->n_seats), &who))
		lint_find(l, LINT_seats_in_a_circle, first->is.label, arena_fmt(l->a, "%.*s stand in for each other and nobody else does: "
		    "whoever is away leaves two seats to one person, who counts once.", STR_ARG(listed_text(&who))));
}

static void
lint_scribe(struct lint *l)
{
	if (charter_seat_named(l->c, STR("scribe")) == NULL)
		lint_find(l, LINT_scribe_missing, (str){ NULL, 0 }, STR("No seat is the scribe's: what is said and done on the telephone tonight is "
		    "in nobody's record tomorrow."));
}

static void
lint_seats(struct lint *l)
{
	for (size_t i = 0; i < l->c->n_seats; i++)
		if (l->c->seats[i].head.id != l->c->officers) {
			lint_seat(l, &l->c->seats[i]);
			lint_qualified(l, &l->c->seats[i]);
			lint_speaker(l, &l->c->seats[i]);
			lint_circle(l, &l->c->seats[i]);
		}
	lint_scribe(l);
}

/* ---- severities ---- */

/* Those without written criteria, in one finding. */
static void
lint_criteria(struct lint *l)
{
	struct listed missing = { .a = l->a };

	for (size_t k = 1; k < severity_words.count; k++)
		if (charter_criterion_for(l->c, (enum severity)k) == NULL)
			listed_add(&missing, str_c(word_text(&severity_words, (int)k)));
	if (missing.n)
		lint_find(l, LINT_severity_missing, (str){ NULL, 0 }, arena_fmt(l->a, "Nothing says when a matter is %.*s: at night it is argued over, "
		    "and nobody knows who is called.", STR_ARG(listed_text(&missing))))->weight *= (i64)missing.n;
}

static bool
calls_somebody(const struct lint *l, const struct rec_criterion_terms *t)
{
	for (size_t i = 0; i < t->calls.n; i++) {
		const struct seat *seat = charter_seat(l->c, t->calls.v[i]);

		if (seat && seat->is.holders.n + seat->is.deputies.n)
			return true;
	}
	return false;
}

/* Of the gravest, which cannot wait until tomorrow. */
static void
lint_meeting(struct lint *l, const struct rec_criterion_terms *t)
{
	const i64 hour = 3600, within = t->committee_within;
	str label = str_c(word_text(&severity_words, (int)t->severity));

	if (t->severity == SEV1 && within == 0)
		lint_find(l, LINT_severity_meets_late, label, STR("Its committee has no hour to meet by: whoever is silent is waited for, and nobody hears that it "
		    "did not come together."))->field = STR("committee_within");
	else if (t->severity == SEV1 && within > 24 * hour)
		lint_find(l, LINT_severity_meets_late, label, arena_fmt(l->a, "Its committee has %lld hours to meet: until then the worst case goes on without it.",
		    (long long)(within / hour)))->field = STR("committee_within");
}

static void
lint_severity(struct lint *l, const struct rec_criterion_terms *t)
{
	if (t->severity <= SEV2 && !calls_somebody(l, t))
		lint_find(l, LINT_severity_calls_nobody, str_c(word_text(&severity_words, (int)t->severity)),
		    t->calls.n ? STR("When it is declared, only seats are called that nobody sits in.") : STR("Nobody is called when it is declared."));
	lint_meeting(l, t);
}

static void
lint_severities(struct lint *l)
{
	lint_criteria(l);
	for (size_t i = 0; i < l->c->n_criteria; i++)
		if (&l->c->criteria[i] == charter_criterion_for(l->c, l->c->criteria[i].is.severity))
			lint_severity(l, &l->c->criteria[i].is);
}

/* ---- drills ---- */

static void
lint_drills(struct lint *l)
{
	const struct drill *last = drill_last(l->c);
	struct listed silent = { .a = l->a };
	struct drill_result r;

	if (last == NULL || last->ended < l->now - QUARTER) {
		lint_find(l, LINT_drill_none, (str){ NULL, 0 }, STR("Nobody was called for a drill in 90 days: whether anybody wakes up is found out tonight."));
		return;
	}
	r = drill_result(l->a, l->c, last);
	for (size_t i = 0; i < r.silent.n; i++)
		listed_add(&silent, seat_title(l->c, r.silent.v[i]));
	if (silent.n)
		lint_find(l, LINT_drill_silent, (str){ NULL, 0 }, arena_fmt(l->a, "In the last drill %zu of %zu answered, and nobody for %.*s: what needs "
		    "those seats waits tonight.", r.answered, r.called, STR_ARG(listed_text(&silent))))->weight *= (i64)silent.n;
}

/* ---- all of it ---- */

static struct rec_lint
look(struct lint l)
{
	i64 readiness = 100;

	lint_officers(&l);
	lint_people(&l);
	if (l.served)
		lint_pages(&l);
	lint_seats(&l);
	lint_delegations(&l);
	lint_rules(&l);
	lint_services(&l);
	if (l.now)
		lint_calendars(&l);
	lint_severities(&l);
	lint_contacts(&l);
	lint_templates(&l);
	if (l.now)
		lint_drills(&l);
	for (size_t i = 0; i < l.n_found; i++)
		readiness -= l.found[i].weight;
	return (struct rec_lint){ .readiness = readiness > 0 ? readiness : 0, .findings = l.found, .n_findings = l.n_found };
}

struct rec_lint
lint_charter(struct arena *a, const struct charter *c, i64 now)
{
	return look((struct lint){ .a = a, .c = c, .now = now });
}

struct rec_lint
lint_served(struct arena *a, const struct charter *c, i64 now, unsigned ways)
{
	return look((struct lint){ .a = a, .c = c, .now = now, .served = true, .ways = ways });
}
