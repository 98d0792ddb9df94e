import { Empty } from '../parts/empty';
import { PageHead } from '../parts/page-head';
import { usePlace } from '../router';

export function NotFoundPage() {
  const { path } = usePlace();
  return (
    <>
      <PageHead title="No such page" />
      <Empty title={`Nothing is at ${path}`}>
        <p>
          <a href="/">Home</a>, or press <kbd>/</kbd> to search.
        </p>
      </Empty>
    </>
  );
}
