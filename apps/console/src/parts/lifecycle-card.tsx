import { formatAgo, formatDay, formatShortDay, titled, words } from '../format';
import { PHASES, warmth } from '../lifecycle';
import type { LifecyclePosition } from '../shapes';
import { Card } from './card';
import { Reasons } from './field-value';

export function LifecycleCard({ of, now }: { readonly of: LifecyclePosition; readonly now: number }) {
  const { stage = 'unknown', phase, since, previousStage, reasons } = of;
  const milestones = [
    { name: 'Acquired', at: of.acquiredAt },
    { name: 'Retained', at: of.retainedAt },
    { name: 'Extended', at: of.extendedAt },
  ].filter(({ at }) => at !== undefined);
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
      {milestones.length > 0 && (
        <dl class="milestones">
          {milestones.map(({ name, at = '' }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <time dateTime={at} title={at}>{formatShortDay(at)}</time>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
