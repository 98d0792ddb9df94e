import { formatShortDay, words } from '../format';
import { warmth } from '../lifecycle';
import type { DocumentAt } from '../shapes';

interface StageStripProps {
  /** Successive lifecycle positions, oldest first. */
  readonly history: readonly DocumentAt[] | undefined;
  readonly from: number;
  readonly to: number;
  readonly until: number;
}

/** The stages that the customer went through, under the time in which they held. */
export function StageStrip({ history, from, to, until }: StageStripProps) {
  if (history === undefined) return <div class="stage-strip" />;
  const spans = stages(history, to);
  if (spans.length === 0) return null;
  const width = (time: number) => ((Math.max(time, from) - from) / (to - from)) * 100;
  return (
    <ol class="stage-strip" aria-label="Stages over time">
      {spans.map(({ stage, start, end }) => (
        <li
          key={start}
          class={`warmth-${warmth(stage)}`}
          style={{ left: `${width(start)}%`, width: `${Math.max(0.3, width(end) - width(start))}%` }}
          title={`${words(stage)} from ${formatShortDay(start)}`}
        >
          <span>{words(stage)}</span>
        </li>
      ))}
      {until < to && <li class="veil" aria-hidden="true" style={{ left: `${width(until)}%`, right: 0 }} />}
    </ol>
  );
}

function stages(history: readonly DocumentAt[], end: number) {
  const spans: { stage: string; start: number; end: number }[] = [];
  for (const { document, at } of history) {
    const stage = document?.['stage'];
    const start = Date.parse(at);
    const last = spans.at(-1);
    if (typeof stage !== 'string' || last?.stage === stage) continue;
    if (last !== undefined) last.end = start;
    spans.push({ stage, start, end });
  }
  return spans;
}
