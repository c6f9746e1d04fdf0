#include "cvss_version.h"

enum {
#define METRIC(name, ...) name,
#include "cvss3.def"
	METRICS
};

static const struct cvss_metric metrics[] = {
#define METRIC(name, group, values, title, ...) \
	{ STR_INIT(#name), STR_INIT(title), CVSS_##group, STR_INIT(values), { __VA_ARGS__ } },
#include "cvss3.def"
};

enum { SCOPE_CHANGED = 2 };     /* the second value of S */

/* Where 3.0 and 3.1 differ. */
struct revision {
	double precision;       /* Roundup sees this many steps in 1: 3.1 Appendix A; 3.0 all of them */
	double factor;          /* of the modified impact, under a changed scope (§7.3) */
	int power;
};

static const struct revision revision_3_0 = { 1e9, 1, 15 }, revision_3_1 = { 1e5, 0.9731, 13 };

/* The smallest number of tenths that is no less than a score. */
static int
roundup(const struct revision *v, double score)
{
	i64 tenth = (i64)(v->precision / 10);

	return (int)(((i64)(score * v->precision + 0.5) + tenth - 1) / tenth);
}

static double
power(double x, int n)
{
	double p = 1;

	while (n-- > 0)
		p *= x;
	return p;
}

static double
weight(const struct cvss_reading *r, size_t metric)
{
	return metrics[metric].weight[r->value[metric]];
}

static bool
scope_changed(const struct cvss_reading *r)
{
	return r->value[S] == SCOPE_CHANGED;
}

static double
exploitability(const struct cvss_reading *r)
{
	size_t pr = r->value[PR];

	if (scope_changed(r) && pr > 1)
		pr += 2;
	return 8.22 * weight(r, AV) * weight(r, AC) * metrics[PR].weight[pr] * weight(r, UI);
}

/* Requirements that are not defined weigh 1, and without them the bound of 0.915 is out of reach. */
static double
impact(const struct cvss_reading *r, const struct revision *v)
{
	double isc = 1 - (1 - weight(r, C) * weight(r, CR)) * (1 - weight(r, I) * weight(r, IR))
	    * (1 - weight(r, A) * weight(r, AR));

	if (isc > 0.915)
		isc = 0.915;
	if (!scope_changed(r))
		return 6.42 * isc;
	return 7.52 * (isc - 0.029) - 3.25 * power(isc * v->factor - 0.02, v->power);
}

static int
plain_score(const struct cvss_reading *r, const struct revision *v, double impact)
{
	double score = (impact + exploitability(r)) * (scope_changed(r) ? 1.08 : 1);

	return impact <= 0 ? 0 : roundup(v, score < 10 ? score : 10);
}

static int
temporal_score(const struct cvss_reading *r, const struct revision *v, int plain)
{
	return roundup(v, plain / 10.0 * weight(r, E) * weight(r, RL) * weight(r, RC));
}

static int
shown(double impact)
{
	return impact <= 0 ? 0 : cvss_round(impact);
}

static void
score(const struct cvss_reading *r, const struct revision *v, struct cvss *out)
{
	struct cvss_reading base = *r, modified = *r;
	double base_impact, modified_impact;

	base.value[CR] = base.value[IR] = base.value[AR] = 0;
	base_impact = impact(&base, &revision_3_0);     /* 3.1 changed the modified impact alone */
	cvss_modify(&modified, MAV, MA - MAV + 1);
	modified_impact = impact(&modified, v);

	out->impact          = shown(base_impact);
	out->exploitability  = cvss_round(exploitability(&base));
	out->modified_impact = shown(modified_impact);
	out->base            = plain_score(&base, v, base_impact);
	out->temporal        = temporal_score(r, v, out->base);
	out->environmental   = temporal_score(r, v, plain_score(&modified, v, modified_impact));
}

static void
score_3_0(const struct cvss_reading *r, struct cvss *out)
{
	score(r, &revision_3_0, out);
}

static void
score_3_1(const struct cvss_reading *r, struct cvss *out)
{
	score(r, &revision_3_1, out);
}

#define KINDS { STR_INIT("base"), STR_INIT("temporal"), STR_INIT("environmental"), STR_INIT("environmental") }

const struct cvss_version cvss_v3_0 = {
	.name         = STR_INIT("3.0"),
	.prefix       = STR_INIT("CVSS:3.0/"),
	.metrics      = metrics,
	.n            = METRICS,
	.has_extremes = true,
	.kinds        = KINDS,
	.score        = score_3_0,
};

const struct cvss_version cvss_v3_1 = {
	.name         = STR_INIT("3.1"),
	.prefix       = STR_INIT("CVSS:3.1/"),
	.metrics      = metrics,
	.n            = METRICS,
	.has_extremes = true,
	.kinds        = KINDS,
	.score        = score_3_1,
};
