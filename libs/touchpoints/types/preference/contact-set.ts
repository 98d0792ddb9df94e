import { defineTouchpoint } from '../../define-touchpoint';
import { Optional, Part, Text, Texts, TimeOfDay } from '../../schema';
import { ContactCap } from './contact-cap';

/** A customer says how she wants to be contacted. Each set replaces the one before; `quietFrom` and `quietTo` are times of day in her time zone. */
export class PreferenceContactSet {
  @Optional() @Text({ most: 100 }) preferredChannel?: string | null;
  @Optional() @Texts({ most: 100 }) channels?: string[] | null;
  @Optional() @Part(() => ContactCap) atMost?: ContactCap | null;
  @Optional() @TimeOfDay() quietFrom?: string | null;
  @Optional() @TimeOfDay() quietTo?: string | null;
  @Optional() @Text({ most: 100 }) timeZone?: string | null;
  @Optional() @Text({ most: 100 }) language?: string | null;
}

export const preferenceContactSet = defineTouchpoint({
  type: 'preference.contact-set',
  data: PreferenceContactSet,
  example: {
    preferredChannel: 'email', channels: ['email', 'post'], atMost: { contacts: 1, days: 7 },
    quietFrom: '21:00', quietTo: '08:00', timeZone: 'Europe/Vienna', language: 'de',
  },
});
