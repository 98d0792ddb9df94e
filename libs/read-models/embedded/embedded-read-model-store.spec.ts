import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModelStoreConformance } from '../conformance';
import { EmbeddedReadModelStore } from './embedded-read-model-store';

readModelStoreConformance('the embedded read-model store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-models-'));
  const open = (): EmbeddedReadModelStore => new EmbeddedReadModelStore({ file: join(folder, 'read-models.db') });
  let store = open();
  const reopen = async (): Promise<EmbeddedReadModelStore> => store.close().then(() => (store = open()));
  return { store, reopen, close: () => store.close().then(() => rmSync(folder, { recursive: true })) };
});
