// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A script's page: what the ring shows is what `tidepool replay --dump` says.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inBrowser } from './browser.mjs';

const dump = readFileSync(process.argv[4], 'utf8').trim().split('\n').map((line) => JSON.parse(line));

await inBrowser(async (page) => {
  await page.says('now', /^nothing yet/);
  assert.equal(await page.part('no-table').count(), 1);
  assert.match(await page.text('script'), /# a run with a stale entry/);

  let stale = 0, long = 0;
  const drawn = async () => {
    const rows = await page.part('slots').locator('tbody tr').allInnerTexts();
    return rows.filter((row) => /^\d/.test(row)).map((row) => row.split(/\t/).slice(0, 3));
  };
  const told = (line) =>
    line.slots.map(([slot, key, value]) => [String(slot), key ?? 'stale', value ?? 'null']);
  for (const [i, line] of dump.entries()) {
    await page.press('ArrowRight');
    await page.says('done', new RegExp(`^${i + 1}/${dump.length}`));
    await page.says('now', new RegExp('^' + line.op.replace(/ +/g, ' ')));
    if (line.ret !== undefined) await page.says('now', new RegExp(`→ ${line.ret ?? 'null'}`));
    if (line.len === 0) continue;
    const now = (await drawn()).map(([slot, key, value]) => [slot, key.replace(/^stale.*/, 'stale'), value]);
    assert.deepEqual(now, told(line), line.op);
    stale += (await page.slots('stale')).length;
    const ways = page.part('search-way');
    if (await ways.count()) long = Math.max(long, Number(await ways.getAttribute('data-looked')));
    if (line.op === 'set c 4') await page.picture('replay-swap');
    if (line.op === 'drop a') await page.picture('replay-stale');
  }
  assert.ok(stale > 0, 'stale slots are drawn');
  assert.ok(long >= 3, `ways are drawn along the slots that were looked at: ${long}`);
  assert.ok((await page.part('mini').count()) > 0, "the other thread's table is there, too");

  // Back again, and from a line of the script.
  for (let i = dump.length - 1; i > 0; --i) {
    await page.press('ArrowLeft');
    await page.says('done', new RegExp(`^${i}/`));
  }
  assert.match(page.tab.url(), /#op=1$/);
  await page.tab.locator('[data-test="script"] button', { hasText: 'set c 3' }).click();
  await page.says('now', /^set c 3/);
  await page.picture('replay');
});
console.log('the replay is as it should be');
