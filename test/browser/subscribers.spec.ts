import type { Browser, Locator, Page } from 'playwright-core';
import { type Product, startProduct } from '#testing/product';
import { type Receiver, startReceiver } from '../acceptance/receiver';
import { missing, openWindow, startBrowser, type Window } from './browser';

/** Longest wait for something to appear, ms: what is asked for is read again every three seconds. */
const PATIENCE = 10_000;
/** A folder for pictures of each step, to be looked at. */
const PICTURES = process.env['RAPPORT_TEST_PICTURES'];

const whenPossible = missing === undefined ? describe : describe.skip;
const order = (id: string, user: string): object => ({ id, type: 'commerce.order-completed', identities: [{ kind: 'user-id', value: user }], data: { orderId: id, total: 5, currency: 'EUR' } });

whenPossible(missing === undefined ? 'the console\'s page of subscribers, in a browser' : `the console's page of subscribers, in a browser (left out: ${missing})`, () => {
  let product: Product;
  let receiver: Receiver;
  let browser: Browser;
  let window: Window;
  let page: Page;
  let id: string;
  const refused = new Set<string>();

  beforeAll(async () => {
    [product, receiver, browser] = await Promise.all([startProduct({ environment: { RAPPORT_WEBHOOK_PRIVATE: 'allow', RAPPORT_WEBHOOK_RETRIES: '0.1,0.2' } }), startReceiver(), startBrowser()]);
    receiver.answer = ({ body }) => ({ status: refused.has(String(body.data['id'])) ? 503 : 204 });
    window = await openWindow(browser, product.url);
    page = window.page;
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await product.stop();
    await receiver.close();
  });

  const row = (): Locator => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: receiver.url }) });
  const cell = (name: string): Locator => row().locator(`[data-name="${name}"]`);
  const shows = (name: string, text: string | RegExp): Promise<void> => cell(name).getByText(text).first().waitFor({ timeout: PATIENCE });
  const parkedRow = async (user: string): Promise<Locator> => page.getByRole('region', { name: `Parked customers of ${receiver.url}` }).getByRole('row').filter({ has: page.locator(`[title="${await product.customerOf('user-id', user)}"]`) });
  const subscription = async (): Promise<Record<string, unknown>> => (await product.get(`/v1/subscriptions/${id}`)).body;
  const picture = async (name: string, from: Page = page): Promise<void> => {
    if (PICTURES !== undefined) await from.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
  };

  it('says how to make one where there is none, and shows one as soon as it is made', async () => {
    await page.goto('/subscribers');
    await page.getByRole('heading', { level: 1, name: 'Subscribers' }).waitFor({ timeout: PATIENCE });
    await page.getByText('Nobody is told yet').waitFor({ timeout: PATIENCE });
    await picture('empty');
    id = String((await product.post('/v1/subscriptions', { url: receiver.url, types: ['commerce.order-completed'], description: 'the warehouse' })).body['id']);
    await row().waitFor({ timeout: PATIENCE });
    await shows('State', 'active');
    await row().getByText('the warehouse').waitFor({ timeout: PATIENCE });
  });

  it('calls the receiver for a test, and says what it answers', async () => {
    await row().getByRole('button', { name: 'Test' }).click();
    await row().getByRole('status').getByText('it answers').waitFor({ timeout: PATIENCE });
    expect(receiver.calls.map(({ body }) => body.type)).toEqual(['rapport.ping']);
  });

  it('pauses and resumes', async () => {
    await row().getByRole('button', { name: 'Pause' }).click();
    await shows('State', 'paused');
    expect(await subscription()).toMatchObject({ state: 'paused' });
    await product.send([order('held-0', 'held')]);
    await shows('Behind', /^1 · /);
    await row().getByRole('button', { name: 'Resume' }).click();
    await shows('State', 'active');
    await shows('Delivered', '1');
    expect(receiver.taken().map(({ body }) => body.data['id'])).toContain('held-0');
  });

  it('shows who is parked and why, tries one again, and lets another go without the event', async () => {
    for (const each of ['ann-0', 'ben-0']) refused.add(each);
    await product.send([order('ann-0', 'ann'), order('ann-1', 'ann'), order('ben-0', 'ben'), order('ben-1', 'ben')]);
    await shows('Parked', '2');
    await shows('Last error', 'the receiver answered 503');
    const [ann, ben] = [await parkedRow('ann'), await parkedRow('ben')];
    await ann.getByText('the receiver answered 503').waitFor({ timeout: PATIENCE });
    await picture('parked');
    refused.delete('ann-0');
    await ann.getByRole('button', { name: 'Retry' }).click();
    await ann.waitFor({ state: 'detached', timeout: PATIENCE });
    await ben.getByRole('button', { name: 'Drop the event' }).click();
    await page.getByRole('dialog').getByText('The receiver is never given it').waitFor({ timeout: PATIENCE });
    await picture('asked');
    await page.getByRole('dialog').getByRole('button', { name: 'Drop the event' }).click();
    await ben.waitFor({ state: 'detached', timeout: PATIENCE });
    await receiver.until(() => ['ann-0', 'ann-1', 'ben-1'].every((each) => receiver.taken().some(({ body }) => body.data['id'] === each)));
    expect(receiver.taken().map(({ body }) => body.data['id'])).not.toContain('ben-0');
    await shows('Parked', '–');
  });

  it.each([['light', 1280], ['dark', 1280], ['light', 360], ['dark', 360]] as const)('fits a window, %s and %i px wide, with an address that is long', async (colorScheme, width) => {
    refused.add('cem-0');
    await product.send([order('cem-0', 'cem')]);
    if (width === 1280 && colorScheme === 'light') await product.post('/v1/subscriptions', { url: `${receiver.url}/${'a-rather-long-address/'.repeat(5)}`, types: ['commerce.order-completed', 'web.searched', 'billing.invoice-issued'] });
    const other = await openWindow(browser, product.url, { colorScheme, viewport: { width, height: 780 } });
    await other.page.goto('/subscribers');
    await other.page.getByRole('region', { name: `Parked customers of ${receiver.url}` }).first().getByRole('button', { name: 'Retry' }).first().waitFor({ timeout: PATIENCE });
    await picture(`${colorScheme}-${String(width)}`, other.page);
    expect(Number(await other.page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(width);
    expect(other.complaints).toEqual([]);
    await other.close();
  });

  it('has complained of nothing on the way', () => {
    expect(window.complaints).toEqual([]);
  });
});
