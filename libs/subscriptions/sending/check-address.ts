import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { FieldError } from '#kernel';
import { isPrivateAddress } from './private-address';

const LONGEST = 2_000;

/**
 * What is wrong with an address to send to. A name that cannot be resolved just now passes: it is looked at again with each connection.
 * `allowPrivate`: hosts of this machine and of its network are taken.
 */
export async function addressFaults(text: string, allowPrivate: boolean): Promise<FieldError[]> {
  const url = text.length <= LONGEST && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) return [fault('url', 'url must be an http or https address')];
  if (url.username !== '' || url.password !== '') return [fault('credentials', 'url must carry no user name or password: it stands in the log, and the signature says who sends')];
  if (allowPrivate) return [];
  return (await isPrivateHost(hostOf(url))) ? [fault('private-address', 'url must lead to a host of the public internet; receivers in a private network need RAPPORT_WEBHOOK_PRIVATE=allow')] : [];
}

/** Without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

async function isPrivateHost(host: string): Promise<boolean> {
  if (isIP(host) !== 0) return isPrivateAddress(host);
  if (/(^|\.)(localhost|local|internal)\.?$/i.test(host)) return true;
  const found = await lookup(host, { all: true }).catch(() => []);
  return found.some(({ address }) => isPrivateAddress(address));
}

function fault(code: string, message: string): FieldError {
  return { path: 'url', code, message };
}
