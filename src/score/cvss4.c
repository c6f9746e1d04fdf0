#include "cvss_version.h"

enum {
#define METRIC(name, ...) name,
#include "cvss4.def"
	METRICS
};

static const struct cvss_metric metrics[] = {
#define METRIC(name, group, values, title) \
	{ STR_INIT(#name), STR_INIT(title), CVSS_##group, STR_INIT(values), { 0 } },
#include "cvss4.def"
};

/* Places of values (cvss4.def). */
enum { AV_PHYSICAL = 4, IMPACT_NONE = 3, IMPACT_SAFETY = 4 };

/* The five dimensions of a macrovector: EQ3 and EQ6 depend on each other and
 * are one, whose classes are 00, 01, 10, 11, 21 (2 and 0 exclude each other). */
enum { EQ1, EQ2, EQ36, EQ4, EQ5, DIMENSIONS };

/* Of each class: the level of its most severe vectors, summed over the
 * dimension's metrics (where there are several, they have the same sum), and
 * how many levels deep it is (§8.2 and FIRST's table of depths). */
static const struct { int classes, top[5], depth[5]; } dimensions[DIMENSIONS] = {
	[EQ1]  = { 3, { 0, 1, 3 },       { 1, 4, 5 } },
	[EQ2]  = { 2, { 0, 1 },          { 1, 2 } },
	[EQ36] = { 5, { 0, 3, 1, 3, 3 }, { 7, 6, 8, 8, 10 } },
	[EQ4]  = { 3, { 1, 3, 6 },       { 6, 5, 4 } },
	[EQ5]  = { 3, { 0, 1, 2 },       { 1, 1, 1 } },
};

/* The score of each macrovector in tenths (§8.3), by class in each dimension. */
static const u8 macrovector_score[3][2][5][3][3] = {
	{
		{
			{ { 100, 98, 95 }, { 100, 93, 91 }, { 93, 89, 81 } },
			{ { 99, 95, 92 }, { 96, 87, 81 }, { 90, 80, 68 } },
			{ { 98, 95, 90 }, { 93, 89, 81 }, { 88, 78, 69 } },
			{ { 95, 92, 84 }, { 92, 81, 65 }, { 80, 70, 48 } },
			{ { 92, 82, 72 }, { 79, 69, 50 }, { 69, 55, 27 } },
		},
		{
			{ { 99, 95, 92 }, { 95, 90, 84 }, { 92, 82, 72 } },
			{ { 97, 92, 85 }, { 91, 83, 71 }, { 81, 71, 53 } },
			{ { 95, 92, 85 }, { 92, 80, 70 }, { 84, 71, 50 } },
			{ { 93, 85, 73 }, { 82, 72, 59 }, { 70, 52, 30 } },
			{ { 86, 75, 52 }, { 71, 52, 29 }, { 63, 29, 17 } },
		},
	},
	{
		{
			{ { 98, 94, 91 }, { 94, 86, 77 }, { 87, 74, 63 } },
			{ { 95, 87, 81 }, { 89, 74, 64 }, { 75, 63, 49 } },
			{ { 94, 88, 76 }, { 86, 74, 59 }, { 72, 57, 52 } },
			{ { 89, 77, 67 }, { 76, 58, 50 }, { 57, 52, 25 } },
			{ { 83, 70, 54 }, { 65, 58, 26 }, { 53, 21, 13 } },
		},
		{
			{ { 95, 88, 76 }, { 90, 75, 61 }, { 77, 68, 52 } },
			{ { 90, 76, 70 }, { 77, 62, 53 }, { 66, 59, 30 } },
			{ { 89, 76, 62 }, { 74, 57, 47 }, { 61, 57, 24 } },
			{ { 78, 67, 58 }, { 59, 57, 23 }, { 52, 29, 16 } },
			{ { 71, 59, 30 }, { 58, 26, 15 }, { 23, 13, 6 } },
		},
	},
	{
		{
			{ { 93, 86, 75 }, { 86, 74, 56 }, { 70, 52, 40 } },
			{ { 87, 72, 58 }, { 74, 61, 34 }, { 54, 40, 22 } },
			{ { 85, 74, 62 }, { 72, 55, 46 }, { 53, 34, 19 } },
			{ { 75, 55, 51 }, { 57, 41, 19 }, { 36, 19, 8 } },
			{ { 64, 51, 20 }, { 47, 21, 11 }, { 24, 9, 4 } },
		},
		{
			{ { 88, 73, 60 }, { 73, 59, 41 }, { 54, 45, 20 } },
			{ { 75, 53, 50 }, { 55, 40, 20 }, { 43, 22, 11 } },
			{ { 75, 58, 40 }, { 61, 48, 20 }, { 46, 17, 8 } },
			{ { 55, 45, 21 }, { 51, 18, 9 }, { 18, 7, 2 } },
			{ { 53, 24, 14 }, { 24, 12, 5 }, { 10, 3, 1 } },
		},
	},
};

/* A vector's place among the macrovectors. */
struct macrovector { int class[DIMENSIONS]; };

static bool
worst(const struct cvss_reading *r, size_t metric)
{
	return r->value[metric] <= 1;   /* not defined counts as the worst */
}

static bool
any_worst(const struct cvss_reading *r, size_t first, size_t last)
{
	while (first <= last)
		if (worst(r, first++))
			return true;
	return false;
}

static bool
safety(const struct cvss_reading *r)
{
	return r->value[SI] == IMPACT_SAFETY || r->value[SA] == IMPACT_SAFETY;
}

static bool
no_impact(const struct cvss_reading *r)
{
	for (size_t i = VC; i <= SA; i++)
		if (r->value[i] != IMPACT_NONE)
			return false;
	return true;
}

static int
eq1(const struct cvss_reading *r)
{
	int n = worst(r, AV) + worst(r, PR) + worst(r, UI);

	return n == 3 ? 0 : n > 0 && r->value[AV] != AV_PHYSICAL ? 1 : 2;
}

static int
eq3(const struct cvss_reading *r)
{
	return worst(r, VC) && worst(r, VI) ? 0 : any_worst(r, VC, VA) ? 1 : 2;
}

static int
eq6(const struct cvss_reading *r)
{
	for (size_t i = 0; i < 3; i++)
		if (worst(r, CR + i) && worst(r, VC + i))
			return 0;
	return 1;
}

static struct macrovector
macrovector_of(const struct cvss_reading *r)
{
	int three = eq3(r);

	return (struct macrovector){ {
		[EQ1]  = eq1(r),
		[EQ2]  = !(worst(r, AC) && worst(r, AT)),
		[EQ36] = three == 2 ? 4 : three * 2 + eq6(r),
		[EQ4]  = safety(r) ? 0 : any_worst(r, SC, SA) ? 1 : 2,
		[EQ5]  = worst(r, E) ? 0 : r->value[E] - 1,
	} };
}

/* Levels below the worst, summed over metrics. */
static int
levels(const struct cvss_reading *r, size_t first, size_t last)
{
	int sum = 0;

	for (; first <= last; first++)
		sum += worst(r, first) ? 0 : r->value[first] - 1;
	return sum;
}

/* The subsequent system's levels begin with safety, so that H is one below it. */
static int
subsequent_levels(const struct cvss_reading *r)
{
	int sum = 0;

	for (size_t i = SC; i <= SA; i++)
		sum += r->value[i] % IMPACT_SAFETY;
	return sum;
}

static int
score_at(struct macrovector m)
{
	return macrovector_score[m.class[EQ1]][m.class[EQ2]][m.class[EQ36]][m.class[EQ4]][m.class[EQ5]];
}

static int
score_with(struct macrovector m, int dimension, int class)
{
	m.class[dimension] = class;
	return score_at(m);
}

/* The score of the next lower macrovector in a dimension that has one. */
static int
score_below(struct macrovector m, int dimension)
{
	int class = m.class[dimension], left, right;

	if (dimension != EQ36 || class == 3)
		return score_with(m, dimension, class + 1);
	if (class != 0)
		return score_with(m, EQ36, 3);
	left  = score_with(m, EQ36, 1);
	right = score_with(m, EQ36, 2);
	return left > right ? left : right;
}

/*
 * §8.2: from the macrovector's score goes the mean, over the dimensions that
 * have a lower macrovector, of the way to its score times the part of the
 * class's depth that the vector lies below the top.  All depths divide 840, so
 * this is exact.
 */
static int
interpolated(const struct cvss_reading *r, struct macrovector m)
{
	const int level[DIMENSIONS] = {
		[EQ1]  = levels(r, AV, AV) + levels(r, PR, UI),
		[EQ2]  = levels(r, AC, AT),
		[EQ36] = levels(r, VC, VA) + levels(r, CR, AR),
		[EQ4]  = subsequent_levels(r),
		[EQ5]  = levels(r, E, E),
	};
	int sum = 0, whole = 0, top = score_at(m);

	for (int d = 0; d < DIMENSIONS; d++) {
		int class = m.class[d];

		if (class + 1 == dimensions[d].classes)
			continue;
		sum += (top - score_below(m, d)) * (level[d] - dimensions[d].top[class]) * (840 / dimensions[d].depth[class]);
		whole += 840;
	}
	return whole ? (2 * (top * whole - sum) + whole) / (2 * whole) : top;
}

static void
write_digits(char *to, const int *digit)
{
	for (size_t i = 0; i < 6; i++)
		to[i] = (char)('0' + digit[i]);
}

static void
score(const struct cvss_reading *given, struct cvss *out)
{
	struct cvss_reading r = *given;
	struct macrovector m;

	cvss_modify(&r, MAV, MSA - MAV + 1);
	m = macrovector_of(&r);
	out->base = out->temporal = out->environmental = no_impact(&r) ? 0 : interpolated(&r, m);
	write_digits(out->macrovector, (int[]){ m.class[EQ1], m.class[EQ2], eq3(&r), m.class[EQ4], m.class[EQ5], eq6(&r) });
}

const struct cvss_version cvss_v4 = {
	.name         = STR_INIT("4.0"),
	.prefix       = STR_INIT("CVSS:4.0/"),
	.metrics      = metrics,
	.n            = METRICS,
	.in_order     = true,
	.has_extremes = true,
	.kinds        = { STR_INIT("CVSS-B"), STR_INIT("CVSS-BT"), STR_INIT("CVSS-BE"), STR_INIT("CVSS-BTE") },
	.score        = score,
};
