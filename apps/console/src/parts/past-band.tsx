import { platformNow } from '../clock';
import { formatMoment } from '../format';
import { judgeWith, moveTo, timeOf, type Moment } from '../moment';

interface PastBandProps {
  readonly moment: Moment;
  /** The page can tell what was known then from what is known today. */
  readonly ofKnowledge: boolean;
}

/** The amber band: what stands below is not now. */
export function PastBand({ moment, ofKnowledge }: PastBandProps) {
  if (moment.at === undefined) return null;
  const ahead = (timeOf(moment.at) ?? 0) > platformNow();
  const then = ofKnowledge && moment.knownAt !== undefined;
  return (
    <div class="past-band" role="region" aria-label="As of">
      <p aria-live="polite">
        {ahead ? 'If nothing happens until ' : 'As of '}
        <b title={moment.at}>{formatMoment(moment.at)}</b>
        {then && moment.knownAt !== moment.at && <>, known by {formatMoment(moment.knownAt)}</>}
      </p>
      {ofKnowledge && (
        <div class="switch" role="group" aria-label="Knowledge">
          <button type="button" aria-pressed={!then} onClick={() => judgeWith('today', moment)}>
            as we know today
          </button>
          <button type="button" aria-pressed={then} onClick={() => judgeWith('then', moment)} disabled={ahead}>
            as we knew then
          </button>
        </div>
      )}
      <button type="button" class="back" onClick={() => moveTo(undefined, moment)}>
        Back to now
      </button>
    </div>
  );
}
