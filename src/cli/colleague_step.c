#include "colleague_step.h"

#include "house.h"
#include "json.h"

#include <stdlib.h>

enum { LEAST_SECONDS = 60, LEAST_AHEAD = 5 };

i64
now_ms(void)
{
	struct clock_seam clock = machine_clock();

	return clock.wall(clock.ctx) / 1000;
}

/* ---- what there is in a view ---- */

/* Has it all that the pattern has?  Both canonical. */
static bool
is_like(struct arena a, str entity, str pattern)
{
	struct canon c = canon_open(&a, pattern);
	str key;

	canon_object(&c);
	while (canon_key(&c, &key)) {
		str name = arena_fmt(&a, "%.*s", STR_ARG(key));

		canon_skip(&c);
		if (!str_eq(client_member(&a, entity, name.p), client_member(&a, pattern, name.p)))
			return false;
	}
	return true;
}

/* The first entity like the pattern; absent if there is none. */
static str
entity_like(struct arena *a, str entities, str pattern)
{
	struct canon c = canon_open(a, entities);

	canon_array(&c);
	while (canon_next(&c)) {
		str entity = canon_raw(&c);

		if (is_like(*a, entity, pattern))
			return entity;
	}
	return (str){ NULL, 0 };
}

static str
named(const struct play *p, str name)
{
	for (size_t i = p->n_names; i-- > 0;)
		if (str_eq(p->names[i].name, name))
			return str_c(p->names[i].value);
	return (str){ NULL, 0 };
}

/* The room of the story, by its number, or the charter's. */
static str
place(const struct step *s)
{
	return s->of_charter ? STR("charter") : named(s->play, STR("room"));
}

static err
look(struct step *s, str *entities)
{
	str view, path = s->of_charter ? STR("/api/charter") : arena_fmt(s->a, "/api/rooms/%.*s", STR_ARG(place(s)));
	err e = client_get(s->a, &s->by->client, path, &view);

	if (e == OK)
		*entities = client_member(s->a, view, "entities");
	return e;
}

/* ---- names in the script ---- */

static void
remember(struct play *p, str name, str value)
{
	assert(p->n_names < NAMES_MAX && value.n < VALUE_MAX);
	if (str_eq(name, STR("-")))
		return;
	p->names[p->n_names].name = name;
	memcpy(p->names[p->n_names++].value, value.p, value.n);
}

str
person_called(struct arena *a, str charter, str called)
{
	struct canon c = canon_open(a, charter);

	canon_array(&c);
	while (canon_next(&c)) {
		str e = canon_raw(&c), rest, first;

		if (!str_eq(client_member(a, e, "entity"), STR("person")))
			continue;
		first = str_cut(client_member(a, e, "name"), ' ', &rest);
		if (first.n == called.n && strncasecmp(first.p, called.p, called.n) == 0)
			return client_member(a, e, "id");
	}
	return (str){ NULL, 0 };
}

/* "in": a moment to come, "ago": one that was, in microseconds; "for": so long, in seconds.  However great the hurry, the
 * moment is still to come when the server hears of it. */
static str
time_named(struct step *s, str kind, str seconds)
{
	i64 n = strtoll(arena_cstr(s->a, seconds), NULL, 10), now = now_ms() * 1000, hurried = n / s->play->config->hurry;

	if (str_eq(kind, STR("for")))
		n = hurried > LEAST_SECONDS ? hurried : LEAST_SECONDS;
	else if (str_eq(kind, STR("in")))
		n = now + (hurried > LEAST_AHEAD ? hurried : LEAST_AHEAD) * SECOND;
	else
		n = now - n * SECOND;
	return arena_fmt(s->a, "%lld", (long long)n);
}

/* The option that is put up for a decision now. */
static str
put_up(struct step *s, str decision)
{
	str entities, option = { NULL, 0 };

	if (named(s->play, decision).n && look(s, &entities) == OK)
		option = client_member(s->a, entity_like(s->a, entities,
		    arena_fmt(s->a, "{\"entity\":\"decision\",\"id\":%.*s}", STR_ARG(named(s->play, decision)))), "option");
	return option;
}

/* Absent while nothing has that name. */
static str
value_of(struct step *s, str name)
{
	str what, kind = str_cut(name, ':', &what), charter = s->play->charter;

	if (what.p == NULL)                     return named(s->play, name);
	if (str_eq(kind, STR("person")))        return person_called(s->a, charter, what);
	if (str_eq(kind, STR("in")) || str_eq(kind, STR("ago")) || str_eq(kind, STR("for")))
		return time_named(s, kind, what);
	if (str_eq(kind, STR("option")))        return put_up(s, what);
	return client_member(s->a, entity_like(s->a, charter,
	    arena_fmt(s->a, "{\"entity\":\"%.*s\",\"label\":\"%.*s\"}", STR_ARG(kind), STR_ARG(what))), "id");
}

static bool
is_name(char ch)
{
	return (ch >= 'a' && ch <= 'z') || is_digit(ch) || ch == '_' || ch == ':' || ch == '-';
}

/*
 * The step's JSON with its names replaced: "$room" in quotes by a number (a
 * score by a decimal in quotes), $room among words as it is.  False while one
 * of them is not known.
 */
static bool
fill(struct step *s)
{
	struct buf b = buf_new(s->a, s->json.n + 64);
	str json = s->json;

	for (size_t i = 0; i < json.n; i++) {
		bool quoted = json.p[i] == '"' && i + 1 < json.n && json.p[i + 1] == '$';
		size_t from = i + (quoted ? 2 : 1), to = from;
		str value;

		if (!quoted && json.p[i] != '$') {
			buf_byte(&b, json.p[i]);
			continue;
		}
		while (to < json.n && is_name(json.p[to]))
			to++;
		if ((value = value_of(s, (str){ json.p + from, to - from })).n == 0)
			return false;
		buf_fmt(&b, quoted && memchr(value.p, '.', value.n) ? "\"%.*s\"" : "%.*s", STR_ARG(value));
		i = to - (quoted ? 0 : 1);
	}
	s->json = buf_str(&b);
	return true;
}

/* ---- what a colleague does ---- */

static err
command(struct step *s, str verb, str json)
{
	bool fresh = str_eq(verb, STR("declare_room"));
	str receipt;
	err e = client_command(s->a, &s->by->client, fresh ? STR("new") : place(s), verb, json, &receipt);

	if (e == OK)
		remember(s->play, s->name, client_member(s->a, receipt, fresh ? "room" : "seq"));
	return e;
}

/* Draw up the act and give it: in a demonstration nothing is signed. */
static err
answer(struct step *s, str verb, str json)
{
	struct buf b = buf_new(s->a, KIB);
	str drawn, salt, note = client_member(s->a, json, "note");
	err e = client_post(s->a, &s->by->client, arena_fmt(s->a, "/api/rooms/%.*s/acts", STR_ARG(place(s))),
	    arena_fmt(s->a, "{\"verb\":\"%.*s\",%.*s", STR_ARG(verb), STR_ARG(str_from(json, 1))), &drawn);

	if (e)
		return e;
	buf_fmt(&b, "{\"act\":%.*s", STR_ARG(client_member(s->a, drawn, "act")));
	if (!str_eq(verb, STR("accept_handover")))      /* which nothing was read for */
		buf_fmt(&b, ",\"sources\":%.*s", STR_ARG(client_member(s->a, drawn, "sources")));
	if ((salt = client_member(s->a, drawn, "note_salt")).n) {
		buf_fmt(&b, ",\"note_salt\":\"%.*s\",\"note\":", STR_ARG(salt));
		canon_put_string(&b, note);
	}
	buf_byte(&b, '}');
	return command(s, verb, buf_str(&b));
}

static err
score(struct step *s, str vector)
{
	str got;
	err e = client_get(s->a, &s->by->client, arena_fmt(s->a, "/api/score?vector=%.*s", STR_ARG(vector)), &got);

	if (e == OK)
		remember(s->play, s->name, client_member(s->a, got, "score"));
	return e;
}

/* What is found is called by the step's name from then on. */
static err
until(struct step *s, str pattern)
{
	str entities, found = { NULL, 0 };
	err e = look(s, &entities);

	if (e == OK)
		found = entity_like(s->a, entities, pattern);
	s->again = e == OK && found.n == 0;
	if (found.n)
		remember(s->play, s->name, client_member(s->a, found, "id"));
	return e;
}

static err
until_visited(struct step *s)
{
	str is;
	err e = client_get(s->a, &s->by->client, STR("/api/demo"), &is);

	s->again = e == OK && client_number(s->a, is, "visitor") == 0;
	return e;
}

/* What the story cannot go on without has a name. */
static bool
is_needed(const struct step *s)
{
	return !str_eq(s->name, STR("-"));
}

/* May the next thing be done?  The server knows who the visitor is. */
static err
ask_turn(struct step *s, str *turn)
{
	str told;
	err e = client_post(s->a, &s->by->client, STR("/api/demo/turn"), arena_fmt(s->a, "{\"person\":%.*s,\"needed\":%s}",
	    STR_ARG(s->by->person), is_needed(s) ? "true" : "false"), &told);

	*turn = e ? (str){ NULL, 0 } : client_member(s->a, told, "turn");
	return e;
}

/* The first call like that to whoever acts: they say that they know of it, unless they did or it is over. */
static err
acknowledge(struct step *s, str pattern)
{
	str entities, call, turn, mine = arena_fmt(s->a, "{\"entity\":\"call\",\"person\":%.*s,%.*s", STR_ARG(s->by->person), STR_ARG(str_from(pattern, 1)));
	err e = look(s, &entities);

	if (e || (e = json_canonical(s->a, mine, LIMIT_DEPTH, &mine)))
		return e;
	s->again = (call = entity_like(s->a, entities, mine)).n == 0;
	if (s->again || str_eq(client_member(s->a, call, "acknowledged"), STR("true")) || str_eq(client_member(s->a, call, "over"), STR("true")))
		return OK;
	if ((e = ask_turn(s, &turn)) || !str_eq(turn, STR("take")))
		return e;
	return command(s, STR("acknowledge_call"), arena_fmt(s->a, "{\"call\":%.*s}", STR_ARG(client_member(s->a, call, "id"))));
}

/* Somebody's condition is adopted, and the decision given again: all are asked anew. */
static err
until_taken(struct step *s, str json)
{
	str entities, condition, turn, decision = client_member(s->a, json, "object");
	err e = look(s, &entities);

	if (e || entity_like(s->a, entities, arena_fmt(s->a, "{\"entity\":\"decision\",\"id\":%.*s,\"state\":\"open\"}", STR_ARG(decision))).n == 0)
		return e;
	s->again = true;
	condition = entity_like(s->a, entities,
	    arena_fmt(s->a, "{\"decision\":%.*s,\"entity\":\"answer\",\"kind\":\"concur_if\",\"void\":false}", STR_ARG(decision)));
	if (condition.n == 0 || (e = ask_turn(s, &turn)) || !str_eq(turn, STR("take")))
		return e;
	if ((e = command(s, STR("adopt_condition"), arena_fmt(s->a, "{\"condition\":%.*s}", STR_ARG(client_member(s->a, condition, "id"))))))
		return e;
	return answer(s, STR("decide"), json);
}

static bool
lists(struct arena a, str array, str number)
{
	struct canon c = canon_open(&a, array);

	canon_array(&c);
	while (canon_next(&c))
		if (str_eq(canon_raw(&c), number))
			return true;
	return false;
}

/* An answer that the story needs is theirs to give while it is missing, and waited for until its decision is over: the visitor may have given it. */
static err
await_missing(struct step *s, bool *missing)
{
	str entities, decision;
	err e = look(s, &entities);

	if (e)
		return e;
	decision = entity_like(s->a, entities, arena_fmt(s->a, "{\"entity\":\"decision\",\"id\":%.*s}", STR_ARG(client_member(s->a, s->json, "object"))));
	*missing = lists(*s->a, client_member(s->a, decision, "missing"), client_member(s->a, s->json, "seat"));
	s->again = !*missing && str_eq(client_member(s->a, decision, "state"), STR("open"));
	return OK;
}

/* ---- the step ---- */

/* What is drawn up before it is given. */
static bool
is_act(str verb)
{
	return str_eq(verb, STR("decide")) || str_eq(verb, STR("concur")) || str_eq(verb, STR("accept_handover"));
}

err
step_take(struct step *s)
{
	str turn, verb = s->verb;
	bool missing = true;
	err e;

	if (str_eq(verb, STR("until-visited")))                                         return until_visited(s);
	if (!str_eq(verb, STR("score"))) {
		if ((s->again = !fill(s)))                                              return OK;
		if ((e = json_canonical(s->a, s->json, LIMIT_DEPTH, &s->json)))         return e;
	}
	if (str_eq(verb, STR("until")))                                                 return until(s, s->json);
	if (str_eq(verb, STR("until-taken")))                                           return until_taken(s, s->json);
	if (str_eq(verb, STR("acknowledge")))                                           return acknowledge(s, s->json);
	if (is_act(verb) && is_needed(s) && ((e = await_missing(s, &missing)) || !missing)) return e;
	if ((e = ask_turn(s, &turn)))                                                   return e;
	s->again = str_eq(turn, STR("wait"));
	s->play->over = str_eq(turn, STR("end"));
	if (!str_eq(turn, STR("take")))                                                 return OK;
	if (str_eq(verb, STR("score")))                                                 return score(s, s->json);
	if (is_act(verb))                                                               return answer(s, verb, s->json);
	return command(s, verb, s->json);
}
