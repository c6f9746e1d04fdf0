/*
 * charter_terms -- the parts of a charter file as the terms that the record holds.
 *
 * A file names what it holds by labels, the record by entries: struct seqs
 * says which is which.  For charter_events.c and charter_changes.c alone.
 *
 * Ownership: terms live in the arena given, and view the file.
 */
#ifndef CHARTER_TERMS_H
#define CHARTER_TERMS_H

#include "charter_file.h"

/* The entries that made what the file names, by its place in the file; 0 is not made yet. */
struct seqs { i64 *people, *seats, *services, *calendars, *contacts, *templates, officers; };

struct seqs seqs_new(struct arena *, const struct rec_charter_file *);
i64 seq_of(struct part, const i64 *, str);
struct rec_seat_terms *seat_terms(struct arena *, const struct rec_charter_file *, const struct seqs *, const struct rec_charter_seat *);
struct refs officers_refs(struct arena *, const struct rec_charter_file *, const struct seqs *);
struct rec_rule_terms *rule_terms(struct arena *, const struct rec_charter_file *, const struct seqs *, const struct rec_charter_rule *);
struct rec_service_terms *service_terms(struct arena *, const struct rec_charter_file *, const struct seqs *, const struct rec_charter_service *);
const struct rec_service_words *service_words(struct arena *, const struct rec_charter_service *);
struct rec_calendar_terms *calendar_terms(struct arena *, const struct rec_charter_calendar *);
struct rec_criterion_terms *criterion_terms(struct arena *, const struct rec_charter_file *, const struct seqs *, const struct rec_charter_severity *);
struct rec_contact_terms *contact_terms(struct arena *, const struct rec_charter_file *, const struct seqs *, const struct rec_charter_contact *);
const struct rec_contact_reach *contact_reach(struct arena *, const struct rec_charter_contact *);
const struct rec_contact_words *contact_words(struct arena *, const struct rec_charter_contact *);
struct rec_template_terms *template_terms(struct arena *, const struct rec_charter_template *);
const struct rec_out_of_band_terms *channel_terms(struct arena *, const struct rec_charter_file *);

/* Is there an entry for each of these services already? */
bool all_made(const struct rec_charter_file *, const struct seqs *, struct labels needs);
/* An entry for each thing of the file, one for the officers' seat, one for the channels, and a second for a service that needs a later one. */
size_t most_changes(const struct rec_charter_file *);

#endif
