/** The bytes of data that one append may hold, metadata not counted. */
export const MAX_APPEND_SIZE = 1_048_576;
