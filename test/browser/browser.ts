import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { productIsBuilt } from '#testing/product';

const CHROMIUM = '/usr/bin/chromium';
const ASSETS = resolve(__dirname, '..', '..', 'dist', 'console', 'assets');
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** What is missing to look at the console in a browser; undefined when nothing is. */
export const missing = !existsSync(CHROMIUM) ? `there is no ${CHROMIUM}` : !productIsBuilt || !existsSync(ASSETS) ? 'dist/ is not built' : undefined;

export interface Window {
  readonly page: Page;
  /** What the browser complained of since it was opened. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

export async function openWindow(browser: Browser, baseURL: string, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Vienna', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${message.text()} ${message.location().url}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** What the console's scripts weigh as they are sent, in bytes. */
export function compressedScripts(): number {
  const scripts = readdirSync(ASSETS).filter((name) => name.endsWith('.js'));
  return scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(ASSETS, name))).length, 0);
}
