#include "cvss_version.h"

enum {
#define METRIC(name, ...) name,
#include "cvss2.def"
	METRICS
};

static const struct cvss_metric metrics[] = {
#define METRIC(name, group, values, title, ...) \
	{ STR_INIT(#name), STR_INIT(title), CVSS_##group, STR_INIT(values), { __VA_ARGS__ } },
#include "cvss2.def"
};

static double
weight(const struct cvss_reading *r, size_t metric)
{
	return metrics[metric].weight[r->value[metric]];
}

static double
exploitability(const struct cvss_reading *r)
{
	return 20 * weight(r, AV) * weight(r, AC) * weight(r, Au);
}

static double
impact(const struct cvss_reading *r)
{
	return 10.41 * (1 - (1 - weight(r, C)) * (1 - weight(r, I)) * (1 - weight(r, A)));
}

static double
adjusted_impact(const struct cvss_reading *r)
{
	double impact = 10.41 * (1 - (1 - weight(r, C) * weight(r, CR))
	    * (1 - weight(r, I) * weight(r, IR)) * (1 - weight(r, A) * weight(r, AR)));

	return impact < 10 ? impact : 10;
}

/* Low requirements can bring the adjusted one below 0; only the final score is bounded there. */
static int
base_score(const struct cvss_reading *r, double impact)
{
	if (impact <= 0)
		return 0;
	return cvss_round((0.6 * impact + 0.4 * exploitability(r) - 1.5) * 1.176);
}

static int
temporal_score(const struct cvss_reading *r, int base)
{
	return cvss_round(base / 10.0 * weight(r, E) * weight(r, RL) * weight(r, RC));
}

static int
environmental_score(const struct cvss_reading *r, int adjusted_temporal)
{
	double t = adjusted_temporal / 10.0;
	int score = cvss_round((t + (10 - t) * weight(r, CDP)) * weight(r, TD));

	return score > 0 ? score : 0;
}

/* The guide's §3.2: each score is rounded before the next is made from it. */
static void
score(const struct cvss_reading *r, struct cvss *out)
{
	out->impact          = cvss_round(impact(r));
	out->exploitability  = cvss_round(exploitability(r));
	out->modified_impact = cvss_round(adjusted_impact(r));
	out->base            = base_score(r, impact(r));
	out->temporal        = temporal_score(r, out->base);
	out->environmental   = environmental_score(r, temporal_score(r, base_score(r, adjusted_impact(r))));
}

const struct cvss_version cvss_v2 = {
	.name    = STR_INIT("2.0"),
	.prefix  = STR_INIT(""),
	.metrics = metrics,
	.n       = METRICS,
	.kinds   = { STR_INIT("base"), STR_INIT("temporal"), STR_INIT("environmental"), STR_INIT("environmental") },
	.score   = score,
};
