import { useEffect, useRef } from 'preact/hooks';
import { url } from '../api';
import { channelOf } from '../activity';
import { isDerived } from '../event-text';
import { formatCount, titled } from '../format';
import type { LiveState } from '../live';
import type { Moment } from '../moment';
import { useParam } from '../router';
import type { Channels, RecordedEvent } from '../shapes';
import { useList } from '../use-list';
import { Empty } from './empty';
import { EventDays } from './event-days';
import { LiveDot } from './live-dot';
import { ProblemNote } from './problem-note';
import { Skeleton } from './skeleton';

interface TimelineProps {
  readonly customerId: string;
  readonly moment: Moment;
  readonly channels: Channels | undefined;
  /** The last event of this customer that came live. */
  readonly arrived: RecordedEvent | undefined;
  readonly live: LiveState;
}

/** A customer's events, newest first, by day; more come as the reader goes down. */
export function Timeline({ customerId, moment, channels, arrived, live }: TimelineProps) {
  const [channel, setChannel] = useParam('channel');
  const [derived, setDerived] = useParam('derived');
  const list = useList<RecordedEvent>(
    url(`/v1/customers/${encodeURIComponent(customerId)}/timeline`, { ...moment, channel, derived, limit: 50 }),
    (event) => event.position,
  );
  useEffect(() => {
    const newest = list.items?.[0];
    if (arrived === undefined || (channel !== undefined && channelOf(arrived.type) !== channel) || (derived !== 'true' && isDerived(arrived))) return;
    if (newest !== undefined && arrived.occurredAt < newest.occurredAt) list.reload();
    else list.prepend(arrived);
  }, [arrived]);
  return (
    <section class="timeline" aria-labelledby="timeline-title">
      <div class="section-head">
        <h2 id="timeline-title">Timeline</h2>
        {live !== 'off' && <LiveDot state={live} />}
        <label class="check">
          <input type="checkbox" checked={derived === 'true'} onChange={(event) => setDerived(event.currentTarget.checked ? 'true' : undefined)} />
          what Rapport concluded
        </label>
      </div>
      <ChannelChips channels={channels} selected={channel} onSelect={setChannel} />
      {list.problem !== undefined && <ProblemNote problem={list.problem} retry={list.reload} />}
      {list.items === undefined && list.problem === undefined && <Skeleton lines={8} />}
      {list.items?.length === 0 && <Empty title={channel === undefined ? 'Nothing had happened yet' : `Nothing on this channel`} />}
      <EventDays events={list.items ?? []} />
      {list.hasMore && <More busy={list.busy} onMore={list.more} />}
    </section>
  );
}

function ChannelChips({ channels = {}, selected, onSelect }: { readonly channels: Channels | undefined; readonly selected: string | undefined; readonly onSelect: (channel: string | undefined) => void }) {
  const names = Object.entries(channels).sort(([, a], [, b]) => b.count - a.count);
  if (names.length < 2 && selected === undefined) return null;
  return (
    <div class="chips" role="group" aria-label="Channel">
      <button type="button" class="chip" aria-pressed={selected === undefined} onClick={() => onSelect(undefined)}>
        All
      </button>
      {names.map(([name, { count }]) => (
        <button key={name} type="button" class="chip" aria-pressed={selected === name} onClick={() => onSelect(selected === name ? undefined : name)}>
          {titled(name)} <span>{formatCount(count)}</span>
        </button>
      ))}
    </div>
  );
}

/** Asks for more by a press, and by itself when it comes into view. */
function More({ busy, onMore }: { readonly busy: boolean; readonly onMore: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    const watch = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) latest.current();
    });
    if (button.current !== null) watch.observe(button.current);
    return () => watch.disconnect();
  }, [busy]);
  return (
    <button ref={button} type="button" class="more" disabled={busy} onClick={onMore}>
      {busy ? 'Loading older events…' : 'Older events'}
    </button>
  );
}
