/*
 * cvss -- how severe a weakness is, from its CVSS vector, as FIRST scores it.
 *
 * Versions 2 (guide of June 2007), 3.0, 3.1 and 4.0 (specification documents).
 * Scores are whole tenths, so that 98 is 9.8 and no reader rounds again.
 *
 * Ownership: nothing is kept; the texts in a result are constants, and an
 * error's sentence lies in the arena.
 */
#ifndef CVSS_H
#define CVSS_H

#include "base.h"

/* The longest vector there can be, every metric of 4.0 given, has 178 bytes. */
enum { CVSS_VECTOR_MAX = 512 };

struct cvss {
	str version;            /* "2.0", "3.0", "3.1", "4.0" */
	str kind;               /* which score it is: "base", "temporal" or "environmental"; in
	                         * 4.0 the nomenclature (§1.3): "CVSS-B", "CVSS-BT", "CVSS-BE", "CVSS-BTE" */
	int score;              /* the final one: of the last group with a metric that is defined */
	str severity;           /* "None", "Low", "Medium", "High", "Critical"; 2.0 by NVD's three words */
	/* A score whose group is not defined equals the one before it.  4.0 has one score: all three are it. */
	int base, temporal, environmental;
	/* 2.0 and 3.x, rounded to the nearest tenth; the last is 2.0's AdjustedImpact. */
	int impact, exploitability, modified_impact;
	char macrovector[7];    /* 4.0: EQ1 to EQ6, then NUL; "" in the others */
};

/*
 * Score a vector.  2.0 has no prefix; metrics stand in any order, but in 4.0
 * only in that of the standard (§7).  Refused, with the column (from 1) or the
 * metric and what would be right: an unknown metric or value, a metric given
 * twice, a base metric missing, letters in the wrong case, any byte that is
 * not printable ASCII, more than CVSS_VECTOR_MAX bytes.
 */
err cvss_score(struct arena *, str vector, struct cvss *out);

#endif
