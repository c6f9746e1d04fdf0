/*
 * model -- what the .def files become in C.
 *
 * This is the only header in which macros declare types.  Read the .def files
 * instead; come here to see that there is nothing up the sleeve.
 *
 *   words.def     enum phase { phase_none, PHASE_SUSPECTED, ... }, phase_words
 *   records.def   struct rec_act { ... },      record_act_table()
 *   documents.def struct rec_charter_file { ... }, record_charter_file_table()
 *   events.def    struct ev_decided { ... },   event_table(EV_decided)
 *   commands.def  struct cmd_decide { ... },   command_table(CMD_decide)
 *   calls.def     call_terms(CALL_ANSWER)
 *   entities.def  struct ent_fact { ... },     entity_table(ENT_fact)
 */
#ifndef MODEL_H
#define MODEL_H

#include "field.h"

#define WORDS(name, doc)          enum name { name##_none,
#define WORD(sym, text, doc)              sym,
#define END_WORDS(name)           };
#include "words.def"

#define WORDS(name, doc)          extern const struct word_list name##_words;
#define WORD(sym, text, doc)
#define END_WORDS(name)
#include "words.def"

#include "rows_struct.h"
#define RECORD(name, doc)         struct rec_##name {
#include "records.def"
#include "rows_struct.h"
#define RECORD(name, doc)         struct rec_##name {
#include "documents.def"

#include "rows_none.h"
#define RECORD(name, doc)         const struct field_table *record_##name##_table(void);
#include "records.def"
#include "rows_none.h"
#define RECORD(name, doc)         const struct field_table *record_##name##_table(void);
#include "documents.def"

/* Every word list and every record's shape, in the order of their files; NULL past the last. */
const struct word_list   *words_at(size_t);
const struct field_table *record_at(size_t);

/* ---- events ---- */

#include "rows_struct.h"
#define EVENT(name, stream, part, doc)  struct ev_##name {
#include "events.def"

enum event_kind {
	EV_none,
#include "rows_none.h"
#define EVENT(name, stream, part, doc)  EV_##name,
#include "events.def"
	EVENT_KINDS
};

union event_fields {
#include "rows_none.h"
#define EVENT(name, stream, part, doc)  struct ev_##name name;
#include "events.def"
};

enum event_stream { IN_CHARTER, IN_JOURNAL, IN_ROOM, IN_MATTER };
enum event_part { PART_PLAIN, PART_TOLD, PART_STRUCK, PART_UNDONE, PART_SUBJECT, PART_SUBJECT_TOLD, PART_SUBJECT_UNDONE };

const struct field_table *event_table(enum event_kind);
enum event_stream event_stream(enum event_kind);
enum event_part   event_part(enum event_kind);
bool event_is_subject(enum event_kind);
/* The option whose approvals bind to it; 0: it belongs to none. */
i64  event_option(enum event_kind, const union event_fields *);
/* The kind of that name; EV_none if this program knows none. */
enum event_kind   event_kind(str name);

/* ---- commands ---- */

#include "rows_struct.h"
#define COMMAND(name, stream, who, session, doc)  struct cmd_##name {
#include "commands.def"

enum command_kind {
	CMD_none,
#include "rows_none.h"
#define COMMAND(name, stream, who, session, doc)  CMD_##name,
#include "commands.def"
	COMMAND_KINDS
};

union command_fields {
#include "rows_none.h"
#define COMMAND(name, stream, who, session, doc)  struct cmd_##name name;
#include "commands.def"
};

enum command_stream { TO_ROOM, TO_CHARTER, TO_MATTER, TO_NEW };
enum command_who { BY_PERSON, BY_MEMBER, BY_HOUSE, BY_GUEST, BY_OFFICER };
enum command_session { NEEDS_WEAK, NEEDS_STRONG, NEEDS_ACT };
struct command_terms { enum command_stream stream; enum command_who who; enum command_session session; bool or_token, kept; };        /* kept: the last of a room is kept for it */

const struct field_table *command_table(enum command_kind);
struct command_terms command_terms(enum command_kind);
enum command_kind command_kind(str name);       /* CMD_none if there is none */

/* ---- calls ---- */

enum call_on { ON_nothing, ON_answer, ON_decision, ON_outcome, ON_committee, ON_command, ON_ordered, ON_measure, ON_drill, ON_confirmation, ON_doubt, ON_suspicion, ON_objection, ON_undecided, ON_condition, ON_clock, ON_door };
enum call_asked { ASKED_ONCE, ASKED_ANEW };
struct call_terms { enum call_on on; enum call_asked asked; const char *waits; };

struct call_terms call_terms(enum call_reason);

/* ---- entities ---- */

#include "rows_struct.h"
#define ENTITY(name, doc)         struct ent_##name {
#include "entities.def"

enum entity_kind {
	ENT_none,
#include "rows_none.h"
#define ENTITY(name, doc)         ENT_##name,
#include "entities.def"
	ENTITY_KINDS
};

union entity {
#include "rows_none.h"
#define ENTITY(name, doc)         struct ent_##name name;
#include "entities.def"
};

const struct field_table *entity_table(enum entity_kind);

#endif
