/*
 * asking -- whatever may be asked of a story, by whomever, in whatever order, from a seeded generator.
 *
 * something(c, s) is one step: time goes on, a passkey is enrolled, somebody
 * answers or gives any command; mostly what may mean something here, now and
 * then nonsense.  each_run() does it run by run; a test notes in `where` how
 * far it got, and a program that did not get through ends by saying so.
 *
 * Ownership: everything asked lies in the test's arena.
 */
#ifndef ASKING_H
#define ASKING_H

#include "page.h"
#include "duty.h"
#include "story.h"

#include "legal.h"

/* Where it stood when a law broke; said at the end of a program that did not get through. */
static struct { u64 seed; int run, step; const char *command; bool broke; } where;

__attribute__((destructor)) static void
say_where(void)
{
	if (where.broke)
		print_error("# TOCSIN_SEED=%llu run %d step %d, %s\n", (unsigned long long)where.seed, where.run, where.step, where.command);
}

/* ---- what is asked ---- */

static inline i64
one_of(struct chance *c, const i64 *v, size_t n)
{
	return v[(draw(c) >> 32) % n];
}

static inline i64
somebody(struct chance *c, const struct story *s)
{
	if ((draw(c) >> 32) % 40 == 0)
		return (draw(c) >> 32) % 2 ? 0 : 999;
	if (draw(c) >> 62)
		return one_of(c, (const i64[]){ FIRST, ANNA, BORIS, CARLA }, 4);
	return s->charter->persons[(draw(c) >> 32) % s->charter->n_persons].head.id;
}

static inline i64
some_officer(struct chance *c, const struct story *s)
{
	struct refs officers = charter_seat(s->charter, OFFICERS)->is.holders;

	return one_of(c, officers.v, officers.n);
}

static inline i64
some_seat(struct chance *c, const struct story *s)
{
	return s->charter->seats[(draw(c) >> 32) % s->charter->n_seats].head.id;
}

/* An entry of that kind, in the room or the charter, or now and then nonsense. */
static inline i64
some_ref(struct chance *c, const struct story *s, const struct field *f)
{
	const struct room *rooms[] = { s->in, s->charter->room };
	i64 found[2000];
	size_t n = 0;

	if ((draw(c) >> 32) % 20 == 0)
		return draw_from(c, 0, 60);
	if ((f->marks & OPT) && (draw(c) >> 32) % 3)
		return 0;
	if (str_eq(str_c(f->target), STR("seat_set")))
		return some_seat(c, s);
	for (size_t r = 0; r < 2 && n == 0; r++)
		for (i64 seq = rooms[r]->seq; seq > 0 && n < countof(found); seq--)
			if (str_eq(str_c(event_table(rooms[r]->places[seq - 1].kind)->name), str_c(f->target)))
				found[n++] = seq;
	if (n == 0)
		return draw_from(c, 1, 60);
	return draw(c) >> 63 ? found[0] : one_of(c, found, n);
}

/* A rule whose answers come in turn, and hang on a fact. */
static inline void
a_rule_in_turn(struct story *s)
{
	static const i64 coo[] = { COO }, cfo[] = { CFO };
	static const str facts[] = { STR_INIT("exploited") };
	static const struct rec_concur_group groups[] = { { .k = 1, .seats = { coo, 1 } }, { .k = 1, .seats = { cfo, 1 }, .in_turn = true } };
	static const struct rec_ladder ladder = { 600, 1200, 2400, CFO };
	static const struct rec_rule_terms terms = { .kind = STR_INIT("turns"), .accountable = CISO, .concur = groups, .n_concur = 2, .within = 4 * 3600,
	    .ladder = &ladder, .by_voice = 3600, .voids_on = { facts, 1 } };

	given(s, 0, rule_set, .terms = &terms);
}

/* A rule by which templates are approved. */
static inline void
a_rule_of_statements(struct story *s)
{
	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("statement"), .accountable = CISO, .within = 4 * 3600 });
}

static inline str
some_label(struct chance *c, const struct field *f)
{
	static const char *const kinds[] = { "partial_shutdown", "climbing", "climbing", "calm", "turns", "turns", "change_charter", "erase_words", "pay" };
	static const char *const names[] = { "exposure", "exploited", "ciso", "coo", "cto", "payments", "mail", "cvss.base" };

	if (str_eq(str_c(f->name), STR("kind")))
		return str_c(kinds[(draw(c) >> 32) % countof(kinds)]);
	return str_c(names[(draw(c) >> 32) % countof(names)]);
}

static inline void
make_likely(struct chance *, const struct story *, const struct field_table *, void *rec);

/* Legal but random fields, turned into some that may mean something here. */
static inline void
make_field_likely(struct chance *c, const struct story *s, const struct field *f, void *rec)
{
	static const str country[] = { STR_INIT("DE") };
	char *member = (char *)rec + f->offset;

	if (f->type == FIELD_REF)
		*(i64 *)(void *)member = some_ref(c, s, f);
	else if (f->type == FIELD_CONDITION && draw(c) >> 61)
		*(str *)(void *)member = str_c(draw(c) >> 63 ? "exploited" : "severity == 'SEV1'");
	else if (f->type == FIELD_LABEL && draw(c) >> 60)
		*(str *)(void *)member = some_label(c, f);
	else if (f->type == FIELD_WORD && f->words == &tlp_words && (f->marks & OPT) && draw(c) >> 62)
		*(int *)(void *)member = tlp_none;      /* most things have no label of their own */
	else if (f->type == FIELD_WORD && f->words == &measure_kind_words && draw(c) >> 62 == 0)
		*(int *)(void *)member = PARTIAL_SHUTDOWN;      /* for which there is a rule of its own */
	else if (f->type == FIELD_LABELS && str_eq(str_c(f->name), STR("countries")))
		*(struct labels *)(void *)member = (struct labels){ country, countof(country) };
	else if (f->type == FIELD_TIME && str_eq(str_c(f->name), STR("as_of")))
		*(i64 *)(void *)member = s->now;
	else if (f->type == FIELD_TIME && *(i64 *)(void *)member)
		*(i64 *)(void *)member = s->now + draw_from(c, -2, 6) * HOURS;
	else if (f->type == FIELD_DURATION && *(i64 *)(void *)member)
		*(i64 *)(void *)member = draw_from(c, f->min, 2 * 3600);
	else if (f->type == FIELD_REFS) {
		struct refs *refs = (struct refs *)(void *)member;
		i64 *v = NEW(T, i64, 3);

		*refs = (struct refs){ v, (size_t)draw_from(c, 0, 2) };
		for (size_t i = 0; i < refs->n; i++)
			v[i] = some_ref(c, s, f);
	} else if (f->type == FIELD_ONE || f->type == FIELD_LIST) {
		size_t n = f->type == FIELD_LIST ? *(size_t *)(void *)((char *)rec + f->offset_n) : 1;
		char *items = *(char **)(void *)member;

		for (size_t i = 0; items && i < n; i++)
			make_likely(c, s, f->record(), items + i * f->record()->size);
	}
}

static inline void
make_likely(struct chance *c, const struct story *s, const struct field_table *t, void *rec)
{
	for (size_t i = 0; i < t->count; i++)
		make_field_likely(c, s, &t->fields[i], rec);
}

/* An answer to the newest decision, mostly in a seat that is asked and by who may sit there. */
static inline void
answer_something(struct chance *c, struct story *s)
{
	static const char *const verbs[] = { "decide", "decide", "concur", "concur", "concur", "object", "recuse", "break_glass" };
	const struct decision *d;
	i64 seat, who;
	struct rec_act act;
	struct given_act g;

	if (s->in->n_decisions == 0 || s->in->n_options == 0)
		return;
	d = the_decision(s);
	if (!d->put_up && draw(c) >> 60)
		return;
	seat = d->put_up && draw(c) >> 63 ? d->needs.accountable : some_seat(c, s);
	if (d->put_up && d->needs.n_concur && draw(c) >> 63 && d->needs.concur[0].seats.n)
		seat = one_of(c, d->needs.concur[0].seats.v, d->needs.concur[0].seats.n);
	who = somebody(c, s);
	if (draw(c) >> 62) {
		struct refs holders = charter_seat(s->charter, seat) ? charter_seat(s->charter, seat)->is.holders : (struct refs){ NULL, 0 };

		who = holders.n ? one_of(c, holders.v, holders.n) : who;
	}
	act = act_for(s, who, seat, verbs[(draw(c) >> 32) % countof(verbs)]);
	if ((draw(c) >> 32) % 20 == 0)
		draw_record(c, record_act_table(), &act);
	g = given_act(s, &act, draw(c) >> 63 || str_eq(act.verb, STR("object")) || str_eq(act.verb, STR("break_glass")) ? STR("so be it") : (str){ NULL, 0 });
	if ((draw(c) >> 32) % 30 == 0)
		g.signature.p = NULL;
	where.command = "an answer";
	if (command_kind(act.verb) != CMD_none && command_terms(command_kind(act.verb)).session == NEEDS_ACT &&
	    !verb_is_of_thing(act.verb) && !verb_is_of_heard(act.verb))
		when_given(s, who, g, act.verb);
}

/* Somebody who did not ask, mostly. */
static inline i64
some_recorder(struct chance *c, const struct story *s, const struct decision *d)
{
	i64 who = draw(c) >> 63 ? FIRST : CARLA;

	if (draw(c) >> 61 == 0)
		return somebody(c, s);
	return is_requester(s->charter, d, who) ? FIRST + CARLA - who : who;
}

/* Somebody says what they heard: mostly of whoever holds a seat whose answer is missing. */
static inline void
hear_something(struct chance *c, struct story *s)
{
	const struct decision *d;
	struct standing standing;
	struct refs holders;
	struct rec_act act;
	i64 seat;

	where.command = "an answer by voice";
	if (s->in != s->room || s->in->n_decisions == 0 || s->in->n_options == 0)
		return;
	d = the_decision(s);
	standing_of(T, s->charter, s->room, d, &standing);
	seat = standing.missing.n && draw(c) >> 61 ? one_of(c, standing.missing.v, standing.missing.n) : some_seat(c, s);
	holders = charter_seat(s->charter, seat) ? charter_seat(s->charter, seat)->is.holders : (struct refs){ NULL, 0 };
	act = hearing(s, some_recorder(c, s, d), holders.n && draw(c) >> 61 ? one_of(c, holders.v, holders.n) : somebody(c, s), seat);
	if ((draw(c) >> 32) % 20 == 0)
		draw_record(c, record_act_table(), &act);
	act.verb = draw(c) >> 62 ? STR("hear_answer") : STR("hear_objection");
	when_heard_as(s, act.person, act, draw(c) >> 60 ? voice_code(T, act.subject) : STR("0000"));
}

static inline void
settle_something_heard(struct chance *c, struct story *s)
{
	const struct answer *x = NULL;
	struct rec_act act;

	where.command = "what somebody says of it";
	for (size_t i = 0; i < s->room->n_answers; i++)
		if (s->room->answers[i].voice && (x == NULL || is_unconfirmed(&s->room->answers[i]) || draw(c) >> 61 == 0))
			x = &s->room->answers[i];
	if (s->in != s->room || x == NULL)
		return;
	act = act_of_heard(s, draw(c) >> 61 ? x->person : somebody(c, s), draw(c) >> 62 ? "confirm_heard" : "disown_heard", x->head.id);
	when_given(s, act.person, given_act(s, &act, (str){ NULL, 0 }), act.verb);
}

/* Any command; those that carry a matter on oftener, those that end it seldom. */
static inline enum command_kind
some_command(struct chance *c, const struct story *s)
{
	static const enum command_kind likely[] = { CMD_open_decision, CMD_propose_option, CMD_propose_option, CMD_propose_measure, CMD_propose_obligation,
	    CMD_propose_change, CMD_propose_change, CMD_propose_change, CMD_propose_erasure, CMD_put_up_option, CMD_put_up_option, CMD_put_up_option,
	    CMD_apply_measure, CMD_apply_measure, CMD_apply_measure, CMD_check_measure, CMD_check_measure, CMD_check_measure, CMD_check_measure,
	    CMD_concur_if, CMD_concur_if, CMD_adopt_condition, CMD_refuse_condition, CMD_state_need, CMD_state_need,
	    CMD_open_task, CMD_open_task, CMD_take_tasks, CMD_set_task_needs, CMD_add_task_item, CMD_tick_task_item,
	    CMD_untick_task_item, CMD_hand_over_task, CMD_log_call, CMD_log_call, CMD_log_call, CMD_acknowledge_call, CMD_give_advice,
	    CMD_take_seat_back, CMD_take_seat_back, CMD_take_seat_back, CMD_call_contact, CMD_approve_template, CMD_set_tripwire, CMD_set_tripwire, CMD_set_plan, CMD_assert_fact, CMD_post_message, CMD_open_document, CMD_write_document, CMD_issue_report,
	    CMD_state_interest, CMD_share_interest, CMD_link_interest, CMD_add_device, CMD_test_device, CMD_acknowledge_test,
	    CMD_confirm_clock, CMD_offer_handover, CMD_offer_handover, CMD_take_duty, CMD_set_shift, CMD_confirm_clock, CMD_reopen_task, CMD_lift_measure, CMD_add_attachment, CMD_transfer_custody };
	static const enum command_kind endings[] = { CMD_eject, CMD_revoke, CMD_close_room, CMD_dismiss,
	    CMD_remove_member };
	enum command_kind kind = (enum command_kind)draw_from(c, 1, COMMAND_KINDS - 1);

	if ((s->in->n_decisions == 0 || the_decision(s)->state != DECISION_OPEN) && (draw(c) >> 32) % 3 == 0)
		return CMD_open_decision;
	for (size_t i = 0; i < countof(endings); i++)
		if (kind == endings[i] && (draw(c) >> 32) % 12)
			kind = CMD_assert_fact;
	kind = draw(c) >> 62 ? likely[(draw(c) >> 32) % countof(likely)] : kind;
	if (kind == CMD_check_measure && draw(c) >> 62)
		kind = draw(c) >> 62 ? CMD_renew_measure : CMD_fail_measure;
	return kind == CMD_set_tripwire && draw(c) >> 63 ? CMD_set_review : kind;
}

/* Somebody else holds a seat from now on. */
static inline struct cmd_propose_change
a_seat_changed(struct chance *c, const struct story *s, i64 option)
{
	const struct seat *seat = charter_seat(s->charter, some_seat(c, s));
	struct rec_seat_terms *t = NEW(T, struct rec_seat_terms, 1);
	i64 *holders = NEW(T, i64, 3);

	*t = seat->is;
	for (int i = 0; i < 3; i++)
		holders[i] = somebody(c, s);
	t->holders = (struct refs){ holders, seat->head.id == OFFICERS ? 3 : (draw(c) >> 32) % 2 };
	return (struct cmd_propose_change){ .option = option, .seat = t, .title = STR("changed") };
}

/* Somebody may sit in a seat for some hours, or is away for some; or that ends. */
static inline struct cmd_propose_change
a_delegation_likely(struct chance *c, const struct story *s, i64 option)
{
	const struct charter *is = s->charter;
	struct rec_delegation_terms *t = NEW(T, struct rec_delegation_terms, 1);

	if (draw(c) >> 62 == 0) {
		struct rec_absence_terms *away = NEW(T, struct rec_absence_terms, 1);

		*away = (struct rec_absence_terms){ somebody(c, s), s->now + draw_from(c, 1, 90) * HOURS };
		return (struct cmd_propose_change){ .option = option, .absence = away };
	}
	if (is->n_delegations && draw(c) >> 63)
		return (struct cmd_propose_change){ .option = option, .ends = is->delegations[is->n_delegations - 1].head.id };
	*t = (struct rec_delegation_terms){ .seat = some_seat(c, s), .person = somebody(c, s), .until = s->now + draw_from(c, 1, 90) * HOURS };
	if (draw(c) >> 62 == 0)
		t->from = s->now + draw_from(c, 1, 3) * HOURS;
	return (struct cmd_propose_change){ .option = option, .delegation = t };
}

/* A template comes in, or in another wording, or is taken out. */
static inline struct cmd_propose_change
a_template_likely(struct chance *c, const struct story *s, i64 option)
{
	static const char *const texts[] = { "We know of it.", "{codename}: we look into it." };
	struct rec_template_terms *t = NEW(T, struct rec_template_terms, 1);
	const struct charter *is = s->charter;

	if (is->n_templates && draw(c) >> 62 == 0)
		return (struct cmd_propose_change){ .option = option, .removes_template = is->templates[(draw(c) >> 32) % is->n_templates].head.id };
	*t = (struct rec_template_terms){ .label = STR("hold"), .audience = STR("statement_to_calm"), .channel = THROUGH_MAIL, .language = STR("en"), .holding = true };
	if (charter_template_named(is, t->label))
		t->template = charter_template_named(is, t->label)->head.id;
	return (struct cmd_propose_change){ .option = option, .template = t, .title = STR("Hold"), .text = str_c(texts[draw(c) >> 63]) };
}

/* As somebody read it, mostly just now. */
static inline struct cmd_approve_template
an_approval_likely(struct chance *c, const struct story *s)
{
	const struct template *x = &s->charter->templates[(draw(c) >> 32) % s->charter->n_templates];

	return (struct cmd_approve_template){ x->head.id, draw(c) >> 61 ? x->version : x->head.id, s->now + draw_from(c, 1, 400) * 24 * HOURS };
}

/* A service or a contact is taken out; or a contact comes in, if there is none. */
static inline struct cmd_propose_change
a_removal_likely(struct chance *c, const struct story *s, i64 option)
{
	static const struct rec_contact_terms bank = { .label = STR_INIT("bank"), .kind = CONTACT_BANK };
	const struct charter *is = s->charter;

	if (draw(c) >> 63)
		return (struct cmd_propose_change){ .option = option, .removes_service = is->services[(draw(c) >> 32) % is->n_services].head.id };
	if (is->n_contacts == 0)
		return (struct cmd_propose_change){ .option = option, .contact = &bank, .title = STR("Bank") };
	return (struct cmd_propose_change){ .option = option, .removes_contact = is->contacts[(draw(c) >> 32) % is->n_contacts].head.id };
}

static inline const struct rec_clock_terms *
terms_likely(struct chance *c, const struct story *s, str from)
{
	static const char *const names[] = { "gdpr_33", "nis2_warning", "nis2_final" };
	struct rec_clock_terms *t = NEW(T, struct rec_clock_terms, 1);
	struct rec_clock_limit *limits = NEW(T, struct rec_clock_limit, 2);

	limits[0] = (struct rec_clock_limit){ .from = from, .unit = CLOCK_HOURS, .amount = draw_from(c, 1, 3) };
	limits[1] = (struct rec_clock_limit){ .from = str_c(names[(draw(c) >> 32) % 3]), .submission = true, .unit = CLOCK_HOURS, .amount = 2 };
	*t = (struct rec_clock_terms){ str_c(names[(draw(c) >> 32) % 3]), some_seat(c, s), limits, (size_t)draw_from(c, 1, 2) };
	return t;
}

static inline struct cmd_start_clock
a_clock_likely(struct chance *c, const struct story *s)
{
	struct rec_clock_moment *aware = NEW(T, struct rec_clock_moment, 1);

	*aware = (struct rec_clock_moment){ .moment = STR("aware"), .cause = s->in->seq };
	return (struct cmd_start_clock){ .terms = terms_likely(c, s, STR("aware")), .proposed = draw(c) >> 62 == 0, .moments = aware, .n_moments = draw(c) >> 63,
	    .title = STR("owed") };
}

/* Of the newest open decision with two options the one comes after the other, once who answers has had the rule's time; or none does. */
static inline void
likely_interim(struct chance *c, const struct story *s, struct cmd_put_up_option *up)
{
	const struct option *all = s->in->options;

	up->then_option = up->then_at = 0;
	if (draw(c) >> 62)
		return;
	for (size_t i = s->in->n_options; i-- > 1;) {
		const struct decision *d = FIND(s->in, decisions, all[i].is.decision);

		for (size_t k = d->state == DECISION_OPEN ? i : 0; k-- > 0;)
			if (all[k].is.decision == all[i].is.decision) {
				*up = (struct cmd_put_up_option){ all[i].head.id, all[k].head.id, s->now + d->deadline - d->opened + draw_from(c, 1, 300) * 60 * 1000000 };
				return;
			}
	}
}

/* Somebody of the room is mentioned before all of it. */
static inline struct cmd_post_message
a_mention_likely(struct chance *c, const struct story *s)
{
	i64 *people = NEW(T, i64, 1);

	people[0] = s->room->members[(draw(c) >> 32) % s->room->n_members].person;
	return (struct cmd_post_message){ .text = STR("look at this"), .people = { people, 1 } };
}

/* One of a few browsers that people share. */
static inline struct cmd_add_device
a_device_likely(struct chance *c, struct story *s)
{
	return (struct cmd_add_device){ .endpoint = arena_fmt(T, "https://push.example/%lld", (long long)draw_from(c, 1, 12)),
	    .name = STR("phone"), .p256dh = JOIN(STR("\x04"), story_bytes(s, 64)), .auth = story_bytes(s, 16) };
}

/* Whose device a command is about, or 0. */
static inline i64
whose_device(const struct story *s, enum command_kind kind, const union command_fields *fields)
{
	i64 id = kind == CMD_remove_device ? fields->remove_device.device : kind == CMD_test_device ? fields->test_device.device : 0;
	i64 test = kind == CMD_acknowledge_test ? fields->acknowledge_test.test : 0;

	for (size_t i = 0; i < s->charter->n_devices; i++)
		if (s->charter->devices[i].head.id == id || (test && s->charter->devices[i].test == test))
			return s->charter->devices[i].is.person;
	return 0;
}

/* A seat, or command, to somebody who may take it. */
static inline struct cmd_offer_handover
a_handover_likely(struct chance *c, const struct story *s)
{
	const struct seat *seat = charter_seat(s->charter, some_seat(c, s));

	if (draw(c) >> 63 || seat->is.deputies.n == 0)
		return (struct cmd_offer_handover){ .to = somebody(c, s), .words = STR("it is quiet") };
	return (struct cmd_offer_handover){ seat->head.id, draw(c) >> 63 && seat->is.holders.n ? seat->is.holders.v[0] :
	    one_of(c, seat->is.deputies.v, seat->is.deputies.n), STR("they wait for you") };
}

/* Whoever is on duty there, or holds the seat; or commands. */
static inline i64
one_on(const struct story *s, i64 seat)
{
	i64 on = on_duty(s->charter, s->room, seat);
	const struct seat *is = charter_seat(s->charter, seat);

	return on ? on : is && is->is.holders.n ? is->is.holders.v[0] : s->room->commander;
}

/* What in the charter's stream is officers' to put, and in a room anybody's. */
static inline bool
asks_officers(enum command_kind kind)
{
	return kind == CMD_open_decision || kind == CMD_propose_option || kind == CMD_propose_erasure || kind == CMD_put_up_option;
}

/* Whoever may put it up: who put up what is, or else opened the question; 0: nobody did. */
static inline i64
one_to_put_up(const struct story *s, i64 option)
{
	const struct option *o = FIND(s->in, options, option);
	const struct decision *d = o ? FIND(s->in, decisions, o->is.decision) : NULL;

	return d == NULL ? 0 : d->put_up ? d->put_up_by : d->person;
}

/* The newest interest in what that option is to decide; 0: there is none. */
static inline i64
interest_beside(const struct story *s, i64 option)
{
	const struct option *o = FIND(s->in, options, option);

	for (size_t i = s->in->n_interests; o && i-- > 0; )
		if (interest_decision(s->in, s->in->interests[i].head.id) == o->is.decision)
			return s->in->interests[i].head.id;
	return 0;
}

/* Who gives it: of those who must be somebody, mostly they. */
static inline i64
who_might(struct chance *c, const struct story *s, enum command_kind kind, const union command_fields *fields)
{
	const struct message *m = kind == CMD_acknowledge_mention ? FIND(s->room, messages, fields->acknowledge_mention.message) : NULL;
	const struct call *call = kind == CMD_acknowledge_call ? FIND(s->room, calls, fields->acknowledge_call.call) : NULL;
	const struct deputy *stood_in = kind == CMD_take_seat_back ? FIND(s->room, deputies, fields->take_seat_back.deputy) : NULL;
	const struct task *t = kind == CMD_hand_over_task ? FIND(s->in, tasks, fields->hand_over_task.task) : NULL;

	if (whose_device(s, kind, fields))
		return whose_device(s, kind, fields);
	if (t && t->n_people)
		return t->people[0];
	if (kind == CMD_propose_change || (asks_officers(kind) && s->in == s->charter->room && draw(c) >> 61))
		return some_officer(c, s);
	if (kind == CMD_put_up_option && one_to_put_up(s, fields->put_up_option.option) && draw(c) >> 62)
		return one_to_put_up(s, fields->put_up_option.option);
	if (kind == CMD_offer_handover)
		return one_on(s, fields->offer_handover.seat);
	if (kind == CMD_set_shift)
		return one_on(s, 0);
	if (kind == CMD_take_duty && seat_held_by(s->charter, fields->take_duty.seat, one_on(s, 0)))
		return one_on(s, 0);
	if (kind == CMD_acknowledge_call && call)
		return call->is.person;
	if (kind == CMD_take_seat_back && stood_in)
		return stood_in->is.principal;
	return m && m->is.people.n ? m->is.people.v[0] : somebody(c, s);
}

static inline void
command_something(struct chance *c, struct story *s)
{
	enum command_kind kind = some_command(c, s);
	union command_fields *fields = NEW(T, union command_fields, 1);

	if (command_terms(kind).stream == TO_CHARTER)
		s->in = s->charter->room;
	draw_record(c, command_table(kind), fields);
	make_likely(c, s, command_table(kind), fields);
	if (kind == CMD_propose_change && draw(c) >> 61) {      /* mostly one thing */
		u64 which = (draw(c) >> 32) % 7;

		fields->propose_change.seat = which == 0 ? fields->propose_change.seat : NULL;
		fields->propose_change.rule = which == 1 ? fields->propose_change.rule : NULL;
		fields->propose_change.service = which == 2 ? fields->propose_change.service : NULL;
		fields->propose_change.words = which == 2 ? fields->propose_change.words : NULL;
		fields->propose_change.calendar = which == 3 ? fields->propose_change.calendar : NULL;
		fields->propose_change.criterion = which == 4 ? fields->propose_change.criterion : NULL;
		fields->propose_change.settled = which == 5;
		fields->propose_change.contact = which == 6 ? fields->propose_change.contact : NULL;
		fields->propose_change.reach = which == 6 ? fields->propose_change.reach : NULL;
		fields->propose_change.agreed = which == 6 ? fields->propose_change.agreed : NULL;
		fields->propose_change.template = NULL;
		fields->propose_change.text = (str){ NULL, 0 };
		fields->propose_change.delegation = NULL;
		fields->propose_change.ends = 0;
		fields->propose_change.removes_service = fields->propose_change.removes_contact = fields->propose_change.removes_template = 0;
	}
	if (kind == CMD_propose_change && draw(c) >> 63)
		fields->propose_change = a_seat_changed(c, s, fields->propose_change.option);
	else if (kind == CMD_propose_change && draw(c) >> 62 == 0)
		fields->propose_change = draw(c) >> 63 ? a_removal_likely(c, s, fields->propose_change.option) : a_template_likely(c, s, fields->propose_change.option);
	else if (kind == CMD_propose_change && draw(c) >> 63)
		fields->propose_change = a_delegation_likely(c, s, fields->propose_change.option);
	if (kind == CMD_approve_template && s->charter->n_templates)
		fields->approve_template = an_approval_likely(c, s);
	if (kind == CMD_assert_fact && draw(c) >> 63)
		fields->assert_fact = (struct cmd_assert_fact){ .name = STR("exploited"), .confidence = CONFIRMED, .value = draw(c) >> 63 ? STR("true") : STR("false") };
	if (kind == CMD_open_decision && s->in->n_decisions && draw(c) >> 63 && (the_decision(s)->state != DECISION_OPEN || draw(c) >> 61 == 0))
		fields->open_decision = (struct cmd_open_decision){ .kind = the_decision(s)->is.kind, .question = STR("Again?"), .supersedes = the_decision(s)->head.id };
	if (kind == CMD_check_measure)
		fields->check_measure.failed = (draw(c) >> 32) % 4 == 0;
	if (kind == CMD_add_attachment && fields->add_attachment.file)          /* a name that a file can have */
		((struct rec_file *)(uintptr_t)fields->add_attachment.file)->name = STR("disk.img");
	if (kind == CMD_transfer_custody && fields->transfer_custody.person)    /* to one of the two */
		fields->transfer_custody.to = (str){ NULL, 0 };
	if (kind == CMD_open_brief && s->in->seq)
		fields->open_brief.seen = s->in->seq;
	if (kind == CMD_link_interest && draw(c) >> 63)
		fields->link_interest.interest = interest_beside(s, fields->link_interest.option);
	if (kind == CMD_put_up_option)
		likely_interim(c, s, &fields->put_up_option);
	if (kind == CMD_start_clock && draw(c) >> 62)
		fields->start_clock = a_clock_likely(c, s);
	if (kind == CMD_propose_obligation && draw(c) >> 62)
		fields->propose_obligation.terms = terms_likely(c, s, STR("decided"));
	if (kind == CMD_time_clock && draw(c) >> 62)
		fields->time_clock = (struct cmd_time_clock){ fields->time_clock.clock, STR("aware"), s->in->seq, 0, STR("it was then") };
	if (kind == CMD_post_message && s->room->n_members && draw(c) >> 63)
		fields->post_message = a_mention_likely(c, s);
	if (kind == CMD_add_device && draw(c) >> 61)
		fields->add_device = a_device_likely(c, s);
	if (kind == CMD_offer_handover && draw(c) >> 61)
		fields->offer_handover = a_handover_likely(c, s);
	where.command = command_table(kind)->name;
	when_(s, who_might(c, s, kind, fields), kind, fields);
}

/* As its scope has it. */
static inline void
a_program(struct story *s, const struct token *t)
{
	signed_in_with(s, SESSION_TOKEN, t->head.id, t->is.scope == SCOPE_WRITE);
}

static inline void
sign_in_somehow(struct chance *c, struct story *s)
{
	signed_in_with(s, s->charter->founded.demo ? SESSION_DEMO : SESSION_STRONG, 0, false);
	if ((draw(c) >> 32) % 20 == 0)
		signed_in_with(s, SESSION_WEAK, 0, false);
	else if ((draw(c) >> 32) % 20 == 0 && s->charter->n_tokens)
		a_program(s, &s->charter->tokens[(draw(c) >> 32) % s->charter->n_tokens]);
}

/* The server enrols a key; officers vouch for it, mostly enough of them. */
static inline void
enrol_somebody(struct chance *c, struct story *s)
{
	i64 person = somebody(c, s);

	where.command = "an enrolment";
	if (charter_person(s->charter, person) == NULL || charter_person(s->charter, person)->ejected)
		return;
	story_key(s, person);
	for (int i = 0; i < 3; i++)
		when_acts(s, some_officer(c, s), "vouch", s->charter->credentials[s->charter->n_credentials - 1].head.id);
}

/* A passkey is revoked, a person ejected, a token confirmed: mostly by who may. */
static inline void
end_something(struct chance *c, struct story *s)
{
	const struct charter *is = s->charter;
	const struct credential *key = &is->credentials[(draw(c) >> 32) % is->n_credentials];
	const struct token *token = is->n_tokens ? &is->tokens[(draw(c) >> 32) % is->n_tokens] : NULL;
	struct rec_act act = act_on(s, some_officer(c, s), "revoke", key->head.id);

	if (token && draw(c) >> 62)
		act = act_on(s, token->is.owner, "confirm_token", token->head.id);
	else if (draw(c) >> 63)
		act = act_on(s, some_officer(c, s), "eject", somebody(c, s));
	else if (draw(c) >> 63)
		act = act_on(s, key->is.person, "revoke", key->head.id);
	if ((draw(c) >> 32) % 20 == 0)
		draw_record(c, record_act_table(), &act);
	where.command = "an act of the charter";
	if (verb_is_charters(act.verb))
		when_acts_by(s, act.person, act);
}

/* The server can page in some ways, and knows where to reach some people; or it sends nothing. */
static inline void
page_somehow(struct chance *c, struct story *s)
{
	char *point = NEW(T, char, 65);

	s->paging.ways = draw(c) >> 62 ? (unsigned)draw(c) : 0;
	point[0] = 4;
	for (i64 person = ANNA; person <= DORA; person++) {
		given(s, person, reach_set, .person = person, .phone = STR("+43664"), .mail = STR("home@home.example"));
		given(s, person, device_added, .person = person, .endpoint = STR("https://push.example/1"), .p256dh = { point, 65 }, .auth = { point, 16 });
	}
}

/* The sender says what came of some pages; in an exercise nothing left. */
static inline void
settle_something(struct chance *c, struct story *s)
{
	static const enum page_result results[] = { PAGE_ACCEPTED, PAGE_ACCEPTED, PAGE_ACCEPTED, PAGE_FAILED, PAGE_FAILED, PAGE_REFUSED, PAGE_GONE };
	struct room *rooms[] = { s->room, s->charter->room };

	where.command = "a sender";
	for (size_t r = 0; r < countof(rooms); r++)
		for (size_t i = rooms[r]->pages_settled; i < rooms[r]->n_pages; i++) {
			struct outcome *out = NEW(T, struct outcome, 1);
			enum page_result result = rooms[r]->kind == ROOM_EXERCISE ? PAGE_PRETENDED : results[(draw(c) >> 32) % countof(results)];

			if (draw(c) >> 62)
				settle_page(rooms[r], rooms[r]->pages[i].head.id, result, (str){ NULL, 0 }, out);
			if (out->n)
				story_write(s, rooms[r], &out->v[0]);
		}
}

/* What is in force is asked to go on, by whoever opens decisions. */
static inline void
renew_something(struct story *s)
{
	for (size_t i = s->room->n_measures; i-- > 0;)
		if (measure_in_force(&s->room->measures[i])) {
			s->in = s->room;
			where.command = "renew_measure";
			when(s, ANNA, renew_measure, .measure = s->room->measures[i].head.id);
			return;
		}
}

/* The decision that stands by which something is in force, or 0. */
static inline i64
stands(const struct story *s)
{
	for (size_t i = s->room->n_measures; i-- > 0;) {
		const struct decision *d = FIND(s->room, decisions, s->room->measures[i].decision);

		if (measure_in_force(&s->room->measures[i]) && d->state == DECISION_TAKEN)
			return d->head.id;
	}
	return 0;
}

/* Anna decides that something is done, and it is; or that nothing is, in the place of what was decided before; a plan prescribes neither. */
static inline void
replace_something(struct story *s)
{
	i64 old = stands(s);
	struct rec_act act;

	where.command = "a decision in the place of another";
	s->in = s->room;
	signed_in_with(s, s->charter->founded.demo ? SESSION_DEMO : SESSION_STRONG, 0, false);
	when(s, ANNA, open_decision, .kind = STR("calm"), .question = STR("Slow it down?"), .supersedes = old);
	if (s->e)
		return;
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .nothing = old != 0, .title = STR("Yes"));
	if (old == 0)
		when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = RATE_LIMIT, .lasts = 7200, .text = STR("ten a minute"));
	when(s, ANNA, set_plan, .decision = last(s, decision_opened), .plan = STR("Storms, page 4"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	act = act_for(s, ANNA, CISO, "decide");
	when_given(s, ANNA, given_act(s, &act, STR("it knows of no such storm")), act.verb);
	if (old == 0)
		when(s, ANNA, apply_measure, .measure = last(s, measure_proposed));
}

/* A measure is to be renewed, or what comes after an interim is due. */
static inline bool
was_asked_by_rule(const struct story *s)
{
	return s->in->n_decisions && the_decision(s)->state == DECISION_OPEN && (the_decision(s)->is.renews || the_decision(s)->is.takes_up);
}

/* What was handed over last is taken over: mostly by whom it was offered to. */
static inline void
take_over_something(struct chance *c, struct story *s)
{
	const struct handover *h = s->room->n_handovers ? &s->room->handovers[s->room->n_handovers - 1] : NULL;
	struct rec_act act;

	if (h == NULL)
		return;
	act = act_on(s, draw(c) >> 61 ? h->is.to : somebody(c, s), "accept_handover", h->head.id);
	if ((draw(c) >> 32) % 20 == 0)
		draw_record(c, record_act_table(), &act);
	where.command = "taking over";
	if (str_eq(act.verb, STR("accept_handover")))
		when_acts_by(s, act.person, act);
}

/* Whoever may say that they called in vain, and did not ask for it themselves; else nobody. */
static inline i64
caller_for(const struct story *s, const struct call *call)
{
	static struct outcome would;
	const struct decision *d = FIND(s->room, decisions, call->is.decision);

	for (size_t i = 0; d && i < s->charter->n_persons; i++) {
		i64 person = s->charter->persons[i].head.id;
		const struct scene scene = { .a = T, .charter = s->charter, .room = s->room, .now = s->now, .actor = { person, 0, SESSION_STRONG, true } };
		const union command_fields in_vain = { .log_call = { .call = call->head.id, .channel = BY_PHONE, .result = CALL_NO_ANSWER } };

		if (person != d->person && person != d->put_up_by && decide(&scene, CMD_log_call, &in_vain, &would) == OK)
			return person;
	}
	return 0;
}

/* Everybody who is to be called for the newest decision is, in two ways in vain; now and then one knows of it. */
static inline void
call_everybody(struct chance *c, struct story *s)
{
	for (int way = 0; way < 2; way++) {
		for (size_t i = 0; i < s->room->n_calls; i++) {
			const struct call *call = &s->room->calls[i];
			i64 caller = caller_for(s, call);

			if (call->is.decision != the_decision(s)->head.id || call->made || caller == 0 || draw(c) >> 59 == 0)
				continue;
			given(s, caller, call_tried, .call = call->head.id, .channel = way ? BY_MAIL : BY_PHONE,
			    .result = way ? CALL_SENT : draw(c) >> 60 ? CALL_NO_ANSWER : CALL_REACHED, .note = STR(""));
		}
		s->now += way ? 0 : BETWEEN_WAYS;
		story_settle(s);
	}
}

/* A night on which hardly anybody answers what a default may be taken of; now and then the server is down for a time. */
static inline void
a_silent_night(struct chance *c, struct story *s)
{
	struct scene scene;

	where.command = "a silent night";
	s->in = s->room;
	signed_in_with(s, s->charter->founded.demo ? SESSION_DEMO : SESSION_STRONG, 0, false);
	when(s, ANNA, open_decision, .kind = STR("climbing"), .question = STR("Isolate it?"));
	if (s->e)
		return;
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .title = STR("Isolate it"));
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .lasts = 7200, .text = STR("pull it"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	for (int i = 0; i < 12 && s->room->n_decisions && the_decision(s)->state == DECISION_OPEN; i++) {
		call_everybody(c, s);
		if (draw(c) >> 60 == 0)
			answer_something(c, s);
		scene = story_scene(s, s->room);
		if (draw(c) >> 60 == 0)
			given_return(s, s->now + draw_from(c, 0, 120) * 60 * 1000000);
		when_it_is(s, due(&scene) > s->now ? due(&scene) : s->now);
		if (s->charter->founded.demo == false && draw(c) >> 61 == 0)
			break;
	}
}

/* What the first of the officers asks them; 0: it could not be asked. */
static inline i64
officers_asked(struct story *s, const char *what, str kind)
{
	i64 first = charter_seat(s->charter, OFFICERS)->is.holders.v[0];

	where.command = what;
	s->in = s->charter->room;
	signed_in_with(s, s->charter->founded.demo ? SESSION_DEMO : SESSION_STRONG, 0, false);
	when(s, first, open_decision, .kind = kind, .question = STR("Shall we?"));
	if (s->e)
		return 0;
	when(s, first, propose_option, .decision = last(s, decision_opened), .title = STR("Yes"));
	return last(s, option_proposed);
}

static inline void
officers_decide(struct story *s, i64 option)
{
	struct refs officers = charter_seat(s->charter, OFFICERS)->is.holders;

	when(s, officers.v[0], put_up_option, .option = option);
	for (size_t i = 0; s->e == OK && i < officers.n && the_decision(s)->state == DECISION_OPEN; i++)
		when_answers(s, officers.v[i], OFFICERS, "decide");
}

/* That a seat is lent, or that this ends, or that something is removed: decided by as many of them as it takes. */
static inline void
a_change_decided(struct chance *c, struct story *s)
{
	struct cmd_propose_change change = draw(c) >> 62 ? a_delegation_likely(c, s, 0) : a_removal_likely(c, s, 0);

	if ((change.option = officers_asked(s, "a change", STR("change_charter"))) == 0)
		return;
	when_(s, charter_seat(s->charter, OFFICERS)->is.holders.v[0], CMD_propose_change, &change);
	officers_decide(s, change.option);
}

/* That words are erased, likewise. */
static inline void
an_erasure_decided(struct story *s)
{
	static const struct rec_digest digest = { { { 1 } } };
	i64 option = officers_asked(s, "an erasure", STR("erase_words"));

	if (option == 0)
		return;
	when(s, charter_seat(s->charter, OFFICERS)->is.holders.v[0], propose_erasure, .option = option, .n = 4, .digests = &digest, .n_digests = 1);
	officers_decide(s, option);
}

/* One concurs after the other, as the rule has it, and then it is decided: each by who holds the seat.  Until a thing happens. */
static inline void
a_matter_in_turn(struct story *s)
{
	static const struct { i64 seat; const char *verb; } turns[] = { { COO, "concur" }, { CFO, "concur" }, { CISO, "decide" } };

	where.command = "a matter in turn";
	s->in = s->room;
	signed_in_with(s, s->charter->founded.demo ? SESSION_DEMO : SESSION_STRONG, 0, false);
	when(s, ANNA, open_decision, .kind = STR("turns"), .question = STR("One after the other?"));
	if (s->e)
		return;
	when(s, ANNA, propose_option, .decision = last(s, decision_opened), .title = STR("Yes"));
	when(s, ANNA, set_tripwire, .option = last(s, option_proposed), .when = STR("turned"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	for (size_t i = 0; s->e == OK && i < countof(turns); i++) {
		struct refs holders = charter_seat(s->charter, turns[i].seat)->is.holders;

		for (size_t k = 0; k < holders.n && the_decision(s)->state == DECISION_OPEN && (k == 0 || s->e); k++)
			when_answers(s, holders.v[k], turns[i].seat, turns[i].verb);
	}
	if (the_decision(s)->state == DECISION_TAKEN)
		when(s, ANNA, assert_fact, .name = STR("turned"), .value = STR("true"), .confidence = CONFIRMED);
}

static inline void
something(struct chance *c, struct story *s)
{
	u64 how = (draw(c) >> 32) % 28;

	s->in = draw(c) >> 62 && s->room->seq ? s->room : s->charter->room;
	sign_in_somehow(c, s);
	s->now += draw_from(c, 0, 20) * 1000000;
	if ((draw(c) >> 32) % 100 == 0)
		given_return(s, s->now);
	if (how == 0)
		when_it_is(s, s->now + draw_from(c, 0, (draw(c) >> 32) % 12 ? 20 : draw(c) >> 63 ? 400 : 4000) * 60 * 1000000);
	else if (how == 1)
		enrol_somebody(c, s);
	else if (how == 2 && (draw(c) >> 32) % 3 == 0)
		end_something(c, s);
	else if (how == 3)
		settle_something(c, s);
	else if (how == 4)
		take_over_something(c, s);
	else if (how == 5 && s->room->seq && (draw(c) >> 32) % 8 == 0)
		a_silent_night(c, s);
	else if (how == 6 && (draw(c) >> 32) % 16 == 0)
		a_change_decided(c, s);
	else if (how == 6 && (draw(c) >> 32) % 16 == 0)
		an_erasure_decided(s);
	else if (how == 6 && s->room->seq && (draw(c) >> 32) % 8 == 0)
		a_matter_in_turn(s);
	else if (how == 7 && (draw(c) >> 32) % 4)
		renew_something(s);
	else if (how == 7)
		replace_something(s);
	else if (how < 14 || (how < 24 && was_asked_by_rule(s)))
		answer_something(c, s);
	else if (how == 14 || (how == 15 && draw(c) >> 63))
		hear_something(c, s);
	else if (how == 15)
		settle_something_heard(c, s);
	else
		command_something(c, s);
}

/* The runs from one number to another, each from a seed of its own. */
static inline void
run_on(int from, int to, void run(struct chance *))
{
	where.broke = true;
	for (where.run = from; where.run < to; where.run++) {
		struct arena mark = *T;
		struct chance own = { (where.seed + (u64)where.run) * 2 + 1 };

		for (int warm = 0; warm < 8; warm++)
			draw(&own);
		run(&own);
		*T = mark;
	}
	where.broke = false;
}

/* As many runs as TOCSIN_LAWS says, or as usual; how many there were. */
static inline int
each_run(int usual, void run(struct chance *))
{
	const char *wanted = getenv("TOCSIN_LAWS");
	int runs = wanted ? atoi(wanted) : usual;
	struct chance c = chance_new();

	where.seed = (c.x - 1) / 2;
	run_on(0, runs, run);
	return runs;
}

/* Of these kinds, the first that no run came to; else EV_none. */
static inline enum event_kind
missed(const int *times, const enum event_kind *kinds, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (times[kinds[i]] == 0)
			return kinds[i];
	return EV_none;
}

/* each_run(), and until these kinds have come about, which some do seldom; but not for ever.  Else a law held of nothing. */
static inline void
each_run_to(int usual, void run(struct chance *), const int *times, const enum event_kind *kinds, size_t n)
{
	enum { MORE = 20, MOST = 1000 };
	int runs = each_run(usual, run);

	for (; runs >= usual && runs < MOST && missed(times, kinds, n); runs += MORE)
		run_on(runs, runs + MORE, run);
	if (runs >= usual && missed(times, kinds, n))
		fail_msg("no run came to %s", event_table(missed(times, kinds, n))->name);
}

#endif
