import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { get, post, url } from '../api';
import { customerLink, customersLink, eventLink } from '../links';
import { useMoment } from '../moment';
import { bestIdentity, NAME_FIELDS, nameOfRow } from '../names';
import { changeQuery, navigate, usePlace } from '../router';
import type { CustomerRow, Page } from '../shapes';

const PAUSE = 180;
const SUGGESTED = 7;

/**
 * Finds customers by any identity; `email:ann@example.org` goes straight to hers, `#17` to an event.
 * On the customers page the table itself is the answer, elsewhere a list under the box.
 */
export function SearchBox() {
  const { path, query } = usePlace();
  const moment = useMoment();
  const onTable = path === '/customers';
  const [text, setText] = useState(onTable ? (query.get('q') ?? '') : '');
  const [found, setFound] = useState<readonly CustomerRow[]>([]);
  const [chosen, setChosen] = useState(-1);
  const listId = useId();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    clearTimeout(timer.current);
    setFound([]);
    if (document.activeElement !== input.current || !onTable) setText(onTable ? (query.get('q') ?? '') : '');
  }, [path, query.get('q')]);

  const type = (next: string) => {
    setText(next);
    setChosen(-1);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (onTable) changeQuery({ q: next.trim(), after: undefined });
      else if (next.trim().length < 2) setFound([]);
      else get<Page<CustomerRow>>(url('/v1/customers', { q: next.trim(), fields: NAME_FIELDS, limit: SUGGESTED })).then(({ items }) => setFound(items), () => setFound([]));
    }, PAUSE);
  };

  const leave = (address: string) => {
    clearTimeout(timer.current);
    input.current?.blur();
    navigate(address);
  };

  const submit = async () => {
    const wanted = text.trim();
    const id = found[chosen]?.id ?? (await customerNamed(wanted));
    if (id !== undefined) leave(customerLink(id, moment));
    else if (/^#\d+$/.test(wanted)) leave(eventLink(wanted.slice(1)));
    else if (onTable) document.querySelector<HTMLElement>('main [data-walk]')?.focus();
    else leave(customersLink({ q: wanted }, moment));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      setFound([]);
      input.current?.blur();
    } else if (found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setChosen((now) => (now + (event.key === 'ArrowDown' ? 1 : -1) + found.length + 1) % (found.length + 1));
    }
  };

  const open = found.length > 0;
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d="M7 12.200a5.200 5.200 0 1 0 0-10.400 5.200 5.200 0 0 0 0 10.400Zm3.800-1.400L14.200 14.200" />
      </svg>
      <input
        ref={input}
        id="search"
        type="search"
        placeholder="Search customers"
        aria-label="Search customers by e-mail, id, phone or name"
        role="combobox"
        list={undefined}
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
        autoComplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setTimeout(() => setFound([]), 150)}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul id={listId} role="listbox" aria-label="Customers" hidden={!open}>
        {found.map((row, index) => (
          <li key={row.id} id={`${listId}-${index}`} role="option" aria-selected={index === chosen} onMouseDown={() => leave(customerLink(row.id, moment))}>
            <Suggestion row={row} text={text} />
          </li>
        ))}
      </ul>
    </form>
  );
}

/** The customer of an identity written as `kind:value`. */
async function customerNamed(text: string): Promise<string | undefined> {
  const [, kind, value] = /^([a-z][a-z-]*):(\S.*)$/.exec(text) ?? [];
  if (kind === undefined || value === undefined) return undefined;
  const answer = await post<{ customerId?: string }>('/v1/identities/lookup', { kind, value }).catch(() => ({ customerId: undefined }));
  return answer.customerId;
}

/** The name, with the identity that was found by; or that identity alone. */
function Suggestion({ row, text }: { readonly row: CustomerRow; readonly text: string }) {
  const name = nameOfRow(row);
  const identity = matching(row, text);
  return (
    <>
      <b>{name ?? identity ?? row.id}</b>
      {name !== undefined && <span>{identity}</span>}
    </>
  );
}

function matching({ identities }: CustomerRow, text: string): string | undefined {
  const wanted = text.trim().toLowerCase();
  return (identities.find(({ value }) => value.toLowerCase().includes(wanted)) ?? bestIdentity(identities))?.value;
}
