/* Readiness, noted once a week (B2). */
#include "lint.h"
#include "story.h"

#define A_WEEK (7 * 24 * 60 * MINUTE)

static const struct readiness *
noted(const struct story *s, size_t i)
{
	CHECK(i < s->charter->n_readinesses);
	return &s->charter->readinesses[i];
}

STORY(how_ready_the_charter_is_is_noted_once_a_week)
{
	i64 founded = s->charter->founded_at;

	s->in = s->charter->room;
	when_it_is(s, founded + A_WEEK - 1);
	CHECK(s->charter->n_readinesses == 0);
	when_it_is(s, founded + A_WEEK);
	then_happened(s, readiness_noted);
	CHECK(s->charter->n_readinesses == 1);
	when_it_is(s, founded + 2 * A_WEEK - 1);
	CHECK(s->charter->n_readinesses == 1);
	when_it_is(s, founded + 5 * A_WEEK);            /* the server was away: one note, not four */
	CHECK(s->charter->n_readinesses == 2);
	CHECK(noted(s, 0)->head.touched == noted(s, 1)->head.id);       /* whoever was shown the first as the newest looks again */
}

STORY(what_is_noted_is_what_lint_says_with_its_parts)
{
	struct rec_lint found;
	i64 lost = 0;

	s->in = s->charter->room;
	when_it_is(s, s->charter->founded_at + A_WEEK);
	found = lint_served(T, s->charter, s->now, 0);
	CHECK(noted(s, 0)->is.readiness == found.readiness && noted(s, 0)->is.n_parts > 0);
	for (size_t i = 0; i < found.n_findings; i++)
		lost += found.findings[i].weight;
	for (size_t i = 0; i < noted(s, 0)->is.n_parts; i++)
		lost -= noted(s, 0)->is.parts[i].weight;
	CHECK(lost == 0);
}

TEST_MAIN()
