#include "test.h"

#include "cvss.h"

static struct cvss
scored(const char *vector)
{
	struct cvss c;

	CHECK_OK(cvss_score(T, str_c(vector), &c));
	return c;
}

static void
refused(const char *vector, const char *words)
{
	struct cvss c;

	CHECK_ERR(cvss_score(T, str_c(vector), &c), MALFORMED, words);
}

#define V2 "AV:N/AC:L/Au:N/C:P/I:P/A:P"
#define V3 "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
#define V4 "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"

TEST(the_final_score_is_of_the_last_group_with_a_defined_metric)
{
	struct cvss c = scored(V2 "/E:ND/CDP:ND");

	CHECK(c.score == 75 && c.base == 75 && c.temporal == 75 && c.environmental == 75);
	CHECK_STR(c.kind, STR("base"));
	CHECK_STR(c.version, STR("2.0"));
	c = scored(V2 "/E:U/CDP:ND");
	CHECK(c.score == c.temporal && c.score == 64);
	CHECK_STR(c.kind, STR("temporal"));
	c = scored("CVSS:3.1/" V3 "/E:U/MPR:H");
	CHECK(c.score == c.environmental && c.base == 98 && c.temporal == 90 && c.score == 66);
	CHECK_STR(c.kind, STR("environmental"));
	CHECK(scored("CVSS:3.1/" V3 "/E:X/MPR:X").score == 98);
}

/* CVE-2023-34362 as the demo tells it. */
TEST(the_sub_scores_are_those_that_nvd_shows)
{
	struct cvss c = scored("CVSS:3.1/" V3);

	CHECK(c.impact == 59 && c.exploitability == 39 && c.modified_impact == 59);
	c = scored(V2);
	CHECK(c.impact == 64 && c.exploitability == 100 && c.macrovector[0] == 0);
}

TEST(version_2_knows_neither_none_nor_critical)
{
	CHECK_STR(scored("AV:N/AC:L/Au:N/C:N/I:N/A:N").severity, STR("Low"));
	CHECK_STR(scored("AV:N/AC:L/Au:N/C:C/I:C/A:C").severity, STR("High"));
	CHECK_STR(scored("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N").severity, STR("None"));
	CHECK_STR(scored("CVSS:3.0/" V3).severity, STR("Critical"));
}

TEST(severity_changes_at_4_7_and_9)
{
	CHECK_STR(scored("CVSS:3.1/AV:N/AC:H/PR:H/UI:R/S:U/C:L/I:L/A:L").severity, STR("Low"));         /* 3.9 */
	CHECK_STR(scored("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:L/I:N/A:N").severity, STR("Medium"));      /* 4.0 */
	CHECK_STR(scored("CVSS:3.1/AV:N/AC:L/PR:H/UI:R/S:C/C:H/I:L/A:N").severity, STR("Medium"));      /* 6.9 */
	CHECK_STR(scored("CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:L/A:L").severity, STR("High"));        /* 7.0 */
	CHECK_STR(scored("CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:L").severity, STR("High"));        /* 8.9 */
	CHECK_STR(scored("CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:H").severity, STR("Critical"));    /* 9.0 */
}

/* 3.1 changed the modified impact under a changed scope, and how it rounds. */
TEST(versions_3_0_and_3_1_differ_where_their_documents_do)
{
	CHECK(scored("CVSS:3.0/AV:P/AC:L/PR:H/UI:R/S:C/C:H/I:H/A:H/CR:H/IR:H/AR:H").environmental == 70);
	CHECK(scored("CVSS:3.1/AV:P/AC:L/PR:H/UI:R/S:C/C:H/I:H/A:H/CR:H/IR:H/AR:H").environmental == 71);
}

/* The guide bounds nothing on the way: the adjusted temporal score here is -0.2. */
TEST(an_adjusted_score_may_fall_below_zero_but_not_the_final_one)
{
	CHECK(scored("AV:L/AC:H/Au:M/C:N/I:N/A:P/AR:L").score == 0);
	CHECK(scored("AV:L/AC:H/Au:M/C:N/I:N/A:P/CDP:H/AR:L").score == 49);
}

TEST(version_4_says_which_groups_its_score_rests_on)
{
	CHECK_STR(scored(V4).kind, STR("CVSS-B"));
	CHECK_STR(scored(V4 "/E:X/MAV:X/S:P/AU:Y/R:I/V:C/RE:H/U:Amber").kind, STR("CVSS-B"));
	CHECK_STR(scored(V4 "/E:A").kind, STR("CVSS-BT"));
	CHECK_STR(scored(V4 "/CR:H").kind, STR("CVSS-BE"));
	CHECK_STR(scored(V4 "/E:U/MSA:S").kind, STR("CVSS-BTE"));
	CHECK_STR(str_c(scored(V4 "/E:U/MSA:S").macrovector), STR("000020"));
}

TEST(version_4_has_one_order_and_the_others_any)
{
	refused(V4 "/U:Red/S:P", "column 71: S must stand before U");
	CHECK(scored(V4 "/S:P/U:Red/CR:L").score == scored(V4 "/CR:L").score);
	CHECK(scored(V4 "/MAV:L/CR:L/E:A").score == scored(V4 "/E:A/CR:L/MAV:L").score);
	refused("CVSS:4.0/E:A/AV:N", "AV must stand before E");
	refused(V4 "/IR:L/CR:L", "CR must stand before IR");
	refused("CVSS:4.0/AC:L/AV:N", "column 15: AV must stand before AC");
	CHECK(scored("CVSS:3.0/S:U/AV:N/AC:L/PR:H/UI:N/C:L/I:L/A:N/E:F/RL:X").score == 37);
}

TEST(a_refusal_says_where_and_what_would_be_right)
{
	refused("", "there is nothing");
	refused("/", "column 1: \"\" is not in the form METRIC:VALUE");
	refused("CVSS:3.1/AV:N/AC:X", "column 15: AC (Attack Complexity) cannot be \"X\"; it is one of L H");
	refused("CVSS:3.1/AV:N/XX:N", "column 15: \"XX\" is not a metric of CVSS 3.1");
	refused("CVSS:3.2/" V3, "begins with CVSS:3.0/, CVSS:3.1/ or CVSS:4.0/");
	refused("cvss:3.1/" V3, "column 1: \"cvss\"");
	refused("CVSS:3.1/" V3 "/A:H", "column 46: A (Availability) is given twice");
	refused("CVSS:3.1/" V3 "/", "column 46: \"\" is not");
	refused("CVSS:3.1/AV:N/AC:L/UI:N/S:U/C:H/I:H",
	    "CVSS 3.1 cannot do without PR (Privileges Required), A (Availability)");
	refused("(" V2 ")", "column 1: \"(AV\"");
	refused(V2 " ", "column 27: byte 0x20");
}

TEST(no_byte_that_could_hurt_reaches_a_sentence)
{
	struct cvss c;
	char *p = NEW(T, char, 4096);

	memset(p, 'A', 4096);
	CHECK_ERR(cvss_score(T, (str){ p, 4096 }, &c), TOO_LARGE, "at most 512 bytes");
	CHECK_ERR(cvss_score(T, (str){ p, 512 }, &c), MALFORMED, "METRIC:VALUE");
	CHECK_ERR(cvss_score(T, (str){ "AV:N\0/", 6 }, &c), MALFORMED, "column 5: byte 0x00");
	CHECK_ERR(cvss_score(T, STR("\x9b" "31m"), &c), MALFORMED, "column 1: byte 0x9b");
}

TEST(the_longest_vector_is_within_the_bound)
{
	CHECK(scored(V4 "/E:A/CR:H/IR:H/AR:H/MAV:N/MAC:L/MAT:N/MPR:N/MUI:N/MVC:H/MVI:H/MVA:H/MSC:H/MSI:S/MSA:S"
	    "/S:P/AU:Y/R:I/V:C/RE:H/U:Clear").score == 100);
}

/* What the published sets say: at which field each thing stands, 0 where the set does not have it. */
static const struct set { const char *file; size_t base, temporal, environmental, score, macrovector; } sets[] = {
	{ "cvss/normalised/cvss_v2.0.txt", .base = 2, .temporal = 4, .environmental = 6 },
	{ "cvss/normalised/cvss_v3.0.txt", .base = 2, .temporal = 4, .environmental = 6 },
	{ "cvss/normalised/cvss_v3.1.txt", .base = 2, .temporal = 4, .environmental = 6 },
	{ "cvss/normalised/cvss_v4.0.txt", .score = 2, .macrovector = 4 },
	{ "cvss/original/first_v4_macro.txt", .score = 2 },
	{ "cvss/original/perl-CVSS_v2.txt", .score = 2 },
	{ "cvss/original/perl-CVSS_v3.txt", .score = 2 },
	{ "cvss/original/perl-CVSS_v4.txt", .score = 2 },
	{ "cvss/original/redhat_vectors_calculator2.txt", .base = 2, .temporal = 3, .environmental = 4 },
	{ "cvss/original/redhat_vectors_calculator3.txt", .base = 2, .temporal = 3, .environmental = 4 },
	{ "cvss/original/redhat_vectors_cvsslib2.txt", .base = 2, .temporal = 3, .environmental = 4 },
	{ "cvss/original/redhat_vectors_cvsslib3.txt", .base = 2, .temporal = 3, .environmental = 4 },
	{ "cvss/original/redhat_vectors_simple2.txt", .base = 2, .temporal = 3, .environmental = 4 },
	{ "cvss/original/redhat_vectors_simple3.txt", .base = 2, .temporal = 3, .environmental = 4 },
	{ "cvss/original/redhat_vectors_simple31.txt", .base = 2, .temporal = 3, .environmental = 4 },
	{ "cvss/original/redhat_vectors_simple4.txt", .score = 2 },
	{ "cvss/original/redhat_vectors_security4.txt", .score = 2 },
	{ "cvss/original/redhat_vectors_supplemental4.txt", .score = 2 },
	{ "cvss/original/redhat_vectors_threat4.txt", .score = 2 },
};
enum { FIELDS = 10 };

/* "9.8", "(10,", "-0.0" in tenths; -1 for "-" and "None", which assert nothing. */
static int
tenths(str s)
{
	int n = 0;

	while (s.n && (s.p[0] == '(' || s.p[0] == '-'))
		s = str_from(s, 1);
	if (s.n == 0 || s.p[0] < '0' || s.p[0] > '9')
		return -1;
	for (; s.n && s.p[0] >= '0' && s.p[0] <= '9'; s = str_from(s, 1))
		n = n * 10 + s.p[0] - '0';
	return n * 10 + (s.n > 1 && s.p[0] == '.' ? s.p[1] - '0' : 0);
}

static void
check_tenths(str line, const str *field, size_t at, int got)
{
	if (at && tenths(field[at]) >= 0 && tenths(field[at]) != got)
		fail_msg("%.*s: field %zu is not %d", STR_ARG(line), at, got);
}

static void
check_line(const struct set *s, str line)
{
	str field[FIELDS] = { { 0 } }, rest = line;
	struct cvss c;
	err e;

	for (size_t n = 0; rest.p && n < FIELDS; n++)
		field[n] = str_cut(rest, ' ', &rest);
	e = cvss_score(T, field[0], &c);
	CHECK_OK(e);
	check_tenths(line, field, s->base, c.base);
	check_tenths(line, field, s->temporal, c.temporal);
	check_tenths(line, field, s->environmental, c.environmental);
	check_tenths(line, field, s->score, c.score);
	if (s->macrovector && tenths(field[s->macrovector]) >= 0)
		CHECK_STR(str_c(c.macrovector), field[s->macrovector]);
}

static bool
among(str vector, str rows)
{
	while (rows.p) {
		str row = str_cut(rows, '\n', &rows);

		if (str_eq(str_cut(row, '\t', &row), vector))
			return true;
	}
	return false;
}

TEST(every_published_score_is_ours)
{
	str disputed = read_whole(need_data("cvss/normalised/DISPUTED_do_not_assert.tsv"));

	for (size_t i = 0; i < countof(sets); i++) {
		str line, rest = read_whole(need_data(sets[i].file));
		size_t n = 0;

		while (rest.p) {
			str vector;

			line = str_cut(rest, '\n', &rest);
			vector = str_cut(line, ' ', &(str){ 0 });
			if (vector.n < 2 || among(vector, disputed))
				continue;
			check_line(&sets[i], line);
			n++;
		}
		CHECK(n > 0);
	}
}

/* A row of the invalid ones: string, class, source, does a second reference reject it too? */
TEST(what_no_reference_accepts_is_refused)
{
	str row, rest = read_whole(need_data("cvss/normalised/invalid_vectors.tsv"));
	struct cvss c;
	size_t n = 0;

	while (rest.p) {
		row = str_cut(rest, '\n', &rest);
		if (str_starts(row, STR("#")) || !str_ends(row, STR("\trejects")))
			continue;
		CHECK(cvss_score(T, str_cut(row, '\t', &row), &c) != OK);
		n++;
	}
	CHECK(n > 0);
}

TEST_MAIN()
