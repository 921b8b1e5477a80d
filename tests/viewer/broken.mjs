// What cannot be shown says so; a narrow window has all of it, too.
import { open, search, same, yes, done } from './browser.mjs';

const page = await open({locale: 'en-GB', hash: '#5'});

await page.waitForSelector('#sheet .nothing');
yes('a page that could not be read when it came', (await page.textContent('#sheet')).includes('not a TIFF file'));
yes('a way to the file', await page.isVisible('#sheet .nothing a'));
await page.evaluate(() => { location.hash = '#6'; });
await page.waitForFunction(() => document.querySelector('#number').value === '6');
await page.waitForSelector('#sheet .nothing');
yes('a picture that cannot be decoded', (await page.textContent('#sheet')).includes('could not be decoded'));
same('its text is found all the same', await search(page, 'hỏng'), [6]);
await page.focus('#desk');
await page.keyboard.press('t');
yes('and shown', await page.waitForSelector('#sheet pre mark'));

const narrow = await open({viewport: {width: 800, height: 900}});

for (const part of ['#query', '#list', '#sheet', '#about', '#language', '#help'])
	yes(`800 pixels have ${part}`, await narrow.isVisible(part));
same('nothing sticks out', await narrow.evaluate(() => document.documentElement.scrollWidth <= 800), true);
await done();
