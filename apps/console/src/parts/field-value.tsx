import { formatMoney, formatNumber, formatPercent, formatTime, shortId, titled, words } from '../format';
import type { Json, JsonObject } from '../shapes';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const MONEY = /^(revenue|refunded|monetary|amount|total|historic|predicted|margin|price|value)$/;
/** Also where the currency stands elsewhere. */
const ALWAYS_MONEY = /^(revenue|refunded|monetary|total|price)$/;
const SHARE = /^(probability|pAlive|completeness|propensity|recencyBaseline|share)$/;
const STAGE = /^(stage|previousStage|phase)$/;
const ID = /(^id|Id)$/;

interface FieldValueProps {
  readonly value: Json | undefined;
  readonly name?: string | undefined;
  readonly currency?: string | undefined;
}

/** Any value of a document, written for people: money, times, shares, lists, and objects within objects. */
export function FieldValue({ value, name = '', currency }: FieldValueProps) {
  if (value === null || value === undefined) return <span class="faint">none</span>;
  if (typeof value === 'boolean') return <>{value ? 'yes' : 'no'}</>;
  if (typeof value === 'number') {
    if (SHARE.test(name) && value >= 0 && value <= 1) return <Share value={value} />;
    return <>{(currency !== undefined && MONEY.test(name)) || ALWAYS_MONEY.test(name) ? formatMoney(value, currency) : formatNumber(value)}</>;
  }
  if (typeof value === 'string') {
    if (TIME.test(value)) return <time dateTime={value} title={value}>{formatTime(value)}</time>;
    if (STAGE.test(name)) return <>{words(value)}</>;
    return ID.test(name) || name === 'position' ? <code title={value}>{shortId(value)}</code> : <>{value}</>;
  }
  if (isList(value)) {
    if (value.length === 0) return <span class="faint">none</span>;
    if (value.every((item) => typeof item !== 'object')) return <>{value.join(', ')}</>;
    return (
      <ul class="plain">
        {value.map((item, index) => (
          <li key={index}>
            <FieldValue value={item} currency={currency} />
          </li>
        ))}
      </ul>
    );
  }
  return <Fields of={value} currency={currency} />;
}

/** An object as a definition list. */
export function Fields({ of, currency, without = [] }: { readonly of: JsonObject; readonly currency?: string | undefined; readonly without?: readonly string[] }) {
  const entries = Object.entries(of).filter(([name]) => !without.includes(name));
  if (entries.length === 0) return <span class="faint">none</span>;
  return (
    <dl class="fields">
      {entries.map(([name, value]) => (
        <div key={name} class={isDeep(value) ? 'deep' : ''}>
          <dt title={name}>{titled(name)}</dt>
          <dd>
            <FieldValue name={name} value={value} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Why the system believes it: sentences, or rules with their values. */
export function Reasons({ of }: { readonly of: readonly Json[] | undefined }) {
  if (of === undefined || of.length === 0) return null;
  return (
    <ul class="reasons">
      {of.map((reason, index) => (
        <li key={index}>{reasonText(reason) ?? <FieldValue value={reason} />}</li>
      ))}
    </ul>
  );
}

function reasonText(reason: Json): string | undefined {
  if (typeof reason === 'string') return /\s/.test(reason) ? reason : words(reason);
  if (reason === null || typeof reason !== 'object' || isList(reason)) return undefined;
  const text = reason['text'] ?? reason['message'] ?? reason['reason'];
  return typeof text === 'string' ? text : undefined;
}

function Share({ value }: { readonly value: number }) {
  return (
    <span class="share">
      <i aria-hidden="true">
        <b style={{ width: `${value * 100}%` }} />
      </i>
      {formatPercent(value)}
    </span>
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isDeep(value: Json | undefined): boolean {
  if (value === null || typeof value !== 'object') return false;
  return isList(value) ? value.some((item) => typeof item === 'object') : Object.keys(value).length > 0;
}
