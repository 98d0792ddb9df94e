import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { version } from './version';

/** The HTTP interface as OpenAPI 3. */
export function describe(app: NestFastifyApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Rapport')
    .setDescription('An event-sourced customer-interaction platform: touchpoints in, beliefs about customers out, as of any moment. Errors are problem+json with a code of docs/errors.md; times ISO 8601 UTC, positions decimal strings.')
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A key of RAPPORT_API_KEYS_FILE; where that is not set, none is asked for' }, 'key')
    .addSecurityRequirements('key')
    .build();
  return SwaggerModule.createDocument(app, options);
}

/** Serves it at /openapi.json, and to browse at /api. */
export function publishDescription(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('api', app, () => (document ??= describe(app)), { jsonDocumentUrl: '/openapi.json', yamlDocumentUrl: '/openapi.yaml', customSiteTitle: 'Rapport API' });
}
