/* The charter of tonight holds whoever answers for whom. */
#include "test.h"

#include "lint.h"
#include "tonight.h"

/* "Ada", "Ben" …, or nobody. */
static str
name_at(int i)
{
	static const char *const names[] = { "Ada", "Ben", "Cleo", "Dan" };

	return i < 4 ? str_c(names[i]) : STR("");
}

/* As it stands in library/; the program reads it in a child of its own. */
static str
shipped(void)
{
	FILE *f = fopen("library/charters/tonight.yaml", "r");
	char *p = NEW(T, char, LIMIT_YAML);
	size_t n;

	CHECK(f);
	n = fread(p, 1, LIMIT_YAML, f);
	fclose(f);
	return (str){ p, n };
}

static struct charter_file
charter_of(str commander, str decider, str deputy, str speaker)
{
	struct roles roles = { commander, decider, deputy, speaker };
	struct charter_file file = { .name = STR("tonight.yaml") };

	CHECK_OK(yaml_load(T, file.name, shipped(), &file.doc));
	CHECK_OK(charter_file_check(T, &file));
	tonight_fill(T, STR("Acme"), &roles, &file.is);
	return file;
}

static bool
finds(const struct charter_file *f, const char *words)
{
	struct rec_lint found = lint_charter(T, charter_file_founded(T, &f->is), 0);

	for (size_t i = 0; i < found.n_findings; i++)
		if (str_contains(found.findings[i].why, str_c(words)))
			return true;
	return false;
}

TEST(whoever_fills_the_roles_every_rule_can_be_met)
{
	for (int decider = 0; decider < 5; decider++)
		for (int deputy = 0; deputy < 5; deputy++)
			for (int speaker = 0; speaker < 5; speaker++) {
				struct arena mark = *T;
				struct charter_file f = charter_of(name_at(0), name_at(decider), name_at(deputy), name_at(speaker));

				CHECK(!finds(&f, "Nobody can ever satisfy it"));
				CHECK(!finds(&f, "As the seats are held today it waits"));
				CHECK(!finds(&f, "Nobody holds it"));
				CHECK(!finds(&f, "No rule says who decides"));
				*T = mark;
			}
}

TEST(four_people_leave_nothing_for_lint_to_find_but_whom_to_call_outside_and_that_who_speaks_is_trained)
{
	struct charter_file f = charter_of(name_at(0), name_at(1), name_at(2), name_at(3));

	CHECK(lint_charter(T, charter_file_founded(T, &f.is), 0).n_findings == 2 && finds(&f, "There is no insurer, no counsel, no authority"));
	CHECK(finds(&f, "takes no training"));
	CHECK(f.is.n_people == 4 && f.is.officers.n == 1);
	CHECK(tonight_tasks(T, &f).n == 3);
}

TEST(one_name_is_one_name_however_it_is_written)
{
	CHECK(same_name(STR("Ann"), STR("ann")));
	CHECK(same_name(STR("Ann Lee"), STR(" ANN\t  Lee ")));
	CHECK(same_name(STR("Ann\xc2\xa0Lee"), STR("Ann Lee")));
	CHECK(same_name(STR("\xc3\x89mile"), STR("\xc3\xa9mile")));             /* É, é */
	CHECK(same_name(STR("\xd0\x90\xd0\xbd\xd0\xbd\xd0\xb0"), STR("\xd0\xb0\xd0\xbd\xd0\xbd\xd0\xb0")));    /* Анна */
	CHECK(same_name(STR(""), (str){ NULL, 0 }));
	CHECK(!same_name(STR("Ann"), STR("Anna")) && !same_name(STR("AnnLee"), STR("Ann Lee")));
	CHECK(!same_name(STR("Emile"), STR("\xc3\x89mile")) && !same_name(STR("Ann"), STR("")));
}

TEST(one_person_under_two_spellings_is_not_asked_to_agree_with_themselves)
{
	struct charter_file f = charter_of(STR("Ann"), STR("ann"), STR("ANN "), STR("Ben"));

	CHECK(f.is.n_people == 2);
	CHECK_STR(f.is.people[0].name, STR("Ann"));
}

TEST(one_name_in_several_roles_is_one_person)
{
	struct charter_file f = charter_of(name_at(0), name_at(1), name_at(0), name_at(1));

	CHECK(f.is.n_people == 2);
	CHECK_STR(f.is.people[0].name, STR("Ada"));
	CHECK_STR(f.is.people[1].name, STR("Ben"));
}

TEST(one_person_alone_decides_alone_and_is_told_so)
{
	struct charter_file f = charter_of(name_at(0), STR(""), STR(""), STR(""));
	struct tonight_tasks tasks = tonight_tasks(T, &f);

	CHECK(f.is.n_people == 1 && f.is.officers.n == 0);
	CHECK(finds(&f, "One person alone can decide what cannot be taken back"));
	CHECK(finds(&f, "the only charter officer"));
	CHECK(tasks.n > 4);
	for (size_t i = 0; i < tasks.n; i++)
		CHECK(tasks.v[i].n <= 300 && str_starts(tasks.v[i], STR("Charter")));
}

TEST_MAIN()
