import { parsePosition, RapportError } from '#kernel';
import type { Visibility } from '#platform/engines';
import { type QueryParameters, textParameter, timeoutParameter } from '#platform/http';

/** `?wait=visible` on a write: answers when the read models have passed what was written. */
export async function waitIfAsked(query: QueryParameters, position: string, visibility: Visibility): Promise<void> {
  const wait = textParameter(query, 'wait');
  if (wait === undefined) return;
  if (wait !== 'visible') throw new RapportError('RAPPORT_BAD_REQUEST', 'wait must be visible, or left out', { errors: [{ path: 'wait', code: 'parameter', message: 'must be visible, or left out' }] });
  await visibility.waitFor(parsePosition(position), timeoutParameter(query));
}
