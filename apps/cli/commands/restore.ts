import type { Command } from 'commander';
import { restoreBackup } from '../backup/restore-backup';
import { contextOf, type Context, onFolder, withExample } from '../ui/context';
import { bytesText, durationText } from '../ui/figures';

export function restoreCommand(program: Command): void {
  const command = program.command('restore')
    .description('Put a backup into a data folder that has no data, after every file has been held against the manifest')
    .argument('<dir>', 'the backup');
  withExample(onFolder(command), 'rapport restore /backups/shop-2026-03-01 --data ./data/shop')
    .action((folder: string, _options: object, self: Command) => restore(folder, contextOf(self)));
}

async function restore(folder: string, { configuration: { data }, terminal, interruption }: Context): Promise<void> {
  const begun = Date.now();
  const manifest = await restoreBackup({
    folder, data,
    step: (what, { name, size }) => {
      interruption.check('nothing was restored');
      terminal.note(`${what} ${name} (${bytesText(size)})`);
    },
  });
  const seconds = (Date.now() - begun) / 1_000;
  terminal.say(`${data}: restored as of ${manifest.madeAt}, the log up to position ${manifest.logPosition}, in ${durationText(seconds)}`);
  terminal.result({ data, from: folder, madeAt: manifest.madeAt, logPosition: manifest.logPosition, readModelsPosition: manifest.readModelsPosition, files: manifest.files.length, seconds });
}
