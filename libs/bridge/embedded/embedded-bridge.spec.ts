import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bridgeConformance } from '../conformance';
import { EmbeddedBridge } from './embedded-bridge';

bridgeConformance('the embedded bridge', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-bridge-'));
  const opened: EmbeddedBridge[] = [];
  const open = async (): Promise<EmbeddedBridge> => {
    const bridge = await EmbeddedBridge.open({ file: join(folder, 'bridge.db') });
    opened.push(bridge);
    return bridge;
  };
  return {
    bridge: await open(),
    another: open,
    close: async () => {
      for (const bridge of opened) await bridge.close();
      rmSync(folder, { recursive: true });
    },
  };
});
