import type { ProjectionStatus } from '#projections';
import { HttpClient } from '../target/http-client';
import { countOf } from '../ui/figures';
import { type Checked, fault, note, ok } from './checked';

type Status = ProjectionStatus & { readonly position: string; readonly lag: { readonly events: number } };

/** A running server, as it sees itself. */
export async function checkServer(url: string, key: string | undefined): Promise<Checked[]> {
  try {
    const { items } = await new HttpClient(url, key).get<{ items: readonly Status[] }>('/v1/projections');
    const ready = await fetch(`${url}/health/ready`);
    const parked = items.reduce((sum, each) => sum + each.parked, 0);
    const stopped = items.filter(({ state }) => state === 'stopped');
    const behind = items[0]?.lag.events ?? 0;
    return [
      ready.ok ? ok('server', `${url} is ready`) : note('server', `${url} is not ready yet`, 'wait until the read models have come up with the log'),
      ...(stopped.length > 0 ? [fault('projections', `stopped: ${stopped[0]?.reason ?? ''}`, 'mend what is said; they try again by themselves')] : [ok('projections', `${countOf(items.length, 'read model')}, ${countOf(behind, 'event')} behind`)]),
      ...(parked > 0 ? [note('parked', `${countOf(parked, 'document')} set aside by an event that could not be folded`, 'GET /v1/projections/{name}/parked says which')] : []),
    ];
  } catch (error) {
    return [fault('server', error instanceof Error ? error.message : String(error), `start it, or look at its log`)];
  }
}
