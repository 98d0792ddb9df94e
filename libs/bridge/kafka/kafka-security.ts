/** How brokers are reached that do not take in everybody. */
export interface KafkaSecurity {
  /** Left out: connections are not encrypted. */
  readonly tls?: {
    /** PEM certificates of the authorities that those of the brokers are proven by; left out: those that Node knows. */
    readonly ca?: string;
  };
  /** Left out: the brokers are not told who we are. */
  readonly login?: KafkaLogin;
}

export interface KafkaLogin {
  readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  readonly username: string;
  readonly password: string;
}
