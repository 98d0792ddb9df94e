/** What brokers ask of their clients. */
export interface KafkaGuard {
  /** As whom they may come: by PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512. */
  readonly username: string;
  readonly password: string;
  /** PEM file of a key and its certificate, which is its own authority: with it, connections are by TLS. */
  readonly certificateFile?: string;
}

/** The security protocol of the listener for clients. */
export function protocolOf(guard: KafkaGuard | undefined): string {
  if (!guard) return 'PLAINTEXT';
  return guard.certificateFile === undefined ? 'SASL_PLAINTEXT' : 'SASL_SSL';
}

/** Lines for the properties of a broker; the listener for clients, and for the other brokers, is called PLAINTEXT whatever it speaks. */
export function guardProperties(guard: KafkaGuard | undefined): string {
  if (!guard) return '';
  const { username, password, certificateFile } = guard;
  const security = 'org.apache.kafka.common.security';
  return [
    '',
    'sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol=PLAIN',
    `listener.name.plaintext.plain.sasl.jaas.config=${security}.plain.PlainLoginModule required username="${username}" password="${password}" user_${username}="${password}";`,
    ...['256', '512'].map((bits) => `listener.name.plaintext.scram-sha-${bits}.sasl.jaas.config=${security}.scram.ScramLoginModule required;`),
    ...(certificateFile === undefined ? [] : ['ssl.keystore.type=PEM', `ssl.keystore.location=${certificateFile}`, 'ssl.truststore.type=PEM', `ssl.truststore.location=${certificateFile}`, 'ssl.endpoint.identification.algorithm=']),
    '',
  ].join('\n');
}
