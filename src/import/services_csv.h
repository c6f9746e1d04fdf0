/*
 * services_csv -- the register of services as a table, for spreadsheets.
 *
 * A row a service, a column a field, all of them (docs/charter.md lists them),
 * in any order; an empty cell is nothing.  A cell that holds several things
 * is written as service_cells.h says.
 *
 * A table read is what a charter file with nothing but services would be: the
 * same record, each value with the place of its cell.
 *
 * Ownership: everything lives in the arena handed in.
 */
#ifndef SERVICES_CSV_H
#define SERVICES_CSV_H

#include "charter_file.h"

/* The services of a charter, under their columns' names. */
str services_csv_write(struct arena *, const struct rec_charter_file *);

/* Read a table into a charter_services document: what it says, and where. */
err services_csv_load(struct arena *, str file, str bytes, struct yaml_doc *);
/* The confined child's side of it: as yaml_job(). */
err services_csv_job(struct arena *, str in, str *out);

/*
 * Read a table in a confined child.  Of `out` only the services are there:
 * services_join() then makes a charter file of it.
 */
err services_csv_read(struct arena *, str name, str bytes, struct charter_file *out);
/* services_csv_read() of what services_csv_load() made (name and doc set). */
err services_csv_check(struct arena *, struct charter_file *);

/* The charter as it stands, with the services of the table in place of those
 * of their labels, the table's first.  Refused as charter_file_check() does. */
err services_join(struct arena *, struct charter_file *table, const struct charter *);

#endif
