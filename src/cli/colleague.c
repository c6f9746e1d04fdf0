#include "colleague.h"

#include "bounds.h"

#include <curl/curl.h>
#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

enum { NAMES_MAX = 128, ANSWER_MAX = 4 * 1024 * 1024, LOOK_SECONDS = 2 };

struct named { str name, value; };

struct colleague {
	struct arena *a;
	const struct colleague_config *config;
	CURL *curl;
	struct curl_slist *headers;
	struct named names[NAMES_MAX];
	size_t n_names;
	json_t *charter;
	str room, seat;                 /* where it acts, in which seat */
	char *answer; size_t answered;
};

/* ---- asking the server ---- */

static size_t
take(char *bytes, size_t size, size_t n, void *ctx)
{
	struct colleague *c = ctx;

	if (c->answered + size * n > ANSWER_MAX)
		return 0;
	memcpy(c->answer + c->answered, bytes, size * n);
	c->answered += size * n;
	return size * n;
}

/* One request; `body` absent is a GET.  The answer, or why not; json_decref() is the caller's. */
static err
ask(struct colleague *c, str path, str body, json_t **out)
{
	str url = arena_fmt(c->a, "%.*s%.*s", STR_ARG(c->config->server), STR_ARG(path));
	json_error_t wrong;
	long status;
	CURLcode code;

	c->answered = 0;
	curl_easy_setopt(c->curl, CURLOPT_URL, url.p);
	if (body.p) {
		curl_easy_setopt(c->curl, CURLOPT_POST, 1L);
		curl_easy_setopt(c->curl, CURLOPT_POSTFIELDSIZE, (long)body.n);
		curl_easy_setopt(c->curl, CURLOPT_COPYPOSTFIELDS, body.p);
	} else {
		curl_easy_setopt(c->curl, CURLOPT_HTTPGET, 1L);
	}
	if ((code = curl_easy_perform(c->curl)) != CURLE_OK)
		return err_new(c->a, ERR_STORE, "%.*s: %s", STR_ARG(path), curl_easy_strerror(code));
	curl_easy_getinfo(c->curl, CURLINFO_RESPONSE_CODE, &status);
	*out = json_loadb(c->answer, c->answered, 0, &wrong);
	if (status >= 300 || *out == NULL) {
		err e = err_new(c->a, ERR_REFUSED, "%.*s: %ld %.*s", STR_ARG(path), status, (int)c->answered, c->answer);

		json_decref(*out);
		return e;
	}
	return OK;
}

static err
tell(struct colleague *c, str path, str body, str *field_out, const char *field)
{
	json_t *answer;
	err e = ask(c, path, body, &answer);

	if (e)
		return e;
	if (field && json_is_string(json_object_get(answer, field)))
		*field_out = arena_str(c->a, str_c(json_string_value(json_object_get(answer, field))));
	else if (field)
		*field_out = arena_fmt(c->a, "%lld", (long long)json_integer_value(json_object_get(answer, field)));
	json_decref(answer);
	return OK;
}

/* ---- names in the script ---- */

static void
remember(struct colleague *c, str name, str value)
{
	assert(c->n_names < NAMES_MAX);
	if (!str_eq(name, STR("-")))
		c->names[c->n_names++] = (struct named){ name, value };
}

/* The number of an entity of the charter by its label: "seat:coo". */
static str
labelled(struct colleague *c, str kind, str label)
{
	json_t *entities = json_object_get(c->charter, "entities"), *e;
	size_t i;

	json_array_foreach(entities, i, e) {
		const char *k = json_string_value(json_object_get(e, "entity")), *l = json_string_value(json_object_get(e, "label"));

		if (k && l && str_eq(str_c(k), kind) && str_eq(str_c(l), label))
			return arena_fmt(c->a, "%lld", (long long)json_integer_value(json_object_get(e, "id")));
	}
	return STR("0");
}

static str
value_of(struct colleague *c, str name)
{
	str label, kind = str_cut(name, ':', &label);

	if (label.p)
		return labelled(c, kind, label);
	for (size_t i = c->n_names; i-- > 0;)
		if (str_eq(c->names[i].name, name))
			return c->names[i].value;
	return STR("0");
}

static bool
is_name(char ch)
{
	return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '_' || ch == ':' || ch == '-';
}

/* The JSON with its names replaced: "$room" in quotes by a number, a score by a decimal in quotes. */
static str
filled(struct colleague *c, str json)
{
	struct buf b = buf_new(c->a, json.n + 64);

	for (size_t i = 0; i < json.n; i++) {
		size_t n = i + 2;
		str value;

		if (json.p[i] != '"' || i + 1 >= json.n || json.p[i + 1] != '$') {
			buf_byte(&b, json.p[i]);
			continue;
		}
		while (n < json.n && is_name(json.p[n]))
			n++;
		value = value_of(c, (str){ json.p + i + 2, n - i - 2 });
		buf_fmt(&b, memchr(value.p, '.', value.n) ? "\"%.*s\"" : "%.*s", STR_ARG(value));
		i = n;
	}
	return buf_str(&b);
}

/* ---- what a colleague does ---- */

static err
command(struct colleague *c, str name, str verb, str json)
{
	bool fresh = str_eq(verb, STR("declare_room"));
	str path = arena_fmt(c->a, "/api/rooms/%.*s/commands/%.*s", STR_ARG(fresh ? STR("new") : c->room), STR_ARG(verb));
	str value;
	err e = tell(c, path, filled(c, json), &value, fresh ? "room" : "seq");

	if (e)
		return e;
	if (fresh)
		c->room = value;
	remember(c, name, value);
	return OK;
}

static err
become(struct colleague *c, str seat)
{
	json_t *entities = json_object_get(c->charter, "entities"), *e;
	size_t i;
	str who;

	json_array_foreach(entities, i, e) {
		const char *k = json_string_value(json_object_get(e, "entity")), *l = json_string_value(json_object_get(e, "label"));

		if (k == NULL || l == NULL || strcmp(k, "seat") != 0 || !str_eq(str_c(l), seat))
			continue;
		c->seat = seat;
		return tell(c, STR("/api/demo/become"), arena_fmt(c->a, "{\"person\":%lld}",
		    (long long)json_integer_value(json_array_get(json_object_get(e, "holders"), 0))), &who, "person");
	}
	return err_new(c->a, ERR_NO_SUCH, "there is no seat %.*s", STR_ARG(seat));
}

/* Draw up the act and give it: in a demonstration nothing is signed. */
static err
decide_for(struct colleague *c, str decision, str option)
{
	str base = arena_fmt(c->a, "/api/rooms/%.*s", STR_ARG(c->room)), act, sources, done;
	json_t *drawn;
	err e = ask(c, arena_fmt(c->a, "%.*s/acts", STR_ARG(base)), arena_fmt(c->a,
	    "{\"verb\":\"decide\",\"object\":%.*s,\"option\":%.*s,\"seat\":%.*s}", STR_ARG(decision), STR_ARG(option),
	    STR_ARG(labelled(c, STR("seat"), c->seat))), &drawn);
	char *list;

	if (e)
		return e;
	act = arena_str(c->a, str_c(json_string_value(json_object_get(drawn, "act"))));
	list = json_dumps(json_object_get(drawn, "sources"), JSON_COMPACT);
	sources = arena_str(c->a, str_c(list));
	free(list);
	json_decref(drawn);
	return tell(c, arena_fmt(c->a, "%.*s/commands/decide", STR_ARG(base)),
	    arena_fmt(c->a, "{\"act\":%.*s,\"sources\":%.*s}", STR_ARG(act), STR_ARG(sources)), &done, "seq");
}

static err
score(struct colleague *c, str name, str vector)
{
	str value;
	err e = tell(c, arena_fmt(c->a, "/api/score?vector=%.*s", STR_ARG(vector)), (str){ NULL, 0 }, &value, "score");

	if (e == OK)
		remember(c, name, value);
	return e;
}

static bool
entity_is(json_t *e, const char *kind, const char *field, const char *word)
{
	const char *k = json_string_value(json_object_get(e, "entity")), *w = json_string_value(json_object_get(e, field));

	return k && strcmp(k, kind) == 0 && w && strcmp(w, word) == 0;
}

static err
apply_measures(struct colleague *c)
{
	json_t *view, *e;
	size_t i;
	err bad = ask(c, arena_fmt(c->a, "/api/rooms/%.*s", STR_ARG(c->room)), (str){ NULL, 0 }, &view);

	if (bad)
		return bad;
	json_array_foreach(json_object_get(view, "entities"), i, e)
		if (bad == OK && entity_is(e, "measure", "state", "ordered"))
			bad = command(c, STR("-"), STR("apply_measure"), arena_fmt(c->a, "{\"measure\":%lld}",
			    (long long)json_integer_value(json_object_get(e, "id"))));
	json_decref(view);
	return bad;
}

/* Somebody's condition is adopted, and the decision given again: all are asked anew. */
static err
meet_conditions(struct colleague *c, json_t *view, str decision)
{
	json_t *e;
	size_t i;
	err bad = OK;

	json_array_foreach(json_object_get(view, "entities"), i, e) {
		str option;

		if (!entity_is(e, "answer", "kind", "concur_if") || json_is_true(json_object_get(e, "void")))
			continue;
		option = arena_fmt(c->a, "%lld", (long long)json_integer_value(json_object_get(e, "option")));
		if ((bad = command(c, STR("-"), STR("adopt_condition"), arena_fmt(c->a, "{\"condition\":%lld}",
		    (long long)json_integer_value(json_object_get(e, "id"))))) || (bad = decide_for(c, decision, option)))
			return bad;
	}
	return OK;
}

static bool
still_open(json_t *view, str decision)
{
	json_t *e;
	size_t i;

	json_array_foreach(json_object_get(view, "entities"), i, e)
		if (entity_is(e, "decision", "state", "open") &&
		    json_integer_value(json_object_get(e, "id")) == strtoll(decision.p, NULL, 10))
			return true;
	return false;
}

static err
until_taken(struct colleague *c, str decision)
{
	for (;;) {
		struct arena *kept = c->a, scratch = *c->a;
		json_t *view;
		bool open;
		err e;

		c->a = &scratch;
		e = ask(c, arena_fmt(c->a, "/api/rooms/%.*s", STR_ARG(c->room)), (str){ NULL, 0 }, &view);
		if (e)
			return err_new(kept, e->kind, "%.*s", STR_ARG(e->why));
		open = still_open(view, decision);
		if (open)
			e = meet_conditions(c, view, decision);
		json_decref(view);
		c->a = kept;
		if (e)
			return err_new(kept, e->kind, "%.*s", STR_ARG(e->why));
		if (!open)
			return OK;
		sleep(LOOK_SECONDS);
	}
}

/* ---- the script ---- */

static err
play_line(struct colleague *c, str line)
{
	str seconds = str_cut(line, ' ', &line), name = str_cut(line, ' ', &line), verb = str_cut(line, ' ', &line);
	long wait = strtol(arena_cstr(c->a, seconds), NULL, 10);

	usleep((useconds_t)(wait * 1000000 / (c->config->hurry > 0 ? c->config->hurry : 1)));
	if (str_eq(verb, STR("as")))            return become(c, line);
	if (str_eq(name, STR("score")))         return score(c, verb, line);
	if (str_eq(verb, STR("decide")))        return decide_for(c, value_of(c, STR("decision")), value_of(c, line));
	if (str_eq(verb, STR("until-taken")))   return until_taken(c, value_of(c, line));
	if (str_eq(verb, STR("apply-measures")))return apply_measures(c);
	return command(c, name, verb, line);
}

static err
play(struct colleague *c)
{
	str rest = c->config->script, who;
	err e = tell(c, STR("/api/demo/enter"), arena_fmt(c->a, "{\"key\":\"%.*s\"}", STR_ARG(c->config->key)), &who, "person");

	if (e == OK)
		e = ask(c, STR("/api/charter"), (str){ NULL, 0 }, &c->charter);
	for (int n = 1; e == OK && rest.n; n++) {
		str line = str_cut(rest, '\n', &rest);

		if (line.n && line.p[0] != '#')
			e = err_at(c->a, arena_fmt(c->a, "line %d", n), play_line(c, line));
	}
	return e;
}

err
colleague_play(struct arena *a, const struct colleague_config *config)
{
	struct colleague c = { .a = a, .config = config, .curl = curl_easy_init(), .answer = NEW(a, char, ANSWER_MAX) };
	err e;

	assert(c.curl);
	c.headers = curl_slist_append(NULL, arena_cstr(a, arena_fmt(a, "Origin: %.*s", STR_ARG(config->server))));
	c.headers = curl_slist_append(c.headers, "Content-Type: application/json");
	curl_easy_setopt(c.curl, CURLOPT_HTTPHEADER, c.headers);
	curl_easy_setopt(c.curl, CURLOPT_COOKIEFILE, "");
	curl_easy_setopt(c.curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(c.curl, CURLOPT_WRITEDATA, &c);
	curl_easy_setopt(c.curl, CURLOPT_TIMEOUT, 30L);
	e = play(&c);
	json_decref(c.charter);
	curl_slist_free_all(c.headers);
	curl_easy_cleanup(c.curl);
	return e;
}
