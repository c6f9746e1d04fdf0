/* Whoever is called finds it in their work, with what they can say of it (F4). */
#include "client.h"

struct night { struct server s; str ines, tove, marek; const char *room; i64 decision, option; };

/* IT lead (Marek) decides, the owner (Ines) concurs; Tove stands in for both. */
static void
begin(struct night *n)
{
	*n = (struct night){ .s = server_demo() };
	n->ines = enter(&n->s);
	n->tove = become(&n->s, n->ines, TOVE);
	n->marek = become(&n->s, n->ines, MAREK);
	n->room = declared_room(&n->s, n->ines);
	n->decision = given(&n->s, n->ines, n->room, "open_decision", STR("{\"kind\":\"partial_shutdown\",\"question\":\"Shut the shop?\"}"));
	n->option = given(&n->s, n->ines, n->room, "propose_option", arena_fmt(T, "{\"decision\":%lld,\"title\":\"Shut it\"}", (long long)n->decision));
	given(&n->s, n->ines, n->room, "put_up_option", arena_fmt(T, "{\"option\":%lld}", (long long)n->option));
}

static void
over(struct night *n)
{
	server_over(&n->s);
}

static str
work_of(const struct night *n, str who)
{
	return CHECK_SAID(get(&n->s, who, "/api/work"), 200, "items").body;
}

static bool
is_called(const struct night *n, str who)
{
	return str_contains(work_of(n, who), STR("\"call\":"));
}

static bool
has_it(const struct night *n, str who)
{
	return str_contains(work_of(n, who), STR("Shut the shop?"));
}

/* The number after "call": in somebody's work. */
static i64
call_of(const struct night *n, str who)
{
	str work = work_of(n, who);
	const char *at = memmem(work.p, work.n, "\"call\":", 7);

	CHECK(at);
	return strtoll(at + 7, NULL, 10);
}

TEST(whoever_is_called_says_in_one_word_that_they_know_and_the_decision_still_waits)
{
	struct night *n = NEW(T, struct night, 1);
	i64 call;

	begin(n);
	CHECK(is_called(n, n->marek) && has_it(n, n->marek));
	call = call_of(n, n->marek);
	CHECK_SAID(command(&n->s, n->ines, n->room, "acknowledge_call", arena_fmt(T, "{\"call\":%lld}", (long long)call)), 403, "Somebody else was called");
	given(&n->s, n->marek, n->room, "acknowledge_call", arena_fmt(T, "{\"call\":%lld}", (long long)call));
	CHECK(!is_called(n, n->marek) && has_it(n, n->marek));
	over(n);
}

TEST(whoever_was_reached_by_telephone_still_says_so_themselves)
{
	struct night *n = NEW(T, struct night, 1);

	begin(n);
	given(&n->s, n->ines, n->room, "log_call", arena_fmt(T, "{\"call\":%lld,\"channel\":\"phone\",\"result\":\"no_answer\"}", (long long)call_of(n, n->marek)));
	CHECK(is_called(n, n->marek));
	given(&n->s, n->tove, n->room, "log_call", arena_fmt(T, "{\"call\":%lld,\"channel\":\"phone\",\"result\":\"answered\"}", (long long)call_of(n, n->marek)));
	CHECK(is_called(n, n->marek) && has_it(n, n->marek));
	given(&n->s, n->marek, n->room, "acknowledge_call", arena_fmt(T, "{\"call\":%lld}", (long long)call_of(n, n->marek)));
	CHECK(!is_called(n, n->marek) && has_it(n, n->marek));
	over(n);
}

TEST(whoever_said_not_mine_is_not_called_and_their_deputy_is)
{
	struct night *n = NEW(T, struct night, 1);

	begin(n);
	CHECK(!has_it(n, n->tove));
	CHECK_SAID(answer_unsigned(&n->s, n->marek, n->room, "recuse", n->decision, n->option, IT_LEAD), 201, "seq");
	CHECK(!is_called(n, n->marek) && is_called(n, n->tove) && has_it(n, n->tove));
	over(n);
}

TEST(nobody_is_called_for_what_they_answered)
{
	struct night *n = NEW(T, struct night, 1);

	begin(n);
	CHECK_SAID(answer_unsigned(&n->s, n->marek, n->room, "decide", n->decision, n->option, IT_LEAD), 201, "seq");
	CHECK(!is_called(n, n->marek) && !has_it(n, n->marek) && is_called(n, n->ines));
	over(n);
}

TEST_MAIN()
