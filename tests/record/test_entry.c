/* Entries: sealed and read back, and everything that is not one refused (evidence format, laws 5 and 14). */
#include "entry.h"

#include "legal.h"

static struct entry
drawn_entry(struct chance *c, enum event_kind kind)
{
	struct entry e = {
		.n = draw_from(c, 0, CANON_INT_MAX), .stream = draw_from(c, -1, 1 << 20), .seq = draw_from(c, 1, CANON_INT_MAX),
		.at = draw_from(c, 0, CANON_INT_MAX), .charter = draw_from(c, 0, CANON_INT_MAX),
		.log = draw_label(c, 60), .kind = kind,
		.by = { draw_from(c, 0, 99), draw_from(c, 0, 99), draw_from(c, 0, 99), draw_from(c, 0, 99) },
	};

	memcpy(&e.prev, draw_bytes(c, 32, 32).p, 32);
	draw_record(c, event_table(kind), &e.as);
	return e;
}

static struct sealed
seal(struct chance *c, const struct entry *e)
{
	struct sealed s;

	CHECK_OK(entry_seal(T, e, (const u8 *)draw_bytes(c, SALT * SALTS_PER_ENTRY, SALT * SALTS_PER_ENTRY).p, &s));
	return s;
}

static void
check_same(const struct entry *a, const struct entry *b)
{
	CHECK(a->n == b->n && a->stream == b->stream && a->seq == b->seq && a->at == b->at && a->charter == b->charter);
	CHECK(hash_eq(a->prev, b->prev) && a->kind == b->kind && memcmp(&a->by, &b->by, sizeof(a->by)) == 0);
	CHECK_STR(b->log, a->log);
	CHECK_STR(written(event_table(b->kind), &b->as), written(event_table(a->kind), &a->as));
}

TEST(what_is_sealed_is_read_back_for_every_kind_of_event)
{
	struct chance c = chance_new();

	for (int kind = EV_none + 1; kind < EVENT_KINDS; kind++)
		for (int round = 0; round < 40; round++) {
			struct arena mark = *T;
			struct entry e = drawn_entry(&c, (enum event_kind)kind), back;
			struct sealed s = seal(&c, &e);

			CHECK_OK(entry_read(T, s.leaf, s.disclosures, s.n_disclosures, &back));
			check_same(&e, &back);
			CHECK(hash_eq(back.lh, s.lh) && hash_eq(s.lh, leaf_hash(s.leaf)));
			CHECK(back.veiled == back.disclosed && (size_t)back.veiled == s.n_disclosures);
			*T = mark;
		}
}

TEST(the_order_of_disclosures_does_not_matter)
{
	struct chance c = chance_new();
	struct entry e = drawn_entry(&c, EV_option_estimated), back;
	struct sealed s = seal(&c, &e);
	str turned[LIMIT_VEILED];

	CHECK(s.n_disclosures >= 2);
	for (size_t i = 0; i < s.n_disclosures; i++)
		turned[i] = s.disclosures[s.n_disclosures - 1 - i];
	CHECK_OK(entry_read(T, s.leaf, turned, s.n_disclosures, &back));
	check_same(&e, &back);
}

TEST(words_are_not_in_the_leaf)
{
	struct chance c = chance_new();
	struct entry e = drawn_entry(&c, EV_message_posted), back;

	e.as.message_posted.text = STR("the password is swordfish");
	CHECK(!str_contains(seal(&c, &e).leaf, STR("swordfish")));
	CHECK_OK(entry_read(T, seal(&c, &e).leaf, NULL, 0, &back));
	CHECK(back.as.message_posted.text.p == NULL && back.veiled == 1 && back.disclosed == 0);
}

TEST(an_erased_disclosure_leaves_its_field_absent_and_the_rest_whole)
{
	struct chance c = chance_new();

	for (int kind = EV_none + 1; kind < EVENT_KINDS; kind++) {
		struct entry e = drawn_entry(&c, (enum event_kind)kind), back;
		struct sealed s = seal(&c, &e);

		for (size_t left = 0; left < s.n_disclosures; left++) {
			CHECK_OK(entry_read(T, s.leaf, s.disclosures, left, &back));
			CHECK((size_t)back.disclosed == left && (size_t)back.veiled == s.n_disclosures);
			CHECK(hash_eq(back.lh, s.lh));
		}
	}
}

TEST(the_same_words_sealed_twice_are_not_seen_to_be_the_same)
{
	struct chance c = chance_new();
	struct entry e = drawn_entry(&c, EV_message_posted);

	CHECK(!hash_eq(seal(&c, &e).lh, seal(&c, &e).lh));
}

TEST(the_signer_chooses_the_salt_of_their_note)
{
	struct chance c = chance_new();
	struct entry e = drawn_entry(&c, EV_decided);

	e.as.decided.note = STR("gladly");
	e.note_salt = draw_bytes(&c, SALT, SALT);
	CHECK_STR(seal(&c, &e).disclosures[0], disclosure_make(T, (const u8 *)e.note_salt.p, STR("note"), STR("\"gladly\"")));
}

TEST(no_cut_leaf_is_read)
{
	struct chance c = chance_new();
	struct entry e = drawn_entry(&c, EV_fact_asserted), back;
	struct sealed s = seal(&c, &e);

	for (size_t n = 0; n < s.leaf.n; n++)
		CHECK(entry_read(T, (str){ s.leaf.p, n }, s.disclosures, s.n_disclosures, &back) != OK);
}

TEST(a_flipped_bit_is_refused_or_has_another_hash_and_writes_itself)
{
	struct chance c = chance_new();

	for (int round = 0; round < 20; round++) {
		struct entry e = drawn_entry(&c, (enum event_kind)draw_from(&c, 1, EVENT_KINDS - 1)), back;
		struct sealed s = seal(&c, &e);
		str leaf = arena_str(T, s.leaf);

		for (size_t i = 0; i < leaf.n && i < 3000; i++) {
			struct arena mark = *T;
			char *at = (char *)(uintptr_t)leaf.p + i, was = *at;

			*at = (char)(was ^ (1 << (draw(&c) >> 61)));
			if (entry_read(T, leaf, NULL, 0, &back) == OK)
				CHECK(!hash_eq(back.lh, s.lh));
			*at = was;
			*T = mark;
		}
	}
}

/* The leaf with the first `from` in it made `to`. */
static str
with(str leaf, const char *from, const char *to)
{
	size_t n = strlen(from);

	for (size_t i = 0; i + n <= leaf.n; i++)
		if (memcmp(leaf.p + i, from, n) == 0)
			return arena_fmt(T, "%.*s%s%.*s", (int)i, leaf.p, to, STR_ARG(str_from(leaf, i + n)));
	fail_msg("%s is not in the leaf", from);
	return leaf;
}

TEST(every_malformed_leaf_is_refused_with_a_sentence)
{
	struct chance c = chance_new();
	struct entry e = { .n = 7, .stream = 5, .seq = 2, .at = 1000, .charter = 3, .log = STR("log"), .by = { 4, 0, 0, 0 },
	    .kind = EV_task_taken, .as.task_taken.task = 1 }, back;
	str leaf = seal(&c, &e).leaf;
	const struct { const char *from, *to, *words; } bad[] = {
		{ "{\"at\"", " {\"at\"", "" },
		{ "1000", "1000 ", "" },
		{ "1000", "01000", "" },
		{ "1000", "1e3", "" },
		{ "1000", "\"1000\"", "" },
		{ "\"at\":1000,", "", "exactly the keys" },
		{ "\"at\":1000,", "\"aa\":1,\"at\":1000,", "exactly the keys" },
		{ "\"v\":1}", "\"v\":1,\"w\":1}", "exactly the keys" },
		{ ",\"v\":1}", "}", "exactly the keys" },
		{ "\"v\":1}", "\"v\":2}", "a newer one wrote it" },
		{ "\"v\":1}", "\"v\":1}x", "" },
		{ "\"task_taken\"", "\"task_token\"", "task_token, which this program does not know; a newer one wrote it" },
		{ "{\"task\":1}", "{\"desk\":1}", "a field desk that this program does not know" },
		{ "{\"task\":1}", "{\"task\":1,\"zone\":1}", "a field zone" },
		{ "{\"task\":1}", "{}", "lacks the field task" },
		{ "{\"task\":1}", "{\"task\":\"1\"}", "should be the number" },
		{ "{\"task\":1}", "{\"task\":null}", "should be the number" },
		{ "{\"task\":1}", "{\"task\":1,\"task\":1}", "" },
		{ "{\"task\":1}", "[]", "" },
		{ "{\"task\":1}", "{\"_sd\":[\"AAAA\"],\"task\":1}", "one digest for each" },
		{ "{\"task\":1}", "{\"_sd\":[\"B\",\"A\"],\"task\":1}", "not ascending" },
		{ "room/5", "room/05", "a stream is" },
		{ "room/5", "room/", "a stream is" },
		{ "room/5", "lobby", "a stream is" },
		{ "room/5", "room/1234567890123456", "a stream is" },
		{ "\"seq\":2", "\"seq\":0", "below where counting begins" },
		{ "\"n\":7", "\"n\":-1", "below where counting begins" },
		{ "\"person\":4", "\"person\":-4", "below where counting begins" },
		{ "\"charter\":3", "\"charter\":-3", "below where counting begins" },
		{ "\"person\":4,", "", "has for, person, seat and via" },
		{ "\"person\":4", "\"person\":4,\"role\":1", "and nothing else" },
		{ "\"salt\":\"", "\"salt\":\"A", "a salt is" },
		{ "\"prev\":\"", "\"prev\":\"A", "a hash is" },
	};

	CHECK_OK(entry_read(T, leaf, NULL, 0, &back));
	for (size_t i = 0; i < countof(bad); i++) {
		err bad_e = entry_read(T, with(leaf, bad[i].from, bad[i].to), NULL, 0, &back);

		if (bad_e == OK || !str_contains(bad_e->why, str_c(bad[i].words)))
			print_error("%s -> %s: %.*s\n", bad[i].from, bad[i].to, bad_e ? (int)bad_e->why.n : 2, bad_e ? bad_e->why.p : "OK");
		CHECK(bad_e && str_contains(bad_e->why, str_c(bad[i].words)));
	}
}

TEST(a_leaf_beyond_its_bound_is_refused)
{
	struct entry back;
	char *big = NEW(T, char, LIMIT_LEAF + 1);

	memset(big, ' ', LIMIT_LEAF + 1);
	CHECK_ERR(entry_read(T, (str){ big, LIMIT_LEAF + 1 }, NULL, 0, &back), DAMAGED, "longer than a leaf");
}

TEST(a_strange_disclosure_is_refused)
{
	struct chance c = chance_new();
	struct entry e = drawn_entry(&c, EV_message_posted), other = e, back;
	struct sealed s = seal(&c, &e), stranger = seal(&c, &other);
	str twice[] = { s.disclosures[0], s.disclosures[0] };
	const u8 salt[SALT] = { 1 };
	str d = disclosure_make(T, salt, STR("text"), STR("\"x\""));

	CHECK_ERR(entry_read(T, s.leaf, stranger.disclosures, 1, &back), DAMAGED, "does not name");
	CHECK_ERR(entry_read(T, s.leaf, twice, 2, &back), DAMAGED, "veils twice");
	CHECK_ERR(entry_read(T, s.leaf, &d, 1, &back), DAMAGED, "does not name");
}

/* The leaf is right and names the disclosure, but the disclosure is not one. */
TEST(a_disclosure_is_a_salt_a_field_and_a_value)
{
	struct chance c = chance_new();
	struct entry e = drawn_entry(&c, EV_message_posted), back;
	struct sealed s = seal(&c, &e);
	str digest = disclosure_digest(T, s.disclosures[0]);
	const u8 salt[SALT] = { 1 };
	str good = disclosure_make(T, salt, STR("text"), STR("\"x\""));
	const str bad[] = {
		disclosure_make(T, salt, STR("channel"), STR("\"x\"")),
		disclosure_make(T, salt, STR("none"), STR("\"x\"")),
		disclosure_make(T, salt, STR("text"), STR("1")),
		disclosure_make(T, salt, STR("text"), STR("\"x\",1")),
		disclosure_make(T, salt, STR("text"), STR(" \"x\"")),
		STR("W10"), STR("W10="), STR("MQ"), STR(""),
	};

	CHECK_OK(entry_read(T, with(s.leaf, arena_cstr(T, digest), arena_cstr(T, disclosure_digest(T, good))), &good, 1, &back));
	CHECK_STR(back.as.message_posted.text, STR("x"));
	for (size_t i = 0; i < countof(bad); i++)
		CHECK(entry_read(T, with(s.leaf, arena_cstr(T, digest), arena_cstr(T, disclosure_digest(T, bad[i]))), &bad[i], 1, &back) != OK);
}

TEST(what_is_beyond_its_bounds_is_not_sealed)
{
	struct chance c = chance_new();
	struct entry e = { .kind = EV_objective_set, .stream = 5, .seq = 1, .log = STR("log"), .as.objective_set.text = STR("") };
	struct sealed s;
	const u8 *salts = (const u8 *)draw_bytes(&c, SALT * SALTS_PER_ENTRY, SALT * SALTS_PER_ENTRY).p;

	CHECK_ERR(entry_seal(T, &e, salts, &s), MALFORMED, "text: 0 bytes");
	e.kind = EV_message_posted;
	e.as.message_posted.text = STR("\xff");
	CHECK_ERR(entry_seal(T, &e, salts, &s), MALFORMED, "UTF-8");
	e.as.message_posted = (struct ev_message_posted){ .channel = -1, .text = STR("x") };
	CHECK_ERR(entry_seal(T, &e, salts, &s), MALFORMED, "channel");
	e = (struct entry){ .kind = EV_seat_set, .stream = 0, .seq = 1, .log = STR("log"), .as.seat_set.title = STR("t") };
	CHECK_ERR(entry_seal(T, &e, salts, &s), MALFORMED, "terms: is missing");
	e = (struct entry){ .kind = EV_phase_set, .stream = 5, .seq = 1, .log = STR("log") };
	CHECK_ERR(entry_seal(T, &e, salts, &s), MALFORMED, "phase: is missing");
	e = (struct entry){ .kind = EV_decided, .stream = 5, .seq = 1, .log = STR("log") };
	CHECK_ERR(entry_seal(T, &e, salts, &s), MALFORMED, "act: is missing");
}

TEST(streams_have_names)
{
	static const i64 streams[] = { 0, -1, 1, 17, 999999999999999 };
	i64 back;

	for (size_t i = 0; i < countof(streams); i++) {
		CHECK(stream_parse(stream_name(T, streams[i]), &back));
		CHECK(back == streams[i]);
	}
	CHECK(!stream_parse(STR("room/0"), &back) && !stream_parse(STR("room/-1"), &back) && !stream_parse(STR("Charter"), &back));
}

TEST(an_act_is_read_whole_or_not_at_all)
{
	struct chance c = chance_new();
	struct rec_act act = { 0 }, back;
	str json;

	draw_record(&c, record_act_table(), &act);
	json = written(record_act_table(), &act);
	CHECK_OK(act_read(T, json, &back));
	CHECK_STR(written(record_act_table(), &back), json);
	CHECK_ERR(act_read(T, with(json, "\"verb\"", "\"verc\""), &back), MALFORMED, "act: ");
	CHECK_ERR(act_read(T, STR("{}"), &back), MALFORMED, "is missing");
	CHECK_ERR(act_read(T, STR("[]"), &back), MALFORMED, "should be an object");
}

TEST_MAIN()
