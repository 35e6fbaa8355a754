import { z } from 'zod';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Language } from '../text/language.ts';

// The content security policy has no 'unsafe-eval', and zod would probe for it and leave a violation in the log.
z.config({ jitless: true });

interface Shown {
  readonly theme: Settings['theme'];
  readonly language: Language;
}

/** What main wants shown in this view above the page, which takes on its language and theme. */
export async function shownHere<Output extends Shown>(
  bridge: Pick<Bridge, 'call'>,
  name: string,
  output: z.ZodType<Output>,
): Promise<Output> {
  const reply = await bridge.call(name, null);
  if (!reply.ok) throw new Error(`${name}: ${reply.error}`);
  const shown = output.parse(reply.value);
  const root = document.documentElement;
  root.lang = shown.language;
  if (shown.theme !== 'system') root.dataset['theme'] = shown.theme;
  return shown;
}
