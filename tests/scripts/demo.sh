#!/usr/bin/env bash
# demo: one address, colleagues who begin before anybody has come, and what is refused.
cd "$(dirname "$0")/../.." || exit 2
. tests/tools/serving.bash
# shellcheck disable=SC2154    # serving.bash sets them

said() { curl -s -b "$dir/jar" "$server$1"; }
sent() { curl -s -b "$dir/jar" -c "$dir/jar" -H "Origin: $server" -H 'Content-Type: application/json' -d "$2" -w ' %{http_code}' "$server$1"; }
index() { said /api/me | jq .index; }
acted() { for _ in {1..100}; do [ "$(index)" -gt "$1" ] && { echo yes; return; }; sleep 0.1; done; }
refused() { local what; what=$("$tocsin" demo "${@:3}" 2>&1 < /dev/null); result "$1 (exit code)" $? "${code:-2}"; matches "$1" "$what" "*$2*"; }

"$tocsin" demo --port 0 --dir "$dir/d" --hurry 20 > "$dir/out" 2> "$dir/err" & server_pid=$!
for _ in {1..200}; do grep -q 'Ctrl-C' "$dir/out" && break; sleep 0.05; done
server=$(grep -oE 'http://localhost:[0-9]+' "$dir/out") key=$(sed -n 's/.*demo#//p' "$dir/out")
result it_prints_one_address "$(grep -c '://' "$dir/out")" 1
result the_colleagues_act_before_anybody_has_come "$(acted "$(index)")" yes
result and_wait_with_the_rest_for_the_visitor "$(sleep 3; before=$(index); sleep 1; echo $(($(index) - before)))" 0
matches the_key_lets_in_the_coo "$(sent /api/demo/enter "{\"key\":\"$key\"}")" '{"person":*} 200'
matches once "$(sent /api/demo/enter "{\"key\":\"$key\"}")" '*not_signed_in*401'
result then_the_story_goes_on "$(acted "$(index)")" yes
result who_the_visitor_is_nobody_else_plays "$(said /api/demo | jq -r '"\(.visitor == '"$(said /api/me | jq .person)"') \(.colleagues)"')" 'true play'
deputies() { said "/api/rooms/$(said /api/rooms | jq '.rooms[0].id')" | jq '[.entities[] | select(.entity == "deputy")] | length'; }
result a_deputy_steps_in "$(for _ in {1..200}; do [ "$(deputies)" -gt 0 ] && { echo yes; break; }; sleep 0.1; done)" yes
matches the_colleagues_leave_for_good "$(sent /api/demo/colleagues '{"are":"gone"}')$(sent /api/demo/colleagues '{"are":"play"}')" ' 204*left for good*409'
result no_line_of_the_script_was_refused "$(cat "$dir/err")" ''
stop
matches the_record_verifies_as_a_demonstration "$("$tocsin" verify "$dir/d")" 'DEMO*whole      yes*'
start "$dir/d" "${server##*:}"          # the name of the cookie has the port
matches served_again_nobody_plays "$(said /api/demo)" '{"anew":false,"awaited":0,"colleagues":"gone","visitor":0,*'
matches nor_may_be_asked_for_a_turn "$(sent /api/demo/turn '{"person":5}')" '*There are no colleagues here*409'
matches and_no_organisation_is_begun "$(sent /api/demo/anew '{"organisation":"A","name":"B"}')" '*Only what `tocsin demo` serves*409'
stop

code=1 refused a_directory_that_holds_a_record 'is a data directory already' --dir "$dir/d" --port 0
refused no_hurry '--hurry: how many times as fast, from 1 to 1000' --hurry 0 --port 0 --dir "$dir/x"
refused a_hurry_that_is_no_number '--hurry: how many times as fast' --hurry soon --port 0 --dir "$dir/x"
refused no_port '--port' --port 99999 --dir "$dir/x"
result nothing_is_left_of_what_was_refused "$([ -e "$dir/x" ] && echo there)" ''
echo "1..$n"
