#!/usr/bin/env bash
# model -- the ladder's protocol, searched whole by SPIN; "all" for what takes minutes and gigabytes, else what takes seconds.
#
# The large parts have 60 to 150 million states and take 1 to 11 minutes and 3 to 8 GB each: of a state a hash of 64 bits
# and more is kept instead of the state (-DHC4), as whole ones would take more than 9 GB.  MEMLIM ends what takes more, and says so.
set -u
cd "$(dirname "$0")/../.." || exit 2
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT || exit 2
cp src/core/ladder.pml "$dir" && cd "$dir" || exit 2
n=0 kept='-DCOLLAPSE -DMEMLIM=4000'

# searched NAME DEFINE...: no promise is broken on any way through it.
searched() {
	local name=$1 found; shift
	n=$((n + 1))
	spin "$@" -a ladder.pml > log 2>&1 && gcc -O2 -DSAFETY $kept -o pan pan.c >> log 2>&1 && ./pan -m100000 >> log 2>&1
	found=$(grep -o 'errors: [0-9]*' log)
	if [ "$found" = "errors: 0" ] && ! grep -q 'search depth too small\|out of memory\|Search not completed' log; then echo "ok $n - $name"
	else echo "not ok $n - $name"; sed 's/^/# /' log; [ -e ladder.pml.trail ] && spin -k ladder.pml.trail -p -g ladder.pml | tail -40 | sed 's/^/# /'; fi
}

case ${1:-} in
all)
	kept='-DHC4 -DMEMLIM=10000'
	searched "every promise is kept while what will be done changes and the server fails" -DMOVES -DFAILS
	searched "every promise is kept while answers are heard and what will be done changes" -DVOICE -DMOVES
	searched "every promise is kept while somebody asks for something first and the server fails" -DASKS -DFAILS
	searched "every promise is kept while who is asked, or comes next, is away and what will be done changes" -DAWAY -DMOVES
	searched "every promise is kept while who is asked, or comes next, is away and the server fails" -DAWAY -DFAILS
	searched "every promise is kept while who is asked, or comes next, is away or has no key that counts" -DAWAY -DKEY
	searched "nothing is taken by default while who comes next is away" -DDEFAULT -DAWAY
	searched "nothing is taken by default while who is asked stands outside" -DDEFAULT -DDOOR ;;
*)
	searched "every promise is kept while what will be done changes" -DMOVES
	searched "every promise is kept while somebody asks for something first" -DASKS
	searched "every promise is kept while who is asked stands outside" -DDOOR
	searched "every promise is kept while who is asked, or comes next, is away" -DAWAY
	searched "every promise is kept while who is asked has no key that counts" -DKEY
	searched "every promise is kept where nothing is put up at first" -DOPENED
	searched "every promise is kept while who sits in a seat changes, and answers are heard" -DDUTY -DVOICE
	searched "every promise is kept while who sits in a seat changes, and the server fails" -DDUTY -DFAILS
	searched "nothing is taken by default before all had their time" -DDEFAULT ;;
esac
echo "1..$n"
