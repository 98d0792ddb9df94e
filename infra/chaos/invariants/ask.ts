import { setTimeout as sleep } from 'node:timers/promises';

const TRIES = 40;

/** Asks the product by GET, or by POST with a body. Patient with one that has just recovered: an answer of 5xx is asked for again for some seconds. @throws Error */
export async function ask<Body>(url: string, path: string, body?: unknown): Promise<Body | undefined> {
  for (let tried = 1; ; tried++) {
    const response = await fetch(`${url}${path}`, {
      signal: AbortSignal.timeout(20_000),
      ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }).catch((error: unknown) => String(error));
    if (typeof response !== 'string') {
      if (response.ok) return (await response.json()) as Body;
      if (response.status === 404) return undefined;
    }
    if (tried === TRIES) throw new Error(`${path} answers ${typeof response === 'string' ? response : `${String(response.status)} ${await response.text()}`}`);
    await sleep(250);
  }
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string;
  readonly position: string;
}

/** All items of a list. */
export async function askAll<Item>(url: string, path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let after = ''; ; ) {
    const page = await ask<Page<Item>>(url, `${path}${path.includes('?') ? '&' : '?'}limit=1000${after}`);
    items.push(...(page?.items ?? []));
    if (page?.next === undefined) return items;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}
