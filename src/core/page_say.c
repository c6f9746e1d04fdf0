/* page_say -- what a page says, and what is seen of it in its room. */
#include "page.h"
#include "audience.h"
#include "authority.h"
#include "utc.h"
#include "view.h"

/* In the charter, which has no codename, stand a drill's calls and the officers'; nor has a matter one that is not declared yet. */
static str
whose(const struct charter *c, const struct room *room, const struct call_page *page)
{
	const struct call *call = page->is.calls.n ? FIND(room, calls, page->is.calls.v[0]) : NULL;

	if (call && call->is.reason == CALL_DRILL)
		return STR("DRILL");
	return room->codename.n ? room->codename : room == c->room ? STR("CHARTER") : STR("SUSPICION");
}

/* "14:05 UTC"; whoever is called knows which day it is, unless it is another. */
static str
hour_text(struct arena *a, i64 at, i64 now)
{
	str text = utc_text(a, at);

	return at - now < 12 * HOUR ? arena_fmt(a, "%.*s UTC", 5, text.p + 11) : arena_fmt(a, "%.*s %.*s UTC", 10, text.p, 5, text.p + 11);
}

static bool
is_out_of_band(const struct charter *c, enum call_channel channel)
{
	const struct out_of_band *x = charter_out_of_band(c);

	for (size_t i = 0; x && i < x->is.n_ways; i++)
		if (x->is.ways[i].channel == channel)
			return true;
	return false;
}

/* What is labelled above AMBER leaves by no channel; nor does what is said among a few. */
static bool
may_leave(const struct room *room, const struct audience *who, const struct head *head)
{
	enum tlp tlp = head->tlp ? head->tlp : room_tlp(room);

	return head->channel == 0 && tlp <= TLP_AMBER && audience_sees(who, room, head);
}

/* P7: what the matter is, and what is asked. */
static void
say_more(struct buf *b, const struct charter *c, const struct room *room, const struct call_page *page)
{
	struct audience who;
	i64 said = 0;

	if (!is_out_of_band(c, page->is.channel) || room->restricted || !audience_of(b->a, c, room, page->is.person, &who))
		return;
	if (room->title.n && may_leave(room, &who, &(struct head){ 0 }))
		buf_fmt(b, " %.*s.", STR_ARG(room->title));
	for (size_t i = 0; i < page->is.calls.n; i++) {
		const struct call *call = FIND(room, calls, page->is.calls.v[i]);
		const struct decision *d = call ? FIND(room, decisions, call->is.decision) : NULL;

		if (d == NULL || d->head.id == said || !may_leave(room, &who, &d->head))
			continue;
		said = d->head.id;
		buf_fmt(b, " %.*s", STR_ARG(d->is.question));
	}
}

struct page_words
page_words(struct arena *a, const struct charter *c, const struct room *room, const struct call_page *page)
{
	struct buf b = buf_new(a, 128), text = buf_new(a, 512);
	i64 by = 0;

	if (page->is.test)
		return (struct page_words){ STR("Test page"), STR("Open it and say that you saw it.") };
	for (size_t i = 0; i < page->is.calls.n; i++) {
		const struct call *call = FIND(room, calls, page->is.calls.v[i]);
		i64 at = call ? call_needed_by(c, room, call) : 0;

		by = by == 0 || (at && at < by) ? at : by;
	}
	buf_put(&b, room->kind == ROOM_EXERCISE ? STR("EXERCISE ") : STR(""));
	buf_put(&b, whose(c, room, page));
	if (room->severity)
		buf_fmt(&b, " %s", word_text(&severity_words, (int)room->severity));
	if (by && by <= page->at)
		buf_put(&b, STR(", now"));      /* it is late already */
	else if (by)
		buf_fmt(&b, ", by %.*s", STR_ARG(hour_text(a, by, page->at)));
	buf_put(&text, page->is.late ? STR("You are called. This page is late.") : STR("You are called."));
	say_more(&text, c, room, page);
	return (struct page_words){ buf_str(&b), buf_str(&text) };
}

i64
page_decision(const struct room *room, const struct call_page *page)
{
	for (size_t i = 0; i < page->is.calls.n; i++) {
		const struct call *call = FIND(room, calls, page->is.calls.v[i]);

		if (call && call->is.decision)
			return call->is.decision;
	}
	return 0;
}

/* ---- views ---- */

const struct head *
see_page(const struct seeing *v, i64 id, struct ent_page *out)
{
	const struct call_page *x = FIND(v->room, pages, id);

	if (x == NULL)
		return NULL;
	*out = (struct ent_page){ ID(x), .person = x->is.person, .calls = x->is.calls, .test = x->is.test, .channel = x->is.channel,
	    .attempt = x->is.attempt, .at = x->at, .late = x->is.late, .result = x->settled.result, .settled = x->settled_at,
	    .note = x->settled.note, .unheard = x->unheard };
	return &x->head;
}
