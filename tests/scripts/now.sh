#!/usr/bin/env bash
# now: five questions, and a room is open; what is asked, made, printed and refused.
cd "$(dirname "$0")/../.." || exit 2
. tests/tools/serving.bash
# shellcheck disable=SC2154    # serving.bash sets them

# begin FLAG...: `tocsin now` on standard input until it says how to go on, then stopped.
begin() {
	: > "$dir/out"
	exec 3<&0                       # a job in the background would read nothing
	"$tocsin" now "$@" <&3 > "$dir/out" 2> "$dir/err" & server_pid=$!
	exec 3<&-
	for _ in {1..200}; do
		grep -q 'go on with' "$dir/out" && break
		kill -0 "$server_pid" 2> /dev/null || break
		sleep 0.05
	done
}
refused() { local said; said=$("$tocsin" now "${@:3}" 2>&1 < /dev/null); result "$1 (exit code)" $? "${code:-2}"; matches "$1" "$said" "*$2*"; }

begin --port 0 --dir "$dir/a" <<< $'Harbour Bakery\nInes Albrecht\nMarek Dvorak\n\nTove Lindqvist'
matches five_questions_are_asked_each_with_what_is_usual "$(tr '\n' ' ' < "$dir/err")" 'This machine only: *run the same with --host NAME*1/5 *[[]Our organisation] *2/5 *3/5 *[[]Ines Albrecht] *4/5 *[[]Ines Albrecht] *5/5 *[[]Marek Dvorak]*'
result a_link_for_each_person "$(grep -c '^  http://localhost:[0-9]*/enrol#' "$dir/out")" 3
matches the_sealing_sheet "$(cat "$dir/out")" '*SEALING SHEET, page one*The checkpoint over the founding*'
matches it_says_that_it_is_for_this_machine_only_and_how_to_begin_for_others "$(cat "$dir/out")" "*This machine only*tocsin now --host NAME --dir $dir/a-2"$'\n*'
server=$(sed -n 's|^  \(http://localhost:[0-9]*\)/enrol.*|\1|p' "$dir/out" | head -1)
cookie=$("$passkey" enrol "$server" "$dir/key" "$(sed -n 's/.*enrol#//p' "$dir/out" | head -1)")
me=$("$passkey" get "$server" "$cookie" /api/me)
result the_commander_is_the_charter_officer "$(jq -r '"\(.officer) \(.provisional)"' <<< "$me")" 'true true'
result nobody_outside_learns_that_it_is_provisional "$(curl -s "$server/api/me" | jq 'has("provisional")')" false
number=$("$passkey" get "$server" "$cookie" /api/rooms | jq -r '.rooms[0].id')
room=$("$passkey" get "$server" "$cookie" "/api/rooms/$number")
result everybody_is_in_the_room_and_nobody_in_command "$(jq -r '"\([.entities[] | select(.entity == "member")] | length) \(.entities[] | select(.entity == "room") | .commander // "nobody")"' <<< "$room")" '3 nobody'
result its_committee_is_called_as_its_severity_says "$(jq -r '.entities[] | select(.entity == "committee") | "\(.severity) \((.by - .called) / 3600000000)"' <<< "$room")" 'SEV2 3'
result so_is_whoever_holds_its_seats_once_each "$(jq -r '[.entities[] | select(.entity == "call" and .reason == "convene") | .person] | length' <<< "$room")" 2
result a_report_is_owed_every_four_hours "$(jq -r '.entities[] | select(.entity == "room") | .report_minutes' <<< "$room")" 240
matches what_is_to_be_done_tomorrow_is_a_task "$(jq -r '.entities[] | select(.entity == "task") | .title' <<< "$room")" 'Charter: read it by daylight*'
stop
matches all_of_it_verifies "$("$tocsin" verify "$dir/a")" 'whole      yes*authority  yes*'
start "$dir/a"
matches and_goes_on_with_serve "$server" 'http://localhost:*'
stop
code=1 refused a_directory_that_holds_a_record "is a data directory already; \`tocsin serve $dir/a\` goes on with it, *--dir $dir/a-2\` begins anew" --dir "$dir/a"

begin --port 0 --dir "$dir/alone" --organisation Acme --commander 'Ada' --shutdown Ada --if-silent '' --speaker Ada < /dev/null
result one_person_has_one_link "$(grep -c '/enrol#' "$dir/out")" 1
result flags_are_not_asked_for "$(grep -c '/5' "$dir/err")" 0
stop

begin --port 0 --dir "$dir/spelt" --organisation Acme --shutdown 'ann  ÉMILE' <<< $'Ann Émile\nANN ÉMILE\nBen\n'
result one_human_written_twice_has_one_link "$(grep -c '/enrol#' "$dir/out")" 2
matches and_it_is_said "$(cat "$dir/err")" '*ann  ÉMILE: taken for Ann Émile*ANN ÉMILE: taken for Ann Émile*'
stop

port=$(shuf -i 20001-29999 -n 1)
begin --host crisis.example.net --address 127.0.0.1 --port "$port" --dir "$dir/named" --commander Ada --shutdown Ben --speaker Ada <<< $'Acme\n'
print=$(openssl x509 -in "$dir/named/keys/tls.crt" -noout -fingerprint -sha256 | cut -d= -f2)
result the_fingerprint_stands_under_every_code "$(grep -c "$print" "$dir/out")" "$(grep -c "https://crisis.example.net:$port/enrol#" "$dir/out")"
matches that_browsers_refuse_it_is_said_plainly "$(cat "$dir/out")" '*browsers make no passkey behind that warning*'
result it_is_the_certificate_shown "$(curl -s --cacert "$dir/named/keys/tls.crt" --resolve "crisis.example.net:$port:127.0.0.1" "https://crisis.example.net:$port/healthz")" ok
result its_key_is_for_its_owner_alone "$(stat -c %a "$dir/named/keys/tls.key" "$dir/named/tocsin.conf" | tr '\n' ' ')" '600 600 '
others=(--organisation A --commander B --shutdown B --if-silent '' --speaker B)
refused a_port_that_is_taken_is_found_before_anybody_is_asked "--address, --port: 127.0.0.1 port $port: Address already in use" --address 127.0.0.1 --port "$port" --dir "$dir/x"
result and_with_another_port_it_goes_on "$([ -e "$dir/x" ] && echo there)" ''
stop

mkfifo "$dir/answers"
"$tocsin" now --port "$port" --dir "$dir/late" "${others[@]:0:8}" < "$dir/answers" > "$dir/out" 2> "$dir/err" & late_pid=$!
exec 4> "$dir/answers"
for _ in {1..200}; do grep -q '5/5' "$dir/err" && break; sleep 0.05; done
start "$dir/a" "$port"
echo B >&4
exec 4>&-
wait "$late_pid"
matches a_port_that_is_taken_meanwhile_loses_no_link "$(cat "$dir/out")" '*founded but NOT served*/enrol#*'
matches and_says_why "$(cat "$dir/err")" "*127.0.0.1 port $port: Address already in use*"
stop

begin --host localhost --port 0 --dir "$dir/here" <<< $'Acme\nAda\nBen\n\nAda'
matches localhost_is_this_machine_only_and_needs_no_certificate "$(cat "$dir/out")" '*open at http://localhost:*This machine only*'
stop

refused no_host_name 'is no host name' --host 'Bad Host' --dir "$dir/x"
refused an_address_is_no_host "10.0.0.5 is an address; passkeys need a name" --host 10.0.0.5 --dir "$dir/x"
refused a_certificate_is_read_before_anybody_is_asked "no certificate in PEM can be read" --host a.example --tls-cert "$dir/none" --tls-key "$dir/none" --dir "$dir/x"
refused a_place_that_cannot_be_made "cannot be made: No such file or directory" --dir "$dir/none/x"
mkdir "$dir/prepared" && : > "$dir/prepared/tocsin.conf"
code=1 refused options_that_somebody_wrote "tocsin.conf is there already" --dir "$dir/prepared"
refused nobody_there_to_answer "nobody answered" --dir "$dir/x"
refused no_port_of_its_own '--port: 0 is for this machine alone' --host a.example --port 0 --dir "$dir/x"
refused a_certificate_is_for_a_name '--tls-cert: goes with --host' --tls-cert a --tls-key b --dir "$dir/x"
refused a_certificate_without_key '--tls-cert and --tls-key go together' --host a.example --tls-cert a --dir "$dir/x"
refused a_name_too_long '--commander: that is longer than 120 bytes' --organisation A --commander "$(printf 'x%.0s' {1..121})" --port 0 --dir "$dir/x"
refused a_name_that_turns_the_line_round 'that is no text of one line' --organisation A --commander $'A\xe2\x80\xae' --port 0 --dir "$dir/x"
refused a_name_with_control_characters 'that is no text of one line' --organisation $'A\x1b[2J' --port 0 --dir "$dir/x"
result nothing_is_left_of_what_was_refused "$([ -e "$dir/x" ] && echo there)" ''
echo "1..$n"
