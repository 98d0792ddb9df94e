import type { Context } from '../ui/context';
import { FolderTarget } from './folder-target';
import { ServerTarget } from './server-target';
import type { Target } from './target';

/** Opens what the command works on, lets it work, and closes it whatever happens. `filling`: it appends much, which goes on beside its other work. */
export async function withTarget(context: Context, work: (target: Target) => Promise<void>, use: 'command' | 'filling' = 'command'): Promise<void> {
  const target = context.url === undefined ? await FolderTarget.open(context, use) : new ServerTarget(context.url, context);
  try {
    await work(target);
  } finally {
    await target.close();
  }
}
