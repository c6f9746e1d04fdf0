/* Goal: a table is read exactly, refused where programs differ, and never starts a formula. */
#include "test.h"

#include "csv.h"
#include "services_csv.h"

static struct csv
load(const char *text)
{
	struct csv t;

	CHECK_OK(csv_read(T, STR("t.csv"), str_c(text), &t));
	return t;
}

static void
refused(const char *text, const char *sentence)
{
	struct csv t;
	err e = csv_read(T, STR("t.csv"), str_c(text), &t);

	CHECK_ERR(e, MALFORMED, "");
	CHECK_STR(e->why, str_c(sentence));
}

TEST(cells_are_parted_by_commas_and_rows_by_line_ends)
{
	struct csv t = load("\xef\xbb\xbf" "a,b\r\n1,\"2, \"\"3\"\"\r\n4\"\n,");

	CHECK(t.columns == 2 && t.rows == 3);
	CHECK_STR(csv_at(&t, 0, 0)->text, STR("a"));
	CHECK_STR(csv_at(&t, 1, 1)->text, STR("2, \"3\"\r\n4"));
	CHECK(csv_at(&t, 1, 1)->line == 2 && csv_at(&t, 1, 1)->column == 3);
	CHECK(csv_at(&t, 2, 1)->line == 4 && csv_at(&t, 2, 1)->text.n == 0);
}

TEST(the_first_line_says_what_parts_cells)
{
	static const char *const texts[] = { "a;b\n1,5;\"2;3\"\n", "a\tb\n1,5\t2;3\n", "\"a\",b\n\"1,5\",2;3\n", "\"a;\"\tb\n1,5\t2;3" };

	for (size_t i = 0; i < countof(texts); i++) {
		struct csv t = load(texts[i]);

		CHECK(t.columns == 2 && t.rows == 2);
		CHECK_STR(csv_at(&t, 1, 0)->text, STR("1,5"));
		CHECK_STR(csv_at(&t, 1, 1)->text, STR("2;3"));
	}
	refused("a;b\n\"1\",2", "t.csv:2:4: after a quoted cell there is a semicolon or the end of the line");
	refused("a\tb\n\"1\";2", "t.csv:2:4: after a quoted cell there is a tab or the end of the line");
	refused("a;b\n1,2", "t.csv:2:1: this row has 1 cells, and the first has 2");
}

TEST(what_programs_read_differently_is_refused_at_its_place)
{
	refused("", "t.csv:1:1: the table is empty; its first row names the columns");
	refused("a,b\n1", "t.csv:2:1: this row has 1 cells, and the first has 2");
	refused("a,b\n\n1,2", "t.csv:2:1: this row has 1 cells, and the first has 2");
	refused("a\nb\"c", "t.csv:2:2: a cell that holds a quote stands in quotes, and the quote is doubled");
	refused("\"a\"b", "t.csv:1:4: after a quoted cell there is a comma or the end of the line");
	refused("\xc3\xa4,\"a\nb", "t.csv:2:2: the file ends inside a quoted cell");
	refused("a\rb", "t.csv:1:2: a carriage return stands before a line feed, or in quotes");
	refused("\xff", "t.csv:1:1: this is not a text in UTF-8; save the table as CSV UTF-8");
}

TEST(a_table_has_its_bounds)
{
	struct buf wide = buf_new(T, 256), rows = buf_new(T, 8192);

	for (int i = 0; i < CSV_COLUMNS; i++)
		buf_put(&wide, STR("a,"));
	refused(arena_cstr(T, buf_str(&wide)), "t.csv:1:129: there are more than 64 columns");
	for (int i = 0; i <= CSV_ROWS; i++)
		buf_put(&rows, STR("a\n"));
	refused(arena_cstr(T, buf_str(&rows)), "t.csv:2001:1: there are more than 2000 rows");
}

/* As a spreadsheet reads a line that parts cells by one of these, whatever quotes were opened before. */
static bool
has_formula(str bytes, const char *between)
{
	for (size_t i = 0; i + 1 < bytes.n; i++) {
		size_t at = i + 1;

		if (strchr(between, bytes.p[i]) == NULL)
			continue;
		while (at < bytes.n && bytes.p[at] == '"')
			at++;
		if (at < bytes.n && strchr("=+-@", bytes.p[at]))
			return true;
	}
	return false;
}

TEST(what_would_start_a_formula_is_guarded_and_comes_back_as_it_was)
{
	static const char *const cells[] = { "=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'=1", "''=1", "'x", "a=b", "=HYPERLINK(\"x\")", "",
	    "x;=1+1", "x;'=1", "x;\"=1\"", "x;'\"'=1", ";;-1", "x\t@y", "x\n- y\r\n+z", "x;y", "x;'y", "\"=1", "x; =1" };

	for (size_t i = 0; i < countof(cells); i++) {
		struct buf b = buf_new(T, 64);
		struct csv t;

		csv_put(&b, STR("k"), true);
		csv_put(&b, str_c(cells[i]), false);
		CHECK(b.n == 2 || !memchr("=+-@\t\r\n", b.p[2] == '"' ? b.p[3] : b.p[2], 7));
		CHECK(!has_formula(buf_str(&b), ",") && !has_formula(buf_str(&b), ";\t\r\n"));
		CHECK_OK(csv_read(T, STR("t"), buf_str(&b), &t));
		CHECK_STR(csv_at(&t, 0, 1)->text, str_c(cells[i]));
	}
}

/* ---- services ---- */

static struct rec_charter_file
example(void)
{
	struct charter_file f = { .name = STR("c.yaml") };

	CHECK_OK(yaml_load(T, f.name, read_whole("library/charters/example.yaml"), &f.doc));
	CHECK_OK(charter_file_check(T, &f));
	return f.is;
}

static err
read_table(str bytes, struct charter_file *out)
{
	err e;

	*out = (struct charter_file){ .name = STR("s.csv") };
	if ((e = services_csv_load(T, out->name, bytes, &out->doc)))
		return e;
	return services_csv_check(T, out);
}

TEST(a_table_of_services_written_and_read_again_changes_nothing)
{
	struct rec_charter_file f = example();
	const struct charter *c = charter_file_founded(T, &f);
	struct rec_charter_file of = charter_file_of(T, c);
	struct charter_changes changes;
	struct charter_file table;

	CHECK_OK(read_table(services_csv_write(T, &of), &table));
	CHECK(table.is.n_services == f.n_services);
	CHECK_OK(services_join(T, &table, c));
	changes = charter_file_changes(T, &table.is, c);
	CHECK(changes.n == 0 && changes.n_later == 0);
}

TEST(a_table_that_a_spreadsheet_saved_with_semicolons_is_read)
{
	struct charter_file table;

	CHECK_OK(read_table(STR("label;title;criticality;owner;needs;tolerance;rto;rpo;currency;cost_low;cost_likely;cost_high;cost_later;cost_said_by;"
	    "cost_said_on;customers;obligations;modes;routes;harm_trust;harm_customers;harm_competition;harm_said_by;harm_said_on\r\n"
	    "pay;Payments, all;vital;;\"a; b\";2d;;;EUR;1.5;;;;;;;;;;lasting;;;;\r\n"), &table));
	CHECK_STR(table.is.services->title, STR("Payments, all"));
	CHECK(table.is.services->needs.n == 2);
	CHECK_STR(table.is.services->cost_per_hour->low, STR("1.5"));
}

TEST(words_with_every_sign_come_through)
{
	static const struct rec_charter_mode modes[] = { { .name = STR_INIT("a | b \\ c\nd"), .lost = STR_INIT("=1, \"x\"") },
	    { .name = STR_INIT("n"), .low = STR_INIT("1.5"), .high = STR_INIT("3"), .currency = STR_INIT("EUR") } };
	struct rec_charter_service s = { .label = STR("s"), .title = STR("=SUM(1)"), .criticality = VITAL, .customers = STR("-\r\n'"),
	    .modes = modes, .n_modes = 2 };
	struct rec_charter_file f = { .services = &s, .n_services = 1 };
	struct charter_file table;

	CHECK_OK(read_table(services_csv_write(T, &f), &table));
	CHECK_STR(table.is.services->title, s.title);
	CHECK_STR(table.is.services->customers, s.customers);
	CHECK_STR(table.is.services->modes[0].name, modes[0].name);
	CHECK_STR(table.is.services->modes[0].lost, modes[0].lost);
	CHECK_STR(table.is.services->modes[1].low, STR("1.5"));
	CHECK(table.is.services->modes[1].likely.p == NULL);
}

#define HEAD "label,title,criticality,owner,needs,tolerance,rto,rpo,currency,cost_low,cost_likely,cost_high,cost_later,cost_said_by," \
	"cost_said_on,customers,obligations,modes,routes,harm_trust,harm_customers,harm_competition,harm_said_by,harm_said_on\n"

static void
row_refused(const char *row, const char *sentence)
{
	struct charter_file table;
	struct rec_charter_file f = example();
	err e = read_table(arena_fmt(T, HEAD "%s", row), &table);

	if (e == OK)
		e = services_join(T, &table, charter_file_founded(T, &f));
	CHECK_ERR(e, MALFORMED, "");
	CHECK_STR(e->why, str_c(sentence));
}

TEST(a_cell_that_cannot_be_read_is_told_with_its_place)
{
	row_refused(",T,vital,,,,,,,,,,,,,,,,,,,,,", "s.csv:2:1: a service needs a label, such as payments");
	row_refused("s,,vital,,,,,,,,,,,,,,,,,,,,,", "s.csv:2:3: a service needs a title");
	row_refused("s,T,dear,,,,,,,,,,,,,,,,,,,,,", "s.csv:2:5: should be one of vital, important, ordinary");
	row_refused("s s,T,vital,,,,,,,,,,,,,,,,,,,,,", "s.csv:2:1: services[0].label: takes letters, digits and . _ : / + = @ - only, and begins with a letter or digit");
	row_refused("s,T,vital,x,,,,,,,,,,,,,,,,,,,,", "s.csv:2:11: services[0].owner: there is no x among seats");
	row_refused("s,T,vital,,x,,,,,,,,,,,,,,,,,,,", "s.csv:2:12: services[0].needs[0]: there is no x among services");
	row_refused("s,T,vital,,s,,,,,,,,,,,,,,,,,,,", "s.csv:2:12: services[0].needs[0]: a service does not need itself");
	row_refused("s,T,vital,,,soon,,,,,,,,,,,,,,,,,,", "s.csv:2:13: services[0].tolerance: is a duration such as 30m, 4h or 2d; up to 365 days");
	row_refused("s,T,vital,,,,,,,5,,,,,,,,,,,,,,", "s.csv:2:16: a cost needs a currency, such as EUR");
	row_refused("s,T,vital,,,,,,EUR,five,,,,,,,,,,,,,,", "s.csv:2:20: services[0].cost_per_hour.low: is a decimal such as 9.8, below nine trillion, at most six places, no trailing zeros");
	row_refused("s,T,vital,,,,,,EUR,5,,,4=9,,,,,,,,,,,", "s.csv:2:24: a later cost is written 4: 90000/220000/520000, the next after a semicolon");
	row_refused("s,T,vital,,,,,,,,,,,,,,,a | b | c | d,,,,,,", "s.csv:2:25: a degraded mode is written: its name | what is lost | 25%");
	row_refused("s,T,vital,,,,,,,,,,,,,,,a | b | 5,,,,,,", "s.csv:2:25: what a degraded mode costs is written 25%, or 5000/9000/12000 EUR");
	row_refused("s,T,vital,,,,,,,,,,,,,,,,| 2h,,,,,", "s.csv:2:26: an alternative route is written: its name | 2h | 40%");
	row_refused("s,T,vital,,,,,,,,,,,,,,,,a | 2h | much,,,,,", "s.csv:2:26: how much a route carries is written 40%");
	row_refused("s,T,vital,,,,,,,,,,,,,,,,,dear,,,,", "s.csv:2:27: should be one of none, some, serious, lasting, or empty");
	row_refused("s,T,vital,,,,,,,,,,,,,,,,,some,,,x,", "s.csv:2:34: services[0].harm.said_by: there is no x among seats");
	row_refused("s,T,vital,,,,,,,,,,,,,,,,,,,,,2026-01-01", "s.csv:2:27: services[0].harm: needs trust, customers or competition");
	row_refused("s,T,vital,,,,,,,,,,,,,,,,,,,,,\ns,T,vital,,,,,,,,,,,,,,,,,,,,,", "s.csv:3:1: services[1]: s stands among services already");
}

TEST(a_table_has_every_column_once_and_no_other)
{
	struct charter_file table;

	CHECK_ERR(read_table(STR("label,title\n"), &table), MALFORMED, "s.csv:1:1: the column criticality is missing");
	CHECK_ERR(read_table(STR("label,colour\n"), &table), MALFORMED, "s.csv:1:7: there is no such column; there are label, title");
	CHECK_ERR(read_table(STR("label,label\n"), &table), MALFORMED, "s.csv:1:7: this column stands here twice");
}

TEST_MAIN()
