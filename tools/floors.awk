# floors -- no file may include a header from a floor above its own.
# usage: awk -v order="base codec …" -f tools/floors.awk src/*/*.[ch]
# codec, crypto and score stand level with each other only as far as `order` says.
BEGIN { n = split(order, f, " "); for (i = 1; i <= n; i++) floor[f[i]] = i }
FNR == 1 { split(FILENAME, p, "/"); me = p[2]; home[p[3]] = me }
/^#include "/ { split($0, q, "\""); edge[FILENAME SUBSEP q[2]] = me }
END {
	for (e in edge) {
		split(e, x, SUBSEP); h = home[x[2]]
		if (h != "" && floor[h] > floor[edge[e]]) {
			print x[1] ": includes " x[2] " from the floor above"; bad = 1
		}
	}
	exit bad
}
