import { Registry } from 'prom-client';
import { AttemptTally, type SubscriptionView } from '#subscriptions';
import { WebhookMetrics, type WebhookMetricsParts } from './webhook-metrics';

const view = (id: string, more: Partial<SubscriptionView> = {}): SubscriptionView => ({ id, url: 'https://s3cret.example/hook', types: [], includeBackfill: false, description: 's3cret too', state: 'active', position: '7', lag: { events: 3, seconds: 1.5 }, delivered: 40, retrying: 2, parked: 1, ...more });

describe('the metrics of webhooks', () => {
  const scraping = (list: WebhookMetricsParts['list'], more: Partial<WebhookMetricsParts> = {}): { scrape: () => Promise<string>; tally: AttemptTally } => {
    const registry = new Registry();
    const tally = new AttemptTally();
    new WebhookMetrics({ registry, list, tally, fresh: 0, ...more });
    return { scrape: async () => (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#')).join('\n'), tally };
  };

  it('tell each subscription by its id, and neither its address nor its description', async () => {
    const { scrape } = scraping(() => Promise.resolve([view('a'), view('b', { parked: 0 })]));
    const told = await scrape();
    expect(told.split('\n')).toEqual(expect.arrayContaining([
      'rapport_webhook_delivered{subscription="a"} 40', 'rapport_webhook_retrying{subscription="a"} 2', 'rapport_webhook_parked{subscription="a"} 1', 'rapport_webhook_parked{subscription="b"} 0',
      'rapport_webhook_lag_events{subscription="a"} 3', 'rapport_webhook_lag_seconds{subscription="a"} 1.5',
    ]));
    expect(told).not.toContain('s3cret');
  });

  it('forget a subscription that is deleted', async () => {
    const there = [view('a'), view('b')];
    const { scrape } = scraping(() => Promise.resolve([...there]));
    expect(await scrape()).toContain('subscription="b"');
    there.pop();
    const told = await scrape();
    expect(told).toContain('subscription="a"');
    expect(told).not.toContain('subscription="b"');
  });

  it('say nothing of subscriptions while the store fails, fall not with it, and speak again when it is back', async () => {
    let fails = false;
    const { scrape } = scraping(() => (fails ? Promise.reject(new Error('the store is away')) : Promise.resolve([view('a')])));
    expect(await scrape()).toContain('subscription="a"');
    fails = true;
    expect(await scrape()).not.toContain('subscription=');
    fails = false;
    expect(await scrape()).toContain('subscription="a"');
  });

  it('do not hold up a scrape where the store does not answer, nor ask it twice meanwhile', async () => {
    let asked = 0;
    const { scrape } = scraping(() => { asked++; return new Promise(() => undefined); }, { patience: 20 });
    expect(await scrape()).not.toContain('subscription=');
    expect(await scrape()).not.toContain('subscription=');
    expect(asked).toBe(1);
  });

  it('ask the store once for all figures, and again only after a while', async () => {
    let asked = 0;
    const { scrape } = scraping(() => { asked++; return Promise.resolve([view('a')]); }, { fresh: 60_000 });
    await scrape();
    expect(await scrape()).toContain('rapport_webhook_lag_events{subscription="a"} 3');
    expect(asked).toBe(1);
  });

  it('count tries by what became of them', async () => {
    const { scrape, tally } = scraping(() => Promise.resolve([]));
    tally.add({ kind: 'delivered', status: 204 });
    tally.add({ kind: 'failed', message: 'no' });
    tally.add({ kind: 'failed', message: 'no' });
    await scrape();
    const told = await scrape();
    expect(told.split('\n')).toEqual(['rapport_webhook_attempts_total{outcome="delivered"} 1', 'rapport_webhook_attempts_total{outcome="failed"} 2', 'rapport_webhook_attempts_total{outcome="gone"} 0']);
  });
});
