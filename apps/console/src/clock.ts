/** The platform's clock may run ahead of this machine's: a demo moves it. It never stands before what it has already stamped. */
let ahead = 0;
const NOTABLE = 60_000;

/** The platform's now, as far as it is known. */
export function platformNow(): number {
  return Date.now() + ahead;
}

/** A moment that the platform has already reached. */
export function noticeTime(reached: string | undefined): void {
  const difference = Date.parse(reached ?? '') - platformNow();
  if (difference > NOTABLE) ahead += difference;
}
