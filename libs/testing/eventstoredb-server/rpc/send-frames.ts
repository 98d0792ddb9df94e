import { type GrpcCall } from '../wire/grpc-call';

const AT_ONCE = 32 * 1024;

/** Sends messages as fast as the caller takes them, some at a time. Ends early when the call is over. */
export async function sendFrames(call: GrpcCall, frames: Iterable<Buffer>): Promise<void> {
  let batch: Buffer[] = [];
  let size = 0;
  for (const frame of frames) {
    batch.push(frame);
    size += frame.length;
    if (size < AT_ONCE) continue;
    if (!call.sendFrames(Buffer.concat(batch))) await call.drained();
    if (call.over) return;
    batch = [];
    size = 0;
  }
  if (size > 0 && !call.sendFrames(Buffer.concat(batch))) await call.drained();
}
