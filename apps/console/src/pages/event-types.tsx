import { Answer } from '../parts/answer';
import { Icon } from '../parts/icon';
import { PageHead } from '../parts/page-head';
import { Skeleton } from '../parts/skeleton';
import { factOf, iconOf } from '../event-text';
import { formatCount, plural, titled } from '../format';
import { useWalk } from '../keys';
import { eventTypeLink, projectionLink } from '../links';
import { useGet } from '../resource';
import type { EventType, Page } from '../shapes';

/** The catalogue: what can be said about a customer, and who listens. */
export function EventTypesPage() {
  const types = useGet<Page<EventType>>('/v1/event-types');
  useWalk('type');
  return (
    <>
      <PageHead title="Event types" lead={types.data && `${plural(types.data.items.length, 'type')}, ${formatCount(types.data.items.reduce((sum, { count }) => sum + count, 0))} events in the log`} />
      <Answer of={types} skeleton={<Skeleton lines={16} />}>
        {({ items }) => (
          <table class="table types">
            <caption class="hidden">Event types by channel</caption>
            <thead>
              <tr>
                <th scope="col">Type</th>
                <th scope="col" class="number">
                  Events
                </th>
                <th scope="col">Personal data</th>
                <th scope="col">Handled by</th>
              </tr>
            </thead>
            {byChannel(items).map(({ channel, types: ofChannel }) => (
              <tbody key={channel}>
                <tr>
                  <th colSpan={4} scope="rowgroup">
                    <Icon channel={iconOf(ofChannel[0]?.type ?? channel)} /> {titled(channel)}
                  </th>
                </tr>
                {ofChannel.map((type) => (
                  <tr key={type.type}>
                    <th scope="row">
                      <a href={eventTypeLink(type.type)} data-walk>
                        {factOf(type.type)}
                      </a>
                      <small>
                        <code>{type.type}</code>
                        {type.version > 1 && ` v${type.version}`}
                      </small>
                    </th>
                    <td class="number" data-name="Events">
                      {type.count === 0 ? <span class="faint">none</span> : formatCount(type.count)}
                    </td>
                    <td data-name="Personal data">{type.personalData.length === 0 ? <span class="faint">none</span> : type.personalData.join(', ')}</td>
                    <td data-name="Handled by">
                      <HandledBy names={type.handledBy} />
                    </td>
                  </tr>
                ))}
              </tbody>
            ))}
          </table>
        )}
      </Answer>
    </>
  );
}

const NAMED = 3;

function HandledBy({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return <span class="faint">nobody yet</span>;
  return (
    <span title={names.join(', ')}>
      {names.slice(0, NAMED).map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <a href={projectionLink(name)}>{name}</a>
        </span>
      ))}
      {names.length > NAMED && ` +${names.length - NAMED}`}
    </span>
  );
}

function byChannel(items: readonly EventType[]): { channel: string; types: EventType[] }[] {
  const channels = new Map<string, EventType[]>();
  for (const item of items) channels.set(item.channel, [...(channels.get(item.channel) ?? []), item]);
  return [...channels].map(([channel, types]) => ({ channel, types }));
}
