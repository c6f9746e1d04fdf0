/*
 * import -- `tocsin charter import`: what a charter file asks to be changed, put to the charter officers.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include "charter_file.h"
#include "client.h"

/*
 * Open a decision to change the charter, with one option that holds every
 * change the file asks for, and put it up; print that, and what cannot be
 * proposed yet.  The exit code: 0 put up, 1 nothing to propose, or cli_fail()'s.
 */
int charter_import(struct arena *, struct client *, const struct rec_charter_file *);

#endif
