#include "book.h"
#include "six_words.h"

static const struct verify_options nothing_kept;

static struct rec_verdicts
verdicts_of(struct book *b, const struct verify_options *options)
{
	struct rec_verdicts v;

	if (b->checkpoint.p == NULL)
		b->checkpoint = checkpoint_of(b);
	CHECK_OK(verify_record(T, &b->store, options, &v));
	return v;
}

static void
show(const struct rec_verdicts *v)
{
	str text = verdicts_text(T, v);

	print_error("%.*s", STR_ARG(text));
}

static void
check_clean(struct book *b)
{
	struct rec_verdicts v = verdicts_of(b, &nothing_kept);

	if (v.found)
		show(&v);
	CHECK(v.found == 0);
}

static bool
is_found(const struct rec_verdicts *v, enum verdict verdict, const char *words)
{
	for (size_t i = 0; i < v->n_findings; i++)
		if (v->findings[i].verdict == verdict && str_contains(v->findings[i].sentence, str_c(words)))
			return true;
	return false;
}

static void
check_says(const struct rec_verdicts *v, enum verdict verdict, const char *words)
{
	if (!is_found(v, verdict, words))
		show(v);
	CHECK(is_found(v, verdict, words));
}

/* The verifier says this, of authority, and nothing against the record being whole. */
static void
check_refused(struct book *b, const char *words)
{
	struct rec_verdicts v = verdicts_of(b, &nothing_kept);

	check_says(&v, VERDICT_AUTHORITY, words);
	CHECK(verdict_stands(&v, VERDICT_WHOLE) && verdict_stands(&v, VERDICT_SIGNED));
}

/* ---- what stands ---- */

TEST(a_record_that_nobody_touched_verifies)
{
	struct book *b = story_told(false);
	struct rec_verdicts v = verdicts_of(b, &nothing_kept);

	if (v.found)
		show(&v);
	CHECK(v.found == 0 && !v.demo);
	CHECK(v.entries == (i64)b->n && v.rooms == 1 && v.acts == 4 && v.outcomes == 1);
	CHECK(v.unsigned_acts == 0 && v.unvouched_acts == 0 && v.confirmed == 0);
	CHECK(str_contains(verdicts_text(T, &v), STR("nothing outside this directory speaks for it")));
}

TEST(a_demonstration_is_called_one_and_its_unsigned_acts_are_counted)
{
	struct rec_verdicts v = verdicts_of(story_told(true), &nothing_kept);

	if (v.found)
		show(&v);
	CHECK(v.found == 0 && v.demo && v.acts == 4 && v.unsigned_acts == 4);
	CHECK(str_starts(verdicts_text(T, &v), STR("DEMO")));
}

TEST(what_was_kept_elsewhere_confirms_a_beginning)
{
	struct book *b = story_begun(false);
	str kept = checkpoint_of(b);
	struct verify_options against = { .against = kept };
	struct rec_verdicts v;
	i64 size = (i64)b->n;

	put_up(b, b->option);
	v = verdicts_of(b, &against);
	CHECK(v.found == 0 && v.confirmed == size && v.confirmed < v.entries);
}

TEST(the_sealing_sheet_names_the_key_and_confirms_the_founding)
{
	struct book *b = book_founded(false);
	str vkey = note_key_text(T, &b->key), note = checkpoint_of(b);
	struct verify_options sheet = { .sheet = arena_fmt(T, "Sealing sheet\n\nkey: %.*s\nPut it in a safe.\n\n%.*sEnd.\n", STR_ARG(vkey), STR_ARG(note)) };
	struct rec_verdicts v;
	i64 size = (i64)b->n;

	WRITE(-1, SERVER, server_started, STR("1.0"));
	v = verdicts_of(b, &sheet);
	CHECK(v.found == 0 && v.key_known && v.confirmed == size);
}

/* Both pages, with these words and that second checkpoint. */
static str
two_pages(struct book *b, str first, str words, str second)
{
	return arena_fmt(T, "Page one\n\nkey: %.*s\n\n%.*s\nPage two\n\nfounding key: %.*s\n\n%.*s",
	    STR_ARG(note_key_text(T, &b->key)), STR_ARG(first), STR_ARG(words), STR_ARG(second));
}

TEST(page_two_of_the_sheet_names_the_founding_key)
{
	struct book *b = book_founded(false);
	str first = checkpoint_of(b), second, words = six_words(T, b->passkey[ADA].cose);
	struct verify_options sheet = { .sheet = STR("") };
	struct rec_verdicts v;
	i64 size;

	b->credential[ADA] = enrol_as(b, ADA, &b->passkey[ADA]);
	WRITE(0, BY(ADA), credential_vouched, .credential = b->credential[ADA], .counts = true);
	second = checkpoint_of(b);
	size = (i64)b->n;
	WRITE(-1, SERVER, server_started, STR("1.0"));
	sheet.sheet = two_pages(b, first, words, second);
	v = verdicts_of(b, &sheet);
	CHECK(v.found == 0 && v.key_known && v.confirmed == size);
	sheet.sheet = two_pages(b, first, six_words(T, b->passkey[BEN].cose), second);
	v = verdicts_of(b, &sheet);
	check_says(&v, VERDICT_OUTSIDE, "six words");

	b = book_founded(false);        /* anew from page one on, with another founding key */
	b->credential[ADA] = enrol_as(b, ADA, &b->passkey[ADA]);
	WRITE(0, BY(ADA), credential_vouched, .credential = b->credential[ADA], .counts = true);
	sheet.sheet = two_pages(b, first, words, second);
	v = verdicts_of(b, &sheet);
	check_says(&v, VERDICT_OUTSIDE, "six words");
	check_says(&v, VERDICT_OUTSIDE, "the record was rewritten");
}

TEST(what_is_no_checkpoint_or_no_sheet_is_wrong_use)
{
	struct book *b = book_founded(false);
	struct verify_options wrong = { .against = STR("hello\n") }, sheet = { .sheet = STR("key: x\n") };
	struct rec_verdicts v;

	b->checkpoint = checkpoint_of(b);
	CHECK_ERR(verify_record(T, &b->store, &wrong, &v), MALFORMED, "the checkpoint given");
	CHECK_ERR(verify_record(T, &b->store, &sheet, &v), MALFORMED, "no sealing sheet");
}

/* ---- bytes changed, entries cut ---- */

TEST(any_bit_flipped_in_any_leaf_is_seen)
{
	struct book *b = story_told(false);

	for (size_t i = 0; i < b->n; i++)
		for (int k = 0; k < 6; k++) {
			struct stored *s = &b->v[i], kept = *s;
			char *leaf = NEW(T, char, s->leaf.n);
			struct rec_verdicts v;
			size_t at = (i * 7919 + (size_t)k * 104729) % s->leaf.n;

			memcpy(leaf, s->leaf.p, s->leaf.n);
			leaf[at] = (char)(leaf[at] ^ 1 << k);
			s->leaf.p = leaf;
			if (k & 1)              /* and the hash beside it made to fit */
				s->lh = leaf_hash(s->leaf);
			v = verdicts_of(b, &nothing_kept);
			CHECK(!verdict_stands(&v, VERDICT_WHOLE));
			*s = kept;
		}
	check_clean(b);
}

TEST(any_bit_flipped_in_any_disclosure_is_seen)
{
	struct book *b = story_told(false);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->v[i].n_disclosures; k++, n++) {
			str *d = (str *)(uintptr_t)&b->v[i].disclosures[k], kept = *d;
			char *changed = NEW(T, char, d->n);
			size_t at = (i * 7919 + k * 13) % d->n;

			memcpy(changed, d->p, d->n);
			changed[at] = (char)(changed[at] ^ 1);
			d->p = changed;
			CHECK(!verdict_stands(&(struct rec_verdicts[]){ verdicts_of(b, &nothing_kept) }[0], VERDICT_WHOLE));
			*d = kept;
		}
	CHECK(n > 10);
	check_clean(b);
}

/* Law 15: of what they may not see, whoever asks learns no number and no place. */
TEST(what_somebody_may_not_see_is_verified_and_not_counted)
{
	static const i64 charter[] = { STREAM_CHARTER };
	struct book *b = story_told(false);
	struct verify_options as_seen = { .seen = &(const struct refs){ charter, 1 } };
	struct rec_verdicts v = verdicts_of(b, &as_seen);
	char *leaf;
	size_t n = b->n;

	CHECK(v.found == 0 && v.entries == (i64)b->n && v.rooms == 0 && v.acts == 2 && v.outcomes == 0);
	while (b->v[--n].stream <= STREAM_CHARTER)
		;
	leaf = NEW(T, char, b->v[n].leaf.n);
	memcpy(leaf, b->v[n].leaf.p, b->v[n].leaf.n);
	leaf[b->v[n].leaf.n / 2] ^= 1;
	b->v[n].leaf.p = leaf;
	v = verdicts_of(b, &as_seen);
	check_says(&v, VERDICT_WHOLE, "something that you may not see does not verify");
	for (size_t i = 0; i < v.n_findings; i++)
		CHECK(v.findings[i].stream.p == NULL);
}

TEST(entries_cut_from_the_end_are_missed_by_the_checkpoint)
{
	struct book *b = story_told(false);
	struct rec_verdicts v;

	b->checkpoint = checkpoint_of(b);
	b->n -= 3;
	v = verdicts_of(b, &nothing_kept);
	check_says(&v, VERDICT_WHOLE, "are here");
}

TEST(entries_cut_from_the_middle_are_missed)
{
	struct book *b = story_told(false);
	struct rec_verdicts v;

	b->checkpoint = checkpoint_of(b);
	memmove(&b->v[20], &b->v[21], (b->n - 21) * sizeof(b->v[0]));
	b->n--;
	v = verdicts_of(b, &nothing_kept);
	check_says(&v, VERDICT_WHOLE, "are missing");
	CHECK(v.found <= 3);            /* and not a finding for each entry that follows */
}

TEST(entries_cut_with_their_checkpoints_are_seen_only_from_outside)
{
	struct book *b = story_begun(false);
	str before = checkpoint_of(b);
	struct verify_options against = { 0 };
	struct rec_verdicts v;
	size_t n = b->n;

	put_up(b, b->option);
	against.against = checkpoint_of(b);
	b->n = n;
	b->checkpoint = before;
	check_clean(b);                 /* nothing inside can tell */
	v = verdicts_of(b, &against);
	check_says(&v, VERDICT_OUTSIDE, "are here");
}

TEST(all_of_it_rewritten_with_the_real_key_is_seen_only_from_outside)
{
	struct book *b = story_told(false);
	struct verify_options against = { .against = checkpoint_of(b) };
	struct rec_verdicts v;
	size_t n = b->n;

	b = story_begun(false);
	while (b->n < n)
		WRITE(b->room, BY(ADA), message_posted, 0, STR("nothing was ever decided"));
	check_clean(b);
	v = verdicts_of(b, &against);
	check_says(&v, VERDICT_OUTSIDE, "the record was rewritten");
}

TEST(another_key_cannot_sign)
{
	struct book *b = story_told(false);
	struct rec_verdicts v;

	b->secret.b[0] ^= 1;
	v = verdicts_of(b, &nothing_kept);
	CHECK(!verdict_stands(&v, VERDICT_SIGNED));
}

TEST(words_missing_without_a_decision_are_damage)
{
	struct book *b = story_told(false);
	struct rec_verdicts v;
	size_t said = (size_t)b->said;

	CHECK(b->v[said].n_disclosures == 1);
	b->v[said].n_disclosures = 0;
	v = verdicts_of(b, &nothing_kept);
	check_says(&v, VERDICT_WHOLE, "no decision erased them");
	CHECK(v.found == 1 && v.findings[0].n == (i64)said && v.findings[0].seq == 5);
}

TEST(a_restored_record_goes_on_as_another_log)
{
	for (int forged = 0; forged < 2; forged++) {
		struct book *b = story_begun(false);
		struct verify_options against = { .against = checkpoint_of(b) };
		struct hash root = tree_root(&b->tree);
		str old_log = b->log, old_key = note_key_text(T, &b->key);
		struct rec_verdicts v;
		i64 size = (i64)b->n;

		root.b[0] ^= (u8)forged;
		b->secret.b[0] ^= 1;
		b->log = STR(HOST "/zzzzzzzzzzzzzzzzzzzzzzzzzz");
		b->key = note_key_of(b->log, ed25519_public_of(&b->secret));
		WRITE(0, SERVER, log_continued, old_log, note_key_text(T, &b->key), old_key, size, root, { NULL, 0 }, STR("the disk died"));
		put_up(b, b->option);
		decides(b, ADA, b->ciso);
		v = verdicts_of(b, &against);
		CHECK(v.continued == 1 && v.confirmed == size && v.officers_signed == 1 && v.lost == 0);
		CHECK(verdict_stands(&v, VERDICT_AUTHORITY) == !forged && v.found == forged);
	}
}

/* A backup of the first `size` entries goes on, and somebody had kept that checkpoint. */
static struct book *
continued_with(i64 lost, bool rewritten)
{
	struct book *b = story_begun(false);
	str old_log = b->log, old_key = note_key_text(T, &b->key), known;
	struct tree elsewhere = b->tree;
	struct checkpoint c;

	for (i64 i = 0; i < lost; i++)
		tree_append(&elsewhere, (struct hash){ { 5 } });
	c = (struct checkpoint){ .origin = b->log, .size = elsewhere.size, .root = tree_root(&elsewhere) };
	c.root.b[0] ^= rewritten;
	known = note_sign(T, checkpoint_text(T, &c), &b->key, &b->secret);
	b->secret.b[0] ^= 1;
	b->log = STR(HOST "/zzzzzzzzzzzzzzzzzzzzzzzzzz");
	b->key = note_key_of(b->log, ed25519_public_of(&b->secret));
	WRITE(0, SERVER, log_continued, old_log, note_key_text(T, &b->key), old_key, (i64)b->tree.size, tree_root(&b->tree), known, STR("the disk died"));
	return b;
}

TEST(a_restore_says_what_was_known_elsewhere_and_what_is_lost)
{
	struct rec_verdicts v = verdicts_of(continued_with(3, false), &nothing_kept);

	CHECK(v.found == 0 && v.continued == 1 && v.lost == 3 && v.officers_signed == 0);
	CHECK(str_contains(verdicts_text(T, &v), STR("3 entries of an old log, known elsewhere, were not in a backup")));
	CHECK(str_contains(verdicts_text(T, &v), STR("no charter officer has signed anything since")));
	v = verdicts_of(continued_with(0, false), &nothing_kept);
	CHECK(v.found == 0 && v.lost == 0);
}

TEST(a_restore_that_what_was_known_speaks_against_is_refused)
{
	struct book *b = continued_with(0, true);

	check_refused(b, "known elsewhere is of other entries");
}

TEST(what_was_known_elsewhere_is_signed_by_the_old_log)
{
	struct book *b = story_begun(false);
	str old_log = b->log, old_key = note_key_text(T, &b->key);

	b->secret.b[0] ^= 1;
	b->log = STR(HOST "/zzzzzzzzzzzzzzzzzzzzzzzzzz");
	b->key = note_key_of(b->log, ed25519_public_of(&b->secret));
	WRITE(0, SERVER, log_continued, old_log, note_key_text(T, &b->key), old_key, (i64)b->tree.size, tree_root(&b->tree),
	    checkpoint_of(b), STR("the disk died"));
	check_refused(b, "the checkpoint that was known elsewhere");
}

/* ---- outcomes without authority ---- */

TEST(an_outcome_without_a_needed_answer_is_refused_by_name)
{
	struct book *b = story_begun(false);

	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	taken(b);
	check_refused(b, "was taken without the COO");
}

TEST(an_unsigned_act_counts_for_nothing)
{
	struct book *b = story_begun(false);
	struct rec_verdicts v;

	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	b->unsigned_ = true;
	concurs(b, BEN, b->coo);
	taken(b);
	check_refused(b, "it is not signed");
	v = verdicts_of(b, &nothing_kept);
	check_says(&v, VERDICT_AUTHORITY, "was taken without the COO");
	CHECK(v.unsigned_acts == 1);
}

/* The officers, Ada alone, decide a change of the charter.  Once it is put up, `officers` join her. */
static i64
officers_decide(struct book *b, struct ev_change_proposed change, struct refs officers)
{
	i64 room = b->room, decision = b->decision, option = b->option, decided;
	struct rec_act act;

	b->room = 0;
	b->decision = WRITE(0, BY(ADA), decision_opened, .kind = STR("change_charter"), .rule = b->officers,
	    .deadline = b->now + (3 * 24 * 3600 + 1) * (i64)SECONDS, .question = STR("Who?"));
	b->option = WRITE(0, BY(ADA), option_proposed, .decision = b->decision, .title = STR("Them"));
	change.option = b->option;
	book_write(b, 0, BY(ADA), EV_change_proposed, &(union event_fields){ .change_proposed = change });
	WRITE(0, BY(ADA), option_put_up, .decision = b->decision, .option = b->option, .accountable = b->officers,
	    .deadline = b->now + (3 * 24 * 3600 + 1) * (i64)SECONDS);
	if (officers.n)
		WRITE(0, SERVER, seat_set, .terms = &(struct rec_seat_terms){ .seat = b->officers, .label = STR("officers"), .holders = officers },
		    .title = STR("officers"));
	act = draft_answer(b, "decide", ADA, b->officers);
	give(b, EV_decided, &act, ADA);
	taken(b);
	decided = b->decision;
	b->room = room, b->decision = decision, b->option = option;
	return decided;
}

/* They decide how a seat is to be; what is then set is `written`. */
static void
change_seat(struct book *b, const struct rec_seat_terms *decided, const struct rec_seat_terms *written, struct refs officers)
{
	i64 decision = officers_decide(b, (struct ev_change_proposed){ .seat = decided, .title = decided->label }, officers);

	WRITE(0, SERVER, seat_set, .terms = written, .title = decided->label, .decision = decision);
}

static i64
set_rule(struct book *b, const char *kind, i64 accountable)
{
	struct rec_rule_terms terms = { .kind = str_c(kind), .accountable = accountable, .within = WITHIN };
	i64 decision = officers_decide(b, (struct ev_change_proposed){ .rule = &terms }, (struct refs){ NULL, 0 });

	return WRITE(0, SERVER, rule_set, .terms = &terms, .decision = decision);
}

static void
change_coo(struct book *b, i64 holder, i64 set)
{
	struct rec_seat_terms decided = { .seat = b->coo, .label = STR("COO"), .holders = { &holder, 1 } }, written = decided;

	written.holders.v = &set;
	change_seat(b, &decided, &written, (struct refs){ NULL, 0 });
}

/* Ada and Ben, whom she makes an officer. */
static struct rec_seat_terms
two_officers(const struct book *b)
{
	i64 *who = NEW(T, i64, 2);

	who[0] = b->person[ADA];
	who[1] = b->person[BEN];
	return (struct rec_seat_terms){ .seat = b->officers, .label = STR("officers"), .holders = { who, 2 } };
}

TEST(what_one_officer_put_up_takes_two_once_there_are_two)
{
	struct book *b = story_begun(false);

	change_seat(b, &charter_seat(b->charter, b->coo)->is, &charter_seat(b->charter, b->coo)->is, two_officers(b).holders);
	check_refused(b, "was taken without the officers");
}

TEST(one_person_never_counts_twice_through_two_seats)
{
	struct book *b = story_begun(false);

	change_coo(b, b->person[ADA], b->person[ADA]);
	check_clean(b);
	b->checkpoint.p = NULL;
	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, ADA, b->coo);
	taken(b);
	check_refused(b, "one person counts once");
	check_refused(b, "was taken without the COO");
}

TEST(a_change_is_written_word_for_word_and_once)
{
	struct book *b = story_begun(false);

	change_coo(b, b->person[CYD], b->person[ADA]);
	check_refused(b, "not, word for word, the change that was decided");

	b = story_begun(false);
	change_coo(b, b->person[CYD], b->person[CYD]);
	WRITE(0, SERVER, seat_set, .terms = &charter_seat(b->charter, b->coo)->is, .title = STR("COO"),
	    .decision = b->charter->room->decisions[0].head.id);
	check_refused(b, "changes nothing of the kind");
}

TEST(one_seat_is_not_anothers)
{
	struct book *b = story_begun(false);

	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, ADA, b->coo);
	taken(b);
	check_refused(b, "do not hold the seat COO");
	check_refused(b, "was taken without the COO");
}

TEST(one_passkey_is_not_two_peoples)
{
	struct book *b = book_founded(false);

	b->credential[ADA] = enrol_as(b, ADA, &b->passkey[ADA]);
	WRITE(0, BY(ADA), credential_vouched, .credential = b->credential[ADA], .counts = true);
	invite(b, BEN, false);
	enrol_as(b, BEN, &b->passkey[ADA]);
	check_refused(b, "the same passkey is another person's");
}

/* The first option is up, and Ben's answer drawn up. */
static struct rec_act
drawn_for_ben(struct book *b)
{
	put_up(b, b->option);
	return draft_answer(b, "concur", BEN, b->coo);
}

/* An answer by Ben that differs from what an honest one would be. */
#define FORGED(change) \
	struct book *b = story_begun(false); \
	struct rec_act act = drawn_for_ben(b); \
	change; \
	give(b, EV_concurred, &act, BEN)

TEST(an_act_for_another_option_is_refused)      { FORGED(act.option = b->other);                check_refused(b, "not the one put up"); }
TEST(an_act_that_expired_is_refused)            { FORGED(act.expires = act.issued);             check_refused(b, "it has expired"); }
TEST(an_act_that_lasts_too_long_is_refused)     { FORGED(act.expires += 700 * (i64)SECONDS);    check_refused(b, "ten minutes"); }
TEST(an_act_of_another_log_is_refused)          { FORGED(act.log = STR("elsewhere"));           check_refused(b, "another log"); }
TEST(an_act_of_another_room_is_refused)         { FORGED(act.stream = STR("room/1"));           check_refused(b, "another room"); }
TEST(an_act_under_another_rule_is_refused)      { FORGED(act.rule = 1);                         check_refused(b, "its rule"); }
TEST(an_act_on_another_subject_is_refused)      { FORGED(act.subject.b[0] ^= 1);                check_refused(b, "its subject"); }
TEST(an_act_on_another_brief_is_refused)        { FORGED(act.brief.b[0] ^= 1);                  check_refused(b, "its brief"); }
TEST(an_act_on_another_tree_is_refused)
{
	FORGED(act.tree = &((struct rec_tree_place){ { { 1 } }, 5 }));
	check_refused(b, "its tree is none of this log's");
}
TEST(an_act_that_names_words_not_there_is_refused) { FORGED(act.note = STR("abc"));             check_refused(b, "the words beside it"); }
TEST(an_act_from_another_origin_is_refused)
{
	FORGED(b->origin = "https://tocsin.example.evil.example");
	check_refused(b, "used on another page");
}

TEST(an_act_signed_by_another_key_is_refused)
{
	struct book *b = story_begun(false);
	struct rec_act act = drawn_for_ben(b);

	give(b, EV_concurred, &act, CYD);
	check_refused(b, "signature");
}

TEST(an_act_replayed_is_refused)
{
	struct book *b = story_begun(false);
	struct rec_act act = drawn_for_ben(b);

	give(b, EV_concurred, &act, BEN);
	give(b, EV_concurred, &act, BEN);
	check_refused(b, "it was given already");
	check_refused(b, "its nonce was used by another act");
}

TEST(an_act_after_its_subject_changed_is_refused)
{
	struct book *b = story_begun(false);
	struct rec_act act = drawn_for_ben(b);

	WRITE(b->room, BY(ADA), option_amended, .option = b->option, .title = STR("Half of it"));
	give(b, EV_concurred, &act, BEN);
	check_refused(b, "has changed since");
}

/* By another passkey than the one they had. */
static i64
enrolled_anew(struct book *b, enum who who)
{
	b->passkey[who] = authenticator_new(COSE_ES256);
	invite(b, who, false);
	return b->credential[who] = enrol_as(b, who, &b->passkey[who]);
}

TEST(a_pending_key_counts_for_nothing)
{
	struct book *b = story_begun(false);
	struct rec_verdicts v;

	enrolled_anew(b, BEN);
	put_up(b, b->option);
	concurs(b, BEN, b->coo);
	check_refused(b, "not vouched for yet");
	v = verdicts_of(b, &nothing_kept);
	CHECK(v.unvouched_acts == 1);
}

TEST(a_revoked_key_counts_for_nothing)
{
	struct book *b = story_begun(false);

	acts(b, ADA, "revoke", b->credential[BEN]);
	put_up(b, b->option);
	concurs(b, BEN, b->coo);
	check_refused(b, "the passkey is revoked");
}

TEST(nobody_but_an_officer_vouches)
{
	struct book *b = book_founded(false);

	b->credential[ADA] = enrol_as(b, ADA, &b->passkey[ADA]);
	WRITE(0, BY(ADA), credential_vouched, .credential = b->credential[ADA], .counts = true);
	for (enum who i = BEN; i < PEOPLE; i++) {
		invite(b, i, false);
		b->credential[i] = enrol_as(b, i, &b->passkey[i]);
		vouch(b, i == BEN ? ADA : BEN, b->credential[i]);
	}
	check_refused(b, "no charter officer");
}

/* Ada and Ben are officers; Cyd has another key. */
static i64
another_key(struct book *b)
{
	struct rec_seat_terms both = two_officers(b);

	change_seat(b, &both, &both, (struct refs){ NULL, 0 });
	return enrolled_anew(b, CYD);
}

TEST(two_officers_vouch_once_two_can)
{
	struct book *b = story_begun(false);
	i64 key = another_key(b);

	vouch_as(b, ADA, key, false);
	vouch_as(b, BEN, key, true);
	check_clean(b);
}

TEST(a_key_that_one_of_two_officers_vouched_for_does_not_count)
{
	struct book *b = story_begun(false);

	vouch_as(b, ADA, another_key(b), true);
	put_up(b, b->option);
	concurs(b, CYD, b->legal);
	check_refused(b, "one more charter officer had to vouch");
	check_refused(b, "not vouched for yet");
}

TEST(nobody_vouches_twice_for_one_key)
{
	struct book *b = story_begun(false);
	i64 key = another_key(b);

	vouch_as(b, ADA, key, false);
	vouch_as(b, ADA, key, true);
	check_refused(b, "one more charter officer had to vouch");
}

TEST(a_key_that_enough_vouched_for_is_said_to_count)
{
	struct book *b = story_begun(false);
	i64 key = another_key(b);

	vouch_as(b, ADA, key, false);
	vouch_as(b, BEN, key, false);
	check_refused(b, "enough have vouched for the passkey");
}

TEST(a_key_is_not_vouched_for_by_nobody)
{
	struct book *b = story_begun(false);

	WRITE(0, SERVER, credential_vouched, .credential = enrolled_anew(b, BEN), .counts = true);
	check_refused(b, "nobody vouched for the passkey");
}

/* ---- what ends by one person's act ---- */

static i64
token_of(struct book *b, enum who owner)
{
	return WRITE(0, BY(owner), token_issued, .owner = b->person[owner], .secret = { { 9 } }, .scope = SCOPE_WRITE,
	    .expires = b->now + (i64)86400 * SECONDS, .purpose = STR("pipeline"));
}

/* The program that the token names says something. */
static void
beeps(struct book *b, i64 token)
{
	WRITE(b->room, ((struct by){ 0, 0, 0, token }), message_posted, 0, STR("beep"));
}

TEST(keys_people_and_tokens_end_and_begin_by_acts_that_stand)
{
	for (int demo = 0; demo < 2; demo++) {
		struct book *b = story_begun(demo);
		i64 token = token_of(b, BEN);
		struct rec_verdicts v;

		acts(b, BEN, "confirm_token", token);
		beeps(b, token);
		acts(b, BEN, "revoke", b->credential[BEN]);
		acts(b, ADA, "revoke", b->credential[CYD]);
		acts(b, ADA, "eject", b->person[CYD]);
		v = verdicts_of(b, &nothing_kept);
		if (v.found)
			show(&v);
		CHECK(v.found == 0 && v.acts == 6 && v.unsigned_acts == (demo ? 6 : 0));
	}
}

/* A figure of the option, said by whoever it is. */
static void
estimates(struct book *b, struct by by, i64 from)
{
	static const str figures[] = { STR_INIT("people"), STR_INIT("cost_likely") };

	WRITE(b->room, by, option_estimated, .option = b->option, .figures = { figures, 2 }, .from = from, .people = STR("Dialysis patients."),
	    .cost_likely = { STR("5"), STR("EUR") });
}

TEST(a_program_that_said_otherwise_than_a_person_is_found)
{
	struct book *b = story_begun(false);
	i64 token = token_of(b, BEN);
	struct by program = { 0, 0, 0, token };
	struct rec_verdicts v;

	acts(b, BEN, "confirm_token", token);
	estimates(b, program, 0);
	estimates(b, BY(CYD), 0);
	estimates(b, BY(BEN), 0);       /* people say it anew, with whatever passkey */
	estimates(b, program, 0);
	v = verdicts_of(b, &nothing_kept);
	check_says(&v, VERDICT_AUTHORITY, "people: a person said this");
	CHECK(v.found == 1);
}

TEST(figures_are_taken_over_by_the_server_alone_and_from_what_comes_after_an_interim)
{
	struct book *b = story_begun(false);
	struct rec_verdicts v;

	estimates(b, SERVER, 0);
	estimates(b, BY(BEN), b->option);
	v = verdicts_of(b, &nothing_kept);
	check_says(&v, VERDICT_AUTHORITY, "nothing to take over");
	CHECK(v.found == 2);
}

TEST(an_ejection_that_nobody_signed_ends_nothing)
{
	struct book *b = story_begun(false);
	struct rec_verdicts v;

	b->unsigned_ = true;
	acts(b, ADA, "eject", b->person[BEN]);
	acts(b, ADA, "revoke", b->credential[BEN]);
	b->unsigned_ = false;
	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	v = verdicts_of(b, &nothing_kept);
	check_says(&v, VERDICT_AUTHORITY, "it is not signed");
	CHECK(v.found == 2 && v.unsigned_acts == 2);        /* and Ben's answer stands */
}

TEST(a_token_that_nobody_signed_for_counts_for_nothing)
{
	struct book *b = story_begun(false);
	i64 token = token_of(b, BEN);
	struct rec_verdicts v;

	b->unsigned_ = true;
	acts(b, BEN, "confirm_token", token);
	beeps(b, token);
	v = verdicts_of(b, &nothing_kept);
	check_says(&v, VERDICT_AUTHORITY, "it is not signed");
	check_says(&v, VERDICT_AUTHORITY, "This token does not count");
	CHECK(v.found == 2 && str_eq(v.findings[0].stream, STR("charter")) && v.findings[0].seq == token + 1);
}

TEST(a_token_that_ended_counts_for_nothing)
{
	struct book *b = story_begun(false);
	i64 token = token_of(b, BEN);

	acts(b, BEN, "confirm_token", token);
	WRITE(0, BY(BEN), token_revoked, token);
	beeps(b, token);
	check_refused(b, "This token does not count");
}

TEST(a_program_reports_and_drafts_and_does_nothing_that_is_for_people)
{
	struct book *b = story_begun(false);
	i64 token = token_of(b, BEN);

	acts(b, BEN, "confirm_token", token);
	WRITE(b->room, ((struct by){ 0, 0, 0, token }), phase_set, .phase = PHASE_CONTAINED);
	check_refused(b, "This is for people: a token reports");
}

TEST(a_token_ends_itself_and_no_other)
{
	struct book *b = story_begun(false);
	i64 token = token_of(b, BEN), another = token_of(b, CYD);

	acts(b, BEN, "confirm_token", token);
	acts(b, CYD, "confirm_token", another);
	WRITE(0, ((struct by){ 0, 0, 0, token }), token_revoked, another);
	check_refused(b, "A token ends itself, and no other.");
}

TEST(a_program_drafts_changes_of_the_charter_for_an_officer_alone)
{
	for (int officer = 0; officer < 2; officer++) {
		struct book *b = story_begun(false);
		i64 token = token_of(b, officer ? ADA : BEN);

		acts(b, officer ? ADA : BEN, "confirm_token", token);
		WRITE(0, ((struct by){ 0, 0, 0, token }), decision_opened, .kind = STR("change_charter"), .rule = b->officers,
		    .deadline = b->now + (3 * 24 * 3600 + 1) * (i64)SECONDS, .question = STR("As the file?"));
		if (officer)
			CHECK(verdicts_of(b, &nothing_kept).found == 0);
		else
			check_refused(b, "for charter officers");
	}
}

TEST(a_token_is_confirmed_by_its_owner)
{
	struct book *b = story_begun(false);

	acts(b, ADA, "confirm_token", token_of(b, BEN));
	check_refused(b, "by its owner");
}

TEST(nobody_but_an_officer_ejects_or_revokes_anothers_key)
{
	struct book *b = story_begun(false);

	acts(b, BEN, "eject", b->person[CYD]);
	check_refused(b, "for charter officers");
	b = story_begun(false);
	acts(b, BEN, "revoke", b->credential[CYD]);
	check_refused(b, "for charter officers");
}

TEST(one_of_two_officers_does_not_come_to_decide_alone)
{
	struct book *b = story_begun(false);
	struct rec_seat_terms both = two_officers(b);

	change_seat(b, &both, &both, (struct refs){ NULL, 0 });
	acts(b, ADA, "eject", b->person[BEN]);
	acts(b, ADA, "revoke", b->credential[BEN]);
	check_refused(b, "two must stay");
}

/* An ejection of Ben, by Ada, that differs from what an honest one would be. */
#define EJECTED(change) \
	struct book *b = story_begun(false); \
	struct rec_act act = draft_on(b, "eject", ADA, b->person[BEN]); \
	change; \
	give_on(b, &act, ADA)

TEST(an_ejection_binds_to_that_person)          { EJECTED(act.object = b->person[CYD]);         check_refused(b, "not the hash of an object that is here"); }
TEST(an_ejection_that_expired_is_refused)       { EJECTED(act.expires = act.issued);            check_refused(b, "it has expired"); }
TEST(an_ejection_by_a_key_of_another_is_refused){ EJECTED(act.credential = b->credential[CYD]); check_refused(b, "not this person's"); }
TEST(an_ejection_cites_the_words_beside_it)     { EJECTED(act.note = STR("abc"));               check_refused(b, "the words beside it"); }

TEST(an_act_for_one_is_not_written_for_another)
{
	struct book *b = story_begun(false);
	struct rec_act act = draft_on(b, "eject", ADA, b->person[BEN]);
	struct signed_act s = sign_act(b, &act, ADA);

	WRITE(0, BY(ADA), person_ejected, b->person[CYD], s.act, s.client_data, s.auth_data, s.signature, { NULL, 0 });
	check_refused(b, "its object is not the entry's");
	WRITE(0, BY(ADA), credential_revoked, b->credential[BEN], s.act, s.client_data, s.auth_data, s.signature, { NULL, 0 });
	b->checkpoint.p = NULL;
	check_refused(b, "its verb is another one");
}

TEST(there_is_no_second_founding_link)
{
	struct book *b = story_begun(false);

	invite(b, BEN, true);
	check_refused(b, "at the founding alone");
}

TEST(a_seat_is_not_set_without_a_decision)
{
	struct book *b = story_begun(false);

	set_seat(b, "COO", b->person[ADA], 0);
	check_refused(b, "not the consequence of a decision");
}

TEST(a_measure_is_not_ordered_without_a_decision)
{
	struct book *b = story_begun(false);

	put_up(b, b->option);
	WRITE(b->room, SERVER, measure_ordered, b->measure, b->decision);
	check_refused(b, "not part of what was decided");
}

static void
plan_says(struct book *b, bool departs)
{
	WRITE(b->room, BY(ADA), plan_set, .option = b->option, .plan = STR("Ransomware plan v3"), .departs = departs);
}

TEST(an_outcome_departs_from_the_plan_by_the_word_of_whoever_decided)
{
	struct book *b = story_begun(false);

	plan_says(b, true);
	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	taken(b);
	check_refused(b, "this option departs from the plan");
	check_refused(b, "was taken without the CISO");
	b = story_begun(false);
	plan_says(b, false);
	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	taken(b);
	check_clean(b);
}

TEST(nothing_is_made_to_follow_the_plan_afterwards)
{
	struct book *b = story_told(false);

	plan_says(b, false);
	check_refused(b, "was not open any more");
	b = story_begun(false);
	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	plan_says(b, true);             /* what she decided for did not depart then */
	taken(b);
	check_refused(b, "was taken without the CISO");
}

TEST(a_measure_added_after_the_outcome_is_not_ordered)
{
	struct book *b = story_told(false);
	i64 late = WRITE(b->room, BY(ADA), measure_proposed, .option = b->option, .kind = ISOLATION, .lasts = 3600, .text = STR("More"));

	WRITE(b->room, SERVER, measure_ordered, late, b->decision);
	check_refused(b, "was not open any more");
	check_refused(b, "not part of what was decided");
}

/* ---- what is owed by an outcome ---- */

static const struct rec_clock_limit hours[] = { { .from = STR_INIT("decided"), .unit = CLOCK_HOURS, .amount = 4 } };

static i64
owed(struct book *b)
{
	struct rec_clock_terms *terms = NEW(T, struct rec_clock_terms, 1);

	*terms = (struct rec_clock_terms){ STR("customers"), b->coo, hours, 1 };
	return WRITE(b->room, BY(ADA), obligation_proposed, .option = b->option, .terms = terms, .title = STR("a report"));
}

/* As the server would, with so many hours. */
static void
started(struct book *b, struct by by, i64 obligation, i64 amount)
{
	const struct room *room = book_room(b, b->room);
	const struct decision *d = FIND(room, decisions, b->decision);
	const struct obligation *o = FIND(room, obligations, obligation);
	i64 cause = d->outcome ? d->outcome : d->head.id;
	struct rec_clock_moment *m = NEW(T, struct rec_clock_moment, 1);

	*m = (struct rec_clock_moment){ STR("decided"), cause, room->places[cause - 1].at };
	WRITE(b->room, by, clock_started, .terms = o->is.terms, .moments = m, .n_moments = 1, .deadline = m->at + amount * 3600 * SECONDS,
	    .title = o->is.title, .obligation = obligation);
}

static i64
owed_and_taken(struct book *b)
{
	i64 obligation = owed(b);

	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	taken(b);
	return obligation;
}

#define STARTED(whoever, hours_) struct book *b = story_begun(false); started(b, whoever, owed_and_taken(b), hours_)

TEST(what_an_option_owes_starts_with_its_outcome) { STARTED(SERVER, 4); check_clean(b); }

TEST(it_does_not_start_twice)
{
	struct book *b = story_begun(false);
	i64 obligation = owed_and_taken(b);

	started(b, SERVER, obligation, 4);
	started(b, SERVER, obligation, 4);
	check_refused(b, "no option that was decided starts that clock, or it was started already");
}

TEST(nor_with_another_deadline_than_was_decided) { STARTED(SERVER, 40); check_refused(b, "no option that was decided starts that clock"); }
TEST(nor_by_anybodys_hand)                       { STARTED(BY(ADA), 4); check_refused(b, "what starts with an outcome follows by rule"); }

TEST(nor_before_the_outcome)
{
	struct book *b = story_begun(false);
	i64 obligation = owed(b);

	put_up(b, b->option);
	started(b, SERVER, obligation, 4);
	check_refused(b, "no option that was decided starts that clock");
}

TEST(nor_if_it_was_added_afterwards)
{
	struct book *b = story_told(false);

	started(b, SERVER, owed(b), 4);
	check_refused(b, "was not open any more");
	check_refused(b, "no option that was decided starts that clock");
}

TEST(the_server_says_of_no_clock_that_it_applies)
{
	struct book *b = story_begun(false);
	i64 obligation = owed_and_taken(b);

	started(b, SERVER, obligation, 4);
	WRITE(b->room, SERVER, clock_confirmed, .clock = book_room(b, b->room)->clocks[0].head.id);
	check_refused(b, "no decision that was taken says that it applies");
}

TEST(all_are_asked_anew_for_a_reason)
{
	struct book *b = story_begun(false);
	const struct rule *rule = charter_rule_for(b->charter, STR("shutdown"));

	put_up(b, b->option);
	b->now += WITHIN * (i64)SECONDS / 2;
	WRITE(b->room, SERVER, option_put_up, .decision = b->decision, .option = b->option, .accountable = b->ciso,
	    .concur = rule->is.concur, .n_concur = 1, .objection_blocks = true, .deadline = b->now + (WITHIN + 1) * (i64)SECONDS);
	check_refused(b, "nothing had changed");
}

TEST(a_shutdown_in_a_decision_of_another_kind_asks_for_its_own_rule)
{
	struct book *b = story_begun(false);

	WRITE(b->room, BY(ADA), measure_proposed, .option = b->option, .kind = FULL_SHUTDOWN, .lasts = 3600, .text = STR("All of it"));
	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	taken(b);
	check_refused(b, "decided as full_shutdown, and the charter had no rule for that");
	check_refused(b, "was taken without an option put up");
}

TEST(nor_is_it_added_behind_their_backs)
{
	struct book *b = story_begun(false);

	put_up(b, b->option);
	WRITE(b->room, BY(ADA), measure_proposed, .option = b->option, .kind = FULL_SHUTDOWN, .lasts = 3600, .text = STR("All of it"));
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	taken(b);
	check_refused(b, "was taken without the");
}

TEST(an_option_asks_for_what_the_rule_says)
{
	struct book *b = story_begun(false);

	WRITE(b->room, BY(ADA), option_put_up, .decision = b->decision, .option = b->option, .accountable = b->ciso,
	    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS);
	decides(b, ADA, b->ciso);
	taken(b);
	check_refused(b, "asks for other answers than the rule");
	check_refused(b, "was taken without an option put up");
}

TEST(a_deputy_does_not_step_in_uncalled)
{
	struct book *b = story_begun(false);

	put_up(b, b->option);
	WRITE(b->room, SERVER, deputy_called, b->decision, b->coo, b->person[CYD], b->person[BEN], DEPUTY_RECUSED);
	check_refused(b, "has not recused");
}

TEST(what_a_deputy_answers_who_was_not_called_by_rule_counts_for_nothing)
{
	struct book *b = story_begun(false);
	struct rec_act act;

	put_up(b, b->option);
	act = draft_answer(b, "concur", CYD, b->coo);
	act.grounds = WRITE(b->room, SERVER, deputy_called, b->decision, b->coo, b->person[CYD], b->person[BEN], DEPUTY_SILENT);
	act.for_ = b->person[BEN];
	give(b, EV_concurred, &act, CYD);
	decides(b, ADA, b->ciso);
	taken(b);
	check_refused(b, "nor stand in for it");
	check_refused(b, "was taken without the");
}

TEST(nor_does_what_an_authority_answers_to_whom_it_never_went)
{
	struct book *b = story_begun(false);
	struct rec_act act;

	put_up(b, b->option);
	act = draft_answer(b, "concur", ADA, b->coo);
	act.grounds = WRITE(b->room, SERVER, seat_escalated, b->decision, b->coo, b->ciso);
	give(b, EV_concurred, &act, ADA);
	taken(b);
	check_refused(b, "the seat is not silent");
	check_refused(b, "nor stand in for it");
}

TEST(nobody_says_for_another_that_they_are_away_or_know_of_it)
{
	struct book *b = story_begun(false);
	i64 call;

	WRITE(0, BY(ADA), absence_set, b->person[BEN], b->now + 3600 * (i64)SECONDS);
	put_up(b, b->option);
	call = WRITE(b->room, SERVER, call_owed, .person = b->person[BEN], .seat = b->coo, .decision = b->decision, .reason = CALL_ANSWER);
	WRITE(b->room, BY(ADA), call_acknowledged, call);
	WRITE(b->room, SERVER, deputy_called, b->decision, b->coo, b->person[CYD], b->person[BEN], DEPUTY_ABSENT);
	check_refused(b, "for themselves to say");
	check_refused(b, "the seat is not empty");      /* as he never said that he was away */
}

TEST(a_call_is_made_by_somebody)
{
	struct book *b = story_begun(false);
	i64 call;

	put_up(b, b->option);
	call = WRITE(b->room, SERVER, call_owed, .person = b->person[BEN], .seat = b->coo, .decision = b->decision, .reason = CALL_ANSWER);
	WRITE(b->room, SERVER, call_tried, call, BY_PHONE, CALL_NO_ANSWER);
	check_refused(b, "nobody made that call");
	b = story_begun(false);
	put_up(b, b->option);
	call = WRITE(b->room, SERVER, call_owed, .person = b->person[BEN], .seat = b->coo, .decision = b->decision, .reason = CALL_ANSWER);
	WRITE(b->room, BY(ADA), call_tried, call, BY_PUSH, CALL_NO_ANSWER);
	check_refused(b, "nobody made that call");
}

TEST(a_deputy_called_by_rule_answers)
{
	struct book *b = story_begun(false);
	struct rec_act act;

	put_up(b, b->option);
	act = draft_answer(b, "recuse", BEN, b->coo);
	give(b, EV_recused, &act, BEN);
	act = draft_answer(b, "concur", CYD, b->coo);
	act.grounds = WRITE(b->room, SERVER, deputy_called, b->decision, b->coo, b->person[CYD], b->person[BEN], DEPUTY_RECUSED);
	act.for_ = b->person[BEN];
	give(b, EV_concurred, &act, CYD);
	decides(b, ADA, b->ciso);
	taken(b);
	check_clean(b);
}

/* ---- what is decided after an interim is approved with it ---- */

/* The option is put up until `other` is decided. */
static struct book *
interim_put_up(void)
{
	struct book *b = story_begun(false);

	WRITE(b->room, BY(ADA), interim_set, b->option, b->other, b->now + 7200 * (i64)SECONDS);
	put_up(b, b->option);
	return b;
}

TEST(an_interim_approved_with_what_comes_after_it_is_clean)
{
	struct book *b = interim_put_up();

	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	taken(b);
	check_clean(b);
}

TEST(an_answer_to_an_interim_binds_to_what_comes_after_it)
{
	struct book *b = interim_put_up();

	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	WRITE(b->room, BY(ADA), option_amended, b->other, STR("Shut everything for ever"));
	taken(b);
	check_refused(b, "was taken without the");
}

TEST(an_act_that_leaves_out_what_comes_after_it_does_not_stand)
{
	struct book *b = interim_put_up();
	struct room *room = book_room(b, b->room);
	struct rec_act act = draft_answer(b, "concur", BEN, b->coo);
	struct option *o = FIND(room, options, b->option);

	o->then = 0;
	act.subject = subject_hash(T, room, o, room->seq);
	o->then = b->other;
	give(b, EV_concurred, &act, BEN);
	check_refused(b, "its subject is not what this option binds to");
}

TEST(nor_is_what_comes_after_it_changed_by_who_does_not_answer_for_it)
{
	struct book *b = interim_put_up();

	WRITE(b->room, BY(CYD), option_amended, b->other, STR("Shut everything for ever"));
	check_refused(b, "What is put up is changed");
}

TEST(what_was_answered_to_an_interim_is_void_once_what_comes_after_it_changed)
{
	struct book *b = interim_put_up();
	i64 answer = concurs(b, BEN, b->coo);
	i64 cause = WRITE(b->room, BY(ADA), option_amended, b->other, STR("For a day"));

	WRITE(b->room, SERVER, answer_voided, answer, cause);
	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	taken(b);
	check_clean(b);
}

TEST(whoever_recused_themselves_answers_to_nothing_that_is_put_up_later)
{
	struct book *b = story_begun(false);
	struct rec_act act;

	put_up(b, b->option);
	act = draft_answer(b, "recuse", BEN, b->coo);
	give(b, EV_recused, &act, BEN);
	put_up(b, b->option = b->other);
	concurs(b, BEN, b->coo);
	decides(b, ADA, b->ciso);
	taken(b);
	check_refused(b, "that this is not yours");
	check_refused(b, "was taken without the");
}

/* ---- handovers: Ben hands his seat to Cyd, his deputy ---- */

static i64
offered(struct book *b, enum who from, i64 seat, enum who to)
{
	return WRITE(b->room, BY(from), handover_offered, seat, b->person[to], STR("quiet since two"));
}

TEST(a_deputy_on_duty_by_a_handover_that_they_signed_answers)
{
	struct book *b = story_begun(false);
	struct rec_act act;

	acts(b, CYD, "accept_handover", offered(b, BEN, b->coo, CYD));
	put_up(b, b->option);
	act = draft_answer(b, "concur", CYD, b->coo);
	act.grounds = WRITE(b->room, SERVER, deputy_called, b->decision, b->coo, b->person[CYD], b->person[BEN], DEPUTY_ON_DUTY);
	act.for_ = b->person[BEN];
	give(b, EV_concurred, &act, CYD);
	decides(b, ADA, b->ciso);
	taken(b);
	check_clean(b);
}

TEST(nobody_agrees_in_the_place_of_who_holds_the_seat_and_objects)
{
	struct book *b = story_begun(false);
	struct rec_act act;

	acts(b, CYD, "accept_handover", offered(b, BEN, b->coo, CYD));
	put_up(b, b->option);
	act = draft_answer(b, "concur", CYD, b->coo);
	act.grounds = WRITE(b->room, SERVER, deputy_called, b->decision, b->coo, b->person[CYD], b->person[BEN], DEPUTY_ON_DUTY);
	act.for_ = b->person[BEN];
	give(b, EV_concurred, &act, CYD);
	act = draft_answer(b, "object", BEN, b->coo);
	give(b, EV_objected, &act, BEN);
	decides(b, ADA, b->ciso);
	taken(b);
	check_refused(b, "was taken without the");
}

TEST(what_ended_undecided_is_dropped_by_who_asked_answers_for_it_or_commands)
{
	struct book *b = story_begun(false);

	put_up(b, b->option);
	WRITE(b->room, BY(ADA), decision_dropped, b->decision, STR("before its time"));
	b->now += (WITHIN + 1) * (i64)SECONDS;
	lapsed(b);
	WRITE(b->room, BY(CYD), decision_dropped, b->decision, STR("not hers"));
	check_refused(b, "only what ended undecided is dropped");
	check_refused(b, "for whoever asked for it");
}

TEST(a_handover_that_nobody_signed_moves_nothing)
{
	struct book *b = story_begun(false);
	i64 handover = offered(b, BEN, b->coo, CYD);

	b->unsigned_ = true;
	acts(b, CYD, "accept_handover", handover);
	b->unsigned_ = false;
	put_up(b, b->option);
	WRITE(b->room, SERVER, deputy_called, b->decision, b->coo, b->person[CYD], b->person[BEN], DEPUTY_ON_DUTY);
	check_refused(b, "it is not signed");
	check_refused(b, "or handed it over");
}

TEST(a_handover_is_signed_by_whom_it_is_offered_to)
{
	struct book *b = story_begun(false);

	acts(b, ADA, "accept_handover", offered(b, BEN, b->coo, CYD));
	check_refused(b, "offered to somebody else");
}

TEST(a_handover_is_taken_once_and_of_whoever_has_it)
{
	struct book *b = story_begun(false);
	i64 handover = offered(b, BEN, b->coo, CYD);

	acts(b, CYD, "accept_handover", handover);
	acts(b, CYD, "accept_handover", handover);
	check_refused(b, "accepted already");
	b = story_begun(false);
	acts(b, CYD, "accept_handover", offered(b, ADA, b->coo, CYD));
	check_refused(b, "not on duty in it any more");
}

/* An acceptance by Cyd that differs from what an honest one would be. */
#define TAKEN_OVER(change) \
	struct book *b = story_begun(false); \
	struct rec_act act = draft_on(b, "accept_handover", CYD, offered(b, BEN, b->coo, CYD)); \
	change; \
	give_on(b, &act, CYD)

TEST(taking_over_binds_to_what_was_offered)     { TAKEN_OVER(act.subject.b[0] ^= 1);            check_refused(b, "not the hash of an object that is here"); }
TEST(taking_over_later_than_signed_is_refused)  { TAKEN_OVER(act.expires = act.issued);         check_refused(b, "it has expired"); }

TEST(nobody_comes_on_duty_in_a_seat_that_they_do_not_hold)
{
	struct book *b = story_begun(false);

	WRITE(b->room, BY(CYD), duty_taken, b->coo, { NULL, 0 });
	check_refused(b, "does not hold it");
}

/* Ada decides, Ben concurs, Cyd objects; the objection's entry. */
static i64
stopped(struct book *b)
{
	struct rec_act act;

	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	act = draft_answer(b, "object", CYD, b->legal);
	return give(b, EV_objected, &act, CYD);
}

TEST(an_objection_that_stops_it_is_not_passed_over)
{
	struct book *b = story_begun(false);

	stopped(b);
	taken(b);
	check_refused(b, "over an objection that stops it");
}

TEST(an_objection_is_not_voided_while_nothing_changed)
{
	struct book *b = story_begun(false);
	i64 objection = stopped(b);

	WRITE(b->room, SERVER, answer_voided, .answer = objection, .cause = b->option);
	taken(b);
	check_refused(b, "nothing that the answer binds to has changed");
	check_refused(b, "over an objection that stops it");
}

TEST(a_decision_does_not_lapse_early)
{
	struct book *b = story_begun(false);

	put_up(b, b->option);
	lapsed(b);
	check_refused(b, "its deadline had not passed");
}

TEST(a_lapse_names_the_seats_that_were_silent)
{
	struct book *b = story_begun(false);
	const i64 answered[] = { b->ciso };

	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	b->now += (WITHIN + 1) * (i64)SECONDS;
	WRITE(b->room, SERVER, decision_lapsed, .decision = b->decision, .accountable = b->coo, .missing = { answered, 1 });
	check_refused(b, "it names other seats than were silent");
}

TEST(how_ready_the_charter_is_is_noted_once_a_week)
{
	struct book *b = story_begun(false);

	WRITE(0, SERVER, readiness_noted, .readiness = 100);
	check_refused(b, "a week had not passed");
}

TEST(only_an_act_is_given_in_a_seat_and_by_a_key_of_ones_own)
{
	struct book *b = story_begun(false);

	WRITE(b->room, ((struct by){ b->person[BEN], b->coo, 0, b->credential[BEN] }), message_posted, .text = STR("as the COO"));
	check_refused(b, "only an act is given in a seat");
	b = story_begun(false);
	WRITE(b->room, ((struct by){ b->person[BEN], 0, 0, b->credential[ADA] }), message_posted, .text = STR("by Ada's key"));
	check_refused(b, "no key, codes, link or token of theirs");
}

TEST(what_all_answered_in_time_does_not_lapse)
{
	struct book *b = story_begun(false);

	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	b->now += (WITHIN + 1) * (i64)SECONDS;
	lapsed(b);
	check_refused(b, "all who were asked had answered");
}

TEST(a_decision_is_opened_as_its_rule_says)
{
	struct book *b = story_begun(false);

	WRITE(b->room, BY(ADA), decision_opened, .kind = STR("shutdown"), .rule = b->officers,
	    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("?"));
	WRITE(b->room, BY(ADA), decision_opened, .kind = STR("shutdown"), .rule = b->rule,
	    .deadline = b->now + 2 * WITHIN * (i64)SECONDS, .question = STR("?"));
	WRITE(b->room, BY(ADA), decision_opened, .kind = STR("change_charter"), .rule = b->officers,
	    .deadline = b->now + (3 * 24 * 3600 + 1) * (i64)SECONDS, .question = STR("?"));
	check_refused(b, "another rule than the one in force");
	check_refused(b, "its deadline is not the one that the rule gives");
	check_refused(b, "not opened in this stream");
}

TEST(a_statement_to_somebody_is_opened_under_its_own_rule_or_else_that_of_statements)
{
	static const char *const kinds[] = { "statement", "statement_to_press", "statement_to_customers" };

	for (size_t wrong = 0; wrong < 2; wrong++) {
		struct book *b = story_begun(false);
		i64 all = set_rule(b, "statement", b->legal), press = set_rule(b, "statement_to_press", b->coo);

		for (size_t i = 0; i < countof(kinds); i++)
			WRITE(b->room, BY(ADA), decision_opened, .kind = str_c(kinds[i]), .rule = (i == 1) != wrong ? press : all,
			    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("Say this?"));
		if (wrong)
			check_refused(b, "another rule than the one in force");
		else
			check_clean(b);
	}
}

/* The officers, Ada alone, open a decision of the charter with an option. */
static void
charter_asked(struct book *b)
{
	b->decision = WRITE(0, BY(ADA), decision_opened, .kind = STR("change_charter"), .rule = b->officers,
	    .deadline = b->now + (3 * 24 * 3600 + 1) * (i64)SECONDS, .question = STR("Whom?"));
	b->option = WRITE(0, BY(ADA), option_proposed, .decision = b->decision, .title = STR("Them"));
}

/* They take it. */
static void
charter_decided(struct book *b)
{
	struct rec_act act;

	WRITE(0, BY(ADA), option_put_up, .decision = b->decision, .option = b->option, .accountable = b->officers,
	    .deadline = b->now + (3 * 24 * 3600 + 1) * (i64)SECONDS);
	b->room = 0;
	act = draft_answer(b, "decide", ADA, b->officers);
	give(b, EV_decided, &act, ADA);
	taken(b);
}

/* A bank and its number; this one is then entered. */
static struct book *
bank_set(const char *number)
{
	static const struct rec_contact_terms terms = { .label = STR_INIT("bank"), .kind = CONTACT_BANK };
	struct book *b = story_begun(false);
	struct rec_contact_reach decided = { .number = STR("+44 1") }, written = { .number = str_c(number) };

	charter_asked(b);
	WRITE(0, BY(ADA), change_proposed, .option = b->option, .contact = &terms, .title = STR("Bank"), .reach = &decided);
	charter_decided(b);
	WRITE(0, SERVER, contact_set, .terms = &terms, .title = STR("Bank"), .decision = b->decision, .reach = &written);
	return b;
}

/* A template; this text is then entered. */
static i64
template_written(struct book *b, const char *text)
{
	static const struct rec_template_terms terms = { .label = STR_INIT("hold"), .audience = STR_INIT("statement_to_press"),
	    .channel = THROUGH_PRESS, .language = STR_INIT("en") };

	charter_asked(b);
	WRITE(0, BY(ADA), template_proposed, .option = b->option, .terms = &terms, .title = STR("Hold"), .text = STR("We know."));
	charter_decided(b);
	return WRITE(0, SERVER, template_set, .terms = &terms, .title = STR("Hold"), .decision = b->decision, .text = str_c(text));
}

static struct book *
template_book(const char *text)
{
	struct book *b = story_begun(false);

	template_written(b, text);
	return b;
}

/* Those words in the last entry of that kind. */
static void
words_gone(struct book *b, enum event_kind kind, const char *field)
{
	for (size_t i = b->n; i-- > 0;) {
		struct entry e;
		str *left = NEW(T, str, LIMIT_VEILED);
		size_t n = 0;

		CHECK_OK(entry_read(T, b->v[i].leaf, b->v[i].disclosures, b->v[i].n_disclosures, &e));
		if (e.kind != kind)
			continue;
		for (size_t k = 0; k < b->v[i].n_disclosures; k++)
			if (!str_eq(disclosure_field(T, b->v[i].disclosures[k]), str_c(field)))
				left[n++] = b->v[i].disclosures[k];
		b->v[i].disclosures = left;
		b->v[i].n_disclosures = n;
		return;
	}
	fail();
}

TEST(another_number_than_was_decided_is_not_entered)
{
	check_clean(bank_set("+44 1"));
	check_refused(bank_set("+44 2"), "not, word for word, the change that was decided");
}

TEST(a_number_that_is_gone_from_one_entry_and_not_yet_from_the_other_is_not_held_against_it)
{
	static const enum event_kind kinds[] = { EV_change_proposed, EV_contact_set };

	for (size_t i = 0; i < countof(kinds); i++) {
		struct book *b = bank_set("+44 1");
		struct rec_verdicts v;

		words_gone(b, kinds[i], "reach");
		v = verdicts_of(b, &nothing_kept);
		check_says(&v, VERDICT_WHOLE, "no decision erased them");
		CHECK(!str_contains(verdicts_text(T, &v), STR("word for word")));
	}
}

TEST(another_text_of_a_template_than_was_decided_is_not_entered)
{
	check_clean(template_book("We know."));
	check_refused(template_book("We do not know."), "not, word for word, the change that was decided");
}

TEST(a_text_that_is_gone_from_one_entry_and_not_yet_from_the_other_is_not_held_against_it)
{
	static const enum event_kind kinds[] = { EV_template_proposed, EV_template_set };

	for (size_t i = 0; i < countof(kinds); i++) {
		struct book *b = template_book("We know.");
		struct rec_verdicts v;

		words_gone(b, kinds[i], "text");
		v = verdicts_of(b, &nothing_kept);
		CHECK(!str_contains(verdicts_text(T, &v), STR("word for word")));
	}
}

/* Approved by that person: `behind` versions ago, for so many days. */
static struct book *
template_approved_by(int person, i64 behind_by, i64 days)
{
	struct book *b = story_begun(false);
	i64 id;

	set_rule(b, "statement", b->coo);
	id = template_written(b, "We know.");
	WRITE(0, BY(person), template_approved, .template = id, .version = id - behind_by, .until = b->now + days * 24 * 3600 * (i64)SECONDS);
	return b;
}

TEST(a_template_is_approved_by_whoever_answers_for_it_as_it_stands_and_not_for_ever)
{
	check_clean(template_approved_by(BEN, 0, 300));
	check_refused(template_approved_by(ADA, 0, 300), "Approving it is for the seat");
	check_refused(template_approved_by(BEN, 1, 300), "another text than the one that stood there");
	check_refused(template_approved_by(BEN, 0, 400), "for a year at most");
}

/* ---- erasing ---- */

TEST(words_erased_by_a_decision_are_not_missed)
{
	for (int decided = 0; decided < 2; decided++) {
		struct book *b = story_begun(false);
		i64 said = b->said, d, o;
		struct rec_digest *digest = NEW(T, struct rec_digest, 1);
		struct rec_act act;
		i64 sources;

		CHECK(b64u_decode_hash(disclosure_digest(T, b->v[said].disclosures[0]), &digest->digest));
		d = WRITE(0, BY(ADA), decision_opened, .kind = STR("erase_words"), .rule = b->officers,
		    .deadline = b->now + (3 * 24 * 3600 + 1) * (i64)SECONDS, .question = STR("Erase it?"));
		o = WRITE(0, BY(ADA), option_proposed, .decision = d, .title = STR("Yes"));
		WRITE(0, BY(ADA), erasure_proposed, .option = o, .n = said, .digests = digest, .n_digests = 1);
		WRITE(0, BY(ADA), option_put_up, .decision = d, .option = o, .accountable = b->officers,
		    .deadline = b->now + (3 * 24 * 3600 + 1) * (i64)SECONDS);
		b->room = 0, b->decision = sources = d, b->option = o;
		act = draft_answer(b, "decide", ADA, b->officers);
		if (decided) {
			give(b, EV_decided, &act, ADA);
			taken(b);
		}
		WRITE(0, SERVER, erased, .decision = d, .n = said, .digests = digest, .n_digests = 1);
		b->v[said].n_disclosures = 0;
		if (decided) {
			check_clean(b);
		} else {
			struct rec_verdicts v = verdicts_of(b, &nothing_kept);

			check_says(&v, VERDICT_AUTHORITY, "not the consequence");
			check_says(&v, VERDICT_WHOLE, "no decision erased them");
		}
	}
}

/* Legal decides it by the charter's rule; what is asked is of this room, or of another stream. */
static struct book *
erased_by_rule(bool of_the_room, bool officers)
{
	struct book *b = story_begun(false);
	i64 rule = set_rule(b, "erase_words", b->legal), n = of_the_room ? b->said : 1;
	struct rec_digest *digest = NEW(T, struct rec_digest, 1);
	struct rec_act act;

	CHECK(b64u_decode_hash(disclosure_digest(T, b->v[n].disclosures[0]), &digest->digest));
	b->decision = WRITE(b->room, BY(ADA), decision_opened, .kind = STR("erase_words"), .rule = officers ? b->officers : rule,
	    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("Erase it?"));
	b->option = WRITE(b->room, BY(ADA), option_proposed, .decision = b->decision, .title = STR("Yes"));
	WRITE(b->room, BY(ADA), erasure_proposed, .option = b->option, .n = n, .digests = digest, .n_digests = 1);
	WRITE(b->room, BY(ADA), option_put_up, .decision = b->decision, .option = b->option, .accountable = b->legal,
	    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS);
	act = draft_answer(b, "decide", CYD, b->legal);
	give(b, EV_decided, &act, CYD);
	taken(b);
	WRITE(b->room, SERVER, erased, .decision = b->decision, .n = n, .digests = digest, .n_digests = 1);
	b->v[n].n_disclosures = 0;
	return b;
}

TEST(words_of_a_room_are_erased_by_whom_the_charter_says)
{
	struct rec_verdicts v;

	check_clean(erased_by_rule(true, false));
	v = verdicts_of(erased_by_rule(true, true), &nothing_kept);
	check_says(&v, VERDICT_AUTHORITY, "another rule than the one in force");
	v = verdicts_of(erased_by_rule(false, false), &nothing_kept);
	check_says(&v, VERDICT_AUTHORITY, "does not stand here");
}

/* ---- forged references ---- */

TEST(a_forged_reference_gets_a_sentence)
{
	struct book *b = story_begun(false);
	struct rec_verdicts v;

	WRITE(b->room, SERVER, decision_taken, .decision = 9999, .option = 1);
	WRITE(b->room, BY(ADA), message_posted, 0, STR("what follows is not judged"));
	v = verdicts_of(b, &nothing_kept);
	check_says(&v, VERDICT_WHOLE, "refers to 9999, which is no decision_opened");
	CHECK(v.found == 1);
}

TEST(a_sentence_does_not_write_on_the_terminal)
{
	struct book *b = story_begun(false);
	const struct seat *coo = charter_seat(b->charter, b->coo);
	struct rec_seat_terms t = coo->is;

	WRITE(0, SERVER, seat_set, .terms = &t, .title = STR("\x1b[2J\xe2\x80\x8f" "COO"));
	put_up(b, b->option);
	taken(b);
	check_refused(b, "\\x1b[2J\\xe2\\x80\\x8fCOO");
}

/* Told once more, by a decision that replaces the first. */
TEST(a_decision_is_replaced_once_by_one_that_was_taken)
{
	struct book *b = story_told(true);
	i64 old = b->decision;

	b->decision = WRITE(b->room, BY(ADA), decision_opened, .kind = STR("shutdown"), .rule = b->rule, .supersedes = old,
	    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("Start it again?"));
	b->option = WRITE(b->room, BY(ADA), option_proposed, .decision = b->decision, .title = STR("Half of it"));
	put_up(b, b->option);
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	taken(b);
	WRITE(b->room, SERVER, decision_superseded, old, b->decision);
	check_clean(b);
	b->checkpoint.p = NULL;
	WRITE(b->room, SERVER, decision_superseded, old, b->decision);
	check_refused(b, "it was replaced already");
}

/* The question once more, as somebody who gives a cause for it has it opened. */
static i64
asked_again_because(struct book *b, i64 takes_up, i64 failed)
{
	return WRITE(b->room, SERVER, decision_opened, .kind = STR("shutdown"), .rule = b->rule, .supersedes = b->decision,
	    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("Still?"), .takes_up = takes_up, .failed = failed);
}

TEST(a_decision_that_was_said_to_lapse_before_its_time_is_open_still)
{
	struct book *b = story_begun(true);
	struct rec_verdicts v;

	put_up(b, b->option);
	lapsed(b);
	((struct decision *)FIND(book_room(b, b->room), decisions, b->decision))->state = DECISION_OPEN;
	decides(b, ADA, b->ciso);
	concurs(b, BEN, b->coo);
	taken(b);
	v = verdicts_of(b, &nothing_kept);
	check_says(&v, VERDICT_AUTHORITY, "its deadline had not passed");
	CHECK(v.found == 1);
}

TEST(nothing_comes_after_an_outcome_that_was_not_for_the_meantime)
{
	struct book *b = story_told(true);

	asked_again_because(b, b->other, 0);
	check_refused(b, "was not to be decided after an interim");
}

TEST(two_decisions_are_not_open_for_one_place)
{
	struct book *b = story_told(true);

	for (int i = 0; i < 2; i++) {
		if (i == 1)
			check_clean(b);
		b->checkpoint.p = NULL;
		WRITE(b->room, BY(ADA), decision_opened, .kind = STR("shutdown"), .rule = b->rule, .supersedes = b->decision,
		    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("Still?"));
	}
	check_refused(b, "Another decision is open already");
}

/* Cyd asks; Ada, who decides, adds a measure of her own to it. */
TEST(whoever_changed_what_is_put_up_does_not_approve_it)
{
	for (int changed = 0; changed < 2; changed++) {
		const struct rule *rule;
		struct rec_verdicts v;
		struct book *b;

		asker_kept_out = true;
		b = story_begun(false);
		asker_kept_out = false;
		rule = charter_rule_for(b->charter, STR("shutdown"));
		b->decision = WRITE(b->room, BY(CYD), decision_opened, .kind = STR("shutdown"), .rule = b->rule,
		    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("A little?"));
		b->option = WRITE(b->room, BY(CYD), option_proposed, .decision = b->decision, .title = STR("A little"));
		WRITE(b->room, BY(CYD), option_put_up, .decision = b->decision, .option = b->option, .accountable = b->ciso, .concur = rule->is.concur,
		    .n_concur = 1, .requester_excluded = true, .objection_blocks = true, .deadline = b->now + (WITHIN + 1) * (i64)SECONDS);
		if (changed)
			WRITE(b->room, BY(ADA), measure_proposed, .option = b->option, .kind = ISOLATION, .lasts = 3600, .text = STR("Ada's own"));
		decides(b, ADA, b->ciso);
		concurs(b, BEN, b->coo);
		taken(b);
		v = verdicts_of(b, &nothing_kept);
		CHECK(is_found(&v, VERDICT_AUTHORITY, "was taken without the CISO") == (changed == 1));
		CHECK(changed || v.found == 0);
	}
}

TEST(whom_a_decision_does_not_concern_asks_nothing_in_its_place)
{
	struct book *b = story_told(true);

	WRITE(b->room, BY(CYD), decision_opened, .kind = STR("shutdown"), .rule = b->rule, .supersedes = b->decision,
	    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("Still?"));
	check_refused(b, "for whoever asked for it, and for whoever commands the room");
}

TEST(nobody_puts_themselves_on_a_measures_task)
{
	struct book *b = story_told(true);
	struct by dan = { WRITE(0, BY(ADA), person_added, .name = STR("Dan")), 0, 0, 0 };
	i64 task = WRITE(b->room, SERVER, task_opened, .title = STR("Carry it out"), .measure = b->measure);

	WRITE(b->room, dan, task_taken, task);
	check_refused(b, "To carry out a measure, or to say who does");
}

TEST(nobody_else_ends_a_measures_task)
{
	struct book *b = story_told(true);
	struct by dan = { WRITE(0, BY(ADA), person_added, .name = STR("Dan")), 0, 0, 0 };
	i64 task = WRITE(b->room, SERVER, task_opened, .title = STR("Carry it out"), .measure = b->measure);

	WRITE(b->room, dan, task_dropped, task, STR("no need"));
	check_refused(b, "To carry out a measure, or to say who does");
}

TEST(a_measures_task_ends_with_its_measure_and_not_before)
{
	struct book *b = story_told(true);
	i64 task = WRITE(b->room, SERVER, task_opened, .title = STR("Carry it out"), .measure = b->measure);

	WRITE(b->room, SERVER, task_dropped, task, STR("The measure has failed."));
	check_refused(b, "its measure has not ended");
}

TEST(nobody_is_called_too_early_for_what_is_not_in_force)
{
	struct book *b = story_told(true);

	WRITE(b->room, SERVER, call_owed, .person = b->person[BEN], .seat = b->coo, .reason = CALL_NOT_IN_FORCE, .measure = b->measure);
	check_refused(b, "nobody had to reach that person for this");
}

TEST(a_measure_that_did_not_fail_brings_nothing_back)
{
	struct book *b = story_told(true);

	asked_again_because(b, 0, b->measure);
	check_refused(b, "did not fail");
}

TEST(a_measure_is_not_renewed_without_a_decision)
{
	struct book *b = story_told(true);
	i64 decision, option, again;

	WRITE(b->room, BY(BEN), measure_applied, b->measure, b->now + (i64)WITHIN * SECONDS);
	decision = WRITE(b->room, BY(BEN), decision_opened, .kind = STR("shutdown"), .rule = b->rule, .renews = b->measure,
	    .deadline = b->now + (WITHIN + 1) * (i64)SECONDS, .question = STR("Renew it?"));
	option = WRITE(b->room, BY(BEN), option_proposed, .decision = decision, .title = STR("Renew it"));
	again = WRITE(b->room, BY(BEN), measure_proposed, .option = option, .kind = ISOLATION, .lasts = WITHIN, .text = STR("the same"), .renews = b->measure);
	WRITE(b->room, SERVER, measure_renewed, b->measure, again, b->now + (i64)WITHIN * SECONDS);
	check_refused(b, "no decision that was taken renews the measure");
}

TEST_MAIN()
