import { waitUntil } from '../../engines';
import { ask, type Page } from './ask';

interface Projection {
  readonly name: string;
  readonly state: string;
  readonly position: string;
  readonly parked: number;
}

/** Resolves with what is parked or stopped when the read models hold everything that the log does. @throws Error where that does not come to pass */
export async function settled(url: string): Promise<string[]> {
  return waitUntil('the read models', async () => {
    const [log, projections] = await Promise.all([ask<Page<unknown>>(url, '/v1/events?limit=1'), ask<Page<Projection>>(url, '/v1/projections')]);
    const behind = projections?.items.filter(({ state, position }) => (state !== 'live' && state !== 'stopped') || BigInt(position) < BigInt(log?.position ?? '0'));
    if (behind?.length !== 0) throw new Error(`the log ends at ${log?.position ?? ''}, ${behind?.map(({ name, state, position }) => `${name} is ${state} at ${position}`).join(', ') ?? ''}`);
    return projections?.items.flatMap(({ name, state, parked }) => [...(state === 'stopped' ? [`${name} has stopped`] : []), ...(parked > 0 ? [`${name} has ${String(parked)} customers parked`] : [])]) ?? [];
  });
}
