import type { Settings } from '../../shared/model/settings.ts';
import type { Policy } from '../../shared/policy.ts';

/** The settings that policy has taken out of the user's hands, with their values. */
export function fixedSettings({ settings }: Policy): Partial<Settings> {
  const { notifications, sendReceipts, sendChatStates } = settings;
  return {
    ...(notifications === null ? {} : { notifications }),
    ...(sendReceipts === null ? {} : { sendReceipts }),
    ...(sendChatStates === null ? {} : { sendChatStates }),
  };
}
