/*
 * condition -- a question put to the facts: yes, no, or not known yet.
 *
 * Thresholds, limits of authority and tripwires are written in the charter as
 * short expressions, a subset of CEL (docs/conditions.md has the grammar and
 * the meaning).  They are compiled once and answered at any hour.  Unknown is
 * not false (law 7): an answer that hangs on a fact nobody has established
 * says so, with the facts that can still change it.
 *
 * Every expression ends, within bounds, and reads nothing but the facts.
 * Sentences begin with the place, "1:17: ", line and column from 1, the
 * column counted in characters.
 *
 * Ownership: a compiled condition lives in the arena it was given, holds a
 * copy of its text, and is never changed again.
 */
#ifndef CONDITION_H
#define CONDITION_H

#include "value.h"

struct condition;
struct names { const str *v; size_t n; };       /* sorted, each once */

/* At most LIMIT_EXPRESSION bytes.  MALFORMED or TOO_LARGE with the sentence;
 * also for what could be no answer whatever the facts are, such as "1 + 2". */
err condition_compile(struct arena *, str text, const struct condition **out);

/* The facts it mentions; when none of them changed, neither did its answer. */
struct names condition_names(struct arena *, const struct condition *);

/* The words that it holds against that fact: compared with it, or looked for in it, or it in them. */
struct names condition_words(struct arena *, const struct condition *, str fact);

/* What is declared of a fact before anybody establishes it: its kind (whole numbers and decimals are both numbers), and whether
 * it is a word of a list whose order is not that of the letters. */
struct fact_kind { enum value_kind is; bool orderless; };

/* Whether what it does with facts of these kinds can be reckoned, whichever parts decide; else MALFORMED.  kind_of() is false
 * where anything may be asserted. */
err condition_check_kinds(struct arena *, const struct condition *, bool (*kind_of)(str name, struct fact_kind *));

/* The facts as they stand.  lookup() is false where a fact is not
 * established; it is asked once for each name, dotted names whole. */
struct condition_facts {
	bool (*lookup)(const void *facts, str name, struct value *out);
	const void *facts;
};

/* `unknown` is empty unless the answer is TRUTH_UNKNOWN. */
struct truth {
	enum { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN } is;
	struct names unknown;
};

/* MALFORMED if the answer is none, or hangs on what cannot be reckoned. */
err condition_eval(struct arena *, const struct condition *, struct condition_facts, struct truth *out);

/* What it is whatever the facts are, as far as that can be told: TRUTH_TRUE, TRUTH_FALSE, else TRUTH_UNKNOWN. */
int condition_whatever(struct arena scratch, const struct condition *);

#endif
