import type { BridgeMessage } from '../bridge';
import type { Message } from './client';

/** A message in the binary mode of the CloudEvents Kafka protocol binding 1.0.2: attributes as headers `ce_…`, the data as value, null for none. */
export function writeCloudEvent({ key, id, source, type, subject, time, dataschema, data, extensions = {} }: BridgeMessage): Message {
  const headers: Record<string, string> = { ce_specversion: '1.0', ce_id: id, ce_source: source, ce_type: type, ce_time: time };
  if (subject !== undefined) headers['ce_subject'] = subject;
  if (dataschema !== undefined) headers['ce_dataschema'] = dataschema;
  for (const name of Object.keys(extensions)) headers[`ce_${name}`] = extensions[name] ?? '';
  if (data !== null) headers['content-type'] = 'application/json';
  return { key, value: data === null ? null : JSON.stringify(data), headers };
}

export function headersOf(extensions: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(extensions).map(([name, value]) => [`ce_${name}`, value]));
}
