/** A uuid as its 16 bytes. */
export function keyBytes(key: string): Buffer {
  return Buffer.from(key.replaceAll('-', ''), 'hex');
}

/** Its text again. */
export function keyText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
