// The words of texts are those that lib/base/vi.c finds: both are held to words.tsv.
import { open, same, table, done } from './browser.mjs';

const page = await open();
const rows = table('words.tsv');

for (const [text, exact, fold] of rows) {
	const got = await page.evaluate(t => hoso.cut(t).map(w => [w.token.exact, w.token.fold]), text);
	const digits = s => s.replace(/[\u0001-\u0005]/g, c => c.charCodeAt(0));

	same(`letters and tones of '${text}'`, got.map(w => digits(w[0])).join(' '), exact);
	same(`bare letters of '${text}'`, got.map(w => w[1]).join(' '), fold);
}
same('the table has rows', rows.length > 20, true);
await done();
