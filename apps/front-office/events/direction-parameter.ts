import type { Direction } from '#event-log';
import { type QueryParameters, refused, textParameter } from '#platform/http';

export function directionParameter(query: QueryParameters): Direction {
  const value = textParameter(query, 'direction') ?? 'forwards';
  if (value !== 'forwards' && value !== 'backwards') throw refused('RAPPORT_BAD_REQUEST', 'direction', 'must be forwards or backwards');
  return value;
}
