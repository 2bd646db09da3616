// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A page of the tool in a real Chromium: node SCRIPT MODULES PAGE. MODULES has node_modules with playwright-core.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , modules, page] = process.argv;
const { chromium } = createRequire(resolve(modules, 'package.json'))('playwright-core');

/** Runs the body with an open page, and fails if the page complained or asked the network for anything. */
export async function inBrowser(body, { width = 1440, height = 900, colorScheme = 'light', hash = '' } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
           '--disable-component-update', '--disable-sync'],
  });
  const complaints = [];
  try {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    context.setDefaultTimeout(60_000);
    const tab = await context.newPage();
    tab.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    tab.on('pageerror', (error) => complaints.push(String(error)));
    tab.on('request', (request) => {
      if (!/^(file|data|blob):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
    });
    const url = pathToFileURL(resolve(page)).href;
    await tab.goto(url + hash);
    await body(new Page(tab, url));
    assert.deepEqual(complaints, [], 'the page complained');
  } finally {
    await browser.close();
  }
}

/** What the tests ask of a page, by the names that its parts have for them (data-test). */
class Page {
  constructor(tab, url) {
    this.tab = tab;
    this.url = url;
  }
  part(name) {
    return this.tab.locator(`[data-test="${name}"]`);
  }
  text(name) {
    return this.part(name).first().innerText();
  }
  press(key) {
    return this.tab.keyboard.press(key);
  }
  /** Waits until it is so; the page draws when it likes. */
  async until(what, holds, within = 30_000) {
    const end = Date.now() + within;
    let last;
    do {
      last = await holds();
      if (last) return last;
      await new Promise((go) => setTimeout(go, 50));
    } while (Date.now() < end);
    assert.fail(`${what}: not within ${within} ms`);
  }
  async says(name, pattern) {
    let seen = '';
    await this.until(`${name} says ${pattern}`, async () => pattern.test((seen = await this.text(name)))).catch((error) => {
      throw new Error(`${error.message}; it says: ${seen}`);
    });
  }
  /** The drawn slots in this state, by number. */
  slots(state) {
    return this.tab
      .locator(`[data-test="ring"] .slot.${state}`)
      .evaluateAll((paths) => paths.map((path) => Number(path.dataset.slot)));
  }
  background() {
    return this.tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  }
  /** For people: where SHOTS is a folder, a picture of the page goes there. */
  async picture(name) {
    if (process.env.SHOTS) await this.tab.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
  }
}
