/* A month of timers, moment by moment as they come: each rung once, at its time, an hour without a server among them (B4, B5). */
#include "story.h"

enum { DECISIONS = 60, EVERY = 12, BROKEN = 31 };       /* one each twelve hours; in that one's time the server stops */

/* Whoever is owed a call about it, and was called in that way in vain by nobody yet, is. */
static void
all_are_called_by(struct story *s, enum call_channel channel)
{
	for (size_t i = 0; i < s->room->n_calls; i++)
		if (!(s->room->calls[i].tried >> channel & 1) && s->room->calls[i].is.decision == the_decision(s)->head.id)
			given(s, CARLA, call_tried, .call = s->room->calls[i].head.id, .channel = channel, .result = CALL_NO_ANSWER);
}

/* In two ways, and by somebody else than who asks. */
static void
all_are_called(struct story *s)
{
	all_are_called_by(s, BY_PHONE);
	s->now += MINUTE;
	all_are_called_by(s, BY_TEXT_MESSAGE);
}

/* From one moment that is due to the next; what happens at each is said at it, and nothing between. */
static void
time_goes_on_until(struct story *s, i64 until)
{
	for (;;) {
		struct scene scene = story_scene(s, s->room);
		i64 at = due(&scene);

		if (at == 0 || at > until)
			break;
		CHECK(at > s->now);
		when_it_is(s, at - 1);
		CHECK(s->n_happened == 0);
		when_it_is(s, at);
		CHECK(s->n_happened > 0);
		all_are_called(s);
	}
	s->now = until;
}

static void
a_month(struct story *s, i64 from)
{
	for (i64 n = 0; n < DECISIONS; n++) {
		i64 asked = from + n * EVERY * HOURS;

		time_goes_on_until(s, asked);
		put_up(s, ANNA, "slow");
		all_are_called(s);
		if (n == BROKEN) {              /* between the reminder and the deputies */
			time_goes_on_until(s, asked + 15 * MINUTE);
			given_return(s, asked + 75 * MINUTE);
			when_it_is(s, s->returned);
			all_are_called(s);
		}
	}
	time_goes_on_until(s, from + DECISIONS * EVERY * HOURS);
}

static i64
minutes_after(const struct decision *d, i64 at)
{
	return (at - d->asked) / MINUTE;
}

/* How it went for one, in minutes after it was asked. */
static void
it_went(const struct story *s, const struct decision *d, i64 reminded, i64 deputies, i64 escalated, i64 ended)
{
	size_t n = 0, raised = 0;

	CHECK(d->state == DECISION_UNDECIDED && minutes_after(d, d->reminded) == reminded && minutes_after(d, d->ended) == ended);
	for (size_t i = 0; i < s->room->n_deputies; i++)
		if (s->room->deputies[i].is.decision == d->head.id) {
			CHECK(minutes_after(d, s->room->deputies[i].at) == deputies);
			CHECK(s->room->deputies[i].is.late == (d == &s->room->decisions[BROKEN]));
			n++;
		}
	for (size_t i = 0; i < s->room->n_escalations; i++)
		if (s->room->escalations[i].is.decision == d->head.id) {
			CHECK(minutes_after(d, s->room->escalations[i].at) == escalated && !s->room->escalations[i].is.late);
			raised++;
		}
	CHECK(n == 2 && raised == 2);           /* one for each seat that was silent, and each once */
}

STORY(a_month_of_timers_fires_each_rung_once_and_what_an_hour_s_stop_made_late_at_once)
{
	i64 from = NOON + 24 * HOURS;

	a_slow_rule(s, NULL);
	a_room(s);
	a_month(s, from);
	CHECK(s->room->n_decisions == DECISIONS);
	for (size_t i = 0; i < DECISIONS; i++)
		if (i != BROKEN)
			it_went(s, &s->room->decisions[i], 10, 20, 40, 120);
	it_went(s, &s->room->decisions[BROKEN], 10, 75, 95, 120);
}

TEST_MAIN()
