#!/usr/bin/env bats
# The language of messages: English and Vietnamese; nothing else depends on it.
# shellcheck disable=SC2154

load helper

# What a locale needs is its name and a catalogue: C.UTF-8 with LANGUAGE will do.
vi() {
	LC_ALL=C.UTF-8 LANGUAGE=vi "$@"
}

# a_folder: scans of which one cannot be read
a_folder() {
	mkdir -p inbox/A
	cp "$SAMPLES/inbox/HS-001/1.png" inbox/A/
	head -c 5000 "$SAMPLES/inbox/HS-001/10.tif" >inbox/A/2.tif
	echo oops >inbox/A/3.jpg
}

# told_apart PROGRAM: no line of its help that is for reading is the same in both
told_apart() {
	"$1" --help | sed -n '2p; /^  \(-.\|  \) --/p; /^  [a-z]*  /p' | sort >english
	vi "$1" --help | sort >vietnamese
	[ -s english ]
	comm -12 english vietnamese >same
	[ ! -s same ] || {
		echo "$1: to translate, or scripts/update-po does not see:"
		cat same
		return 1
	}
}

@test 'every help text is translated' {
	for program in "${BUILD:-$TOP/build}"/bin/*; do
		told_apart "${program##*/}"
	done
}

@test 'messages, usage and what the system says are in Vietnamese' {
	status 1 vi hoso-ocr nowhere
	says 'hoso-ocr: nowhere: không mở được hồ sơ: '
	status 2 vi hoso-index
	says 'hoso-index: chỉ mục nào?'
	status 2 vi hoso-index -d
	says 'cách dùng: hoso-index [tùy chọn] -d DB'
	says "tùy chọn '-d' cần có giá trị"
	status 2 vi hoso-index --frobnicate
	says "không có tùy chọn '--frobnicate'"
	status 2 vi hoso improt
	says "không có lệnh 'improt'; có phải ý bạn là 'import'?"
}

@test 'without a language, or one that nobody translated: English' {
	status 1 hoso-ocr nowhere
	says 'hoso-ocr: nowhere: open the dossier: No such file or directory'
	LC_ALL=C.UTF-8 LANGUAGE=tlh status 1 hoso-ocr nowhere
	says 'open the dossier: No such file or directory'
	LC_ALL=no_SUCH.UTF-8 status 1 hoso-ocr nowhere
	says 'open the dossier: No such file or directory'
	HOSO_LOCALEDIR=$PWD status 1 vi hoso-ocr nowhere
	says 'open the dossier: '
}

@test 'the locale vi_VN, by any of its variables' {
	[ -e /usr/share/i18n/locales/vi_VN ] || skip 'the package locales is not on this machine'
	mkdir locales
	localedef -i vi_VN -f UTF-8 locales/vi_VN.UTF-8
	export LOCPATH=$PWD/locales
	unset LC_ALL
	LC_ALL=vi_VN.UTF-8 status 2 hoso nothing
	says 'không có lệnh'
	LC_MESSAGES=vi_VN.UTF-8 LANG=C status 2 hoso nothing
	says 'không có lệnh'
	LANG=vi_VN.UTF-8 status 2 hoso nothing
	says 'không có lệnh'
	LANG=vi_VN.UTF-8 LC_ALL=C status 2 hoso nothing
	says 'there is no verb'
	a_folder
	LANG=vi_VN.UTF-8 status 1 hoso-import -o work inbox/A
	says '2.tif: không đọc được: không phải là tệp TIFF: '
}

@test 'a worker speaks the language, too; records are in English' {
	a_folder
	status 1 vi hoso-import -o work inbox/A
	says '2.tif: không đọc được: không phải là tệp TIFF: '
	says '3.jpg: không đọc được: không phải là tệp JPEG dù tên ghi như vậy'
	grep -q '"not a TIFF file: ' work/A/dossier.json
	grep -q 'not a JPEG file, whatever its name says' work/A/dossier.json
	no grep -rq 'không phải' work
}

# line_of NAME COMMAND...: runs all the programs, through COMMAND, into folder NAME
line_of() {
	local name=$1
	shift
	mkdir "$name"
	cd "$name" || return 1
	"$@" hoso-import --json -o work ../inbox/A >import.out 2>import.err || :
	"$@" hoso-ocr --json work/A >ocr.out 2>ocr.err || :
	"$@" hoso-index -d db work/A >index.out 2>index.err || :
	"$@" hoso-search --json -d db nghị >search.out 2>search.err || :
	"$@" hoso-show work/A >show.out 2>show.err || :
	"$@" hoso-show --json work/A >json.out 2>json.err || :
	"$@" hoso-pack -o bundles work/A >pack.out 2>pack.err || :
	"$@" hoso-verify bundles/A.zip work >verify.out 2>verify.err || :
	"$@" hoso-verify --json work/A "$SAMPLES/inbox/HS-001" >bad.out 2>bad.err || :
	"$@" hoso-eval "$SAMPLES/truth/HS-001" work/A >eval.out 2>eval.err || :
	rm -f ./*.err db*
	cd .. || return 1
}

@test 'results, records and bundles are the same bytes in both languages' {
	a_folder
	line_of english env
	line_of vietnamese vi
	[ -s english/search.out ]
	[ -s english/bundles/A.zip ]
	diff -r english vietnamese
}

@test 'every format in the source is one whole text' {
	# A macro in the middle would end the message for xgettext, but for inttypes.h's.
	cd "$TOP"
	for file in lib/*/*.c cmd/*.c; do
		tr '\n\t' '  ' <"$file" |
			sed -E 's/"([^"\\]|\\.)*"/text/g; s/PRI[a-z]+[0-9]+/text/g' |
			grep -oE '\<hs_(fail|fail_sys|within|warn|note)\([^;]*' |
			grep -E '\<text +[A-Z]|[A-Z] +text\>' && {
			echo "$file"
			return 1
		}
	done
	true
}
