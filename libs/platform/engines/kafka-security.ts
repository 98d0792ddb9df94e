import { readFileSync } from 'node:fs';
import type { KafkaSecurity } from '#bridge/kafka';
import { RapportError } from '#kernel';
import type { Configuration } from '../configuration/configuration';

/** How the configuration says that brokers are reached. @throws RAPPORT_BAD_CONFIGURATION where the file of certificates is none */
export function kafkaSecurity({ kafkaTls, kafkaCaFile, kafkaSasl, kafkaUsername = '', kafkaPassword = '' }: Configuration): KafkaSecurity {
  return {
    ...(kafkaTls === 'on' ? { tls: kafkaCaFile === undefined ? {} : { ca: certificates(kafkaCaFile) } } : {}),
    ...(kafkaSasl === 'off' ? {} : { login: { mechanism: kafkaSasl, username: kafkaUsername, password: kafkaPassword } }),
  };
}

function certificates(file: string): string {
  try {
    const pem = readFileSync(file, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem;
  } catch (error) {
    throw new RapportError('RAPPORT_BAD_CONFIGURATION', 'RAPPORT_KAFKA_CA_FILE must be a file that can be read', { cause: error });
  }
  throw new RapportError('RAPPORT_BAD_CONFIGURATION', 'RAPPORT_KAFKA_CA_FILE must hold certificates in PEM');
}
