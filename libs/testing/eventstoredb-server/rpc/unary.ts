import { type GrpcCall } from '../wire/grpc-call';
import { type Method } from '../wire/grpc-server';
import { unhandled } from '../wire/grpc-error';

/** A method with one request; `handle` is given the call and the request once it is complete. */
export function singleRequest(handle: (call: GrpcCall, request: Buffer) => void): Method {
  return (call) => {
    let request: Buffer | undefined;
    call.listen({
      message: (message) => {
        request = message;
      },
      halfClosed: () => {
        if (request === undefined) throw unhandled();
        handle(call, request);
      },
    });
  };
}

/** A method with one request and one answer. */
export function unary(answer: (request: Buffer) => Uint8Array): Method {
  return singleRequest((call, request) => {
    call.send(answer(request));
    call.finish();
  });
}
