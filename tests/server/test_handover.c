/* What is handed over waits for whoever takes it; what waits for a seat, for whoever is on in it (A6). */
#include "client.h"

struct night { struct server s; str ines, tove, marek; const char *room; };

/* The owner (Ines) commands; Tove stands in for her. */
static void
begin(struct night *n)
{
	*n = (struct night){ .s = server_demo() };
	n->ines = enter(&n->s);
	n->tove = become(&n->s, n->ines, TOVE);
	n->marek = become(&n->s, n->ines, MAREK);
	n->room = declared_room(&n->s, n->ines);
}

static void
over(struct night *n)
{
	server_over(&n->s);
}

static bool
waits_for(const struct night *n, str who, const char *what)
{
	return str_contains(CHECK_SAID(get(&n->s, who, "/api/work"), 200, "items").body, str_c(what));
}

static i64
offered(struct night *n, str from, const char *seat, int to)
{
	return given(&n->s, from, n->room, "offer_handover", arena_fmt(T, "{%s\"to\":%d,\"words\":\"quiet since two\"}", seat, to));
}

static void
taken(struct night *n, str who, i64 handover)
{
	given(&n->s, who, n->room, "accept_handover", drawn_unsigned_in(&n->s, who, n->room, "accept_handover", handover, NULL));
}

TEST(a_handover_waits_for_whoever_is_to_take_it_and_for_nobody_else)
{
	struct night *n = NEW(T, struct night, 1);
	i64 handover;

	begin(n);
	handover = offered(n, n->ines, "", TOVE);
	CHECK(waits_for(n, n->tove, "\"kind\":\"handover\"") && !waits_for(n, n->ines, "handover") && !waits_for(n, n->marek, "handover"));
	taken(n, n->tove, handover);
	CHECK(!waits_for(n, n->tove, "handover"));
	CHECK_SAID(get(&n->s, n->marek, arena_fmt(T, "/api/rooms/%s", n->room).p), 200, arena_fmt(T, "\"commander\":%d", TOVE).p);
	over(n);
}

TEST(what_waits_for_a_seat_waits_for_the_deputy_who_is_on_in_it)
{
	struct night *n = NEW(T, struct night, 1);
	const char *owner = arena_fmt(T, "\"seat\":%d,", OWNER).p;

	begin(n);
	given(&n->s, n->ines, n->room, "open_task", arena_fmt(T, "{\"title\":\"count the till\",\"owner\":%d}", OWNER));
	CHECK(waits_for(n, n->ines, "count the till") && !waits_for(n, n->tove, "count the till"));
	taken(n, n->tove, offered(n, n->ines, owner, TOVE));
	CHECK(waits_for(n, n->ines, "count the till") && waits_for(n, n->tove, "count the till"));
	given(&n->s, n->ines, n->room, "take_duty", arena_fmt(T, "{%s\"why\":\"awake\"}", owner));
	CHECK(!waits_for(n, n->tove, "count the till"));
	over(n);
}

TEST(the_draft_of_a_seat_is_for_who_sees_the_room)
{
	struct night *n = NEW(T, struct night, 1);
	const char *path;

	begin(n);
	path = arena_fmt(T, "/api/rooms/%s/handover", n->room).p;
	given(&n->s, n->ines, n->room, "set_objective", STR("{\"text\":\"bread by six\"}"));
	CHECK_SAID(get(&n->s, n->marek, path), 200, "\"objectives\":[{");
	CHECK_SAID(get(&n->s, n->marek, arena_fmt(T, "%s?seat=%d", path, OWNER).p), 200, arena_fmt(T, "\"seat\":%d", OWNER).p);
	CHECK_SAID(get(&n->s, n->marek, arena_fmt(T, "%s?seat=999", path).p), 404, "There is no seat 999 here");
	CHECK_SAID(get(&n->s, n->marek, arena_fmt(T, "%s?seat=bread", path).p), 400, "seat: a whole number from 1");
	CHECK_SAID(get(&n->s, n->marek, "/api/rooms/charter/handover"), 404, "nothing to hand over here");
	CHECK_SAID(get(&n->s, become(&n->s, n->ines, ULLA), path), 404, "There is no such room");
	over(n);
}

TEST_MAIN()
