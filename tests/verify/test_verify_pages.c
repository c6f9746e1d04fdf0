/* What the server says it sent, and what came of it, is not taken on its word either. */
#include "book.h"

#define MINUTES (60 * (i64)SECONDS)

/* The last sentence that speaks against it, of so many; absent for none. */
static str
found_in(struct book *b, size_t *n)
{
	static const struct verify_options nothing_kept;
	struct rec_verdicts v;

	b->checkpoint = checkpoint_of(b);
	CHECK_OK(verify_record(T, &b->store, &nothing_kept, &v));
	*n = v.n_findings;
	return v.n_findings ? v.findings[v.n_findings - 1].sentence : (str){ NULL, 0 };
}

static void
check_clean(struct book *b)
{
	size_t n;
	str said = found_in(b, &n);

	if (n)
		print_error("%.*s\n", STR_ARG(said));
	CHECK(n == 0);
}

/* For this, and nothing else. */
static void
check_refused(struct book *b, const char *words)
{
	size_t n;
	str said = found_in(b, &n);

	if (n != 1 || !str_contains(said, str_c(words))) {
		print_error("%zu found: %.*s\n", n, STR_ARG(said));
		fail();
	}
}

/* Ben's answer is missing, and he is called. */
static struct book *
called(i64 *call)
{
	struct book *b = story_begun(true);

	WRITE(b->room, BY(ADA), member_added, .person = b->person[BEN]);
	put_up(b, b->option);
	*call = WRITE(b->room, SERVER, call_owed, .person = b->person[BEN], .seat = b->coo, .decision = b->decision, .reason = CALL_ANSWER);
	return b;
}

TEST(a_call_that_nobody_was_owed_is_found)
{
	i64 call;
	struct book *b = called(&call);

	WRITE(b->room, SERVER, call_owed, .person = b->person[CYD], .seat = b->coo, .decision = b->decision, .reason = CALL_STAND_IN);
	check_refused(b, "nobody had to reach that person for this");
}

TEST(nobody_but_the_server_says_who_is_to_be_reached)
{
	i64 call;
	struct book *b = called(&call);

	WRITE(b->room, BY(CYD), call_owed, .person = b->person[ADA], .seat = b->ciso, .decision = b->decision, .reason = CALL_ANSWER);
	check_refused(b, "nobody had to reach that person for this");
}

static i64
claimed(struct book *b, struct by by, const i64 *call, i64 attempt)
{
	return WRITE(b->room, by, page_claimed, .person = b->person[BEN], .channel = BY_MAIL, .calls = { call, 1 }, .attempt = attempt);
}

TEST(pages_as_their_rule_says_verify)
{
	i64 call, page;
	struct book *b = called(&call);

	page = claimed(b, SERVER, &call, 1);
	WRITE(b->room, SERVER, page_settled, .page = page, .result = PAGE_ACCEPTED);
	b->now += 2 * MINUTES;
	page = claimed(b, SERVER, &call, 2);
	WRITE(b->room, SERVER, page_settled, .page = page, .result = PAGE_FAILED, .note = STR("it did not answer"));
	b->now += 3 * MINUTES;
	WRITE(b->room, SERVER, page_unheard, .page = page - 2);
	check_clean(b);
}

TEST(a_page_that_nobody_was_owed_is_found)
{
	i64 call;
	struct book *b = called(&call);

	claimed(b, SERVER, &call, 2);
	check_refused(b, "no such page was owed");
}

TEST(a_page_before_its_distance_is_found)
{
	i64 call, page;
	struct book *b = called(&call);

	page = claimed(b, SERVER, &call, 1);
	WRITE(b->room, SERVER, page_settled, .page = page, .result = PAGE_ACCEPTED);
	b->now += MINUTES;
	claimed(b, SERVER, &call, 2);
	check_refused(b, "no such page was owed");
}

TEST(a_page_for_what_somebody_knows_of_is_found)
{
	i64 call;
	struct book *b = called(&call);

	WRITE(b->room, BY(BEN), call_acknowledged, .call = call);
	claimed(b, SERVER, &call, 1);
	check_refused(b, "no such page was owed");
}

TEST(what_came_of_a_page_is_the_servers_to_say_and_once)
{
	i64 call, page;
	struct book *b = called(&call);

	page = claimed(b, SERVER, &call, 1);
	WRITE(b->room, BY(ADA), page_settled, .page = page, .result = PAGE_ACCEPTED);
	check_refused(b, "nobody else says what came of them");
	b = called(&call);
	page = claimed(b, SERVER, &call, 1);
	WRITE(b->room, SERVER, page_settled, .page = page, .result = PAGE_FAILED);
	WRITE(b->room, SERVER, page_settled, .page = page, .result = PAGE_ACCEPTED);
	check_refused(b, "was known already");
}

TEST(what_was_never_claimed_is_not_settled)
{
	i64 call;
	struct book *b = called(&call);

	WRITE(b->room, SERVER, page_settled, .page = call, .result = PAGE_ACCEPTED);
	check_refused(b, "is no page_claimed");
}

TEST(a_page_is_lost_when_it_was_long_ago_or_the_server_came_up_since)
{
	i64 call, page;
	struct book *b = called(&call);

	page = claimed(b, SERVER, &call, 1);
	b->now += MINUTES;
	WRITE(b->room, SERVER, page_settled, .page = page, .result = PAGE_LOST);
	check_refused(b, "could still be on its way");
	b = called(&call);
	page = claimed(b, SERVER, &call, 1);
	WRITE(-1, SERVER, server_started, .version = STR("1"));
	WRITE(b->room, SERVER, page_settled, .page = page, .result = PAGE_LOST);
	check_clean(b);
}

TEST(only_an_exercise_pretends)
{
	i64 call, page;
	struct book *b = called(&call);

	page = claimed(b, SERVER, &call, 1);
	WRITE(b->room, SERVER, page_settled, .page = page, .result = PAGE_PRETENDED);
	check_refused(b, "only in an exercise");
}

/* A deputy would stand in on its word. */
TEST(a_page_is_not_unheard_while_it_could_still_be_answered)
{
	i64 call, page;
	struct book *b = called(&call);

	page = claimed(b, SERVER, &call, 1);
	WRITE(b->room, SERVER, page_settled, .page = page, .result = PAGE_FAILED);
	b->now += 10 * MINUTES;
	WRITE(b->room, SERVER, page_unheard, .page = page);
	check_refused(b, "was not accepted");
}

TEST_MAIN()
