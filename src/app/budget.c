#include "budget.h"

static const i64 MINUTE = 60 * 1000000ll;
enum { COUNTED_AT_ONCE = 100 };         /* of LIMIT_OUTCOME; the others a minute later */

/* A person, or a program, which acts as itself. */
struct spender { i64 actor, minute; int commands; };
/* Of a person, what they or their programs were refused; `written`: how many of them are being written. */
struct refused { i64 person; int count, written; };

struct budget {
	struct house *house;
	int commands;                   /* a minute */
	MANY(struct spender, spenders);
	MANY(struct refused, refused);
	struct event *timer;
	struct order order;
	bool writing;
};

static struct spender *
spender_of(struct budget *b, const struct actor *who)
{
	i64 actor = who->strength == SESSION_TOKEN ? who->via : who->person;

	for (size_t i = 0; i < b->n_spenders; i++)
		if (b->spenders[i].actor == actor)
			return &b->spenders[i];
	GROW(&b->house->arena, b->spenders, b->n_spenders, b->cap_spenders);
	b->spenders[b->n_spenders] = (struct spender){ .actor = actor };
	return &b->spenders[b->n_spenders++];
}

err
budget_take(struct budget *b, struct arena *a, const struct actor *who, i64 *wait)
{
	struct spender *s = spender_of(b, who);
	i64 now = house_now(b->house);

	if (s->minute != now / MINUTE)
		*s = (struct spender){ .actor = s->actor, .minute = now / MINUTE };
	*wait = (MINUTE - now % MINUTE) / 1000000 + 1;
	if (s->commands >= b->commands)
		return err_new(a, ERR_TOO_MANY, "More than %d commands within a minute; wait %lld seconds.", b->commands, (long long)*wait);
	s->commands++;
	return OK;
}

/* ---- refusals ---- */

static err
decide_counts(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	struct budget *b = o->ctx;

	(void)h; (void)s;
	out->n = 0;
	out->by = (struct by){ 0 };
	for (size_t i = 0; i < b->n_refused && out->n < COUNTED_AT_ONCE; i++) {
		struct refused *r = &b->refused[i];

		r->written = r->count;
		if (r->count)
			emit(out, EV_refusals_counted)->as.refusals_counted = (struct ev_refusals_counted){ r->person, r->count };
	}
	return OK;
}

static bool
some_left(const struct budget *b)
{
	for (size_t i = 0; i < b->n_refused; i++)
		if (b->refused[i].count)
			return true;
	return false;
}

static void
arm(struct budget *b)
{
	static const struct timeval minute = { 60, 0 };

	if (some_left(b) && !evtimer_pending(b->timer, NULL))
		evtimer_add(b->timer, &minute);
}

static void
counts_over(struct order *o, err e)
{
	struct budget *b = o->ctx;

	for (size_t i = 0; i < b->n_refused; i++) {
		b->refused[i].count -= e ? 0 : b->refused[i].written;
		b->refused[i].written = 0;
	}
	b->writing = false;
	arm(b);
}

static void
write_counts(struct budget *b)
{
	if (b->writing)
		return;
	b->writing = true;
	b->order = (struct order){ .stream = STREAM_NONE, .decide = decide_counts, .reply = counts_over, .ctx = b };
	house_order(b->house, &b->order);
}

static void
on_minute(evutil_socket_t fd, short what, void *ctx)
{
	(void)fd; (void)what;
	write_counts(ctx);
}

void
budget_note(struct budget *b, const struct actor *who, err e)
{
	if (e == OK || (e->kind != ERR_NOT_YOUR_CALL && e->kind != ERR_SESSION_WEAK))
		return;
	for (size_t i = 0; i < b->n_refused; i++)
		if (b->refused[i].person == who->person) {
			b->refused[i].count++;
			arm(b);
			return;
		}
	GROW(&b->house->arena, b->refused, b->n_refused, b->cap_refused);
	b->refused[b->n_refused++] = (struct refused){ .person = who->person, .count = 1 };
	arm(b);
}

struct budget *
budget_open(struct house *h, int commands_a_minute)
{
	struct budget *b = NEW(&h->arena, struct budget, 1);

	*b = (struct budget){ .house = h, .commands = commands_a_minute ? commands_a_minute : LIMIT_COMMANDS_A_MINUTE };
	b->timer = evtimer_new(h->base, on_minute, b);
	assert(b->timer);
	return b;
}

void
budget_close(struct budget *b)
{
	if (some_left(b))
		write_counts(b);
	while (b->writing && event_base_loop(b->house->base, EVLOOP_ONCE) == 0)
		continue;
	event_free(b->timer);
}
