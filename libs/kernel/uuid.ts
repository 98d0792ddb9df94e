import { createHash } from 'node:crypto';

/** A name-based UUID (RFC 9562, version 5) in Rapport's own namespace: the same parts give the same UUID everywhere and for ever. */
export function uuidOf(...parts: readonly string[]): string {
  const hash = createHash('sha1').update(NAMESPACE).update(parts.join('\u0000')).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const NAMESPACE = Buffer.from('8f3c1f0e6d0b5c0f9a57d2a1b7e4c960', 'hex');
