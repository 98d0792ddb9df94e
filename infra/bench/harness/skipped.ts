/** Thrown by a benchmark that cannot be measured on this machine; the message says why. */
export class Skipped extends Error {}
