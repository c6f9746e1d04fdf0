/* Fields: every type within and beyond its bounds, from outside and from the record; what is written is read back. */
#include "model.h"

#include "legal.h"

/* One field of every type. */
#define SAMPLE \
	BYTES   (bytes, 2, 4,               "Bytes.", OPT) \
	DECIMAL (decimal,                   "A decimal.", OPT) \
	DURATION(duration, 60, 3600,        "A while.", OPT) \
	FLAG    (flag,                      "A flag.", OPT) \
	HASH    (hash,                      "A hash.", OPT) \
	INT     (integer, -5, 5,            "A number.", OPT) \
	LABEL   (label,                     "A label.", OPT) \
	LABELS  (labels, 2,                 "Labels.", OPT) \
	LIST    (list, origin, 2,           "A list.", OPT) \
	MONEY   (money,                     "An amount.", OPT) \
	NAME    (name, 1, 4,                "A name.", OPT) \
	OBJECT  (object,                    "An object.", OPT) \
	ONE     (one, leaf_place,           "A record.", OPT) \
	REF     (ref, any,                  "A ref.", OPT) \
	REFS    (refs, any, 2,              "Refs.", OPT) \
	TEXT    (text, 2, 5,                "Words.", OPT) \
	TIME    (time,                      "A moment.", OPT) \
	VALUE   (value,                     "A value.", OPT) \
	WORD    (word, severity,            "A word.", OPT) \
	FLAG    (for_,                      "A name that C keeps for itself.", OPT)

#include "rows_struct.h"
struct rec_sample { SAMPLE };
#include "rows_end.h"

#include "rows_table.h"
static const struct field_table *
sample_table(void)
{
	typedef struct rec_sample self;
	static const struct field fields[] = { SAMPLE };
	static const struct field_table t = { "sample", "One of each.", sizeof(self), fields, countof(fields) };

	return &t;
}
#include "rows_end.h"

static err
read_sample(const char *json, enum field_source from, struct rec_sample *out)
{
	return field_read(T, sample_table(), str_c(json), from, out);
}

TEST(every_type_is_read_and_written_as_it_was)
{
	static const char *const good[] = {
		"{}",
		"{\"bytes\":\"AAE\"}", "{\"bytes\":\"AAECAw\"}",
		"{\"decimal\":\"9223372036854.775807\"}", "{\"decimal\":\"-9223372036854.775807\"}",
		"{\"decimal\":\"9.8\"}", "{\"decimal\":\"-0.000001\"}", "{\"decimal\":\"0\"}",
		"{\"duration\":60}", "{\"duration\":3600}",
		"{\"flag\":true}", "{\"for\":true}",
		"{\"hash\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
		"{\"integer\":-5}", "{\"integer\":5}",
		"{\"label\":\"a\"}", "{\"label\":\"A9._:/+=@-\"}",
		"{\"labels\":[\"a\",\"b\"]}",
		"{\"list\":[{\"origin\":\"a\"},{\"origin\":\"b\"}]}",
		"{\"money\":{\"amount\":\"1200.5\",\"currency\":\"EUR\"}}",
		"{\"name\":\"\xc3\xa4\xc3\xa4\"}",
		"{\"object\":{}}", "{\"object\":{\"a\":[null,true,{\"b\":\"\\n\"}]}}",
		"{\"one\":{\"hash\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"seq\":3}}",
		"{\"ref\":9007199254740991}", "{\"refs\":[1,2]}",
		"{\"text\":\"ab\"}", "{\"text\":\"abcde\"}", "{\"text\":\"\\\"\\\\\"}",
		"{\"time\":1}",
		"{\"value\":true}", "{\"value\":false}", "{\"value\":-12}", "{\"value\":\"9.8\"}", "{\"value\":\"-0.5\"}", "{\"value\":\"internet\"}",
		"{\"word\":\"SEV4\"}",
		"{\"flag\":true,\"for\":true,\"integer\":1,\"text\":\"ab\",\"word\":\"SEV1\"}",
	};

	for (size_t i = 0; i < countof(good); i++) {
		struct rec_sample sample;

		for (int from = FROM_OUTSIDE; from <= FROM_RECORD; from++) {
			CHECK_OK(read_sample(good[i], (enum field_source)from, &sample));
			CHECK_OK(field_check(T, sample_table(), &sample));
			CHECK_STR(written(sample_table(), &sample), str_c(good[i]));
		}
	}
}

TEST(what_is_beyond_its_bounds_is_refused_from_outside_and_not_judged_again_from_the_record)
{
	static const struct { const char *json, *words; } bad[] = {
		{ "{\"bytes\":\"AA\"}",                 "bytes: 1 bytes; 2 to 4 are allowed" },
		{ "{\"bytes\":\"AAECAwQ\"}",            "bytes: 5 bytes; 2 to 4 are allowed" },
		{ "{\"decimal\":\"9.80\"}",             "decimal: is a decimal such as" },
		{ "{\"decimal\":\"-0\"}",               "decimal: " },
		{ "{\"decimal\":\"01\"}",               "decimal: " },
		{ "{\"decimal\":\".5\"}",               "decimal: " },
		{ "{\"decimal\":\"1.\"}",               "decimal: " },
		{ "{\"decimal\":\"0.0000001\"}",        "decimal: " },
		{ "{\"decimal\":\"1e3\"}",              "decimal: " },
		{ "{\"decimal\":\"9223372036854.775808\"}", "below nine trillion" },
		{ "{\"decimal\":\"-9223372036854.775808\"}", "below nine trillion" },
		{ "{\"decimal\":\"999999999999999\"}", "below nine trillion" },
		{ "{\"decimal\":\"\"}",                 "decimal: " },
		{ "{\"duration\":59}",                  "duration: 59; 60 to 3600 are allowed" },
		{ "{\"duration\":3601}",                "duration: 3601" },
		{ "{\"duration\":0}",                   "duration: 0" },
		{ "{\"integer\":-6}",                   "integer: -6; -5 to 5 are allowed" },
		{ "{\"integer\":6}",                    "integer: 6" },
		{ "{\"label\":\"\"}",                   "label: 0 bytes" },
		{ "{\"label\":\"-a\"}",                 "label: takes letters" },
		{ "{\"label\":\"a b\"}",                "label: takes letters" },
		{ "{\"label\":\"\xc3\xa4\"}",           "label: takes letters" },
		{ "{\"labels\":[\"a\",\"b\",\"c\"]}",   "labels: 3 items" },
		{ "{\"labels\":[\"a\",\"b c\"]}",       "labels: [1]: takes letters" },
		{ "{\"list\":[{\"origin\":\"a\"},{\"origin\":\"a\"},{\"origin\":\"a\"}]}", "list: 3 items" },
		{ "{\"list\":[{\"origin\":\"a\"},{\"origin\":\"a b\"}]}", "list: [1]: origin: takes letters" },
		{ "{\"money\":{\"amount\":\"1.50\",\"currency\":\"EUR\"}}", "money: is {" },
		{ "{\"money\":{\"amount\":\"1\",\"currency\":\"eur\"}}",    "money: is {" },
		{ "{\"money\":{\"amount\":\"1\",\"currency\":\"EURO\"}}",   "money: is {" },
		{ "{\"name\":\"\"}",                    "name: 0 bytes" },
		{ "{\"name\":\"abcde\"}",               "name: 5 bytes" },
		{ "{\"name\":\"\xc3\xa4\xc3\xa4" "a\"}", "name: 5 bytes" },
		{ "{\"ref\":-1}",                       "ref: is below 0" },
		{ "{\"refs\":[1,0]}",                   "refs: [1]: is below 1" },
		{ "{\"refs\":[1,2,3]}",                 "refs: 3 items" },
		{ "{\"text\":\"a\"}",                   "text: 1 bytes" },
		{ "{\"text\":\"abcdef\"}",              "text: 6 bytes" },
		{ "{\"time\":-1}",                      "time: is below 0" },
		{ "{\"value\":\"\"}",                   "value: is true" },
		{ "{\"value\":\"two words\"}",          "value: is true" },
		{ "{\"value\":{}}",                     "value: is true" },
		{ "{\"value\":[]}",                     "value: is true" },
		{ "{\"value\":null}",                   "value: is true" },
	};

	for (size_t i = 0; i < countof(bad); i++) {
		struct rec_sample sample;

		CHECK_ERR(read_sample(bad[i].json, FROM_OUTSIDE, &sample), MALFORMED, bad[i].words);
		CHECK_OK(read_sample(bad[i].json, FROM_RECORD, &sample));
	}
}

TEST(what_is_of_the_wrong_type_is_refused_from_both)
{
	static const char *const values[] = { "null", "true", "1", "\"a\"", "[]", "{}", "[1]", "[\"a\"]" };
	static const struct { const char *name, *takes; } takes[] = {
		{ "bytes", "\"a\"" }, { "decimal", "1 \"a\"" }, { "duration", "1" }, { "flag", "true" }, { "hash", "" },
		{ "integer", "1" }, { "label", "\"a\"" }, { "labels", "[] [\"a\"]" }, { "list", "[]" }, { "money", "" },
		{ "name", "\"a\"" }, { "object", "{}" }, { "one", "" }, { "ref", "1" }, { "refs", "[] [1]" },
		{ "text", "\"a\"" }, { "time", "1" }, { "value", "null true 1 \"a\" [] {} [1] [\"a\"]" }, { "word", "" },
	};

	for (size_t f = 0; f < countof(takes); f++)
		for (size_t v = 0; v < countof(values); v++) {
			struct rec_sample sample;
			str json = arena_fmt(T, "{\"%s\":%s}", takes[f].name, values[v]);
			bool right = false;

			for (str rest = str_c(takes[f].takes); rest.p;)
				right |= str_eq(str_cut(rest, ' ', &rest), str_c(values[v]));
			if (right)
				continue;
			CHECK_ERR(field_read(T, sample_table(), json, FROM_OUTSIDE, &sample), MALFORMED, takes[f].name);
			if (!str_eq(str_c(takes[f].name), STR("bytes")))
				CHECK_ERR(field_read(T, sample_table(), json, FROM_RECORD, &sample), MALFORMED, "");
		}
}

TEST(what_is_no_record_of_that_shape_is_refused)
{
	static const struct { const char *json, *words; } bad[] = {
		{ "[]",                                 "sample should be an object" },
		{ "",                                   "sample should be an object" },
		{ "{\"nonsense\":1}",                   "nonsense: there is no such field in sample" },
		{ "{\"for_\":true}",                    "for_: there is no such field" },
		{ "{\"text\":\"ab\",\"flag\":true}",    "byte" },       /* keys ascend */
		{ "{\"flag\":true,\"flag\":true}",      "byte" },
		{ "{\"flag\": true}",                   "" },
		{ "{\"flag\":true",                     "byte" },
		{ "{\"flag\":true}}",                   "byte" },
		{ "{\"text\":\"\xff\"}",                "byte" },
		{ "{\"text\":\"\\u0000\"}",             "byte" },
		{ "{\"integer\":9007199254740992}",     "byte" },
		{ "{\"integer\":1.5}",                  "byte" },
		{ "{\"integer\":-0}",                   "byte" },
		{ "{\"one\":{\"seq\":3}}",              "one: hash: is missing from leaf_place" },
		{ "{\"list\":[{}]}",                    "list: [0]: origin: is missing from origin" },
		{ "{\"list\":[1]}",                     "list: should be a list" },
		{ "{\"money\":{\"amount\":\"1\"}}",     "money: should be an amount" },
		{ "{\"money\":{\"amount\":1,\"currency\":\"EUR\"}}", "money: should be an amount" },
		{ "{\"money\":{\"amount\":\"1\",\"cents\":1,\"currency\":\"EUR\"}}", "money: should be an amount" },
		{ "{\"word\":\"SEV5\"}",                "word: should be one of SEV1, SEV2, SEV3, SEV4" },
		{ "{\"word\":\"\"}",                    "word: should be one of" },
		{ "{\"hash\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}", "hash: should be 43" },
		{ "{\"hash\":\"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\"}", "hash: should be 43" },
		{ "{\"bytes\":\"AA==\"}",               "bytes: should be base64url" },
	};

	for (size_t i = 0; i < countof(bad); i++) {
		struct rec_sample sample;

		CHECK_ERR(read_sample(bad[i].json, FROM_OUTSIDE, &sample), MALFORMED, bad[i].words);
		CHECK_ERR(read_sample(bad[i].json, FROM_RECORD, &sample), MALFORMED, bad[i].words);
	}
}

TEST(a_missing_field_is_named)
{
	struct ev_fact_asserted fact;

	CHECK_ERR(field_read(T, event_table(EV_fact_asserted), STR("{\"confidence\":\"probable\"}"), FROM_OUTSIDE, &fact),
	    MALFORMED, "name: is missing from fact_asserted");
}

/* ---- laws over every table there is ---- */

struct tables { const struct field_table *t[512]; size_t n; };

/* Tables of what is given and kept; entities are only ever written. */
static struct tables
all_tables(bool entities)
{
	struct tables all = { .n = 0 };

	for (int k = EV_none + 1; k < EVENT_KINDS; k++)
		all.t[all.n++] = event_table((enum event_kind)k);
	for (int k = CMD_none + 1; k < COMMAND_KINDS; k++)
		all.t[all.n++] = command_table((enum command_kind)k);
	for (int k = ENT_none + 1; entities && k < ENTITY_KINDS; k++)
		all.t[all.n++] = entity_table((enum entity_kind)k);
#include "rows_none.h"
#define RECORD(name, doc) all.t[all.n++] = record_##name##_table();
#include "records.def"
#include "rows_none.h"
#define RECORD(name, doc) all.t[all.n++] = record_##name##_table();
#include "documents.def"
	return all;
}

TEST(what_is_written_is_read_back_for_every_table)
{
	struct chance c = chance_new();
	struct tables all = all_tables(false);

	for (size_t i = 0; i < all.n; i++)
		for (int round = 0; round < 20; round++) {
			struct arena mark = *T;
			void *rec = arena_alloc(T, all.t[i]->size, 1), *back = arena_alloc(T, all.t[i]->size, 1);
			str json;

			draw_record(&c, all.t[i], rec);
			CHECK_OK(field_check(T, all.t[i], rec));
			json = written(all.t[i], rec);
			CHECK_OK(field_read(T, all.t[i], json, FROM_OUTSIDE, back));
			CHECK_STR(written(all.t[i], back), json);
			CHECK_OK(field_read(T, all.t[i], json, FROM_RECORD, back));
			CHECK_STR(written(all.t[i], back), json);
			*T = mark;
		}
}

TEST(an_optional_number_has_a_lower_bound_above_nothing)
{
	struct tables all = all_tables(false);

	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0; k < all.t[i]->count; k++) {
			const struct field *f = &all.t[i]->fields[k];

			if ((f->type == FIELD_INT || f->type == FIELD_DURATION) && (f->marks & OPT) && f->min < 1)
				fail_msg("%s.%s: 0 would be lost", all.t[i]->name, f->name);
		}
}

TEST(every_table_fits_the_codec)
{
	struct tables all = all_tables(true);

	for (size_t i = 0; i < all.n; i++) {
		size_t veiled = 0;

		CHECK(all.t[i]->count <= 64);
		for (size_t k = 0; k < all.t[i]->count; k++) {
			const struct field *f = &all.t[i]->fields[k];

			veiled += field_veiled(f);
			CHECK(canon_is_key(field_name(f)) && f->doc && *f->doc);
			CHECK(field_find(all.t[i], field_name(f)) == f);
			CHECK(f->max == 0 || f->min <= f->max);
		}
		CHECK(veiled <= LIMIT_VEILED || i >= EVENT_KINDS - 1);
	}
}

TEST(a_ref_names_a_kind_of_event_or_any)
{
	struct tables all = all_tables(true);

	for (size_t i = 0; i < all.n; i++)
		for (size_t k = 0; k < all.t[i]->count; k++) {
			const char *target = all.t[i]->fields[k].target;

			if (target && !str_eq(str_c(target), STR("any")) && event_kind(str_c(target)) == EV_none)
				fail_msg("%s.%s names no kind: %s", all.t[i]->name, all.t[i]->fields[k].name, target);
		}
}

TEST(a_subject_event_names_its_option)
{
	for (int k = EV_none + 1; k < EVENT_KINDS; k++) {
		enum event_kind kind = (enum event_kind)k;

		if (event_is_subject(kind) && kind != EV_decision_opened && kind != EV_option_proposed)
			CHECK(field_find(event_table(kind), STR("option")));
	}
}

/* A verifier leaves it out if it had no authority, and goes on. */
TEST(what_may_be_struck_is_named_by_nothing)
{
	for (int k = EV_none + 1; k < EVENT_KINDS; k++) {
		const struct field_table *t = event_table((enum event_kind)k);

		for (size_t i = 0; i < t->count; i++)
			if (t->fields[i].target && event_part(event_kind(str_c(t->fields[i].target))) == PART_STRUCK)
				fail_msg("%s.%s names what may be struck: %s", t->name, t->fields[i].name, t->fields[i].target);
	}
}

TEST(what_somebody_signs_is_judged)
{
	for (int k = EV_none + 1; k < EVENT_KINDS; k++) {
		enum event_part part = event_part((enum event_kind)k);

		if ((part == PART_PLAIN || part == PART_SUBJECT) && field_find(event_table((enum event_kind)k), STR("signature")))
			fail_msg("%s is signed, and no verifier judges it", event_table((enum event_kind)k)->name);
	}
}

TEST_MAIN()
