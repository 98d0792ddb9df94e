import { isDeepStrictEqual } from 'node:util';
import { ask, askAll } from './ask';

export type Document = Readonly<Record<string, unknown>> & { readonly customerId: string; readonly asOf: string };

/** Fields that say how a customer stands among all others: of the moment at which somebody asked. */
const AMONG_OTHERS: Readonly<Record<string, readonly string[]>> = { rfm: ['r', 'f', 'm', 'segment', 'cuts'] };

/** The documents of a read model as they are stored, of some customers. */
export async function storedDocuments(url: string, model: string, ids: ReadonlySet<string>): Promise<Map<string, Document>> {
  const documents = await askAll<Document>(url, `/v1/read-models/${model}`);
  return new Map(documents.filter(({ customerId }) => ids.has(customerId)).map((document) => [document.customerId, document]));
}

/** Holds stored documents against a fold of each customer's history from the first event. Answers what differs. */
export async function documentsAreFolds(url: string, model: string, ids: ReadonlySet<string>, stored: ReadonlyMap<string, Document>): Promise<string[]> {
  const faults = await Promise.all([...ids].map(async (id) => {
    const kept = stored.get(id);
    const told = await ask<Document>(url, `/v1/customers/${id}/read-models/${model}${kept ? `?at=${kept.asOf}` : ''}`);
    return isDeepStrictEqual(comparable(model, kept), comparable(model, told)) ? [] : [`${model} of customer ${id} is stored as ${short(kept)}, and a fold from the first event gives ${short(told)}`];
  }));
  return faults.flat();
}

function comparable(model: string, document: Document | undefined): unknown {
  if (!document) return undefined;
  const left = ['position', ...(AMONG_OTHERS[model] ?? [])];
  return Object.fromEntries(Object.entries(document).filter(([name]) => !left.includes(name)));
}

function short(document: Document | undefined): string {
  return document === undefined ? 'nothing' : JSON.stringify(document).slice(0, 600);
}
