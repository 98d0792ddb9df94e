/** What parts the cells of a record; `blanks`: runs of blanks and tabs, of which leading and trailing ones do not count. */
export type Separator = ',' | ';' | '\t' | 'blanks';

/** Where nothing else decides, the earlier is taken. */
export const SEPARATORS: readonly Separator[] = ['\t', ';', ',', 'blanks'];
