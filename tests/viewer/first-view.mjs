// Not a test: measures, in milliseconds, what a reader waits for. Each figure is the
// median of RUNS fresh windows (nothing in the browser's memory).
import { open, search, address, done } from './browser.mjs';

const RUNS = 7;
const figures = {first: [], page: [], search: [], again: []};
const take = (name, value) => figures[name].push(value);
const blank = await open(); // the browser itself is running before anything is measured

async function painted(page) {
	await page.waitForFunction(() => {
		const i = document.querySelector('#sheet img');

		return i && i.complete && i.naturalWidth;
	}, null, {polling: 'raf'});
	await page.evaluate(() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r))));
}

for (let i = 0; i < RUNS; i++) {
	const context = await blank.context().browser().newContext({viewport: {width: 1280, height: 900}});
	const page = await context.newPage();
	let start = performance.now();

	await page.goto(address + 'index.html');
	await painted(page);
	take('first', performance.now() - start);
	start = performance.now();
	await page.keyboard.press('End');
	await page.waitForFunction(() => document.querySelector('#sheet img').src.match(/\d+\.jpg/)[0].match(/[1-9]\d*/)[0] === document.getElementById('number').value);
	await painted(page);
	take('page', performance.now() - start);
	start = performance.now();
	await search(page, 'chuyển đổi'); // loads and searches every text
	take('search', performance.now() - start);
	start = performance.now();
	await search(page, 'duong');
	take('again', performance.now() - start);
	await context.close();
}
for (const name in figures)
	console.log(name + ' ' + Math.round(figures[name].sort((a, b) => a - b)[RUNS >> 1]));
await done();
