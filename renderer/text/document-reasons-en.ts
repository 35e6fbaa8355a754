import type { DocumentReasonTexts } from './reason-text.ts';
import { code, strong, type TextPart } from './sentence.ts';

export const documentReasonsEn: DocumentReasonTexts = {
  'document.macro': (param) => ({
    sentence: [place(param), ' contains macros.'],
    why: ['They run only if somebody starts them. Macros are programs; ask the sender what they are for.'],
  }),
  'document.macro-starts': (param) => ({
    sentence: [place(param), ' contains a macro that runs by itself (', code(param('starts')), ').'],
    why: ['It neither starts programs nor writes files, as far as its source says.'],
  }),
  'document.macro-starts-and-runs': (param) => ({
    sentence: [place(param), ' contains a macro that runs by itself and starts programs.'],
    why: [
      'It begins with ',
      code(param('starts')),
      ' and uses ',
      code(param('does')),
      '. That is how documents install malware.',
    ],
  }),
  'document.macro-starts-and-writes': (param) => ({
    sentence: [place(param), ' contains a macro that runs by itself and writes files or memory.'],
    why: [
      'It begins with ',
      code(param('starts')),
      ' and uses ',
      code(param('does')),
      '. That is how documents bring malware with them.',
    ],
  }),
  'document.macro-unreadable': (param) => ({
    sentence: [place(param), ' contains a macro whose source cannot be read.'],
    why: ['Office may still run it. What cannot be read cannot be judged.'],
  }),
  'document.macro-differs': (param) => ({
    sentence: [place(param), ' contains a macro whose source hides what it does.'],
    why: ['Its compiled form has more lines than its source, and Office runs the compiled form.'],
  }),
  'document.macro-sheet': (param) => ({
    sentence: [place(param), ' contains macros of Excel 4.'],
    why: ['They are older than every protection against macros, and almost only attackers still write them.'],
  }),
  'document.macro-sheet-dangerous': (param) => ({
    sentence: [
      place(param),
      ' contains macros of Excel 4 that are hidden, run by themselves or start programs.',
    ],
    why: [
      'What gives them away: ',
      code(param('starts')),
      ' ',
      code(param('does')),
      ' ',
      code(param('sheet')),
      '. Almost only attackers still write such macros.',
    ],
  }),
  'document.dde': (param) => ({
    sentence: [
      place(param),
      ' asks another program for data and can start it: ',
      code(param('command')),
      '.',
    ],
    why: ['This old way of linking documents (DDE) runs commands without any macro.'],
  }),
  'document.formula-runs': (param) => ({
    sentence: [place(param), ' contains a formula that starts a program: ', code(param('formula')), '.'],
    why: ['Opened as a table, the text becomes a command.'],
  }),
  'document.embedded-file': (param) => ({
    sentence: [place(param), ' contains another file: ', code(param('name')), '.'],
    why: ['A double click in the document opens it. It was inspected too.'],
  }),
  'document.remote-template': (param) => ({
    sentence: [place(param), ' takes its template from elsewhere: ', code(param('target')), '.'],
    why: [
      'The template can contain macros, and naming that place can give away your login. It is fetched on opening.',
    ],
  }),
  'document.remote-part': (param) => ({
    sentence: [place(param), ' fetches something from elsewhere on opening: ', code(param('target')), '.'],
    why: [
      'Kind of link: ',
      code(param('relation')),
      '. That place learns that you opened the document and decides what it shows or runs.',
    ],
  }),
  'document.equation': (param) => ({
    sentence: [place(param), ' contains an equation of the old equation editor.'],
    why: ['That program was removed from Office because documents could take over a computer through it.'],
  }),
  'document.equation-exploit': (param) => ({
    sentence: [place(param), ' attacks the old equation editor of Office.'],
    why: ['The font name is longer than the editor’s room for it (CVE-2017-11882).'],
  }),
  'document.activex': (param) => ({
    sentence: [place(param), ' contains an active control (', code(param('class')), ').'],
    why: ['Controls are programs inside of a document.'],
  }),
  'document.embedded-browser': (param) => ({
    sentence: [place(param), ' contains a web browser or a script component.'],
    why: ['It runs web content inside of Office, past the protections of your browser.'],
  }),
  'document.flash': (param) => ({
    sentence: [place(param), ' contains Flash.'],
    why: ['Flash has no keeper any more, and its holes stay open.'],
  }),
  'document.starts-program': (param) => ({
    sentence: [place(param), ' contains something that starts a program when it is clicked or pointed at.'],
    why: ['A presentation does not need that.'],
  }),
  'document.object-updates': (param) => ({
    sentence: [place(param), ' contains an object that becomes active on opening, without a click.'],
    why: ['Ordinary documents wait until you click it.'],
  }),
  'document.obfuscated': (param) => ({
    sentence: [place(param), ' is written so that scanners lose their way.'],
    why: ['What gives it away: ', howText(param('how')), '. No ordinary program writes such a file.'],
  }),
  'document.default-password': (param) => ({
    sentence: [place(param), ' is encrypted with the password that Excel tries by itself.'],
    why: [
      'It opens without asking, and scanners that do not know the password see nothing. Gatehouse has looked inside.',
    ],
  }),
  'document.too-many-links': (param) => ({
    sentence: [place(param), ' contains more links than were checked (', code(param('limit')), ').'],
    why: ['The others have not been looked at.'],
  }),
  'pdf.form-script': (param) => ({
    sentence: [place(param), ' contains calculations in the fields of a form.'],
    why: ['They are the ones that form editors write themselves.'],
  }),
  'pdf.javascript': (param) => ({
    sentence: [place(param), ' contains a script.'],
    why: ['A script in a PDF runs in the reader; most attacks on readers begin with one.'],
  }),
  'pdf.javascript-on-opening': (param) => ({
    sentence: [place(param), ' contains a script that runs on opening.'],
    why: ['It runs before you have seen anything; most attacks on readers begin that way.'],
  }),
  'pdf.acts-on-opening': (param) => ({
    sentence: [place(param), ' does something on opening without asking (', code(param('action')), ').'],
    why: ['A document for reading does not need that.'],
  }),
  'pdf.launch': (param) => ({
    sentence: [place(param), ' starts a program or opens another file: ', code(param('target')), '.'],
    why: ['A document for reading does not need that.'],
  }),
  'pdf.submits-form': (param) => ({
    sentence: [place(param), ' sends what you enter to another place: ', code(param('target')), '.'],
    why: ['Enter nothing that is not meant for that place.'],
  }),
  'pdf.imports-data': (param) => ({
    sentence: [place(param), ' reads data from another file into itself: ', code(param('target')), '.'],
    why: ['A document for reading does not need that.'],
  }),
  'pdf.remote-file': (param) => ({
    sentence: [place(param), ' leads to a file on another computer: ', code(param('target')), '.'],
    why: ['Naming a shared folder can give away your login.'],
  }),
  'pdf.dynamic-form': (param) => ({
    sentence: [place(param), ' contains a dynamic form (XFA).'],
    why: ['Few readers know this kind of form any more.'],
  }),
  'pdf.form-with-script': (param) => ({
    sentence: [place(param), ' contains a dynamic form with scripts (XFA).'],
    why: ['Its scripts run in the reader when the form is opened or filled in.'],
  }),
  'pdf.media': (param) => ({
    sentence: [place(param), ' contains media that start a player (', code(param('kind')), ').'],
    why: ['Players in documents have been a way into computers.'],
  }),
  'pdf.disguised-name': (param) => ({
    sentence: [place(param), ' hides a word from scanners: ', code(param('name')), '.'],
    why: [
      'Letters are written as numbers although nothing requires it. No ordinary program writes such a file.',
    ],
  }),
};

const hows: ReadonlyMap<string, string> = new Map([
  ['header', 'its beginning is not the one the format has'],
  ['nesting', 'things are packed into each other'],
  ['hexadecimal', 'other text stands between the digits'],
  ['unknown-words', 'words that the format does not know'],
]);

function howText(how: string): TextPart {
  return hows.get(how) ?? code(how);
}

function place(param: (name: string) => string): TextPart {
  return param('where') === '' ? 'This file' : strong(param('where'));
}
