/* That an officer looked through who can get in, across all rooms (J3). */
#include "lint.h"
#include "story.h"

#define QUARTER (90 * DAYS)

static const struct access_review *
reviewed(const struct story *s)
{
	CHECK(s->charter->n_access_reviews > 0);
	return &s->charter->access_reviews[s->charter->n_access_reviews - 1];
}

static bool
is_unreviewed(const struct story *s, i64 now)
{
	struct rec_lint found = lint_served(T, s->charter, now, 0);

	for (size_t i = 0; i < found.n_findings; i++)
		if (str_eq(found.findings[i].kind, STR("access_unreviewed")))
			return true;
	return false;
}

STORY(an_officer_says_that_they_looked_and_up_to_where)
{
	s->in = s->charter->room;
	when(s, FIRST, review_access, .seen = s->charter->room->seq, .note = STR("Olga leaves in May"));
	then_happened(s, access_reviewed);
	CHECK(reviewed(s)->person == FIRST && reviewed(s)->at == s->now && reviewed(s)->is.seen == s->charter->room->seq - 1);
	CHECK_STR(reviewed(s)->is.note, STR("Olga leaves in May"));
}

STORY(nobody_else_says_so)
{
	s->in = s->charter->room;
	when(s, ANNA, review_access, .seen = s->charter->room->seq);
	then_refused(s, NOT_YOUR_CALL, "charter officers");
}

STORY(what_came_while_they_read_they_have_not_looked_at)
{
	i64 seen = s->charter->room->seq;

	s->in = s->charter->room;
	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"));
	when(s, FIRST, review_access, .seen = seen);
	then_refused(s, CONFLICT, "has changed since you looked");
	when(s, FIRST, review_access, .seen = s->charter->room->seq);
	then_happened(s, access_reviewed);
}

STORY(what_lets_nobody_in_came_between_without_harm)
{
	i64 seen = s->charter->room->seq;

	s->in = s->charter->room;
	when(s, ANNA, set_reach, .phone = STR("+44 1"));
	when(s, FIRST, review_access, .seen = seen);
	then_happened(s, access_reviewed);
}

STORY(of_what_is_not_written_yet_nobody_has_seen_anything)
{
	s->in = s->charter->room;
	when(s, FIRST, review_access, .seen = s->charter->room->seq + 1);
	then_refused(s, MALFORMED, "entries so far");
}

STORY(that_nobody_looked_for_90_days_is_found_counted_from_the_founding_or_the_last_look)
{
	i64 founded = s->charter->founded_at;

	CHECK(!is_unreviewed(s, founded + QUARTER));
	CHECK(is_unreviewed(s, founded + QUARTER + 1));
	s->in = s->charter->room;
	when_it_is(s, founded + QUARTER);
	when(s, FIRST, review_access, .seen = s->charter->room->seq);
	CHECK(!is_unreviewed(s, s->now + QUARTER));
	CHECK(is_unreviewed(s, s->now + QUARTER + 1));
	CHECK(!is_unreviewed(s, 0));                    /* a file does not know */
}

TEST_MAIN()
