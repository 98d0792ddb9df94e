// Takes the pictures of docs/ from a running product: `npx rapport demo`, then
//   node test/browser/take-pictures.mjs http://127.0.0.1:3000 hannah.hartmann 2026-04-18
// The second word finds the customer, the third is the day that she is looked at.
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';

const [url = 'http://127.0.0.1:3000', who = 'viktor', day = new Date(Date.now() - 200 * 86_400_000).toISOString().slice(0, 10)] = process.argv.slice(2);
const FOLDER = resolve(import.meta.dirname, '..', '..', 'docs', 'images');
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];
/** The letters of a desktop rather than of a bare server, where there are such. */
const LETTERS = ":root { --sans: Inter, 'Liberation Sans', sans-serif; }";

mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, locale: 'en-US', timezoneId: 'Europe/Vienna' });
const { items } = await (await fetch(`${url}/v1/customers?q=${encodeURIComponent(who)}&limit=1`)).json();
if (items.length === 0) throw new Error(`nobody is found by ${who}`);

await take('console-home', '/');
await take('console-customer', `/customers/${items[0].id}?at=${day}T21:59:59.999Z`);
await browser.close();

async function take(name, path) {
  await page.goto(url + path);
  await page.addStyleTag({ content: LETTERS });
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  await page.waitForTimeout(1_500);
  const file = join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file });
  console.log(`${file} ${Math.round(statSync(file).size / 1024)} KB`);
}
