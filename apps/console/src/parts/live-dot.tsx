import type { LiveState } from '../live';

const SAYS: Readonly<Record<LiveState, string>> = { off: 'paused', connecting: 'connecting', live: 'live', retrying: 'reconnecting' };

export function LiveDot({ state }: { readonly state: LiveState }) {
  return (
    <span class={`live-dot ${state}`} role="status">
      {SAYS[state]}
    </span>
  );
}
