#!/usr/bin/env bats
# Papers marked secret: hoso-index and hoso-pack refuse their dossiers until a person
# records an approval (hoso-review) or says that there is no such mark.
# shellcheck disable=SC2154

load helper
load dossier

# secret DIR MARK...: a dossier of documents of one page each, so marked ('' for none)
secret() {
	local dir=$1 n=0 list=''
	shift
	# shellcheck disable=SC2046 # a name a page
	dossier "$dir" $(seq -f '%g.tif' $#)
	for mark; do
		n=$((n + 1))
		list+="${list:+,}{\"pages\":[$n,$n]"
		[ -z "$mark" ] ||
			list+=",\"secrecy\":{\"value\":\"$mark\",\"confidence\":0.3,\"page\":$n,\"state\":\"review\",\"source\":\"ocr\"}"
		list+='}'
	done
	printf '{"format":1,"documents":[%s]}\n' "$list" >"$dir/documents.json"
}

# refused DOSSIER WORDS: by both programs, which say so
refused() {
	for program in 'hoso-index -d x.db' 'hoso-pack -o out'; do
		# shellcheck disable=SC2086
		status 1 $program "$1"
		says "$1: $2"
	done
	[ ! -e "out/$1.zip" ]
	[ -z "$(found)" ]
}

# done_with DOSSIER [OPTION]: both programs do their work
done_with() {
	# shellcheck disable=SC2086
	status 0 hoso-index -d x.db ${2-} "$1"
	# shellcheck disable=SC2086
	status 0 hoso-pack -o out ${2-} "$1"
	[ -e "out/$1.zip" ]
	[ "$(found)" = "$1" ]
}

# found: the dossiers that a search finds
found() {
	hoso-search -d x.db -n 0 quyết | cut -f 1 | sort -u | paste -sd' '
}

@test "a mark on one document, however doubtful, refuses the dossier" {
	secret A '' 'MẬT'
	refused A 'the document on page 2 is marked MẬT, and dossier.json names no approval: hoso-review --approve'
	secret B 'Tối mật'
	refused B 'the document on page 1 is marked Tối mật'
	secret C 'MÂT' # a mark that nobody knows counts
	refused C 'the document on page 1 is marked MÂT'
}

@test "an approval lets it through; taken back, the index forgets the dossier" {
	secret A '' 'Tối mật'
	hoso-review --approve '12-QĐ/TU' A
	done_with A
	hoso-review --revoke A
	status 1 hoso-index -d x.db A
	[ -z "$(found)" ]
	status 0 hoso-index -d x.db --check
}

@test "a dossier indexed before the mark was found goes out of the index; others stay" {
	secret A ''
	secret B ''
	hoso-index -d x.db A B
	[ "$(found)" = 'A B' ]
	secret A 'Mật'
	status 1 hoso-index -d x.db A B
	[ "$output" = B ]
	[ "$(found)" = B ]
}

@test "who refused changes no byte of an index that has nothing of it" {
	secret A ''
	secret B 'Mật'
	hoso-index -d x.db A
	cp x.db before
	status 1 hoso-index -d x.db B
	cmp x.db before
}

@test "Tuyệt mật is never approved, packed or indexed, whatever is set" {
	secret A '' 'Mật' 'TUYỆT MẬT'
	status 1 hoso-review --approve 12 A
	says 'A: the document on page 3 is marked TUYỆT MẬT: such papers are not digitised'
	grep -q approval A/dossier.json && return 1
	sed -i 's/"files"/"approval":"12","files"/' A/dossier.json
	refused A 'the document on page 3 is marked TUYỆT MẬT'
	export HOSO_SECRET=allow
	refused A 'the document on page 3 is marked TUYỆT MẬT'
	MARK='"secrecy":"Tuyệt mật",' dossier T 1.tif
	refused T 'it is marked Tuyệt mật'
	status 1 hoso-review --approve 12 T
}

@test "the setting lets Mật and Tối mật through: option, environment, hoso.conf" {
	secret A 'Mật' 'Tối mật'
	refused A 'the document on page 1'
	done_with A --secret=allow
	rm -r out x.db
	HOSO_SECRET=allow done_with A
	rm -r out x.db
	echo 'secret = allow' >hoso.conf
	done_with A
	rm -r out
	refused_again() { status 1 hoso-pack -o out --secret=refuse A; }
	refused_again
	status 2 hoso-pack -o out --secret=maybe A
	says "secret: 'maybe' is neither refuse nor allow"
	status 2 hoso-index -d x.db --secret A
}

@test "the setting is for the dossier's own mark, too" {
	MARK='"secrecy":"Mật",' dossier M 1.tif
	refused M 'it is marked Mật, and its dossier.json names no approval: hoso-review --approve'
	done_with M --secret=allow
}

@test "what a person says is not secret does not count" {
	secret A '' 'TUYỆT MẬT'
	refused A 'the document on page 2'
	printf 'dossier\tdocument\tfield\tnew\nA\t2\tsecrecy\t-\n' | hoso-review --enter -
	done_with A
	printf 'dossier\tdocument\tfield\tnew\nA\t1\tsecrecy\ttối mật\n' | hoso-review --enter -
	status 1 hoso-pack -o out A
	says 'A: the document on page 1 is marked Tối mật'
}

@test "bundles are looked into before they are indexed" {
	secret A 'Mật'
	hoso-pack --secret=allow -o . A
	status 1 hoso-index -d x.db A.zip
	says 'A.zip: the document on page 1 is marked Mật'
	[ -z "$(found)" ]
	status 0 hoso-index -d x.db --secret=allow A.zip
	[ "$(found)" = A ]
	status 1 hoso-index -d x.db A.zip
	[ -z "$(found)" ]
	hoso-review --approve 12 A
	hoso-pack -o . A
	status 0 hoso-index -d x.db A.zip
	rm A.zip
	secret U 'Mật'
	hoso-pack --profile bag --secret=allow -o . U
	rebundle U.zip sed -i 's/Mật/Tuyệt mật/' data/documents.json
	status 1 hoso-index -d x.db --secret=allow U.zip
	says 'U.zip: the document on page 1 is marked Tuyệt mật'
}

@test "--rebuild leaves secret dossiers out" {
	mkdir work
	secret A ''
	secret B 'Mật'
	mv A B work/
	status 1 hoso-index -d x.db --rebuild work
	says 'work/B: the document on page 1 is marked Mật'
	[ "$(found)" = A ]
	status 0 hoso-index -d x.db --secret=allow --rebuild work
	[ "$(found)" = 'A B' ]
}

@test "in Vietnamese, too, the words are whole" {
	secret A 'Tối mật'
	LC_ALL=C.UTF-8 LANGUAGE=vi status 1 hoso-pack -o out A
	grep -q 'trang 1 .*Tối mật.*hoso-review$' messages
}
