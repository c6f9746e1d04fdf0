#include "colleagues.h"

#include "client.h"
#include "house.h"
#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { NAMES_MAX = 256, COLLEAGUES_MAX = 32, STRANDS_MAX = 24, VALUE_MAX = 32, LOOK_MS = 1000, LEAST_LOOK_MS = 250, TICK_MS = 50, LEAST_SECONDS = 60, LEAST_AHEAD = 5 };

/* What others call by its name: the entry of a step, or a score. */
struct named { str name; char value[VALUE_MAX]; };

struct colleague { str name, person; struct client client; };

/* A part of the script that goes on beside the others, and the step it waits to take. */
struct strand { str rest, step; int line, at_line; i64 due; };

struct play {
	const struct colleagues_config *config;
	str charter;                    /* its entities */
	struct colleague colleagues[COLLEAGUES_MAX]; size_t n_colleagues;
	struct named names[NAMES_MAX]; size_t n_names;
	struct strand strands[STRANDS_MAX]; size_t n_strands;
	bool over;                      /* the colleagues were sent away */
};

/* A step as it is taken.  What it says is set aside when it is over: only names stay. */
struct step { struct play *play; struct arena *a; const struct colleague *by; str name, verb, json; bool of_charter, again; };

static i64
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

/* A person of the charter by their first name, in small letters. */
static str
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

/* ---- the script ---- */

/* Who acts, by their first name, with a session of their own. */
static err
colleague_called(struct arena *a, struct play *p, str name, const struct colleague **out)
{
	struct colleague *new = &p->colleagues[p->n_colleagues];
	err e;

	for (size_t i = 0; i < p->n_colleagues; i++)
		if (str_eq(p->colleagues[i].name, name)) {
			*out = &p->colleagues[i];
			return OK;
		}
	assert(p->n_colleagues < COLLEAGUES_MAX);
	*new = (struct colleague){ .name = name, .person = person_called(a, p->charter, name), .client.server = p->config->server };
	if (new->person.n == 0)
		return err_new(a, ERR_NO_SUCH, "there is nobody called %.*s", STR_ARG(name));
	if ((e = client_enter(a, &new->client, STR("/api/demo/enter"),
	    arena_fmt(a, "{\"key\":\"%.*s\",\"person\":%.*s}", STR_ARG(p->config->key), STR_ARG(new->person)))))
		return e;
	p->n_colleagues++;
	*out = new;
	return OK;
}

/* What is drawn up before it is given. */
static bool
is_act(str verb)
{
	return str_eq(verb, STR("decide")) || str_eq(verb, STR("concur")) || str_eq(verb, STR("accept_handover"));
}

static err
take_step(struct step *s)
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

/* The next step of the strand, with the lines that go on with it, and when it is due. */
static void
next_step(struct play *p, struct strand *t)
{
	t->step = (str){ NULL, 0 };
	while (t->rest.n && t->step.n == 0) {
		t->at_line = ++t->line;
		t->step = str_cut(t->rest, '\n', &t->rest);
		if (t->step.n && (t->step.p[0] == '#' || str_starts(t->step, STR("strand "))))
			t->step.n = 0;
	}
	for (; t->step.n && t->rest.n && t->rest.p[0] == '\t'; t->line++) {
		str more = str_cut(t->rest, '\n', &t->rest);

		t->step.n = (size_t)(more.p + more.n - t->step.p);
	}
	if (t->step.n)
		t->due = now_ms() + strtoll(t->step.p, NULL, 10) * 1000 / p->config->hurry;
}

static err
play_step(struct arena *kept, struct play *p, struct strand *t)
{
	str rest, who;
	struct step s = { .play = p };
	struct arena scratch;
	err e;

	(void)str_cut(t->step, ' ', &rest);
	who = str_cut(rest, ' ', &rest);
	s.name = str_cut(rest, ' ', &rest);
	s.verb = str_cut(rest, ' ', &s.json);
	if ((s.of_charter = str_starts(s.verb, STR("charter/"))))
		s.verb = str_from(s.verb, STR("charter/").n);
	if ((e = colleague_called(kept, p, who, &s.by)) == OK) {
		scratch = *kept;
		s.a = &scratch;
		e = take_step(&s);
	}
	if (e && e->kind == ERR_TOO_MANY) {     /* in a great hurry */
		s.again = true;
		e = OK;
	}
	if (e && e->kind == ERR_STORE)
		return err_new(kept, e->kind, "%.*s", STR_ARG(e->why));
	if (e)
		fprintf(stderr, "tocsin: a colleague, line %d: %.*s\n", t->at_line, STR_ARG(e->why));
	if (e == OK && s.again)
		t->due = now_ms() + (LOOK_MS / p->config->hurry > LEAST_LOOK_MS ? LOOK_MS / p->config->hurry : LEAST_LOOK_MS);
	else
		next_step(p, t);
	return OK;
}

/* Until all strands have ended, or the colleagues are sent away. */
static err
play_strands(struct arena *a, struct play *p, struct strand *t, size_t n)
{
	bool left = true;
	err e = OK;

	for (size_t i = 0; i < n; i++)
		next_step(p, &t[i]);
	while (left && !p->over) {
		left = false;
		for (size_t i = 0; i < n && !p->over; i++) {
			left |= t[i].step.n > 0;
			if (t[i].step.n && t[i].due <= now_ms() && (e = play_step(a, p, &t[i])))
				return e;
		}
		usleep(TICK_MS * 1000);
	}
	return OK;
}

/* Cut where a line begins with "strand ". */
static void
cut_strands(struct play *p)
{
	str rest = p->config->script;
	int line = 0;

	p->strands[p->n_strands++].rest = rest;
	while (rest.n) {
		struct strand *last = &p->strands[p->n_strands - 1];
		str one = str_cut(rest, '\n', &rest);

		if (str_starts(one, STR("strand "))) {
			assert(p->n_strands < STRANDS_MAX);
			last->rest.n = (size_t)(one.p - last->rest.p);
			p->strands[p->n_strands++] = (struct strand){ .rest = { one.p, (size_t)(rest.p + rest.n - one.p) }, .line = line };
		}
		line++;
	}
}

err
colleagues_play(struct arena *a, const struct colleagues_config *config)
{
	struct play *p = NEW(a, struct play, 1);
	struct client first = { .server = config->server };
	err e;

	*p = (struct play){ .config = config };
	cut_strands(p);
	if ((e = client_enter(a, &first, STR("/api/demo/enter"), arena_fmt(a, "{\"key\":\"%.*s\"}", STR_ARG(config->key)))) ||
	    (e = client_get(a, &first, STR("/api/charter"), &p->charter)))
		return e;
	p->charter = client_member(a, p->charter, "entities");
	if ((e = play_strands(a, p, p->strands, 1)))
		return e;
	return play_strands(a, p, p->strands + 1, p->n_strands - 1);
}
