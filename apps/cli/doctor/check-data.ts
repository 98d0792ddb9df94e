import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectionCatalogue } from '#catalogue';
import { checkDatabase } from '#embedded';
import { EmbeddedEventLog } from '#event-log/embedded';
import { START } from '#kernel';
import type { Configuration } from '#platform/configuration';
import { logOptions, readModelsFile, sharedOf } from '#platform/engines';
import { IDENTITY_CHECKPOINT, loadParked, servedOf } from '#projections';
import { EmbeddedReadModelStore } from '#read-models/embedded';
import { bytesText, countOf } from '../ui/figures';
import { type Checked, fault, note, ok } from './checked';

/** The files of the data folder, read through by the engine, also while a server writes them. */
export function checkFiles(configuration: Configuration): Checked[] {
  return [
    checkFile('event log', join(configuration.data, 'events.db'), 'restore a backup: rapport restore DIR --data NEW'),
    checkFile('read models', readModelsFile(configuration), 'remove the file: it is built anew from the log'),
  ];
}

function checkFile(name: string, file: string, advice: string): Checked {
  if (!existsSync(file)) return ok(name, 'empty, there is no file yet');
  try {
    const findings = checkDatabase(file);
    const [first] = findings;
    if (first === undefined) return ok(name, `${basename(file)}, ${bytesText(statSync(file).size)}, sound`);
    return fault(name, `${basename(file)} is damaged: ${first}${findings.length > 1 ? ` and ${findings.length - 1} more` : ''}`, advice);
  } catch (error) {
    return fault(name, error instanceof Error ? error.message : String(error), advice);
  }
}

/** How far the read models are, and who is set aside. */
export async function checkProjections(configuration: Configuration): Promise<Checked[]> {
  const name = 'projections';
  if (![join(configuration.data, 'events.db'), readModelsFile(configuration)].every((file) => existsSync(file))) return [ok(name, 'nothing to fold yet')];
  const { clock, types } = sharedOf(configuration);
  const log = await EmbeddedEventLog.open({ ...logOptions(configuration, clock, types), writer: 'none' });
  const store = new EmbeddedReadModelStore({ file: readModelsFile(configuration), readonly: true });
  try {
    const [head, folded] = [await log.head(), (await store.checkpoint(IDENTITY_CHECKPOINT)) ?? START];
    const catalogue = projectionCatalogue();
    const served = await Promise.all(catalogue.names().map(async (each) => ({ name: each, served: await servedOf(store, each) })));
    const unserved = served.filter((each) => !each.served).map((each) => each.name);
    const unknown = served.filter((each) => each.served && !catalogue.get(each.name, each.served.version)).map((each) => each.name);
    const parked = folded === START ? new Set<string>() : await loadParked(store);
    const behind = Number(head - folded);
    return [
      unserved.length > 0 ? note(name, `${unserved.join(', ')} not built yet`, 'they are when the folder is next opened') : ok(name, `${countOf(served.length, 'read model')} served, ${behind === 0 ? 'level with the log' : `${countOf(behind, 'event')} behind; they are folded when the folder is next opened`}`),
      ...(unknown.length > 0 ? [note('versions', `${unknown.join(', ')} served in a version that this program has not`, 'it is built anew when the folder is next opened')] : []),
      ...(parked.size > 0 ? [note('parked', `${countOf(parked.size, 'document')} set aside by an event that could not be folded`, 'GET /v1/projections/{name}/parked says which; mend the fold, then rapport rebuild')] : []),
    ];
  } catch (error) {
    return [fault(name, error instanceof Error ? error.message : String(error), 'rapport rebuild')];
  } finally {
    await log.close();
    await store.close();
  }
}
