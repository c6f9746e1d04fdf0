/* Devices: added, tested, answered and removed by their person; nobody else knows of them (F4, law 15). */
#include "story.h"

#define AT_PUSH "https://push.example/send/a1b2"

static str
a_point(struct story *s)
{
	return JOIN(STR("\x04"), story_bytes(s, 64));
}

#define ADD_DEVICE(s, who, where) \
	when((s), (who), add_device, .endpoint = str_c(where), .name = STR("phone"), .p256dh = a_point(s), .auth = story_bytes((s), 16))

static i64
a_device(struct story *s, i64 who, const char *where)
{
	ADD_DEVICE(s, who, where);
	then_happened(s, device_added);
	return story_last(s->charter->room, EV_device_added);
}

static i64
a_test(struct story *s, i64 who, i64 device)
{
	when(s, who, test_device, .device = device);
	then_happened(s, device_tested);
	return story_last(s->charter->room, EV_device_tested);
}

static struct ent_device
seen_device(const struct story *s, i64 id)
{
	struct seen seen;

	CHECK(view_entity(&(struct seeing){ T, s->charter, s->charter->room, NULL }, ENT_device, id, &seen));
	return seen.is.device;
}

/* Does that person see the object of the charter; and so the entry? */
static bool
in_charter_sees(struct story *s, i64 person, enum entity_kind kind, i64 id, i64 entry)
{
	struct audience a;
	struct seeing v = { T, s->charter, s->charter->room, &a };
	struct seen seen;
	bool is_seen;

	CHECK(audience_of(T, s->charter, s->charter->room, person, &a));
	is_seen = view_entity(&v, kind, id, &seen);
	CHECK(view_shows(&v, entry) == is_seen);
	return is_seen;
}

STORY(whoever_adds_a_device_is_called_there)
{
	i64 device = a_device(s, ANNA, AT_PUSH);
	struct ent_device is = seen_device(s, device);

	CHECK(is.person == ANNA && str_eq(is.endpoint, STR(AT_PUSH)) && str_eq(is.name, STR("phone")) && is.at == s->now && !is.ended);
	CHECK(s->charter->devices[0].is.p256dh.n == 65 && s->charter->devices[0].is.auth.n == 16);
}

STORY(a_device_takes_a_person_at_a_strong_session)
{
	signed_in_with(s, SESSION_WEAK, 0, false);
	ADD_DEVICE(s, ANNA, AT_PUSH);
	then_refused(s, SESSION_WEAK, "opened with a passkey");
	signed_in_with(s, SESSION_STRONG, 0, false);
	signed_in_with(s, SESSION_TOKEN, a_token(s, ANNA, SCOPE_WRITE), true);
	ADD_DEVICE(s, ANNA, AT_PUSH);
	then_refused(s, NOT_YOUR_CALL, "for people");
}

STORY(a_push_service_is_spoken_to_by_https)
{
	static const char *const bad[] = { "http://push.example/a", "ftp://push.example/a", "push.example/a", "https://", "https:///a", "https:/", "h",
	    "https://me@push.example/a", "https://push.example/a b", "https://push.example/\xc3\xa4", "https://push.example/a#b" };

	for (size_t i = 0; i < countof(bad); i++) {
		ADD_DEVICE(s, ANNA, bad[i]);
		then_refused(s, MALFORMED, "that a push service gave this browser");
	}
	a_device(s, ANNA, "https://push.example:8443/a?b=c");
}

STORY(the_keys_of_a_device_have_their_form)
{
	str point = a_point(s);

	when(s, ANNA, add_device, .endpoint = STR(AT_PUSH), .p256dh = (str){ point.p + 1, 64 }, .auth = story_bytes(s, 16));
	then_refused(s, MALFORMED, "p256dh");
	when(s, ANNA, add_device, .endpoint = STR(AT_PUSH), .p256dh = JOIN(STR("\x02"), (str){ point.p + 1, 64 }), .auth = story_bytes(s, 16));
	then_refused(s, MALFORMED, "begins with 4");
	when(s, ANNA, add_device, .endpoint = STR(AT_PUSH), .p256dh = point, .auth = story_bytes(s, 12));
	then_refused(s, MALFORMED, "auth");
}

STORY(a_person_has_at_most_eight_devices)
{
	i64 first = a_device(s, ANNA, AT_PUSH);

	for (int i = 1; i < LIMIT_DEVICES; i++)
		a_device(s, ANNA, arena_fmt(T, "https://push.example/%d", i).p);
	ADD_DEVICE(s, ANNA, "https://push.example/more");
	then_refused(s, TOO_LARGE, "At most 8 devices");
	a_device(s, ANNA, AT_PUSH);
	a_device(s, BORIS, "https://push.example/more");
	CHECK(seen_device(s, first).ended == DEVICE_REPLACED);
}

STORY(a_browser_is_whose_it_was_added_last)
{
	i64 annas = a_device(s, ANNA, AT_PUSH), boriss = a_device(s, BORIS, AT_PUSH);

	CHECK(seen_device(s, annas).ended == DEVICE_REPLACED && !seen_device(s, boriss).ended);
	CHECK(in_charter_sees(s, ANNA, ENT_device, annas, boriss - 1) && !in_charter_sees(s, BORIS, ENT_device, annas, boriss - 1));
}

STORY(a_device_is_removed_by_its_person_once)
{
	i64 device = a_device(s, ANNA, AT_PUSH);

	when(s, BORIS, remove_device, .device = device);
	then_refused(s, NO_SUCH, "no device");
	when(s, FIRST, remove_device, .device = device);
	then_refused(s, NO_SUCH, "no device");
	when(s, ANNA, remove_device, .device = 999);
	then_refused(s, NO_SUCH, "no device 999");
	when(s, ANNA, remove_device, .device = device);
	then_happened(s, device_removed);
	CHECK(seen_device(s, device).ended == DEVICE_REMOVED);
	when(s, ANNA, remove_device, .device = device);
	then_refused(s, CONFLICT, "called no more");
	when(s, ANNA, test_device, .device = device);
	then_refused(s, CONFLICT, "called no more");
}

STORY(to_eject_ends_the_devices_and_is_seen_by_all)
{
	i64 gone = a_device(s, BORIS, AT_PUSH), device = a_device(s, BORIS, AT_PUSH), ejected;

	a_device(s, ANNA, "https://push.example/annas");
	when_acts(s, FIRST, "eject", BORIS);
	ejected = story_last(s->charter->room, EV_person_ejected);
	CHECK(seen_device(s, device).ended == DEVICE_EJECTED && seen_device(s, gone).ended == DEVICE_REPLACED && !s->charter->devices[2].ended);
	CHECK(in_charter_sees(s, ANNA, ENT_person, BORIS, ejected));
}

STORY(nobody_but_its_person_knows_of_a_device)
{
	i64 guest, device, theirs, test;

	given(s, FIRST, person_added, .name = STR("Guest"), .outside = true, .organisation = STR("Elsewhere"));
	guest = s->charter->room->seq;
	device = a_device(s, ANNA, AT_PUSH);
	theirs = a_device(s, guest, "https://push.example/guests");
	test = a_test(s, ANNA, device);
	CHECK(in_charter_sees(s, ANNA, ENT_device, device, device) && in_charter_sees(s, ANNA, ENT_device, device, test));
	CHECK(!in_charter_sees(s, FIRST, ENT_device, device, device) && !in_charter_sees(s, FIRST, ENT_device, device, test));
	CHECK(!in_charter_sees(s, BORIS, ENT_device, device, device));
	CHECK(in_charter_sees(s, guest, ENT_device, theirs, theirs) && !in_charter_sees(s, guest, ENT_device, device, device));
	CHECK(!in_charter_sees(s, ANNA, ENT_device, theirs, theirs));
}

STORY(who_owns_nothing_shares_an_audience)
{
	struct audience anna, boris, carla;

	a_device(s, ANNA, AT_PUSH);
	CHECK(audience_of(T, s->charter, s->charter->room, ANNA, &anna));
	CHECK(audience_of(T, s->charter, s->charter->room, BORIS, &boris));
	CHECK(audience_of(T, s->charter, s->charter->room, CARLA, &carla));
	CHECK(audience_eq(&boris, &carla) && !audience_eq(&anna, &boris));
	CHECK(audience_since(s->charter, s->charter->room, ANNA) > 0 && audience_since(s->charter, s->charter->room, BORIS) == 0);
}

STORY(a_test_is_answered_by_whoever_saw_it)
{
	i64 device = a_device(s, ANNA, AT_PUSH), test;

	when(s, BORIS, test_device, .device = device);
	then_refused(s, NO_SUCH, "no device");
	test = a_test(s, ANNA, device);
	CHECK(seen_device(s, device).test == test && seen_device(s, device).tested_at == s->now);
	when(s, BORIS, acknowledge_test, .test = test);
	then_refused(s, NO_SUCH, "no test");
	when(s, ANNA, acknowledge_test, .test = device);
	then_refused(s, NO_SUCH, "no test");
	s->now += 2000000;
	signed_in_with(s, SESSION_WEAK, 0, false);
	when(s, ANNA, acknowledge_test, .test = test);
	then_happened(s, device_answered);
	CHECK(seen_device(s, device).answered_at == s->now);
	when(s, ANNA, acknowledge_test, .test = test);
	then_refused(s, CONFLICT, "answered already");
}

STORY(a_device_is_not_tested_twice_within_half_a_minute)
{
	i64 device = a_device(s, ANNA, AT_PUSH), first = a_test(s, ANNA, device), second;

	when(s, ANNA, test_device, .device = device);
	then_refused(s, CONFLICT, "half a minute");
	s->now += 30 * 1000000;
	second = a_test(s, ANNA, device);
	when(s, ANNA, acknowledge_test, .test = first);
	then_refused(s, NO_SUCH, "a newer one was sent");
	when(s, ANNA, acknowledge_test, .test = second);
	then_happened(s, device_answered);
	s->now += 30 * 1000000;
	a_test(s, ANNA, device);
	CHECK(seen_device(s, device).answered_at == 0);
}

STORY(an_answer_that_comes_after_a_newer_test_is_about_nothing)
{
	i64 device = a_device(s, ANNA, AT_PUSH), first = a_test(s, ANNA, device);

	s->now += 30 * 1000000;
	a_test(s, ANNA, device);
	given(s, ANNA, device_answered, .test = first);
	CHECK(seen_device(s, device).answered_at == 0);
}

TEST_MAIN()
