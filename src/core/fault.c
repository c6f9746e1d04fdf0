/* fault -- what is wrong with a condition whatever the facts are: it hangs on what there is not, or can never hold. */
#include "authority.h"
#include "condition.h"

/* A figure that there is not, or a word that a figure cannot be. */
static struct fault
misspelt(struct arena *a, const struct condition *c)
{
	struct names names = condition_names(a, c);

	for (size_t i = 0; i < names.n; i++) {
		const struct word_list *words = figure_words(names.v[i]);
		struct names held = words ? condition_words(a, c, names.v[i]) : (struct names){ NULL, 0 };
		str meant = figure_meant(a, names.v[i]);

		if (meant.p)
			return (struct fault){ FAULT_NO_FIGURE, arena_fmt(a, "hangs on %.*s, which there is not (the nearest is %.*s)",
			    STR_ARG(names.v[i]), STR_ARG(meant)) };
		for (size_t k = 0; k < held.n; k++)
			if (word_find(words, held.v[k]) == 0)
				return (struct fault){ FAULT_NO_WORD, arena_fmt(a, "holds %.*s against %.*s, which it can never be (it is one of %.*s)",
				    STR_ARG(names.v[i]), STR_ARG(held.v[k]), STR_ARG(word_names(a, words))) };
	}
	return (struct fault){ FAULT_NONE, { NULL, 0 } };
}

/* What was compared with something else is a word, and which ones there are. */
static str
unlike(struct arena *a, const struct condition *c, str why)
{
	struct names names = condition_names(a, c);

	for (size_t i = 0; i < names.n; i++) {
		const struct word_list *words = figure_words(names.v[i]);
		struct fact_kind kind;

		if (words && figure_kind(names.v[i], &kind) && kind.is == VALUE_TEXT)
			why = arena_fmt(a, "%.*s; %.*s is one of %.*s", STR_ARG(why), STR_ARG(names.v[i]), STR_ARG(word_names(a, words)));
	}
	return arena_fmt(a, "cannot be reckoned (%.*s)", STR_ARG(why));
}

/* Does it hang on a cost? */
static bool
names_a_cost(struct arena scratch, const struct condition *c)
{
	struct names names = condition_names(&scratch, c);

	for (size_t i = 0; i < names.n; i++)
		if (figure_is_cost(names.v[i]))
			return true;
	return false;
}

struct fault
condition_fault(struct arena *a, const struct condition *c, str currency)
{
	err e = condition_check_kinds(a, c, figure_kind);
	struct fault f;

	if (e)
		return (struct fault){ FAULT_UNLIKE, unlike(a, c, e->why) };
	if ((f = misspelt(a, c)).is)
		return f;
	if (condition_whatever(*a, c) == TRUTH_FALSE)
		return (struct fault){ FAULT_NEVER, STR("can never hold, whatever is so") };
	if (currency.p == NULL && names_a_cost(*a, c))
		return (struct fault){ FAULT_NO_CURRENCY, STR("limits a cost, and the rule does not say in which currency") };
	return f;
}
