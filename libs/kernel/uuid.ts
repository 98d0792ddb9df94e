import { hash } from 'node:crypto';

/** A name-based UUID (RFC 9562, version 5) in Rapport's own namespace: the same parts give the same UUID everywhere and for ever. */
export function uuidOf(...parts: readonly string[]): string {
  const hex = hash('sha1', inNamespace(parts.join('\u0000')), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant(hex.charCodeAt(16))}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const NAMESPACE = Buffer.from('8f3c1f0e6d0b5c0f9a57d2a1b7e4c960', 'hex');
/** The most bytes that a UTF-16 code unit has in UTF-8. */
const WIDEST = 3;

/** Holds the namespace and, behind it, one name after the other. */
let bytes = Buffer.concat([NAMESPACE, Buffer.alloc(1024)]);

function inNamespace(name: string): Buffer {
  const most = NAMESPACE.length + WIDEST * name.length;
  if (most > bytes.length) bytes = Buffer.concat([NAMESPACE, Buffer.alloc(2 * most)]);
  return bytes.subarray(0, NAMESPACE.length + bytes.write(name, NAMESPACE.length));
}

/** The hexadecimal digit with its upper two bits replaced by the variant's. */
function variant(digit: number): string {
  return '89ab'.charAt((digit > 0x39 ? digit - 0x57 : digit - 0x30) & 3);
}
