import { defineTouchpoint } from '../../define-touchpoint';
import { Anything, Id, Optional, Text, Url } from '../../schema';

/** A form is sent off: what was asked for is in `fields`, under the form's own names. */
export class FormSubmitted {
  @Optional() @Id() formId?: string | null;
  @Optional() @Text() name?: string | null;
  @Optional() @Url() url?: string | null;
  @Optional() @Anything() fields?: Record<string, unknown> | null;
}

export const formSubmitted = defineTouchpoint({
  type: 'web.form-submitted',
  data: FormSubmitted,
  personalData: ['fields'],
  example: { formId: 'newsletter', url: 'https://shop.example/newsletter', fields: { firstName: 'Ann', interest: 'green tea' } },
});
