#!/usr/bin/env bats
# hoso-eval: error rates against a truth.

load helper

prepare() {
	mkdir truth read
	echo 'Nghị quyết về an toàn thực phẩm' >truth/0001.txt
	echo 'Nghi quyết vê an toàn thực phẩm' >read/0001.txt
	echo 'một hai ba bốn' >truth/0002.txt
	echo 'ba bốn một hai' >read/0002.txt
}

# column NAME PAGE: of the table in $output
column() {
	awk -F '\t' -v name="$1" -v page="$2" '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
		$1 == page { print $at[name] }' <<<"$output"
}

@test 'equal files have no errors' {
	status 0 hoso-eval truth/0001.txt truth/0001.txt
	[ "$(column cer total)" = 0.00 ]
	[ "$(column wer total)" = 0.00 ]
	[ "$(column f1 total)" = 1.0000 ]
}

@test 'errors in marks only are all diacritic' {
	status 0 hoso-eval truth/0001.txt read/0001.txt
	[ "$(column characters 0001)" = 31 ]
	[ "$(column cer 0001)" = 6.45 ]  # 2 of 31
	[ "$(column wer 0001)" = 28.57 ] # 2 of 7
	[ "$(column diacritic 0001)" = 100.00 ]
}

@test 'đ read as d is an error in marks' {
	echo 'đường' >t
	echo 'duòng' >h
	status 0 hoso-eval t h
	[ "$(column cer total)" = 60.00 ]
	[ "$(column diacritic total)" = 100.00 ]
}

@test 'words count whatever their order' {
	status 0 hoso-eval truth/0002.txt read/0002.txt
	[ "$(column wer 0002)" = 100.00 ]
	[ "$(column precision 0002)" = 1.0000 ]
	[ "$(column recall 0002)" = 1.0000 ]
}

@test 'a word read twice is found once' {
	echo 'an toàn' >t
	echo 'an an an toàn' >h
	status 0 hoso-eval t h
	[ "$(column precision total)" = 0.5000 ]
	[ "$(column recall total)" = 1.0000 ]
	[ "$(column f1 total)" = 0.6667 ]
}

@test 'folders are paired by name and the total weighs by length' {
	status 0 hoso-eval truth read
	[ "$(cut -f1 <<<"$output" | paste -sd ' ')" = 'page 0001 0002 total' ]
	[ "$(column characters total)" = 45 ]
}

@test 'pages come in natural order' {
	echo x | tee truth/10.txt truth/9.txt read/10.txt >read/9.txt
	status 0 hoso-eval truth read
	[ "$(cut -f1 <<<"$output" | paste -sd ' ')" = 'page 0001 0002 9 10 total' ]
}

@test 'the nearest order of the truth counts' {
	echo 'ba bốn một hai' >truth/0002.alt1.txt
	echo 'bốn ba hai một' >truth/0002.alt2.txt
	status 0 hoso-eval truth read
	[ "$(column cer 0002)" = 0.00 ]
}

@test 'a page that was not read counts as all missing, and is said' {
	rm read/0002.txt
	status 1 hoso-eval truth read
	says "page '0002' was not read"
	[ "$(column cer 0002)" = 100.00 ]
	[ "$(column recall 0002)" = 0.0000 ]
}

@test 'a page without truth is said, not counted' {
	echo more >read/0003.txt
	status 0 hoso-eval truth read
	says "page '0003' has no truth"
	[ -z "$(column cer 0003)" ]
	[ "$(column characters total)" = 45 ]
}

@test 'a dossier stands for its text' {
	mkdir -p work/d
	mv read work/d/text
	echo '{}' >work/d/dossier.json
	status 0 hoso-eval truth work/d
	[ "$(column f1 0002)" = 1.0000 ]
}

@test 'a dossier without text says what to do' {
	mkdir d
	echo '{}' >d/dossier.json
	status 1 hoso-eval truth d
	says 'run hoso-ocr'
}

@test 'texts are made alike: NFC, quotes, dashes, ellipsis, spaces' {
	printf '“Huyện ủy” – số…\n' >t
	printf '\xef\xbb\xbf"Huyê\xcc\xa3n  u\xcc\x89y"\f-\xc2\xa0số...\r\n\n' >h
	status 0 hoso-eval t h
	[ "$(column cer total)" = 0.00 ]
}

@test 'bytes that are no text are wrong characters, no more' {
	printf 'a\377b\000c' >h
	echo 'abc' >t
	status 0 hoso-eval t h
	[ "$(column cer total)" = 66.67 ]
}

@test 'empty pages: nothing to read and nothing read is perfect' {
	: >t
	: >h
	status 0 hoso-eval t h
	[ "$(column cer total)" = 0.00 ]
	[ "$(column f1 total)" = 1.0000 ]
	echo 'rác' >h
	status 0 hoso-eval t h
	[ "$(column f1 total)" = 0.0000 ]
}

@test 'JSON: an object a line, the total last' {
	status 0 hoso-eval --json truth read
	[ "$(jq -r '[.format, .page] | join(" ")' <<<"$output" | paste -sd ,)" = \
		'1 0001,1 0002,1 total' ]
	[ "$(tail -n 1 <<<"$output" | jq '.characters, .errors, .words_found')" = \
		$'45\n14\n9' ]
}

@test 'a file against a folder is wrong usage' {
	status 2 hoso-eval truth/0001.txt read
	says 'two files or two folders'
}

@test 'one operand, or three, is wrong usage' {
	status 2 hoso-eval truth
	status 2 hoso-eval truth read read
}

@test 'what does not exist is named' {
	status 3 hoso-eval truth nowhere
	says "'nowhere'"
	[ -z "$output" ]
}

@test 'a truth without pages is named' {
	mkdir empty
	status 1 hoso-eval empty read
	says "'empty'"
}

@test 'the figures are those of the script that the project was judged with' {
	needs_shared eval/cer.py
	/usr/bin/python3 "$SHARED/eval/cer.py" truth read >/dev/null || skip 'no python3'
	mkdir t h
	for i in 1 2 3; do
		shuf -n 40 --random-source=<(yes "$i") "$SAMPLES"/truth/*/*.txt "$TOP"/LICENSE \
			2>/dev/null >"t/p$i.txt" || shuf -n 40 "$TOP/LICENSE" >"t/p$i.txt"
		sed 's/the/teh/g; s/ộ/ô/g; 7d' "t/p$i.txt" >"h/p$i.txt"
	done
	/usr/bin/python3 "$SHARED/eval/cer.py" t h --per-page |
		awk '/^p/ { print $1, $3, $5 }' >theirs
	status 0 hoso-eval t h
	awk '/^p[0-9]/ { print $1, $3, $4 }' <<<"$output" | diff theirs -
}

# ---- documents and fields -------------------------------------------------------

# value TEXT STATE CONFIDENCE [MEMBERS]
value() {
	printf '{"value":"%s","confidence":%s,"state":"%s","source":"ocr"%s}' \
		"$1" "$3" "$2" "${4-}"
}

# Two papers; the second's number is written by hand.
prepare_fields() {
	mkdir -p work/d
	cat >truth.json <<-END
		{"format":1,"documents":[
		{"pages":[1,2],"type":$(value 'Nghị quyết' accepted 1),
		 "number":$(value 05 accepted 1),"issuer":$(value 'HUYỆN ỦY AN HÒA' accepted 1),
		 "subject":$(value 'về công tác lưu trữ' accepted 1)},
		{"pages":[3,3],"type":$(value 'Công văn' accepted 1),
		 "number":$(value 17 accepted 1 ',"handwritten":true')}]}
	END
	cat >work/d/documents.json <<-END
		{"format":1,"documents":[
		{"pages":[1,2],"type":$(value 'NGHỊ  QUYẾT' accepted 0.99),
		 "number":$(value 5 accepted 0.98),"issuer":$(value 'Huyện uỷ An Hoà' accepted 0.97),
		 "subject":$(value 'về công tác luu trữ' review 0.4)},
		{"pages":[3,4],"type":$(value 'Công văn' accepted 0.95),
		 "number":$(value 11 accepted 0.93)}]}
	END
}

@test 'fields: what is alike is right, a row a field' {
	prepare_fields
	status 0 hoso-eval --fields truth.json work/d
	[ "$(column accuracy type)" = 1.0000 ]
	[ "$(column accuracy issuer)" = 1.0000 ]
	[ "$(column right number)" = 1 ]
	[ "$(column accuracy subject)" = 0.0000 ]
	[ "$(column f1 subject)" = 0.8000 ]
}

@test 'fields: a document counts when both of its ends are right' {
	prepare_fields
	status 0 hoso-eval --fields truth.json work/d
	[ "$(column right pages)" = 1 ]
	[ "$(column f1 pages)" = 0.5000 ]
	[ "$(column precision type)" = - ]
}

@test 'fields: what is written by hand is counted apart' {
	prepare_fields
	status 0 hoso-eval --fields truth.json work/d
	[ "$(column expected printed)" = 5 ]
	[ "$(column accuracy printed)" = 0.8000 ]
	[ "$(column accepted_wrong printed)" = 0 ]
	[ "$(column accepted_wrong handwritten)" = 1 ]
	[ "$(column accepted_right all)" = 0.8000 ]
}

@test 'fields: a truth is perfect' {
	prepare_fields
	status 0 hoso-eval --fields truth.json truth.json
	[ "$(column accuracy all)" = 1.0000 ]
	[ "$(column f1 pages)" = 1.0000 ]
}

@test 'fields: JSON, an object a line' {
	prepare_fields
	status 0 hoso-eval --fields --json truth.json work/d
	[ "$(jq -r 'select(.field == "printed") | .format, .right' <<<"$output")" = $'1\n4' ]
}

@test 'fields: a folder without documents, and a record that is none, are named' {
	prepare_fields
	mkdir empty
	status 3 hoso-eval --fields truth.json empty
	says 'empty/documents.json'
	echo '{"format":1' >bad.json
	status 1 hoso-eval --fields bad.json work/d
	says "'bad.json'"
}
