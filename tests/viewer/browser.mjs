// browser.mjs - what the tests of the viewer share: Chromium on a bundle that was
// unzipped, and checks that say what they wanted.
//
//   node tests/viewer/X.mjs FOLDER        FOLDER holds index.html
//
// NODE_FOLDER holds node_modules with playwright-core; CHROMIUM is the browser.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';

const { chromium } = createRequire(resolve(process.env.NODE_FOLDER) + '/')('playwright-core');

export const here = fileURLToPath(new URL('.', import.meta.url));
export const folder = resolve(process.argv[2]);
export const address = pathToFileURL(folder + '/').href;

let failed = 0;
let browser;

export function same(what, got, want) {
	const a = JSON.stringify(got), b = JSON.stringify(want);

	if (a !== b) {
		failed++;
		console.log(`not so: ${what}\n  got    ${a}\n  wanted ${b}`);
	}
}

export function yes(what, so) {
	same(what, !!so, true);
}

export function near(what, got, want, by) {
	if (!(Math.abs(got - want) <= by)) {
		failed++;
		console.log(`not so: ${what}: ${got}, wanted ${want} ± ${by}`);
	}
}

// Rows of a table beside this file; \uXXXX is that character.
export function table(name) {
	return readFileSync(here + name, 'utf8').split('\n')
		.filter(line => line && !line.startsWith('#'))
		.map(line => line.replace(/\\u([0-9a-f]{4})/g, (m, h) => String.fromCharCode(parseInt(h, 16))).split('\t'));
}

// A page that shows the bundle. Whatever it asks for must lie in the bundle, and it
// must not complain: both are checked by done().
export async function open(options = {}) {
	browser = browser || await chromium.launch({
		executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
		args: ['--no-sandbox', '--disable-gpu'],
	});
	const context = await browser.newContext({
		locale: options.locale || 'vi-VN', viewport: options.viewport || {width: 1280, height: 900}});
	const page = await context.newPage();

	page.on('request', r => yes('only the bundle is asked for: ' + r.url(),
		r.url().startsWith(address) || r.url().startsWith('data:')));
	page.on('pageerror', e => same('no error', e.message, ''));
	page.on('console', m => { if (m.type() === 'error') same('no complaint', m.text(), ''); });
	page.on('dialog', d => { same('no box', d.message(), ''); d.dismiss(); });
	await page.goto(address + 'index.html' + (options.hash || ''));
	await page.waitForFunction(() => document.querySelectorAll('#list li').length > 0);
	return page;
}

export async function search(page, text) {
	await page.fill('#query', text);
	await page.evaluate(t => hoso.ask(t), text);
	return page.evaluate(() => hoso.hits());
}

// The smallest box round what is darker than half on a screenshot of the selector.
export async function darkBox(page, selector) {
	const png = (await page.locator(selector).screenshot()).toString('base64');
	const blank = await page.context().newPage();
	const box = await blank.evaluate(async data => {
		const img = new Image();

		img.src = 'data:image/png;base64,' + data;
		await img.decode();
		const canvas = document.createElement('canvas');

		canvas.width = img.width;
		canvas.height = img.height;
		const c = canvas.getContext('2d');

		c.drawImage(img, 0, 0);
		const d = c.getImageData(0, 0, img.width, img.height).data;
		let x0 = Infinity, y0 = Infinity, x1 = -1, y1 = -1;

		for (let y = 0; y < img.height; y++)
			for (let x = 0; x < img.width; x++)
				if (d[4 * (y * img.width + x) + 1] < 128) {
					x0 = Math.min(x0, x); x1 = Math.max(x1, x);
					y0 = Math.min(y0, y); y1 = Math.max(y1, y);
				}
		return [x0, y0, x1 + 1 - x0, y1 + 1 - y0];
	}, png);

	await blank.close();
	return box;
}

export async function done() {
	if (browser)
		await browser.close();
	process.exit(failed ? 1 : 0);
}
