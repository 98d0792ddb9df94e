import { gossip } from '../wire/messages';
import { ticksNow } from '../store/event-store';
import { structuredUuid } from '../wire/uuid-text';

/** A cluster of one, which leads. */
export function gossipOf(instanceId: string, port: number): Uint8Array {
  const endPoint = new gossip.EndPoint();
  endPoint.setAddress('127.0.0.1');
  endPoint.setPort(port);
  const member = new gossip.MemberInfo();
  member.setInstanceId(structuredUuid(instanceId));
  member.setTimeStamp(String(ticksNow()));
  member.setState(gossip.MemberInfo.VNodeState.LEADER);
  member.setIsAlive(true);
  member.setHttpEndPoint(endPoint);
  const cluster = new gossip.ClusterInfo();
  cluster.addMembers(member);
  return cluster.serializeBinary();
}
