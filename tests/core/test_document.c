/* Notes, situation reports and when they are owed (A5, A8). */
#include "story.h"

#define MINUTES MINUTE

static i64
a_document(struct story *s, enum document_kind kind, i64 channel)
{
	when(s, ANNA, open_document, .kind = kind, .channel = channel, .title = STR("how it stands"));
	then_happened(s, document_opened);
	return s->room->seq;
}

static i64
written(struct story *s, i64 who, i64 document, i64 base, str text)
{
	when(s, who, write_document, .document = document, .base = base, .text = text);
	then_happened(s, document_written);
	return s->room->seq;
}

STORY(every_version_is_kept_and_the_newest_is_what_it_says)
{
	i64 note, first, second;

	a_room(s);
	note = a_document(s, DOCUMENT_NOTE, 0);
	first = written(s, ANNA, note, 0, STR("one"));
	second = written(s, BORIS, note, first, STR("one\ntwo"));
	CHECK(s->room->n_versions == 2 && s->room->versions[1].is.base == first && s->room->versions[1].person == BORIS);
	CHECK(s->room->documents[0].newest == second);
	CHECK_STR(s->room->documents[0].text, STR("one\ntwo"));
}

STORY(whoever_wrote_on_an_older_version_is_told_the_newest_and_nothing_is_written_over)
{
	i64 note, first, second;

	a_room(s);
	note = a_document(s, DOCUMENT_NOTE, 0);
	when(s, ANNA, write_document, .document = note, .base = 3, .text = STR("x"));
	then_refused(s, NO_SUCH, "no version 3");
	first = written(s, ANNA, note, 0, STR("one"));
	second = written(s, BORIS, note, first, STR("two"));
	when(s, CARLA, write_document, .document = note, .base = first, .text = STR("three"));
	then_refused(s, STALE, arena_fmt(T, "Version %lld of this document is newer", (long long)second).p);
	when(s, CARLA, write_document, .document = note, .text = STR("three"));
	then_refused(s, STALE, "merge yours with it");
	written(s, CARLA, note, second, STR("two and three"));
}

STORY(a_document_may_be_long_but_not_longer_than_the_record_can_hold)
{
	char *marks = NEW(T, char, 30000);
	i64 note;

	memset(marks, '"', 30000);
	a_room(s);
	note = a_document(s, DOCUMENT_NOTE, 0);
	when(s, ANNA, write_document, .document = note, .text = { marks, 30000 });
	then_refused(s, TOO_LARGE, "split the document");
	written(s, ANNA, note, 0, (str){ marks, 24000 });
	memset(marks, 'x', 30000);
	written(s, ANNA, note, s->room->seq, (str){ marks, 30000 });
}

STORY(a_document_names_what_is_there)
{
	a_room(s);
	when(s, ANNA, open_document, .kind = DOCUMENT_NOTE, .channel = 2, .title = STR("x"));
	then_refused(s, NO_SUCH, "no channel 2");
	when(s, ANNA, write_document, .document = 2, .text = STR("x"));
	then_refused(s, NO_SUCH, "no document 2");
	when(s, ANNA, acknowledge_report, .report = 2);
	then_refused(s, NO_SUCH, "no report 2");
	when(s, ANNA, issue_report, .document = 2, .version = 2, .as_of = s->now);
	then_refused(s, NO_SUCH, "no document 2");
}

STORY(a_report_is_issued_as_of_a_minute_once_a_version_and_acknowledged_once_a_person)
{
	i64 note, report, version, issued;

	a_room(s);
	note = a_document(s, DOCUMENT_NOTE, 0);
	version = written(s, ANNA, note, 0, STR("x"));
	when(s, ANNA, issue_report, .document = note, .version = version, .as_of = s->now);
	then_refused(s, REFUSED, "only a situation report");
	report = a_document(s, DOCUMENT_REPORT, 0);
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	then_refused(s, NO_SUCH, "has no version");
	version = written(s, ANNA, report, 0, STR("it burns"));
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now + MINUTES);
	then_refused(s, MALFORMED, "as_of:");
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->room->opened - 1);
	then_refused(s, MALFORMED, "as_of:");
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now, .next_report_at = s->now);
	then_refused(s, MALFORMED, "next_report_at: lies in the past");
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	then_happened(s, report_issued);
	issued = s->room->seq;
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	then_refused(s, CONFLICT, "issued already");
	when(s, BORIS, acknowledge_report, .report = issued);
	then_happened(s, report_acknowledged);
	CHECK(s->room->reports[0].n_read_by == 1 && s->room->reports[0].read_by[0] == BORIS);
	when(s, BORIS, acknowledge_report, .report = issued);
	then_refused(s, CONFLICT, "acknowledged it already");
}

STORY(what_two_people_wrote_in_the_same_lines_is_settled_before_it_is_issued)
{
	i64 report, version;

	a_room(s);
	report = a_document(s, DOCUMENT_REPORT, 0);
	version = written(s, ANNA, report, 0, STR("At noon\n<<<<<<< yours\nall is well\n=======\nnothing is\n>>>>>>> Boris\n"));
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	then_refused(s, CONFLICT, "between <<<<<<< and >>>>>>>: take out what is wrong");
	version = written(s, ANNA, report, version, STR("<<<<<<< yours\nall is well"));       /* half of it: somebody's words */
	version = written(s, ANNA, report, version, STR("They wrote: <<<<<<< and >>>>>>> \nat the ends."));
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	then_happened(s, report_issued);
}

STORY(a_report_falls_due_once_and_issuing_one_moves_the_next)
{
	i64 report, version;

	given(s, 0, seat_set, .title = STR("Scribe"), .terms = &(struct rec_seat_terms){ .label = STR("scribe"), .holders = PEOPLE(CARLA) });
	a_room(s);
	when(s, ANNA, set_report_rhythm, .minutes = 30);
	then_happened(s, report_rhythm_set);
	when(s, ANNA, set_report_rhythm, .minutes = 30);
	then_refused(s, CONFLICT, "rhythm already");
	when_it_is(s, s->now + 29 * MINUTES);
	CHECK(!s->room->report_late);
	when_it_is(s, s->now + MINUTES);
	then_happened(s, report_due);
	CHECK(s->room->report_late);
	when_it_is(s, s->now + 60 * MINUTES);
	CHECK(s->n_happened == 0);
	report = a_document(s, DOCUMENT_REPORT, 0);
	version = written(s, ANNA, report, 0, STR("it burns"));
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	CHECK(!s->room->report_late && s->room->next_report_at == s->now + 30 * MINUTES);
	version = written(s, ANNA, report, version, STR("it burns less"));
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now, .next_report_at = s->now + 5 * MINUTES);
	CHECK(s->room->next_report_at == s->now + 5 * MINUTES);
	version = written(s, CARLA, report, version, STR("it is out"));
	when(s, CARLA, issue_report, .document = report, .version = version, .as_of = s->now, .next_report_at = s->now + 31 * MINUTES);
	then_refused(s, NOT_YOUR_CALL, "later than the rhythm of the room");
	when(s, ANNA, set_report_rhythm, .minutes = 0);
	CHECK(s->room->next_report_at == 0);
}

STORY(what_is_written_in_a_channel_is_for_those_in_it_and_moves_no_rhythm)
{
	i64 shut, report, version, issued;

	a_room(s);
	when(s, ANNA, set_report_rhythm, .minutes = 30);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(BORIS));
	report = a_document(s, DOCUMENT_REPORT, shut);
	version = written(s, BORIS, report, 0, STR("for counsel"));
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now, .next_report_at = s->now + MINUTES);
	then_refused(s, REFUSED, "next_report_at: the rhythm is the whole room's");
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	then_happened(s, report_issued);
	issued = s->room->seq;
	CHECK(s->room->reports[0].is.next_report_at == 0);
	CHECK(sees(s, BORIS, ENT_document, report) && sees(s, BORIS, ENT_version, version) && sees(s, BORIS, ENT_report, issued));
	CHECK(!sees(s, FIRST, ENT_document, report) && !sees(s, FIRST, ENT_version, version) && !sees(s, FIRST, ENT_report, issued));
	when(s, FIRST, write_document, .document = report, .base = version, .text = STR("x"));
	then_refused(s, NO_SUCH, "There is no");
	when(s, FIRST, acknowledge_report, .report = issued);
	then_refused(s, NO_SUCH, "There is no");
}

STORY(nothing_is_written_in_a_closed_room_and_no_report_falls_due_there)
{
	i64 report, version;

	a_room(s);
	when(s, ANNA, set_report_rhythm, .minutes = 30);
	report = a_document(s, DOCUMENT_REPORT, 0);
	version = written(s, ANNA, report, 0, STR("over"));
	when(s, ANNA, close_room, .why = STR("over"));
	when(s, ANNA, open_document, .kind = DOCUMENT_NOTE, .title = STR("x"));
	then_refused(s, CONFLICT, "closed");
	when(s, ANNA, write_document, .document = report, .base = version);
	then_refused(s, CONFLICT, "closed");
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	then_refused(s, CONFLICT, "closed");
	when(s, ANNA, set_report_rhythm, .minutes = 5);
	then_refused(s, CONFLICT, "closed");
	when_it_is(s, s->now + 60 * MINUTES);
	CHECK(!s->room->report_late);
}

STORY(a_program_writes_but_neither_issues_nor_acknowledges)
{
	i64 report, version;

	a_room(s);
	report = a_document(s, DOCUMENT_REPORT, 0);
	version = written(s, ANNA, report, 0, STR("x"));
	signed_in_with(s, SESSION_TOKEN, a_token(s, ANNA, SCOPE_WRITE), true);
	written(s, ANNA, report, version, STR("y"));
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	then_refused(s, NOT_YOUR_CALL, "for people");
	when(s, ANNA, acknowledge_report, .report = version);
	then_refused(s, NOT_YOUR_CALL, "for people");
}

/* ---- minutes ---- */

static i64
a_committee(struct story *s)
{
	static const i64 calls[] = { CISO, COO };
	static const struct rec_criterion_terms terms = { .severity = SEV1, .calls = { calls, 2 }, .committee_within = 3600 };

	given(s, 0, criterion_set, .terms = &terms, .criteria = STR("it burns"));
	a_room(s);
	return last(s, committee_called);
}

STORY(minutes_are_of_a_committee_and_nothing_else_is)
{
	i64 committee = a_committee(s);

	when(s, ANNA, open_document, .kind = DOCUMENT_MINUTES, .title = STR("minutes"));
	then_refused(s, MALFORMED, "say of which committee");
	when(s, ANNA, open_document, .kind = DOCUMENT_NOTE, .title = STR("note"), .committee = committee);
	then_refused(s, MALFORMED, "only minutes are of a committee");
	when(s, ANNA, open_document, .kind = DOCUMENT_MINUTES, .title = STR("minutes"), .committee = committee + 1);
	then_refused(s, NO_SUCH, "There is no committee");
	when(s, ANNA, open_document, .kind = DOCUMENT_MINUTES, .title = STR("minutes"), .committee = committee);
	then_happened(s, document_opened);
	CHECK(s->room->documents[0].is.committee == committee);
}

STORY(minutes_are_issued_by_a_person_once_the_committee_has_met)
{
	i64 committee = a_committee(s), minutes, version;

	when(s, ANNA, set_report_rhythm, .minutes = 60);
	when(s, ANNA, open_document, .kind = DOCUMENT_MINUTES, .title = STR("minutes"), .committee = committee);
	minutes = s->room->seq;
	version = written(s, ANNA, minutes, 0, STR("we met"));
	when(s, ANNA, issue_report, .document = minutes, .version = version, .as_of = s->now);
	then_refused(s, CONFLICT, "The committee has not met yet");
	when(s, ANNA, committee_met, .present = PEOPLE(ANNA, BORIS));
	when(s, ANNA, issue_report, .document = minutes, .version = version, .as_of = s->now, .next_report_at = s->now + HOURS);
	then_refused(s, REFUSED, "minutes promise no next ones");
	s->now += MINUTES;
	when(s, ANNA, issue_report, .document = minutes, .version = version, .as_of = s->now);
	then_happened(s, report_issued);
	CHECK(s->room->reports[0].is.next_report_at == 0);
	CHECK(s->room->next_report_at == s->now + 59 * MINUTES);        /* they are no situation report */
}

STORY(a_report_is_issued_by_whoever_commands_and_by_the_scribe)
{
	i64 report, version;

	given(s, 0, seat_set, .title = STR("Scribe"), .terms = &(struct rec_seat_terms){ .label = STR("scribe"), .holders = PEOPLE(CARLA), .deputies = PEOPLE(BORIS) });

	a_room(s);
	given(s, ANNA, member_added, .person = ERIK);
	report = a_document(s, DOCUMENT_REPORT, 0);
	version = written(s, ERIK, report, 0, STR("All is well."));
	when(s, ERIK, issue_report, .document = report, .version = version, .as_of = s->now);
	then_refused(s, NOT_YOUR_CALL, "Issuing a report is for whoever commands the room, and for the scribe or who stands in for them.");
	when(s, FIRST, issue_report, .document = report, .version = version, .as_of = s->now);
	then_refused(s, NOT_YOUR_CALL, "Issuing a report is for");
	when(s, BORIS, issue_report, .document = report, .version = version, .as_of = s->now);
	then_happened(s, report_issued);
	version = written(s, ERIK, report, version, STR("All is well still."));
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	then_happened(s, report_issued);
}

STORY(while_nobody_commands_whoever_would_declare_issues_the_report)
{
	i64 report, version;

	given(s, 0, rule_set, .terms = &(struct rec_rule_terms){ .kind = STR("declare"), .accountable = COO, .within = 3600 });
	when(s, CARLA, report_suspicion, .what = STR("odd"));
	when(s, ANNA, open_document, .kind = DOCUMENT_REPORT, .title = STR("how it stands"));
	report = s->room->seq;
	version = written(s, ANNA, report, 0, STR("It burns."));
	when(s, ANNA, issue_report, .document = report, .version = version, .as_of = s->now);
	then_refused(s, NOT_YOUR_CALL, "also for whoever would declare it");
	when(s, BORIS, issue_report, .document = report, .version = version, .as_of = s->now);
	then_happened(s, report_issued);
}

STORY(minutes_are_issued_by_whoever_was_called_to_the_committee)
{
	i64 committee = a_committee(s), minutes, version;

	when(s, ANNA, open_document, .kind = DOCUMENT_MINUTES, .title = STR("minutes"), .committee = committee);
	minutes = s->room->seq;
	version = written(s, ANNA, minutes, 0, STR("we met"));
	when(s, ANNA, committee_met, .present = PEOPLE(ANNA, BORIS));
	s->now += MINUTES;
	when(s, CARLA, issue_report, .document = minutes, .version = version, .as_of = s->now);
	then_refused(s, NOT_YOUR_CALL, "Issuing minutes is for whoever was called to the committee");
	when(s, BORIS, issue_report, .document = minutes, .version = version, .as_of = s->now);
	then_happened(s, report_issued);
}

TEST_MAIN()
