import { type shared, streams } from '../wire/messages';

/** A message with the prefix that gRPC puts before it. */
export function framed(message: Uint8Array): Buffer {
  const frame = Buffer.alloc(5 + message.length);
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, 5);
  return frame;
}

export function confirmation(subscriptionId: string): Buffer {
  const message = new streams.ReadResp.SubscriptionConfirmation();
  message.setSubscriptionId(subscriptionId);
  const response = new streams.ReadResp();
  response.setConfirmation(message);
  return framed(response.serializeBinary());
}

export function caughtUp(): Buffer {
  const response = new streams.ReadResp();
  response.setCaughtUp(new streams.ReadResp.CaughtUp());
  return framed(response.serializeBinary());
}

export function checkpoint(commit: number, prepare: number): Buffer {
  const message = new streams.ReadResp.Checkpoint();
  message.setCommitPosition(String(commit));
  message.setPreparePosition(String(prepare));
  const response = new streams.ReadResp();
  response.setCheckpoint(message);
  return framed(response.serializeBinary());
}

export function streamNotFound(identifier: shared.StreamIdentifier | undefined): Buffer {
  const message = new streams.ReadResp.StreamNotFound();
  message.setStreamIdentifier(identifier);
  const response = new streams.ReadResp();
  response.setStreamNotFound(message);
  return framed(response.serializeBinary());
}

export function firstStreamPosition(revision: number): Buffer {
  const response = new streams.ReadResp();
  response.setFirstStreamPosition(String(revision));
  return framed(response.serializeBinary());
}

export function lastStreamPosition(revision: number): Buffer {
  const response = new streams.ReadResp();
  response.setLastStreamPosition(String(revision));
  return framed(response.serializeBinary());
}
