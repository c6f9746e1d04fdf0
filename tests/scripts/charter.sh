#!/usr/bin/env bash
# tocsin charter: what lint and show print, where, and with which exit code.
cd "$(dirname "$0")/../.." || exit 2
case ${TOCSIN:=build/tocsin} in /*) tocsin=$TOCSIN ;; *) tocsin=$PWD/$TOCSIN ;; esac
library=$PWD/library/charters n=0
export TZ=UTC
dir=$(mktemp -d) || exit 2
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 2

result() {      # NAME GOT WANT
	n=$((n + 1))
	if [ "$2" = "$3" ]; then echo "ok $n - $1"
	else echo "not ok $n - $1"; printf '# got  %s\n# want %s\n' "$2" "$3"; fi
}

# says NAME WANT ARGUMENT...: standard output, error and exit code, one after the other.
says() {
	local name=$1 want=$2 code; shift 2
	"$tocsin" charter "$@" > out 2> err < "${in:-/dev/null}"; code=$?
	result "$name" "$(cat out)|$(cat err)|exit $code" "$want"
}
usage='|usage: tocsin charter lint FILE|DIR [--json] | rehearse FILE|DIR --kind KIND [--absent SEAT|PERSON,...] [--at TIME] [--zone ZONE] [--json] | show FILE|DIR | services FILE|DIR [--csv|--json] | impact FILE|DIR SERVICE[,SERVICE...] [--json] | import FILE|TABLE.csv [--server URL] [--token-file FILE] [--ca FILE] [--json]|exit 2'

ready='Readiness 100 of 100.||exit 0'
for shipped in example small; do says "the_${shipped}_one_is_sound" "$ready" lint "$library/$shipped.yaml"; done
result tonight_nobody_knows_whom_to_call_yet_and_who_speaks_is_not_trained "$("$tocsin" charter lint "$library/tonight.yaml" | tail -1)" 'Readiness 92 of 100: seats 2, contacts 6.'
says sound_as_json              '{"findings":[],"readiness":100}||exit 0' lint "$library/small.yaml" --json

sed 's/^officers: .*//; s/kind: pay,/kind: gift,/' "$library/small.yaml" > weak.yaml
pay=$(grep -n '^rules:' weak.yaml | cut -d: -f1)
first='Ines Albrecht is the only charter officer who can act: when they cannot be reached, or are themselves the trouble, nobody can change who decides.'
both='Ines Albrecht holds Owner and is the only officer who can act: one person, in two seats, could change what the rule asks and then decide alone.'
says findings_have_their_places "weak.yaml:8:1: officers: $first Name a second officer; their key has to be vouched for.
weak.yaml:8:1: officers: $both Name a second officer, or another holder of that seat.
weak.yaml:$((pay + 2)):3: rules: No rule says who decides pay: when it comes up, nobody may. Add a rule for each.
Readiness 83 of 100: officers 15, rules 2.||exit 1" lint weak.yaml
sed 's/, deputies: \[ines\]//' "$library/small.yaml" > alone.yaml
says findings_as_json '{"findings":[{"kind":"seat_one_person","label":"counsel","mend":"Name a deputy who is somebody else.","part":"seats","place":"alone.yaml:26:5","weight":4,"why":"Only Tove Lindqvist can answer for it: asleep or in the air, and what needs it waits."}],"readiness":96}||exit 1' lint alone.yaml --json

in=weak.yaml says standard_input_is_read "$(sed "s/weak.yaml/-/" <("$tocsin" charter lint weak.yaml))||exit 1" lint -
"$tocsin" charter show "$library/example.yaml" > shown.yaml
says what_is_shown_is_sound     "$ready"                        lint shown.yaml
says showing_is_settled         "$(cat shown.yaml)||exit 0"     show shown.yaml

# Of each year in a calendar's title, the first and the last month in which it names a day off; and the days that are none, as nobody works on them anyway.
result a_shipped_calendar_names_the_days_off_of_every_year_in_its_title "$(sed -n '/^calendars:/,/^severities:/p' shown.yaml | while IFS= read -r line; do
	case $line in
	*title:*) years=$(grep -oE '\b20[0-9]{2}\b' <<< "$line") ;;
	*holidays:*)
		days=$(grep -oE '20[0-9]{2}-[0-9]{2}-[0-9]{2}' <<< "$line")
		for year in $years; do grep "^$year" <<< "$days" | sed -n '1p;$p' | cut -c1-7; done
		date -f - +%u <<< "$days" | grep '[67]' ;;
	esac
done | sort | uniq -c | tr -s '\n ' ' ')" ' 2 2026-01 2 2026-12 2 2027-01 2 2027-12 '

sed 's/2099-12-31/1999-12-31/' "$library/example.yaml" > past.yaml
result nothing_is_founded_with_a_guest_whose_time_is_over "$("$tocsin" init --charter past.yaml --host localhost past 2>&1; echo "exit $?"; ls)" \
	"$(echo 'tocsin: The day until which Ruth Keller may come is over; everything of theirs would end at once.'; echo 'exit 2'; ls)"

printf 'organisation: X\nfirst_officer: a\npeople:\n  - {label: b, name: B}\n' > bad.yaml
says a_bad_file                 '|bad.yaml:2:16: first_officer: there is no a among people|exit 2' lint bad.yaml
says show_of_a_bad_file         '|bad.yaml:2:16: first_officer: there is no a among people|exit 2' show bad.yaml
printf 'a: &x 1\n' > anchor.yaml
says a_power_of_yaml            '|anchor.yaml:1:4: anchors (&) are not read; write the thing out where it is wanted.|exit 2' lint anchor.yaml
says no_file                    '|nowhere.yaml: No such file or directory|exit 2' lint nowhere.yaml
head -c 1048577 /dev/zero | tr '\0' '#' > large.yaml
says a_file_too_large           '|large.yaml is longer than 1048576 bytes|exit 2' lint large.yaml
sed "s/'service.criticality/'service.criticality == \"vital\" \&\& option.cost/" "$library/example.yaml" > misspelt.yaml
when=$(grep -n '^    concur.*option.cost' misspelt.yaml | cut -d: -f1)
result a_misspelt_condition_has_its_place "$("$tocsin" charter lint misspelt.yaml | cut -d' ' -f1 | head -1)" "misspelt.yaml:$when:41:"

night='--kind partial_shutdown --at 2026-11-29T03:00:00Z'
rehearses() { local name=$1 code=$2 words=$3; shift 3
	"$tocsin" charter rehearse "$@" > out 2>&1; result "$name" "$?|$(grep -c -- "$words" out)" "$code|1"; }
rehearses everybody_is_there 0 '^At once it is decided: Rosa Lindgren for ' "$library/example.yaml" $night
rehearses deputies_stand_in  0 '^  03:20      decided    It is decided.$' "$library/example.yaml" $night --absent ciso,coo
rehearses people_by_label    0 '^  03:40      escalated  Chief information security officer is silent' "$library/example.yaml" $night --absent rosa,sven
rehearses there_is_a_gap     1 '^  04:00      gap        Chief operating officer: Amir Haddad cannot be reached, Nadia' "$library/example.yaml" $night --absent coo,nadia,ceo
rehearses the_next_sunday    0 'T03:00:00Z$' "$library/small.yaml" --kind contain --at 'sunday 03:00'
rehearses sunday_where_they_are 0 '^contain, Sunday 03:00 JST, .*T18:00:00Z$' "$library/small.yaml" --kind contain --at 'sunday 03:00' --zone Asia/Tokyo
rehearses the_clock_there    0 '^  12:00      asked ' "$library/small.yaml" --kind contain --at 2026-11-29T03:00:00Z --zone Asia/Tokyo
rehearses no_such_zone       2 'no time zone of this machine' "$library/small.yaml" --kind contain --zone Mars/Base
rehearses a_statement_to_somebody 0 '^At once it is decided: Ines Albrecht for Owner, Tove' "$library/small.yaml" --kind statement_to_press
rehearses and_by_its_own_rule 0 '^At once it is decided: Tove Lindqvist for Counsel' "$library/small.yaml" --kind statement_to_authorities
rehearses a_kind_misspelt    2 'no rule for contian' "$library/small.yaml" --kind contian
rehearses a_person_misspelt  2 'no seat and nobody called marrek' "$library/small.yaml" --kind contain --absent marrek
rehearses a_person_by_name   2 'absent: Marek Dvorak is written marek$' "$library/small.yaml" --kind contain --absent 'Marek Dvorak'
rehearses a_seat_by_title    2 'absent: IT Lead is written it_lead$' "$library/small.yaml" --kind contain --absent 'marek,IT Lead'
rehearses a_moment_misspelt  2 'a moment is written' "$library/small.yaml" --kind contain --at tonight
rehearses no_kind            2 '^usage: ' "$library/small.yaml"
result a_rehearsal_as_json "$("$tocsin" charter rehearse "$library/small.yaml" --kind contain --absent it_lead --json | jq -r '.decided, .steps[-1].what' | paste -sd' ')" 'true decided'

says no_verb "$usage"
says another_verb "$usage"      mend bad.yaml
says show_has_no_json "$usage"  show bad.yaml --json
says services_have_no_xml "$usage" services bad.yaml --xml
"$tocsin" charter services "$library/small.yaml" --csv > services.csv
result services_as_a_table "$(head -1 services.csv | tr -d '\r')" label,title,criticality,owner,needs,tolerance,rto,rpo,currency,cost_low,cost_likely,cost_high,cost_later,cost_said_by,cost_said_on,customers,obligations,modes,routes,harm_trust,harm_customers,harm_competition,harm_said_by,harm_said_on
result a_row_a_service "$(sed -n '2p' services.csv | tr -d '\r')" 'orders,Web shop and orders,vital,owner,network,1d,,,EUR,150,400,900,,,,,,,Orders by telephone by day | 15m | 40%,,,,,'
result services_as_json "$("$tocsin" charter services "$library/small.yaml" --json | jq -r '.services[1].tolerance')" 8h
sed 's/vital/dear/' services.csv > bad.csv
says a_table_with_a_wrong_word '|bad.csv:2:28: should be one of vital, important, ordinary|exit 2' import bad.csv
printf 'label,title\r\na,"b' > open.csv
says a_table_that_does_not_end '|open.csv:2:5: the file ends inside a quoted cell|exit 2' import open.csv
says what_follows_if_a_service_stops 'file-transfer is stopped, down, then carried in part, for good, longer than the 48 h it may; after 90 min: Encrypted mail to the ten largest (carries 40 %)
settlement stops, as it needs file-transfer, down, then carried in part, for good, longer than the 12 h it may; after 90 min: file-transfer (carried in part: 40 %); after 3 h: Yesterday'\''s totals paid on account (carries 90 %)
payroll-exchange stops, as it needs file-transfer, down, then carried in part, for good, longer than the 120 h it may; after 90 min: file-transfer (carried in part: 40 %)
In 1 h: EUR 12k to 110k, likely 28k
In 4 h: EUR 33k to 280k, likely 76k
In 24 h: EUR 120k to 1.1M, likely 320k
In 72 h: EUR 540k to 5.2M, likely 1.5M
Trust: serious, by a day without settlement, said by cfo on 2026-03-12
Customers: serious, by a day without settlement, said by cfo on 2026-03-12
Competition: some, by a day without settlement, said by cfo on 2026-03-12||exit 0' impact "$library/example.yaml" file-transfer
result what_follows_as_json "$("$tocsin" charter impact "$library/small.yaml" network --json | jq -r '.impact.services[1].helpers[0].name')" 'Orders by telephone by day'
says no_such_service            '|There is no service nope in this charter.|exit 2' impact "$library/example.yaml" card-payments,nope
says impact_names_a_service "$usage" impact "$library/example.yaml"
"$tocsin" init --charter "$library/small.yaml" --host localhost founded > /dev/null
result of_a_record_what_it_cannot_know_is_said_before_the_last_line "$("$tocsin" charter lint founded | tail -2 | head -1 | cut -d: -f1)|$("$tocsin" charter lint "$library/small.yaml" | grep -c 'Not looked at')" 'Not looked at here|0'
mkdir empty; "$tocsin" charter lint empty > out 2>&1; result a_directory_without_a_record $? 2
echo "1..$n"
