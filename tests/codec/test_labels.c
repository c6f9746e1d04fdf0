#include "test.h"

#include "field.h"
#include "model.h"

struct thing { str cost; struct labels names; };
static const struct field fields[] = {
	{ .name = "cost", .type = FIELD_DECIMAL, .marks = OPT, .offset = offsetof(struct thing, cost) },
	{ .name = "names", .type = FIELD_LABELS, .marks = OPT, .offset = offsetof(struct thing, names), .max = 2 },
};
static const struct field_table table = { "thing", "A thing.", sizeof(struct thing), fields, countof(fields) };

static err
read_thing(const char *json, enum field_source from, struct thing *out)
{
	return field_read(T, &table, str_c(json), from, out);
}

TEST(a_decimal_from_outside_may_be_a_whole_number)
{
	struct thing t;

	CHECK_OK(read_thing("{\"cost\":5000}", FROM_OUTSIDE, &t));
	CHECK_STR(t.cost, STR("5000"));
	CHECK_OK(read_thing("{\"cost\":\"9.8\"}", FROM_OUTSIDE, &t));
	CHECK_STR(t.cost, STR("9.8"));
	CHECK_OK(read_thing("{\"cost\":-3}", FROM_OUTSIDE, &t));
	CHECK_STR(t.cost, STR("-3"));
	CHECK_ERR(read_thing("{\"cost\":true}", FROM_OUTSIDE, &t), MALFORMED, "cost: should be a decimal");
	CHECK_ERR(read_thing("{\"cost\":1234567890123456}", FROM_OUTSIDE, &t), MALFORMED, "cost: is a decimal such as 9.8");
}

TEST(a_decimal_in_the_record_is_text)
{
	struct thing t;

	CHECK_ERR(read_thing("{\"cost\":5000}", FROM_RECORD, &t), MALFORMED, "cost: should be a decimal in quotes");
	CHECK_OK(read_thing("{\"cost\":\"5000\"}", FROM_RECORD, &t));
}

TEST(labels_are_read_and_written_and_bounded)
{
	struct buf b = buf_new(T, 64);
	struct thing t;

	CHECK_OK(read_thing("{\"names\":[\"a\",\"b.c\"]}", FROM_OUTSIDE, &t));
	CHECK(t.names.n == 2);
	CHECK_STR(t.names.v[1], STR("b.c"));
	field_write(&b, &table, &t);
	CHECK_STR(buf_str(&b), STR("{\"names\":[\"a\",\"b.c\"]}"));
	CHECK_OK(read_thing("{\"names\":[]}", FROM_OUTSIDE, &t));
	CHECK(t.names.n == 0 && field_absent(&fields[1], &t));
	CHECK_ERR(read_thing("{\"names\":\"a\"}", FROM_OUTSIDE, &t), MALFORMED, "names: should be a list of short names");
	CHECK_ERR(read_thing("{\"names\":[1]}", FROM_OUTSIDE, &t), MALFORMED, "names: should be a list of short names");
	CHECK_ERR(read_thing("{\"names\":[\"a\",\"b\",\"c\"]}", FROM_OUTSIDE, &t), MALFORMED, "names: 3 items");
	CHECK_ERR(read_thing("{\"names\":[\"a\",\"\"]}", FROM_OUTSIDE, &t), MALFORMED, "names: [1]: 0 bytes");
	CHECK_ERR(read_thing("{\"names\":[\"a b\"]}", FROM_OUTSIDE, &t), MALFORMED, "names: [0]: takes letters");
	CHECK_OK(read_thing("{\"names\":[\"a\",\"b\",\"c\"]}", FROM_RECORD, &t));
}

static err
named(str name)
{
	return field_check(T, event_table(EV_person_added), &(struct ev_person_added){ .name = name });
}

TEST(a_name_is_seen_as_it_is)
{
	static const char *const bad[] = { "Ada\xe2\x80\xae" "madA", "Ada\n", "\x1b[2J", "\xe2\x81\xa6" "Ada", "Ada\xe2\x80\x8b", "\xd8\x9c" "A", "\xc2\x85" };

	CHECK_OK(named(STR("Ada Lovelace")));
	CHECK_OK(named(STR("\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xb1\xd9\x88\xd8\xaf")));
	CHECK_ERR(named(STR("  ")), MALFORMED, "name: is blank");
	for (size_t i = 0; i < countof(bad); i++)
		CHECK_ERR(named(str_c(bad[i])), MALFORMED, "name: holds a character that cannot be seen");
}

static err
said(str text)
{
	return field_check(T, command_table(CMD_post_message), &(struct cmd_post_message){ .text = text });
}

TEST(a_text_has_something_to_be_read)
{
	CHECK_OK(said(STR("")));
	CHECK_OK(said(STR(" x\xe2\x80\x8f")));
	CHECK_ERR(said(STR(" ")), MALFORMED, "text: is blank; say something");
	CHECK_ERR(said(STR(" \n\t\xc2\xa0")), MALFORMED, "text: is blank");
	CHECK_ERR(said(STR("\xe2\x80\x8b\xe2\x80\x8f")), MALFORMED, "text: is blank");
}

TEST(a_text_is_read_in_the_order_in_which_it_is_signed)
{
	CHECK_ERR(said(STR("limit \xe2\x80\xae" "001 ot\xe2\x80\xac")), MALFORMED, "text: holds a character that turns the line round");
	CHECK_ERR(said(STR("x\xe2\x81\xa6")), MALFORMED, "turns the line round");
	CHECK_OK(said(STR("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xe2\x80\x8f(x), \xe2\x80\x9cquoted\xe2\x80\x9d")));
}

TEST_MAIN()
