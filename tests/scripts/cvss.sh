#!/usr/bin/env bash
# cvss -- the verb: a line in, a line out.
set -u
cd "$(dirname "$0")/../.." || exit 2
tocsin=${TOCSIN:-build/tocsin} n=0
v2=AV:N/AC:L/Au:N/C:P/I:P/A:P
v3=CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H
v4=CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N

# is NAME GOT WANT
is() {
	n=$((n + 1))
	if [ "$2" = "$3" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; printf '# got  %s\n# want %s\n' "$2" "$3"; fi
}
# What is printed for the bytes of a printf format, and the exit code on a last line.
lines() { printf "$@" | "$tocsin" cvss; echo "$?"; }

is "a vector as argument" "$("$tocsin" cvss "$v3"; echo $?)" "$(printf '%s\t9.8\tCritical\n0' $v3)"
is "several on standard input, none named" "$(lines "$v2\n$v4\n")" "$(printf '%s\t7.5\tHigh\n%s\t9.3\tCritical\n0' $v2 $v4)"
is "a dash is standard input" "$(printf '%s\n' $v2 | "$tocsin" cvss -)" "$(printf '%s\t7.5\tHigh' $v2)"
is "a bad line gets a sentence and the rest goes on" "$(lines "$v2/A:P\n$v2\n")" \
	"$(printf '%s/A:P\terror\tcolumn 28: A (Availability Impact) is given twice\n%s\t7.5\tHigh\n1' $v2 $v2)"
is "a trailing CR is dropped, an empty line stays empty" "$(lines "$v2\r\n\r\n\n$v2\n")" \
	"$(printf '%s\t7.5\tHigh\n\n\n%s\t7.5\tHigh\n0' $v2 $v2)"
is "a last line without its end" "$(lines "$v2\n$v2")" "$(printf '%s\t7.5\tHigh\n%s\t7.5\tHigh\n0' $v2 $v2)"
is "nothing in, nothing out" "$(lines '')" 0
is "control bytes do not reach the terminal" "$(lines 'A\033[31m\000\tB\n')" \
	"$(printf 'A\\x1b[31m\\x00\\x09B\terror\tcolumn 2: byte 0x1b cannot stand in a vector, which is letters, digits, '"':', '.' and '/'"'\n1')"
is "an empty argument is no vector" "$("$tocsin" cvss ''; echo $?)" "$(printf '\terror\ta vector is expected here, and there is nothing\n1')"
is "JSON for version 3" "$("$tocsin" cvss --json $v3/E:U)" \
	'{"vector":"'$v3'/E:U","version":"3.1","score":9.0,"severity":"Critical","kind":"temporal","base":9.8,"temporal":9.0,"environmental":9.0,"impact":5.9,"exploitability":3.9,"modified_impact":5.9}'
is "JSON for version 4" "$("$tocsin" cvss $v4/E:P --json)" \
	'{"vector":"'$v4'/E:P","version":"4.0","score":8.9,"severity":"High","nomenclature":"CVSS-BT","macrovector":"000210"}'
is "JSON for a bad line" "$(printf 'A"\\\n' | "$tocsin" cvss --json)" \
	'{"vector":"A\"\\","error":"column 1: \"A\"\\\" is not in the form METRIC:VALUE"}'

long=$(head -c 200000 /dev/zero | tr '\0' A)
is "a line beyond every bound is refused and the next is scored" \
	"$( (echo "$long"; echo $v2) | "$tocsin" cvss | cut -c1-10,65537-)" \
	"$(printf 'AAAAAAAAAA\terror\ta vector has at most 512 bytes, and this has more\nAV:N/AC:L/')"
is "lines across blocks are whole" "$(yes $v4 | head -5000 | "$tocsin" cvss | sort -u)" "$(printf '%s\t9.3\tCritical' $v4)"
coproc "$tocsin" cvss
echo $v2 >&"${COPROC[1]}"; read -r -t 10 answer <&"${COPROC[0]}"
is "an answer comes before the next line is asked for" "$answer" "$(printf '%s\t7.5\tHigh' $v2)"
eval "exec ${COPROC[1]}>&-"; wait

is "an unknown option is wrong use" "$("$tocsin" cvss --what 2>&1; echo $?)" "$(printf 'usage: tocsin cvss [--json] [VECTOR | -]\n2')"
is "two vectors are wrong use" "$("$tocsin" cvss $v2 $v2 2>/dev/null; echo $?)" 2
is "an input that cannot be read" "$("$tocsin" cvss 2>&1 < /; echo $?)" "$(printf 'tocsin: standard input cannot be read: Is a directory\n2')"
is "an output that cannot be written" "$("$tocsin" cvss $v2 2>&1 > /dev/full; echo $?)" "$(printf 'tocsin: standard output cannot be written\n2')"
echo "1..$n"
