// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Two thousand findings: nothing may take long. The budgets are generous, for machines that do other things, too;
// what it took is printed.

import assert from 'node:assert/strict';
import { inBrowser } from './browser.mjs';

/** The longest that the page kept the browser from drawing, in milliseconds, while it did this. */
async function longest(page, action) {
  await page.tab.evaluate(() => {
    window.longestFrame = 0;
    window.watching = true;
    let last = performance.now();
    const frame = (now) => {
      window.longestFrame = Math.max(window.longestFrame, now - last);
      last = now;
      if (window.watching) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await action();
  return page.tab.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            window.watching = false;
            done(Math.round(window.longestFrame));
          }),
        ),
      ),
  );
}

await inBrowser(async (page) => {
  await page.says('shown', /^2000 findings/);
  const loaded = await page.tab.evaluate(() => Math.round(performance.now()));
  await page.picture('many');
  const inDocument = await page.part('finding').count();
  assert.ok(inDocument < 100, `only what is seen is in the page, not ${inDocument}`);

  const list = page.part('list');
  const scrolling = await longest(page, async () => {
    for (let i = 0; i < 40; ++i)
      await list.evaluate((element) => {
        element.scrollTop += 900;
        return new Promise(requestAnimationFrame);
      });
  });
  assert.match(await page.text('finding'), /missing-remove/);
  await list.evaluate((element) => (element.scrollTop = element.scrollHeight));
  await page.until('the last one', async () =>
    (await list.locator('[aria-posinset="2000"]').count()) === 1);

  const filtering = await longest(page, async () => {
    await page.part('search').click();
    await page.tab.keyboard.type('tlslot_17_', { delay: 30 });
    await page.says('shown', /^100 of 2000 findings/);
  });
  await page.part('clear').click();
  await page.says('shown', /^2000 findings/);
  await page.tab.locator('.finding-head').click();

  const walking = await longest(page, async () => {
    for (let i = 0; i < 30; ++i) await page.press('j');
    for (let i = 0; i < 10; ++i) await page.press('ArrowRight');
    await page.says('now', /^11\//);
  });
  console.log(JSON.stringify({ loaded, scrolling, filtering, walking }));
  for (const [what, took] of Object.entries({ scrolling, filtering, walking }))
    assert.ok(took < 1000, `${what} kept the browser busy for ${took} ms`);
});
console.log('two thousand findings are no burden');
