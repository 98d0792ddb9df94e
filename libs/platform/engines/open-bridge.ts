import { join } from 'node:path';
import type { Bridge } from '#bridge';
import { EmbeddedBridge } from '#bridge/embedded';
import type { Configuration } from '../configuration/configuration';
import { kafkaSecurity } from './kafka-security';

/** The bridge that the configuration names. It goes by the machine's clock: a clock that is moved lets no member of a group lapse, and no message grow old. @throws RAPPORT_BAD_CONFIGURATION */
export async function openBridge(configuration: Configuration): Promise<Bridge> {
  const { bridge, kafkaBrokers, namespace, data } = configuration;
  if (bridge === 'kafka') {
    const { KafkaBridge } = await import('#bridge/kafka');
    return new KafkaBridge({ brokers: kafkaBrokers, namespace, security: kafkaSecurity(configuration) });
  }
  return EmbeddedBridge.open({ file: join(data, 'bridge.db') });
}
