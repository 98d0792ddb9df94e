import { persistent } from '../wire/messages';
import { type Consumer } from './consumer';
import { type Group } from './group';

/** What a group says of itself. Rates are not measured. */
export function groupInfo({ address, settings, source, consumers, parked, retrying }: Group): persistent.SubscriptionInfo {
  const info = new persistent.SubscriptionInfo();
  info.setEventSource(address.stream);
  info.setGroupName(address.group);
  info.setStatus('Live');
  info.setConnectionsList(consumers.map(connectionInfo));
  info.setTotalItems(String(consumers.reduce((sum, { delivered }) => sum + delivered, 0)));
  info.setCountSinceLastMeasurement('0');
  info.setLastKnownEventPosition(source.lastKnown());
  info.setStartFrom(source.startedAt);
  info.setResolveLinkTos(settings.resolveLinks);
  info.setExtraStatistics(settings.extraStatistics);
  info.setMessageTimeoutMilliseconds(settings.messageTimeoutMs);
  info.setMaxRetryCount(settings.maxRetryCount);
  info.setLiveBufferSize(settings.liveBufferSize);
  info.setBufferSize(settings.historyBufferSize);
  info.setReadBatchSize(settings.readBatchSize);
  info.setCheckPointAfterMilliseconds(settings.checkpointAfterMs);
  info.setMinCheckPointCount(settings.minCheckpointCount);
  info.setMaxCheckPointCount(settings.maxCheckpointCount);
  info.setLiveBufferCount(String(Math.min(source.writtenSince(), settings.liveBufferSize)));
  info.setRetryBufferCount(retrying);
  info.setTotalInFlightMessages(consumers.reduce((sum, { inFlight }) => sum + inFlight.size, 0));
  info.setNamedConsumerStrategy(settings.strategy);
  info.setMaxSubscriberCount(settings.maxSubscriberCount);
  info.setParkedMessageCount(String(parked.count));
  return info;
}

function connectionInfo({ delivered, free, inFlight }: Consumer): persistent.SubscriptionInfo.ConnectionInfo {
  const info = new persistent.SubscriptionInfo.ConnectionInfo();
  info.setUsername('system');
  info.setTotalItems(String(delivered));
  info.setCountSinceLastMeasurement('0');
  info.setAvailableSlots(free);
  info.setInFlightMessages(inFlight.size);
  info.setConnectionName('<unknown>');
  return info;
}
