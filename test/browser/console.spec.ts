import type { Browser, Page } from 'playwright-core';
import { lives } from '#testing/lives';
import { type Product, startProduct } from '#testing/product';
import { compressedScripts, missing, openWindow, startBrowser, type Window } from './browser';

const DAY = 86_400_000;
/** Longest wait for something to appear, ms. */
const PATIENCE = 8_000;

interface Row {
  readonly id: string;
  readonly identities: readonly { readonly kind: string; readonly value: string }[];
  readonly readModels: { readonly purchasing: { readonly orders: number } };
}

const whenPossible = missing === undefined ? describe : describe.skip;

whenPossible(missing === undefined ? 'the console in a browser, over the built product' : `the console in a browser (left out: ${missing})`, () => {
  let product: Product;
  let browser: Browser;
  let window: Window;
  let page: Page;
  let buyer: { id: string; name: string; email: string };

  const get = async <Body>(path: string): Promise<Body> => (await product.get<Body>(path)).body;
  const see = async (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor({ timeout: PATIENCE });
  const heading = async (name: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor({ timeout: PATIENCE });
  const queryOf = (name: string): string | null => new URL(page.url()).searchParams.get(name);
  const ordersShown = async (count: number): Promise<void> => page.getByRole('region', { name: 'Purchasing' }).locator('.figure', { hasText: /orders?$|orders?on/ }).locator('b', { hasText: new RegExp(`^${String(count)}$`) }).waitFor({ timeout: PATIENCE });

  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startBrowser()]);
    await fill(product, 60);
    const { items } = await get<{ items: Row[] }>('/v1/customers?sort=-purchasing.orders&limit=1');
    const [row] = items;
    const profile = await product.document(row?.id ?? '', 'profile');
    const traits = profile?.['traits'] as Record<string, { value: string }>;
    buyer = { id: row?.id ?? '', name: traits['name']?.value ?? `${traits['firstName']?.value ?? ''} ${traits['lastName']?.value ?? ''}`, email: row?.identities.find(({ kind }) => kind === 'email')?.value ?? '' };
    window = await openWindow(browser, product.url);
    page = window.page;
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await product.stop();
  });

  it('weighs less than 100 KB of script, compressed', () => {
    expect(compressedScripts()).toBeLessThan(100_000);
  });

  it('shows the company at a glance, and by the keyboard alone leads from a search to a customer', async () => {
    const { total } = await get<{ total: number }>('/v1/read-models/lifecycle-position/count?by=stage');
    await page.goto('/');
    await heading('The company now');
    await page.locator('.figure', { hasText: 'customers' }).getByText(String(total), { exact: true }).waitFor({ timeout: PATIENCE });
    await page.getByRole('heading', { name: 'Growth' }).waitFor({ timeout: PATIENCE });
    await page.keyboard.press('/');
    await page.keyboard.type(buyer.email.slice(0, 6));
    await page.getByRole('option', { name: buyer.name }).waitFor({ timeout: PATIENCE });
    for (let steps = 0; (await page.getByRole('option', { name: buyer.name, selected: true }).count()) === 0 && steps < 8; steps++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await heading(buyer.name);
    expect(new URL(page.url()).pathname).toBe(`/customers/${buyer.id}`);
  });

  it('moves a customer through time by the slider: every panel is as it was, and says so', async () => {
    const now = (await product.document(buyer.id, 'purchasing'))?.['orders'];
    await page.goto(`/customers/${buyer.id}`);
    await ordersShown(Number(now));
    const slider = page.getByRole('slider', { name: 'As of' });
    await slider.focus();
    for (let month = 0; month < 8; month++) await slider.press('PageDown');
    const band = page.getByRole('region', { name: 'As of' });
    await band.waitFor({ timeout: PATIENCE });
    await page.waitForURL((url) => Date.now() - Date.parse(url.searchParams.get('at') ?? '') > 235 * DAY, { timeout: PATIENCE });
    const at = queryOf('at') ?? '';
    const then = await product.document(buyer.id, 'purchasing', `?at=${at}`);
    expect(then?.['orders']).not.toBe(now);
    await ordersShown(Number(then?.['orders']));
    const timeline = await get<{ items: { occurredAt: string }[] }>(`/v1/customers/${buyer.id}/timeline?limit=1&at=${at}`);
    await page.locator('.timeline time').first().and(page.locator(`[datetime="${timeline.items[0]?.occurredAt ?? ''}"]`)).waitFor({ timeout: PATIENCE });
    await band.getByRole('button', { name: 'Back to now' }).click();
    await ordersShown(Number(now));
    expect(await band.count()).toBe(0);
    expect(queryOf('at')).toBeNull();
  });

  it('steps from event to event by the keyboard, and back to now', async () => {
    await page.goto(`/customers/${buyer.id}`);
    await page.getByRole('slider', { name: 'As of' }).waitFor({ timeout: PATIENCE });
    const { items } = await get<{ items: { occurredAt: string }[] }>(`/v1/customers/${buyer.id}/timeline?limit=50`);
    const moments = [...new Set(items.map(({ occurredAt }) => occurredAt))];
    await page.keyboard.press('[');
    await page.waitForURL((url) => url.searchParams.get('at') === moments[0], { timeout: PATIENCE });
    await page.keyboard.press('[');
    await page.waitForURL((url) => url.searchParams.get('at') === moments[1], { timeout: PATIENCE });
    await page.keyboard.press(']');
    await page.waitForURL((url) => url.searchParams.get('at') === moments[0], { timeout: PATIENCE });
    await page.keyboard.press('0');
    await page.getByRole('region', { name: 'As of' }).waitFor({ state: 'detached', timeout: PATIENCE });
  });

  it('compares a moment with now', async () => {
    const from = new Date(Date.now() - 240 * DAY).toISOString();
    await page.goto(`/customers/${buyer.id}?at=${from}`);
    await page.getByRole('link', { name: /^Compare .* with now$/ }).click();
    await heading('What changed');
    const { changes, events } = await get<{ changes: unknown[]; events: unknown[] }>(`/v1/customers/${buyer.id}/compare?from=${from}`);
    await page.getByRole('heading', { name: `${String(changes.length)} changes` }).waitFor({ timeout: PATIENCE });
    await page.getByRole('heading', { name: `${String(events.length)} events between` }).waitFor({ timeout: PATIENCE });
  });

  it('shows a touchpoint as soon as it is in the log, in the tail and on the customer\'s page', async () => {
    await page.goto('/events');
    await page.locator('.live-dot.live').waitFor({ timeout: PATIENCE });
    await product.send([order('tail-1', buyer.email)]);
    await page.getByRole('row', { name: /tail-1/ }).waitFor({ timeout: PATIENCE });
    await page.goto(`/customers/${buyer.id}`);
    await page.locator('.live-dot.live').waitFor({ timeout: PATIENCE });
    const before = Number((await product.document(buyer.id, 'purchasing'))?.['orders']);
    await product.send([order('tail-2', buyer.email)]);
    await page.locator('.timeline').getByText(/tail-2/).waitFor({ timeout: PATIENCE });
    await ordersShown(before + 1);
  });

  it('rebuilds a projection with its progress, compares another version, switches to it and back', async () => {
    await page.goto('/projections');
    await page.getByRole('button', { name: 'Rebuild rfm' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rebuild', exact: true }).click();
    await page.getByRole('progressbar', { name: 'Rebuilding rfm' }).waitFor({ timeout: PATIENCE });
    await see('version 1 is served, built anew');
    await page.getByRole('link', { name: 'rfm', exact: true }).click();
    await heading('rfm');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await see(/^What version 2 would change$/);
    await see(/would change\.|says the same of all/);
    await page.getByRole('button', { name: 'Rebuild as version 2' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rebuild as version 2' }).click();
    await see('version 2 is served, built anew');
    await page.getByRole('button', { name: 'Roll back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
    await see('version 1 is served again');
    expect((await get<{ version: number }>('/v1/projections/rfm')).version).toBe(1);
  });

  it('mends what was held back and sends it again', async () => {
    await product.post('/v1/touchpoints', { batch: [{ ...order('held-1', buyer.email), data: { orderId: 'held-1', currency: 'EUR' } }] });
    await page.goto('/quarantine');
    await page.getByRole('button', { name: /commerce\.order-completed/ }).click();
    await see('data.total');
    await page.getByRole('textbox', { name: /As it came/ }).fill(JSON.stringify(order('held-1', buyer.email)));
    await page.getByRole('button', { name: 'Send again' }).click();
    await see(/^Taken in/);
    await see('Nothing is held back');
  });

  it('fits a phone: no page is wider than 360 px, and each has one heading of the first level', async () => {
    const phone = await openWindow(browser, product.url, { viewport: { width: 360, height: 780 } });
    const past = new Date(Date.now() - 200 * DAY).toISOString();
    const paths = ['/', '/customers', `/customers/${buyer.id}?at=${past}`, `/customers/${buyer.id}/compare?from=${past}`, '/events', '/events/100', '/event-types', '/event-types/commerce.order-completed', '/quarantine', '/projections', '/projections/lifecycle-position?compare=2'];
    const wide: string[] = [];
    for (const path of paths) {
      await phone.page.goto(path);
      await phone.page.getByRole('heading', { level: 1 }).waitFor({ timeout: PATIENCE });
      await phone.page.waitForLoadState('load');
      await phone.page.locator('.skeleton').first().waitFor({ state: 'detached', timeout: PATIENCE });
      expect(await phone.page.getByRole('heading', { level: 1 }).count()).toBe(1);
      if (Number(await phone.page.evaluate('document.documentElement.scrollWidth')) > 360) wide.push(path);
    }
    expect(wide).toEqual([]);
    expect(phone.complaints).toEqual([]);
    await phone.close();
  });

  it('has complained of nothing on the way', () => {
    expect(window.complaints).toEqual([]);
  });
});

/** Two years of lives that end today. */
async function fill(product: Product, customers: number): Promise<void> {
  const today = new Date();
  const from = new Date(Date.UTC(today.getUTCFullYear() - 2, today.getUTCMonth(), today.getUTCDate())).toISOString();
  const lines = [...lives({ seed: 11, customers, from })].filter(({ deliveredAt }) => deliveredAt <= today.getTime()).map(({ touchpoint }) => JSON.stringify(touchpoint));
  const answer = await fetch(`${product.url}/v1/touchpoints?backfill=true&wait=visible&timeoutMs=30000`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body: lines.join('\n') });
  if (!answer.ok) throw new Error(`intake answered ${String(answer.status)}: ${await answer.text()}`);
}

function order(id: string, email: string): object {
  return { id, type: 'commerce.order-completed', identities: [{ kind: 'email', value: email }], data: { orderId: id, total: 24.5, currency: 'EUR' } };
}
