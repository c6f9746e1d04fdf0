#include "lint.h"

#include "authority.h"

struct lint { struct arena *a; const struct charter *c; struct findings out; size_t cap; };

static void
find(struct lint *l, const char *part, str label, str why, const char *mend)
{
	GROW(l->a, l->out.v, l->out.n, l->cap);
	l->out.v[l->out.n++] = (struct rec_lint_finding){ .part = str_c(part), .label = label, .why = why, .mend = str_c(mend) };
}

static str
name_of(const struct lint *l, i64 person)
{
	str name = charter_person(l->c, person)->is.name;

	return name.n ? name : STR("one person");
}

/* ---- seats ---- */

/* The people of a seat: holders first, then deputies, each once. */
static struct refs
line_of(struct arena *a, const struct seat *s)
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
	struct refs line = line_of(l->a, s);
	i64 *v = NEW(l->a, i64, line.n);
	size_t n = 0;

	for (size_t i = 0; i < line.n; i++)
		if (person_vouched(l->c, line.v[i]))
			v[n++] = line.v[i];
	return (struct refs){ v, n };
}

static void
lint_officers(struct lint *l)
{
	struct refs line = able_of(l, charter_seat(l->c, l->c->officers));
	str label = { NULL, 0 };

	if (line.n == 0)
		find(l, "officers", label, STR("No charter officer has a passkey that counts; nobody can change the charter."),
		    "Let the officers enrol, and vouch for their keys.");
	else if (line.n == 1)
		find(l, "officers", label, arena_fmt(l->a, "%.*s is the only charter officer who can act: when they cannot be reached, "
		    "or are themselves the trouble, nobody can change who decides.", STR_ARG(name_of(l, line.v[0]))),
		    "Name a second officer; their key has to be vouched for.");
}

static void
lint_seat(struct lint *l, const struct seat *s)
{
	struct refs line = able_of(l, s);

	if (s->is.holders.n + s->is.deputies.n == 0)
		find(l, "seats", s->is.label, STR("Nobody holds it and nobody stands in: what needs it cannot be decided."),
		    "Name a holder and a deputy.");
	else if (line.n == 0)
		find(l, "seats", s->is.label, STR("Nobody in its line has a passkey that counts: what needs it cannot be decided."),
		    "Let the holder and the deputies enrol, and vouch for their keys.");
	else if (s->is.holders.n == 0)
		find(l, "seats", s->is.label, STR("Nobody holds it: every decision that needs it waits for a deputy to be called."),
		    "Name a holder.");
	else if (line.n == 1)
		find(l, "seats", s->is.label, arena_fmt(l->a, "Only %.*s can answer for it: asleep or in the air, and what needs it waits.",
		    STR_ARG(name_of(l, line.v[0]))), "Name a deputy who is somebody else.");
}

/* ---- rules: are there people enough?  (Whether their keys count is said of the seats.) ---- */

/*
 * Can k different seats of a group be answered for by k different people,
 * none of them the decider?  A matching, by augmenting paths.
 */
enum { SLOTS = 32, SLOT_PEOPLE = 32 };  /* seats of a group, an officers' seat counted by its holders; people in a line */
struct matching {
	struct refs line[SLOTS];
	i64 person[SLOTS];              /* who answers in that slot, or 0 */
	size_t n;
	i64 seen[SLOTS * SLOT_PEOPLE];  /* on this path */
	size_t n_seen;
};

static bool
seat_somebody(struct matching *m, size_t slot)
{
	for (size_t i = 0; i < m->line[slot].n; i++) {
		i64 person = m->line[slot].v[i];
		size_t other = 0;

		if (refs_have((struct refs){ m->seen, m->n_seen }, person))
			continue;
		m->seen[m->n_seen++] = person;
		while (other < m->n && m->person[other] != person)
			other++;
		if (other == m->n || seat_somebody(m, other)) {
			m->person[slot] = person;
			return true;
		}
	}
	return false;
}

/* Who would answer for a seat: its whole line, or as things stand today its first. */
enum horizon { TODAY, EVER };

static struct refs
reach_of(struct arena *a, const struct charter *c, i64 seat, enum horizon how)
{
	struct refs line = line_of(a, charter_seat(c, seat));

	if (how == TODAY && seat != c->officers && line.n > 1)
		line.n = 1;
	return line;
}

static bool
group_can(struct arena scratch, const struct charter *c, const struct rec_concur_group *g, i64 decider, enum horizon how)
{
	struct matching *m = NEW(&scratch, struct matching, 1);
	i64 seated = 0;

	for (size_t i = 0; i < g->seats.n; i++) {
		struct refs line = reach_of(&scratch, c, g->seats.v[i], how);
		size_t slots = g->seats.v[i] == c->officers ? line.n : 1;

		while (slots-- > 0 && m->n < SLOTS)
			m->line[m->n++] = line;
	}
	for (size_t i = 0; i < m->n; i++) {
		m->seen[0] = decider;
		m->n_seen = 1;
		seated += seat_somebody(m, i);
	}
	return seated >= g->k;
}

static bool
rule_can(struct arena scratch, const struct charter *c, const struct rec_rule_terms *r, enum horizon how)
{
	struct refs deciders = reach_of(&scratch, c, r->accountable, how);

	for (size_t i = 0; i < deciders.n; i++) {
		bool all = true;

		for (size_t g = 0; g < r->n_concur; g++)
			all &= group_can(scratch, c, &r->concur[g], deciders.v[i], how);
		if (all)
			return true;
	}
	return false;
}

/* What one person should never do alone, because it cannot be taken back. */
static bool
takes_two(str kind)
{
	static const enum standard_kind grave[] = { KIND_FULL_SHUTDOWN, KIND_PAY, KIND_ACCEPT_RISK, KIND_ACT_AGAINST };

	for (size_t i = 0; i < countof(grave); i++)
		if (str_eq(kind, str_c(word_text(&standard_kind_words, (int)grave[i]))))
			return true;
	return false;
}

static void
lint_rule(struct lint *l, const struct rec_rule_terms *r)
{
	if (!rule_can(*l->a, l->c, r, EVER))
		find(l, "rules", r->kind, STR("Nobody can ever satisfy it: behind the seats it names there are too few different people, "
		    "and one person counts once."), "Give its seats holders and deputies who are different people, or ask for fewer.");
	else if (!rule_can(*l->a, l->c, r, TODAY))
		find(l, "rules", r->kind, STR("As the seats are held today it waits: one person sits in several of its seats and counts once, "
		    "until they recuse themselves and a deputy is called."), "Give those seats different holders.");
	else if (r->n_concur == 0 && takes_two(r->kind))
		find(l, "rules", r->kind, STR("One person alone can decide what cannot be taken back."), "Add a seat that must concur.");
}

/* The standard kinds that no rule decides, in one finding. */
static void
lint_kinds(struct lint *l)
{
	str missing = { NULL, 0 };

	for (size_t k = 1; k < standard_kind_words.count; k++) {
		str kind = str_c(standard_kind_words.words[k].text);

		if (!kind_is_officers(kind) && charter_rule_for(l->c, kind) == NULL)
			missing = missing.p ? arena_fmt(l->a, "%.*s, %.*s", STR_ARG(missing), STR_ARG(kind)) : kind;
	}
	if (missing.p)
		find(l, "rules", (str){ NULL, 0 }, arena_fmt(l->a, "No rule says who decides %.*s: when it comes up, nobody may.",
		    STR_ARG(missing)), "Add a rule for each.");
}

/* ---- services ---- */

/* Does it need, round about, the service `goal`?  Each is looked at once. */
static bool
comes_back(const struct lint *l, i64 from, i64 goal, bool *seen)
{
	const struct service *s = charter_service(l->c, from);
	size_t at = (size_t)(s - l->c->services);

	if (seen[at])
		return false;
	seen[at] = true;
	for (size_t i = 0; i < s->is.needs.n; i++)
		if (s->is.needs.v[i] == goal || comes_back(l, s->is.needs.v[i], goal, seen))
			return true;
	return false;
}

/* The others of its round, if it is the first of it; none otherwise. */
static str
round_of(const struct lint *l, const struct service *s)
{
	str others = { NULL, 0 };

	for (size_t i = 0; i < l->c->n_services; i++) {
		const struct service *o = &l->c->services[i];
		bool *there = NEW(l->a, bool, l->c->n_services), *back = NEW(l->a, bool, l->c->n_services);

		if (o == s || !comes_back(l, s->head.id, o->head.id, there) || !comes_back(l, o->head.id, s->head.id, back))
			continue;
		if (o < s)
			return (str){ NULL, 0 };
		others = others.p ? arena_fmt(l->a, "%.*s, %.*s", STR_ARG(others), STR_ARG(o->is.label)) : o->is.label;
	}
	return others;
}

static void
lint_vital(struct lint *l, const struct service *s)
{
	if (s->is.tolerance == 0)
		find(l, "services", s->is.label, STR("It is vital, and nobody has said how long it may be down: nobody knows when waiting becomes the worse choice."),
		    "Name its tolerance.");
	if (s->is.cost_low.amount.p == NULL && s->is.cost_likely.amount.p == NULL && s->is.cost_high.amount.p == NULL)
		find(l, "services", s->is.label, STR("It is vital, and nobody has said what an hour without it costs: an outage cannot be weighed against anything."),
		    "Give a cost per hour, however wide the range.");
	if (charter_rule_for(l->c, STR("full_shutdown")) == NULL)
		find(l, "services", s->is.label, STR("It is vital, and no rule says who may shut it down."), "Add a rule for full_shutdown.");
}

static void
lint_service(struct lint *l, const struct service *s)
{
	str others = round_of(l, s);

	if (s->is.owner == 0)
		find(l, "services", s->is.label, STR("No seat owns it: nobody says what stopping it would cost, or takes the tasks."),
		    "Name the seat that owns it.");
	if (s->is.criticality == VITAL)
		lint_vital(l, s);
	if (others.p)
		find(l, "services", s->is.label, arena_fmt(l->a, "It and %.*s need each other: whichever stops takes the others down, and none comes "
		    "back first.", STR_ARG(others)), "Say in a degraded mode how one of them starts alone, or take out a need.");
}

/* ---- severities ---- */

/* Those without written criteria, in one finding. */
static void
lint_severities(struct lint *l)
{
	str missing = { NULL, 0 };

	for (size_t k = 1; k < severity_words.count; k++) {
		const char *severity = word_text(&severity_words, (int)k);

		if (charter_criterion_for(l->c, (enum severity)k) == NULL)
			missing = missing.p ? arena_fmt(l->a, "%.*s, %s", STR_ARG(missing), severity) : str_c(severity);
	}
	if (missing.p)
		find(l, "severities", (str){ NULL, 0 }, arena_fmt(l->a, "Nothing says when a matter is %.*s: at night it is argued over, "
		    "and nobody knows who is called.", STR_ARG(missing)), "Write criteria for each, and the seats that are called.");
}

static void
lint_severity(struct lint *l, const struct criterion *c)
{
	const char *severity = word_text(&severity_words, (int)c->is.severity);

	if (c->is.calls.n == 0 && c->is.severity <= SEV2)
		find(l, "severities", str_c(severity), STR("Nobody is called when it is declared."), "Name the seats that are called.");
}

struct findings
lint_charter(struct arena *a, const struct charter *c)
{
	struct lint l = { .a = a, .c = c };

	lint_officers(&l);
	for (size_t i = 0; i < c->n_seats; i++)
		if (c->seats[i].head.id != c->officers)
			lint_seat(&l, &c->seats[i]);
	for (size_t i = 0; i < c->n_rules; i++)
		if (&c->rules[i] == charter_rule_for(c, c->rules[i].is.kind))
			lint_rule(&l, &c->rules[i].is);
	lint_kinds(&l);
	for (size_t i = 0; i < c->n_services; i++)
		lint_service(&l, &c->services[i]);
	lint_severities(&l);
	for (size_t i = 0; i < c->n_criteria; i++)
		if (&c->criteria[i] == charter_criterion_for(c, c->criteria[i].is.severity))
			lint_severity(&l, &c->criteria[i]);
	return l.out;
}
