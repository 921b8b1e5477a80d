// What papers say is text, whatever it looks like.
import { open, search, same, yes, done } from './browser.mjs';

const page = await open({hash: '#3'});

same('their subject is not markup', await page.evaluate(() => document.querySelectorAll('#list img, #about img, #list script').length), 0);
yes('but shown as it is', (await page.textContent('#list')).includes('<img src=x onerror=alert(1)>'));
yes('a title, too', (await page.textContent('#title')).includes('</script><script>alert(2)</script>'));
same('pages with it', await search(page, 'onerror'), [3]);
yes('in snippets', (await page.textContent('#list')).includes('<script>alert(3)</script>'));
await page.keyboard.press('Escape');
await page.evaluate(() => document.activeElement.blur());
await page.keyboard.press('t');
await page.waitForSelector('#sheet pre');
yes('and as text', (await page.textContent('#sheet pre')).includes('</script><script>alert(3)</script>\u2028<!--'));
same('nothing of it ran', await page.evaluate(() => [window.ran, document.querySelectorAll('script').length > 20]), [null, false]);
same('a file with an odd name is linked, not called', await page.evaluate(() => {
	const a = document.querySelector('#about a');

	return [a.protocol, a.getAttribute('href')];
}), ['file:', 'data/masters/javascript%3A3%20%23%25.png']);
await done();
