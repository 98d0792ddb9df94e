import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const server = process.env['RAPPORT_URL'] ?? 'http://127.0.0.1:3000';

/** `vite build --config apps/console/vite.config.ts` writes dist/console, which the product serves at `/`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    proxy: Object.fromEntries(['/v1', '/health', '/metrics', '/api', '/openapi.json', '/asyncapi.json'].map((path) => [path, server])),
  },
});
