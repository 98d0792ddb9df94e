import { formatCount, formatDuration } from '../format';
import type { Rebuild } from '../shapes';

/** How far a rebuild is, in customers. */
export function RebuildProgress({ name, of }: { readonly name: string; readonly of: Rebuild }) {
  return (
    <div class="rebuild">
      <progress max={Math.max(1, of.total)} value={of.processed} aria-label={`Rebuilding ${name}`} />
      <small>
        {formatCount(of.processed)} of {formatCount(of.total)} customers
        {of.rate !== undefined && of.rate > 0 && ` · ${formatCount(of.rate)}/s`}
        {of.etaSeconds !== undefined && of.etaSeconds > 0 && ` · ${formatDuration(of.etaSeconds)} left`}
      </small>
    </div>
  );
}
