import { z } from './zod.ts';

const text = (longest: number) => z.string().min(1).max(longest);
const domains = z.array(text(253)).max(10_000);
const files = z.array(text(4096)).max(100);
const whole = (least: number, most: number) => z.number().int().min(least).max(most);
const hold = z.enum(['notice', 'warn', 'hold', 'block']);

/**
 * Fields that a policy may have already and that nothing obeys yet, by their place. They are checked and told to IT as not in force, and
 * do not refuse the rest. Whoever brings one in force moves it into the schema and takes its line away here.
 */
export const policyNotYet: Readonly<Record<string, z.ZodType>> = {
  'account.allowedServers': domains.describe('Servers that an account may be of.'),
  'account.allowServerChange': z.boolean().describe('Whether the user may choose another server.'),
  'login.mechanisms': z.array(text(64)).max(20).describe('SASL mechanisms that may be used.'),

  'session.idleLockMinutes': whole(1, 1440).describe('Locks the window after so long without a touch.'),
  'session.requireOsUnlock': z.boolean().describe('Unlocks with the login of the operating system.'),
  'session.allowMultipleAccounts': z.boolean().describe('More than one account on one computer.'),
  'session.allowExport': z.boolean().describe('Whether messages may be exported.'),
  'session.screenshotProtection': z.boolean().describe('Keeps the window out of screenshots.'),

  'links.scanOnReceive': z.boolean().describe('Judges links on arrival.'),
  'links.scanOnClick': z.boolean().describe('Judges them again at the click.'),
  'links.internalSenders': z.boolean().describe('Judges the links of colleagues too.'),
  'links.blockThreshold': z.number().min(0).max(1).describe('Score from which it is blocked.'),
  'links.trackClicks': z.boolean().describe('Puts clicks on record.'),
  'links.blocklistFiles': files.describe('More than one file like blocklistFile.'),
  'links.unfurl': z.enum(['off', 'inside', 'on']).describe('Previews of what a link leads to.'),
  'links.qrScan': z.boolean().describe('Reads links out of pictures.'),

  'files.macroAction': hold.describe('Documents with macros.'),
  'files.openWith': z.enum(['ask', 'system', 'never']).describe('How files are opened.'),

  'retroactive.actionOnHit': hold.describe('What becomes of a message found then.'),

  'spim.strangersAction': z.enum(['tray', 'block']).describe('Where strangers wait.'),
  'spim.bayes': z.boolean().describe('Scores first messages by their words.'),
  'spim.mucInviteAction': z.enum(['tray', 'block', 'allow']).describe('Invitations to rooms.'),
  'spim.reportBlocks': z.boolean().describe('Tells the server why somebody is blocked.'),

  'confidential.clipboardPaste': z.boolean().describe('Looks at what is pasted before it is sent.'),
  'record.events': z.array(text(64)).max(50).describe('Kinds of events that go on record.'),

  'report.enabled': z.boolean().describe('Whether there are reports.'),
  'report.formats': z
    .array(z.enum(['xarf', 'eml', 'json']))
    .max(3)
    .describe('The forms of a report.'),
  'report.dispositions': z.array(text(64)).max(20).describe('What a reporter may call a message.'),
  'report.alsoBlock': z.enum(['ask', 'always', 'never']).describe('Whether a report offers to block.'),
  'report.thankYouText': text(500).describe('What a reporter is told.'),

  'messages.allowEdit': z.boolean().describe('Whether what was sent may be changed.'),
  'messages.allowDelete': z.boolean().describe('Whether it may be taken back.'),
  'messages.allowForward': z.boolean().describe('Whether it may be passed on.'),
  'messages.retentionDays': whole(1, 36_500).describe('How long messages stay on the computer.'),
  'messages.e2ee': z.enum(['off', 'allowed', 'required']).describe('End-to-end encryption.'),

  'update.channel': z.enum(['stable', 'beta']).describe('Which versions are offered.'),
  'update.autoUpdate': z.boolean().describe('Whether they install by themselves.'),
  'update.updateUrl': z.url({ protocol: /^https$/ }).describe('Where they come from.'),
  'update.signedOnly': z.boolean().describe('Nothing without a signature.'),
  'update.rulesUpdateFile': text(4096).describe('Newer rules than the version came with.'),
};
