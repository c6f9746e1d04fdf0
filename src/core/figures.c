/* figures -- what a condition of a rule sees: the figures of an option, and what is asserted in the room; and what it says of them. */
#include "authority.h"

struct sight { struct arena *a; const struct charter *charter; const struct room *room; const struct option *option; };

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

/* An estimate's own figures, where somebody estimated the option. */
#define FIGURE(name, given) static bool name(const struct sight *k, struct value *out) { return k->option->estimated && given; }
FIGURE(cost_low,     number(k->a, k->option->estimate.cost_low.amount, out))
FIGURE(cost_likely,  number(k->a, k->option->estimate.cost_likely.amount, out))
FIGURE(cost_high,    number(k->a, k->option->estimate.cost_high.amount, out))
FIGURE(takes_effect, whole(k->option->estimate.takes_effect, out))
FIGURE(undo,         whole(k->option->estimate.undo, out))
FIGURE(risk,         text(word_text(&risk_words, (int)k->option->estimate.risk), out))

/* Of the services that the option's measures touch, the one that most depends on. */
static bool
criticality(const struct sight *k, struct value *out)
{
	enum criticality most = criticality_none;

	for (size_t i = 0; i < k->room->n_measures; i++) {
		const struct measure *m = &k->room->measures[i];
		const struct service *s = m->is.option == k->option->head.id ? charter_service(k->charter, m->is.service) : NULL;

		if (s && (most == criticality_none || s->is.criticality < most))
			most = s->is.criticality;
	}
	return text(word_text(&criticality_words, (int)most), out);
}

static bool
measures(const struct sight *k, struct value *out)
{
	struct value *kinds = NEW(k->a, struct value, k->room->n_measures + 1);
	size_t n = 0;

	for (size_t i = 0; i < k->room->n_measures; i++)
		if (k->room->measures[i].is.option == k->option->head.id)
			text(word_text(&measure_kind_words, (int)k->room->measures[i].is.kind), &kinds[n++]);
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
	const struct fact *f = NULL;
	struct canon c;

	for (size_t i = k->room->n_facts; i-- > 0 && f == NULL;)
		if (k->room->facts[i].current && str_eq(k->room->facts[i].is.name, name))
			f = &k->room->facts[i];
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

/* What Tocsin says itself; all else is a fact of the room. */
static const struct figure { str name; bool (*of)(const struct sight *, struct value *); const struct word_list *words; } figures[] = {
	{ STR_INIT("option.cost_per_hour.low"),    cost_low,     NULL },
	{ STR_INIT("option.cost_per_hour.likely"), cost_likely,  NULL },
	{ STR_INIT("option.cost_per_hour.high"),   cost_high,    NULL },
	{ STR_INIT("option.takes_effect"),         takes_effect, NULL },
	{ STR_INIT("option.undo"),                 undo,         NULL },
	{ STR_INIT("option.risk"),                 risk,         &risk_words },
	{ STR_INIT("option.measures"),             measures,     &measure_kind_words },
	{ STR_INIT("service.criticality"),         criticality,  &criticality_words },
	{ STR_INIT("severity"),                    severity,     &severity_words },
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
figure_misspelt(str name)
{
	return figure_named(name) == NULL && str_starts(name, STR("option."));
}

const struct word_list *
figure_words(str name)
{
	const struct figure *f = figure_named(name);

	return f ? f->words : NULL;
}

static bool
seen(const void *of, str name, struct value *out)
{
	const struct sight *k = of;
	const struct figure *f = figure_named(name);

	if (f || figure_misspelt(name))
		return f && f->of(k, out);
	return asserted(k, name, out);
}

/* What cannot be read or reckoned is not known, whatever the facts are. */
static struct truth
truth_of(const struct scene *s, const struct option *o, str when)
{
	struct sight k = { s->a, s->charter, s->room, o };
	const struct condition *condition;
	struct truth truth = { .is = TRUTH_TRUE };

	if (when.p && (condition_compile(s->a, when, &condition) || condition_eval(s->a, condition, (struct condition_facts){ seen, &k }, &truth)))
		return (struct truth){ .is = TRUTH_UNKNOWN };
	return truth;
}

int
rule_condition(const struct scene *s, const struct option *o, str when)
{
	return (int)truth_of(s, o, when).is;
}

struct names
rule_unknowns(const struct scene *s, const struct option *o, str when)
{
	struct truth truth = truth_of(s, o, when);

	return truth.is == TRUTH_UNKNOWN ? truth.unknown : (struct names){ NULL, 0 };
}
