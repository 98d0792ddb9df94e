import { GrpcCode, GrpcError } from '../wire/grpc-error';

/** What a group is called by: its stream (`$all` for everything) and its name. */
export interface GroupAddress {
  readonly stream: string;
  readonly group: string;
}

const named = ({ stream, group }: GroupAddress): Record<string, string> => ({ 'stream-name': stream, ...(group === '' ? {} : { 'group-name': group }) });
const said = ({ stream, group }: GroupAddress): string => `Subscription group ${group} on stream ${stream}`;

export const groupExists = (address: GroupAddress): GrpcError => new GrpcError(GrpcCode.ALREADY_EXISTS, `${said(address)} exists.`, { exception: 'persistent-subscription-exists', ...named(address) });

export const groupMissing = (address: GroupAddress): GrpcError => new GrpcError(GrpcCode.NOT_FOUND, `${said(address)} does not exist.`, { exception: 'persistent-subscription-does-not-exist', ...named(address) });

export const groupFailed = (address: GroupAddress, reason: string): GrpcError => new GrpcError(GrpcCode.INTERNAL, `${said(address)} failed: '${reason}'`, { exception: 'persistent-subscription-failed', ...named(address), reason });

export const groupDropped = (address: GroupAddress): GrpcError => new GrpcError(GrpcCode.CANCELLED, `${said(address)} was dropped.`, { exception: 'persistent-subscription-dropped', ...named(address) });

export const groupFull = ({ stream, group }: GroupAddress): GrpcError =>
  new GrpcError(GrpcCode.FAILED_PRECONDITION, `Maximum subscriptions reached for subscription group ${group} on stream ${stream}.`, { exception: 'maximum-subscribers-reached', ...named({ stream, group }) });
