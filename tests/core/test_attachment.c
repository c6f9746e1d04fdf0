/* Files that were brought, and through whose hands they went (A5). */
#include "story.h"

#define A_FILE (&(struct rec_file){ .name = STR("mail.eml"), .size = 3, .type = STR("message/rfc822") })
#define A_BLOB { "0123456789abcdef", 16 }

static i64
brought(struct story *s, i64 who, i64 channel)
{
	when(s, who, add_attachment, .channel = channel, .blob = A_BLOB, .file = A_FILE, .collected_by = STR("Eve"),
	    .source = STR("the mail gateway"), .how = STR("exported"), .collected_at = s->now - HOURS);
	then_happened(s, attachment_added);
	return s->room->seq;
}

STORY(a_file_is_kept_with_who_collected_it_when_from_what_and_how)
{
	const struct attachment *x;

	a_room(s);
	brought(s, ANNA, 0);
	x = &s->room->attachments[0];
	CHECK(x->person == ANNA && x->is.collected_at == x->at - HOURS);
	CHECK_STR(x->is.file->name, STR("mail.eml"));
	CHECK_STR(x->is.collected_by, STR("Eve"));
}

STORY(a_file_has_a_name_that_is_read_as_it_is_and_no_folder)
{
	static const struct { const char *name, *sentence; } bad[] = {
		{ "../../etc/passwd", "file.name: names a folder" }, { "C:\\x.exe", "file.name: names a folder" },
		{ "inv\xe2\x80\xae" "fdp.exe", "turns the line round" }, { "a\r\nb", "cannot be seen" },
	};

	a_room(s);
	for (size_t i = 0; i < countof(bad); i++) {
		struct rec_file file = { .name = str_c(bad[i].name), .size = 3, .type = STR("text/plain") };

		when(s, ANNA, add_attachment, .blob = A_BLOB, .file = &file, .collected_by = STR("Eve"), .source = STR("x"), .how = STR("y"),
		    .collected_at = s->now - HOURS);
		then_refused(s, MALFORMED, bad[i].sentence);
	}
}

STORY(each_transfer_of_custody_is_to_somebody_and_says_why)
{
	i64 file;

	a_room(s);
	file = brought(s, ANNA, 0);
	when(s, ANNA, transfer_custody, .attachment = 2, .person = BORIS, .why = STR("x"));
	then_refused(s, NO_SUCH, "no attachment 2");
	when(s, ANNA, transfer_custody, .attachment = file, .why = STR("x"));
	then_refused(s, MALFORMED, "person: name either");
	when(s, ANNA, transfer_custody, .attachment = file, .person = BORIS, .to = STR("the police"), .why = STR("x"));
	then_refused(s, MALFORMED, "person: name either");
	when(s, ANNA, transfer_custody, .attachment = file, .person = 999, .why = STR("x"));
	then_refused(s, NO_SUCH, "no person 999");
	when(s, ANNA, transfer_custody, .attachment = file, .person = BORIS, .why = STR("to the laboratory"));
	when(s, BORIS, transfer_custody, .attachment = file, .to = STR("the police"), .why = STR("the seizure order"));
	CHECK(s->room->n_custodies == 2 && s->room->custodies[0].by == ANNA && s->room->custodies[1].is.person == 0);
}

STORY(how_a_file_was_collected_is_said_afterwards_by_who_has_it_and_what_is_left_out_stays)
{
	struct attachment *x;
	i64 file;

	a_room(s);
	file = brought(s, ANNA, 0);
	x = &s->room->attachments[0];
	when(s, ANNA, describe_attachment, .attachment = 2, .how = STR("x"));
	then_refused(s, NO_SUCH, "no attachment 2");
	when(s, ANNA, describe_attachment, .attachment = file);
	then_refused(s, MALFORMED, "say who collected it, when, from what or how");
	when(s, ANNA, describe_attachment, .attachment = file, .collected_at = s->now + HOURS);
	then_refused(s, MALFORMED, "collected_at: is still to come");
	when(s, BORIS, describe_attachment, .attachment = file, .how = STR("guessed"));
	then_refused(s, NOT_YOUR_CALL, "To say how it was collected");
	when(s, ANNA, describe_attachment, .attachment = file, .how = STR("by the write blocker"), .collected_at = s->now - 2 * HOURS);
	then_happened(s, attachment_described);
	CHECK_STR(x->is.how, STR("by the write blocker"));
	CHECK_STR(x->is.collected_by, STR("Eve"));
	CHECK(x->is.collected_at == s->now - 2 * HOURS && x->described_by == ANNA && x->described_at == s->now);
	when(s, ANNA, transfer_custody, .attachment = file, .person = BORIS, .why = STR("to the laboratory"));
	when(s, BORIS, describe_attachment, .attachment = file, .collected_by = STR("Eve and Mallory"));
	CHECK_STR(x->is.collected_by, STR("Eve and Mallory"));
	CHECK(x->described_by == BORIS);
}

STORY(a_file_in_a_channel_and_its_custody_are_for_those_in_it)
{
	i64 shut, file, moved;

	a_room(s);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(BORIS));
	file = brought(s, ANNA, shut);
	when(s, BORIS, transfer_custody, .attachment = file, .to = STR("my home"), .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "To hand on what somebody else has, or brought, is for");
	when(s, ANNA, transfer_custody, .attachment = file, .to = STR("counsel"), .why = STR("x"));
	moved = s->room->seq;
	CHECK(sees(s, BORIS, ENT_attachment, file) && sees(s, BORIS, ENT_custody, moved));
	CHECK(!sees(s, FIRST, ENT_attachment, file) && !sees(s, FIRST, ENT_custody, moved));
	when(s, FIRST, transfer_custody, .attachment = file, .person = FIRST, .why = STR("x"));
	then_refused(s, NO_SUCH, "There is no");
	when(s, FIRST, add_attachment, .channel = shut, .blob = A_BLOB, .file = A_FILE);
	then_refused(s, NO_SUCH, "There is no");
}

STORY(a_file_is_not_collected_in_the_future_nor_brought_to_a_closed_room)
{
	a_room(s);
	when(s, ANNA, add_attachment, .blob = A_BLOB, .file = A_FILE, .collected_at = s->now + HOURS);
	then_refused(s, MALFORMED, "collected_at: is still to come");
	when(s, ANNA, close_room, .why = STR("over"));
	when(s, ANNA, add_attachment, .blob = A_BLOB, .file = A_FILE);
	then_refused(s, CONFLICT, "closed");
}

TEST_MAIN()
