/* Pages: who must be reached is paged in every way there is, at growing distances and without storms (F4, B4, B5, law 9). */
#include "page.h"
#include "story.h"

#define WAY(channel) (1u << (channel))

/* Boris is known by mail and telephone; the server can do these ways. */
static void
ways(struct story *s, unsigned ways)
{
	when(s, BORIS, set_reach, .phone = STR("+4366412345"), .mail = STR("boris@home.example"));
	CHECK_OK(s->e);
	s->paging.ways = ways;
}

/* CISO decides, COO concurs: Anna and Boris are called. */
static void
both_called(struct story *s, unsigned by)
{
	ways(s, by);
	a_shutdown_asked(s);
}

static size_t
pages_of(const struct story *s, i64 person, enum call_channel channel)
{
	size_t n = 0;

	for (size_t i = 0; i < s->room->n_pages; i++)
		n += s->room->pages[i].is.person == person && s->room->pages[i].is.channel == channel;
	return n;
}

static const struct call_page *
newest(const struct story *s)
{
	CHECK(s->room->n_pages > 0);
	return &s->room->pages[s->room->n_pages - 1];
}

static const struct call *
call_to(const struct story *s, i64 person)
{
	for (size_t i = s->room->n_calls; i-- > 0;)
		if (s->room->calls[i].is.person == person)
			return &s->room->calls[i];
	fail();
	return NULL;
}

/* The sender says what came of the newest page. */
static void
settled(struct story *s, enum page_result result)
{
	struct outcome *out = NEW(T, struct outcome, 1);

	settle_page(s->room, newest(s)->head.id, result, STR("so it was"), out);
	CHECK(out->n == 1);
	s->n_happened = 0;
	s->e = OK;
	story_write(s, s->room, &out->v[0]);
	story_settle(s);
}

static void
after(struct story *s, i64 microseconds)
{
	when_it_is(s, s->now + microseconds);
}

static i64
next_due(struct story *s)
{
	struct scene scene = story_scene(s, s->room);

	return pages_due(&scene);
}

/* ---- what is owed ---- */

STORY(who_is_called_is_paged_in_every_way_there_is)
{
	both_called(s, WAY(BY_MAIL) | WAY(BY_TEXT_MESSAGE));
	CHECK(pages_of(s, BORIS, BY_MAIL) == 1 && pages_of(s, BORIS, BY_TEXT_MESSAGE) == 1);
	CHECK(s->room->n_pages == 2);   /* nobody knows where to reach Anna */
	CHECK(newest(s)->is.attempt == 1 && !newest(s)->is.late && newest(s)->is.calls.n == 1);
}

STORY(a_way_that_the_server_has_not_does_not_exist)
{
	both_called(s, 0);
	CHECK(s->room->n_pages == 0 && next_due(s) == 0);
}

STORY(who_gave_no_address_is_not_paged)
{
	when(s, BORIS, set_reach, .phone = STR("+43664"));
	s->paging.ways = WAY(BY_MAIL);
	a_shutdown_asked(s);
	CHECK(s->room->n_pages == 0);
}

STORY(a_deputy_who_is_asked_for_advice_is_paged)
{
	static const i64 cfo[] = { CFO };

	when(s, DORA, set_reach, .mail = STR("dora@home.example"));
	s->paging.ways = WAY(BY_MAIL);
	given(s, 0, seat_set, .title = STR("CFO"), .terms = &(struct rec_seat_terms){ .seat = CFO, .label = STR("cfo"), .deputies = PEOPLE(DORA) });
	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("advised"), .accountable = CISO, .within = 7200, .consulted = { cfo, 1 } });
	a_room(s);
	put_up(s, ANNA, "advised");
	CHECK(pages_of(s, DORA, BY_MAIL) == 1);
	when(s, DORA, give_advice, .decision = the_decision(s)->head.id, .seat = CFO, .text = STR("cheap enough"));
	after(s, 30 * MINUTE);
	CHECK(pages_of(s, DORA, BY_MAIL) == 1);
}

/* On the word of somebody else they are left alone for a while, and then paged until they say so themselves. */
STORY(whom_somebody_else_reached_is_paged_again_until_they_say_that_they_know)
{
	i64 said;

	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_ACCEPTED);
	said = s->now;
	when(s, CARLA, log_call, .call = call_to(s, BORIS)->head.id, .channel = BY_PHONE, .result = CALL_REACHED);
	CHECK_OK(s->e);
	CHECK(next_due(s) == said + 15 * MINUTE);
	when_it_is(s, said + 15 * MINUTE - 1);
	CHECK(pages_of(s, BORIS, BY_MAIL) == 1);
	when_it_is(s, said + 15 * MINUTE);
	CHECK(pages_of(s, BORIS, BY_MAIL) == 2 && !newest(s)->is.late);
	settled(s, PAGE_ACCEPTED);
	when(s, BORIS, acknowledge_page, .page = newest(s)->head.id);
	CHECK_OK(s->e);
	CHECK(next_due(s) == 0);
}

STORY(whoever_may_not_see_the_call_is_not_paged)
{
	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("advised"), .accountable = CISO, .within = 3600, .consulted = PEOPLE(COO) });
	ways(s, WAY(BY_MAIL));
	a_room(s);
	when(s, ANNA, remove_member, .person = BORIS);
	when(s, ANNA, restrict_room, .why = STR("insider"));
	put_up(s, ANNA, "advised");
	CHECK(call_to(s, BORIS) && s->room->n_pages == 0);
	when(s, ANNA, add_member, .person = BORIS);
	CHECK(pages_of(s, BORIS, BY_MAIL) == 1);
}

STORY(who_is_called_to_a_restricted_suspicion_and_stands_outside_is_paged_and_told_no_more)
{
	ways(s, WAY(BY_MAIL));
	when(s, DORA, set_reach, .mail = STR("dora@home.example"));
	when(s, ERIK, report_suspicion, .what = STR("one of us did it"), .restricted = true, .tell = PEOPLE(BORIS));
	when_it_is(s, s->now + 20 * MINUTE);
	CHECK(!room_has_member(s->room, DORA) && pages_of(s, DORA, BY_MAIL) == 1);
	when_it_is(s, s->now + MINUTE);
	for (size_t i = 0; i < s->room->n_pages; i++) {
		struct page_words words = page_words(T, s->charter, s->room, &s->room->pages[i]);

		CHECK(str_starts(words.title, STR("SUSPICION, by ")));
		CHECK_STR(words.text, STR("You are called."));
	}
}

STORY(whoever_put_it_up_is_paged_only_after_a_while)
{
	ways(s, WAY(BY_MAIL));
	when(s, ANNA, set_reach, .mail = STR("anna@home.example"));
	a_shutdown_asked(s);
	CHECK(pages_of(s, ANNA, BY_MAIL) == 0 && pages_of(s, BORIS, BY_MAIL) == 1);
	after(s, 5 * MINUTE);
	CHECK(pages_of(s, ANNA, BY_MAIL) == 1 && !newest(s)->is.late);
}

/* ---- repeated, and ended ---- */

STORY(a_page_is_repeated_at_growing_distances_and_not_for_ever)
{
	static const i64 distances[] = { 2, 5, 10, 20, 40 };

	both_called(s, WAY(BY_MAIL));
	for (size_t i = 0; i < countof(distances); i++) {
		settled(s, PAGE_ACCEPTED);
		after(s, distances[i] * MINUTE - 1);
		CHECK(s->room->n_pages == i + 1);
		after(s, 1);
		CHECK(s->room->n_pages == i + 2 && newest(s)->is.attempt == (i64)i + 2);
	}
	settled(s, PAGE_ACCEPTED);
	after(s, HOURS);
	CHECK(s->room->n_pages == LIMIT_PAGE_ATTEMPTS && next_due(s) == 0);
}

STORY(whoever_knows_of_it_is_not_paged_again)
{
	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_ACCEPTED);
	when(s, BORIS, acknowledge_call, .call = call_to(s, BORIS)->head.id);
	after(s, HOURS);
	CHECK(s->room->n_pages == 1 && next_due(s) == 0);
}

STORY(whoever_has_answered_is_not_paged_again)
{
	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_ACCEPTED);
	when_answers(s, BORIS, COO, "concur");
	after(s, HOURS);
	CHECK(s->room->n_pages == 1 && next_due(s) == 0);
}

STORY(nobody_is_paged_for_what_is_decided)
{
	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_ACCEPTED);
	after(s, 5 * HOURS);
	then_happened(s, decision_lapsed);
	CHECK(s->room->n_pages == 1 && next_due(s) == 0);
}

STORY(one_tap_says_that_one_knows_of_all_that_a_page_was_about)
{
	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_ACCEPTED);
	put_up(s, ANNA, "partial_shutdown");
	put_up(s, ANNA, "partial_shutdown");
	after(s, MINUTE);
	CHECK(newest(s)->is.calls.n == 3);
	when(s, ANNA, acknowledge_page, .page = newest(s)->head.id);
	then_refused(s, NOT_YOUR_CALL, "for somebody else");
	when(s, BORIS, acknowledge_page, .page = 1);
	then_refused(s, NO_SUCH, "no page 1");
	when(s, BORIS, acknowledge_page, .page = newest(s)->head.id);
	then_happened(s, call_acknowledged);
	CHECK(s->n_happened == 3);
	when(s, BORIS, acknowledge_page, .page = newest(s)->head.id);
	then_refused(s, CONFLICT, "know of it already");
	after(s, HOURS);
	CHECK(next_due(s) == 0);
}

STORY(whoever_is_away_is_told_once_until_they_are_back)
{
	i64 back;

	ways(s, WAY(BY_MAIL));
	back = s->now + 3 * HOURS;
	when(s, BORIS, set_absence, .until = back);
	a_shutdown_asked(s);
	CHECK(pages_of(s, BORIS, BY_MAIL) == 1);
	settled(s, PAGE_ACCEPTED);
	when_it_is(s, back - 1);
	CHECK(pages_of(s, BORIS, BY_MAIL) == 1);
	when_it_is(s, back);
	CHECK(pages_of(s, BORIS, BY_MAIL) == 2);
}

/* ---- without storms ---- */

STORY(forty_calls_at_once_are_a_few_pages)
{
	ways(s, WAY(BY_MAIL));
	a_room(s);
	for (int i = 0; i < 40; i++) {
		put_up(s, ANNA, "partial_shutdown");
		if (i == 0)
			settled(s, PAGE_ACCEPTED);
	}
	CHECK(s->room->n_pages == 1);
	after(s, MINUTE);
	CHECK(s->room->n_pages == 2 && newest(s)->is.calls.n == 40);
}

STORY(more_calls_than_one_page_names_are_named_by_the_next)
{
	ways(s, WAY(BY_MAIL));
	a_room(s);
	for (int i = 0; i < LIMIT_PAGE_CALLS + 2; i++)
		put_up(s, ANNA, "partial_shutdown");
	settled(s, PAGE_ACCEPTED);
	after(s, MINUTE);
	CHECK(newest(s)->is.calls.n == LIMIT_PAGE_CALLS);
	settled(s, PAGE_ACCEPTED);
	after(s, 2 * MINUTE);
	CHECK(newest(s)->is.calls.n > 0 && s->room->n_pages == 3);
	CHECK(refs_have(newest(s)->is.calls, s->room->calls[s->room->n_calls - 1].head.id));
}

/* Whatever happens, an hour has its bound. */
STORY(nobody_is_paged_oftener_than_eleven_times_within_an_hour)
{
	ways(s, WAY(BY_MAIL));
	a_room(s);
	for (int minute = 0; minute < 180; minute++) {
		put_up(s, ANNA, "partial_shutdown");
		after(s, MINUTE);
		if (newest(s)->settled_at == 0)
			settled(s, minute % 2 ? PAGE_ACCEPTED : PAGE_FAILED);
	}
	for (size_t i = 0; i < s->room->n_pages; i++)
		CHECK(i < 11 || s->room->pages[i].at - s->room->pages[i - 11].at >= HOURS);
	CHECK(s->room->n_pages > 20);
}

STORY(what_left_from_other_rooms_holds_the_next_back)
{
	struct paged elsewhere[] = { { 900, BORIS, NOON, BY_MAIL }, { 900, BORIS, NOON, BY_TEXT_MESSAGE }, { 901, ANNA, NOON, BY_MAIL } };

	s->paging.paged = elsewhere;
	s->paging.n_paged = countof(elsewhere);
	both_called(s, WAY(BY_MAIL));
	CHECK(s->room->n_pages == 0 && next_due(s) == NOON + MINUTE);
	when_it_is(s, NOON + MINUTE);
	CHECK(pages_of(s, BORIS, BY_MAIL) == 1);
}

/* ---- what came of it ---- */

STORY(one_that_failed_is_tried_again_sooner)
{
	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_FAILED);
	after(s, MINUTE);
	CHECK(s->room->n_pages == 2);
	settled(s, PAGE_FAILED);
	CHECK(next_due(s) == s->now + 2 * MINUTE);      /* two left within the hour (P3) */
}

STORY(what_was_refused_is_not_sent_again)
{
	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_REFUSED);
	after(s, HOURS);
	CHECK(s->room->n_pages == 1 && next_due(s) == 0);
}

STORY(what_is_settled_is_not_settled_again)
{
	struct outcome *out = NEW(T, struct outcome, 1);

	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_ACCEPTED);
	settle_page(s->room, newest(s)->head.id, PAGE_FAILED, STR(""), out);
	settle_page(s->room, 1, PAGE_FAILED, STR(""), out);
	CHECK(out->n == 0);
}

STORY(what_was_claimed_before_a_crash_and_never_settled_is_tried_once_more)
{
	both_called(s, WAY(BY_MAIL));
	given_return(s, s->now + MINUTE);
	when_it_is(s, s->now);
	then_happened(s, page_settled);
	then_happened(s, page_claimed);
	CHECK(s->room->n_pages == 2 && s->room->pages[0].settled.result == PAGE_LOST);
	when_it_is(s, s->now + 1);
	then_not(s, page_claimed);
}

STORY(a_sender_that_keeps_silent_has_lost_it)
{
	both_called(s, WAY(BY_MAIL));
	after(s, 5 * MINUTE - 1);
	then_not(s, page_settled);
	after(s, 1);
	then_happened(s, page_settled);
	CHECK(s->room->n_pages == 2 && s->room->pages[0].settled.result == PAGE_LOST);
}

STORY(after_an_outage_a_late_page_leaves_once_and_says_so)
{
	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_ACCEPTED);
	given_return(s, s->now + HOURS);
	when_it_is(s, s->now);
	CHECK(s->room->n_pages == 2 && newest(s)->is.late);
	CHECK(str_eq(page_words(T, s->charter, s->room, newest(s)).text, STR("You are called. This page is late.")));
	settled(s, PAGE_ACCEPTED);
	CHECK(next_due(s) >= s->now + 5 * MINUTE);      /* from when it was carried out */
}

/* ---- in vain ---- */

STORY(what_was_accepted_and_not_answered_is_a_way_tried_in_vain)
{
	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_ACCEPTED);
	after(s, 5 * MINUTE - 1);
	CHECK(ways_tried(call_to(s, BORIS)) == 0);
	after(s, 1);
	then_happened(s, page_unheard);
	CHECK(ways_tried(call_to(s, BORIS)) == 1 && s->room->pages[0].unheard);
	after(s, 30 * MINUTE);
	then_not(s, page_unheard);
}

static void
accepted_for(struct story *s, struct refs calls)
{
	given(s, 0, page_claimed, .person = BORIS, .calls = calls, .channel = BY_MAIL, .attempt = 1);
	settled(s, PAGE_ACCEPTED);
}

/* The second call's page was taken before a page for both: what that one says of it is not said again. */
STORY(a_call_is_tried_in_vain_once_whichever_of_its_pages_says_so)
{
	i64 first, second;

	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_FAILED);
	s->paging.ways = 0;
	first = call_to(s, BORIS)->head.id;
	put_up(s, ANNA, "partial_shutdown");
	second = call_to(s, BORIS)->head.id;
	accepted_for(s, (struct refs)PEOPLE(second));
	accepted_for(s, (struct refs)PEOPLE(first, second));
	after(s, 5 * MINUTE);
	then_happened(s, page_unheard);
	CHECK(newest(s)->unheard && !s->room->pages[1].unheard);
	CHECK(ways_tried(FIND(s->room, calls, first)) == 1 && ways_tried(FIND(s->room, calls, second)) == 1);
}

STORY(whoever_said_in_time_that_they_know_was_not_called_in_vain)
{
	both_called(s, WAY(BY_MAIL));
	settled(s, PAGE_ACCEPTED);
	when(s, BORIS, acknowledge_call, .call = call_to(s, BORIS)->head.id);
	after(s, HOURS);
	CHECK(ways_tried(call_to(s, BORIS)) == 0);
}

/* Our mail server being down is not their silence (B5). */
STORY(what_could_not_be_sent_does_not_count_as_having_called)
{
	both_called(s, WAY(BY_MAIL));
	for (int i = 0; i < LIMIT_PAGE_ATTEMPTS; i++) {
		settled(s, PAGE_FAILED);
		after(s, 20 * MINUTE);
	}
	CHECK(s->room->n_pages == LIMIT_PAGE_ATTEMPTS && ways_tried(call_to(s, BORIS)) == 0);
}

STORY(a_deputy_follows_when_two_ways_were_paged_in_vain)
{
	static const i64 boris[] = { BORIS }, dora[] = { DORA };
	static const struct rec_seat_terms seat = { .seat = COO, .label = STR_INIT("coo"), .holders = { boris, 1 }, .deputies = { dora, 1 } };

	given(s, 0, seat_set, .terms = &seat, .title = STR("COO"));
	ways(s, WAY(BY_MAIL) | WAY(BY_TEXT_MESSAGE));
	a_room(s);
	put_up(s, ANNA, "climbing");    /* a deputy after twenty minutes */
	for (int minute = 0; minute < 19; minute++) {
		after(s, MINUTE);
		for (size_t i = 0; i < s->room->n_pages; i++) {
			struct outcome *out = NEW(T, struct outcome, 1);

			settle_page(s->room, s->room->pages[i].head.id, PAGE_ACCEPTED, (str){ NULL, 0 }, out);
			if (out->n)
				story_write(s, s->room, &out->v[0]);
		}
	}
	CHECK(s->room->n_deputies == 0);
	after(s, 12 * MINUTE);
	CHECK(s->room->n_deputies == 1 && s->room->deputies[0].is.person == DORA && s->room->deputies[0].is.why == DEPUTY_SILENT);
}

/* ---- by push, and the test of a device ---- */

/* A browser of Boris's is called. */
static i64
a_device(struct story *s)
{
	char *point = NEW(T, char, 65);

	point[0] = 4;
	when(s, BORIS, add_device, .endpoint = STR("https://push.example/1"), .p256dh = { point, 65 }, .auth = { point, 16 });
	then_happened(s, device_added);
	return story_last(s->charter->room, EV_device_added);
}

static const struct call_page *
newest_test(const struct story *s)
{
	CHECK(s->charter->room->n_pages > 0);
	return &s->charter->room->pages[s->charter->room->n_pages - 1];
}

static void
test_settled(struct story *s, enum page_result result)
{
	struct outcome *out = NEW(T, struct outcome, 1);

	settle_page(s->charter->room, newest_test(s)->head.id, result, (str){ NULL, 0 }, out);
	story_write(s, s->charter->room, &out->v[0]);
	story_settle(s);
}

STORY(whoever_has_a_device_is_paged_by_push_until_it_is_removed)
{
	i64 device;

	both_called(s, WAY(BY_PUSH));
	CHECK(s->room->n_pages == 0);
	device = a_device(s);
	when_it_is(s, s->now + 1);
	CHECK(pages_of(s, BORIS, BY_PUSH) == 1);
	settled(s, PAGE_FAILED);
	when(s, BORIS, remove_device, .device = device);
	after(s, HOURS);
	CHECK(pages_of(s, BORIS, BY_PUSH) == 1);
}

STORY(the_test_of_a_device_is_paged_to_it_and_nobody_else_sees_that)
{
	struct audience boris, anna;
	i64 device = a_device(s);

	s->paging.ways = WAY(BY_PUSH);
	when(s, BORIS, test_device, .device = device);
	then_happened(s, page_claimed);
	CHECK(newest_test(s)->is.test && newest_test(s)->is.person == BORIS && newest_test(s)->is.calls.n == 0);
	CHECK(page_reaches(&s->charter->devices[0], BORIS, newest_test(s)->is.test) && !page_reaches(&s->charter->devices[0], BORIS, 1));
	CHECK(audience_of(T, s->charter, s->charter->room, BORIS, &boris) && audience_of(T, s->charter, s->charter->room, ANNA, &anna));
	CHECK(view_shows(&(struct seeing){ T, s->charter, s->charter->room, &boris }, newest_test(s)->head.id));
	CHECK(!view_shows(&(struct seeing){ T, s->charter, s->charter->room, &anna }, newest_test(s)->head.id));
	CHECK_STR(page_words(T, s->charter, s->charter->room, newest_test(s)).title, STR("Test page"));
	test_settled(s, PAGE_ACCEPTED);
	after(s, HOURS);
	CHECK(s->charter->room->n_pages == 1);
}

STORY(a_test_that_failed_is_sent_again_and_not_for_ever)
{
	i64 device = a_device(s);

	s->paging.ways = WAY(BY_PUSH);
	when(s, BORIS, test_device, .device = device);
	for (int i = 0; i < 5; i++) {
		if (newest_test(s)->settled_at == 0)
			test_settled(s, PAGE_FAILED);
		after(s, MINUTE);
	}
	CHECK(s->charter->room->n_pages == 3);
}

STORY(a_test_that_was_answered_is_not_sent_again)
{
	i64 device = a_device(s);

	s->paging.ways = WAY(BY_PUSH);
	when(s, BORIS, test_device, .device = device);
	test_settled(s, PAGE_FAILED);
	when(s, BORIS, acknowledge_test, .test = newest_test(s)->is.test);
	then_happened(s, device_answered);
	after(s, MINUTE);
	CHECK(s->charter->room->n_pages == 1);
}

STORY(a_push_is_the_servers_to_log)
{
	both_called(s, 0);
	when(s, ANNA, log_call, .call = call_to(s, BORIS)->head.id, .channel = BY_PUSH, .result = CALL_SENT);
	then_refused(s, REFUSED, "Pushes are the server's");
}

/* ---- what it says ---- */

STORY(a_page_says_codename_severity_and_deadline_and_nothing_else)
{
	both_called(s, WAY(BY_MAIL));
	CHECK_STR(page_words(T, s->charter, s->room, newest(s)).title, STR("heron SEV1, by 16:00 UTC"));
	CHECK_STR(page_words(T, s->charter, s->room, newest(s)).text, STR("You are called."));
}

STORY(a_page_for_what_is_late_says_now)
{
	struct rec_criterion_terms terms = { .severity = SEV1, .calls = PEOPLE(COO), .committee_within = 3600 };

	ways(s, WAY(BY_MAIL));
	given(s, 0, criterion_set, .terms = &terms, .criteria = STR("it burns"));
	a_room(s);
	after(s, MINUTE);
	CHECK_STR(page_words(T, s->charter, s->room, newest(s)).title, STR("heron SEV1, by 13:00 UTC"));
	after(s, HOURS);
	CHECK_STR(page_words(T, s->charter, s->room, newest(s)).title, STR("heron SEV1, now"));
}

STORY(what_is_not_declared_yet_is_called_a_suspicion_and_by_no_other_name)
{
	static const struct rec_rule_terms declare = { .kind = STR_INIT("declare"), .accountable = COO, .within = 1800 };

	given(s, 0, rule_set, .terms = &declare);
	ways(s, WAY(BY_MAIL));
	when(s, ERIK, report_suspicion, .what = STR("files renamed"));
	CHECK_OK(s->e);
	CHECK_STR(page_words(T, s->charter, s->room, newest(s)).title, STR("SUSPICION, by 12:30 UTC"));
}

/* The charter declares mail out of band. */
static void
mail_is_out_of_band(struct story *s)
{
	static const struct rec_paged_way mail[] = { { BY_MAIL } };
	static const struct rec_out_of_band_terms terms = { mail, 1 };

	given(s, 0, out_of_band_set, .terms = &terms);
}

static str
said_of(const struct story *s, const struct call_page *page)
{
	return page_words(T, s->charter, s->room, page).text;
}

STORY(on_a_channel_that_is_out_of_band_a_page_says_what_is_asked)
{
	mail_is_out_of_band(s);
	both_called(s, WAY(BY_MAIL) | WAY(BY_TEXT_MESSAGE));
	for (size_t i = 0; i < s->room->n_pages; i++)
		CHECK_STR(said_of(s, &s->room->pages[i]), s->room->pages[i].is.channel == BY_MAIL
		    ? arena_fmt(T, "You are called. %.*s. %.*s", STR_ARG(s->room->title), STR_ARG(s->room->decisions[0].is.question)) : STR("You are called."));
}

STORY(what_is_labelled_above_amber_leaves_by_no_channel)
{
	mail_is_out_of_band(s);
	both_called(s, WAY(BY_MAIL));
	when(s, ANNA, mark_room, .tlp = TLP_AMBER_STRICT);
	then_happened(s, tlp_set);
	CHECK_STR(said_of(s, newest(s)), STR("You are called."));
}

STORY(of_a_restricted_room_nothing_leaves)
{
	mail_is_out_of_band(s);
	both_called(s, WAY(BY_MAIL));
	s->room->restricted = true;
	CHECK_STR(said_of(s, newest(s)), STR("You are called."));
}

STORY(in_an_exercise_a_page_says_so_first)
{
	ways(s, WAY(BY_MAIL));
	when(s, ANNA, declare_room, .kind = ROOM_EXERCISE, .severity = SEV1, .codename = STR("heron"), .title = STR("MOVEit"));
	put_up(s, ANNA, "partial_shutdown");
	CHECK(str_starts(page_words(T, s->charter, s->room, newest(s)).title, STR("EXERCISE heron")));
}

STORY(who_sees_the_call_sees_its_pages)
{
	both_called(s, WAY(BY_MAIL));
	CHECK(sees(s, CARLA, ENT_call, call_to(s, BORIS)->head.id) && sees(s, CARLA, ENT_page, newest(s)->head.id));
}

TEST_MAIN()
