// All of it can be done from the keyboard, and ? says how.
import { open, same, yes, done } from './browser.mjs';

const page = await open();
const now = () => page.inputValue('#number');
const press = async (...keys) => { for (const k of keys) await page.keyboard.press(k); };

await press('ArrowRight');
same('→ is the next page', await now(), '2');
await press('ArrowLeft', 'ArrowLeft');
same('← is the previous page, and stops at the first', await now(), '1');
await press('End');
same('End is the last page', await now(), '6');
await press('Home', ']');
same('] is the next document', await now(), '3');
await press('[');
same('[ is the previous one', await now(), '1');
await press('g');
await page.keyboard.type('4');
await press('Enter');
same('G and a number', await now(), '4');
await press('g');
await page.keyboard.type('99');
await press('Enter');
same('a page that is not there leaves us here', await now(), '4');

await press('/');
same('/ goes to the search', await page.evaluate(() => document.activeElement.id), 'query');
await page.keyboard.type('tinh');
await press('Enter');
await page.waitForFunction(() => document.getElementById('number').value === '2');
await press('n');
same('N is the next hit', await now(), '3');
await press('n');
same('N goes round', await now(), '2');
await press('N');
same('Shift+N goes back', await now(), '3');
await press('/');
await page.keyboard.type('g?');
same('letters that are typed are no commands', await now(), '3');
await press('Escape');
await page.waitForFunction(() => !document.querySelector('#list mark'));
same('Esc clears the search', await page.inputValue('#query'), '');

await press('t');
yes('T shows text', await page.waitForSelector('#sheet pre'));
await press('t');
yes('and the picture', await page.waitForSelector('#sheet img, #sheet .nothing'));
const wide = () => page.evaluate(() => document.getElementById('sheet').clientWidth);
await press('Home');
const before = await wide();
await press('+', '+');
yes('+ is larger', await wide() > before);
await press('0');
same('0 fits', await wide(), before);

await press('?');
yes('? opens the help', await page.isVisible('#help-box'));
const help = await page.textContent('#help-box');
for (const key of ['/', 'Enter', 'N', 'Home', 'G', 'T', 'P', 'L', 'Esc', '?'])
	yes('the help names ' + key, help.includes(key));
await press('Escape');
yes('Esc closes it', !await page.isVisible('#help-box'));
await press('p');
yes('P opens printing', await page.isVisible('#print-box'));
await press('Escape');

// By Tab alone to a document of the list.
await page.evaluate(() => document.activeElement.blur());
for (let i = 0; i < 30 && !await page.evaluate(() => document.activeElement.closest('#list')); i++)
	await press('Tab');
await press('Tab', 'Enter');
same('Tab and Enter choose a document', await now(), '3');
await done();
