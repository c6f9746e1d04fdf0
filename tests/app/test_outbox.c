/* Pages leave the house when they are durable, at least once and without storms, and what came of them is entered. */
#include "housed.h"

#include "directory.h"
#include "verify.h"

#include <sys/wait.h>

static const i64 MINUTE = 60 * 1000000ll;

/* ---- a carrier that notes what it was given, and says what the test wants ---- */

enum { PARCELS = 64 };
static struct { struct parcel v[PARCELS]; size_t n; bool full; } bag;

static bool
take(void *sender, const struct parcel *p)
{
	struct parcel *mine = &bag.v[bag.n];

	(void)sender;
	if (bag.full)
		return false;
	CHECK(bag.n < PARCELS);
	*mine = *p;
	mine->to = arena_str(T, p->to);
	mine->title = arena_str(T, p->title);
	mine->text = arena_str(T, p->text);
	mine->url = arena_str(T, p->url);
	mine->p256dh = arena_str(T, p->p256dh);
	bag.n++;
	return true;
}

static const struct carrier all_ways = { 1u << BY_MAIL | 1u << BY_TEXT_MESSAGE | 1u << BY_PHONE | 1u << BY_PUSH, take, NULL };
static const struct carrier mail_only = { 1u << BY_MAIL, take, NULL };

static str
founded_with(const struct carrier *carrier, struct hands *t)
{
	memset(&bag, 0, sizeof(bag));
	carried_by = carrier;
	return founded(true, clock_of(t), NULL);
}

static struct house *
opened_to_lead(str dir, struct hands *t)
{
	struct house *h = opened(dir, t);

	outbox_lead_to(h->outbox, STR("https://crisis.example"));
	return h;
}

static void
reachable(struct house *h, i64 person)
{
	done(tell(h, person, STREAM_CHARTER, "set_reach", "{\"phone\":\"+43 664 1234567\",\"mail\":\"home@home.example\"}"));
}

/* The seq of the option that is put up: then the owner and the IT lead are called. */
static void
put_up(struct house *h, i64 room)
{
	i64 decision = decision_in(h, room);
	struct told *t = tell(h, MAREK, room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Yes\"}", (long long)decision).p);

	done(t);
	done(tell(h, MAREK, room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)t->is.order.receipt.seq).p));
}

static const struct call_page *
page(struct house *h, i64 room, size_t i)
{
	const struct room *is = room == STREAM_CHARTER ? h->charter->room : room_of(h, room);

	CHECK(i < is->n_pages);
	return &is->pages[i];
}

static void
sent(struct house *h, size_t parcel, enum send_result result)
{
	CHECK(parcel < bag.n);
	outbox_done(h->outbox, bag.v[parcel].ticket, result, STR("so said the other side"));
}

static void
then_verifies(str dir)
{
	static const struct verify_options nothing_kept;
	struct rec_verdicts v;
	struct store *s;

	CHECK_OK(store_open_reader(T, arena_fmt(T, "sqlite:%.*s", STR_ARG(dir)), &s));
	CHECK_OK(verify_record(T, s, &nothing_kept, &v));
	s->close(s);
	if (v.found)
		print_error("%.*s", STR_ARG(verdicts_text(T, &v)));
	CHECK(v.found == 0);
}

/* ---- leaving, and what came of it ---- */

TEST(what_is_claimed_leaves_when_it_is_durable_and_is_settled_by_an_entry)
{
	struct hands *t = new_hands();
	str dir = founded_with(&mail_only, t);
	struct house *h = opened_to_lead(dir, t);
	i64 room;

	reachable(h, INES);
	room = declared(h);
	put_up(h, room);
	CHECK(bag.n == 1 && bag.v[0].way == SEND_MAIL);
	CHECK_STR(bag.v[0].to, STR("home@home.example"));
	CHECK(str_starts(bag.v[0].title, STR("FLOUR SEV2, by ")) && bag.v[0].title.n == strlen("FLOUR SEV2, by 13:00 UTC"));
	CHECK_STR(bag.v[0].text, STR("You are called."));
	CHECK_STR(bag.v[0].url, arena_fmt(T, "https://crisis.example/room/%lld/decide/%lld", (long long)room,
	    (long long)room_of(h, room)->decisions[0].head.id));
	CHECK(page(h, room, 0)->settled_at == 0);
	sent(h, 0, SEND_ACCEPTED);
	UNTIL(h, page(h, room, 0)->settled_at);
	CHECK(page(h, room, 0)->settled.result == PAGE_ACCEPTED);
	sent(h, 0, SEND_FAILED);        /* said twice: once is enough */
	closed(h);
	then_verifies(dir);
	founded_gone(dir);
}

TEST(what_a_sender_does_not_take_has_failed_and_is_tried_again)
{
	struct hands *t = new_hands();
	str dir = founded_with(&mail_only, t);
	struct house *h = opened(dir, t);
	i64 room;

	reachable(h, INES);
	room = declared(h);
	bag.full = true;
	put_up(h, room);
	UNTIL(h, page(h, room, 0)->settled_at);
	CHECK(page(h, room, 0)->settled.result == PAGE_FAILED && bag.n == 0);
	bag.full = false;
	pass(t, MINUTE);
	house_set_timer(h);
	UNTIL(h, bag.n == 1);
	CHECK(page(h, room, 1)->is.attempt == 2);
	closed(h);
	then_verifies(dir);
	founded_gone(dir);
}

TEST(a_push_goes_to_every_device_and_the_one_that_is_gone_is_removed)
{
	struct hands *t = new_hands();
	str dir = founded_with(&all_ways, t);
	struct house *h = opened(dir, t);
	i64 room;

	for (int i = 0; i < 2; i++)
		done(tell(h, INES, STREAM_CHARTER, "add_device", arena_fmt(T, "{\"endpoint\":\"https://push.example/%d\","
		    "\"p256dh\":\"BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
		    "\"auth\":\"AAAAAAAAAAAAAAAAAAAAAA\"}", i).p));
	room = declared(h);
	put_up(h, room);
	CHECK(bag.n == 2 && bag.v[0].way == SEND_PUSH && bag.v[0].ticket != bag.v[1].ticket && bag.v[0].p256dh.n == 87);
	sent(h, 0, SEND_GONE);
	CHECK(page(h, room, 0)->settled_at == 0);
	sent(h, 1, SEND_ACCEPTED);
	UNTIL(h, h->charter->devices[0].ended == DEVICE_GONE);
	CHECK(page(h, room, 0)->settled.result == PAGE_ACCEPTED && h->charter->devices[1].ended == 0);
	closed(h);
	then_verifies(dir);
	founded_gone(dir);
}

TEST(the_test_of_a_device_leads_to_where_it_is_answered)
{
	struct hands *t = new_hands();
	str dir = founded_with(&all_ways, t);
	struct house *h = opened_to_lead(dir, t);

	done(tell(h, INES, STREAM_CHARTER, "add_device", "{\"endpoint\":\"https://push.example/1\","
	    "\"p256dh\":\"BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
	    "\"auth\":\"AAAAAAAAAAAAAAAAAAAAAA\"}"));
	done(tell(h, INES, STREAM_CHARTER, "test_device", arena_fmt(T, "{\"device\":%lld}", (long long)h->charter->devices[0].head.id).p));
	CHECK(bag.n == 1);
	CHECK_STR(bag.v[0].title, STR("Test page"));
	CHECK_STR(bag.v[0].url, arena_fmt(T, "https://crisis.example/account?test=%lld", (long long)h->charter->devices[0].test));
	sent(h, 0, SEND_ACCEPTED);
	UNTIL(h, page(h, STREAM_CHARTER, 0)->settled.result == PAGE_ACCEPTED);
	closed(h);
	then_verifies(dir);
	founded_gone(dir);
}

/* ---- what never leaves ---- */

TEST(an_exercise_reaches_nobody_and_goes_on_as_if_it_had)
{
	struct hands *t = new_hands();
	str dir = founded_with(&all_ways, t);
	struct house *h = opened(dir, t);
	i64 room;

	reachable(h, INES);
	room = done(tell(h, MAREK, STREAM_NEW, "declare_room",
	    "{\"kind\":\"exercise\",\"severity\":\"SEV2\",\"codename\":\"FLOUR\",\"title\":\"Suppose\"}"));
	put_up(h, room);
	UNTIL(h, page(h, room, 0)->settled_at);
	CHECK(page(h, room, 0)->settled.result == PAGE_PRETENDED && bag.n == 0);
	closed(h);
	then_verifies(dir);
	founded_gone(dir);
}

TEST(while_effects_are_held_nothing_is_claimed_and_once_released_it_leaves_late)
{
	struct hands *t = new_hands();
	str dir = founded_with(&mail_only, t);
	struct house *h = opened(dir, t);
	i64 room;

	reachable(h, INES);
	room = declared(h);
	closed(h);
	CHECK_OK(directory_hold(T, dir));
	h = opened(dir, t);
	put_up(h, room);
	CHECK(bag.n == 0 && room_of(h, room)->n_pages == 0);
	closed(h);
	CHECK_OK(directory_release(T, dir));
	pass(t, 10 * MINUTE);
	h = opened(dir, t);
	UNTIL(h, bag.n == 1);
	CHECK(page(h, room, 0)->is.late);
	closed(h);
	then_verifies(dir);
	founded_gone(dir);
}

TEST(a_server_without_a_way_owes_no_page)
{
	struct hands *t = new_hands();
	str dir = founded_with(NULL, t);
	struct house *h = opened(dir, t);
	i64 room;

	reachable(h, INES);
	room = declared(h);
	put_up(h, room);
	CHECK(room_of(h, room)->n_pages == 0);
	closed(h);
	carried_by = &mail_only;        /* and then it gets one */
	h = opened(dir, t);
	UNTIL(h, bag.n == 1);
	closed(h);
	founded_gone(dir);
}

/* ---- many at once ---- */

TEST(forty_rooms_at_once_are_one_page_and_then_one_at_a_time)
{
	struct hands *t = new_hands();
	str dir = founded_with(&mail_only, t);
	struct house *h = opened(dir, t);

	reachable(h, INES);
	for (int i = 0; i < 40; i++)
		put_up(h, declared(h));
	CHECK(bag.n == 1);
	for (int minute = 0; minute < 6; minute++) {
		pass(t, MINUTE);
		house_set_timer(h);
		UNTIL(h, derived_next_due(h->derived, &(i64){ 0 }) == OK);
		event_base_loopexit(h->base, &(struct timeval){ 0, 300000 });
		event_base_dispatch(h->base);
	}
	CHECK(bag.n == 4);              /* after one minute, two, three */
	closed(h);
	then_verifies(dir);
	founded_gone(dir);
}

/* ---- the process ends ---- */

/* The rest of the test happens in a process that is killed without warning. */
static void
in_a_process_that_is_killed(void then(str, struct hands *), str dir, struct hands *t)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		then(dir, t);
		raise(SIGKILL);
	}
	CHECK(pid > 0 && waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
}

static void
page_somebody(str dir, struct hands *t)
{
	struct house *h = opened(dir, t);

	reachable(h, INES);
	put_up(h, declared(h));
	CHECK(bag.n == 1);              /* it left, and nobody has heard what came of it */
	CHECK(bag.v[0].ticket == (u64)room_of(h, h->known[0])->places[page(h, h->known[0], 0)->head.id - 1].n * 256);
}

TEST(what_was_claimed_before_a_kill_and_not_settled_leaves_exactly_once_more)
{
	struct hands *t = new_hands();
	str dir = founded_with(&mail_only, t);
	struct house *h;
	i64 room;

	in_a_process_that_is_killed(page_somebody, dir, t);
	pass(t, 2 * MINUTE);
	h = opened(dir, t);
	UNTIL(h, bag.n == 1);
	room = h->known[0];
	CHECK(page(h, room, 0)->settled.result == PAGE_LOST && page(h, room, 1)->is.attempt == 2);
	CHECK(bag.v[0].ticket == (u64)room_of(h, room)->places[page(h, room, 0)->head.id - 1].n * 256);        /* as the same mail */
	sent(h, 0, SEND_ACCEPTED);
	UNTIL(h, page(h, room, 1)->settled_at);
	event_base_loopexit(h->base, &(struct timeval){ 0, 300000 });
	event_base_dispatch(h->base);
	CHECK(bag.n == 1 && room_of(h, room)->n_pages == 2);
	closed(h);
	h = opened(dir, t);             /* and a refold is silent */
	CHECK(room_of(h, room)->n_pages == 2);
	closed(h);
	CHECK(bag.n == 1);
	then_verifies(dir);
	founded_gone(dir);
}

TEST(after_an_hour_without_a_server_what_is_late_leaves_once_and_says_so)
{
	struct hands *t = new_hands();
	str dir = founded_with(&mail_only, t);
	struct house *h = opened(dir, t);
	i64 room;

	reachable(h, INES);
	room = declared(h);
	put_up(h, room);
	sent(h, 0, SEND_ACCEPTED);
	UNTIL(h, page(h, room, 0)->settled_at);
	closed(h);
	pass(t, 50 * MINUTE);
	h = opened(dir, t);
	UNTIL(h, bag.n == 2);
	CHECK(page(h, room, 1)->is.late && room_of(h, room)->n_pages == 2);
	CHECK_STR(bag.v[1].text, STR("You are called. This page is late."));
	CHECK(page(h, room, 0)->unheard);
	closed(h);
	then_verifies(dir);
	founded_gone(dir);
}

TEST(the_pace_of_the_last_hour_is_known_after_a_restart)
{
	struct hands *t = new_hands();
	str dir = founded_with(&mail_only, t);
	struct house *h = opened(dir, t);
	i64 room;

	reachable(h, INES);
	put_up(h, declared(h));
	CHECK(bag.n == 1);
	closed(h);
	h = opened(dir, t);
	room = declared(h);
	put_up(h, room);
	CHECK(room_of(h, room)->n_pages == 0);
	closed(h);
	founded_gone(dir);
}

TEST_MAIN()
