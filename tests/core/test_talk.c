/* What is said in a room, whom it mentions and what is made of it (A4, A7). */
#include "story.h"

static const struct message *
message(struct story *s, i64 id)
{
	return FIND(s->room, messages, id);
}

STORY(what_is_said_is_kept_with_who_and_when)
{
	a_room(s);
	when(s, BORIS, post_message, .text = STR("the gateway is slow"));
	then_happened(s, message_posted);
	CHECK(s->room->messages[0].person == BORIS && s->room->messages[0].at == s->now);
	CHECK_STR(s->room->messages[0].is.text, STR("the gateway is slow"));
}

STORY(an_answer_stands_in_the_channel_of_what_it_answers)
{
	i64 word, aside;

	a_room(s);
	word = said(s, BORIS, 0);
	aside = channel_of(s, ANNA, CHANNEL_OPEN, (struct refs){ NULL, 0 });
	when(s, ANNA, post_message, .reply = word, .text = STR("since when?"));
	then_happened(s, message_posted);
	CHECK(message(s, s->room->seq)->is.reply == word);
	when(s, ANNA, post_message, .channel = aside, .reply = word, .text = STR("since when?"));
	then_refused(s, REFUSED, "in the channel of what it answers");
	when(s, ANNA, post_message, .reply = aside, .text = STR("since when?"));
	then_refused(s, NO_SUCH, "no message");
}

static i64
brought(struct story *s, i64 who, i64 channel)
{
	when(s, who, add_attachment, .channel = channel, .blob = { "0123456789abcdef", 16 },
	    .file = &(struct rec_file){ .name = STR("trace.pcap"), .size = 3, .type = STR("application/octet-stream") });
	then_happened(s, attachment_added);
	return s->room->seq;
}

STORY(a_message_carries_files_with_words_or_without)
{
	i64 trace, log;

	a_room(s);
	trace = brought(s, BORIS, 0);
	log = brought(s, ANNA, 0);
	when(s, BORIS, post_message, .text = STR("from the gateway"), .attachments = PEOPLE(trace, log));
	then_happened(s, message_posted);
	CHECK(message(s, s->room->seq)->is.attachments.n == 2 && message(s, s->room->seq)->is.attachments.v[1] == log);
	when(s, BORIS, post_message, .text = STR(""), .attachments = PEOPLE(trace));
	then_happened(s, message_posted);
	CHECK(message(s, s->room->seq)->is.text.p && message(s, s->room->seq)->is.text.n == 0);
	when(s, BORIS, post_message, .text = STR(""));
	then_refused(s, MALFORMED, "say something");
	when(s, BORIS, post_message, .text = STR("twice"), .attachments = PEOPLE(trace, trace));
	then_refused(s, MALFORMED, "named twice");
	when(s, BORIS, post_message, .text = STR("this"), .attachments = PEOPLE(1));
	then_refused(s, NO_SUCH, "no attachment 1");
}

STORY(a_message_carries_only_files_of_its_own_channel)
{
	i64 shut, theirs, everybodys;

	a_room(s);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(BORIS));
	theirs = brought(s, ANNA, shut);
	everybodys = brought(s, ANNA, 0);
	when(s, ANNA, post_message, .text = STR("look"), .attachments = PEOPLE(theirs));
	then_refused(s, REFUSED, "was not brought to this channel");
	when(s, ANNA, post_message, .channel = shut, .text = STR("look"), .attachments = PEOPLE(everybodys));
	then_refused(s, REFUSED, "was not brought to this channel");
	when(s, FIRST, post_message, .text = STR("look"), .attachments = PEOPLE(theirs));
	then_refused(s, NO_SUCH, "no attachment");
	when(s, BORIS, post_message, .channel = shut, .text = STR("look"), .attachments = PEOPLE(theirs));
	then_happened(s, message_posted);
}

STORY(a_message_carries_so_many_files_and_no_more)
{
	i64 files[LIMIT_ATTACHED + 1];

	a_room(s);
	for (size_t i = 0; i < countof(files); i++)
		files[i] = brought(s, ANNA, 0);
	when(s, ANNA, post_message, .text = STR("all"), .attachments = { files, LIMIT_ATTACHED });
	then_happened(s, message_posted);
	when(s, ANNA, post_message, .text = STR("all"), .attachments = { files, countof(files) });
	then_refused(s, MALFORMED, "attachments");
}

STORY(who_is_mentioned_sees_what_is_said_there)
{
	i64 shut;

	a_room(s);
	shut = channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(BORIS));
	when(s, ANNA, post_message, .text = STR("@8 please"), .people = PEOPLE(CARLA), .seats = PEOPLE(COO));
	then_happened(s, message_posted);
	when(s, ANNA, post_message, .channel = shut, .text = STR("@7"), .people = PEOPLE(BORIS));
	then_happened(s, message_posted);
	when(s, ANNA, post_message, .channel = shut, .text = STR("@8"), .people = PEOPLE(CARLA));
	then_refused(s, REFUSED, "does not see what is said here");
	when(s, ANNA, post_message, .text = STR("@11"), .people = PEOPLE(ERIK));
	then_refused(s, REFUSED, "does not see what is said here");
	when(s, ANNA, post_message, .text = STR("@999"), .seats = PEOPLE(999));
	then_refused(s, NO_SUCH, "no seat 999");
}

STORY(a_guest_of_a_channel_mentions_only_whom_they_see_in_it)
{
	i64 guest, shut;

	a_room(s);
	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .until = s->now + DAYS);
	guest = s->charter->room->seq;
	when(s, ANNA, add_member, .person = guest, .channels_only = true);
	shut = channel_of(s, ANNA, CHANNEL_OPEN, (struct refs)PEOPLE(guest));
	when(s, guest, post_message, .channel = shut, .text = STR("@6"), .people = PEOPLE(ANNA));
	then_happened(s, message_posted);
	when(s, guest, post_message, .channel = shut, .text = STR("@7"), .people = PEOPLE(BORIS));
	then_refused(s, REFUSED, "does not see what is said here");
}

STORY(a_mention_waits_until_it_is_answered_or_seen)
{
	i64 word;

	a_room(s);
	when(s, ANNA, post_message, .text = STR("@7 and @12"), .people = PEOPLE(BORIS, CARLA), .seats = PEOPLE(COO));
	word = s->room->seq;
	when(s, FIRST, acknowledge_mention, .message = word);
	then_refused(s, REFUSED, "not mentioned there");
	when(s, CARLA, acknowledge_mention, .message = word);
	then_happened(s, mention_acknowledged);
	when(s, CARLA, acknowledge_mention, .message = word);
	then_refused(s, CONFLICT, "already");
	when(s, BORIS, post_message, .reply = word, .text = STR("on it"));
	CHECK(message(s, word)->n_answered == 2 && message(s, word)->answered[0] == CARLA && message(s, word)->answered[1] == BORIS);
	when(s, BORIS, acknowledge_mention, .message = word);
	then_refused(s, CONFLICT, "already");
	when(s, BORIS, acknowledge_mention, .message = 1);
	then_refused(s, NO_SUCH, "no message 1");
}

STORY(a_program_answers_no_mention_of_its_owner_and_takes_back_its_own_words)
{
	i64 token;

	a_room(s);
	token = a_token(s, ANNA, SCOPE_WRITE);
	when(s, BORIS, post_message, .text = STR("@6"), .people = PEOPLE(ANNA));
	signed_in_with(s, SESSION_TOKEN, token, true);
	when(s, ANNA, acknowledge_mention, .message = s->room->seq);
	then_refused(s, NOT_YOUR_CALL, "for people");
	when(s, ANNA, post_message, .reply = s->room->seq, .text = STR("beep"));
	then_happened(s, message_posted);
	CHECK(s->room->messages[0].n_answered == 0);
	when(s, ANNA, retract_message, .message = s->room->seq);
	then_happened(s, message_retracted);
}

STORY(only_whoever_said_it_takes_it_back_and_the_words_stay)
{
	i64 word;

	a_room(s);
	word = said(s, BORIS, 0);
	when(s, ANNA, retract_message, .message = word);
	then_refused(s, NOT_YOUR_CALL, "Only whoever said it");
	when(s, BORIS, retract_message, .message = word);
	then_happened(s, message_retracted);
	CHECK(message(s, word)->retracted);
	CHECK_STR(message(s, word)->is.text, STR("the gateway is slow"));
	when(s, BORIS, retract_message, .message = word);
	then_refused(s, CONFLICT, "was taken back");
	when(s, BORIS, retract_message, .message = 1);
	then_refused(s, NO_SUCH, "no message 1");
}

STORY(what_was_taken_back_is_not_answered_pinned_or_made_use_of)
{
	i64 word;

	a_room(s);
	word = said(s, BORIS, 0);
	when(s, BORIS, retract_message, .message = word);
	when(s, ANNA, post_message, .reply = word, .text = STR("what?"));
	then_refused(s, CONFLICT, "was taken back");
	when(s, ANNA, pin_message, .message = word);
	then_refused(s, CONFLICT, "was taken back");
	when(s, ANNA, open_task, .title = STR("look at it"), .from = word);
	then_refused(s, CONFLICT, "was taken back");
	when(s, ANNA, acknowledge_mention, .message = word);
	then_refused(s, CONFLICT, "was taken back");
}

STORY(what_matters_is_pinned_once)
{
	i64 word;

	a_room(s);
	word = said(s, BORIS, 0);
	when(s, ANNA, pin_message, .message = word);
	then_happened(s, message_pinned);
	CHECK(message(s, word)->pinned);
	when(s, ANNA, pin_message, .message = word);
	then_refused(s, CONFLICT, "pinned already");
	when(s, ANNA, pin_message, .message = 1);
	then_refused(s, NO_SUCH, "no message 1");
}

STORY(a_task_a_fact_and_a_decision_are_made_of_what_was_said)
{
	i64 word;

	a_room(s);
	word = said(s, BORIS, channel_of(s, ANNA, CHANNEL_OPEN, (struct refs){ NULL, 0 }));
	when(s, ANNA, open_task, .title = STR("look at the gateway"), .from = word);
	then_happened(s, task_opened);
	when(s, ANNA, assert_fact, .name = STR("exposure"), .value = STR("true"), .confidence = SUSPECTED, .from = word);
	then_happened(s, fact_asserted);
	when(s, ANNA, open_decision, .kind = STR("calm"), .question = STR("Wait?"), .from = word);
	then_happened(s, decision_opened);
	CHECK(s->room->tasks[0].is.from == word && s->room->facts[0].is.from == word && s->room->decisions[0].is.from == word);
	when(s, ANNA, open_task, .title = STR("look"), .from = 1);
	then_refused(s, NO_SUCH, "no message 1");
}

STORY(what_was_said_to_some_is_not_put_before_the_whole_room)
{
	static const enum channel_kind shut[] = { CHANNEL_RESTRICTED, CHANNEL_DIRECT };

	a_room(s);
	for (size_t i = 0; i < countof(shut); i++) {
		i64 word = said(s, ANNA, channel_of(s, ANNA, shut[i], (struct refs)PEOPLE(BORIS)));

		when(s, ANNA, open_task, .title = STR("look"), .from = word);
		then_refused(s, REFUSED, "is not put before the whole room");
		when(s, BORIS, assert_fact, .name = STR("exposure"), .value = STR("true"), .confidence = SUSPECTED, .from = word);
		then_refused(s, REFUSED, "is not put before the whole room");
		when(s, BORIS, open_decision, .kind = STR("calm"), .question = STR("Wait?"), .from = word);
		then_refused(s, REFUSED, "is not put before the whole room");
		when(s, FIRST, open_task, .title = STR("look"), .from = word);
		then_refused(s, NO_SUCH, "There is no");
	}
}

STORY(what_one_may_not_see_is_not_answered_pinned_or_taken_back)
{
	i64 word;

	a_room(s);
	word = said(s, ANNA, channel_of(s, ANNA, CHANNEL_RESTRICTED, (struct refs)PEOPLE(BORIS)));
	when(s, FIRST, post_message, .reply = word, .text = STR("?"));
	then_refused(s, NO_SUCH, "There is no");
	when(s, FIRST, pin_message, .message = word);
	then_refused(s, NO_SUCH, "There is no");
	when(s, FIRST, retract_message, .message = word);
	then_refused(s, NO_SUCH, "There is no");
	when(s, FIRST, acknowledge_mention, .message = word);
	then_refused(s, NO_SUCH, "There is no");
}

STORY(nothing_is_said_or_pinned_in_a_closed_room)
{
	i64 word;

	a_room(s);
	word = said(s, ANNA, 0);
	when(s, ANNA, close_room, .why = STR("over"));
	then_happened(s, room_closed);
	when(s, ANNA, post_message, .text = STR("hello"));
	then_refused(s, CONFLICT, "closed");
	when(s, ANNA, pin_message, .message = word);
	then_refused(s, CONFLICT, "closed");
	when(s, ANNA, retract_message, .message = word);
	then_happened(s, message_retracted);
}

STORY(a_secret_is_caught_before_it_is_written_unless_they_are_sure)
{
	a_room(s);
	when(s, ANNA, post_message, .text = STR("the root password: hunter2!x"));
	then_refused(s, LOOKS_SECRET, "text: this holds what looks like a password");
	s->sure = true;
	when(s, ANNA, post_message, .text = STR("the root password: hunter2!x"));
	then_happened(s, message_posted);
}

#define SAID STR("the root password is hunter2!x")

STORY(a_secret_is_caught_wherever_it_is_written_in_a_room)
{
	struct rec_affected_thing thing = { .kind = AFFECTED_ASSET, .name = STR("web-1"), .state = AFFECTED_SUSPECTED, .identifier = SAID };

	a_room(s);
	when(s, ANNA, open_task, .title = SAID);
	then_refused(s, LOOKS_SECRET, "title: this holds");
	when(s, ANNA, open_document, .kind = DOCUMENT_NOTE, .title = STR("Logins"));
	when(s, ANNA, write_document, .document = s->room->documents[0].head.id, .text = SAID);
	then_refused(s, LOOKS_SECRET, "text: this holds");
	when(s, ANNA, assert_fact, .name = STR("x"), .value = STR("1"), .confidence = CONFIRMED, .note = SAID);
	then_refused(s, LOOKS_SECRET, "note: this holds");
	when(s, ANNA, log_bridge, .text = SAID, .speaker = STR("the bank"));
	then_refused(s, LOOKS_SECRET, "text: this holds");
	when(s, ANNA, record_occurrence, .text = SAID, .happened_from = s->now, .confidence = CONFIRMED);
	then_refused(s, LOOKS_SECRET, "text: this holds");
	when(s, ANNA, list_affected, .things = &thing, .n_things = 1);
	then_refused(s, LOOKS_SECRET, "things.identifier: this holds");
}

STORY(what_opens_the_bridge_is_meant_to_be_said)
{
	a_room(s);
	when(s, ANNA, set_bridge, .which = BRIDGE_FIRST, .kind = BRIDGE_VIDEO, .link = STR("https://meet.example/j/9?pwd=aB3xY9kQ"), .pin = STR("PIN, or password: 4711-99x"));
	then_happened(s, bridge_set);
	when(s, ANNA, set_bridge, .which = BRIDGE_FIRST, .kind = BRIDGE_VIDEO, .link = STR("https://meet.example/j/9"), .why = SAID);
	then_refused(s, LOOKS_SECRET, "why: this holds");
}

/* Olga is from outside, and sees the whole room or channels only. */
static i64
olga(struct story *s, bool channels_only)
{
	i64 guest;

	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .until = s->now + DAYS);
	guest = s->charter->room->seq;
	when(s, ANNA, add_member, .person = guest, .channels_only = channels_only, .whole = !channels_only);
	return guest;
}

STORY(a_message_labelled_for_the_house_is_not_there_for_who_is_from_outside)
{
	i64 word, guest;

	a_room(s);
	guest = olga(s, false);
	when(s, ANNA, post_message, .text = STR("for us"), .tlp = TLP_AMBER_STRICT);
	then_happened(s, message_posted);
	word = s->room->seq;
	CHECK(sees(s, BORIS, ENT_message, word) && !sees(s, guest, ENT_message, word));
	when(s, guest, post_message, .text = STR("what?"), .reply = word);
	then_refused(s, NO_SUCH, "no message");
	when(s, ANNA, post_message, .text = STR("@9"), .people = PEOPLE(guest), .tlp = TLP_RED);
	then_refused(s, REFUSED, "does not see what is said here");
	when(s, ANNA, post_message, .text = STR("for you, too"), .people = PEOPLE(guest), .tlp = TLP_AMBER);
	then_happened(s, message_posted);
	CHECK(sees(s, guest, ENT_message, s->room->seq));
}

STORY(nothing_is_labelled_wider_than_its_room_and_nobody_labels_what_they_say_out_of_their_own_sight)
{
	i64 guest;

	a_room(s);
	guest = olga(s, false);
	when(s, ANNA, post_message, .text = STR("tell everybody"), .tlp = TLP_GREEN);
	then_refused(s, REFUSED, "the room is TLP:AMBER");
	when(s, ANNA, open_document, .kind = DOCUMENT_NOTE, .title = STR("x"), .tlp = TLP_CLEAR);
	then_refused(s, REFUSED, "the room is TLP:AMBER");
	when(s, guest, post_message, .text = STR("hush"), .tlp = TLP_AMBER_STRICT);
	then_refused(s, REFUSED, "you would not see it yourself");
	when(s, guest, post_message, .text = STR("hush"), .tlp = TLP_AMBER);
	then_happened(s, message_posted);
}

STORY(an_answer_is_labelled_no_wider_than_what_it_answers_and_carries)
{
	i64 word, file;

	a_room(s);
	when(s, ANNA, post_message, .text = STR("for us"), .tlp = TLP_RED);
	word = s->room->seq;
	when(s, BORIS, post_message, .text = STR("yes"), .reply = word);
	CHECK(message(s, s->room->seq)->head.tlp == TLP_RED);
	when(s, BORIS, post_message, .text = STR("yes"), .reply = word, .tlp = TLP_AMBER_STRICT);
	CHECK(message(s, s->room->seq)->is.tlp == TLP_RED);
	when(s, BORIS, add_attachment, .blob = { "0123456789abcdef", 16 }, .tlp = TLP_AMBER_STRICT,
	    .file = &(struct rec_file){ .name = STR("x"), .size = 3, .type = STR("text/plain") });
	file = s->room->seq;
	when(s, BORIS, post_message, .text = STR("this"), .attachments = PEOPLE(file));
	CHECK(message(s, s->room->seq)->head.tlp == TLP_AMBER_STRICT);
}

STORY(what_has_a_label_of_its_own_is_not_put_before_the_whole_room)
{
	i64 word;

	a_room(s);
	when(s, ANNA, post_message, .text = STR("for us"), .tlp = TLP_AMBER_STRICT);
	word = s->room->seq;
	when(s, ANNA, open_task, .title = STR("look"), .from = word);
	then_refused(s, REFUSED, "labelled TLP:AMBER+STRICT of its own");
	when(s, ANNA, assert_fact, .name = STR("exposure"), .value = STR("true"), .confidence = SUSPECTED, .from = word);
	then_refused(s, REFUSED, "is not put before the whole room");
}

STORY(a_labelled_file_and_its_custody_and_a_labelled_document_and_its_reports_are_hidden_as_one)
{
	i64 guest, file, note, version, owed;

	a_room(s);
	guest = olga(s, false);
	when(s, ANNA, set_report_rhythm, .minutes = 60);
	owed = s->room->next_report_at;
	when(s, ANNA, add_attachment, .blob = { "0123456789abcdef", 16 }, .tlp = TLP_RED,
	    .file = &(struct rec_file){ .name = STR("x"), .size = 3, .type = STR("text/plain") });
	file = s->room->seq;
	when(s, ANNA, transfer_custody, .attachment = file, .to = STR("the police"), .why = STR("seized"));
	CHECK(!sees(s, guest, ENT_attachment, file) && !sees(s, guest, ENT_custody, s->room->seq));
	when(s, ANNA, open_document, .kind = DOCUMENT_REPORT, .title = STR("for the board"), .tlp = TLP_AMBER_STRICT);
	note = s->room->seq;
	when(s, ANNA, write_document, .document = note, .text = STR("grave"));
	version = s->room->seq;
	when(s, ANNA, issue_report, .document = note, .version = version, .as_of = s->now, .next_report_at = s->now + HOURS);
	then_refused(s, REFUSED, "for the house alone, does not set it");
	when(s, ANNA, issue_report, .document = note, .version = version, .as_of = s->now);
	then_happened(s, report_issued);
	CHECK(s->room->next_report_at == owed && s->room->head.touched < s->room->seq);
	CHECK(!sees(s, guest, ENT_document, note) && !sees(s, guest, ENT_version, version) && !sees(s, guest, ENT_report, s->room->seq));
	CHECK(sees(s, BORIS, ENT_report, s->room->seq));
}

TEST_MAIN()
