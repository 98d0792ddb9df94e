import { formatAgo, formatDay, titled, words } from '../format';
import { PHASES, warmth } from '../lifecycle';
import type { LifecyclePosition } from '../shapes';
import { Card } from './card';
import { Reasons } from './field-value';

export function LifecycleCard({ of, now }: { readonly of: LifecyclePosition; readonly now: number }) {
  const { stage = 'unknown', phase, since, previousStage, reasons } = of;
  return (
    <Card title="Lifecycle position" of={of}>
      <ol class={`phases${warmth(stage) === 0 ? ' slipping' : ''}`} aria-label="Phases">
        {PHASES.map((name) => (
          <li key={name} aria-current={name === phase ? 'step' : undefined}>
            {words(name)}
          </li>
        ))}
      </ol>
      <p class="big">{titled(stage)}</p>
      <p class="soft">
        {since !== undefined && (
          <>
            since <time dateTime={since} title={since}>{formatDay(since)}</time>, {formatAgo(since, now)}
          </>
        )}
        {typeof previousStage === 'string' && <> · before: {words(previousStage)}</>}
      </p>
      <Reasons of={reasons} />
    </Card>
  );
}
