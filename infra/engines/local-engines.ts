import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from './cache-folder';
import { type EngineCluster } from './engine-cluster';
import { freePorts, isFree } from './free-ports';
import { KafkaCluster } from './kafka-cluster';
import { MongoDbCluster } from './mongodb-cluster';

export const LOCAL_ENGINES = ['kafka', 'mongodb'] as const;
export type LocalEngine = (typeof LOCAL_ENGINES)[number];
/** One server, or three that can lose one. */
export type Size = 1 | 3;

/** First port of each; a cluster of three takes every second one from there, so that single and cluster can stand side by side. */
const FIRST_PORT: Readonly<Record<LocalEngine, number>> = { kafka: 19092, mongodb: 27117 };
const PORT_VARIABLE: Readonly<Record<LocalEngine, string>> = { kafka: 'RAPPORT_TEST_KAFKA_PORT', mongodb: 'RAPPORT_TEST_MONGODB_PORT' };

interface Ports {
  readonly ports: readonly number[];
  readonly controllerPorts: readonly number[];
}

/** Where a checkout keeps an engine: its data, logs and pidfiles. RAPPORT_TEST_ENGINES_FOLDER names another place than .engines for all of them. */
export function engineFolder(engine: LocalEngine, size: Size): string {
  const named = process.env['RAPPORT_TEST_ENGINES_FOLDER'];
  return join(named === undefined || named === '' ? join(ROOT, '.engines') : resolve(named), size === 1 ? engine : `${engine}-cluster`);
}

/** The engine that was brought up in this checkout before, or undefined. */
export function knownEngine(engine: LocalEngine, size: Size): EngineCluster | undefined {
  const file = portsFile(engine, size);
  return existsSync(file) ? assemble(engine, size, parsePorts(readFileSync(file, 'utf8'))) : undefined;
}

/**
 * The engine of this checkout, not yet started. Its ports are those of the last time; else those that the variable names; else the usual ones, or any that are free where
 * somebody else has those.
 * @throws Error if the named ports are taken, or those of the last time by now.
 */
export async function engineHere(engine: LocalEngine, size: Size): Promise<EngineCluster> {
  const known = knownEngine(engine, size);
  const named = process.env[PORT_VARIABLE[engine]];
  if (known !== undefined && (known.running() > 0 || (await allFree(known.ports)))) return known;
  // A replica set knows its members by their ports: it cannot move with what it holds.
  if (known !== undefined) throw new Error(`${known.title} was at ${known.ports.join(', ')}, where another program listens by now: end that, or take other ports with \`npm run engines -- reset ${engine}\``);
  const ports = await choosePorts(engine, size, named === undefined || named === '' ? undefined : Number(named));
  mkdirSync(engineFolder(engine, size), { recursive: true });
  writeFileSync(portsFile(engine, size), JSON.stringify(ports));
  return assemble(engine, size, ports);
}

async function choosePorts(engine: LocalEngine, size: Size, named: number | undefined): Promise<Ports> {
  const first = named ?? FIRST_PORT[engine] + (size === 1 ? 0 : 10);
  const ports = Array.from({ length: size }, (_, index) => first + index);
  const controllerPorts = engine === 'kafka' ? ports.map((port) => port + 1000) : [];
  if (await allFree([...ports, ...controllerPorts])) return { ports, controllerPorts };
  if (named !== undefined) throw new Error(`${PORT_VARIABLE[engine]} names port ${named}, but of ${[...ports, ...controllerPorts].join(', ')} some are taken`);
  const others = await freePorts(ports.length + controllerPorts.length);
  return { ports: others.slice(0, size), controllerPorts: others.slice(size) };
}

async function allFree(ports: readonly number[]): Promise<boolean> {
  const free = await Promise.all(ports.map(isFree));
  return free.every(Boolean);
}

function assemble(engine: LocalEngine, size: Size, { ports, controllerPorts }: Ports): EngineCluster {
  const folder = engineFolder(engine, size);
  return engine === 'kafka' ? new KafkaCluster({ folder, ports, controllerPorts }) : new MongoDbCluster({ folder, ports });
}

const portsFile = (engine: LocalEngine, size: Size): string => join(engineFolder(engine, size), 'ports.json');

function parsePorts(text: string): Ports {
  const { ports, controllerPorts } = Object(JSON.parse(text)) as Partial<Record<string, unknown>>;
  const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);
  return { ports: numbers(ports), controllerPorts: numbers(controllerPorts) };
}
