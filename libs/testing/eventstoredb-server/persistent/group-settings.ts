import { persistent } from '../wire/messages';
import { type GroupAddress, groupFailed } from './group-error';

/** How a group hands events out. */
export interface GroupSettings {
  readonly resolveLinks: boolean;
  readonly extraStatistics: boolean;
  readonly maxRetryCount: number;
  readonly minCheckpointCount: number;
  readonly maxCheckpointCount: number;
  /** 0: as many as come. */
  readonly maxSubscriberCount: number;
  readonly liveBufferSize: number;
  readonly readBatchSize: number;
  readonly historyBufferSize: number;
  readonly messageTimeoutMs: number;
  readonly checkpointAfterMs: number;
  readonly strategy: string;
}

/** In the order of the numbers by which older messages name them. */
const STRATEGIES: readonly string[] = ['DispatchToSingle', 'RoundRobin', 'Pinned', 'PinnedByCorrelation'];
const TICKS_PER_MS = 10_000;

/** @throws GrpcError for settings that contradict each other, or a strategy that is not known */
export function readSettings(address: GroupAddress, message: persistent.CreateReq.Settings | persistent.UpdateReq.Settings | undefined): GroupSettings {
  const settings = message ?? new persistent.CreateReq.Settings();
  const named = settings instanceof persistent.CreateReq.Settings ? settings.getConsumerStrategy() : '';
  const strategy = named === '' ? (STRATEGIES[settings.getNamedConsumerStrategy()] ?? '') : named;
  if (!STRATEGIES.includes(strategy)) throw groupFailed(address, `Consumer strategy ${strategy} does not exist.`);
  const [readBatchSize, historyBufferSize] = [settings.getReadBatchSize(), settings.getHistoryBufferSize()];
  if (readBatchSize >= historyBufferSize) throw groupFailed(address, "Specified argument was out of the range of valid values. (Parameter 'ReadBatchSize may not be greater than or equal to BufferSize')");
  return {
    strategy, readBatchSize, historyBufferSize,
    resolveLinks: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    maxRetryCount: settings.getMaxRetryCount(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    messageTimeoutMs: settings.hasMessageTimeoutMs() ? settings.getMessageTimeoutMs() : Number(settings.getMessageTimeoutTicks()) / TICKS_PER_MS,
    checkpointAfterMs: settings.hasCheckpointAfterMs() ? settings.getCheckpointAfterMs() : Number(settings.getCheckpointAfterTicks()) / TICKS_PER_MS,
  };
}
