import type { FileReasonTexts } from './reason-text.ts';
import { code, strong, type TextPart } from './sentence.ts';

export const fileReasonsEn: FileReasonTexts = {
  'file.not-inspected': (param) => ({
    sentence: [place(param), ' could not be inspected and is held back.'],
    why: [
      'Looked at by ',
      code(param('inspector')),
      ', which stopped at: ',
      code(param('cause')),
      '. What was not looked at is never taken for harmless.',
    ],
  }),
  'file.over-limit': (param) => ({
    sentence: [place(param), ' is too large or too deeply packed to be inspected.'],
    why: [
      'It went over the limit of ',
      limits.get(param('limit')) ?? code(param('limit')),
      '. Files are built like this to tire out whoever looks into them.',
    ],
  }),
  'file.unknown-type': (param) => ({
    sentence: ['What kind of file ', place(param), ' is could not be told.'],
    why: ['Nobody here knows what to look for in it, so it is not taken for harmless.'],
  }),
  'file.encrypted': (param) => ({
    sentence: [place(param), ' is encrypted and could not be inspected.'],
    why: [
      'Without its password nobody can say what is in it. Malware is often sent like this, with the password beside it.',
    ],
  }),
  'file.link': (param) => ({
    sentence: [
      place(param),
      ' contains a link to ',
      strong(param('host')),
      ' that would be refused in a message.',
    ],
    why: ['The gate looks at links in files as it does in messages. Its reasons stand beside this one.'],
  }),
  'file.archive-contradiction': (param) => ({
    sentence: [place(param), ' is an archive that programs understand differently.'],
    why: [
      contradictions.get(param('what')) ?? 'Its parts contradict each other',
      '. No ordinary program writes this; it hides from one reader what another unpacks.',
    ],
  }),
  'file.climbing-name': (param) => ({
    sentence: ['The archive would write outside of its own folder: ', place(param), '.'],
    why: ['A name like this overwrites files elsewhere on the computer when somebody unpacks it.'],
  }),
  'file.link-in-archive': (param) => ({
    sentence: ['The archive contains a link to another place on the disk: ', place(param), '.'],
    why: ['When it is unpacked, what follows can be written through the link to wherever it leads.'],
  }),
};

const contradictions: ReadonlyMap<string, string> = new Map([
  ['overlap', 'Two members share the same bytes'],
  ['other-header', 'A member has two descriptions that differ'],
  ['hidden-member', 'A member is missing from the list of contents'],
  ['twice', 'Two members have the same name'],
]);

const limits: ReadonlyMap<string, string> = new Map([
  ['bytes', 'size'],
  ['entries', 'parts'],
  ['depth', 'files within files'],
  ['time', 'time'],
  ['ratio', 'compression'],
]);

function place(param: (name: string) => string): TextPart {
  return param('where') === '' ? 'This file' : strong(param('where'));
}
