/*
 * Laws at random, of a whole record: what honest people come to stands, what nobody decided does not.
 *
 * A demonstration, so that acts need no signatures; all else is as in any
 * record.  TOCSIN_SEED picks the run, TOCSIN_LAWS says how many.
 */
#include "asking.h"
#include "checkpoint.h"
#include "replay.h"

enum { COMMANDS_A_RUN = 600, FORGERIES_A_RUN = 12 };

static int reached[EVENT_KINDS], forged[EVENT_KINDS];   /* how often each kind came of it, and was forged */

/* ---- a record, shown as a store ---- */

struct shown {
	struct store store;             /* first: what the verifier is given is cast back to this */
	struct stored *v;
	size_t n;
	struct tree tree;
};

static err
read_shown(struct store *s, i64 from, store_visit *visit, void *ctx)
{
	struct shown *shown = (struct shown *)(void *)s;
	err e = OK;

	for (size_t i = (size_t)from; i < shown->n && e == OK; i++)
		e = visit(ctx, &shown->v[i]);
	return e;
}

/* The log's own key signs whatever is there. */
static err
sign_shown(struct store *s, struct arena *a, i64 size, str *out)
{
	const struct shown *shown = (struct shown *)(void *)s;
	struct checkpoint c = { STR(STORY_LOG), shown->tree.size, tree_root(&shown->tree), { NULL, 0 } };
	struct note_key key = note_key_of(c.origin, ed25519_public_of(&story_secret));

	(void)size;
	*out = note_sign(a, checkpoint_text(a, &c), &key, &story_secret);
	return OK;
}

static void
add(struct shown *shown, str leaf, const str *disclosures, size_t n)
{
	struct entry e;

	CHECK_OK(entry_read(T, leaf, disclosures, n, &e));
	shown->v[shown->n++] = (struct stored){ e.n, e.stream, e.seq, e.at, e.lh, leaf, disclosures, n };
	tree_append(&shown->tree, e.lh);
}

/* With room for what one command may come to. */
static struct shown *
show(const struct story *s)
{
	struct shown *shown = NEW(T, struct shown, 1);

	shown->store = (struct store){ .name = "shown", .read_all = read_shown, .checkpoint = sign_shown };
	shown->v = NEW(T, struct stored, s->n_lines + LIMIT_OUTCOME);
	for (size_t i = 0; i < s->n_lines; i++)
		add(shown, s->lines[i].leaf, s->lines[i].disclosures, s->lines[i].n);
	return shown;
}

static struct rec_verdicts
verdicts_of(struct shown *shown)
{
	static const struct verify_options nothing_kept;
	struct rec_verdicts v;

	CHECK_OK(verify_record(T, &shown->store, &nothing_kept, &v));
	return v;
}

static void
expect(bool so, const struct rec_verdicts *v)
{
	if (!so)
		print_error("%.*s", STR_ARG(verdicts_text(T, v)));
	CHECK(so);
}

/* ---- histories ---- */

static void
count_reached(const struct room *room, i64 after)
{
	for (i64 seq = after + 1; seq <= room->seq; seq++)
		reached[room->places[seq - 1].kind]++;
}

static struct story *
some_history(struct chance *c)
{
	struct story *s = story_new(true);
	i64 founded = s->charter->room->seq;

	page_somehow(c, s);
	a_room(s);
	for (where.step = 0; where.step < COMMANDS_A_RUN; where.step++) {
		struct arena mark = *T;

		something(c, s);
		story_settle(s);        /* time went on, even where the command was refused */
		*T = mark;
	}
	count_reached(s->charter->room, founded);
	count_reached(s->room, 0);
	return s;
}

static void
honest_run(struct chance *c)
{
	struct story *s = some_history(c);
	struct rec_verdicts v = verdicts_of(show(s));

	expect(v.found == 0 && v.entries == s->n, &v);
	story_end(s);
}

TEST(whatever_random_people_come_to_verifies)
{
	static const enum event_kind deep[] = { EV_decision_taken, EV_decision_lapsed, EV_decision_superseded, EV_answer_voided,
	    EV_deputy_called, EV_authority_changed, EV_measure_ordered, EV_credential_vouched, EV_seat_set, EV_erased,
	    EV_credential_revoked, EV_person_ejected, EV_token_confirmed, EV_measure_renewed, EV_page_claimed, EV_page_settled, EV_page_unheard, EV_handover_accepted, EV_duty_taken, EV_answer_heard, EV_heard_confirmed, EV_heard_disowned,
	    EV_confirmation_reminded, EV_confirmation_overdue, EV_decision_defaulted, EV_delegation_set, EV_delegate_done };

	each_run_to(100, honest_run, reached, deep, countof(deep));
}

/* ---- outcomes that nobody decided ---- */

static const enum event_kind outcomes[] = { EV_decision_taken, EV_decision_taken, EV_measure_ordered, EV_seat_set, EV_rule_set,
    EV_service_set, EV_calendar_set, EV_criterion_set, EV_contact_set, EV_out_of_band_set, EV_charter_settled, EV_erased, EV_decision_superseded, EV_measure_renewed, EV_credential_revoked,
    EV_person_ejected, EV_token_confirmed, EV_page_claimed, EV_page_settled, EV_page_unheard, EV_handover_accepted, EV_answer_heard, EV_heard_confirmed, EV_heard_disowned, EV_confirmation_reminded,
    EV_confirmation_overdue, EV_delegation_set, EV_delegation_ended, EV_absence_set, EV_decision_defaulted,
    EV_service_removed, EV_contact_removed, EV_template_set, EV_template_removed, EV_call_owed, EV_decision_lapsed, EV_task_opened, EV_member_added, EV_fact_asserted, EV_decision_opened,
    EV_option_proposed, EV_measure_proposed, EV_obligation_proposed, EV_tripwire_set, EV_plan_set, EV_clock_started };

/* The decision of an option; any number may be asked for. */
static i64
decision_of(const struct room *room, i64 option)
{
	const struct option *o = FIND(room, options, option);

	return o ? o->is.decision : 0;
}

/* An act that nobody gave; an officer or an owner might have. */
static str
act_text(struct chance *c, struct story *s, i64 who, const char *verb, i64 object)
{
	struct rec_act act = act_on(s, who, verb, object);
	struct buf b = buf_new(T, 1024);

	act.seat = draw(c) >> 63 ? OFFICERS : 0;
	field_write(&b, record_act_table(), &act);
	return buf_str(&b);
}

static void
make_close_act(struct chance *c, struct story *s, enum event_kind kind, union event_fields *as)
{
	const struct token *t = s->charter->n_tokens ? &s->charter->tokens[(draw(c) >> 32) % s->charter->n_tokens] : NULL;
	const struct handover *h = s->room->n_handovers ? &s->room->handovers[(draw(c) >> 32) % s->room->n_handovers] : NULL;
	i64 officer = some_officer(c, s);
	str nothing = { NULL, 0 };

	if (kind == EV_credential_revoked)
		as->credential_revoked = (struct ev_credential_revoked){ BORIS_KEY, act_text(c, s, officer, "revoke", BORIS_KEY),
		    nothing, nothing, nothing, nothing };
	else if (kind == EV_person_ejected)
		as->person_ejected = (struct ev_person_ejected){ ANNA, act_text(c, s, officer, "eject", ANNA), nothing, nothing, nothing, nothing };
	else if (kind == EV_token_confirmed && t)
		as->token_confirmed = (struct ev_token_confirmed){ t->head.id, act_text(c, s, t->is.owner, "confirm_token", t->head.id),
		    nothing, nothing, nothing };
	else if (kind == EV_handover_accepted && h)
		as->handover_accepted = (struct ev_handover_accepted){ h->head.id, act_text(c, s, h->is.to, "accept_handover", h->head.id),
		    nothing, nothing, nothing };
}

/* What would be right had it been decided, or had it not been done already. */
static void
make_close(struct chance *c, struct story *s, enum event_kind kind, union event_fields *as)
{
	const struct room *room = s->in;
	const struct decision *d = room->n_decisions ? &room->decisions[(draw(c) >> 32) % room->n_decisions] : NULL;
	const struct measure *m = room->n_measures ? &room->measures[(draw(c) >> 32) % room->n_measures] : NULL;
	const struct words *w = room->n_words ? &room->words[(draw(c) >> 32) % room->n_words] : NULL;
	const struct obligation *o = room->n_obligations ? &room->obligations[(draw(c) >> 32) % room->n_obligations] : NULL;
	const struct change *ch = room->n_changes ? &room->changes[(draw(c) >> 32) % room->n_changes] : NULL;
	i64 by = ch ? decision_of(room, ch->is.option) : 0;
	struct standing standing;

	if (kind == EV_decision_taken && d && d->put_up) {
		standing_of(T, s->charter, room, d, &standing);
		as->decision_taken = (struct ev_decision_taken){ d->head.id, d->option, standing.answers, standing.dissent, standing.by_voice };
	} else if (kind == EV_decision_superseded && d && d->is.supersedes)
		as->decision_superseded = (struct ev_decision_superseded){ d->is.supersedes, d->head.id };
	else if (kind == EV_decision_lapsed && d)
		as->decision_lapsed.decision = d->head.id;
	else if (kind == EV_call_owed && room->n_calls)
		as->call_owed = room->calls[room->n_calls - 1].is;
	else if (kind == EV_measure_ordered && m)
		as->measure_ordered = (struct ev_measure_ordered){ m->head.id, decision_of(room, m->is.option) };
	else if (kind == EV_clock_started && o)
		as->clock_started = (struct ev_clock_started){ .terms = o->is.terms, .title = o->is.title, .obligation = o->head.id };
	else if (kind == EV_erased && w)
		as->erased = (struct ev_erased){ decision_of(room, w->is.option), w->is.n, w->is.digests, w->is.n_digests };
	else if (kind == EV_seat_set && ch && ch->is.seat)
		as->seat_set = (struct ev_seat_set){ ch->is.seat, ch->is.title, by };
	else if (kind == EV_rule_set && ch && ch->is.rule)
		as->rule_set = (struct ev_rule_set){ ch->is.rule, by };
	else if (kind == EV_service_set && ch && ch->is.service)
		as->service_set = (struct ev_service_set){ ch->is.service, ch->is.title, by, ch->is.words };
	else if (kind == EV_calendar_set && ch && ch->is.calendar)
		as->calendar_set = (struct ev_calendar_set){ ch->is.calendar, ch->is.title, by };
	else if (kind == EV_criterion_set && ch && ch->is.criterion)
		as->criterion_set = (struct ev_criterion_set){ ch->is.criterion, ch->is.criteria, by };
	else if (kind == EV_out_of_band_set && ch && ch->is.out_of_band)
		as->out_of_band_set = (struct ev_out_of_band_set){ ch->is.out_of_band, by };
	else if (kind == EV_contact_set && ch && ch->is.contact)
		as->contact_set = (struct ev_contact_set){ ch->is.contact, ch->is.title, by, ch->is.reach, ch->is.agreed };
	else if (kind == EV_delegation_set && ch && ch->is.delegation)
		as->delegation_set = (struct ev_delegation_set){ ch->is.delegation, by };
	else if (kind == EV_absence_set && ch && ch->is.absence)
		as->absence_set = (struct ev_absence_set){ ch->is.absence->person, ch->is.absence->until, by };
	else if (kind == EV_delegation_ended && ch && ch->is.ends)
		as->delegation_ended = (struct ev_delegation_ended){ ch->is.ends, by };
	else if (kind == EV_service_removed && ch && ch->is.removes_service)
		as->service_removed = (struct ev_service_removed){ ch->is.removes_service, by };
	else if (kind == EV_contact_removed && ch && ch->is.removes_contact)
		as->contact_removed = (struct ev_contact_removed){ ch->is.removes_contact, by };
	else if (kind == EV_template_set && ch && ch->template)
		as->template_set = (struct ev_template_set){ ch->template, ch->is.title, by, ch->text };
	else if (kind == EV_template_removed && ch && ch->is.removes_template)
		as->template_removed = (struct ev_template_removed){ ch->is.removes_template, by };
	else if (kind == EV_decision_defaulted && d && d->put_up) {
		standing_of(T, s->charter, room, d, &standing);
		as->decision_defaulted = (struct ev_decision_defaulted){ .decision = d->head.id, .option = d->option, .accountable = d->needs.accountable,
		    .missing = standing.missing, .until = s->now + HOURS };
	} else if (kind == EV_charter_settled && ch)
		as->charter_settled.decision = by;
	else if (kind == EV_page_claimed && room->n_pages)
		as->page_claimed = room->pages[room->n_pages - 1].is;
	else if (kind == EV_page_settled && room->pages_settled)
		as->page_settled.page = room->pages[room->pages_settled - 1].head.id;
}

/* What somebody might have heard, to be confirmed at another time than the rule gives; and what nobody who was heard said of it. */
static void
make_close_heard(struct chance *c, struct story *s, struct entry *e)
{
	const struct answer *x = s->room->n_answers ? &s->room->answers[(draw(c) >> 32) % s->room->n_answers] : NULL;
	struct rec_act act;
	struct given_act g;

	if (e->kind < EV_answer_heard || e->kind > EV_confirmation_overdue || s->in != s->room || x == NULL || x->voice == voice_none)
		return;
	if (e->kind == EV_confirmation_reminded || e->kind == EV_confirmation_overdue)
		e->as.confirmation_overdue.answer = x->head.id;         /* both have that field alone */
	act = e->kind == EV_answer_heard ? hearing(s, CARLA, x->person, x->seat) :
	    act_of_heard(s, x->heard_by, e->kind == EV_heard_confirmed ? "confirm_heard" : "disown_heard", x->head.id);
	g = given_act(s, &act, (str){ NULL, 0 });
	if (e->kind == EV_answer_heard)
		e->as.answer_heard = (struct ev_answer_heard){ .act = g.act, .sources = g.sources, .says = voice_says(the_decision(s), x->seat, act.verb),
		    .code = voice_code(T, act.subject), .confirm_by = s->now + 7 };
	else if (e->kind == EV_heard_confirmed)
		e->as.heard_confirmed = (struct ev_heard_confirmed){ .answer = x->head.id, .act = g.act };
	else if (e->kind == EV_heard_disowned)
		e->as.heard_disowned = (struct ev_heard_disowned){ .answer = x->head.id, .act = g.act };
	else
		return;
	e->by = (struct by){ act.person, act.seat, act.for_, act.credential };
}

/* What came of a page only its sender knows: that it left, and was taken or not, is nobody's decision. */
static bool
only_the_sender_knows(const struct room *room, enum event_kind kind, const union event_fields *as)
{
	const struct call_page *page = kind == EV_page_settled ? FIND(room, pages, as->page_settled.page) : NULL;

	return page && page->settled_at == 0 && as->page_settled.result != PAGE_LOST && as->page_settled.result != PAGE_PRETENDED;
}

/* Sealed and chained as the server would; false for one that could not be folded. */
static bool
forge(struct chance *c, struct story *s, struct shown *shown)
{
	enum event_kind kind = outcomes[(draw(c) >> 32) % countof(outcomes)];
	bool charter = event_stream(kind) == IN_CHARTER || (event_stream(kind) == IN_MATTER && draw(c) >> 63);
	struct room *room = s->in = charter ? s->charter->room : s->room;
	struct entry read, e = { .n = s->n, .stream = room == s->room ? room->id : 0, .seq = room->seq + 1, .at = s->now,
	    .charter = s->charter->room->seq, .log = STR(STORY_LOG), .prev = room->places[room->seq - 1].lh, .kind = kind };
	struct sealed sealed;

	draw_record(c, event_table(kind), &e.as);
	make_likely(c, s, event_table(kind), &e.as);
	if (draw(c) >> 62)
		make_close(c, s, kind, &e.as);
	if (draw(c) >> 62)
		make_close_act(c, s, kind, &e.as);
	if (draw(c) >> 62)
		make_close_heard(c, s, &e);
	where.command = event_table(kind)->name;
	if (field_check(T, event_table(kind), &e.as) || entry_seal(T, &e, (const u8 *)story_bytes(s, SALTS_PER_ENTRY * SALT).p, &sealed))
		return false;
	CHECK_OK(entry_read(T, sealed.leaf, sealed.disclosures, sealed.n_disclosures, &read));
	if (fold_check(T, (struct world){ s->charter, room }, &read) || only_the_sender_knows(room, kind, &e.as))
		return false;
	add(shown, sealed.leaf, sealed.disclosures, sealed.n_disclosures);
	forged[kind]++;
	return true;
}

/* The room is silent: no outcome at all is due. */
static void
forged_run(struct chance *c)
{
	struct story *s = some_history(c);
	const struct shown honest = *show(s);

	for (int i = 0; i < FORGERIES_A_RUN;) {
		struct arena mark = *T;
		struct shown shown = honest;

		if (forge(c, s, &shown)) {
			struct rec_verdicts v = verdicts_of(&shown);

			expect(v.found == 1 && v.findings[0].verdict == VERDICT_AUTHORITY && v.findings[0].n == s->n, &v);
			i++;
		}
		*T = mark;
	}
	story_end(s);
}

TEST(whatever_outcome_nobody_decided_is_refused)
{
	each_run_to(90, forged_run, forged, outcomes, countof(outcomes));
}

/* ---- what was somebody else's to say ---- */

static int refused[EVENT_KINDS];        /* how often each was forged as of who was refused it */

enum { REFUSALS_OF_A_KIND = 40 };

/* Somebody who might give that very command now; what would come of it. */
static bool
given_by_another(struct story *s, struct outcome *out)
{
	struct scene scene = story_scene(s, s->asked.room);

	for (size_t i = 0; i < s->charter->n_persons; i++) {
		scene.actor = (struct actor){ s->charter->persons[i].head.id, 0, SESSION_DEMO, true };
		if (scene.actor.person != s->asked.who && decide(&scene, s->asked.kind, s->asked.fields, out) == OK)
			return true;
	}
	return false;
}

/* The next entry of that stream, as if they had given it. */
static void
forge_as(struct story *s, struct shown *shown, struct by by, const struct emitted *m, size_t i)
{
	struct room *room = s->asked.room;
	bool charter = room == s->charter->room;
	struct entry e = { .n = s->n + (i64)i, .stream = charter ? 0 : room->seq ? room->id : s->n, .seq = room->seq + 1 + (i64)i, .at = s->now,
	    .charter = s->charter->room->seq + (charter ? (i64)i : 0), .log = STR(STORY_LOG), .by = by, .kind = m->kind, .as = m->as };
	struct sealed sealed;

	if (i || room->seq)
		e.prev = i ? shown->v[shown->n - 1].lh : room->places[room->seq - 1].lh;
	CHECK_OK(entry_seal(T, &e, (const u8 *)story_bytes(s, SALTS_PER_ENTRY * SALT).p, &sealed));
	add(shown, sealed.leaf, sealed.disclosures, sealed.n_disclosures);
}

static bool
is_of_who(err e)
{
	return e && (e->kind == ERR_NOT_YOUR_CALL || e->kind == ERR_NOT_SIGNED_IN || e->kind == ERR_NO_SUCH);
}

/* What would have come of that command, as if who was refused it had given it; false where nobody was refused for who they are. */
static bool
forge_refused(struct story *s, struct shown *shown)
{
	struct outcome *out = NEW(T, struct outcome, 1);
	const struct token *program = s->strength == SESSION_TOKEN ? FIND(s->charter, tokens, s->via) : NULL;
	struct by by = { .person = program ? 0 : s->asked.who, .via = s->via };

	if (s->asked.kind == CMD_none || !is_of_who(s->e) || s->asked.who == 0 || (program && program->is.owner != s->asked.who))
		return false;
	if (!given_by_another(s, out) || event_is_act(out->v[0].kind) || refused[out->v[0].kind]++ >= REFUSALS_OF_A_KIND)
		return false;
	for (size_t i = 0; i < out->n; i++)
		forge_as(s, shown, by, &out->v[i], i);
	where.command = event_table(out->v[0].kind)->name;
	return true;
}

/* Anybody says first what is put up: that is for whom the question concerns, and comes about too seldom by itself. */
static void
somebody_puts_up(struct chance *c, struct story *s)
{
	for (size_t i = s->room->n_options; i-- > 0;) {
		const struct option *o = &s->room->options[i];
		const struct decision *d = FIND(s->room, decisions, o->is.decision);

		if (d->state != DECISION_OPEN || d->put_up)
			continue;
		s->in = s->room;
		signed_in_with(s, SESSION_STRONG, 0, false);
		when(s, somebody(c, s), put_up_option, .option = o->head.id);
		return;
	}
}

static void
refused_run(struct chance *c)
{
	struct story *s = story_new(true);

	page_somehow(c, s);
	a_room(s);
	for (where.step = 0; where.step < COMMANDS_A_RUN; where.step++) {
		struct arena mark = *T;
		struct shown *shown;

		s->asked.kind = CMD_none;
		if (where.step % 20 == 19)
			somebody_puts_up(c, s);
		else
			something(c, s);
		if (forge_refused(s, shown = show(s))) {
			struct rec_verdicts v = verdicts_of(shown);

			if (v.found == 0)
				print_error("%s was refused: %.*s", where.command, STR_ARG(s->e->why));
			expect(v.found > 0 && v.findings[0].verdict == VERDICT_AUTHORITY && v.findings[0].n >= s->n, &v);
		}
		story_settle(s);
		*T = mark;
	}
	story_end(s);
}

TEST(whatever_was_not_theirs_to_say_is_named)
{
	static const enum event_kind deep[] = { EV_task_reopened, EV_measure_lifted, EV_measure_applied, EV_measure_checked, EV_measure_failed, EV_device_added,
	    EV_decision_opened, EV_option_put_up, EV_call_tried, EV_call_acknowledged, EV_report_rhythm_set, EV_message_posted, EV_message_retracted, EV_room_restricted,
	    EV_member_added, EV_token_revoked, EV_invitation_issued, EV_document_opened, EV_task_opened, EV_objective_set, EV_tlp_set, EV_severity_set, EV_phase_set,
	    EV_person_added, EV_advice_given, EV_clock_started, EV_clock_confirmed, EV_duty_taken, EV_token_issued, EV_bridge_logged };

	each_run_to(30, refused_run, refused, deep, countof(deep));
}

/* ---- what is taken by default renews nothing, whatever the server says ---- */

/* Everybody is called in two ways in vain, at every rung, until that. */
static void
nobody_answers(struct story *s, i64 deadline)
{
	while (s->now < deadline && !the_decision(s)->defaulted) {
		struct scene scene;

		for (size_t i = 0; i < s->room->n_calls; i++)
			if (s->room->calls[i].is.decision == the_decision(s)->head.id && !s->room->calls[i].made) {
				i64 caller = caller_for(s, &s->room->calls[i]);

				if (caller == 0)
					continue;
				given(s, caller, call_tried, .call = s->room->calls[i].head.id, .channel = BY_PHONE, .result = CALL_NO_ANSWER);
				s->now += BETWEEN_WAYS;
				given(s, caller, call_tried, .call = s->room->calls[i].head.id, .channel = BY_MAIL, .result = CALL_SENT);
			}
		story_settle(s);
		scene = story_scene(s, s->room);
		when_it_is(s, due(&scene));
	}
}

TEST(a_renewal_by_default_is_refused)
{
	struct story *s = story_new(true);
	struct rec_verdicts v;
	i64 old, renewal;

	a_room(s);
	a_decision(s, ANNA, "climbing");
	when(s, ANNA, propose_measure, .option = last(s, option_proposed), .kind = ISOLATION, .lasts = 12 * 3600, .text = STR("pull it"));
	old = last(s, measure_proposed);
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when_answers(s, ANNA, CISO, "decide");
	when_answers(s, CARLA, CFO, "concur");
	when_answers(s, BORIS, COO, "concur");
	when(s, BORIS, apply_measure, .measure = old);
	when(s, ANNA, renew_measure, .measure = old);
	renewal = last(s, option_proposed);
	when(s, ANNA, propose_option, .decision = the_decision(s)->head.id, .nothing = true, .title = STR("Let it end"));
	when(s, ANNA, put_up_option, .option = last(s, option_proposed));
	when(s, ANNA, put_up_option, .option = renewal);
	nobody_answers(s, s->now + 6 * HOURS);
	CHECK(the_decision(s)->defaulted && story_last(s->room, EV_measure_renewed) == 0);
	v = verdicts_of(show(s));
	expect(v.found == 0, &v);
	given(s, 0, measure_renewed, .measure = old, .by = last(s, measure_proposed), .expires = s->now + 12 * HOURS);
	v = verdicts_of(show(s));
	expect(v.found == 1 && v.findings[0].verdict == VERDICT_AUTHORITY && str_contains(v.findings[0].sentence, STR("no decision that was taken renews")), &v);
	story_end(s);
}

TEST_MAIN()
