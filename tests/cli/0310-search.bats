# hoso-search: the query language, the lines, the exit status.
# shellcheck shell=bash disable=SC2154
load helper

page() {
	local name
	name=$(printf %04d "$2")
	mkdir -p "$1/pages" "$1/text"
	[ -e "$1/dossier.json" ] ||
		printf '{"format":1,"code":"%s","files":[]}\n' "$1" >"$1/dossier.json"
	echo '{}' >"$1/pages/$name.json"
	printf '%b' "$3" >"$1/text/$name.txt"
}

prepare() {
	page A 1 'Nghị quyết của Huyện uỷ\nvề an toàn thực phẩm'
	page A 2 'Số 12-NQ/HU, đường làng'
	page A 3 'con duong dài'
	page B 1 'UỶ BAN nhân dân, dương lịch'
	page B 2 'Thông báo về thể dục'
	cat >A/documents.json <<-'DOCUMENTS'
		{"format":1,"documents":[
		 {"pages":[1,2],"type":{"value":"Nghị quyết"},"number":{"value":"12"},
		  "symbol":{"value":"NQ/HU"},"date":{"value":"2015-03-02"},
		  "issuer":{"value":"Huyện ủy Vị Thủy"},"signer":{"value":"Lê Văn Đỗ"},
		  "subject":{"value":"về an toàn thực phẩm"}},
		 {"pages":[3,3],"type":{"value":"Chỉ thị"},"number":{"value":"3"},
		  "symbol":{"value":"CT/HU"},"date":{"value":"2020-11-30"}}]}
	DOCUMENTS
	hoso-index -d x.db A B >/dev/null
}

# lacks GREP-ARGUMENTS: no line is like that
lacks() {
	! grep "$@"
}

# finds QUERY HITS: as dossier:page, in order of the names
finds() {
	local hits
	hits=$(hoso-search -d x.db -n 0 -- "$1" | awk -F'\t' '{ print $1 ":" $2 }' |
		sort | paste -sd' ')
	[ "$hits" = "$2" ] || {
		echo "'$1' finds '$hits', not '$2'"
		return 1
	}
}

@test "words with marks match exactly, bare words any marks" {
	finds đường A:2
	finds dương B:1
	finds duong 'A:2 A:3 B:1'
	finds DƯƠNG B:1
	finds thể B:2
	finds the B:2
	finds thế ''
}

@test "where the tone stands does not matter" {
	finds ủy 'A:1 B:1'
	finds uỷ 'A:1 B:1'
	finds uy 'A:1 B:1'
}

@test "a decomposed query finds composed text, and the other way" {
	finds $'u\xcc\x89y' 'A:1 B:1'
	page C 1 'quye\xcc\x82\xcc\x81t toa\xcc\x81n'
	hoso-index -d x.db C
	finds 'quyết toán' C:1
	finds 'quyet toan' 'A:1 C:1'
}

@test "phrases, beginnings, words to leave out" {
	finds '"an toàn thực phẩm"' A:1
	finds '"an toan thuc pham"' A:1
	finds '"toàn an"' ''
	finds '12-NQ/HU' A:2
	finds 'quyế*' A:1
	finds 'th*' 'A:1 B:2'
	finds 'duong -đường' 'A:3 B:1'
	finds 'duong -"con duong" -lịch' A:2
}

@test "filters look at the documents" {
	finds 'type:NQ' A:1
	finds 'type:"chi thi"' A:3
	finds 'duong type:NQ' A:2
	finds 'symbol:12-NQ/HU' A:1
	finds 'number:012' A:1
	finds 'signer:do issuer:"huyện ủy"' A:1
	finds 'year:2015' A:1
	finds 'year:2016..' A:3
	finds 'duong year:..2019' A:2
	finds 'duong dossier:b' B:1
	finds 'dossier:b' B:1
	finds 'type:nq type:ct' 'A:1 A:3'
}

@test "a hit is a line: dossier, page, symbol, date, snippet" {
	status 0 hoso-search -d x.db thuc pham
	[ "$output" = $'A\t1\t12-NQ/HU\t2015-03-02\tNghị quyết của Huyện uỷ về an toàn **thực phẩm**' ]
	status 0 hoso-search -d x.db dục
	[ "$output" = $'B\t2\t-\t-\tThông báo về thể **dục**' ]
}

@test "--json is an object a line" {
	status 0 hoso-search -d x.db --json '"thuc pham"'
	[[ $output = '{"format":1,"dossier":"A","page":1,"symbol":"12-NQ/HU","date":"2015-03-02","snippet":"Nghị quyết của Huyện uỷ về an toàn **thực phẩm**","rank":'*'}' ]]
}

@test "on a terminal the hit has a colour, unless NO_COLOR" {
	script -qec "hoso-search -d x.db dục" /dev/null >out </dev/null
	grep -q $'\033\\[1;31mdục\033\\[0m' out
	NO_COLOR=1 script -qec "hoso-search -d x.db dục" /dev/null >out </dev/null
	grep -qF '**dục**' out
}

@test "--by date shows the latest first, what has no date last" {
	status 0 hoso-search -d x.db --by date duong
	[ "$(cut -f1,2 <<<"$output" | paste -sd' ')" = $'A\t3 A\t2 B\t1' ]
	status 2 hoso-search -d x.db --by size duong
	says "--by is rank or date, not 'size'"
}

@test "-n limits, 0 does not" {
	for n in $(seq 1 30); do
		page D "$n" 'lặp lại'
	done
	hoso-index -d x.db D
	[ "$(hoso-search -d x.db lại | wc -l)" = 20 ]
	[ "$(hoso-search -d x.db -n 0 lại | wc -l)" = 30 ]
	[ "$(hoso-search -d x.db -n 3 lại | cut -f2 | paste -sd' ')" = '1 2 3' ]
}

@test "without hits the status is 1, and nothing is said" {
	status 1 hoso-search -d x.db không
	[ -z "$output" ]
	[ ! -s messages ]
}

@test "a broken query is a clear error, status 2" {
	for query in '"nghị' '' '   ' '-a' 'x:y' 'year:15' 'type:' '()' "$(printf 'a %.0s' {1..300})"; do
		status 2 hoso-search -d x.db "$query"
		[ -z "$output" ]
		lacks -iE 'sql|fts|syntax' messages
	done
	status 2 hoso-search -d x.db author:x
	says 'type: issuer: symbol: number: signer: dossier: year:'
	status 2 hoso-search -d x.db
	status 2 hoso-search đường
	says '-d DB'
}

@test "nothing that is typed is taken for FTS5 or SQL" {
	for query in 'a AND' 'OR' 'NOT a' 'NEAR(a b, 2)' 'body:a b' '{body}: a' 'a^2' '^a' "'; DROP TABLE page;--" \
		'a + b' 'a) OR (b' '"a" "b' '*' 'a * b' '- -' 'a"' 'a\b' '%' "$(printf '"%.0s' {1..99})" $'a\x01b' \
		'a NOT b' '(a' 'a)' ':' '::' 'a:*' '"a b" *' '-*' '"*"' ; do
		got=0
		hoso-search -d x.db -- "$query" >out 2>messages || got=$?
		[[ $got = [012] ]] || {
			echo "status $got: $query"
			return 1
		}
		lacks -iE 'sql|fts|syntax error|column|damaged' messages
	done
	status 0 hoso-index -d x.db --check
	finds nghị A:1
	finds 'dài OR lịch' ''
}

@test "without an index the status is 3" {
	status 3 hoso-search -d missing.db a
	says "'missing.db'"
	says 'hoso-index makes it'
	echo letter >letter
	status 3 hoso-search -d letter a
	says 'no index'
	[ ! -e missing.db ]
}

@test "searching leaves nothing beside the index and does not change it" {
	cp x.db before
	hoso-search -d x.db nghị
	[ "$(echo x.db*)" = x.db ]
	cmp x.db before
}

@test "an index in a folder that nobody may write to can be searched" {
	mkdir 'fixed ?#%'
	cp x.db 'fixed ?#%/x.db'
	chmod a-w 'fixed ?#%/x.db' 'fixed ?#%'
	if [ "$(id -u)" = 0 ]; then
		chmod 711 .
		chmod 755 'fixed ?#%'
		chown 65534 'fixed ?#%/x.db'
		unshare -m sh -c 'mount --bind "fixed ?#%" "fixed ?#%" &&
			mount -o remount,ro,bind "fixed ?#%" &&
			hoso-search -d "fixed ?#%/x.db" nghị' >out 2>messages || {
			lacks -q unshare messages || skip 'no mounts here'
			cat messages
			return 1
		}
	else
		hoso-search -d 'fixed ?#%/x.db' nghị >out
	fi
	chmod 755 'fixed ?#%'
	grep -q '^A' out
	[ "$(ls 'fixed ?#%')" = x.db ]
}

@test "searching works while another one writes" {
	flock x.db sleep 30 &
	finds nghị A:1
	kill %1
}

@test "control characters of a page do not reach the terminal" {
	page E 1 'chữ \\033[31mđỏ\\a\\0302\\0233 xong'
	hoso-index -d x.db E
	hoso-search -d x.db xong >out
	lacks -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2\x9b' out
}

@test "the query may come in several operands" {
	status 0 hoso-search -d x.db '"nghị' 'quyết"'
	[ "$(cut -f1,2 <<<"$output")" = $'A\t1' ]
}
