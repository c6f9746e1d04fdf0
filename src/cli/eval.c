#include "canon.h"
#include "cli.h"
#include "condition.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* What the JSON object says about one name of the expression. */
struct named { str name; bool established; struct value value; };
struct facts { struct named *v; size_t n; };

/*
 * A JSON number with a fraction.  jansson has made it a double, so it is taken
 * back to the one decimal of at most 15 digits that this double stands for;
 * there is no other (DBL_DIG).
 */
static err
read_real(struct arena *a, double x, struct decimal *out)
{
	for (int places = 0; places <= 6; places++) {
		str text = arena_fmt(a, "%.*f", places, x == 0 ? 0.0 : x);

		if (strtod(text.p, NULL) == x && text.n <= 15u + (x < 0) + (places > 0))
			return decimal_parse(a, text, out);
	}
	return err_new(a, ERR_MALFORMED, "a decimal has at most six places, and 15 digits in all");
}

static err
read_integer(struct arena *a, i64 x, struct value *out)
{
	if (x > CANON_INT_MAX || x < -CANON_INT_MAX)
		return err_new(a, ERR_MALFORMED, "a whole number is at most 9007199254740991");
	*out = (struct value){ VALUE_INT, { .integer = x } };
	return OK;
}

/* Anything but null and a list. */
static err
read_single(struct arena *a, const json_t *json, struct value *out)
{
	*out = (struct value){ .kind = VALUE_PARTS };
	switch (json_typeof(json)) {
	case JSON_TRUE:
	case JSON_FALSE:
		*out = (struct value){ VALUE_BOOL, { .truth = json_is_true(json) } };
		return OK;
	case JSON_INTEGER:
		return read_integer(a, json_integer_value(json), out);
	case JSON_REAL:
		out->kind = VALUE_DECIMAL;
		return read_real(a, json_real_value(json), &out->as.decimal);
	case JSON_STRING:
		*out = (struct value){ VALUE_TEXT, { .text = { json_string_value(json), json_string_length(json) } } };
		return OK;
	case JSON_NULL:
		return err_new(a, ERR_MALFORMED, "a list holds values; null is none");
	case JSON_OBJECT:
	case JSON_ARRAY:
		break;
	}
	return OK;
}

static err
read_value(struct arena *a, const json_t *json, struct value *out)
{
	struct value *items;
	size_t n = json_array_size(json);
	err e;

	if (!json_is_array(json))
		return read_single(a, json, out);
	items = NEW(a, struct value, n);
	for (size_t i = 0; i < n; i++)
		if ((e = read_single(a, json_array_get(json, i), &items[i])))
			return e;
	*out = (struct value){ VALUE_LIST, { .list = { items, n } } };
	return OK;
}

/* A dotted name is one key first, then a path. */
static const json_t *
find(struct arena a, const json_t *object, str name)
{
	const json_t *whole = json_object_get(object, arena_cstr(&a, name));
	str part;

	if (whole)
		return whole;
	for (str rest = name; rest.p && object; object = json_object_get(object, arena_cstr(&a, part)))
		part = str_cut(rest, '.', &rest);
	return object;
}

static err
read_json(struct arena *a, const char *path, json_t **out)
{
	json_error_t where;
	str bytes, why;
	err e;

	if ((e = cli_read(a, path, LIMIT_FACTS, &bytes)))
		return e;
	if ((*out = json_loadb(bytes.p, bytes.n, JSON_REJECT_DUPLICATES, &where)) == NULL) {
		why = str_c(where.text);
		for (size_t i = 0; i < why.n; i++)
			if (str_starts(str_from(why, i), STR(" near ")))
				why.n = i;              /* what follows are the file's own bytes */
		return err_new(a, ERR_MALFORMED, "%s:%d:%d: %.*s", path, where.line, where.column, STR_ARG(why));
	}
	if (!json_is_object(*out))
		return err_new(a, ERR_MALFORMED, "%s:1:1: the facts are one JSON object, name by name", path);
	return OK;
}

/* What the file says about every name the condition mentions. */
static err
read_facts(struct arena *a, const char *path, struct names names, struct facts *out)
{
	json_t *object;
	err e;

	if ((e = read_json(a, path, &object)))
		return e;
	out->n = names.n;
	out->v = NEW(a, struct named, names.n);
	for (size_t i = 0; i < names.n; i++) {
		const json_t *json = find(*a, object, names.v[i]);
		struct named *f = &out->v[i];

		f->name = names.v[i];
		f->established = json && !json_is_null(json);
		if (f->established && (e = read_value(a, json, &f->value)))
			return err_at(a, arena_fmt(a, "%s: %.*s", path, STR_ARG(f->name)), e);
	}
	return OK;              /* the object stays: texts are views of it */
}

static bool
look_up(const void *ctx, str name, struct value *out)
{
	const struct facts *facts = ctx;

	for (size_t i = 0; i < facts->n; i++)
		if (str_eq(facts->v[i].name, name)) {
			*out = facts->v[i].value;
			return facts->v[i].established;
		}
	return false;
}

static int
print_truth(const struct truth *t, bool json)
{
	static const char *const words[][2] = {
		[TRUTH_FALSE] = { "false", "false" }, [TRUTH_TRUE] = { "true", "true" }, [TRUTH_UNKNOWN] = { "unknown", "null" },
	};
	const char *quote = json ? "\"" : "";

	printf(json ? "{\"result\": %s, \"unknown\": [" : "%s", words[t->is][json]);
	for (size_t i = 0; i < t->unknown.n; i++)
		printf("%s%s%.*s%s", i ? "," : json ? "" : "\t", quote, STR_ARG(t->unknown.v[i]), quote);
	puts(json ? "]}" : "");
	return t->is == TRUTH_TRUE ? 0 : 1;
}

static err
eval(struct arena *a, str expression, const char *path, struct truth *out)
{
	const struct condition *condition;
	struct facts facts;
	err e;

	if ((e = condition_compile(a, expression, &condition)))
		return e;
	if ((e = read_facts(a, path, condition_names(a, condition), &facts)))
		return e;
	return condition_eval(a, condition, (struct condition_facts){ look_up, &facts }, out);
}

int
verb_eval(struct cli *c)
{
	static const struct option options[] = {
		{ "facts", required_argument, NULL, 'f' }, { "json", no_argument, NULL, 'j' }, { NULL, 0, NULL, 0 },
	};
	const char *path = NULL;
	struct truth truth;
	bool json = false;
	int option;
	err e;

	while ((option = getopt_long(c->argc, c->argv, "", options, NULL)) != -1)
		if (option == 'f')
			path = optarg;
		else if (option == 'j')
			json = true;
		else
			return cli_usage(c);
	if (path == NULL || optind != c->argc - 1)
		return cli_usage(c);
	if ((e = eval(&c->arena, str_c(c->argv[optind]), path, &truth)))
		return cli_unreadable(e);       /* it begins with its place */
	return print_truth(&truth, json);
}
