export interface Identity {
  readonly kind: string;
  readonly value: string;
}

/** As it is sent to the product. */
export interface Touchpoint {
  readonly id: string;
  readonly type: string;
  readonly identities: readonly [Identity, ...Identity[]];
  readonly occurredAt: string;
  readonly data: Readonly<Record<string, string | number>>;
}

export function identityText({ kind, value }: Identity): string {
  return `${kind}:${value}`;
}
