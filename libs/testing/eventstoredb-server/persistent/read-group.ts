import { unhandled } from '../wire/grpc-error';
import { type Method } from '../wire/grpc-server';
import { persistent, type shared } from '../wire/messages';
import { uuidText } from '../wire/uuid-text';
import { type Consumer } from './consumer';
import { type Group } from './group';
import { type Groups } from './groups';
import { addressOf } from './manage-groups';

const { Action } = persistent.ReadReq.Nack;

/** Read: joins a group, then acknowledges, or says what is to become of what it cannot handle. */
export function readGroup(groups: Groups): Method {
  return (call) => {
    let joined: { readonly group: Group; readonly consumer: Consumer } | undefined;
    call.listen({
      message: (message) => {
        const request = persistent.ReadReq.deserializeBinary(message);
        const options = request.getOptions();
        if (options) {
          const group = groups.get(addressOf(options));
          joined = { group, consumer: group.join(call, options.getBufferSize()) };
          return;
        }
        if (!joined) throw unhandled();
        const { group, consumer } = joined;
        const ack = request.getAck();
        const nack = request.getNack();
        if (ack) group.acknowledge(consumer, idsOf(ack.getIdsList()));
        if (nack) refuse(group, consumer, nack);
      },
    });
  };
}

/** STOP and UNKNOWN are taken as SKIP: what became of them was not recorded. */
function refuse(group: Group, consumer: Consumer, nack: persistent.ReadReq.Nack): void {
  const ids = idsOf(nack.getIdsList());
  if (nack.getAction() === Action.PARK) group.park(consumer, ids, nack.getReason());
  else if (nack.getAction() === Action.RETRY) group.retry(consumer, ids);
  else group.acknowledge(consumer, ids);
}

const idsOf = (uuids: readonly shared.UUID[]): string[] => uuids.map((uuid) => uuidText(uuid) ?? '');
