import { useState } from 'preact/hooks';
import { url } from '../api';
import { Empty } from '../parts/empty';
import { PageHead } from '../parts/page-head';
import { ProblemNote } from '../parts/problem-note';
import { QuarantineItem } from '../parts/quarantine-item';
import { Skeleton } from '../parts/skeleton';
import { useWalk } from '../keys';
import { eventLink } from '../links';
import type { IntakeAnswer, Quarantined } from '../shapes';
import { useList } from '../use-list';

/** What did not validate, why, and the way to mend it. */
export function QuarantinePage() {
  const list = useList<Quarantined>(url('/v1/quarantine', { limit: 50 }), ({ id }) => id);
  const [taken, setTaken] = useState<IntakeAnswer | undefined>(undefined);
  useWalk('item');
  return (
    <>
      <PageHead title="Quarantine" lead="What did not validate waits here, as it came. Mend it and send it again" />
      {taken !== undefined && <Taken answer={taken} />}
      {list.problem !== undefined && <ProblemNote problem={list.problem} retry={list.reload} />}
      {list.items === undefined && list.problem === undefined && <Skeleton lines={8} />}
      {list.items?.length === 0 && (
        <Empty title="Nothing is held back">
          <p>Every touchpoint so far was understood.</p>
        </Empty>
      )}
      {list.items !== undefined && list.items.length > 0 && (
        <ul class="quarantine">
          {list.items.map((item) => (
            <QuarantineItem
              key={item.id}
              item={item}
              onGone={(answer) => {
                setTaken(answer);
                list.reload();
              }}
            />
          ))}
        </ul>
      )}
      {list.hasMore && (
        <button type="button" class="more" disabled={list.busy} onClick={list.more}>
          More
        </button>
      )}
    </>
  );
}

function Taken({ answer }: { readonly answer: IntakeAnswer }) {
  const position = answer.items?.[0]?.position ?? answer.position;
  return (
    <p class="note taken" role="status">
      {answer.accepted > 0 ? 'Taken in' : 'This id was in the log already'}
      {position !== undefined && (
        <>
          : <a href={eventLink(position)}>event {position}</a>
        </>
      )}
    </p>
  );
}
