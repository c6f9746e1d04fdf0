/* quorum -- a flow: from the places to be filled, through seats, to people; as much as can be pushed is how many answer. */
#include "quorum.h"

struct refs
quorum_seats(struct arena *a, const struct rec_rule_terms *r)
{
	i64 *v = NEW(a, i64, 1 + r->n_concur * 16);
	struct refs all = { v, 0 };

	v[all.n++] = r->accountable;
	for (size_t g = 0; g < r->n_concur; g++)
		for (size_t i = 0; i < r->concur[g].seats.n; i++)
			if (!refs_have(all, r->concur[g].seats.v[i]))
				v[all.n++] = r->concur[g].seats.v[i];
	return all;
}

/* An edge and, beside it (index ^ 1), its way back; `left` is what can still go along it. */
struct edge { size_t to, next; i64 left; };
struct net {
	struct edge *edges;
	size_t n_edges, *first, n_nodes;        /* first: the first edge of each node, or 0 */
	bool *seen;
	struct refs people;
};
enum { SOURCE, SINK, FIRST_PLACE };             /* then the places, the seats' doors and their insides, the people */

static void
edge(struct net *n, size_t from, size_t to, i64 most)
{
	n->edges[n->n_edges] = (struct edge){ to, n->first[from], most };
	n->first[from] = n->n_edges++;
	n->edges[n->n_edges] = (struct edge){ from, n->first[to], 0 };
	n->first[to] = n->n_edges++;
}

/* One more, along a path that was not tried in this round. */
static bool
push(struct net *n, size_t from)
{
	if (from == SINK)
		return true;
	n->seen[from] = true;
	for (size_t e = n->first[from]; e; e = n->edges[e].next)
		if (n->edges[e].left && !n->seen[n->edges[e].to] && push(n, n->edges[e].to)) {
			n->edges[e].left--;
			n->edges[e ^ 1].left++;
			return true;
		}
	return false;
}

/* Everybody who would answer in any seat, each once. */
static struct refs
everybody(struct arena *a, const struct quorum *q)
{
	struct refs all = { NULL, 0 };
	size_t most = 1;
	i64 *v;

	for (size_t i = 0; i < q->n_seats; i++)
		most += q->seats[i].people.n;
	all.v = v = NEW(a, i64, most);
	for (size_t i = 0; i < q->n_seats; i++)
		for (size_t k = 0; k < q->seats[i].people.n; k++)
			if (!refs_have(all, q->seats[i].people.v[k]))
				v[all.n++] = q->seats[i].people.v[k];
	return all;
}

static size_t
place_of(struct refs list, i64 id)
{
	size_t i = 0;

	while (list.v[i] != id)
		i++;
	return i;
}

static size_t
seat_place(const struct quorum *q, i64 seat)
{
	size_t i = 0;

	while (q->seats[i].seat != seat)
		i++;
	return i;
}

static void
lay(struct net *n, const struct quorum *q)
{
	size_t doors = FIRST_PLACE + 1 + q->rule->n_concur, insides = doors + q->n_seats, people = insides + q->n_seats;

	edge(n, SOURCE, FIRST_PLACE, 1);
	edge(n, FIRST_PLACE, doors + seat_place(q, q->rule->accountable), 1);
	for (size_t g = 0; g < q->rule->n_concur; g++) {
		const struct rec_concur_group *group = &q->rule->concur[g];

		edge(n, SOURCE, FIRST_PLACE + 1 + g, group->k);
		for (size_t i = 0; i < group->seats.n; i++)
			edge(n, FIRST_PLACE + 1 + g, doors + seat_place(q, group->seats.v[i]), group->k);
	}
	for (size_t i = 0; i < q->n_seats; i++) {
		edge(n, doors + i, insides + i, q->seats[i].most);
		for (size_t k = 0; k < q->seats[i].people.n; k++)
			edge(n, insides + i, people + place_of(n->people, q->seats[i].people.v[k]), 1);
	}
	for (size_t i = 0; i < n->people.n; i++)
		edge(n, people + i, SINK, 1);
}

bool
quorum_can(struct arena scratch, const struct quorum *q)
{
	struct net n = { .n_edges = 2, .people = everybody(&scratch, q) };
	size_t most = 2 + q->n_seats + n.people.n;
	i64 wanted = 1;

	for (size_t g = 0; g < q->rule->n_concur; g++) {
		most += 1 + q->rule->concur[g].seats.n;
		wanted += q->rule->concur[g].k;
	}
	for (size_t i = 0; i < q->n_seats; i++)
		most += q->seats[i].people.n;
	n.n_nodes = FIRST_PLACE + 1 + q->rule->n_concur + 2 * q->n_seats + n.people.n;
	n.edges = NEW(&scratch, struct edge, 2 * most + 2);
	n.first = NEW(&scratch, size_t, n.n_nodes);
	n.seen = NEW(&scratch, bool, n.n_nodes);
	lay(&n, q);
	while (wanted > 0 && push(&n, SOURCE)) {
		memset(n.seen, 0, n.n_nodes * sizeof(*n.seen));
		wanted--;
	}
	return wanted == 0;
}
