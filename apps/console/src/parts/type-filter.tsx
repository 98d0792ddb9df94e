import { useId, useState } from 'preact/hooks';
import { useGet } from '../resource';
import type { EventType, Page } from '../shapes';

interface TypeFilterProps {
  /** Comma separated, as in the address. */
  readonly types: string | undefined;
  readonly onChange: (types: string | undefined) => void;
}

/** The chosen event types as chips, and a field that knows the catalogue. */
export function TypeFilter({ types, onChange }: TypeFilterProps) {
  const catalogue = useGet<Page<EventType>>('/v1/event-types');
  const [text, setText] = useState('');
  const listId = useId();
  const chosen = types?.split(',').filter((type) => type !== '') ?? [];
  const known = catalogue.data?.items ?? [];
  const add = (type: string) => {
    if (!known.some((item) => item.type === type)) return false;
    setText('');
    onChange([...new Set([...chosen, type])].join(','));
    return true;
  };
  return (
    <form
      class="type-filter"
      onSubmit={(event) => {
        event.preventDefault();
        if (!add(text)) add(known.find(({ type }) => type.includes(text))?.type ?? '');
      }}
    >
      <label>
        <span class="hidden">Only this type</span>
        <input
          type="text"
          list={listId}
          placeholder="Only these types…"
          spellcheck={false}
          value={text}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            if (!add(typed)) setText(typed);
          }}
        />
      </label>
      <datalist id={listId}>
        {known.map(({ type, count }) => (
          <option key={type} value={type}>
            {count}
          </option>
        ))}
      </datalist>
      {chosen.map((type) => (
        <button key={type} type="button" class="chip" aria-pressed="true" aria-label={`No longer only ${type}`} onClick={() => onChange(chosen.filter((other) => other !== type).join(','))}>
          {type} <span aria-hidden="true">×</span>
        </button>
      ))}
    </form>
  );
}
