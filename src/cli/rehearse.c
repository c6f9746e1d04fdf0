#include "charter_source.h"
#include "cli.h"
#include "house.h"
#include "rehearse.h"
#include "terminal.h"
#include "utc.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

/* ---- who, and when ---- */

/* Does a word of the name begin so, in whatever case? */
static bool
is_called(str name, str word)
{
	for (size_t i = 0; word.n && i + word.n <= name.n; i++)
		if ((i == 0 || name.p[i - 1] == ' ') && strncasecmp(name.p + i, word.p, word.n) == 0)
			return true;
	return false;
}

static str
with(struct arena *a, str list, const char *between, str word)
{
	return arena_fmt(a, "%.*s%s%.*s", STR_ARG(list), list.n ? between : "", STR_ARG(word));
}

/* The labels of whoever is called so, and of the seats; absent if none is. */
static str
labels_of(struct arena *a, const struct rec_charter_file *f, str called)
{
	str list = { NULL, 0 };

	for (size_t i = 0; i < f->n_people; i++)
		if (is_called(f->people[i].name, called))
			list = with(a, list, " or ", f->people[i].label);
	for (size_t i = 0; i < f->n_seats; i++)
		if (is_called(f->seats[i].title, called) || is_called(f->seats[i].label, called))
			list = with(a, list, " or ", f->seats[i].label);
	return list;
}

/* People by the labels of the file, or of the file that `tocsin charter show` would write, become numbers; seats stay. */
static err
absent_list(struct arena *a, const struct source *from, str given, str *list)
{
	struct rec_charter_file f = from->file ? from->file->is : charter_file_of(a, from->charter);
	i64 *people = charter_file_matched(a, &f, from->charter);
	str rest = given, labels;

	*list = (str){ NULL, 0 };
	while (rest.n) {
		str word = str_cut(rest, ',', &rest);
		int person = part_find(file_people(&f), word);
		bool seat = charter_seat_named(from->charter, word) != NULL;

		if (!seat && person == NOT_THERE && (labels = labels_of(a, &f, word)).n)
			return err_new(a, ERR_NO_SUCH, "absent: %.*s is written %.*s", STR_ARG(word), STR_ARG(labels));
		if (!seat && person != NOT_THERE)
			word = arena_fmt(a, "%lld", (long long)people[person]);
		*list = with(a, *list, ",", word);
	}
	return OK;
}

static bool
clock_time(str text, i64 *of_day)
{
	bool good = text.n == 5 && text.p[2] == ':';
	int v[4] = { 0 };

	for (size_t i = 0; good && i < 4; i++) {
		char digit = text.p[i < 2 ? i : i + 1];

		good = is_digit(digit);
		v[i] = digit - '0';
	}
	*of_day = ((v[0] * 10 + v[1]) * 3600ll + (v[2] * 10 + v[3]) * 60ll) * SECOND;
	return good && v[0] * 10 + v[1] < 24 && v[2] < 6;
}

/* ---- what time it is, and where ---- */

/* The zone in which moments are said: as asked, else this machine's; and what TZ was before, to come back to. */
struct local { struct arena *a; str zone; const char *before; };

/* What clocks and calendars show at that moment in a zone; none: this machine's own. */
static struct tm
shown_in(const struct local *l, str zone, i64 at)
{
	time_t t = (time_t)(at / SECOND);
	struct tm tm;

	if (zone.n)
		setenv("TZ", arena_cstr(l->a, zone), 1);
	else if (l->before)
		setenv("TZ", l->before, 1);
	else
		unsetenv("TZ");
	tzset();
	localtime_r(&t, &tm);
	return tm;
}

/* The next moment that is "03:00" or "sunday 03:00" there; or one written in full. */
static bool
moment(const struct local *l, str text, i64 now, i64 *out)
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
	for (int ahead = 0; ahead <= 8; ahead++) {      /* eight: today's may be over, and its weekday wanted */
		struct tm tm = shown_in(l, l->zone, now);

		tm.tm_mday += ahead;
		tm.tm_hour = (int)(of_day / (3600 * SECOND));
		tm.tm_min = (int)(of_day / (60 * SECOND) % 60);
		tm.tm_sec = 0;
		tm.tm_isdst = -1;
		*out = (i64)mktime(&tm) * SECOND;
		if (*out > now && (weekday == weekday_none || (tm.tm_wday + 6) % 7 == (int)weekday - MONDAY))
			return true;
	}
	return false;
}

/* ---- what is printed ---- */

static i64
local_day(struct tm tm)
{
	return (i64)timegm(&tm) * SECOND / DAY;
}

/* "03:20", and after midnight "03:20 +1d". */
static str
shown(const struct local *l, i64 at, i64 from)
{
	struct tm tm = shown_in(l, l->zone, at);
	i64 days = local_day(tm) - local_day(shown_in(l, l->zone, from));
	str clock = arena_fmt(l->a, "%02d:%02d", tm.tm_hour, tm.tm_min);

	return days ? arena_fmt(l->a, "%.*s +%lldd", STR_ARG(clock), (long long)days) : clock;
}

/* Whoever a step is about: the one it names, or who holds the seat that is asked. */
static i64
whose(const struct charter *c, const struct rec_rehearsal_step *step)
{
	const struct seat *seat = charter_seat(c, step->seat);

	return step->person || seat == NULL || seat->is.holders.n == 0 ? step->person : seat->is.holders.v[0];
}

/* " (21:00 with them)", where they said in which zone they are, and it is another time there; else nothing. */
static str
with_them(const struct local *l, const struct charter *c, const struct rec_rehearsal_step *step)
{
	i64 person = whose(c, step);

	for (size_t i = 0; person && i < c->n_reaches; i++) {
		str zone = c->reaches[i].is.zone;
		struct tm here, there;

		if (c->reaches[i].is.person != person || !zone_known(l->a, zone))
			continue;
		here = shown_in(l, l->zone, step->at);
		there = shown_in(l, zone, step->at);
		if (there.tm_hour != here.tm_hour || there.tm_min != here.tm_min)
			return arena_fmt(l->a, " (%02d:%02d with them)", there.tm_hour, there.tm_min);
	}
	return STR("");
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
print_text(const struct local *l, const struct source *from, const struct rec_rehearsal *r)
{
	struct arena *a = l->a;
	struct tm tm = shown_in(l, l->zone, r->at);
	char said[64];

	strftime(said, sizeof(said), "%A %H:%M %Z", &tm);
	printf("%.*s, %s, %.*s\n", STR_ARG(r->kind), said, STR_ARG(utc_text(a, r->at)));
	print_people(a, from->charter, "Cannot be reached: ", r->absent);
	for (size_t i = 0; i < r->n_steps; i++)
		printf("  %-9.*s  %-9s  %.*s%.*s\n", STR_ARG(shown(l, r->steps[i].at, r->at)), word_text(&rehearsed_words, (int)r->steps[i].what),
		    STR_ARG(terminal_text(a, r->steps[i].text)), STR_ARG(with_them(l, from->charter, &r->steps[i])));
	printf("%.*s\n", STR_ARG(terminal_text(a, r->outcome)));
	printf("Supposed: %.*s\n", STR_ARG(terminal_text(a, r->supposes)));
	print_people(a, from->charter, "No passkey counts yet of: ", r->without_passkey);
}

int
charter_rehearse(struct cli *c)
{
	struct cli rest = { c->arena, c->argc - 1, c->argv + 1 };
	struct arena *a = &rest.arena;
	struct local l = { .a = a, .before = getenv("TZ") };
	str at = { NULL, 0 }, absent = { NULL, 0 };
	struct rehearsal q = { .at = (i64)time(NULL) * SECOND };
	bool json = false;
	const struct flag flags[] = { { "kind", &q.kind, NULL }, { "absent", &absent, NULL }, { "at", &at, NULL },
		{ "zone", &l.zone, NULL }, { "json", NULL, &json } };
	struct rec_rehearsal is;
	struct source from;
	const char *path;
	err e;

	if (!cli_flags(&rest, flags, countof(flags), &path, 1) || q.kind.p == NULL)
		return cli_usage(c);
	if (l.before)
		l.before = arena_cstr(a, str_c(l.before));      /* setenv() may free it */
	if (l.zone.p && !zone_known(a, l.zone))
		return cli_unreadable(err_new(a, ERR_MALFORMED, "--zone %.*s: is no time zone of this machine; one is named like Europe/Berlin", STR_ARG(l.zone)));
	if (at.p && !moment(&l, at, q.at, &q.at))
		return cli_unreadable(err_new(a, ERR_MALFORMED, "--at %.*s: a moment is written 03:00 or \"sunday 03:00\", or in UTC 2026-11-29T03:00:00Z",
		    STR_ARG(at)));
	if ((e = charter_source_read(a, path, &from)))
		return cli_unreadable(e);
	if ((e = absent_list(a, &from, absent, &absent)) || (e = rehearse_absent(a, from.charter, absent, &q.absent)) || (e = rehearse(a, from.charter, &q, &is)))
		return cli_unreadable(e);
	if (json)
		cli_print_record(a, record_rehearsal_table(), &is);
	else
		print_text(&l, &from, &is);
	return is.decided ? 0 : 1;
}
