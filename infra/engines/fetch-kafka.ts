import { join } from 'node:path';
import { cached, ROOT, runTool } from './cache-folder';

/** How to come by what Kafka needs. */
export const KAFKA_NEEDS = 'Kafka needs Java 17 or later and Maven (Debian: apt-get install openjdk-17-jre-headless maven)';

/**
 * Class path of the Kafka that pom.xml names: fetched by Maven on first use (43 MB), checksums enforced.
 * @throws Error if Maven is missing, or the registry does not answer.
 */
export function fetchKafka(): string {
  const pom = join(ROOT, 'infra/engines/pom.xml');
  const jars = cached('kafka', pom, (folder) => {
    runTool('mvn', ['-q', '-B', '--strict-checksums', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`], KAFKA_NEEDS);
  });
  return join(jars, '*');
}
