/** What the doctor has looked at. `note`: works, but worth knowing. `fault`: does not work until `advice` is followed. */
export interface Checked {
  readonly name: string;
  readonly state: 'ok' | 'note' | 'fault';
  readonly detail: string;
  readonly advice?: string | undefined;
}

export function ok(name: string, detail: string): Checked {
  return { name, state: 'ok', detail };
}

export function note(name: string, detail: string, advice?: string): Checked {
  return { name, state: 'note', detail, advice };
}

export function fault(name: string, detail: string, advice: string): Checked {
  return { name, state: 'fault', detail, advice };
}
