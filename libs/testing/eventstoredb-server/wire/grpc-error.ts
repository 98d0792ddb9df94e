/** The codes of gRPC that the server uses. */
export const GrpcCode = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

/** How a call ends other than well. `trailers` are sent beside code and details. */
export class GrpcError extends Error {
  constructor(readonly code: number, readonly details: string, readonly trailers: Readonly<Record<string, string>> = {}) {
    super(`${code} ${details}`);
  }
}

/** What the server's framework says of whatever a handler did not expect. */
export const unhandled = (): GrpcError => new GrpcError(GrpcCode.UNKNOWN, 'Exception was thrown by handler.');

export const streamDeleted = (stream: string): GrpcError =>
  new GrpcError(GrpcCode.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream });
