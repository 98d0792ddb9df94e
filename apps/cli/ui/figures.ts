/** `12,345`. */
export function countText(count: number): string {
  return Math.round(count).toLocaleString('en');
}

/** `1 order`, `12,345 orders`. */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${countText(count)} ${count === 1 ? singular : plural}`;
}

/** `0.4 s`, `42 s`, `3 min 05 s`, `2 h 10 min`. */
export function durationText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${padded(whole % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${padded(minutes % 60)} min`;
}

/** `312 B`, `4.2 KiB`, `1.3 GiB`. */
export function bytesText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let [size, unit] = [bytes, 0];
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${unit === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** `2,306/s`; rates below ten with one decimal. */
export function rateText(count: number, seconds: number): string {
  const rate = count / Math.max(seconds, 0.001);
  return `${rate < 10 ? rate.toFixed(1) : countText(rate)}/s`;
}

function padded(number: number): string {
  return String(number).padStart(2, '0');
}
