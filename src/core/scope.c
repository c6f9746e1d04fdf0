/*
 * scope -- what is hit, and what happened to it.
 *
 * The ledger of affected things is counted, and the counts are asserted as
 * facts, so that conditions, briefs and duties read them as they read all
 * else: affected.identities.nonhuman.confirmed and its like.  A count says how
 * many things stand in that state now; "hit" counts all that were confirmed,
 * whatever became of them since.  A count that never was above nought is not
 * asserted: that nothing is listed does not establish that nothing is hit
 * (law 7).
 */
#include "audience.h"
#include "view.h"

/* ---- folds ---- */

void
fold_affected_listed(struct room *room, const struct entry *e, const struct ev_affected_listed *p)
{
	struct affected *x = ADD(room, affected);

	x->is = *p;
	x->person = e->by.person;
	x->at = e->at;
	touch(room, ENT_affected, &x->head, e);
}

void
fold_affected_described(struct room *room, const struct entry *e, const struct ev_affected_described *p)
{
	struct affected *x = FIND(room, affected, p->affected);

	if (p->owner)
		x->is.owner = p->owner;
	if (p->how_many)
		x->is.how_many = p->how_many;
	if (p->countries.n)
		x->is.countries = p->countries;
	if (p->identifier.n)
		x->is.identifier = p->identifier;
	if (p->whose.n)
		x->is.whose = p->whose;
	touch(room, ENT_affected, &x->head, e);
}

void
fold_affected_state_set(struct room *room, const struct entry *e, const struct ev_affected_state_set *p)
{
	for (size_t i = 0; i < p->affected.n; i++) {
		struct affected *x = FIND(room, affected, p->affected.v[i]);

		if (x == NULL)          /* a forged list: nothing checks its members before */
			continue;
		x->is.state = p->state;
		x->why = p->why;
		touch(room, ENT_affected, &x->head, e);
	}
}

void
fold_occurrence_recorded(struct room *room, const struct entry *e, const struct ev_occurrence_recorded *p)
{
	struct occurrence *before = FIND(room, occurrences, p->replaces), *o;

	if (before) {
		before->current = false;
		touch(room, ENT_occurrence, &before->head, e);
	}
	o = ADD(room, occurrences);
	o->is = *p;
	o->person = e->by.person;
	o->at = e->at;
	o->current = true;
	touch(room, ENT_occurrence, &o->head, e);
}

/* ---- decides ---- */

/* Machines and accounts are known by their name however it is capitalised: srv1 is SRV1. */
static const struct affected *
affected_named(const struct room *room, enum affected_kind kind, str name)
{
	for (size_t i = 0; i < room->n_affected; i++)
		if (room->affected[i].is.kind == kind && str_alike(room->affected[i].is.name, name))
			return &room->affected[i];
	return NULL;
}

/* As ISO 3166-1 writes them, so that a country has one name; which letters are one moves with the years, and is not asked. */
static err
need_countries(const struct scene *s, struct labels countries)
{
	for (size_t i = 0; i < countries.n; i++) {
		str c = countries.v[i];

		if (c.n != 2 || c.p[0] < 'A' || c.p[0] > 'Z' || c.p[1] < 'A' || c.p[1] > 'Z')
			return err_new(s->a, ERR_MALFORMED, "countries: %.*s is no country as ISO 3166-1 writes it: two capital letters, such as DE",
			    STR_ARG(c));
	}
	return OK;
}

static err
need_details(const struct scene *s, enum affected_kind kind, str whose, i64 how_many, struct labels countries)
{
	if (kind != AFFECTED_DATA_SET && (whose.n || how_many || countries.n))
		return err_new(s->a, ERR_MALFORMED, "whose, how_many and countries are said of a data set alone");
	return need_countries(s, countries);
}

/* That a thing is done with is for the house to say: duties and briefs are counted from it. */
static err
need_house_for(const struct scene *s, enum affected_state state)
{
	bool hit = state == AFFECTED_SUSPECTED || state == AFFECTED_CONFIRMED;

	if (hit || !s->audience->outside)
		return OK;
	return err_new(s->a, ERR_NOT_YOUR_CALL, "That something is %s is for people of the organisation to say; you are here from another.",
	    word_text(&affected_state_words, (int)state));
}

static err
need_thing(const struct scene *s, const struct rec_affected_thing *t, bool merge)
{
	const struct affected *same = affected_named(s->room, t->kind, t->name);
	err e;

	if ((e = need_house_for(s, t->state)))                                          return e;
	if ((e = need_seat_or_none(s, t->owner)))                                       return e;
	if ((e = need_details(s, t->kind, t->whose, t->how_many, t->countries)))        return e;
	if (same && !merge)
		return err_new(s->a, ERR_CONFLICT, "%.*s is listed already, as entry %lld; say merge to describe it anew.",
		    STR_ARG(t->name), (long long)same->head.id);
	return OK;
}

/* What is listed is described anew where the batch says something new of it. */
static void
emit_merged(struct outcome *out, const struct affected *x, const struct rec_affected_thing *t)
{
	bool new_owner = t->owner && t->owner != x->is.owner;
	bool new_number = t->how_many && t->how_many != x->is.how_many;
	bool new_words = (t->identifier.n && !str_eq(t->identifier, x->is.identifier)) || (t->whose.n && !str_eq(t->whose, x->is.whose));

	if (!new_owner && !new_number && !new_words && t->countries.n == 0)
		return;
	emit(out, EV_affected_described)->as.affected_described = (struct ev_affected_described){
		.affected = x->head.id, .owner = t->owner, .how_many = t->how_many, .countries = t->countries,
		.identifier = t->identifier, .whose = t->whose,
	};
}

/* A thing that is only suspected takes the list's word for it; of what is known more the list says nothing new. */
static void
emit_state(const struct scene *s, struct outcome *out, const struct affected *x, enum affected_state state)
{
	i64 *one = NEW(s->a, i64, 1);

	*one = x->head.id;
	if (x->is.state == AFFECTED_SUSPECTED && state != AFFECTED_SUSPECTED)
		emit(out, EV_affected_state_set)->as.affected_state_set = (struct ev_affected_state_set){ .affected = { one, 1 }, .state = state };
}

/* The same kind and name stood earlier in the batch. */
static bool
said_before(const struct cmd_list_affected *c, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (c->things[i].kind == c->things[at].kind && str_alike(c->things[i].name, c->things[at].name))
			return true;
	return false;
}

static err
need_said_once(const struct scene *s, const struct cmd_list_affected *c, size_t at)
{
	if (!said_before(c, at) || c->merge)
		return OK;
	return err_new(s->a, ERR_CONFLICT, "%.*s stands twice in the list; say merge to list it once.", STR_ARG(c->things[at].name));
}

static void
emit_thing(const struct scene *s, struct outcome *out, const struct rec_affected_thing *t)
{
	const struct affected *same = affected_named(s->room, t->kind, t->name);

	if (same) {
		emit_merged(out, same, t);
		emit_state(s, out, same, t->state);
		return;
	}
	emit(out, EV_affected_listed)->as.affected_listed = (struct ev_affected_listed){
		.kind = t->kind, .state = t->state, .owner = t->owner, .how_many = t->how_many, .countries = t->countries,
		.name = t->name, .identifier = t->identifier, .whose = t->whose,
	};
}

err
decide_list_affected(const struct scene *s, const struct cmd_list_affected *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))
		return e;
	if (c->n_things == 0)
		return err_new(s->a, ERR_MALFORMED, "things: say at least one");
	for (size_t i = 0; i < c->n_things; i++)
		if ((e = need_said_once(s, c, i)) || (e = need_thing(s, &c->things[i], c->merge)))
			return err_at(s->a, arena_fmt(s->a, "things: [%zu]", i), e);
	for (size_t i = 0; i < c->n_things; i++)
		if (!said_before(c, i))
			emit_thing(s, out, &c->things[i]);
	if (out->n == 0)
		return err_new(s->a, ERR_CONFLICT, "The ledger says all of this already.");
	return OK;
}

err
decide_describe_affected(const struct scene *s, const struct cmd_describe_affected *c, struct outcome *out)
{
	const struct affected *x = FIND(s->room, affected, c->affected);
	err e;

	if ((e = need_room_open(s)))
		return e;
	if (x == NULL)
		return no_such(s, "affected thing", c->affected);
	if ((e = need_seat_or_none(s, c->owner)))                                       return e;
	if ((e = need_details(s, x->is.kind, c->whose, c->how_many, c->countries)))     return e;
	if (c->owner == 0 && c->how_many == 0 && c->countries.n == 0 && c->identifier.n == 0 && c->whose.n == 0)
		return err_new(s->a, ERR_MALFORMED, "Say something of it: its owner, what tells it from others, or of a data set whose it is.");
	emit(out, EV_affected_described)->as.affected_described = (struct ev_affected_described){
		.affected = c->affected, .owner = c->owner, .how_many = c->how_many, .countries = c->countries,
		.identifier = c->identifier, .whose = c->whose,
	};
	return OK;
}

err
decide_set_affected_state(const struct scene *s, const struct cmd_set_affected_state *c, struct outcome *out)
{
	bool news = false;
	err e;

	if ((e = need_house_for(s, c->state)))
		return e;
	if ((e = need_room_open(s)))
		return e;
	for (size_t i = 0; i < c->affected.n; i++) {
		const struct affected *x = FIND(s->room, affected, c->affected.v[i]);

		if (x == NULL)
			return no_such(s, "affected thing", c->affected.v[i]);
		news |= x->is.state != c->state;
	}
	if (c->affected.n == 0)
		return err_new(s->a, ERR_MALFORMED, "affected: name at least one");
	if (!news)
		return err_new(s->a, ERR_CONFLICT, "They are %s already.", word_text(&affected_state_words, (int)c->state));
	emit(out, EV_affected_state_set)->as.affected_state_set =
	    (struct ev_affected_state_set){ .affected = c->affected, .state = c->state, .why = c->why };
	return OK;
}

err
decide_record_occurrence(const struct scene *s, const struct cmd_record_occurrence *c, struct outcome *out)
{
	const struct occurrence *before = FIND(s->room, occurrences, c->replaces);
	err e;

	if ((e = need_room_open(s)))
		return e;
	if (c->happened_from > s->now || c->happened_to > s->now)
		return err_new(s->a, ERR_MALFORMED, "happened_from: what happened does not lie in the future");
	if (c->happened_to && c->happened_to < c->happened_from)
		return err_new(s->a, ERR_MALFORMED, "happened_to: lies before happened_from");
	if (c->replaces && before == NULL)
		return no_such(s, "occurrence", c->replaces);
	if (before && !before->current)
		return err_new(s->a, ERR_CONFLICT, "Occurrence %lld was corrected already; look at the newest.", (long long)c->replaces);
	emit(out, EV_occurrence_recorded)->as.occurrence_recorded = (struct ev_occurrence_recorded){
		.happened_from = c->happened_from, .happened_to = c->happened_to, .confidence = c->confidence,
		.replaces = c->replaces, .text = c->text, .source = c->source,
	};
	return OK;
}

/* ---- the ledger counted ---- */

#define COUNTED "affected."

bool
is_counted(str fact)
{
	return str_starts(fact, STR(COUNTED));
}

/* A kind's part of a count's name. */
static const char *const counted_as[] = {
	[AFFECTED_ASSET]             = "assets",
	[AFFECTED_SERVICE]           = "services",
	[AFFECTED_HUMAN_IDENTITY]    = "identities.human",
	[AFFECTED_NONHUMAN_IDENTITY] = "identities.nonhuman",
	[AFFECTED_DATA_SET]          = "data_sets",
	[AFFECTED_SUPPLIER]          = "suppliers",
};
enum { STATES = AFFECTED_RESTORED + 1, HIT = 0 };       /* the place of no state counts all that were hit */

static bool
was_hit(enum affected_state state)
{
	return state != AFFECTED_SUSPECTED && state != AFFECTED_CLEARED;
}

static str
count_name(struct arena *a, size_t kind, size_t state)
{
	return arena_fmt(a, COUNTED "%s.%s", counted_as[kind], state == HIT ? "hit" : word_text(&affected_state_words, (int)state));
}

str
count_named(struct arena *a, size_t i)
{
	return i / STATES + 1 < countof(counted_as) ? count_name(a, i / STATES + 1, i % STATES) : (str){ NULL, 0 };
}

/* The newest assertion of each count, by its name. */
static const struct fact *
counted_fact(const struct room *room, const size_t *counts, size_t n, str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(room->facts[counts[i]].is.name, name))
			return &room->facts[counts[i]];
	return NULL;
}

void
react_scope(const struct scene *s, struct outcome *out)
{
	i64 count[countof(counted_as)][STATES] = { { 0 } };
	size_t asserted[countof(counted_as) * STATES], n = 0;

	if (s->room->n_affected == 0)
		return;
	for (size_t i = 0; i < s->room->n_affected; i++) {
		const struct ev_affected_listed *x = &s->room->affected[i].is;

		count[x->kind][x->state]++;
		count[x->kind][HIT] += was_hit(x->state);
	}
	for (size_t i = 0; i < s->room->n_facts && n < countof(asserted); i++)
		if (s->room->facts[i].current && is_counted(s->room->facts[i].is.name))
			asserted[n++] = i;
	for (size_t kind = 1; kind < countof(counted_as); kind++)
		for (size_t state = 0; state < STATES && out->n < LIMIT_OUTCOME - 1; state++) {
			str name = count_name(s->a, kind, state), value = arena_fmt(s->a, "%lld", (long long)count[kind][state]);
			const struct fact *before = counted_fact(s->room, asserted, n, name);

			if (before ? str_eq(before->is.value, value) : count[kind][state] == 0)
				continue;
			emit(out, EV_fact_asserted)->as.fact_asserted = (struct ev_fact_asserted){
				.name = name, .value = value, .confidence = CONFIRMED, .replaces = before ? before->head.id : 0 };
		}
}

/* ---- views ---- */

const struct head *
see_affected(const struct seeing *v, i64 id, struct ent_affected *out)
{
	const struct affected *x = FIND(v->room, affected, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_affected){
		ID(x), .kind = x->is.kind, .state = x->is.state, .owner = x->is.owner, .how_many = x->is.how_many,
		.countries = x->is.countries, .person = x->person, .at = x->at, .name = x->is.name,
		.identifier = x->is.identifier, .whose = x->is.whose, .why = x->why,
	};
	return &x->head;
}

const struct head *
see_occurrence(const struct seeing *v, i64 id, struct ent_occurrence *out)
{
	const struct occurrence *o = FIND(v->room, occurrences, id);

	if (o == NULL)
		return NULL;
	*out = (struct ent_occurrence){
		ID(o), .happened_from = o->is.happened_from, .happened_to = o->is.happened_to, .confidence = o->is.confidence,
		.person = o->person, .at = o->at, .current = o->current, .text = o->is.text, .source = o->is.source,
	};
	return &o->head;
}
