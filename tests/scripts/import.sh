#!/usr/bin/env bash
# charter import: a file becomes a decision of the charter officers, and their signed act the charter.
cd "$(dirname "$0")/../.." || exit 2
. tests/tools/serving.bash
# shellcheck disable=SC2154    # serving.bash sets them
unset TOCSIN_SERVER TOCSIN_TOKEN
code() { "$@" > "$dir/out" 2> "$dir/err"; echo $?; }
says() { result "$1 (exit code)" "$(code "${@:4}")" "$2"; matches "$1" "$(cat "$dir/out" "$dir/err")" "$3"; }
import() { "$tocsin" charter import --server "$server" --token-file "$dir/token" "$@"; }

cat > "$dir/charter.yaml" <<'YAML'
organisation: Acme
first_officer: ada
people:
  - {label: ada, name: Ada}
  - {label: bob, name: Bob}
seats:
  - {label: ciso, title: Chief information security officer, holder: ada}
  - {label: coo, title: Chief operating officer, holder: bob}
services:
  - {label: payments, title: Payments, criticality: vital}
YAML

found "$dir/data" && start "$dir/data" || exit 2
cookie=$("$passkey" enrol "$server" "$dir/key" "$secret")
printf 'tocsin_%s\n' 0123456789abcdefghijklmnopqrstuvwxyzABCDEFG > "$dir/token"
hash=$(printf '0123456789abcdefghijklmnopqrstuvwxyzABCDEFG' | openssl dgst -sha256 -binary | basenc --base64url | tr -d =)
token_as "$dir/key" "$cookie" "{\"secret\":\"$hash\",\"scope\":\"write\",\"days\":1,\"purpose\":\"import\"}" > /dev/null

says a_file_becomes_a_decision 0 'Decision * is drafted with 2 changes. An officer puts it up at http://localhost:*/charter/changes/*' import "$dir/charter.yaml"
matches what_cannot_be_proposed_yet_is_said "$(cat "$dir/out")" '*not yet: people[[]1]: bob is not known yet*'
result the_draft_waits_in_the_officers_work "$("$passkey" get "$server" "$cookie" /api/work | jq --argjson d "$(sed -n 's/^Decision \([0-9]*\) .*/\1/p' "$dir/out")" '[.items[] | select(.room == 0 and .kind == "put_up" and .id == $d)] | length')" 1
# The newest draft, put up by the officer: $decision, $option.
put_up() {
	decision=$(sed -n 's/^Decision \([0-9]*\) .*/\1/p' "$dir/out")
	option=$("$passkey" get "$server" "$cookie" /api/charter | jq --argjson d "$decision" '.entities[] | select(.entity == "option" and .decision == $d) | .id')
	command_as "$cookie" charter put_up_option "{\"option\":$option}" > /dev/null
}
put_up
view=$("$passkey" get "$server" "$cookie" /api/charter)
seat=$(jq '.entities[] | select(.entity == "seat" and .label == "charter_officers") | .id' <<< "$view")
result nothing_has_changed_yet "$(jq '[.entities[] | select(.entity == "seat")] | length' <<< "$view")" 1
matches an_officer_decides "$("$passkey" act "$server" "$dir/key" "$cookie" charter decide "$decision" "$option" "$seat" 2>&1)" '{"room":0*'
view=$("$passkey" get "$server" "$cookie" /api/charter)
result and_the_seat_is_there "$(jq -r '.entities[] | select(.entity == "seat" and .label == "ciso") | .title' <<< "$view")" 'Chief information security officer'
result and_the_service "$(jq -r '[.entities[] | select(.entity == "service")] | length' <<< "$view")" 1
says only_bob_is_left 1 '*nothing to propose.*not yet: people*' import "$dir/charter.yaml"
command_as "$cookie" charter invite_person "{\"name\":\"Bob\",\"secret\":\"$hash\"}" > /dev/null
result known_bob_may_hold_a_seat "$(import "$dir/charter.yaml" --json | jq -c '[.changes, (.later | length)]')" '[1,0]'
says a_file_that_is_no_charter 2 "*:2:1: this is not YAML*" import <(echo 'organisation: [') 
says a_file_that_is_not_there 2 '*nowhere.yaml*' import "$dir/nowhere.yaml"
"$passkey" get "$server" "$cookie" /api/charter/services.csv | head -c -1 > "$dir/services.csv"    # it ends what it shows with a line of its own
result the_server_gives_the_table "$(sed -n '2p' "$dir/services.csv" | tr -d '\r')" 'payments,Payments,vital,,,,,,,,,,,,,,,,,,,,,'
says a_table_as_it_stands_changes_nothing 1 '*nothing to propose*' import "$dir/services.csv"
sed -i 's/^payments,Payments,vital,,,,/payments,Payments,vital,ciso,,4h,/' "$dir/services.csv"
printf 'mail,Mail,ordinary,,payments,,,,,,,,,,,"Everybody",,Paper | | 5%%,,serious,,,,\r\n' >> "$dir/services.csv"
preview() { curl -sS --max-time 20 -X POST -H "Origin: $server" -H "Cookie: $cookie" --data-binary "@$1" "$server/api/charter/services.csv"; }
result what_a_table_would_change_is_said_first "$(preview "$dir/services.csv" | jq -c '[.changes[] | [.title, .service.service // "new"]] + .later')" "$(jq -c '[.entities[] | select(.entity == "service").id | ["Payments", .]] + [["Mail", "new"]]' <<< "$view")"
sed 's/,4h,/,soon,/' "$dir/services.csv" > "$dir/soon.csv"
matches and_where_it_cannot_be_read "$(preview "$dir/soon.csv" | jq -r .detail)" 'services.csv:2:*'
head -c 1100000 /dev/zero > "$dir/zero.csv"
matches a_table_is_so_long_and_no_longer "$(preview "$dir/zero.csv" | jq -r .detail)" 'A table is at most 1024 KiB long.'
# The newest draft, taken.
decided() {
	put_up
	matches "$1" "$("$passkey" act "$server" "$dir/key" "$cookie" charter decide "$decision" "$option" "$seat" 2>&1)" '{"room":0*'
}
says a_table_becomes_a_decision 0 'Decision * is drafted with 2 changes*' import "$dir/services.csv"
decided and_the_officer_decides
view=$("$passkey" get "$server" "$cookie" /api/charter)
result the_services_are_what_the_table_says "$(jq -c '[.entities[] | select(.entity == "service")] | map([.label, .tolerance, .words.customers, .words.modes[0].cost_percent, .harm.trust])' <<< "$view")" \
	'[["payments",14400,null,null,null],["mail",null,"Everybody",5,"serious"]]'
sed 's/^mail,/mail,x,/' "$dir/services.csv" > "$dir/long.csv"
says a_row_too_long 2 '*long.csv:3:1: this row has 25 cells, and the first has 24*' import "$dir/long.csv"
sed 's/,ciso,/,nobody,/' "$dir/services.csv" > "$dir/nobody.csv"
says a_seat_that_is_not_there 2 '*nobody.csv:2:25: services[[]0].owner: there is no nobody among seats*' import "$dir/nobody.csv"
{ head -1 "$dir/services.csv"; for i in {1..1100}; do printf 'many-%s,Many %s,ordinary,,,,,,,,,,,,,,,,,,,,,\r\n' "$i" "$i"; done; } > "$dir/many.csv"
says what_one_decision_cannot_hold_is_said 0 'Decision * is drafted with 32 changes*not yet: 1068 more changes; one decision holds 32*' import "$dir/many.csv"
for within in 1h 2h; do
	sed '/^services:/i rules:\n  - {kind: declare, accountable: ciso, within: '$within'}' "$dir/charter.yaml" > "$dir/rule.yaml"
	says "a_rule_of_$within" 0 'Decision * is drafted with *' import "$dir/rule.yaml"
	decided "is_decided_$within"
done
says what_replaced_a_rule_stops_no_import 1 '*nothing to propose*' import "$dir/rule.yaml"
stop
says the_record_verifies 0 '*whole      yes*authority  yes*' "$tocsin" verify "$dir/data"
echo "1..$n"
