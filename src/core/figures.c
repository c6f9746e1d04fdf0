/* figures -- what a condition of a rule sees: the figures of an option, and what is asserted in the room; and what it says of them. */
#include "authority.h"
#include "impact.h"

struct sight { struct arena *a; const struct charter *charter; const struct room *room; const struct option *option; str currency; };

static bool
number(struct arena *a, str text, struct value *out)
{
	out->kind = VALUE_DECIMAL;
	return text.p && decimal_parse(a, text, &out->as.decimal) == OK;
}

static bool
whole(i64 n, struct value *out)
{
	*out = (struct value){ .kind = VALUE_INT, .as.integer = n };
	return n != 0;
}

static bool
text(const char *word, struct value *out)
{
	*out = (struct value){ .kind = VALUE_TEXT, .as.text = str_c(word) };
	return *word != '\0';
}

/* In the currency of whoever sets a limit by it; in another, or where they named none, it is not known. */
static bool
cost(const struct sight *k, struct money of, struct value *out)
{
	return str_eq(of.currency, k->currency) && number(k->a, of.amount, out);
}

/* An estimate's own figures, where somebody said them. */
#define FIGURE(name, given) static bool name(const struct sight *k, struct value *out) { return given; }
FIGURE(cost_low,     cost(k, k->option->estimate.cost_low, out))
FIGURE(cost_likely,  cost(k, k->option->estimate.cost_likely, out))
FIGURE(cost_high,    cost(k, k->option->estimate.cost_high, out))
FIGURE(takes_effect, whole(k->option->estimate.takes_effect, out))
FIGURE(undo,         whole(k->option->estimate.undo, out))
FIGURE(risk,         text(word_text(&risk_words, (int)k->option->estimate.risk), out))

static void
weigh(enum criticality *most, const struct service *s)
{
	if (s && (*most == criticality_none || s->is.criticality < *most))
		*most = s->is.criticality;
}

/* Of the services that the option's measures touch, and of those that stop with them, the one that most depends on. */
static bool
criticality(const struct sight *k, struct value *out)
{
	struct impact_stop *stops = NEW(k->a, struct impact_stop, k->option->n_subject);
	struct impact_asked asked = { .stops = stops };
	enum criticality most = criticality_none;
	struct refs stopped = { NULL, 0 };

	for (size_t i = 0; i < k->option->n_subject; i++) {
		const struct measure *m = FIND(k->room, measures, k->option->subject[i]);
		const struct service *s = m ? FIND(k->charter, services, m->is.service) : NULL;

		weigh(&most, s);
		if (s && !s->removed && impact_of_measure(m->is.kind) == HIT_STOPPED)
			stops[asked.n++] = (struct impact_stop){ m->is.service, m->is.kind, m->is.lasts };
	}
	if (asked.n && impact_stopped(k->a, k->charter, &asked, &stopped))
		return false;
	for (size_t i = 0; i < stopped.n; i++)
		weigh(&most, charter_service(k->charter, stopped.v[i]));
	return text(word_text(&criticality_words, (int)most), out);
}

static bool
measures(const struct sight *k, struct value *out)
{
	struct value *kinds = NEW(k->a, struct value, k->option->n_subject);
	size_t n = 0;

	for (size_t i = 0; i < k->option->n_subject; i++) {
		const struct measure *m = FIND(k->room, measures, k->option->subject[i]);

		if (m)
			text(word_text(&measure_kind_words, (int)m->is.kind), &kinds[n++]);
	}
	*out = (struct value){ .kind = VALUE_LIST, .as.list = { kinds, n } };
	return true;
}

/* A fact's value in quotes: a decimal, else a label. */
static void
said(struct arena *a, str s, struct value *out)
{
	if (!decimal_is_shortest(s) || !number(a, s, out))
		*out = (struct value){ .kind = VALUE_TEXT, .as.text = s };
}

/* What was asserted last and is at least probable; of what is ruled out: that it is not so. */
static bool
asserted(const struct sight *k, str name, struct value *out)
{
	const struct fact *f = fact_now(k->room, name);
	struct canon c;

	if (f == NULL || f->is.confidence == SUSPECTED)
		return false;
	if (f->is.confidence == RULED_OUT) {
		*out = (struct value){ .kind = VALUE_BOOL, .as.truth = false };
		return true;
	}
	c = canon_open(k->a, f->is.value);
	if (canon_peek(&c) == CANON_BOOL)
		*out = (struct value){ .kind = VALUE_BOOL, .as.truth = canon_bool(&c) };
	else if (canon_peek(&c) == CANON_INT)
		*out = (struct value){ .kind = VALUE_INT, .as.integer = canon_int(&c) };
	else
		said(k->a, canon_string(&c), out);
	return true;
}

static bool
severity(const struct sight *k, struct value *out)
{
	return text(word_text(&severity_words, (int)k->room->severity), out);
}

/* What Tocsin says itself, beside the counts of what is hit; all else is a fact of the room. */
static const struct figure { str name; bool (*of)(const struct sight *, struct value *); enum value_kind is; const struct word_list *words; } figures[] = {
	{ STR_INIT("option.cost_per_hour.low"),    cost_low,     VALUE_DECIMAL, NULL },
	{ STR_INIT("option.cost_per_hour.likely"), cost_likely,  VALUE_DECIMAL, NULL },
	{ STR_INIT("option.cost_per_hour.high"),   cost_high,    VALUE_DECIMAL, NULL },
	{ STR_INIT("option.takes_effect"),         takes_effect, VALUE_INT,     NULL },
	{ STR_INIT("option.undo"),                 undo,         VALUE_INT,     NULL },
	{ STR_INIT("option.risk"),                 risk,         VALUE_TEXT,    &risk_words },
	{ STR_INIT("option.measures"),             measures,     VALUE_LIST,    &measure_kind_words },
	{ STR_INIT("service.criticality"),         criticality,  VALUE_TEXT,    &criticality_words },
	{ STR_INIT("severity"),                    severity,     VALUE_TEXT,    &severity_words },
};

static const struct figure *
figure_named(str name)
{
	for (size_t i = 0; i < countof(figures); i++)
		if (str_eq(figures[i].name, name))
			return &figures[i];
	return NULL;
}

bool
figure_is_cost(str name)
{
	const struct figure *f = figure_named(name);

	return f && (f->of == cost_low || f->of == cost_likely || f->of == cost_high);
}

/* "option." of "option.risk"; nothing of "severity". */
static str
family_of(str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == '.')
			return (str){ name.p, i + 1 };
	return (str){ NULL, 0 };
}

static bool
is_of_a_family(str name)
{
	str family = family_of(name);

	for (size_t i = 0; family.n && i < countof(figures); i++)
		if (str_eq(family, family_of(figures[i].name)))
			return true;
	return false;
}

bool
figure_is_ours(str name)
{
	return figure_named(name) || is_of_a_family(name);
}

err
need_assertable(const struct scene *s, str name)
{
	if (is_counted(name))
		return err_new(s->a, ERR_REFUSED, "%.*s is counted from the list of affected things; list them there.", STR_ARG(name));
	if (figure_is_ours(name))
		return err_new(s->a, ERR_REFUSED, "%.*s is asserted by nobody: what is named so, Tocsin reads off the room, its options and the register.",
		    STR_ARG(name));
	return OK;
}

const struct word_list *
figure_words(str name)
{
	const struct figure *f = figure_named(name);

	return f ? f->words : NULL;
}

/* Do they stand in the order of their letters? */
static bool
is_in_order(const struct word_list *words)
{
	for (size_t i = 2; i < words->count; i++)
		if (str_cmp(str_c(words->words[i - 1].text), str_c(words->words[i].text)) > 0)
			return false;
	return true;
}

bool
figure_kind(str name, struct fact_kind *out)
{
	const struct figure *f = figure_named(name);

	*out = f ? (struct fact_kind){ f->is, f->words && !is_in_order(f->words) } : (struct fact_kind){ .is = VALUE_INT };
	return f || is_counted(name);
}

/* How many letters must be put in, taken out or changed to make one of the other (Levenshtein). */
static size_t
letters_apart(struct arena scratch, str a, str b)
{
	size_t *row = NEW(&scratch, size_t, b.n + 1);

	for (size_t k = 0; k <= b.n; k++)
		row[k] = k;
	for (size_t i = 0; i < a.n; i++) {
		size_t across = row[0]++;

		for (size_t k = 0; k < b.n; k++) {
			size_t least = across + (a.p[i] != b.p[k]);

			across = row[k + 1];
			least = across + 1 < least ? across + 1 : least;
			row[k + 1] = row[k] + 1 < least ? row[k] + 1 : least;
		}
	}
	return row[b.n];
}

str
figure_meant(struct arena *a, str name)
{
	bool claims = is_of_a_family(name) || is_counted(name);
	size_t least = claims ? (size_t)-1 : 2;
	str meant = { NULL, 0 }, one;

	for (size_t i = 0; (one = i < countof(figures) ? figures[i].name : count_named(a, i - countof(figures))).p; i++) {
		size_t apart = claims && one.n > name.n && str_starts(one, name) ? 1 : letters_apart(*a, name, one);

		if (apart < least) {
			least = apart;
			meant = one;
		}
	}
	return least ? meant : (str){ NULL, 0 };
}

static bool
seen(const void *of, str name, struct value *out)
{
	const struct sight *k = of;
	const struct figure *f = figure_named(name);

	if (figure_is_ours(name))
		return f && f->of(k, out);
	return asserted(k, name, out);
}

/* ---- compiled when it is written down, and looked at often ---- */

struct compiled
compile_once(struct arena *a, str text)
{
	struct compiled c = { .text = text };

	if (text.p && condition_compile(a, text, &c.is))
		c.is = NULL;
	return c;
}

/* Where it stands among the charter's conditions, or would. */
static size_t
place_of(const struct charter *c, str text)
{
	size_t lo = 0, hi = c->n_conditions;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (str_cmp(c->conditions[mid].text, text) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static bool
is_kept(const struct charter *c, size_t at, str text)
{
	return at < c->n_conditions && str_eq(c->conditions[at].text, text);
}

static void
keep_condition(struct charter *c, str text)
{
	size_t at = place_of(c, text);

	if (text.p == NULL || is_kept(c, at, text))
		return;
	ADD(c, conditions);
	memmove(&c->conditions[at + 1], &c->conditions[at], (c->n_conditions - 1 - at) * sizeof(*c->conditions));
	c->conditions[at] = compile_once(&c->arena, text);
}

void
keep_conditions(struct charter *c, const struct rec_rule_terms *t)
{
	for (size_t i = 0; i < t->n_concur; i++)
		keep_condition(c, t->concur[i].when);
	for (size_t i = 0; i < t->n_alone; i++)
		keep_condition(c, t->alone[i].when);
	if (t->by_default)
		keep_condition(c, t->by_default->when);
}

const struct condition *
condition_kept(const struct charter *c, str text)
{
	size_t at = text.p ? place_of(c, text) : c->n_conditions;

	return is_kept(c, at, text) ? c->conditions[at].is : NULL;
}

/* What stands neither in a rule nor in the option is asked by a command that wants to write it down. */
static const struct condition *
condition_of(const struct scene *s, const struct option *o, str text)
{
	const struct condition *kept = condition_kept(s->charter, text);

	if (kept)
		return kept;
	return str_eq(o->tripwire.text, text) ? o->tripwire.is : compile_once(s->a, text).is;
}

/* What cannot be read or reckoned is not known, whatever the facts are. */
static struct truth
truth_of(const struct scene *s, const struct option *o, str currency, str when)
{
	struct sight k = { s->a, s->charter, s->room, o, currency };
	const struct condition *condition = when.p ? condition_of(s, o, when) : NULL;
	struct truth truth = { .is = when.p ? TRUTH_UNKNOWN : TRUTH_TRUE };

	if (condition && condition_eval(s->a, condition, (struct condition_facts){ seen, &k }, &truth))
		return (struct truth){ .is = TRUTH_UNKNOWN };
	return truth;
}

int
rule_condition(const struct scene *s, const struct option *o, str currency, str when)
{
	struct arena scratch = *s->a;
	struct scene here = *s;

	here.a = &scratch;
	return (int)truth_of(&here, o, currency, when).is;
}

struct names
rule_unknowns(const struct scene *s, const struct option *o, str currency, str when)
{
	struct truth truth = truth_of(s, o, currency, when);

	return truth.is == TRUTH_UNKNOWN ? truth.unknown : (struct names){ NULL, 0 };
}
