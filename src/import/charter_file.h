/*
 * charter_file -- a charter as a file that people write, and what it is in the record.
 *
 * The file is YAML (yaml_doc.h) in the shape that documents.def declares; a
 * person, a seat or a service is named in it by a label.  It founds a record,
 * or is compared with the charter of one: what differs can be proposed.  The
 * other way, a charter is written as such a file.  docs/charter.md is the
 * guide for whoever writes one.
 *
 * Ownership: everything lives in the arena handed in.
 */
#ifndef CHARTER_FILE_H
#define CHARTER_FILE_H

#include "core.h"
#include "yaml_doc.h"

/* The built-in seat, as the founding makes it and as a file's rules may name it. */
#define OFFICERS_LABEL "charter_officers"
#define OFFICERS_TITLE "Charter officer"

struct charter_file {
	str name;                       /* of the file, for sentences */
	struct yaml_doc doc;
	struct rec_charter_file is;
};

/*
 * Read a file in a confined child and check that it holds together: every
 * label stands once and names something, durations, dates and costs can be
 * read.  Whether the charter is any good is for
 * lint.h to say.  Refused as "file:line:column: path: sentence".
 */
err charter_file_read(struct arena *, str name, str yaml, struct charter_file *out);
/* charter_file_read() of what yaml_load() or its confined child made of the file (name and doc set). */
err charter_file_check(struct arena *, struct charter_file *);
/* "file:line:column" of the value at a path such as "seats[2].holder", or of what is around it. */
str charter_file_place(struct arena *, const struct charter_file *, str path);

/* The refusal of field_read(), at its place in the file. */
err charter_file_placed(struct arena *, const struct charter_file *, err);

/* ---- founding ---- */

/* Where the file's entries join the founding: the seq the first of them gets,
 * and what the founding made before: the first officer and the officers' seat. */
struct founding { i64 next, first_officer, officers; };
struct founding_entries { struct emitted *v; size_t n; };

/* Who that first officer is. */
struct ev_person_added charter_file_first_officer(const struct rec_charter_file *);
/* The entries, in order, by nobody: people, the officers' seat if it has more
 * than the first, seats, rules, calendars, services (each after those it needs;
 * one that needs a later one is entered, and changed at the end), severities,
 * contacts, templates, channels. */
struct founding_entries charter_file_events(struct arena *, const struct rec_charter_file *, struct founding);

/* The charter that the file alone would found, everybody's key vouched for: for lint. */
const struct charter *charter_file_founded(struct arena *, const struct rec_charter_file *);

/* ---- an existing charter ---- */

/*
 * What the file asks to be changed: proposals for one option (their `option`
 * is 0), at most LIMIT_OPTION_PARTS, and sentences on what cannot be proposed
 * yet, because it names a person who is to be invited or a seat or service
 * that is to be decided first, because one option does not hold more, or because it is
 * no decision: until when a guest may come.  People are recognised by name and organisation, all else by label;
 * nothing is ever taken away for not being in the file.
 */
struct charter_changes { struct cmd_propose_change *v; size_t n; str *later; size_t n_later; };
struct charter_changes charter_file_changes(struct arena *, const struct rec_charter_file *, const struct charter *);

/* Who in the charter each of the file's people is, in its order; 0: nobody yet. */
i64 *charter_file_matched(struct arena *, const struct rec_charter_file *, const struct charter *);

/* The charter as a file's record: people by labels made from their names, the
 * ejected left out, of each kind the rule in force. */
struct rec_charter_file charter_file_of(struct arena *, const struct charter *);
/* The record as YAML, for a person to edit; characters that no file may hold become spaces. */
str charter_file_write(struct arena *, const struct rec_charter_file *);

/* ---- what the parts of this share ---- */

/* Labelled records of one kind: the label is their first member. */
struct part { const char *name; const void *items; size_t size, n; };
enum { NOT_THERE = -1 };

struct part file_people(const struct rec_charter_file *);
struct part file_seats(const struct rec_charter_file *);
struct part file_rules(const struct rec_charter_file *);
struct part file_services(const struct rec_charter_file *);
struct part file_calendars(const struct rec_charter_file *);
struct part file_contacts(const struct rec_charter_file *);
struct part file_templates(const struct rec_charter_file *);
str part_label(struct part, size_t);
int part_find(struct part, str label);          /* its index, or NOT_THERE */

/* Does each of the first `n` services name only what is there, and can its
 * figures be read?  Else the sentence, with its place. */
err charter_services_check(struct arena *, const struct charter_file *, size_t n);

/* "30m" in seconds; 0 if it is no duration. */
i64 within_seconds(str);
str within_text(struct arena *, i64 seconds);

/* The end of that day, in UTC: everything of a guest ends then; 0 if it is none that a record counts. */
i64 guest_end(str day);
str guest_day(struct arena *, i64 end);         /* of none: none */

/* weekday_none and call_channel_none if it is none. */
enum weekday weekday_named(str);
enum call_channel channel_named(str);

/* What a rule has by default, its kinds of measure by their words; none for what is no such word. */
struct rec_out_of_band_terms out_of_band_terms(struct arena *, struct labels);
struct rec_default_terms default_terms(struct arena *, const struct rec_charter_default *);

/* What a service is called; its label where that is withheld. */
str service_title(const struct service *);

/* The services' indices, each after those it needs, or where some need each
 * other, as nearly so as can be. */
void service_order(struct arena scratch, const struct rec_charter_file *, size_t *order);

#endif
