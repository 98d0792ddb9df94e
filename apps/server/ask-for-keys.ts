import type { FastifyInstance } from 'fastify';
import { authorize, KeyRing } from '#platform/auth';
import type { Configuration } from '#platform/configuration';
import type { Log } from '#platform/logging';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** The keys of RAPPORT_API_KEYS_FILE; undefined where it is not set. @throws RAPPORT_BAD_CONFIGURATION */
export function openKeys({ apiKeysFile }: Configuration, log: Log): KeyRing | undefined {
  return apiKeysFile === undefined ? undefined : new KeyRing(apiKeysFile, (message, reason) => {
    log.warn(message, { reason });
  });
}

/** Asks for keys where there are some, and warns of an open door where there are none. */
export function askForKeys(fastify: Pick<FastifyInstance, 'addHook'>, keys: KeyRing | undefined, { host }: Configuration, log: Log): void {
  if (keys) authorize(fastify, keys);
  else if (!LOOPBACK.test(host)) log.warn('everybody who can reach this address can read and write everything: set RAPPORT_API_KEYS_FILE, or RAPPORT_HOST to 127.0.0.1', { host });
}
