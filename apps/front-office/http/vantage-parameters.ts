import { type QueryParameters, textParameter } from '#platform/http';
import type { VantageQuery } from '#projections';

export function vantageParameters(query: QueryParameters): VantageQuery {
  return { at: textParameter(query, 'at'), knownAt: textParameter(query, 'knownAt') };
}
