import { settingsSchema } from '../model/settings.ts';
import { sharedFileSchema } from '../model/shared-file.ts';
import { z } from '../zod.ts';
import { call } from './call.ts';

/**
 * A file is shown in a view of its own, with a preload and a session of its own: whatever takes over its decoder finds no
 * conversation, no network and no other file there.
 */
export const previewCalls = {
  'preview.get': call(
    z.null(),
    z.strictObject({
      kind: sharedFileSchema.shape.preview.unwrap(),
      name: sharedFileSchema.shape.name,
      bytes: z.instanceof(Uint8Array),
      theme: settingsSchema.shape.theme,
      language: z.enum(['en', 'de']),
    }),
  ),
  'preview.close': call(z.null(), z.null()),
} as const;

export type PreviewCalls = typeof previewCalls;
