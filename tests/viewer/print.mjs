// Paper has all that was asked for, and none of the page's tools.
import { open, same, yes, done } from './browser.mjs';

const page = await open({locale: 'en-GB'});

await page.evaluate(() => hoso.prepare('all'));
await page.emulateMedia({media: 'print'});
const paper = await page.innerText('#paper');

for (const text of ['12-NQ/HU', 'Nguyễn Văn An', '2021-10-18', 'về chuyển đổi số', '13-TB/HU'])
	yes(`paper has '${text}'`, paper.includes(text));
same('every page', await page.locator('#paper figure').count(), 6);
same('pictures that can be shown', await page.locator('#paper figure img').count(), 4);
yes('and a word where none can', paper.includes('could not be decoded'));
for (const part of ['.bar', '.columns'])
	yes(`no ${part} on paper`, !await page.isVisible(part));
yes('it is so many sheets', ((await page.pdf()).toString('latin1').match(/\/Type *\/Page\b/g) || []).length >= 7);

await page.evaluate(() => hoso.prepare('document'));
same('one document alone: its pages', await page.locator('#paper figure').count(), 2);
same('and no other', (await page.innerText('#paper')).includes('13-TB/HU'), false);
await page.evaluate(() => hoso.prepare('list'));
same('the list alone: no pages', await page.locator('#paper figure').count(), 0);

await page.emulateMedia({media: 'screen'});
await page.evaluate(() => { window.dispatchEvent(new Event('afterprint')); window.dispatchEvent(new Event('beforeprint')); });
same("the browser's own command: the list and this page", await page.locator('#paper figure').count(), 1);
await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
same('afterwards nothing is left', await page.locator('#paper *').count(), 0);

// The box: choose, press, and the browser is asked to print once all is there.
await page.evaluate(() => { window.print = () => { window.printed = document.querySelectorAll('#paper figure img').length; }; });
await page.keyboard.press('p');
await page.check('input[value=all]');
await page.click('#print-go');
await page.waitForFunction(() => window.printed !== undefined);
same('all pictures are there when it prints', await page.evaluate(() => window.printed), 4);
await done();
