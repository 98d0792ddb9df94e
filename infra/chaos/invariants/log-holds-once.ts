/** What is wrong with the log: touchpoints that were acknowledged and are not there, and events that are there more than once. */
export function logHoldsOnce(acknowledged: ReadonlySet<string>, events: readonly { readonly id: string }[]): string[] {
  const counts = new Map<string, number>();
  for (const { id } of events) counts.set(id, (counts.get(id) ?? 0) + 1);
  const lost = [...acknowledged].filter((id) => !counts.has(id));
  const doubled = [...counts].filter(([, count]) => count > 1).map(([id, count]) => `${id} ${String(count)} times`);
  return [
    ...(lost.length > 0 ? [`${String(lost.length)} acknowledged touchpoints are not in the log: ${lost.slice(0, 10).join(', ')}`] : []),
    ...(doubled.length > 0 ? [`${String(doubled.length)} events are in the log more than once: ${doubled.slice(0, 10).join(', ')}`] : []),
  ];
}
