/**
 * Decodes windows-1252, which gives every byte a meaning. Its five unassigned bytes stand for themselves, as in the WHATWG Encoding Standard.
 * Not by `TextDecoder`: in Node 20 it takes windows-1252 for ISO 8859-1, which loses €, dashes and curly quotes.
 */
export function decodeWindows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\x80-\x9f]/g, (char) => FROM_0X80[char.charCodeAt(0) - 0x80] ?? char);
}

const FROM_0X80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
