/* How much of a room one person may bring, so that the others can still write (share.def, law 12). */
#include "share.h"
#include "story.h"

static const struct bound { const char *name, *things; size_t limit; } bounds[] = {
#define SHARE(name, limit, whose, things, instead) [SHARE_##name] = { #name, things, limit },
#include "share.def"
};

/* What the stories bring things to. */
struct stage { struct story *s; i64 guest, decision, option, position, interest, task; };
typedef void bring(const struct stage *, i64 who, int i);

/* Anna is in charge, and answers for the question; the others do not. */
static struct stage
a_stage(struct story *s)
{
	struct stage is = { .s = s };

	a_room(s);
	is.guest = a_guest(s);
	a_decision(s, ANNA, "calm");
	is.decision = last(s, decision_opened);
	is.option = last(s, option_proposed);
	given(s, ANNA, position_stated, .decision = is.decision, .text = STR("stop"));
	is.position = s->room->seq;
	given(s, ANNA, interest_stated, .position = is.position, .text = STR("no more leaves"));
	is.interest = s->room->seq;
	given(s, ANNA, task_opened, .title = STR("look"));
	is.task = s->room->seq;
	return is;
}

static struct hash
a_hash(i64 who, int i)
{
	struct hash h = { { 1, (u8)i, (u8)(i / 256), (u8)who } };

	return h;
}

static str
a_name(i64 who, int i)
{
	return arena_fmt(T, "thing_%lld_%d", (long long)who, i);
}

/* How one of each is brought: by an entry that no command gave, for many are wanted; and by the command. */
#define NAMED      a_name(who, i)
#define A_FILE     (&(struct rec_file){ .name = STR("mail.eml"), .size = 3, .type = STR("message/rfc822") })
#define A_BLOB     { "0123456789abcdef", 16 }
#define A_LIMIT    (&(struct rec_clock_limit){ .from = STR("aware"), .unit = CLOCK_HOURS, .amount = 72 })
#define THEIR_SEAT (who == BORIS ? COO : CFO)
#define A_TERM     (&(struct rec_clock_terms){ .label = arena_fmt(T, "law_%lld", (long long)who), .owner = THEIR_SEAT, .limits = A_LIMIT, .n_limits = 1 })
#define AHEAD      (on->s->now + (i + 1) * HOURS)
#define A_SHIFT    .seat = THEIR_SEAT, .person = who, .from = AHEAD, .until = AHEAD + HOURS

static i64
somebody_new(struct story *s)
{
	given(s, FIRST, person_added, .name = STR("Somebody"));
	return s->charter->room->seq;
}

#define KINDS \
	KIND(members,         HOUSE, (member_added, .person = somebody_new(on->s)),                (add_member, .person = somebody_new(on->s))) \
	KIND(channels,        HOUSE, (channel_opened, .label = NAMED, .kind = CHANNEL_OPEN),       (open_channel, .label = NAMED, .kind = CHANNEL_OPEN)) \
	KIND(facts,           GUEST, (fact_asserted, .name = NAMED, .value = STR("1"), .confidence = SUSPECTED), \
	                             (assert_fact, .name = NAMED, .value = STR("1"), .confidence = SUSPECTED)) \
	KIND(requests,        HOUSE, (information_requested, .name = NAMED, .question = STR("?")), (request_information, .name = NAMED, .question = STR("?"))) \
	KIND(affected,        GUEST, (affected_listed, .kind = AFFECTED_ASSET, .state = AFFECTED_SUSPECTED, .name = NAMED), \
	                             (list_affected, .things = (const struct rec_affected_thing[]){ { .kind = AFFECTED_ASSET, .state = AFFECTED_SUSPECTED, .name = NAMED } }, .n_things = 1)) \
	KIND(occurrences,     GUEST, (occurrence_recorded, .happened_from = on->s->now, .confidence = SUSPECTED, .text = STR("a sign-in")), \
	                             (record_occurrence, .happened_from = on->s->now, .confidence = SUSPECTED, .text = STR("a sign-in"))) \
	KIND(documents,       GUEST, (document_opened, .kind = DOCUMENT_NOTE, .title = NAMED),     (open_document, .kind = DOCUMENT_NOTE, .title = NAMED)) \
	KIND(attachments,     GUEST, (attachment_added, .blob = A_BLOB, .file = A_FILE),           (add_attachment, .blob = A_BLOB, .file = A_FILE)) \
	KIND(links,           HOUSE, (room_linked, .kind = LINK_PART, .room = a_hash(who, i)),     (link_room, .kind = LINK_PART, .room = a_hash(who, i))) \
	KIND(objectives,      HOUSE, (objective_set, .text = NAMED),                               (set_objective, .text = NAMED)) \
	KIND(tasks,           HOUSE, (task_opened, .title = NAMED),                                (open_task, .title = NAMED)) \
	KIND(task_lines,      HOUSE, (task_item_added, .task = on->task, .text = NAMED),           (add_task_item, .task = on->task, .text = NAMED)) \
	KIND(shifts,          HOUSE, (shift_set, A_SHIFT),                                         (set_shift, A_SHIFT)) \
	KIND(clocks_owed,     HOUSE, (clock_started, .terms = A_TERM, .title = NAMED),             (start_clock, .terms = A_TERM, .title = NAMED)) \
	KIND(clocks_proposed, HOUSE, (clock_started, .terms = A_TERM, .title = NAMED, .proposed = true), \
	                             (start_clock, .terms = A_TERM, .title = NAMED, .proposed = true)) \
	KIND(decisions,       HOUSE, (decision_opened, .kind = STR("calm"), .rule = CALM_RULE, .deadline = on->s->now + DAYS, .question = NAMED), \
	                             (open_decision, .kind = STR("calm"), .question = NAMED)) \
	KIND(positions,       GUEST, (position_stated, .decision = on->decision, .text = NAMED),   (state_position, .decision = on->decision, .text = NAMED)) \
	KIND(interests,       GUEST, (interest_stated, .position = on->position, .text = NAMED),   (state_interest, .position = on->position, .text = NAMED)) \
	KIND(options,         HOUSE, (option_proposed, .decision = on->decision, .title = NAMED),  (propose_option, .decision = on->decision, .title = NAMED)) \
	KIND(option_parts,    HOUSE, (measure_proposed, .option = on->option, .kind = ISOLATION, .lasts = 60, .text = NAMED), \
	                             (propose_measure, .option = on->option, .kind = ISOLATION, .lasts = 60, .text = NAMED))

#define APPLY(macro, ...) macro(__VA_ARGS__)
#define UNPACKED(...) __VA_ARGS__
#define KIND(name, guests, entry, command) \
	static void given_##name(const struct stage *on, i64 who, int i) { (void)i; APPLY(given, on->s, who, UNPACKED entry); } \
	static void when_##name(const struct stage *on, i64 who, int i) { (void)i; APPLY(when, on->s, who, UNPACKED command); }
KINDS
#undef KIND

enum { HOUSE, GUEST };
static const struct kind { enum share share; bool guests; bring *enter, *give; } kinds[] = {
#define KIND(name, guests, entry, command) { SHARE_##name, guests, given_##name, when_##name },
	KINDS
#undef KIND
};

static void
fill_one(const struct stage *on, const struct kind *k, i64 who, size_t i)
{
	struct arena mark = *T;

	k->enter(on, who, (int)i);
	if (k->share == SHARE_objectives)       /* so few are open at once */
		given(on->s, who, objective_dropped, .objective = on->s->room->seq, .why = STR("x"));
	*T = mark;
}

static void
fill(const struct stage *on, const struct kind *k, i64 who, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fill_one(on, k, who, i);
}

/* One more is theirs to bring; and then it is not, and the sentence says how many of what, and who still may. */
static void
then_full(const struct stage *on, const struct kind *k, i64 who, size_t part, const char *more)
{
	const struct bound *b = &bounds[k->share];

	k->give(on, who, 10001);
	CHECK_OK(on->s->e);
	k->give(on, who, 10002);
	then_refused(on->s, TOO_LARGE, arena_cstr(T, arena_fmt(T, "%zu %s are ", part, b->things)));
	CHECK(str_contains(on->s->e->why, str_c(more)));
}

STORY(every_bound_of_a_room_is_tried_here)
{
	(void)s;
	for (size_t i = SHARE_steps + 1; i < countof(bounds); i++) {
		bool tried = false;

		for (size_t k = 0; k < countof(kinds); k++)
			tried |= kinds[k].share == (enum share)i;
		if (!tried)
			print_error("nobody tries %s\n", bounds[i].name);
		CHECK(tried);
	}
}

STORY(one_person_brings_so_many_and_another_still_can)
{
	const struct stage on = a_stage(s);

	for (size_t k = 0; k < countof(kinds); k++) {
		size_t each = bounds[kinds[k].share].limit / 4;

		fill(&on, &kinds[k], CARLA, each - 1);
		then_full(&on, &kinds[k], CARLA, each, "yours here, of the");
		CHECK(str_contains(s->e->why, STR("or ask who")));
		kinds[k].give(&on, BORIS, 10003);
		CHECK_OK(s->e);
	}
}

STORY(a_guest_brings_so_many_and_another_still_can_and_all_of_them_leave_the_house_its_own)
{
	const struct stage on = a_stage(s);
	const i64 others[] = { a_guest(s), a_guest(s) };

	for (size_t k = 0; k < countof(kinds); k++) {
		size_t limit = bounds[kinds[k].share].limit;

		if (!kinds[k].guests)
			continue;
		fill(&on, &kinds[k], on.guest, limit / 8 - 1);
		then_full(&on, &kinds[k], on.guest, limit / 8, "that one guest brings");
		CHECK(str_contains(s->e->why, STR("or ask somebody of the organisation")));
		fill(&on, &kinds[k], others[0], limit / 8 - 1);
		then_full(&on, &kinds[k], others[1], limit / 4, "from guests here");
		kinds[k].give(&on, CARLA, 10003);
		CHECK_OK(s->e);
	}
}

STORY(the_last_eighth_is_kept_for_whoever_is_in_charge_who_is_bound_by_no_share)
{
	const struct stage on = a_stage(s);

	for (size_t k = 0; k < countof(kinds); k++) {
		size_t limit = bounds[kinds[k].share].limit, kept = limit / 8;
		const i64 many[] = { FIRST, DORA, CARLA, BORIS };

		if (kinds[k].share != SHARE_tasks && kinds[k].share != SHARE_options && kinds[k].share != SHARE_decisions)
			continue;
		for (size_t i = 1; i < limit - kept; i++)       /* one is there */
			fill_one(&on, &kinds[k], many[i % countof(many)], i);
		kinds[k].give(&on, BORIS, 10001);
		then_refused(s, TOO_LARGE, arena_cstr(T, arena_fmt(T, "the last %zu are kept", kept)));
		for (size_t i = 0; i < kept; i++)
			kinds[k].give(&on, ANNA, 10001);
		CHECK_OK(s->e);
		kinds[k].give(&on, ANNA, 10001);
		then_refused(s, TOO_LARGE, arena_cstr(T, arena_fmt(T, "%zu that there can be", limit)));
	}
}

STORY(what_a_program_brings_is_its_owners_and_whoever_is_in_charge_is_bound_by_it)
{
	const struct stage on = a_stage(s);
	i64 token = a_token(s, ANNA, SCOPE_WRITE);

	for (size_t i = 0; i < LIMIT_OCCURRENCES / 4; i++) {
		struct emitted m = { .kind = EV_occurrence_recorded, .by.via = token,
		    .as.occurrence_recorded = { .happened_from = s->now, .confidence = SUSPECTED, .text = STR("a sign-in") } };

		given_(s, 0, m);
	}
	signed_in_with(s, SESSION_TOKEN, token, true);
	when_occurrences(&on, ANNA, 1);
	then_refused(s, TOO_LARGE, "1000 occurrences are yours here");
	signed_in_with(s, SESSION_STRONG, 0, true);
	when_occurrences(&on, ANNA, 1);
	then_happened(s, occurrence_recorded);
}

STORY(a_program_drafts_an_option_of_its_own_whole)
{
	struct stage on = a_stage(s);

	signed_in_with(s, SESSION_TOKEN, a_token(s, CARLA, SCOPE_WRITE), true);
	when_options(&on, CARLA, 1);
	on.option = last(s, option_proposed);
	for (int i = 0; i < LIMIT_OPTION_PARTS; i++)
		when_option_parts(&on, CARLA, i);
	then_happened(s, measure_proposed);
	when_option_parts(&on, CARLA, LIMIT_OPTION_PARTS);
	then_refused(s, TOO_LARGE, "32 measures, changes or obligations of this option are here");
}

STORY(what_is_answered_corrected_or_done_with_is_no_ones_share_any_more)
{
	const struct stage on = a_stage(s);
	i64 task;

	fill(&on, &(struct kind){ .enter = given_tasks }, CARLA, LIMIT_TASKS_OPEN / 4);
	task = s->room->seq;
	when_tasks(&on, CARLA, 1);
	then_refused(s, TOO_LARGE, "250 unfinished tasks are yours here");
	when(s, CARLA, finish_task, .task = task);
	when_tasks(&on, CARLA, 1);
	then_happened(s, task_opened);
	when(s, BORIS, reopen_task, .task = task, .why = STR("not yet"));
	then_happened(s, task_reopened);        /* it is his now */
	when(s, BORIS, finish_task, .task = task);
	when(s, CARLA, reopen_task, .task = task, .why = STR("not yet"));
	then_refused(s, TOO_LARGE, "250 unfinished tasks are yours here");
}

static void
wrote(struct story *s, i64 who, size_t entries)
{
	when(s, who, post_message, .text = STR("x"));
	for (size_t i = 0; i < s->room->n_authors; i++)
		if (s->room->authors[i].person == who)
			s->room->authors[i].entries = entries;
}

STORY(whoever_has_said_too_much_in_a_room_still_decides_in_it)
{
	struct stage on = a_stage(s);

	wrote(s, CARLA, LIMIT_ROOM_ENTRIES / 4);
	when(s, CARLA, post_message, .text = STR("x"));
	then_refused(s, TOO_LARGE, "50000 entries of this room are yours here, of the 50000 that one person brings; open another room");
	when_links(&on, CARLA, 1);
	then_happened(s, room_linked);
	wrote(s, CARLA, LIMIT_ROOM_ENTRIES / 2);
	s->room->authors[0].entries = 0;
	when_links(&on, CARLA, 2);
	then_refused(s, TOO_LARGE, "100000 entries of this room are yours here");
	when(s, BORIS, post_message, .text = STR("x"));
	then_happened(s, message_posted);
	wrote(s, ANNA, LIMIT_ROOM_ENTRIES / 2);
	when(s, ANNA, put_up_option, .option = on.option);
	when_answers(s, ANNA, CISO, "decide");
	then_state(s, TAKEN);
}

STORY(a_guest_says_so_much_in_a_room_and_all_of_them_leave_the_house_its_own)
{
	const struct stage on = a_stage(s);
	i64 other = a_guest(s);

	wrote(s, on.guest, LIMIT_ROOM_ENTRIES / 8);
	when(s, on.guest, post_message, .text = STR("x"));
	then_refused(s, TOO_LARGE, "25000 entries of this room are yours here, of the 25000 that one guest brings");
	wrote(s, other, LIMIT_ROOM_ENTRIES / 8);
	then_happened(s, message_posted);
	when(s, a_guest(s), post_message, .text = STR("x"));
	then_refused(s, TOO_LARGE, "50000 entries of this room are from guests here");
	when(s, CARLA, post_message, .text = STR("x"));
	then_happened(s, message_posted);
}

TEST_MAIN()
