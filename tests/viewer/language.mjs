// Vietnamese or English: by the browser's language, and by a switch.
import { open, same, yes, done } from './browser.mjs';

const vi = await open({locale: 'vi-VN'});

same('Vietnamese where the browser is', await vi.getAttribute('html', 'lang'), 'vi');
yes('labels', (await vi.textContent('#about')).includes('Người ký'));
yes('dates as they are written there', (await vi.textContent('#list')).includes('18/10/2021'));

const en = await open({locale: 'en-GB'});

same('English elsewhere', await en.getAttribute('html', 'lang'), 'en');
yes('labels in English', (await en.textContent('#about')).includes('Signer'));
yes('ISO dates', (await en.textContent('#list')).includes('2021-10-18'));
await en.click('#language');
same('the switch', await en.getAttribute('html', 'lang'), 'vi');
yes('it changes labels', (await en.textContent('#about')).includes('Người ký'));
await en.keyboard.press('l');
same('and so does L', await en.getAttribute('html', 'lang'), 'en');

// Nothing that can be pressed is without a name, in either language.
for (const page of [vi, en])
	same('every button has a name', await page.evaluate(() =>
		Array.from(document.querySelectorAll('button, input'))
			.filter(e => e.type !== 'radio')
			.filter(e => !(e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels.length)))
			.map(e => e.outerHTML)), []);
await done();
