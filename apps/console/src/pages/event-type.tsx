import { Answer } from '../parts/answer';
import { JsonView } from '../parts/json-view';
import { PageHead } from '../parts/page-head';
import { SchemaTable } from '../parts/schema-table';
import { factOf } from '../event-text';
import { formatCount } from '../format';
import { eventsLink, projectionLink } from '../links';
import type { Params } from '../router';
import { useGet } from '../resource';
import type { EventType } from '../shapes';

/** One event type: its fields, an example, and the projections that fold it. */
export function EventTypePage({ type = '' }: Params) {
  const answer = useGet<EventType>(`/v1/event-types/${encodeURIComponent(type)}`);
  return (
    <>
      <PageHead
        name={factOf(type)}
        title={factOf(type)}
        lead={
          <>
            <code>{type}</code>
            {answer.data && ` · version ${answer.data.version} · ${formatCount(answer.data.count)} in the log`}
          </>
        }
      >
        <a class="button" href={eventsLink(type)}>
          Its events
        </a>
      </PageHead>
      <Answer of={answer}>
        {({ schema, example, handledBy, personalData }) => (
          <div class="event-page">
            <section aria-label="Fields">
              <h2>Fields</h2>
              {schema === undefined ? <p class="faint">No schema is given.</p> : <SchemaTable schema={schema} personalData={personalData} />}
              <h2>Handled by</h2>
              {handledBy.length === 0 ? (
                <p class="soft">No projection folds it yet.</p>
              ) : (
                <ul class="plain">
                  {handledBy.map((name) => (
                    <li key={name}>
                      <a href={projectionLink(name)}>{name}</a>
                    </li>
                  ))}
                </ul>
              )}
            </section>
            <section aria-label="Example and schema">
              {example !== undefined && (
                <>
                  <h2>Example</h2>
                  <JsonView value={example} label="Example" />
                </>
              )}
              {schema !== undefined && (
                <details>
                  <summary>JSON Schema</summary>
                  <JsonView value={schema} label="JSON Schema" />
                </details>
              )}
            </section>
          </div>
        )}
      </Answer>
    </>
  );
}
