import type { Moment } from '#kernel';
import type { Word, Words } from './words';

/** What stands open between the customer and the back office. */
export interface Matters {
  readonly invoices: readonly Matter[];
  readonly shipments: readonly Matter[];
  readonly cases: readonly Matter[];
}

export interface Matter {
  readonly id: string;
  readonly state: string;
  readonly word: Word;
}

const INVOICE: Readonly<Record<string, string>> = { 'billing.invoice-issued': 'issued', 'billing.invoice-overdue': 'overdue', 'billing.payment-failed': 'payment-failed' };
const SHIPMENT: Readonly<Record<string, string>> = { 'fulfilment.shipment-dispatched': 'dispatched', 'fulfilment.shipment-delayed': 'delayed' };
const CASE: Readonly<Record<string, string>> = { 'case.opened': 'open', 'case.reopened': 'reopened' };

export function openMatters(words: Words): Matters {
  const cancelled = (word: Word): boolean => word.orderId !== undefined && words[`cancelled:${word.orderId}`] !== undefined;
  const standing = (kind: string, states: Readonly<Record<string, string>>): Matter[] =>
    Object.entries(words).flatMap(([matter, word]) => {
      const state = matter.startsWith(`${kind}:`) ? states[word.said] : undefined;
      return state === undefined || cancelled(word) ? [] : [{ id: matter.slice(kind.length + 1), state, word }];
    });
  return {
    // A credit note asks for nothing.
    invoices: inOrder(standing('invoice', INVOICE).filter(({ word }) => (word.total ?? 0) >= 0)),
    shipments: inOrder([...standing('shipment', SHIPMENT), ...standing('order', SHIPMENT), ...heldUp(words).filter(({ word }) => !cancelled(word))]),
    cases: inOrder(standing('case', CASE)),
  };
}

/** Orders in production for longer than promised, until their goods are heard of. */
function heldUp(words: Words): Matter[] {
  const movedOn = new Map<string, Moment>();
  for (const [matter, { orderId, at }] of Object.entries(words)) if (orderId !== undefined && /^(shipment|order):/.test(matter)) movedOn.set(orderId, Math.max(at, movedOn.get(orderId) ?? -Infinity));
  return Object.entries(words).flatMap(([matter, word]) => {
    if (!matter.startsWith('production:')) return [];
    const since = word.orderId === undefined ? undefined : movedOn.get(word.orderId);
    return since !== undefined && since >= word.at ? [] : [{ id: matter.slice('production:'.length), state: 'production-delayed', word }];
  });
}

function inOrder(matters: readonly Matter[]): Matter[] {
  return [...matters].sort((a, b) => a.word.at - b.word.at || (a.id < b.id ? -1 : 1));
}
