#include "budget.h"

#include "utc.h"

enum { COUNTED_AT_ONCE = 100 };         /* of LIMIT_OUTCOME; the others a minute later */

/* A person, or a program, which acts as itself. */
struct spender { i64 actor, minute, hour, day, bytes, busy; int commands, looks, rooms, files; };
/* Of a person, what they or their programs were refused; `written`: how many of them are being written. */
struct refused { i64 person; int count, written; };

struct budget {
	struct house *house;
	struct budget_bounds most;
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

/* ---- within a minute ---- */

static struct spender *
spender_now(struct budget *b, const struct actor *who)
{
	struct spender *s = spender_of(b, who);
	i64 minute = house_now(b->house) / MINUTE;

	if (s->minute != minute) {
		s->minute = minute;
		s->commands = s->looks = 0;
		s->busy = 0;
	}
	return s;
}

static i64
seconds_left(const struct budget *b)
{
	return (MINUTE - house_now(b->house) % MINUTE) / SECOND + 1;
}

static err
one_more(struct budget *b, struct arena *a, int *spent, int most, const char *of, i64 *wait)
{
	*wait = seconds_left(b);
	if (*spent >= most)
		return err_new(a, ERR_TOO_MANY, "More than %d %s within a minute; wait %lld seconds.", most, of, (long long)*wait);
	++*spent;
	*wait = 0;
	return OK;
}

err
budget_take(struct budget *b, struct arena *a, const struct actor *who, i64 *wait)
{
	return one_more(b, a, &spender_now(b, who)->commands, b->most.commands_a_minute, "commands", wait);
}

/* One loop answers everybody: what one person's questions take of it, ten tokens' with them, the others wait for. */
static struct spender *
person_now(struct budget *b, const struct actor *who)
{
	return spender_now(b, &(struct actor){ .person = who->person });
}

void
budget_busy(struct budget *b, const struct actor *who, i64 microseconds)
{
	person_now(b, who)->busy += microseconds;
}

err
budget_look(struct budget *b, struct arena *a, const struct actor *who, i64 *wait)
{
	if (person_now(b, who)->busy >= b->most.busy_a_minute) {
		*wait = seconds_left(b);
		return err_new(a, ERR_TOO_MANY, "Your questions kept the server busy for %lld seconds within a minute; wait %lld seconds.",
		    (long long)(b->most.busy_a_minute / SECOND), (long long)*wait);
	}
	return one_more(b, a, &spender_now(b, who)->looks, b->most.looks_a_minute, "questions", wait);
}

/* ---- rooms ---- */

/* What a program begins is its owner's: ten tokens are one person. */
err
budget_room(struct budget *b, struct arena *a, const struct actor *who, i64 *wait)
{
	struct spender *s = spender_of(b, &(struct actor){ .person = who->person });
	i64 hour = house_now(b->house) / HOUR;

	*wait = (HOUR - house_now(b->house) % HOUR) / SECOND + 1;
	if (s->hour != hour) {
		s->hour = hour;
		s->rooms = 0;
	}
	if (s->rooms >= b->most.rooms_an_hour)
		return err_new(a, ERR_TOO_MANY, "You and your programs began %d rooms within this hour; wait %lld minutes, or write into one of those.", s->rooms, (long long)(*wait / 60 + 1));
	s->rooms++;
	*wait = 0;
	return OK;
}

/* ---- files ---- */

static struct spender *
spender_today(struct budget *b, const struct actor *who)
{
	struct spender *s = spender_of(b, who);
	i64 today = house_now(b->house) / DAY;

	if (s->day != today) {
		s->day = today;
		s->files = 0;
		s->bytes = 0;
	}
	return s;
}

static err
too_much(struct budget *b, struct arena *a, const struct spender *s)
{
	return err_new(a, ERR_TOO_MANY, "With this file you would bring more than %lld MiB in a day; it is possible again from %.*s.",
	    (long long)(b->most.bytes_a_day / (i64)MIB), STR_ARG(utc_text(a, (s->day + 1) * DAY)));
}

err
budget_file(struct budget *b, struct arena *a, const struct actor *who, i64 bytes, i64 *wait)
{
	struct spender *s = spender_today(b, who);

	*wait = (DAY - house_now(b->house) % DAY) / SECOND + 1;
	if (s->files >= b->most.files_a_day)
		return err_new(a, ERR_TOO_MANY, "You have brought %d files today, as many as a day allows; it is possible again from %.*s.",
		    s->files, STR_ARG(utc_text(a, (s->day + 1) * DAY)));
	if (bytes > 0 && bytes > b->most.bytes_a_day - s->bytes)
		return too_much(b, a, s);
	s->files++;
	*wait = 0;
	return OK;
}

err
budget_bytes(struct budget *b, struct arena *a, const struct actor *who, size_t n)
{
	struct spender *s = spender_today(b, who);

	s->bytes += (i64)n;
	return s->bytes > b->most.bytes_a_day ? too_much(b, a, s) : OK;
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
budget_open(struct house *h, struct budget_bounds most)
{
	struct budget *b = NEW(&h->arena, struct budget, 1);

	*b = (struct budget){ .house = h, .most = {
		.commands_a_minute = most.commands_a_minute ? most.commands_a_minute : LIMIT_COMMANDS_A_MINUTE,
		.looks_a_minute = most.looks_a_minute ? most.looks_a_minute : LIMIT_LOOKS_A_MINUTE,
		.rooms_an_hour = most.rooms_an_hour ? most.rooms_an_hour : LIMIT_ROOMS_AN_HOUR,
		.files_a_day = most.files_a_day ? most.files_a_day : LIMIT_FILES_A_DAY,
		.bytes_a_day = most.bytes_a_day ? most.bytes_a_day : (i64)LIMIT_BYTES_A_DAY,
		.busy_a_minute = most.busy_a_minute ? most.busy_a_minute : LIMIT_BUSY_A_MINUTE * SECOND,
	} };
	h->budget = b;
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
