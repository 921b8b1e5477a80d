#!/usr/bin/env bats
# hoso-report: the office's lists.
# shellcheck disable=SC2154

load helper
load dossier

prepare() {
	command -v jq >/dev/null || skip 'needs jq'
}

# Documents are written by hand, as hoso-describe would:
# paper NUMBER SYMBOL DATE TYPE SUBJECT [STATE]: one; state is the number's
paper() {
	jq -cn '[$ARGS.positional[]] as [$n, $symbol, $date, $type, $subject, $state]
		| def f($v): {value: $v, confidence: 0.9, page: 1, state: "accepted", source: "ocr"};
		{number: f($n), symbol: f($symbol), date: f($date), type: f($type), subject: f($subject)}
		| .number.state = ($state // "accepted")' --args "$@"
}

# described DIR ISSUER [MEMBER=JSON] <papers: a dossier, one page a paper
described() {
	local dir=$1 papers names
	papers=$(cat)
	mapfile -t names < <(seq -f '%g.tif' "$(grep -c . <<<"$papers")")
	[ -e "$dir/dossier.json" ] || dossier "$dir" "${names[@]}"
	jq -cs --arg issuer "$2" --argjson more "{${3:-}}" '
		{format: 1, documents: (to_entries | map(.value + {pages: [.key + 1, .key + 1],
		issuer: {value: $issuer, state: "accepted"}}))} + $more' <<<"$papers" >"$dir/documents.json"
}

# two: the dossier A of a district committee
two() {
	MARK='"title":"Nghị quyết năm 2016",' described A 'Huyện ủy Xuân Trường' '"contents":[
		{"page":3,"ordinal":"1","sheet":"07","note":"bản sao","document":1}]' <<-X
		$(paper 05 NQ/HU 2016-01-05 'Nghị quyết' 'về phát triển kinh tế')
		$(paper 06 NQ/HU 2016-02-10 'Nghị quyết' $'về\tvăn hóa\nvà xã hội' review)
	X
	jq -c '.documents[0].row = 1 | .documents[0].pages = [1, 2] | .documents[1].pages = [3, 3]
		| .documents[1].signer.value = "" | .documents[0].findings = [{"what":"margins"}]' \
		A/documents.json >x && mv x A/documents.json
}

# cell FILE.xlsx CELL [SHEET]: what it shows; numbers and dates as they are stored
cell() {
	unzip -p "$1" xl/sharedStrings.xml | sed 's/ xmlns="[^"]*"//' >strings.xml
	unzip -p "$1" "xl/worksheets/sheet${3:-1}.xml" | sed 's/ xmlns="[^"]*"//' >sheet.xml
	local value type
	value=$(xmllint --xpath "string(//c[@r='$2']/v)" sheet.xml)
	type=$(xmllint --xpath "string(//c[@r='$2']/@t)" sheet.xml)
	[ "$type" != s ] || value=$(xmllint --xpath "string(//si[$((value + 1))]/t)" strings.xml)
	echo "$value"
}

needs_sheets() {
	command -v xmllint unzip >/dev/null || skip 'needs xmllint and unzip'
}

@test 'the help, the list of lists and the manual name every list' {
	status 0 hoso-report list
	[ "$(cut -f1 <<<"$output")" = $'contents\ndocuments\ngaps' ]
	for name in contents documents gaps; do
		hoso-report --help | sed -n 1,2p | grep -q "\b$name\b.*"
		grep -q "^\.It Cm $name$" "$TOP/cmd/hoso-report.1"
	done
}

@test 'contents: a row a document in the columns of the office' {
	two
	status 0 hoso-report contents A
	[ "$output" = $'Hồ sơ\tSTT\tSố, ký hiệu\tNgày tháng năm\tTên loại và trích yếu nội dung\tTác giả\tTờ số/Trang số\tGhi chú\tCần xem lại
A\t1\t05-NQ/HU\t2016-01-05\tNghị quyết về phát triển kinh tế\tHuyện ủy Xuân Trường\t07\tbản sao\t
A\t2\t06-NQ/HU\t2016-02-10\tNghị quyết về văn hóa; và xã hội\tHuyện ủy Xuân Trường\ttr. 3\t\tnumber' ]
}

@test 'documents: a flat sheet of all fields; a field that a person emptied is absent' {
	two
	status 0 hoso-report documents A
	[ "$(head -n 1 <<<"$output" | tr '\t' '\n' | wc -l)" = "$(grep -cE '^[a-z_]+	[^	]+	[0-9]' "$TOP/lib/data/report/documents.tsv")" ]
	awk -F'\t' 'NR == 2 { exit !($1 == "A" && $3 == "1-2" && $4 == 2 && $6 == "05" && $7 == "NQ/HU" && $20 == 1) }' <<<"$output"
	hoso-report documents --json A | jq -e 'select(.ordinal == 2) | has("signer") | not'
}

@test '--json: an object a row, with everything, whatever the columns' {
	two
	status 0 hoso-report contents --json A
	cmp <(echo "$output") <(hoso-report documents --json A)
	jq -es 'length == 2 and .[0].format == 1 and .[0].page_count == 2 and .[0].sheet == "07"
		and .[0].number_symbol == "05-NQ/HU" and .[1].review == ["number"] and .[1].date == "2016-02-10"' <<<"$output"
}

@test 'columns can be left out, put in order and renamed' {
	two
	mkdir -p .config/hoso/report
	printf '\xef\xbb\xbf# mine\r\ndate\tNgày\t9\r\n\r\nsigner\tNgười ký\r\nnumber\tSố\t5\r\n' >.config/hoso/report/contents.tsv
	status 0 hoso-report contents A
	[ "$(head -n 2 <<<"$output")" = $'Ngày\tNgười ký\tSố\n2016-01-05\t\t05' ]
}

@test 'a table that is wrong is told with its line; nothing is done' {
	two
	mkdir -p .config/hoso/report
	for line in 'colour	x' 'date' 'date	x	wide' 'date	x	300' 'date	x	1	y' '# none'; do
		printf 'number\tSố\n%s\n' "$line" >.config/hoso/report/contents.tsv
		[ "$line" != '# none' ] || echo "$line" >.config/hoso/report/contents.tsv
		status 2 hoso-report contents A
		[ -z "$output" ]
		says '.config/hoso/report/contents.tsv'
		[ "$line" = '# none' ] || says 'line 2: '
	done
	printf 'number\tSố\n' >.config/hoso/report/contents.tsv
	status 2 hoso-report contents --xlsx x.xlsx A
	says "0 columns of the list 'contents' have a width"
}

@test 'a bad dossier spoils only itself; names come from standard input, too' {
	two
	mkdir empty
	dossier B 1.tif
	cp -r A C
	echo '{' >C/documents.json
	status 1 hoso-report contents nothing empty B C A
	says 'hoso-report: nothing: '
	says 'hoso-report: empty: not a dossier'
	says 'hoso-report: B: its documents are not known yet: run hoso-describe first'
	says 'hoso-report: C: '
	[ "$(wc -l <<<"$output")" = 3 ]
	printf 'A\0' | status 0 hoso-report -0 contents
	[ "$(wc -l <<<"$output")" = 3 ]
}

@test 'rows are the same bytes in every language' {
	two
	for list in contents documents 'gaps --from-start'; do
		# shellcheck disable=SC2086
		hoso-report $list A >english || :
		# shellcheck disable=SC2086
		LC_ALL=C.UTF-8 LANGUAGE=vi hoso-report $list A >vietnamese || :
		cmp english vietnamese
	done
}

@test 'wrong words are status 2' {
	status 2 hoso-report
	status 2 hoso-report minutes A
	says "there is no list 'minutes'; there are: contents documents gaps"
	[ -z "$output" ]
}

@test 'contents --xlsx: a sheet a dossier, with its title, dates as people write them' {
	needs_sheets
	two
	mkdir B
	cp A/dossier.json B/
	jq -c '.documents[0].date.value = "1987-05"' A/documents.json >B/documents.json
	status 0 hoso-report contents --xlsx x.xlsx A B
	[ -z "$output" ]
	[ "$(cell x.xlsx A1)" = 'MỤC LỤC VĂN BẢN' ]
	[ "$(cell x.xlsx A2)" = 'Hồ sơ A: Nghị quyết năm 2016' ]
	[ "$(cell x.xlsx B4)" = 'Số, ký hiệu' ]
	[ "$(cell x.xlsx A5)" = 1 ]
	[ "$(cell x.xlsx B6)" = 06-NQ/HU ]
	[ "$(cell x.xlsx C5)" = 42374 ] # days to 2016-01-05
	[ "$(cell x.xlsx D6)" = $'Nghị quyết về?văn hóa\nvà xã hội' ]
	[ "$(cell x.xlsx C5 2)" = 05/1987 ]
	unzip -p x.xlsx xl/styles.xml | grep -q 'formatCode="dd/mm/yyyy"'
	unzip -p x.xlsx xl/workbook.xml | grep -q "Print_Titles.*>A!\$4:\$4<"
	unzip -p x.xlsx xl/worksheets/sheet1.xml | grep -q 'paperSize="9" .*orientation="landscape"'
}

@test 'a cell in doubt has a colour of its own' {
	needs_sheets
	two
	hoso-report contents --xlsx x.xlsx A
	cell x.xlsx B5 >/dev/null
	sure=$(xmllint --xpath "string(//c[@r='B5']/@s)" sheet.xml)
	doubt=$(xmllint --xpath "string(//c[@r='B6']/@s)" sheet.xml)
	[ "$sure" != "$doubt" ]
	[ "$(xmllint --xpath "string(//c[@r='E6']/@s)" sheet.xml)" = "$(xmllint --xpath "string(//c[@r='E5']/@s)" sheet.xml)" ]
}

@test 'a sheet holds no clock, and appears whole or not at all' {
	two
	hoso-report documents --xlsx x.xlsx A
	(unset SOURCE_DATE_EPOCH && TZ=Asia/Ho_Chi_Minh hoso-report documents --xlsx y.xlsx A)
	(unset SOURCE_DATE_EPOCH && hoso-report documents --xlsx z.xlsx A)
	cmp y.xlsx z.xlsx
	unzip -p y.xlsx docProps/core.xml | grep -q '>1980-01-01T00:00:00Z<'
	unzip -p x.xlsx docProps/core.xml | grep -q '>2023-11-14T22:13:20Z<'
	status 3 hoso-report documents --xlsx nowhere/x.xlsx A
	status 3 hoso-report documents --xlsx . A
	echo old >x.xlsx
	for list in contents documents gaps; do
		status 1 hoso-report "$list" --xlsx x.xlsx nothing
		[ "$(cat x.xlsx)" = old ]
	done
	[ -z "$(find . -name '.hoso-draft-*')" ]
}

@test 'text that looks like a formula, or is none of XML, is text' {
	needs_sheets
	described A '=HYPERLINK("x")' <<<"$(paper 1 NQ/HU 2016-01-01 '' $'<&>\x01\x1b')"
	status 0 hoso-report contents --xlsx x.xlsx A
	[ "$(cell x.xlsx E5)" = '=HYPERLINK("x")' ]
	[ "$(cell x.xlsx D5)" = '<&>??' ]
	[ "$(cell x.xlsx A5)" = 1 ]
}

@test 'gaps: what is missing, noted as missing, repeated; status 1' {
	described A 'Huyện ủy' '"contents":[{"page":1,"missing":[3],"document":2}]' <<-X
		$(paper 1 NQ/HU 2016-01-05 'Nghị quyết' a)
		$(paper 2 NQ/HU 2016-01-06 'Nghị quyết' b review)
		$(paper 4 NQ/HU 2016-01-07 'Nghị quyết' c)
		$(paper 1 QĐ/HU 2016-01-07 'Quyết định' c)
	X
	described B 'HUYỆN UỶ' <<-X
		$(paper 07 NQ/HU 2018-01-05 'NGHỊ QUYẾT' a)
		$(paper 02 QĐ/HU 2018-01-05 'Quyết định' a)
		$(paper 7 NQ/HU 2018-02-05 'Nghị quyết' b)
	X
	status 1 hoso-report gaps A B
	[ "$output" = $'Cơ quan ban hành\tTên loại\tNhiệm kỳ/Năm\tKết quả\tSố\tVăn bản (hồ sơ:trang)\tCần xem lại
Huyện ủy\tNghị quyết\t2015-2020\tnoted\t3\tA:2, A:3\tnumber
HUYỆN UỶ\tNGHỊ QUYẾT\t2015-2020\tmissing\t5-6\tA:3, B:1\t
HUYỆN UỶ\tNGHỊ QUYẾT\t2015-2020\trepeated\t07\tB:1, B:3\t' ]
	hoso-report gaps --json A B | jq -es '.[1] == {"format":1,"issuer":"HUYỆN UỶ","type":"NGHỊ QUYẾT",
		"series":"2015-2020","kind":"missing","from":5,"to":6,"documents":[
		{"dossier":"A","page":3,"number":"4","symbol":"NQ/HU","date":"2016-01-07"},
		{"dossier":"B","page":1,"number":"07","symbol":"NQ/HU","date":"2018-01-05"}]}'
}

@test 'gaps: nothing missing, or all of it noted, is status 0' {
	described A 'Huyện ủy' <<<"$(paper 8 NQ/HU 2016-01-05 'Nghị quyết' a)"
	status 0 hoso-report gaps A
	[ -z "$output" ]
	status 1 hoso-report gaps --from-start A
	grep -q $'missing\t1-7\tA:1' <<<"$output"
	described A 'Huyện ủy' '"contents":[{"page":1,"missing":[7],"document":1},{"page":1,"missing":[9],"document":1}]' <<-X
		$(paper 6 NQ/HU 2016-01-05 'Nghị quyết' a)
		$(paper 8 NQ/HU 2016-01-05 'Nghị quyết' a)
	X
	status 0 hoso-report gaps A
	[ "$(tail -n +2 <<<"$output" | cut -f4-6)" = $'noted\t7\tA:1, A:2\nnoted\t9\tA:2' ]
}

@test 'gaps: terms and levels are tables' {
	described A 'Huyện ủy' <<-X
		$(paper 1 NQ/HU 2016-01-05 'Nghị quyết' a)
		$(paper 3 NQ/HU 2018-01-05 'Nghị quyết' a)
	X
	status 1 hoso-report gaps A
	mkdir -p .config/hoso/report
	printf 'district\t2015\t2017-06-30\ndistrict\t2017-07-01\t2020\n' >.config/hoso/report/terms.tsv
	status 0 hoso-report gaps A
	printf 'district\t2015\n' >.config/hoso/report/terms.tsv
	status 2 hoso-report gaps A
	says "terms.tsv': line 1: "
}

@test 'gaps -d: the same of an index as of its dossiers' {
	described A 'Huyện ủy' '"contents":[{"page":1,"missing":[3],"document":2},{"page":1,"missing":[10,11,30]}]' <<-X
		$(paper 1 NQ/HU 2016-01-05 'Nghị quyết' a)
		$(paper 2 NQ/HU 2016-01-06 'Nghị quyết' b review)
		$(paper 12 2016/QĐ-UBND 2016-01-07 'Quyết định' c)
	X
	described B 'Huyện ủy' <<-X
		$(paper 9 2016/QĐ-UBND 2016-01-07 'Quyết định' c)
		$(paper 5 NQ/HU 2017-01-07 'Nghị quyết' c)
	X
	hoso-index -q -d x.db A B
	status 1 hoso-report gaps A B
	echo "$output" >wanted
	[ -s wanted ]
	status 1 hoso-report gaps -d x.db
	cmp wanted <(echo "$output")
	# replaced, then gone
	jq -c 'del(.documents[1])' B/documents.json >x && mv x B/documents.json
	hoso-index -q -d x.db B
	cmp <(hoso-report gaps A B) <(hoso-report gaps -d x.db)
	hoso-index -q -d x.db --remove B
	cmp <(hoso-report gaps A) <(hoso-report gaps -d x.db)
	hoso-index -q -d x.db --check
	# dossiers go before an index, which the settings may name
	HOSO_DB=x.db status 0 hoso-report gaps A B
	grep -q 'B:1' <<<"$output"
	HOSO_DB=x.db status 0 hoso-report contents A
	status 3 hoso-report gaps -d nothing.db
	[ -z "$output" ]
	echo letter >no.db
	status 1 hoso-report gaps -d no.db
	says 'no index'
}

@test 'gaps --xlsx: a sheet, also where nothing is missing' {
	needs_sheets
	two
	status 0 hoso-report gaps --xlsx x.xlsx A
	[ "$(cell x.xlsx A4)" = 'Cơ quan ban hành' ]
	described A 'Huyện ủy' <<-X
		$(paper 1 NQ/HU 2016-01-05 'Nghị quyết' a)
		$(paper 3 NQ/HU 2018-01-05 'Nghị quyết' a)
	X
	status 1 hoso-report gaps --xlsx x.xlsx A
	[ "$(cell x.xlsx D5)" = missing ]
	[ "$(cell x.xlsx E5)" = 2 ]
}

@test 'real: an office that numbers all types in one row; known gaps are not told as missing' {
	needs_shared corpus/scans-vi/haugiang-hoso02/catalogue.tsv
	dossier hoso02 1.tif
	# One page a row, but where the catalogue leaves one out.
	tail -n +2 "$SHARED/corpus/scans-vi/haugiang-hoso02/catalogue.tsv" | jq -cR 'split("\t")
		| (.[2] | capture("^(?<n>[0-9]+)/(?<s>.*)") // {n: "", s: ""}) as $symbol
		| {pages: [(.[0] | tonumber), (.[0] | tonumber)], number: {value: $symbol.n}, symbol: {value: $symbol.s},
		   date: {value: .[3]}, issuer: {value: .[5]}, subject: {value: .[4]},
		   type: {value: (.[4] | split(" ")[:2] | join(" "))}, note: (.[7] // "")}' >rows
	jq -cs '{format: 1, documents: map(del(.note)), contents: (to_entries | map({page: 1, document: (.key + 1),
		missing: [.value.note | scan("([0-9]+)(?:-([0-9]+))?") | range(.[0] | tonumber; ((.[1] // .[0]) | tonumber) + 1)]}))}' \
		rows >hoso02/documents.json
	status 1 hoso-report gaps hoso02
	[ "$(tail -n +2 <<<"$output" | cut -f2-6)" = "$(printf '*\t2010\t%s\t%s\t%s\n' \
		noted 140 'hoso02:5, hoso02:6' noted 145 'hoso02:9, hoso02:11' \
		noted 147 'hoso02:11, hoso02:13' noted 149 'hoso02:13, hoso02:14' \
		noted 151-157 'hoso02:14, hoso02:16' missing 158 'hoso02:14, hoso02:16' \
		noted 160 'hoso02:16, hoso02:17' noted 164-166 'hoso02:19, hoso02:20' \
		noted 168 hoso02:20)" ]
}
