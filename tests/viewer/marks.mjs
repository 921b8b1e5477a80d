// Words that were looked for are marked where they stand on the picture. The pictures
// are white, with one black box where their first word stands.
import { open, search, near, same, yes, darkBox, done } from './browser.mjs';

// The marks, in pixels from the sheet's corner.
function marks(page, name = '.hit') {
	return page.evaluate(n => {
		const s = document.getElementById('sheet').getBoundingClientRect();

		return Array.from(document.querySelectorAll('#sheet ' + n)).map(e => {
			const r = e.getBoundingClientRect();

			return [r.x - s.x, r.y - s.y, r.width, r.height];
		});
	}, name);
}

async function fits(page, what) {
	await page.waitForFunction(() => {
		const i = document.querySelector('#sheet img');

		return i && i.complete && i.naturalWidth && document.querySelector('#sheet .hit');
	});
	const seen = await darkBox(page, '#sheet'), [mark] = await marks(page);

	['left', 'top', 'width', 'height'].forEach((side, i) => near(`${what}: ${side}`, mark[i], seen[i], 3));
}

const page = await open({viewport: {width: 1900, height: 2400}});

await search(page, 'chuyen');
same('one word is marked', (await marks(page)).length, 1);
await fits(page, 'an upright page');

await page.evaluate(() => { location.hash = '#2'; });
await page.waitForFunction(() => document.getElementById('number').value === '2');
await search(page, 'tỉnh');
yes('a page on its side is shown upright', await page.evaluate(() => {
	const r = document.querySelector('#sheet').getBoundingClientRect();

	return r.height > r.width;
}));
await fits(page, 'a page on its side');

await page.click('#larger');
await fits(page, 'a larger page');

// A phrase marks its words and no others; two words in one box mark it once.
await page.evaluate(() => { location.hash = '#1'; });
await page.waitForFunction(() => document.getElementById('number').value === '1');
await search(page, '"kính gửi"');
same('a phrase', (await marks(page)).length, 2);
await search(page, 'nq-hu');
same('12-NQ/HU is one box', (await marks(page)).length, 1);
await search(page, 'đâu-có');
same('nothing found, nothing marked', (await marks(page)).length, 0);

// A field leads to its place.
await page.click('#about dd button:has-text("Nghị quyết")');
await page.waitForSelector('#sheet .place');
const [place] = await marks(page, '.place');
const width = await page.evaluate(() => document.getElementById('sheet').clientWidth);
near('a field is outlined where it stands', place[0] + place[2] / 2, width * (600 + 150) / 1240, 8);
await done();
