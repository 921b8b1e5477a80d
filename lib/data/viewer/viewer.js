// viewer.js - shows one dossier of a bundle, from file:// and without a network.
//
// Data come as scripts, which call hoso.data, hoso.texts and hoso.words (see
// hoso-formats(5)): a page from file:// may not fetch. Only the first is loaded with
// the page; texts when somebody searches, words and picture of a page when it is shown.
// Whatever the papers say reaches the page by textContent, never as markup.
'use strict';

var hoso = (function () {

// ---- words: the same as lib/base/vi.c, by one table of tests (tests/viewer) -------

const TONES = {'\u0300': '\u0001', '\u0301': '\u0002', '\u0309': '\u0003',
	'\u0303': '\u0004', '\u0323': '\u0005'};
const LETTERS = 64; // of a word count
const WORD = /[\p{L}\p{Nd}][\p{L}\p{Nd}\p{Mn}]*/gu;
const MARK = /^\p{Mn}$/u;
const letters = new Map(), tokens = new Map();

// The two as one letter; '' where Unicode has none.
function composed(letter, mark) {
	const both = (letter + mark).normalize('NFC');

	return Array.from(both).length === 1 ? both : '';
}

function inLowerCase(c) {
	if ('ĐÐðƉɖ'.includes(c))
		return 'đ';
	return Array.from(c.toLowerCase())[0];
}

// A letter without its tone, without any mark, and its tone.
function workOut(c) {
	const low = inLowerCase(c), parts = Array.from(low.normalize('NFD'));
	const l = {base: low, fold: low, tone: '', mark: MARK.test(c)};
	let base = parts[0], tone = '';

	if (l.mark) {
		l.base = parts.length === 1 ? parts[0] : low;
		l.fold = '';
		l.tone = TONES[l.base] || '';
		return l;
	}
	if (low === 'đ')
		l.fold = 'd';
	for (let i = 1; i < parts.length; i++) {
		const isTone = TONES[parts[i]];
		const joined = isTone ? base : composed(base, parts[i]);

		if (!MARK.test(parts[i]) || !joined)
			return l;
		tone = isTone || tone;
		base = joined;
	}
	if (parts.length > 1) {
		l.base = base;
		l.tone = tone;
		l.fold = parts[0];
	}
	return l;
}

function letterOf(c) {
	let l = letters.get(c);

	if (!l)
		letters.set(c, l = workOut(c));
	return l;
}

// A word: exact = letters without tones, then the tones, so that where a tone stands
// does not matter; stem = the letters alone; fold = bare letters.
function makeToken(word) {
	let stem = [], fold = '', tones = '', tone = '', n = 0;

	for (const c of word) {
		const l = letterOf(c);

		if (n >= LETTERS)
			break;
		if (!l.mark) {
			n++;
			tones += tone;
			tone = l.tone;
			stem.push(l.base);
			fold += l.fold;
		} else if (l.tone) {
			tone = l.tone;
		} else {
			const joined = composed(stem[stem.length - 1], l.base);

			if (joined) {
				stem[stem.length - 1] = joined;
			} else {
				n++;
				stem[stem.length - 1] += l.base;
			}
		}
	}
	stem = stem.join('');
	return {exact: stem + tones + tone, stem: stem, fold: fold};
}

function tokenOf(word) {
	let t = tokens.get(word);

	if (!t) {
		if (tokens.size > 100000)
			tokens.clear();
		tokens.set(word, t = makeToken(word));
	}
	return t;
}

// The words of a text, with where they stand in it.
function cut(text) {
	const found = [];

	for (const m of text.matchAll(WORD))
		found.push({at: m.index, end: m.index + m[0].length, token: tokenOf(m[0])});
	return found;
}

// ---- queries: as hoso-search(1), but for its filters ------------------------------

// {want, not}: lists of phrases, {words, star}; null where nothing is looked for.
function parse(text) {
	const query = {want: [], not: []};
	const term = /(-?)(?:"([^"]*)"?|([^\s"]+))(\*?)/gu;

	for (const m of text.replace(/[\u201c\u201d]/g, '"').matchAll(term)) {
		const quoted = m[2] !== undefined, raw = quoted ? m[2] : m[3];
		const words = cut(raw).map(w => w.token);

		if (words.length)
			(m[1] ? query.not : query.want).push(
				{words: words, star: m[4] === '*' || raw.endsWith('*')});
	}
	return query.want.length ? query : null;
}

function same(word, sought, prefix) {
	if (prefix)
		return word.exact.startsWith(sought.stem) || word.fold.startsWith(sought.stem);
	return word.exact === sought.exact || word.fold === sought.exact;
}

function phraseAt(words, i, phrase) {
	const n = phrase.words.length;

	if (i + n > words.length)
		return false;
	for (let k = 0; k < n; k++)
		if (!same(words[i + k].token, phrase.words[k], phrase.star && k === n - 1))
			return false;
	return true;
}

// Which of the words were looked for: [first, one past the last] each, in order;
// null where the query does not fit all of them.
function find(words, query) {
	const found = [];

	for (const phrase of query.not)
		for (let i = 0; i < words.length; i++)
			if (phraseAt(words, i, phrase))
				return null;
	for (const phrase of query.want) {
		let any = false;

		for (let i = 0; i < words.length; i++)
			if (phraseAt(words, i, phrase)) {
				found.push([i, i + phrase.words.length]);
				any = true;
			}
		if (!any)
			return null;
	}
	return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

// The places of those words that are found at all, on a page that fits as a whole.
function places(words, query) {
	const found = [];

	for (const phrase of query.want)
		for (let i = 0; i < words.length; i++)
			if (phraseAt(words, i, phrase))
				for (let k = 0; k < phrase.words.length; k++)
					found.push(i + k);
	return new Set(found);
}

// ---- languages --------------------------------------------------------------------

const SAY = { // Vietnamese, English
	other: ['English', 'Tiếng Việt'],
	skip: ['Đến trang tài liệu', 'To the page'],
	search: ['Tìm trong hồ sơ', 'Search this dossier'],
	previousHit: ['Kết quả trước (Shift+N)', 'Previous hit (Shift+N)'],
	nextHit: ['Kết quả sau (N)', 'Next hit (N)'],
	print: ['In', 'Print'],
	help: ['Trợ giúp và phím tắt (?)', 'Help and keys (?)'],
	side: ['Danh sách văn bản, kết quả tìm', 'Documents, hits'],
	pager: ['Chuyển trang', 'Pages'],
	about: ['Thông tin văn bản', 'About the document'],
	desk: ['Trang tài liệu', 'The page'],
	back: ['Trang trước (←)', 'Previous page (←)'],
	on: ['Trang sau (→)', 'Next page (→)'],
	page: ['Trang', 'Page'],
	of: ['/ {0}', 'of {0}'],
	smaller: ['Nhỏ hơn (−)', 'Smaller (−)'],
	larger: ['Lớn hơn (+)', 'Larger (+)'],
	fit: ['Vừa chiều ngang (0)', 'Fit width (0)'],
	text: ['Chữ', 'Text'],
	close: ['Đóng', 'Close'],
	documents: ['{0} văn bản, {1} trang', '{0} documents, {1} pages'],
	pagesOnly: ['{0} trang', '{0} pages'],
	pages: ['tr. {0}', 'p. {0}'],
	cover: ['Bìa hồ sơ', 'Cover'],
	contents: ['Mục lục văn bản', 'Table of contents'],
	loose: ['Trang không thuộc văn bản nào', 'Pages of no document'],
	untitled: ['(chưa có tên)', '(no title)'],
	toCheck: ['{0} mục cần xem lại', '{0} to check'],
	check: ['cần xem lại', 'to check'],
	searching: ['Đang tìm… {0} / {1} trang', 'Searching… {0} of {1} pages'],
	none: ['Không tìm thấy «{0}»', 'Nothing found for “{0}”'],
	hits: ['{0} trang có «{1}»', '{0} pages with “{1}”'],
	inFields: ['Trong thông tin văn bản', 'In what is known of documents'],
	inPages: ['Trong các trang', 'On pages'],
	more: ['Thêm {0} kết quả', '{0} more'],
	lost: ['Không đọc được một phần dữ liệu tìm kiếm', 'Part of the text could not be loaded'],
	pictureOf: ['Ảnh trang {0}', 'Picture of page {0}'],
	noPicture: ['Không có ảnh của trang này', 'No picture of this page'],
	noPictures: ['Gói này không kèm ảnh màn hình', 'This bundle has no pictures for the screen'],
	broken: ['Không giải mã được trang này', 'This page could not be decoded'],
	master: ['Tệp gốc: ', 'The file as it came: '],
	noText: ['Trang này chưa có chữ', 'This page has no text'],
	noPlace: ['Có trong phần chữ của trang, không rõ vị trí trên ảnh',
		'In the text of the page; where on the picture is not known'],
	aboutDossier: ['Hồ sơ', 'Dossier'],
	aboutDocument: ['Văn bản', 'Document'],
	aboutPage: ['Trang {0}', 'Page {0}'],
	findings: ['Ghi nhận', 'Findings'],
	code: ['Mã hồ sơ', 'Code'], fonds: ['Phông', 'Fonds'],
	inventory: ['Mục lục số', 'Inventory'], title: ['Tiêu đề', 'Title'],
	start_date: ['Từ ngày', 'From'], end_date: ['Đến ngày', 'To'],
	retention: ['Thời hạn bảo quản', 'Retention'],
	secrecy: ['Độ mật', 'Secrecy'], approval: ['Căn cứ cho phép', 'Approval'],
	type: ['Tên loại', 'Type'], number: ['Số', 'Number'], symbol: ['Ký hiệu', 'Symbol'],
	date: ['Ngày tháng', 'Date'], place: ['Địa danh', 'Place'],
	parent: ['Cơ quan cấp trên', 'Parent body'], issuer: ['Tác giả', 'Issuer'],
	subject: ['Trích yếu', 'Subject'], authority: ['Thẩm quyền ký', 'Authority'],
	position: ['Chức vụ', 'Position'], signer: ['Người ký', 'Signer'],
	recipients: ['Nơi nhận', 'Recipients'], urgency: ['Độ khẩn', 'Urgency'],
	sheets: ['Số tờ', 'Sheets'], pageRange: ['Trang số', 'Pages'],
	attachments: ['Phụ lục kèm theo', 'Attachments'],
	file: ['Tệp gốc', 'File'], frame: ['{0}, trang {1}', '{0}, page {1}'],
	size: ['Kích thước', 'Size'], reason: ['Lý do', 'Reason'],
	sure: ['tin cậy {0} %', '{0} % sure'],
	from_ocr: ['đọc từ trang', 'read on the page'],
	from_contents: ['từ mục lục văn bản', 'from the table of contents'],
	from_name: ['từ tên tệp', 'from the name of the file'],
	from_person: ['do người nhập', 'entered by a person'],
	helpTitle: ['Cách dùng', 'How to use it'],
	printTitle: ['In', 'Print'],
	printPage: ['Trang này', 'This page'],
	printDocument: ['Văn bản này, mọi trang', 'This document, all its pages'],
	printList: ['Danh sách văn bản và thông tin', 'The list of documents and their fields'],
	printAll: ['Cả hồ sơ: danh sách và mọi trang', 'The whole dossier: list and all pages'],
	printing: ['Đang chuẩn bị {0} / {1} trang', 'Preparing {0} of {1} pages'],
};
const HELP = {
	text: [[
		'Gõ chữ vào ô tìm. Từ có dấu tìm đúng từ ấy: «tỉnh» không ra «tình». Từ không dấu tìm mọi dấu: «tinh» ra cả hai; «d» ra cả «đ». «uỷ» và «ủy» là một. Không phân biệt chữ hoa, chữ thường.',
		'"nghị quyết" trong ngoặc kép: các từ liền nhau. -từ: trang không có từ ấy. quy*: từ bắt đầu như vậy.',
		'Chữ do máy đọc từ ảnh, có thể sai; «cần xem lại» đánh dấu chỗ máy không chắc. Ảnh ở đây nhỏ hơn bản gốc; bản gốc nằm trong thư mục data và là bản có giá trị.',
	], [
		'Type into the search field. A word with marks finds exactly that word: “tỉnh” does not find “tình”. A bare word finds any marks: “tinh” finds both; “d” finds “đ”, too. “uỷ” and “ủy” are one. Capitals do not matter.',
		'"nghị quyết" between quotation marks: the words side by side. -word: pages without it. quy*: words that begin so.',
		'The text was read by a machine and may be wrong; “to check” stands where it was not sure. The pictures here are smaller than the scans, which are in the folder data: those are the evidence.',
	]],
	keys: [
		['/', 'Đến ô tìm', 'To the search field'],
		['Enter', 'Đến kết quả đầu tiên', 'To the first hit'],
		['N, Shift+N', 'Kết quả sau, kết quả trước', 'Next hit, previous hit'],
		['→ ←', 'Trang sau, trang trước', 'Next page, previous page'],
		['Home, End', 'Trang đầu, trang cuối', 'First page, last page'],
		['] [', 'Văn bản sau, văn bản trước', 'Next document, previous document'],
		['G', 'Gõ số trang', 'Go to a page by its number'],
		['+ − 0', 'Lớn hơn, nhỏ hơn, vừa chiều ngang', 'Larger, smaller, fit width'],
		['T', 'Ảnh hoặc chữ', 'Picture or text'],
		['P', 'In', 'Print'],
		['L', 'Tiếng Việt hoặc tiếng Anh', 'Vietnamese or English'],
		['Esc', 'Xóa tìm kiếm, đóng hộp', 'Clear the search, close a box'],
		['?', 'Trang trợ giúp này', 'This help'],
	],
};
const FIELDS = ['type', 'number', 'symbol', 'date', 'place', 'parent', 'issuer', 'subject',
	'authority', 'position', 'signer', 'recipients', 'secrecy', 'urgency'];
const OF_DOSSIER = ['code', 'title', 'fonds', 'inventory', 'start_date', 'end_date',
	'retention', 'secrecy', 'approval'];

let language = 0; // index into SAY's pairs

function say(key) {
	const args = arguments;

	return SAY[key][language].replace(/\{(\d)\}/g, (m, i) => args[+i + 1]);
}

// 2021-10-18 as it is written where the reader is.
function dateText(iso) {
	const m = language === 0 && /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(iso);

	return m ? (m[3] ? m[3] + '/' : '') + m[2] + '/' + m[1] : iso;
}

function fieldText(name, value) {
	return name === 'date' || name.endsWith('_date') ? dateText(value) : value;
}

// ---- what is known ----------------------------------------------------------------

const SOME = 200; // hits shown at once
const ZOOMS = [50, 67, 80, 100, 125, 150, 200, 300];

let all = null;            // what data.js gave
const texts = new Map();   // page: its text
const words = new Map();   // page: {w, h, list}
const loads = new Map();   // path: promise
let entries = [];          // of the list: {kind, doc, first, last}
let at = 0;                // index of the page that is shown
let entry = -1;            // index of the entry that is
let place = null;          // {page, box}: the field that was clicked
let zoom = 0;              // per cent of the desk's width; 0: fit
let asText = false;
let query = null, asked = '', search = 0;
let hits = [], fieldHits = [], shown = SOME, done = 0, lost = false;

const $ = id => document.getElementById(id);

function make(tag, text, members) {
	const e = document.createElement(tag);

	if (text !== undefined && text !== null)
		e.textContent = text;
	for (const name in members || {})
		if (name.includes('-') || name === 'role')
			e.setAttribute(name, members[name]);
		else
			e[name] = members[name];
	return e;
}

function fill(e) {
	e.textContent = '';
	for (let i = 1; i < arguments.length; i++)
		if (arguments[i])
			e.append(arguments[i]);
	return e;
}

function name4(n) {
	return String(n).padStart(4, '0');
}

// Once; a page that asks again gets the same promise.
function load(path) {
	if (!loads.has(path))
		loads.set(path, new Promise((fine, bad) => {
			const s = make('script', null, {src: 'index_files/' + path});

			s.onload = fine;
			s.onerror = () => { loads.delete(path); bad(new Error(path)); };
			document.head.append(s);
		}));
	return loads.get(path);
}

function textOf(i) {
	const first = all.pages[i - i % all.shard];

	return load('text/' + name4(first.n) + '.js').then(() => texts.get(all.pages[i].n) || '');
}

function wordsOf(i) {
	const page = all.pages[i];

	if (!page.words)
		return Promise.resolve({w: 1, h: 1, list: []});
	return load('pages/' + name4(page.n) + '.js').then(() => words.get(page.n));
}

function valueOf(doc, name) {
	return doc && doc[name] && doc[name].value || '';
}

// 12-NQ/HU, 15/2021/QĐ-UBND: as hs_symbol_written in lib/model/query.c.
function symbolOf(doc) {
	const number = valueOf(doc, 'number'), symbol = valueOf(doc, 'symbol');
	const state = /^\d/.test(symbol) || !symbol.includes('/');

	return number && symbol ? number + (state ? '/' : '-') + symbol : number || symbol;
}

function doubts(doc) {
	return FIELDS.filter(f => doc[f] && doc[f].state === 'review').length;
}

function rangeText(first, last) {
	return first === last ? String(first) : first + '–' + last;
}

function indexOf(n) {
	return all.pages.findIndex(p => p.n === n);
}

// Cover, contents, documents, and the pages between them, in the order of pages.
function listEntries() {
	const d = all.documents, known = [];
	let next = 0;

	const add = (kind, pages, doc) => {
		if (pages && pages.length === 2)
			known.push({kind: kind, doc: doc, first: pages[0], last: pages[1]});
	};

	add('cover', d.cover && d.cover.pages);
	add('contents', d.contents_pages);
	for (const doc of d.documents || [])
		add('document', doc.pages, doc);
	known.sort((a, b) => a.first - b.first || b.last - a.last);
	entries = [];
	const loose = until => {
		const from = next;

		while (next < all.pages.length && all.pages[next].n < until)
			next++;
		if (next > from)
			entries.push({kind: 'loose', first: all.pages[from].n, last: all.pages[next - 1].n});
	};
	for (const e of known) {
		loose(e.first);
		entries.push(e);
		while (next < all.pages.length && all.pages[next].n <= e.last)
			next++;
	}
	loose(Infinity);
}

// The entry that begins last of those that have the page.
function entryOf(n) {
	let found = -1;

	entries.forEach((e, i) => { if (e.first <= n && n <= e.last) found = i; });
	return found;
}

// ---- the list ---------------------------------------------------------------------

function headOf(e) {
	if (e.kind !== 'document')
		return say(e.kind);
	return symbolOf(e.doc) || valueOf(e.doc, 'type') || say('untitled');
}

function bodyOf(e) {
	const type = e.doc ? valueOf(e.doc, 'type') : '', subject = e.doc ? valueOf(e.doc, 'subject') : '';

	return type && subject ? type + ' ' + subject : type || subject;
}

function itemOf(e, go, body, foot) {
	const head = make('span', null, {className: 'head'}), b = make('button', null, {type: 'button'});

	head.append(make('b', headOf(e)));
	if (e.doc && e.doc.date)
		head.append(make('span', dateText(e.doc.date.value)));
	b.append(head);
	if (body && (typeof body !== 'string' || body.trim()))
		b.append(fill(make('span', null, {className: 'body'}), body));
	b.append(make('span', foot, {className: 'foot'}));
	b.addEventListener('click', go);
	return b;
}

function addItem(list, item) {
	list.append(fill(make('li'), item));
	return item;
}

function showDocuments() {
	const list = fill($('list')), count = (all.documents.documents || []).length;

	entries.forEach((e, i) => {
		const n = e.doc ? doubts(e.doc) : 0;
		const foot = say('pages', rangeText(e.first, e.last)) + (n ? ' · ' + say('toCheck', n) : '');

		addItem(list, itemOf(e, () => { entry = i; goTo(e.first, i); }, bodyOf(e), foot))
			.dataset.entry = i;
	});
	$('count').textContent = count ? say('documents', count, all.pages.length)
		: say('pagesOnly', all.pages.length);
}

// Words before, the hit, words after; every word that was looked for is marked.
function marked(text, from, to, found, cutWords) {
	const out = document.createDocumentFragment();
	let here = from;

	for (const i of Array.from(found).sort((a, b) => a - b)) {
		const w = cutWords[i];

		if (w.at < here || w.end > to)
			continue;
		out.append(text.slice(here, w.at).replace(/\s+/g, to - from === text.length ? '$&' : ' '),
			make('mark', text.slice(w.at, w.end)));
		here = w.end;
	}
	out.append(to - from === text.length ? text.slice(here, to) : text.slice(here, to).replace(/\s+/g, ' '));
	return out;
}

function snippet(text) {
	const cutWords = cut(text), found = places(cutWords, query);
	const first = Math.min.apply(null, Array.from(found));
	const a = cutWords[Math.max(0, first - 8)].at;
	const b = cutWords[Math.min(cutWords.length - 1, first + 16)].end;
	const out = document.createDocumentFragment();

	out.append(a > 0 ? '…' : '', marked(text, a, b, found, cutWords), b < text.length ? '…' : '');
	return out;
}

function hitItem(n) {
	const e = entries[entryOf(n)];

	return itemOf(e, () => goTo(n), snippet(texts.get(n)), say('pages', n));
}

function showHits() {
	const list = fill($('list'));

	if (fieldHits.length) {
		addItem(list, make('h2', say('inFields')));
		for (const i of fieldHits.slice(0, SOME)) {
			const e = entries[i];

			addItem(list, itemOf(e, () => goTo(e.first, i), bodyOf(e),
				say('pages', rangeText(e.first, e.last)))).dataset.entry = i;
		}
		addItem(list, make('h2', say('inPages')));
	}
	addHits(0);
}

// Those from hits[from] on, and a button for what is too many.
function addHits(from) {
	const list = $('list'), old = $('more');

	if (old)
		old.parentNode.remove();
	for (const n of hits.slice(from, shown))
		addItem(list, hitItem(n)).dataset.page = n;
	if (hits.length > shown)
		addItem(list, make('button', say('more', hits.length - shown), {type: 'button', id: 'more'}))
			.addEventListener('click', () => {
				const end = shown;

				shown += SOME;
				addHits(end);
			});
}

function countHits() {
	const count = $('count');

	if (done < all.pages.length)
		count.textContent = say('searching', done, all.pages.length);
	else if (hits.length || fieldHits.length)
		count.textContent = say('hits', hits.length, asked);
	else
		count.textContent = say('none', asked);
	if (lost)
		count.textContent += '. ' + say('lost');
	$('next-hit').disabled = $('previous-hit').disabled = !hits.length;
}

function showList() {
	if (!all)
		return;
	if (query) {
		showHits();
		countHits();
	} else {
		showDocuments();
		$('next-hit').disabled = $('previous-hit').disabled = true;
	}
	markCurrent();
}

function markCurrent() {
	const n = all.pages.length ? all.pages[at].n : 0;
	const buttons = $('list').querySelectorAll('button');
	let current = null;

	for (const b of buttons) {
		const is = b.dataset.page !== undefined ? +b.dataset.page === n
			: !query && b.dataset.entry !== undefined && +b.dataset.entry === entry;

		b.toggleAttribute('aria-current', is);
		if (is) {
			b.setAttribute('aria-current', 'true');
			current = b;
		}
	}
	if (current)
		current.scrollIntoView({block: 'nearest'});
}

// ---- searching --------------------------------------------------------------------

function searchFields() {
	fieldHits = [];
	entries.forEach((e, i) => {
		if (!e.doc)
			return;
		const text = [symbolOf(e.doc)].concat(FIELDS.map(f => valueOf(e.doc, f))).join(' \n ');

		if (find(cut(text), query))
			fieldHits.push(i);
	});
}

// Shard by shard, so that the first hits stand there before the last text is loaded.
async function run() {
	const mine = ++search, size = all.shard;

	hits = [];
	shown = SOME;
	done = 0;
	lost = false;
	searchFields();
	showList();
	for (let i = 0; i < all.pages.length; i += size) {
		try {
			await textOf(i);
		} catch (e) {
			lost = true;
		}
		if (mine !== search)
			return;
		const before = hits.length;

		for (let k = i; k < i + size && k < all.pages.length; k++) {
			const n = all.pages[k].n, text = texts.get(n);

			if (text && find(cut(text), query))
				hits.push(n);
		}
		done = Math.min(i + size, all.pages.length);
		addHits(before);
		countHits();
	}
	markCurrent();
}

// Resolves when all has been searched.
function ask(text) {
	const trimmed = text.trim();

	if (trimmed === asked)
		return Promise.resolve();
	asked = trimmed;
	query = parse(trimmed);
	place = null;
	const over = query ? run() : (search++, showList());

	return Promise.all([over, showMarks()]);
}

// The next page with a hit, round and round.
function stepHit(by) {
	if (!hits.length)
		return;
	const n = all.pages[at].n;
	let i = by > 0 ? hits.findIndex(h => h > n) : hits.length - 1;

	if (by > 0 && i < 0)
		i = 0;
	while (by < 0 && i >= 0 && hits[i] >= n)
		i--;
	goTo(hits[i < 0 ? hits.length - 1 : i]);
}

// ---- the page ---------------------------------------------------------------------

// A box on the page as it was scanned, on the page as it is shown, in per cent.
function onSheet(box, w, h, turn) {
	let x = box[0], y = box[1], bw = box[2], bh = box[3], W = w, H = h;

	if (turn === 1 || turn === 3) {
		[x, y] = turn === 1 ? [h - y - bh, x] : [y, w - x - bw];
		[bw, bh, W, H] = [bh, bw, h, w];
	} else if (turn === 2) {
		[x, y] = [w - x - bw, h - y - bh];
	}
	return [100 * x / W, 100 * y / H, 100 * bw / W, 100 * bh / H];
}

function putBox(sheet, className, box, w, h, turn) {
	const e = make('div', null, {className: className, 'aria-hidden': 'true'});
	const [x, y, bw, bh] = onSheet(box, w, h, turn);

	e.style.left = x + '%';
	e.style.top = y + '%';
	e.style.width = bw + '%';
	e.style.height = bh + '%';
	sheet.append(e);
	return e;
}

function intoView(e) {
	if (e)
		e.scrollIntoView({block: 'center', inline: 'nearest'});
}

// The words that were looked for, on the picture or in the text, and the field that was
// clicked.
async function showMarks(move) {
	const page = all.pages[at], sheet = $('sheet');

	if (!page)
		return;
	if (asText)
		return showText(page, move);
	for (const old of sheet.querySelectorAll('.hit, .place'))
		old.remove();
	if (place && place.page === page.n)
		intoView(putBox(sheet, 'place', place.box, page.w, page.h, page.turn));
	if (!query)
		return;
	const now = query;
	let known;

	try {
		known = await wordsOf(at);
	} catch (e) {
		return;
	}
	if (now !== query || page !== all.pages[at] || asText)
		return;
	const list = [], whose = [];

	known.list.forEach((w, i) => {
		for (const c of cut(w.text)) {
			list.push(c);
			whose.push(i);
		}
	});
	let first = null;

	for (const i of new Set(Array.from(places(list, query)).sort((a, b) => a - b).map(i => whose[i]))) {
		const e = putBox(sheet, 'hit', known.list[i].box, known.w, known.h, page.turn);

		first = first || e;
	}
	if (move && !place)
		intoView(first);
	$('of').textContent = say('of', all.pages[all.pages.length - 1].n) +
		(!first && hits.includes(page.n) ? ' · ' + say('noPlace') : '');
}

async function showText(page, move) {
	const sheet = $('sheet'), now = query;
	let text = '';

	try {
		text = await textOf(at);
	} catch (e) { /* none: the sheet says so */ }
	if (page !== all.pages[at] || !asText || now !== query)
		return;
	const pre = make('pre'), list = cut(text);

	pre.lang = 'vi';
	pre.append(query ? marked(text, 0, text.length, places(list, query), list) : text);
	fill(sheet, text.trim() ? pre : make('p', say('noText')));
	if (move)
		intoView(sheet.querySelector('mark'));
}

function masterLink(page) {
	if (!page.file)
		return null;
	if (!page.master)
		return document.createTextNode(page.file);
	return make('a', page.file, {
		href: page.master.split('/').map(encodeURIComponent).join('/'),
		target: '_blank', rel: 'noopener'});
}

function placeholder(page, why) {
	const box = make('div', null, {className: 'nothing', role: 'img', 'aria-label': why});
	const file = masterLink(page);

	box.append(make('b', why));
	if (page.why)
		box.append(make('span', page.why));
	if (file)
		box.append(fill(make('span', say('master')), say('master'), file));
	return box;
}

function pictureOf(page) {
	return 'index_files/pages/' + name4(page.n) + '.jpg';
}

function hasPictures() {
	return all.pages.some(p => p.picture);
}

function sides(page) {
	const ratio = page.dpi ? page.dpi[0] / page.dpi[1] : 1;
	const w = page.w || 210, h = (page.h || 297) * ratio;

	return page.turn % 2 ? [h, w] : [w, h];
}

function setSize() {
	const page = all.pages[at], sheet = $('sheet'), desk = $('desk');

	$('fit').textContent = zoom ? zoom + ' %' : '↔';
	if (!page || asText) {
		sheet.style.width = sheet.style.aspectRatio = '';
		return;
	}
	const [w, h] = sides(page);
	const style = getComputedStyle(desk);
	const room = desk.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
	// Fit: as wide as the desk, but not blown up far beyond the picture's own size.
	const fit = Math.min(room, w > h ? 1700 : 1100);

	sheet.style.aspectRatio = w + ' / ' + h;
	sheet.style.width = (zoom ? 850 * Math.max(1, w / h) * zoom / 100 : fit) + 'px';
}

function showPicture(page) {
	const sheet = $('sheet');

	if (!page.picture) {
		fill(sheet, placeholder(page, page.why ? say('broken')
			: hasPictures() ? say('noPicture') : say('noPictures')));
		return;
	}
	const img = make('img', null, {alt: say('pictureOf', page.n), decoding: 'async'});

	img.onerror = () => {
		if (page === all.pages[at] && !asText)
			img.replaceWith(placeholder(page, say('broken')));
	};
	img.src = pictureOf(page);
	fill(sheet, img);
	const next = all.pages[at + 1];

	if (next && next.picture)
		img.addEventListener('load', () => { new Image().src = pictureOf(next); }, {once: true});
}

function showPage(move) {
	const page = all.pages[at], sheet = $('sheet');

	$('back').disabled = at === 0;
	$('on').disabled = at >= all.pages.length - 1;
	$('text').setAttribute('aria-pressed', asText);
	sheet.className = asText ? 'sheet words' : 'sheet';
	if (!page) {
		fill(sheet);
		return;
	}
	$('number').value = page.n;
	$('of').textContent = say('of', all.pages[all.pages.length - 1].n);
	setSize();
	if (!asText)
		showPicture(page);
	showMarks(move);
	showAbout();
	markCurrent();
}

function goTo(n, ofEntry) {
	const i = indexOf(n);

	if (i < 0)
		return;
	const e = entries[entry], stays = ofEntry === undefined && e && e.first <= n && n <= e.last;

	at = i;
	entry = ofEntry !== undefined ? ofEntry : stays ? entry : entryOf(n);
	if (!place || place.page !== n)
		place = null;
	$('desk').scrollTop = 0;
	showPage(true);
	try {
		history.replaceState(null, '', '#' + n);
	} catch (e) { /* some browsers: not from file:// */ }
}

function step(by) {
	const to = Math.max(0, Math.min(all.pages.length - 1, at + by));

	if (all.pages.length && to !== at)
		goTo(all.pages[to].n);
}

function stepEntry(by) {
	const to = entry + by;

	if (to >= 0 && to < entries.length)
		goTo(entries[to].first, to);
}

function setZoom(by) {
	if (by === 0) {
		zoom = 0;
	} else {
		const now = zoom || 100 * $('sheet').clientWidth / (850 * Math.max(1, sides(all.pages[at])[0] / sides(all.pages[at])[1]));
		const next = by > 0 ? ZOOMS.find(z => z > now + 1) : ZOOMS.slice().reverse().find(z => z < now - 1);

		zoom = next || zoom;
	}
	setSize();
}

function setText(on) {
	asText = on;
	showPage(true);
}

// ---- what is known of it ----------------------------------------------------------

function doubtMark() {
	return make('span', ' ' + say('check'), {className: 'doubt'});
}

function howKnown(v) {
	const how = SAY['from_' + v.source] ? say('from_' + v.source) : '';

	return [how, v.confidence ? say('sure', Math.round(100 * v.confidence)) : ''].filter(x => x).join(', ');
}

function addTerm(dl, name, what) {
	const dd = make('dd');

	dl.append(make('dt', say(name)), dd);
	dd.append(what);
	return dd;
}

function addValue(dl, name, v) {
	if (!v || !v.value)
		return;
	const text = fieldText(name, v.value);
	const placed = v.page && v.box && v.box.length === 4;
	const e = make(placed ? 'button' : 'span', text, {title: howKnown(v), lang: 'vi'});
	const dd = addTerm(dl, name, e);

	if (placed) {
		e.type = 'button';
		e.addEventListener('click', () => {
			place = {page: v.page, box: v.box};
			asText = false;
			goTo(v.page);
		});
	}
	if (v.state === 'review')
		dd.append(doubtMark());
}

function documentTerms(doc) {
	const dl = make('dl');

	for (const f of FIELDS)
		addValue(dl, f, doc[f]);
	addTerm(dl, 'pageRange', rangeText(doc.pages[0], doc.pages[1]));
	if (doc.attachments)
		addTerm(dl, 'attachments', doc.attachments.map(a =>
			(a.title || '') + ' (' + say('pages', rangeText(a.pages[0], a.pages[1])) + ')').join('\n'));
	return dl;
}

function dossierTerms() {
	const dl = make('dl');

	for (const f of OF_DOSSIER)
		if (all.dossier[f])
			addTerm(dl, f, fieldText(f, all.dossier[f]));
	return dl;
}

function pageTerms(page) {
	const dl = make('dl'), file = masterLink(page);

	if (file) {
		const dd = addTerm(dl, 'file', file);

		if (page.frame)
			dd.append(', ' + say('page').toLowerCase() + ' ' + page.frame);
	}
	if (page.w)
		addTerm(dl, 'size', page.w + ' × ' + page.h + (page.dpi ? ', ' + page.dpi[0] + ' dpi' : ''));
	if (page.why)
		addTerm(dl, 'reason', page.why);
	return dl;
}

function findingsOf(list) {
	const ul = make('ul');

	for (const f of list)
		ul.append(make('li', [f.what, f.detail, f.clause].filter(x => x).join(' · ')));
	return ul;
}

function showAbout() {
	const about = fill($('about')), page = all.pages[at], e = entries[entry];

	if (e && e.doc) {
		about.append(make('h2', say('aboutDocument')), documentTerms(e.doc));
		if (e.doc.findings && e.doc.findings.length)
			about.append(make('h2', say('findings')), findingsOf(e.doc.findings));
	} else if (e && e.kind === 'cover') {
		const dl = make('dl');

		for (const f of ['title', 'start_date', 'end_date', 'retention', 'sheets'])
			addValue(dl, f, all.documents.cover[f]);
		about.append(make('h2', say('cover')), dl);
	}
	if (page)
		about.append(make('h2', say('aboutPage', page.n)), pageTerms(page));
	about.append(make('h2', say('aboutDossier')), dossierTerms());
}

// ---- printing ---------------------------------------------------------------------

function paperDocument(e) {
	const item = make('section', null, {className: 'item'});

	item.append(make('h2', [headOf(e), bodyOf(e)].filter((x, i, a) => x && a.indexOf(x) === i).join(' · ')));
	item.append(documentTerms(e.doc));
	for (const b of item.querySelectorAll('button'))
		b.replaceWith(b.textContent);
	return item;
}

// A page with its picture, or its text; resolves when the picture is there.
async function paperPage(i) {
	const page = all.pages[i], figure = make('figure');
	let e = null;

	figure.append(make('figcaption', all.dossier.code + ' · ' + say('page').toLowerCase() + ' ' + page.n));
	if (page.picture) {
		e = make('img', null, {alt: say('pictureOf', page.n)});
		e.src = pictureOf(page);
		try {
			await e.decode();
		} catch (why) {
			e = null;
		}
	}
	if (!e)
		e = make('pre', (await textOf(i).catch(() => '')) || say(page.picture || page.why ? 'broken' : 'noText'));
	figure.append(e);
	return figure;
}

function paperHead() {
	const head = document.createDocumentFragment();

	head.append(make('h1', all.dossier.title || all.dossier.code), dossierTerms());
	return head;
}

// Fills the section that only paper shows. what: page, document, list, all.
async function prepare(what, told) {
	const paper = fill($('paper'), paperHead()), e = entries[entry];
	const list = what === 'list' || what === 'all' ? entries : what === 'document' && e ? [e] : [];
	const from = what === 'all' ? 0 : what === 'page' || !e ? at : indexOf(e.first);
	const to = what === 'all' ? all.pages.length - 1 : what === 'page' || !e ? at : indexOf(e.last);

	for (const x of list)
		if (x.doc)
			paper.append(paperDocument(x));
	for (let i = Math.max(from, 0); what !== 'list' && i <= to && i < all.pages.length; i++) {
		if (told)
			told(i - from + 1, to - from + 1);
		paper.append(await paperPage(i));
	}
	return paper;
}

function openPrint() {
	$('print-state').textContent = '';
	$('print-go').disabled = false;
	$('print-box').showModal();
}

async function printNow(event) {
	event.preventDefault();
	const what = new FormData($('print-form')).get('what');

	$('print-go').disabled = true;
	await prepare(what, (i, n) => { $('print-state').textContent = say('printing', i, n); });
	if (!$('print-box').open)
		return; // closed meanwhile
	$('print-box').close();
	window.print();
}

// The browser's own command prints the list, and the page that is shown.
function printUnasked() {
	const img = $('sheet').querySelector('img'), paper = $('paper');

	if (!all || paper.childElementCount)
		return;
	paper.append(paperHead());
	for (const e of entries)
		if (e.doc)
			paper.append(paperDocument(e));
	if (img)
		paper.append(fill(make('figure'), img.cloneNode()));
}

// ---- the page's own matters -------------------------------------------------------

function showHelp() {
	const table = make('table');

	for (const [keys, vi, en] of HELP.keys) {
		const td = make('td');

		keys.split(/(, | )/).forEach(k => td.append(/^,? $/.test(k) ? ' ' : make('kbd', k)));
		table.append(fill(make('tr'), td, make('td', language ? en : vi)));
	}
	fill($('help-text'), table);
	for (const p of HELP.text[language])
		$('help-text').append(make('p', p));
	if (!$('help-box').open)
		$('help-box').showModal();
}

function setLanguage(to) {
	language = to;
	document.documentElement.lang = to ? 'en' : 'vi';
	for (const e of document.querySelectorAll('[data-t]'))
		e.textContent = say(e.dataset.t);
	for (const e of document.querySelectorAll('[data-label]')) {
		e.setAttribute('aria-label', say(e.dataset.label));
		if (e.tagName === 'BUTTON')
			e.title = say(e.dataset.label);
	}
	$('language').textContent = say('other');
	$('language').lang = to ? 'vi' : 'en';
	$('query').placeholder = say('search') + ' ( / )';
	if (!all)
		return;
	showTitle();
	showList();
	showPage();
	if ($('help-box').open)
		showHelp();
}

function showTitle() {
	const d = all.dossier;

	fill($('title'), d.title || d.code);
	document.title = (d.title || d.code) + (d.title ? ' · ' + d.code : '');
	if (d.title)
		$('title').append(make('small', [d.code, d.fonds].filter(x => x).join(' · ')));
}

const KEYS = {
	'/': () => { $('query').focus(); $('query').select(); },
	'n': () => stepHit(1), 'N': () => stepHit(-1),
	'ArrowRight': () => step(1), 'ArrowLeft': () => step(-1),
	'Home': () => step(-Infinity), 'End': () => step(Infinity),
	']': () => stepEntry(1), '[': () => stepEntry(-1),
	'g': () => { $('number').focus(); $('number').select(); },
	'+': () => setZoom(1), '=': () => setZoom(1), '-': () => setZoom(-1), '0': () => setZoom(0),
	't': () => setText(!asText),
	'p': openPrint,
	'l': () => setLanguage(1 - language),
	'Escape': () => clearSearch(),
	'?': showHelp,
};

function onKey(event) {
	if (event.ctrlKey || event.altKey || event.metaKey || !all ||
	    document.querySelector('dialog[open]'))
		return;
	const typing = event.target.tagName === 'INPUT';

	if (typing && event.key !== 'Escape')
		return;
	const does = KEYS[event.key] || KEYS[event.key.toLowerCase()];

	if (!does)
		return;
	event.preventDefault();
	if (typing)
		event.target.blur();
	does();
}

function clearSearch() {
	$('query').value = '';
	ask('');
}

let typed = 0;

function onType() {
	clearTimeout(typed);
	typed = setTimeout(() => ask($('query').value), 150);
}

async function onAsk(event) {
	event.preventDefault();
	clearTimeout(typed);
	if ($('query').value.trim() === asked) {
		stepHit(1);
	} else {
		await ask($('query').value);
		if (hits.length)
			goTo(hits[0]);
		else if (fieldHits.length)
			goTo(entries[fieldHits[0]].first, fieldHits[0]);
	}
	$('desk').focus({preventScroll: true});
}

function onNumber() {
	const n = parseInt($('number').value, 10);

	if (indexOf(n) >= 0)
		goTo(n);
	else
		$('number').value = all.pages.length ? all.pages[at].n : '';
}

function fromAddress() {
	const n = parseInt(location.hash.slice(1), 10);

	if (indexOf(n) >= 0 && n !== all.pages[at].n)
		goTo(n);
}

function listen() {
	$('search').addEventListener('submit', onAsk);
	$('query').addEventListener('input', onType);
	$('next-hit').addEventListener('click', () => stepHit(1));
	$('previous-hit').addEventListener('click', () => stepHit(-1));
	$('back').addEventListener('click', () => step(-1));
	$('on').addEventListener('click', () => step(1));
	$('number').addEventListener('change', onNumber);
	$('number').addEventListener('keydown', e => { if (e.key === 'Enter') { onNumber(); $('desk').focus(); } });
	$('smaller').addEventListener('click', () => setZoom(-1));
	$('larger').addEventListener('click', () => setZoom(1));
	$('fit').addEventListener('click', () => setZoom(0));
	$('text').addEventListener('click', () => setText(!asText));
	$('language').addEventListener('click', () => setLanguage(1 - language));
	$('help').addEventListener('click', showHelp);
	$('print').addEventListener('click', openPrint);
	$('print-form').addEventListener('submit', printNow);
	$('print-close').addEventListener('click', () => $('print-box').close());
	document.addEventListener('keydown', onKey);
	window.addEventListener('resize', setSize);
	window.addEventListener('hashchange', fromAddress);
	window.addEventListener('beforeprint', printUnasked);
	window.addEventListener('afterprint', () => fill($('paper')));
}

// ---- what the data call -----------------------------------------------------------

function data(given) {
	all = given;
	all.documents = all.documents || {};
	listEntries();
	asText = all.pages.length > 0 && !hasPictures() && all.pages.some(p => p.text);
	entry = all.pages.length ? entryOf(all.pages[0].n) : -1;
	setLanguage(/^vi/i.test(navigator.language || 'vi') ? 0 : 1);
	listen();
	fromAddress();
}

function takeTexts(first, list) {
	const i = indexOf(first);

	list.forEach((text, k) => texts.set(all.pages[i + k].n, text));
}

function takeWords(n, w, h, flat) {
	const list = [];

	for (let i = 0; i < flat.length; i += 5)
		list.push({box: flat.slice(i, i + 4), text: flat[i + 4]});
	words.set(n, {w: w, h: h, list: list});
}

return {data: data, texts: takeTexts, words: takeWords,
	cut: cut, parse: parse, find: find, ask: ask, prepare: prepare, onSheet: onSheet,
	hits: () => hits.slice()}; // the last row is for tests
})();
