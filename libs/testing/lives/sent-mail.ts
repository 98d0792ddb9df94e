/** An e-mail on its way: what every event about it says. */
export interface SentMail {
  readonly messageId: string;
  readonly subject: string;
  readonly purpose: string;
  readonly campaignId?: string;
  readonly topic?: string;
}
