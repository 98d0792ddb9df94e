import type { StoredDocument, Write } from '../read-model-store';
import type { CollectionCatalogue, KnownCollection } from './collection-catalogue';
import type { Document } from './driver';
import { duplicates, guardedBulk } from './guarded-bulk';
import { storedForm, type StoredForm } from './stored-form';

/** A write in the form in which it can be written down before it is applied. */
export interface HeldWrite extends Document {
  readonly collection: string;
  readonly put: readonly StoredForm[];
  readonly remove: readonly string[];
}

/** Writes documents, guarded by position. */
export class DocumentWriter {
  /** Collections in which most of what was written last was new: there, inserting first is several times as fast. */
  private readonly growing = new Set<string>();

  constructor(private readonly catalogue: CollectionCatalogue) {}

  grows(id: string): void {
    this.growing.add(id);
  }

  /** Those of one collection in their order; those of several at the same time. Nothing is under way any more when it resolves or rejects. */
  async write(writes: readonly Write[]): Promise<void> {
    while (!(await this.isApplied(await this.held(writes))));
  }

  held(writes: readonly Write[]): Promise<HeldWrite[]> {
    return Promise.all(writes.map(async ({ collection, put = [], remove = [] }) => {
      const { fields } = await this.catalogue.get(collection);
      return { collection, put: latest(put).map((each) => storedForm(each, fields)), remove: [...remove] };
    }));
  }

  /** As {@link write}. */
  async apply(writes: readonly HeldWrite[]): Promise<void> {
    while (!(await this.isApplied(writes)));
  }

  /** False where a collection was another than was known: then all is to be done again. */
  private async isApplied(writes: readonly HeldWrite[]): Promise<boolean> {
    const named = [...new Set(writes.map(({ collection }) => collection))];
    if (named.length === 0) return true;
    const collections = await Promise.all(named.map((id) => this.catalogue.get(id)));
    const outcomes = await Promise.allSettled(collections.map(async (collection) => {
      for (const write of writes) if (write.collection === collection.id) await this.applyTo(collection, write);
    }));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
    return this.present(collections);
  }

  private async present(collections: readonly KnownCollection[]): Promise<boolean> {
    try {
      return await this.catalogue.stillThere(collections);
    } catch (error) {
      await this.catalogue.sweep(collections);
      throw error;
    }
  }

  private async applyTo(collection: KnownCollection, { put, remove }: HeldWrite): Promise<void> {
    if (put.length > 0) await this.put(collection, put);
    if (remove.length > 0) await collection.documents.deleteMany({ _id: { $in: [...remove] } });
  }

  private async put(collection: KnownCollection, forms: readonly StoredForm[]): Promise<void> {
    const made = this.growing.has(collection.id) ? await insertFirst(collection, forms) : await replace(collection, forms);
    if (made * 2 > forms.length) this.growing.add(collection.id);
    else this.growing.delete(collection.id);
  }
}

/** Of several documents of one key, the one that would be left: the highest position, of equals the last. */
function latest(documents: readonly StoredDocument[]): StoredDocument[] {
  const left = new Map<string, StoredDocument>();
  for (const each of documents) {
    const other = left.get(each.key);
    if (!other || each.position >= other.position) left.set(each.key, each);
  }
  return [...left.values()];
}

async function insertFirst(collection: KnownCollection, forms: readonly StoredForm[]): Promise<number> {
  try {
    await collection.documents.insertMany(forms, { ordered: false });
    return forms.length;
  } catch (error) {
    const present = duplicates(error).flatMap((index) => forms[index] ?? []);
    return forms.length - present.length + (await replace(collection, present));
  }
}

function replace(collection: KnownCollection, forms: readonly StoredForm[]): Promise<number> {
  return guardedBulk(collection.documents, forms.map((form) => ({ replaceOne: { filter: { _id: form._id, position: { $lte: form.position } }, replacement: form } })));
}
