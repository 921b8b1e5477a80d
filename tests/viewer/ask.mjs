// Prints, for each query on standard input, a line: query, tab, the pages that have it.
import { readFileSync } from 'node:fs';
import { open, search, done } from './browser.mjs';

const page = await open();

for (const query of readFileSync(0, 'utf8').split('\n').filter(q => q))
	console.log(query + '\t' + (await search(page, query)).join(' '));
await done();
