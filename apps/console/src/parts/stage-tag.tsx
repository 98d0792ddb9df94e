import { warmth } from '../lifecycle';
import { words } from '../format';

/** A lifecycle stage with a small gauge of how far along it is; an empty one is slipping away. */
export function StageTag({ stage }: { readonly stage: string }) {
  const level = warmth(stage);
  return (
    <span class={`stage${level === 0 ? ' slipping' : ''}`}>
      <span class="gauge" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <i key={step} class={step <= level ? 'on' : ''} />
        ))}
      </span>
      {words(stage)}
    </span>
  );
}
