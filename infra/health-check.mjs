// Exits 0 if the product in this container says that it lives.
const { RAPPORT_PORT: port = '3000' } = process.env;
try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(3000) });
  process.exitCode = ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
