import { type AnyBulkWriteOperation, type Collection, type Document, MongoBulkWriteError, type WriteError } from './driver';

const DUPLICATE_KEY = 11_000;

/** A write that applies where its filter, which is a guard, lets it through or where there is no such document yet. */
export type GuardedOperation<Form extends Document> = { readonly replaceOne: Extract<AnyBulkWriteOperation<Form>, { replaceOne: unknown }>['replaceOne'] } | { readonly updateOne: Extract<AnyBulkWriteOperation<Form>, { updateOne: unknown }>['updateOne'] };

/**
 * Applies guarded writes to different documents, in no order. Answers how many made a document.
 *
 * A write whose guard finds the document but does not let it through would make a second one: a duplicate key, which is the guard doing its work. It is also
 * what the later of two writers sees who make the same document at once; so such a write is tried again, as one that makes none.
 */
export async function guardedBulk<Form extends Document>(collection: Collection<Form>, operations: readonly GuardedOperation<Form>[]): Promise<number> {
  if (operations.length === 0) return 0;
  try {
    const { upsertedCount } = await collection.bulkWrite(operations.map((operation) => withUpsert(operation, true)), { ordered: false });
    return upsertedCount;
  } catch (error) {
    const refused = duplicates(error);
    await collection.bulkWrite(refused.flatMap((index) => operations[index] ?? []).map((operation) => withUpsert(operation, false)), { ordered: false });
    return error instanceof MongoBulkWriteError ? error.upsertedCount : 0;
  }
}

/** Which operations of a bulk met a document of the same key. @throws the error itself, where anything else went wrong too */
export function duplicates(error: unknown): number[] {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const faults: readonly WriteError[] = [error.writeErrors].flat();
  if (faults.length === 0 || faults.some(({ code }) => code !== DUPLICATE_KEY) || error.result.getWriteConcernError() !== undefined) throw error;
  return faults.map(({ index }) => index);
}

function withUpsert<Form extends Document>(operation: GuardedOperation<Form>, upsert: boolean): AnyBulkWriteOperation<Form> {
  return 'replaceOne' in operation ? { replaceOne: { ...operation.replaceOne, upsert } } : { updateOne: { ...operation.updateOne, upsert } };
}
