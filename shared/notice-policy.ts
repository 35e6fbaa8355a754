import { z } from './zod.ts';

/** What the company tells people of its record, in its own words. */
export const noticeSchema = z
  .strictObject({
    loginBannerText: z
      .string()
      .trim()
      .min(1)
      .max(2000)
      .nullable()
      .default(null)
      .describe('Shown at sign-in.'),
    monitoringConsentRequired: z
      .boolean()
      .default(false)
      .describe(
        'Nobody signs in before agreeing to loginBannerText. The agreement goes on record with a hash of the text.',
      ),
    externalChatNotice: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .nullable()
      .default(null)
      .describe('Stands in every conversation with somebody outside.'),
    privacyContact: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .nullable()
      .default(null)
      .describe('Whom to ask about it: an address, a number, a name.'),
  })
  .refine(
    ({ loginBannerText, monitoringConsentRequired }) =>
      !monitoringConsentRequired || loginBannerText !== null,
    { path: ['loginBannerText'], message: 'there is nothing to agree to' },
  );
export type NoticePolicy = z.infer<typeof noticeSchema>;

/** The text that has to be agreed to; null when none has. */
export function requiredConsent({ loginBannerText, monitoringConsentRequired }: NoticePolicy): string | null {
  return monitoringConsentRequired ? loginBannerText : null;
}
