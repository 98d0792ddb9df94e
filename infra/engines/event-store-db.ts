const ADVICE = 'no registry of packages offers EventStoreDB: start one with `docker compose up eventstoredb`, or elsewhere, and name it in RAPPORT_TEST_EVENTSTOREDB_URL (docs/engines.md)';

/**
 * The EventStoreDB that somebody else has started, once one of its nodes says that it lives.
 * @throws Error if none is named, or none answers.
 */
export async function eventStoreDbAnswers(environment: Readonly<Record<string, string | undefined>> = process.env): Promise<string> {
  const url = environment['RAPPORT_TEST_EVENTSTOREDB_URL'];
  if (url === undefined || url === '') throw new Error(ADVICE);
  const nodes = healthAddresses(url);
  const alive = await Promise.all(nodes.map(lives));
  if (!alive.some(Boolean)) throw new Error(`no EventStoreDB answers at ${nodes.join(', ')}`);
  return url;
}

/** Where each node of a connection string says whether it lives. Without credentials. */
export function healthAddresses(url: string): string[] {
  const [, hosts = '', query = ''] = /^\w+(?:\+discover)?:\/\/(?:[^@/]*@)?([^/?]+)\/?\??(.*)$/.exec(url) ?? [];
  const scheme = new URLSearchParams(query.toLowerCase()).get('tls') === 'false' ? 'http' : 'https';
  return hosts.split(',').map((host) => `${scheme}://${host.includes(':') ? host : `${host}:2113`}/health/live`);
}

async function lives(address: string): Promise<boolean> {
  try {
    const { ok } = await fetch(address, { signal: AbortSignal.timeout(5000) });
    return ok;
  } catch {
    return false;
  }
}
