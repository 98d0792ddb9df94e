/** Whether the text has more than `most` characters, which are Unicode code points as in JSON Schema. Looks at the text only where its length leaves a doubt. */
export function isLongerThan(text: string, most: number): boolean {
  return text.length > most && (text.length > 2 * most || codePointsOf(text) > most);
}

export function isShorterThan(text: string, least: number): boolean {
  return text.length < least || (text.length < 2 * least && codePointsOf(text) < least);
}

function codePointsOf(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    if (isHighSurrogate(text.charCodeAt(at)) && isLowSurrogate(text.charCodeAt(at + 1))) {
      count--;
      at++;
    }
  }
  return count;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
