import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import { ROOT, runTool } from './cache-folder';
import { EngineCluster } from './engine-cluster';
import { EngineProcess } from './engine-process';
import { fetchKafka, KAFKA_NEEDS } from './fetch-kafka';
import { guardProperties, type KafkaGuard, protocolOf } from './kafka-guard';
import { waitUntil } from './wait-until';

export interface KafkaClusterOptions {
  readonly folder: string;
  /** Ports of the brokers on 127.0.0.1: one for each node. */
  readonly ports: readonly number[];
  /** Ports that brokers tell clients to connect to, where something stands between; default the brokers' own. */
  readonly advertisedPorts?: readonly number[];
  /** Ports between the nodes: as many. */
  readonly controllerPorts: readonly number[];
  /** Left out: everybody may come, and nothing is encrypted. */
  readonly guard?: KafkaGuard;
}


const JVM = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.NetworkClient=error'];

/** Real Kafka brokers in KRaft mode, each broker and controller in one. With three of them, one may be lost. */
export class KafkaCluster extends EngineCluster {
  readonly nodes: readonly EngineProcess[];

  constructor(private readonly options: KafkaClusterOptions) {
    super('Kafka', options.folder, options.ports);
    this.nodes = options.ports.map((_, index) => new EngineProcess(`kafka ${index + 1}`, join(options.folder, String(index + 1))));
  }

  get brokers(): readonly string[] {
    return this.ports.map((port) => `127.0.0.1:${port}`);
  }

  get address(): string {
    return this.brokers.join(',');
  }

  startNode(index: number): Promise<void> {
    const node = this.nodes[index];
    if (node === undefined) throw new RangeError(`no node ${index}`);
    if (node.pid() !== undefined) return Promise.resolve();
    const classPath = fetchKafka();
    const properties = this.writeProperties(index, node.folder);
    if (!existsSync(join(node.folder, 'data/meta.properties'))) runTool('java', [...JVM, '-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', this.clusterId(), '-c', properties, ...this.scramUsers()], KAFKA_NEEDS);
    node.start({ program: 'java', words: [...JVM, '-cp', classPath, 'kafka.Kafka', properties] });
    return Promise.resolve();
  }

  async ready(): Promise<void> {
    // Each is asked by itself: the others count a lost one as theirs until they have missed it, and so would take it for back already.
    const running = this.brokers.filter((_, index) => this.nodes[index]?.pid() !== undefined);
    await Promise.all(running.map((broker) => waitUntil(`Kafka at ${broker}`, () => this.serves(broker, running.length), { giveUp: () => this.nodeThatEnded() })));
  }

  private async serves(broker: string, expected: number): Promise<true | undefined> {
    const admin = new Kafka({ clientId: 'rapport-engines', brokers: [broker], logLevel: logLevel.NOTHING, connectionTimeout: 1000, requestTimeout: 3000, retry: { retries: 0 }, ...this.asGuarded() }).admin();
    try {
      await admin.connect();
      const { brokers } = await admin.describeCluster();
      return brokers.length >= expected ? true : undefined;
    } finally {
      await admin.disconnect();
    }
  }

  private writeProperties(index: number, folder: string): string {
    const { ports, controllerPorts, advertisedPorts = ports } = this.options;
    const values: Record<string, string> = {
      id: String(index + 1),
      voters: controllerPorts.map((port, at) => `${at + 1}@127.0.0.1:${port}`).join(','),
      protocol: protocolOf(this.options.guard),
      port: String(ports[index]),
      advertisedPort: String(advertisedPorts[index]),
      controllerPort: String(controllerPorts[index]),
      data: join(folder, 'data'),
      copies: String(ports.length),
      majority: String(Math.floor(ports.length / 2) + 1),
    };
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'server.properties');
    writeFileSync(file, readFileSync(join(ROOT, 'infra/engines/kafka.properties'), 'utf8').replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? name) + guardProperties(this.options.guard));
    return file;
  }

  private scramUsers(): string[] {
    const { guard } = this.options;
    return guard ? ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => ['--add-scram', `${mechanism}=[name=${guard.username},password=${guard.password}]`]) : [];
  }

  private asGuarded(): Pick<KafkaConfig, 'ssl' | 'sasl'> {
    const { guard } = this.options;
    if (!guard) return {};
    const { username, password, certificateFile } = guard;
    return { sasl: { mechanism: 'plain', username, password }, ...(certificateFile === undefined ? {} : { ssl: { ca: readFileSync(certificateFile, 'utf8') } }) };
  }

  /** The same for all nodes: a node knows by it that it has come to the wrong cluster. */
  private clusterId(): string {
    const file = join(this.options.folder, 'cluster-id');
    if (!existsSync(file)) writeFileSync(file, randomBytes(16).toString('base64url').replaceAll(/[-_]/g, 'A'));
    return readFileSync(file, 'utf8');
  }
}
