#include "colleague_step.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { STRANDS_MAX = 24, LOOK_MS = 1000, LEAST_LOOK_MS = 250, TICK_MS = 50 };

/* A part of the script that goes on beside the others, and the step it waits to take. */
struct strand { str rest, step; int line, at_line; i64 due; };

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
		e = step_take(&s);
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

/* Cut where a line begins with "strand ": how many there are. */
static size_t
cut_strands(str script, struct strand *strands)
{
	str rest = script;
	size_t n = 0;
	int line = 0;

	strands[n++] = (struct strand){ .rest = script };
	while (rest.n) {
		str *before = &strands[n - 1].rest, one = str_cut(rest, '\n', &rest);

		if (str_starts(one, STR("strand "))) {
			assert(n < STRANDS_MAX);
			before->n = (size_t)(one.p - before->p);
			strands[n++] = (struct strand){ .rest = { one.p, (size_t)(rest.p + rest.n - one.p) }, .line = line };
		}
		line++;
	}
	return n;
}

err
colleagues_play(struct arena *a, const struct colleagues_config *config)
{
	struct play *p = NEW(a, struct play, 1);
	struct strand strands[STRANDS_MAX];
	size_t n = cut_strands(config->script, strands);
	struct client first = { .server = config->server };
	err e;

	*p = (struct play){ .config = config };
	if ((e = client_enter(a, &first, STR("/api/demo/enter"), arena_fmt(a, "{\"key\":\"%.*s\"}", STR_ARG(config->key)))) ||
	    (e = client_get(a, &first, STR("/api/charter"), &p->charter)))
		return e;
	p->charter = client_member(a, p->charter, "entities");
	if ((e = play_strands(a, p, strands, 1)))
		return e;
	return play_strands(a, p, strands + 1, n - 1);
}
