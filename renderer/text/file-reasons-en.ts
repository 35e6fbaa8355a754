import { fileTypesEn } from './file-types-en.ts';
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
  'file.not-stripped': (param) => ({
    sentence: ['What ', inner(param), ' says of where and by whom it was made could not be taken out of it.'],
    why: [
      'Your company lets it leave only without that. ',
      notStripped.get(param('cause')) ?? notStripped.get('failed') ?? '',
    ],
  }),
  'file.from-outside': (param) => ({
    sentence: ['It comes from outside the company, from ', code(param('domain')), '.'],
    why: ['Your company decides how much may be wrong with files from outside, or lets none in.'],
  }),
  'file.held-later': () => ({
    sentence: ['It was held after a new rule.'],
    why: [
      'Your company has learned something new since the file arrived. What you have saved of it before is still where you saved it: do not open it, and ask Security.',
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
  'file.blocked-hash': (param) => ({
    sentence: [place(param), ' is on your company’s list of blocked files.'],
    why: ['It is byte for byte the one with the checksum ', code(param('sha256')), '.'],
  }),
  'file.malware': (param) => ({
    sentence: [place(param), ' is known malware.'],
    why: ['Your company’s virus scanner calls it ', code(param('signature')), '.'],
  }),
  'file.rule-match': (param) => ({
    sentence: [place(param), ' matches a rule of your company.'],
    why: ['The rule is called ', code(param('rule')), '. IT can say what it looks for.'],
  }),
  'file.blocked-type': (param) => ({
    sentence: [place(param), ' is of a kind that your company blocks (', kind(param), ').'],
    why: ['Policy names the kinds of files that are not taken in. Ask IT for another way.'],
  }),
  'file.absurd-size': (param) => ({
    sentence: [
      place(param),
      ' is a picture of ',
      strong(param('size')),
      ' pixels, which is too large to be looked at.',
    ],
    why: [
      'Whoever opens it needs far more memory than the file takes. Such pictures are made to stop programs.',
    ],
  }),
  'file.trailing-data': (param) => ({
    sentence: ['Behind the picture ', inner(param), ' there is something else (', param('bytes'), ' bytes).'],
    why: ['Whoever looks at the picture does not see it. That is a way to carry a second file past a check.'],
  }),
  'file.code-link': (param) => ({
    sentence: ['A code in ', inner(param), ' leads to ', strong(param('host')), '.'],
    why: ['A telephone that photographs it opens this address. It is judged like a link in a message.'],
  }),
  'file.program': (param) => ({
    sentence: [place(param), ' is a program (', kind(param), ').'],
    why: [
      'A program can do on this computer whatever you can do. Programs come from IT and not from a chat.',
    ],
  }),
  'file.script': (param) => ({
    sentence: [place(param), ' is a script that runs when it is opened (', kind(param), ').'],
    why: ['A script is a program in letters: it can do on this computer whatever you can do.'],
  }),
  'file.shortcut': (param) => ({
    sentence: [place(param), ' is a shortcut that starts something else (', kind(param), ').'],
    why: ['What a shortcut starts is not what it looks like. Nobody needs to send one.'],
  }),
  'file.installer': (param) => ({
    sentence: [place(param), ' installs software (', kind(param), ').'],
    why: ['Software comes from IT and not from a chat.'],
  }),
  'file.disk-image': (param) => ({
    sentence: [place(param), ' is the image of a disk (', kind(param), ').'],
    why: [
      'Files in an image lose the mark that they came from outside, so the system no longer warns of them.',
    ],
  }),
  'file.active-page': (param) => ({
    sentence: [
      place(param),
      ' is a page that contains ',
      features.get(param('feature')) ?? 'active content',
      '.',
    ],
    why: ['Opened from the disk, a page can build files, ask for passwords and send on what it is told.'],
  }),
  'file.fetches-by-itself': (param) => ({
    sentence: [place(param), ' asks another computer for something as soon as it is seen in a folder.'],
    why: ['The question tells that computer your login in a form that can be cracked.'],
  }),
  'file.disguised': (param) => ({
    sentence: [place(param), ' is called ', strong(param('ending')), ' and is in truth ', kind(param), '.'],
    why: [
      'Its name or declared type says that it is something to look at, but it runs. That is no accident.',
    ],
  }),
  'file.type-mismatch': (param) => ({
    sentence: [place(param), ' is called ', strong(param('ending')), ' and is in truth ', kind(param), '.'],
    why: [
      'A file should be what its name or its declared type says. Programs may open it in another way than you expect.',
    ],
  }),
  'file.runs-by-name': (param) => ({
    sentence: [place(param), ' ends in ', strong(param('ending')), ', which the system starts as a program.'],
    why: [
      'What is in it does not look like a program, but the ending decides what happens when it is opened.',
    ],
  }),
  'file.double-ending': (param) => ({
    sentence: [
      place(param),
      ' looks like ',
      strong(param('shown')),
      ' but opens as ',
      strong(param('real')),
      '.',
    ],
    why: ['Where the system hides the last ending of a name, this is taken for what it is not.'],
  }),
  'file.hidden-characters': (param) => ({
    sentence: [
      'The name of ',
      inner(param),
      ' contains invisible characters: ',
      code(param('characters')),
      '.',
    ],
    why: ['With them a name reads differently from what the system sees.'],
  }),
  'file.padded-name': (param) => ({
    sentence: ['The name of ', inner(param), ' pushes its ending out of sight.'],
    why: ['Nobody types so many spaces or dots. What is behind them decides how the file opens.'],
  }),
  'file.polyglot': (param) => ({
    sentence: [place(param), ' is two files in one; the other is ', typeName(param('second')), '.'],
    why: ['It looks harmless to one program and is opened as something else by another.'],
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

const features: ReadonlyMap<string, string> = new Map([
  ['script', 'a script'],
  ['handler', 'a script that waits for an event'],
  ['script-link', 'a link that runs a script'],
  ['redirect', 'an order to go to another page'],
  ['frame', 'another page or object inside it'],
  ['form', 'a form that sends what you type'],
  ['base', 'an order that turns its links elsewhere'],
  ['packed-file', 'a packed file'],
  ['stylesheet', 'a style sheet that can run'],
  ['entity', 'entities of its own'],
]);

const contradictions: ReadonlyMap<string, string> = new Map([
  ['overlap', 'Two members share the same bytes'],
  ['other-header', 'A member has two descriptions that differ'],
  ['hidden-member', 'A member is missing from the list of contents'],
  ['twice', 'Two members have the same name'],
]);

const notStripped: ReadonlyMap<string, string> = new Map([
  [
    'kind',
    'It cannot be done with files of this kind. Save it as another one and send that: a picture as JPEG or PNG, a document as docx, xlsx, pptx, odt or PDF.',
  ],
  [
    'form',
    'It is not built as such files are. Save it once more with a program that opens it, and send that.',
  ],
  ['signed', 'It is signed, and its signature would be broken. Send a copy that is not signed.'],
  ['encrypted', 'It is encrypted. Send a copy without a password.'],
  ['limit', 'It is too large or has too many parts to be looked through.'],
  ['failed', 'It could not be looked through to its end.'],
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

function inner(param: (name: string) => string): TextPart {
  return param('where') === '' ? 'this file' : strong(param('where'));
}

function kind(param: (name: string) => string): TextPart {
  return typeName(param('type'));
}

function typeName(type: string): string {
  return fileTypesEn.get(type) ?? 'a file of another kind';
}
