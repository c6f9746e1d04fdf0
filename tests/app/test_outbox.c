/* Pages leave the house when they are durable, at least once and without storms, and what came of them is entered. */
#include "housed.h"

#include "directory.h"
#include "verify.h"

#include <sys/wait.h>


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

/* A house whose pages that carrier takes; in it Ines can be reached, and a matter is declared. */
struct night { struct hands *t; str dir; struct house *h; i64 room; };

static void
open_again(struct night *n)
{
	n->h = opened(n->dir, n->t);
	outbox_lead_to(n->h->outbox, STR("https://crisis.example"));
}

static struct night
founded_with(const struct carrier *carrier)
{
	struct night n = { .t = new_hands() };

	memset(&bag, 0, sizeof(bag));
	carried_by = carrier;
	n.dir = founded(true, clock_of(n.t), NULL);
	open_again(&n);
	return n;
}

static void
reachable(struct house *h, i64 person)
{
	done(tell(h, person, STREAM_CHARTER, "set_reach", "{\"phone\":\"+43 664 1234567\",\"mail\":\"home@home.example\"}"));
}

static struct night
begun_with(const struct carrier *carrier)
{
	struct night n = founded_with(carrier);

	reachable(n.h, INES);
	n.room = declared(n.h);
	return n;
}

/* A question, and an option that is put up: the owner and the IT lead are called. */
static void
put_up(struct night *n)
{
	i64 decision = decision_in(n->h, n->room);
	struct told *t = tell(n->h, MAREK, n->room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Yes\"}", (long long)decision).p);

	done(t);
	done(tell(n->h, MAREK, n->room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)t->is.order.receipt.seq).p));
}

static const struct room *
the_room(const struct night *n)
{
	return room_of(n->h, n->room);
}

static const struct call_page *
page_in(const struct room *room, size_t i)
{
	CHECK(i < room->n_pages);
	return &room->pages[i];
}

static const struct call_page *
page(const struct night *n, size_t i)
{
	return page_in(the_room(n), i);
}

static void
sent(const struct night *n, size_t parcel, enum send_result result)
{
	CHECK(parcel < bag.n);
	outbox_done(n->h->outbox, bag.v[parcel].ticket, result, STR("so said the other side"));
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

static void
over(struct night *n)
{
	closed(n->h);
	then_verifies(n->dir);
	founded_gone(n->dir);
}

/* ---- leaving, and what came of it ---- */

TEST(what_is_claimed_leaves_when_it_is_durable_and_is_settled_by_an_entry)
{
	struct night n = begun_with(&mail_only);

	put_up(&n);
	CHECK(bag.n == 1 && bag.v[0].way == SEND_MAIL);
	CHECK_STR(bag.v[0].to, STR("home@home.example"));
	CHECK(str_starts(bag.v[0].title, STR("FLOUR SEV2, by ")) && bag.v[0].title.n == strlen("FLOUR SEV2, by 13:00 UTC"));
	CHECK_STR(bag.v[0].text, STR("You are called."));
	CHECK_STR(bag.v[0].url, arena_fmt(T, "https://crisis.example/room/%lld/decide/%lld", (long long)n.room,
	    (long long)the_room(&n)->decisions[0].head.id));
	CHECK(page(&n, 0)->settled_at == 0);
	sent(&n, 0, SEND_ACCEPTED);
	UNTIL(n.h, page(&n, 0)->settled_at);
	CHECK(page(&n, 0)->settled.result == PAGE_ACCEPTED);
	sent(&n, 0, SEND_FAILED);       /* said twice: once is enough */
	over(&n);
}

TEST(what_a_sender_does_not_take_has_failed_and_is_tried_again)
{
	struct night n = begun_with(&mail_only);

	bag.full = true;
	put_up(&n);
	UNTIL(n.h, page(&n, 0)->settled_at);
	CHECK(page(&n, 0)->settled.result == PAGE_FAILED && bag.n == 0);
	bag.full = false;
	pass(n.t, MINUTE);
	house_set_timer(n.h);
	UNTIL(n.h, bag.n == 1);
	CHECK(page(&n, 1)->is.attempt == 2);
	over(&n);
}

static void
add_device(struct night *n, int i)
{
	done(tell(n->h, INES, STREAM_CHARTER, "add_device", arena_fmt(T, "{\"endpoint\":\"https://push.example/%d\","
	    "\"p256dh\":\"BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\","
	    "\"auth\":\"AAAAAAAAAAAAAAAAAAAAAA\"}", i).p));
}

TEST(a_push_goes_to_every_device_and_the_one_that_is_gone_is_removed)
{
	struct night n = founded_with(&all_ways);

	add_device(&n, 0);
	add_device(&n, 1);
	n.room = declared(n.h);
	put_up(&n);
	CHECK(bag.n == 2 && bag.v[0].way == SEND_PUSH && bag.v[0].ticket != bag.v[1].ticket && bag.v[0].p256dh.n == 87);
	sent(&n, 0, SEND_GONE);
	CHECK(page(&n, 0)->settled_at == 0);
	sent(&n, 1, SEND_ACCEPTED);
	UNTIL(n.h, n.h->charter->devices[0].ended == DEVICE_GONE);
	CHECK(page(&n, 0)->settled.result == PAGE_ACCEPTED && n.h->charter->devices[1].ended == 0);
	over(&n);
}

TEST(the_test_of_a_device_leads_to_where_it_is_answered)
{
	struct night n = founded_with(&all_ways);
	const struct device *d;

	add_device(&n, 1);
	d = &n.h->charter->devices[0];
	done(tell(n.h, INES, STREAM_CHARTER, "test_device", arena_fmt(T, "{\"device\":%lld}", (long long)d->head.id).p));
	CHECK(bag.n == 1);
	CHECK_STR(bag.v[0].title, STR("Test page"));
	CHECK_STR(bag.v[0].url, arena_fmt(T, "https://crisis.example/account?test=%lld", (long long)d->test));
	sent(&n, 0, SEND_ACCEPTED);
	UNTIL(n.h, page_in(n.h->charter->room, 0)->settled.result == PAGE_ACCEPTED);
	over(&n);
}

/* ---- what never leaves ---- */

TEST(an_exercise_reaches_nobody_and_goes_on_as_if_it_had)
{
	struct night n = founded_with(&all_ways);

	reachable(n.h, INES);
	n.room = done(tell(n.h, MAREK, STREAM_NEW, "declare_room",
	    "{\"kind\":\"exercise\",\"severity\":\"SEV2\",\"codename\":\"FLOUR\",\"title\":\"Suppose\"}"));
	put_up(&n);
	UNTIL(n.h, page(&n, 0)->settled_at);
	CHECK(page(&n, 0)->settled.result == PAGE_PRETENDED && bag.n == 0);
	over(&n);
}

TEST(while_effects_are_held_nothing_is_claimed_and_once_released_it_leaves_late)
{
	struct night n = begun_with(&mail_only);

	closed(n.h);
	CHECK_OK(directory_hold(T, n.dir));
	open_again(&n);
	put_up(&n);
	CHECK(bag.n == 0 && the_room(&n)->n_pages == 0);
	closed(n.h);
	CHECK_OK(directory_release(T, n.dir));
	pass(n.t, 10 * MINUTE);
	open_again(&n);
	UNTIL(n.h, bag.n == 1);
	CHECK(page(&n, 0)->is.late);
	over(&n);
}

TEST(a_server_without_a_way_owes_no_page)
{
	struct night n = begun_with(NULL);

	put_up(&n);
	CHECK(the_room(&n)->n_pages == 0);
	closed(n.h);
	carried_by = &mail_only;        /* and then it gets one */
	open_again(&n);
	UNTIL(n.h, bag.n == 1);
	over(&n);
}

/* ---- many at once ---- */

static void
a_while(struct night *n)
{
	event_base_loopexit(n->h->base, &(struct timeval){ 0, 300000 });
	event_base_dispatch(n->h->base);
}

TEST(forty_rooms_at_once_are_one_page_and_then_one_at_a_time)
{
	struct night n = founded_with(&mail_only);

	reachable(n.h, INES);
	for (int i = 0; i < 40; i++) {
		n.room = declared(n.h);
		put_up(&n);
	}
	CHECK(bag.n == 1);
	for (int minute = 0; minute < 6; minute++) {
		pass(n.t, MINUTE);
		house_set_timer(n.h);
		UNTIL(n.h, derived_next_due(n.h->derived, &(i64){ 0 }) == OK);
		a_while(&n);
	}
	CHECK(bag.n == 4);              /* after one minute, two, three */
	over(&n);
}

/* ---- the process ends ---- */

/* What happens until then is in a process that is killed without warning. */
static void
killed_after(void happens(struct night *), struct night *n)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		open_again(n);
		happens(n);
		raise(SIGKILL);
	}
	CHECK(pid > 0 && waitpid(pid, &status, 0) == pid && WIFSIGNALED(status));
}

static void
page_somebody(struct night *n)
{
	reachable(n->h, INES);
	n->room = declared(n->h);
	put_up(n);
	CHECK(bag.n == 1);              /* it left, and nobody has heard what came of it */
	CHECK(bag.v[0].ticket == (u64)the_room(n)->places[page(n, 0)->head.id - 1].n * 256);
}

TEST(what_was_claimed_before_a_kill_and_not_settled_leaves_exactly_once_more)
{
	struct night n = founded_with(&mail_only);

	closed(n.h);
	killed_after(page_somebody, &n);
	pass(n.t, 2 * MINUTE);
	open_again(&n);
	UNTIL(n.h, bag.n == 1);
	n.room = n.h->known[0];
	CHECK(page(&n, 0)->settled.result == PAGE_LOST && page(&n, 1)->is.attempt == 2);
	CHECK(bag.v[0].ticket == (u64)the_room(&n)->places[page(&n, 0)->head.id - 1].n * 256);        /* as the same mail */
	sent(&n, 0, SEND_ACCEPTED);
	UNTIL(n.h, page(&n, 1)->settled_at);
	a_while(&n);
	CHECK(bag.n == 1 && the_room(&n)->n_pages == 2);
	closed(n.h);
	open_again(&n);                 /* and a refold is silent */
	CHECK(the_room(&n)->n_pages == 2 && bag.n == 1);
	over(&n);
}

TEST(after_an_hour_without_a_server_what_is_late_leaves_once_and_says_so)
{
	struct night n = begun_with(&mail_only);

	put_up(&n);
	sent(&n, 0, SEND_ACCEPTED);
	UNTIL(n.h, page(&n, 0)->settled_at);
	closed(n.h);
	pass(n.t, 50 * MINUTE);
	open_again(&n);
	UNTIL(n.h, bag.n == 2);
	CHECK(page(&n, 1)->is.late && the_room(&n)->n_pages == 2);
	CHECK_STR(bag.v[1].text, STR("You are called. This page is late."));
	CHECK(page(&n, 0)->unheard);
	over(&n);
}

TEST(the_pace_of_the_last_hour_is_known_after_a_restart)
{
	struct night n = begun_with(&mail_only);

	put_up(&n);
	CHECK(bag.n == 1);
	closed(n.h);
	open_again(&n);
	n.room = declared(n.h);
	put_up(&n);
	CHECK(the_room(&n)->n_pages == 0);
	over(&n);
}

TEST_MAIN()
