// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The demo's report: stepping, filters, keys, themes, addresses, the check's page.

import assert from 'node:assert/strict';
import { inBrowser } from './browser.mjs';

let link = '';

await inBrowser(async (page) => {
  const { tab } = page;
  await page.says('shown', /^6 findings/);
  await page.picture('light');

  // The search finds the upload; its path is stepped through, and the table with it.
  await tab.keyboard.press('/');
  await tab.keyboard.type('tlPut missing');
  await page.says('shown', /^1 of 6 findings/);
  await page.says('message', /'tlPut' keeps this task's data/);
  await page.says('verdict', /^Confirmed by replay/);
  await tab.keyboard.press('Escape');
  assert.equal(await page.part('no-table').count() + (await page.slots('own')).length > 0, true);
  assert.deepEqual(await page.slots('own'), [], 'nothing is set before the first step');
  const steps = await page.part('step').count();
  assert.ok(steps > 8, `steps: ${steps}`);

  let wrote = false, left = false;
  for (let i = 1; i < steps; ++i) {
    await page.press('ArrowRight');
    await page.says('now', new RegExp(`^${i + 1}/${steps}`));
    const now = await page.text('now');
    const own = await page.slots('own');
    if (/is set here/.test(now)) {
      wrote = true;
      assert.equal(own.length, 1, 'the write fills a slot');
      assert.match(await page.text('slots'), /tlPut\s+task1/);
      assert.match(await page.text('path'), /upload\.cpp:24$/);
      assert.match(await page.text('note'), /'tlPut' is set here/);
      assert.equal(await page.part('search-way').count(), 1, 'the way of the search is drawn');
      await page.picture('write');
    }
    if (/ends here with 'tlPut' still set/.test(now)) {
      left = true;
      assert.equal(own.length, 1, 'the exit misses the remove');
      assert.match(await page.text('path'), /upload\.cpp:27$/);
    }
    if (wrote) assert.equal(own.length, 1, `step ${i + 1} (${now}) must still have the entry`);
  }
  assert.ok(wrote && left);
  assert.match(await page.text('slots'), /tlPut\s+task3/, 'at the end the last task has left its value');
  await page.press('ArrowRight');
  await page.says('now', new RegExp(`^${steps}/${steps}`));

  // Back, by single operations, by the slider, from the beginning.
  await page.press('ArrowLeft');
  await page.says('now', new RegExp(`^${steps - 1}/${steps}`));
  const done = Number((await page.text('done')).split('/')[0]);
  await page.press('Shift+ArrowLeft');
  await page.says('done', new RegExp(`^${done - 1}/`));
  await page.press('Shift+ArrowRight');
  await page.says('done', new RegExp(`^${done}/`));
  await page.part('slider').focus();
  await page.part('slider').fill('0');
  await page.says('done', /^0\//);
  assert.equal(await page.part('no-table').count(), 1);
  await page.press('End');
  await tab.locator('body').click({ position: { x: 5, y: 5 } });
  await page.press('Home');
  await page.says('now', new RegExp(`^1/${steps}`));
  await page.part('next').click();
  await page.says('now', new RegExp(`^2/${steps}`));
  await page.part('play').click();
  await page.says('now', new RegExp(`^3/${steps}`));
  await page.part('play').click();

  // The scenario, and the table that it ends with.
  await page.part('scenario').locator('summary').click();
  assert.match(await page.text('script'), /# tidepool-missing-remove: tlPut \(upload\.cpp:24\)/);
  assert.match(await page.text('final'), /16 slots, threshold 10[\s\S]*tlPut\s+task3/);
  await page.part('scenario').locator('summary').click();

  // The check's page is in the page, and leads to the others.
  await page.press('c');
  await page.until('the page is there', async () => /tidepool-missing-remove/.test(await tab.locator('dialog h1').innerText()));
  await tab.locator('dialog a', { hasText: 'stale-read' }).first().click();
  await page.until('the other page is there', async () => /tidepool-stale-read/.test(await tab.locator('dialog h1').innerText()));
  await page.press('Escape');
  await page.until('it is closed', async () => (await tab.locator('dialog').count()) === 0);

  // Filters: by check, by verdict, by file; none passes; all again.
  await page.press('x');
  await page.says('shown', /^6 findings/);
  await page.part('chip-tidepool-stale-read').click();
  await page.says('shown', /^2 of 6 findings/);
  await page.part('chip-tidepool-stale-read').click();
  const files = await page.part('file').locator('option').allInnerTexts();
  await page.part('file').selectOption(files.find((path) => path.endsWith('billing.cpp')));
  await page.says('shown', /^1 of 6 findings/);
  assert.match(await page.text('finding'), /unsafe-remove/);
  await page.part('search').fill('no such thing');
  await page.says('nothing', /No finding passes/);
  await page.part('clear').click();
  await page.says('shown', /^6 findings/);

  // Keys go through the findings; the address follows.
  await tab.locator('main').click({ position: { x: 3, y: 3 } });
  const first = await page.text('message');
  await page.press('k');
  await page.until('another finding', async () => (await page.text('message')) !== first);
  await page.press('ArrowRight');
  await page.press('ArrowRight');
  await page.says('now', /^3\//);
  await page.until('the address has it', async () => /finding=.*&step=2/.test(tab.url()));
  link = new URL(tab.url()).hash;
  await page.press('j');
  await page.until('the first again', async () => (await page.text('message')) === first);

  // Help, and the theme.
  await page.press('?');
  await page.until('help', async () => (await tab.locator('dialog kbd').count()) > 8);
  await page.press('Escape');
  await page.until('no help', async () => (await tab.locator('dialog').count()) === 0);
  const light = await page.background();
  await page.press('t');
  await page.says('theme', /dark/);
  assert.notEqual(await page.background(), light);
  await page.picture('dark-chosen');
  await tab.bringToFront(); // taking the picture can take the focus
  await page.press('t');
  await page.says('theme', /light/);
  assert.equal(await page.background(), light);
});

// A link leads to the finding and its step.
await inBrowser(
  async (page) => {
    await page.says('now', /^3\//);
    const id = new URLSearchParams(link.slice(1)).get('finding');
    const check = 'tidepool-' + id.replace(/-[0-9a-f]+(-\d+)?$/, '');
    assert.match(await page.text('check-link'), new RegExp(check.slice(9)));
    await page.tab.evaluate(() => (location.hash = '#text=tlPut'));
    await page.says('message', /tlPut/);
  },
  { hash: link },
);

// The system's dark theme, and a narrow window, in which nothing sticks out.
await inBrowser(
  async (page) => {
    await page.says('shown', /^6 findings/);
    const [red] = (await page.background()).match(/\d+/g).map(Number);
    assert.ok(red < 60, `dark: ${await page.background()}`);
    await page.press('End');
    await page.picture('dark');
  },
  { colorScheme: 'dark' },
);
await inBrowser(
  async (page) => {
    await page.says('shown', /^6 findings/);
    const wide = await page.tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} pixels stick out`);
    await page.picture('narrow');
    await page.part('next').scrollIntoViewIfNeeded();
    await page.picture('narrow-below');
  },
  { width: 420, height: 850 },
);
console.log('the report is as it should be');
