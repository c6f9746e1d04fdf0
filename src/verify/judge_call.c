/* judge_call -- somebody was called, and a page left the house for them. */
#include "replay.h"

#include "page.h"

/* Whoever is to be reached follows by rule, as everything that the server says by itself. */
static bool
call_follows(const struct moment *m, enum call_on on)
{
	switch (on) {
	case ON_committee:      return follows(m, react_committee);
	case ON_command:        return follows(m, react_command);
	case ON_ordered:
	case ON_measure:        return follows(m, react_measures);
	case ON_drill:          return follows(m, react_drill);
	case ON_confirmation:
	case ON_doubt:          return follows(m, react_voice);
	case ON_suspicion:      return follows(m, react_triage);
	case ON_clock:          return follows(m, react_clocks);
	case ON_door:           return follows(m, react_doors);
	case ON_answer:
	case ON_decision:
	case ON_objection:
	case ON_condition:
	case ON_outcome:
	case ON_undecided:
	case ON_nothing:
		break;
	}
	return follows(m, react_calls);
}

/* Whom the server lets in, it calls in the same breath; in the first room of a record that is founded in haste are all there are. */
err
judge_member_added(const struct moment *m)
{
	const struct ev_member_added *p = &m->e->as.member_added;
	const struct person *who = charter_person(m->charter, p->person);
	bool called = !by_server(m) || m->e->at == m->r->founded_at;

	if (began_with(m) && who && who->is.outside && !p->channels_only)
		return no(m, "somebody from outside who reports sees no whole room by it");
	for (enum call_on on = ON_nothing; !called && on <= ON_door; on++)
		called = call_follows(m, on);
	return called ? OK : no(m, "nobody let that person in, and nobody had to reach them");
}

err
judge_call_owed(const struct moment *m)
{
	return by_server(m) && call_follows(m, call_terms(m->e->as.call_owed.reason).on) ? OK : no(m, "nobody had to reach that person for this");
}

/* To know of a call is an answer to it. */
err
judge_call_acknowledged(const struct moment *m)
{
	const struct call *call = FIND(m->room, calls, m->e->as.call_acknowledged.call);

	return judge_own(m, call->is.person);
}

/* A call is tried by somebody, and pushed by the server alone: a page says what came of that. */
err
judge_call_tried(const struct moment *m)
{
	const struct ev_call_tried *p = &m->e->as.call_tried;
	const struct scene s = given_scene(m);

	if (m->e->by.person == 0 || p->channel == BY_PUSH)
		return no(m, "nobody made that call");
	return need_may_log(&s, FIND(m->room, calls, p->call), p->result);
}

/* By the server alone. */
static err
judge_page(const struct moment *m, struct scene *s)
{
	static const struct paging any = { .ways = ~0u, .address_known = true };

	*s = (struct scene){ .a = m->a, .charter = m->charter, .room = m->room, .now = m->e->at, .returned = m->r->started, .paging = &any };
	return m->e->by.person || m->e->by.via ? no(m, "pages are the server's, and nobody else says what came of them") : OK;
}

/* One that nobody was owed was never sent for anybody, or oftener than its rule allows.  That it is late is a remark:
 * only the server knows to the moment when it came up. */
err
judge_page_claimed(const struct moment *m)
{
	const struct ev_page_claimed *p = &m->e->as.page_claimed;
	struct ev_page_claimed owed;
	struct scene s;
	err e;

	if ((e = judge_page(m, &s)))
		return e;
	if (p->test ? page_test_owed(&s, p->test, &owed) : page_owed(&s, p->person, p->channel, &owed)) {
		owed.late = p->late;
		if (says(m, &owed))
			return OK;
	}
	return no(m, "no such page was owed to that person then");
}

/* Once; and an exercise reaches nobody (law 10). */
err
judge_page_settled(const struct moment *m)
{
	const struct ev_page_settled *p = &m->e->as.page_settled;
	const struct call_page *page = FIND(m->room, pages, p->page);
	struct scene s;
	err e;

	if ((e = judge_page(m, &s)))
		return e;
	if (page->settled_at)
		return no(m, "what came of that page was known already");
	if (p->result == PAGE_LOST)
		return page_is_lost(&s, page) ? OK : no(m, "that page could still be on its way");
	if ((p->result == PAGE_PRETENDED) != (m->room->kind == ROOM_EXERCISE))
		return no(m, p->result == PAGE_PRETENDED ? "only in an exercise a page is pretended" : "a page of an exercise left the house");
	return OK;
}

err
judge_page_unheard(const struct moment *m)
{
	struct scene s;
	err e;

	if ((e = judge_page(m, &s)))
		return e;
	return page_is_unheard(&s, FIND(m->room, pages, m->e->as.page_unheard.page)) ? OK :
	    no(m, "that page was not accepted, was answered, or could still be answered in time");
}
