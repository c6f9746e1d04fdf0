/*
 * cvss_version -- what one version of CVSS declares about itself.
 *
 * Its metrics are the rows of cvss2.def, cvss3.def or cvss4.def; the reader in
 * cvss.c knows nothing but these rows, and cvss2.c, cvss3.c and cvss4.c hold
 * the arithmetic.
 *
 * Ownership: constants all through.
 */
#ifndef CVSS_VERSION_H
#define CVSS_VERSION_H

#include "cvss.h"

/* In 4.0 temporal is called threat. */
enum cvss_group { CVSS_BASE, CVSS_TEMPORAL, CVSS_ENVIRONMENTAL, CVSS_SUPPLEMENTAL, CVSS_GROUPS };

enum { CVSS_METRICS_MAX = 32, CVSS_VALUES_MAX = 6 };

/* Base metrics are mandatory; in the others the first value means "not defined". */
struct cvss_metric {
	str name, title;
	enum cvss_group group;
	str values;                             /* their letters, a space between */
	double weight[CVSS_VALUES_MAX];         /* by value, as below; 4.0 has none */
};

/* What a vector says: for each metric 0, not defined, or 1… for the first, second… value that is. */
struct cvss_reading {
	u8 value[CVSS_METRICS_MAX];
	bool defined[CVSS_GROUPS];
};

struct cvss_version {
	str name, prefix;
	const struct cvss_metric *metrics;
	size_t n;
	bool in_order;                  /* metrics stand in the order of the rows, within their lanes */
	bool has_extremes;              /* the severities know None and Critical */
	str kinds[4];                   /* the score's kind: + 1 with temporal, + 2 with environmental metrics */
	void (*score)(const struct cvss_reading *, struct cvss *);      /* fills base … macrovector */
};

extern const struct cvss_version cvss_v2, cvss_v3_0, cvss_v3_1, cvss_v4;

/* Each of the n first metrics takes the value of its modified one, which stand from `modified` on, if that is defined. */
void cvss_modify(struct cvss_reading *, size_t modified, size_t n);

/* Tenths, rounded half away from zero.  Doubles are within 1e-12 of the exact
 * decimals, of which none but a true tie comes so near to one as 1e-9. */
int cvss_round(double);

#endif
