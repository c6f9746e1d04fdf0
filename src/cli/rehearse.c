#include "charter_source.h"
#include "cli.h"
#include "rehearse.h"
#include "terminal.h"
#include "utc.h"

#include <stdio.h>
#include <time.h>

static const i64 SECOND = 1000000, DAY = 24 * 3600 * 1000000ll;

/* ---- who, and when ---- */

/* People by the labels of the file, or of the file that `tocsin charter show` would write, become numbers; seats stay. */
static str
absent_list(struct arena *a, const struct source *from, str given)
{
	struct rec_charter_file f = from->file ? from->file->is : charter_file_of(a, from->charter);
	i64 *people = charter_file_matched(a, &f, from->charter);
	str rest = given, list = { NULL, 0 };

	while (rest.n) {
		str word = str_cut(rest, ',', &rest);
		int person = part_find(file_people(&f), word);

		if (person != NOT_THERE && charter_seat_named(from->charter, word) == NULL)
			word = arena_fmt(a, "%lld", (long long)people[person]);
		list = arena_fmt(a, "%.*s%s%.*s", STR_ARG(list), list.n ? "," : "", STR_ARG(word));
	}
	return list;
}

static bool
clock_time(str text, i64 *of_day)
{
	bool good = text.n == 5 && text.p[2] == ':';
	int v[4] = { 0 };

	for (size_t i = 0; good && i < 4; i++) {
		char digit = text.p[i < 2 ? i : i + 1];

		good = digit >= '0' && digit <= '9';
		v[i] = digit - '0';
	}
	*of_day = ((v[0] * 10 + v[1]) * 3600ll + (v[2] * 10 + v[3]) * 60ll) * SECOND;
	return good && v[0] * 10 + v[1] < 24 && v[2] < 6;
}

/* The next moment that is "03:00" or "sunday 03:00" in UTC; or one written in full. */
static bool
moment(str text, i64 now, i64 *out)
{
	str clock, day = str_cut(text, ' ', &clock);
	enum weekday weekday = weekday_none;
	i64 of_day;

	if (utc_parse(text, out))
		return true;
	if (clock.n == 0)
		clock = day;
	else if ((weekday = weekday_named(day)) == weekday_none)
		return false;
	if (!clock_time(clock, &of_day))
		return false;
	*out = now / DAY * DAY + of_day;
	while (*out <= now || (weekday && (*out / DAY + 3) % 7 != (i64)weekday - MONDAY))
		*out += DAY;
	return true;
}

/* ---- what is printed ---- */

/* "03:20", and after midnight "03:20 +1d". */
static str
shown(struct arena *a, i64 at, i64 from)
{
	i64 days = at / DAY - from / DAY;
	str clock = arena_fmt(a, "%02d:%02d", (int)(at % DAY / (3600 * SECOND)), (int)(at / (60 * SECOND) % 60));

	return days ? arena_fmt(a, "%.*s +%lldd", STR_ARG(clock), (long long)days) : clock;
}

static void
print_people(struct arena *a, const struct charter *c, const char *before, struct refs people)
{
	for (size_t i = 0; i < people.n; i++)
		printf("%s%.*s", i ? ", " : before, STR_ARG(terminal_text(a, charter_person(c, people.v[i])->is.name)));
	if (people.n)
		printf(".\n");
}

static void
print_text(struct arena *a, const struct source *from, const struct rec_rehearsal *r)
{
	printf("%.*s, %.*s\n", STR_ARG(r->kind), STR_ARG(utc_text(a, r->at)));
	print_people(a, from->charter, "Cannot be reached: ", r->absent);
	for (size_t i = 0; i < r->n_steps; i++)
		printf("  %-9.*s  %-9s  %.*s\n", STR_ARG(shown(a, r->steps[i].at, r->at)), word_text(&rehearsed_words, (int)r->steps[i].what),
		    STR_ARG(terminal_text(a, r->steps[i].text)));
	printf("%.*s\n", STR_ARG(terminal_text(a, r->outcome)));
	printf("Supposed: %.*s\n", STR_ARG(terminal_text(a, r->supposes)));
	print_people(a, from->charter, "No passkey counts yet of: ", r->without_passkey);
}

int
charter_rehearse(struct cli *c)
{
	struct cli rest = { c->arena, c->argc - 1, c->argv + 1 };
	struct arena *a = &rest.arena;
	str at = { NULL, 0 }, absent = { NULL, 0 };
	struct rehearsal q = { .at = (i64)time(NULL) * SECOND };
	bool json = false;
	const struct flag flags[] = { { "kind", &q.kind, NULL }, { "absent", &absent, NULL }, { "at", &at, NULL }, { "json", NULL, &json } };
	struct rec_rehearsal is;
	struct source from;
	const char *path;
	err e;

	if (!cli_flags(&rest, flags, countof(flags), &path, 1) || q.kind.p == NULL)
		return cli_usage(c);
	if (at.p && !moment(at, q.at, &q.at))
		return cli_unreadable(err_new(a, ERR_MALFORMED, "--at %.*s: a moment is written 2026-11-29T03:00:00Z, 03:00 or \"sunday 03:00\", in UTC",
		    STR_ARG(at)));
	if ((e = charter_source_read(a, path, &from)))
		return cli_unreadable(e);
	if ((e = rehearse_absent(a, from.charter, absent_list(a, &from, absent), &q.absent)) || (e = rehearse(a, from.charter, &q, &is)))
		return cli_unreadable(e);
	if (json)
		cli_print_record(a, record_rehearsal_table(), &is);
	else
		print_text(a, &from, &is);
	return is.decided ? 0 : 1;
}
