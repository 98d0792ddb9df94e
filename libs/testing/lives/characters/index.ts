import type { Character } from './character';
import { motherOfTheTablet, sonOfTheTablet } from './family-with-tablet';
import { leadWhoNeverBuys } from './lead-who-never-buys';
import { loyalTeaBuyer } from './loyal-tea-buyer';
import { threeDevicesOneOrder } from './three-devices-one-order';
import { wonBackComplainer } from './won-back-complainer';

/** The customers of the numbers 0 to 5. */
export const CHARACTERS: readonly Character[] = [loyalTeaBuyer, wonBackComplainer, motherOfTheTablet, sonOfTheTablet, leadWhoNeverBuys, threeDevicesOneOrder];
