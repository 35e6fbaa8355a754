import { fileTypesDe } from './file-types-de.ts';
import type { FileReasonTexts } from './reason-text.ts';
import { code, strong, type TextPart } from './sentence.ts';

export const fileReasonsDe: FileReasonTexts = {
  'file.not-inspected': (param) => ({
    sentence: [place(param), ' ließ sich nicht untersuchen und wird zurückgehalten.'],
    why: [
      'Untersucht von ',
      code(param('inspector')),
      ', stehen geblieben bei: ',
      code(param('cause')),
      '. Was nicht untersucht wurde, gilt nie als harmlos.',
    ],
  }),
  'file.over-limit': (param) => ({
    sentence: [place(param), ' ist zu groß oder zu tief verpackt, um untersucht zu werden.'],
    why: [
      'Überschritten wurde die Grenze für ',
      limits.get(param('limit')) ?? code(param('limit')),
      '. So gebaut werden Dateien, um den zu ermüden, der hineinsieht.',
    ],
  }),
  'file.not-stripped': (param) => ({
    sentence: [
      'Was darin steht, wo und von wem es gemacht wurde, ließ sich nicht entfernen: ',
      place(param),
      '.',
    ],
    why: [
      'Ihre Firma lässt es nur ohne diese Angaben hinaus. ',
      notStripped.get(param('cause')) ?? notStripped.get('failed') ?? '',
    ],
  }),
  'file.from-outside': (param) => ({
    sentence: ['Sie kommt von außerhalb der Firma, von ', code(param('domain')), '.'],
    why: ['Ihre Firma bestimmt, was an Dateien von außen auszusetzen sein darf, oder lässt keine herein.'],
  }),
  'file.held-later': () => ({
    sentence: ['Sie wurde nach einer neuen Regel zurückgehalten.'],
    why: [
      'Ihre Firma hat Neues erfahren, seit die Datei ankam. Was Sie davon schon gespeichert haben, liegt noch dort: Öffnen Sie es nicht und fragen Sie die Sicherheit.',
    ],
  }),
  'file.unknown-type': (param) => ({
    sentence: ['Was für eine Datei das ist, ließ sich nicht feststellen: ', place(param), '.'],
    why: ['Niemand weiß hier, wonach darin zu suchen wäre. Deshalb gilt sie nicht als harmlos.'],
  }),
  'file.encrypted': (param) => ({
    sentence: [place(param), ' ist verschlüsselt und ließ sich nicht untersuchen.'],
    why: [
      'Ohne das Passwort kann niemand sagen, was darin steht. Schadsoftware kommt oft so an, das Passwort gleich daneben.',
    ],
  }),
  'file.blocked-hash': (param) => ({
    sentence: [place(param), ' steht auf der Sperrliste Ihrer Firma.'],
    why: ['Byte für Byte ist es die mit der Prüfsumme ', code(param('sha256')), '.'],
  }),
  'file.malware': (param) => ({
    sentence: [place(param), ' ist bekannte Schadsoftware.'],
    why: ['Der Virenscanner Ihrer Firma nennt sie ', code(param('signature')), '.'],
  }),
  'file.rule-match': (param) => ({
    sentence: [place(param), ' entspricht einer Regel Ihrer Firma.'],
    why: ['Die Regel heißt ', code(param('rule')), '. Die IT weiß, wonach sie sucht.'],
  }),
  'file.blocked-type': (param) => ({
    sentence: [place(param), ' ist von einer Art, die Ihre Firma sperrt (', kind(param), ').'],
    why: [
      'Die Richtlinie nennt die Arten von Dateien, die nicht angenommen werden. Fragen Sie die IT nach einem anderen Weg.',
    ],
  }),
  'file.absurd-size': (param) => ({
    sentence: [
      place(param),
      ' ist ein Bild von ',
      strong(param('size')),
      ' Punkten, zu groß zum Untersuchen.',
    ],
    why: [
      'Wer es öffnet, braucht weit mehr Speicher, als die Datei belegt. Solche Bilder sollen Programme anhalten.',
    ],
  }),
  'file.trailing-data': (param) => ({
    sentence: [
      'Hinter dem Bild steht noch etwas anderes (',
      param('bytes'),
      ' Bytes), in ',
      inner(param),
      '.',
    ],
    why: ['Wer das Bild ansieht, bemerkt es nicht. So kommt eine zweite Datei an einer Prüfung vorbei.'],
  }),
  'file.code-link': (param) => ({
    sentence: ['Ein Code führt zu ', strong(param('host')), ', in ', inner(param), '.'],
    why: [
      'Ein Telefon, das ihn fotografiert, öffnet diese Adresse. Sie wird beurteilt wie ein Link in einer Nachricht.',
    ],
  }),
  'file.program': (param) => ({
    sentence: [place(param), ' ist ein Programm (', kind(param), ').'],
    why: [
      'Ein Programm kann auf diesem Computer alles, was Sie können. Programme kommen von der IT und nicht aus einem Chat.',
    ],
  }),
  'file.script': (param) => ({
    sentence: [place(param), ' ist ein Skript, das beim Öffnen läuft (', kind(param), ').'],
    why: ['Ein Skript ist ein Programm in Buchstaben: Es kann auf diesem Computer alles, was Sie können.'],
  }),
  'file.shortcut': (param) => ({
    sentence: [place(param), ' ist eine Verknüpfung, die etwas anderes startet (', kind(param), ').'],
    why: ['Was eine Verknüpfung startet, sieht man ihr nicht an. Niemand muss eine verschicken.'],
  }),
  'file.installer': (param) => ({
    sentence: [place(param), ' installiert Software (', kind(param), ').'],
    why: ['Software kommt von der IT und nicht aus einem Chat.'],
  }),
  'file.disk-image': (param) => ({
    sentence: [place(param), ' ist das Abbild eines Datenträgers (', kind(param), ').'],
    why: [
      'Dateien in einem Abbild verlieren das Zeichen, dass sie von außen kamen. Das System warnt dann nicht mehr vor ihnen.',
    ],
  }),
  'file.active-page': (param) => ({
    sentence: [
      place(param),
      ' ist eine Seite und enthält ',
      features.get(param('feature')) ?? 'aktive Inhalte',
      '.',
    ],
    why: [
      'Von der Platte geöffnet kann eine Seite Dateien zusammensetzen, nach Passwörtern fragen und weiterschicken, was sie erfährt.',
    ],
  }),
  'file.fetches-by-itself': (param) => ({
    sentence: [place(param), ' fragt einen anderen Computer, sobald man die Datei nur im Ordner sieht.'],
    why: ['Die Frage verrät jenem Computer Ihre Anmeldung in einer Form, die sich knacken lässt.'],
  }),
  'file.disguised': (param) => ({
    sentence: [place(param), ' heißt ', strong(param('ending')), ' und ist in Wahrheit ', kind(param), '.'],
    why: [
      'Name oder angegebene Art sagen, dass es etwas zum Ansehen ist, aber es läuft. Das ist kein Versehen.',
    ],
  }),
  'file.type-mismatch': (param) => ({
    sentence: [place(param), ' heißt ', strong(param('ending')), ' und ist in Wahrheit ', kind(param), '.'],
    why: [
      'Eine Datei soll sein, was Name oder angegebene Art sagen. Programme öffnen sie sonst anders, als Sie erwarten.',
    ],
  }),
  'file.runs-by-name': (param) => ({
    sentence: [
      place(param),
      ' endet auf ',
      strong(param('ending')),
      ', und so etwas startet das System als Programm.',
    ],
    why: [
      'Der Inhalt sieht nicht nach einem Programm aus, aber die Endung bestimmt, was beim Öffnen geschieht.',
    ],
  }),
  'file.double-ending': (param) => ({
    sentence: [
      place(param),
      ' sieht aus wie ',
      strong(param('shown')),
      ', öffnet sich aber als ',
      strong(param('real')),
      '.',
    ],
    why: ['Wo das System die letzte Endung verbirgt, hält man sie für etwas, das sie nicht ist.'],
  }),
  'file.hidden-characters': (param) => ({
    sentence: [
      'Im Namen stehen unsichtbare Zeichen: ',
      code(param('characters')),
      ', in ',
      inner(param),
      '.',
    ],
    why: ['Damit liest sich ein Name anders, als das System ihn sieht.'],
  }),
  'file.padded-name': (param) => ({
    sentence: ['Im Namen ist die Endung aus dem Blick geschoben, bei ', inner(param), '.'],
    why: [
      'Niemand tippt so viele Leerzeichen oder Punkte. Was dahinter steht, bestimmt, wie sich die Datei öffnet.',
    ],
  }),
  'file.polyglot': (param) => ({
    sentence: [place(param), ' ist zwei Dateien in einer; die andere ist ', typeName(param('second')), '.'],
    why: ['Dem einen Programm erscheint sie harmlos, ein anderes öffnet sie als etwas anderes.'],
  }),
  'file.link': (param) => ({
    sentence: [
      place(param),
      ' enthält einen Link zu ',
      strong(param('host')),
      ', der in einer Nachricht zurückgewiesen würde.',
    ],
    why: ['Links in Dateien werden beurteilt wie in Nachrichten. Die Gründe stehen daneben.'],
  }),
  'file.archive-contradiction': (param) => ({
    sentence: [place(param), ' ist ein Archiv, das Programme verschieden verstehen.'],
    why: [
      contradictions.get(param('what')) ?? 'Seine Teile widersprechen einander',
      '. Kein gewöhnliches Programm schreibt so; es verbirgt vor dem einen, was der andere auspackt.',
    ],
  }),
  'file.climbing-name': (param) => ({
    sentence: ['Das Archiv würde außerhalb seines Ordners schreiben: ', place(param), '.'],
    why: ['Ein solcher Name überschreibt beim Auspacken Dateien anderswo auf dem Computer.'],
  }),
  'file.link-in-archive': (param) => ({
    sentence: ['Das Archiv enthält einen Verweis an eine andere Stelle der Platte: ', place(param), '.'],
    why: ['Beim Auspacken kann alles Weitere durch den Verweis dorthin geschrieben werden, wohin er führt.'],
  }),
};

const features: ReadonlyMap<string, string> = new Map([
  ['script', 'ein Skript'],
  ['handler', 'ein Skript, das auf ein Ereignis wartet'],
  ['script-link', 'einen Link, der ein Skript startet'],
  ['redirect', 'den Befehl, zu einer anderen Seite zu gehen'],
  ['frame', 'eine andere Seite oder ein Objekt'],
  ['form', 'ein Formular, das verschickt, was Sie eintippen'],
  ['base', 'den Befehl, ihre Links umzulenken'],
  ['packed-file', 'eine verpackte Datei'],
  ['stylesheet', 'eine Formatvorlage, die laufen kann'],
  ['entity', 'eigene Entitäten'],
]);

const contradictions: ReadonlyMap<string, string> = new Map([
  ['overlap', 'Zwei Teile nutzen dieselben Bytes'],
  ['other-header', 'Ein Teil hat zwei Beschreibungen, die sich unterscheiden'],
  ['hidden-member', 'Ein Teil fehlt im Inhaltsverzeichnis'],
  ['twice', 'Zwei Teile heißen gleich'],
]);

const notStripped: ReadonlyMap<string, string> = new Map([
  [
    'kind',
    'Bei Dateien dieser Art geht das nicht. Speichern Sie es als eine andere und senden Sie diese: ein Bild als JPEG oder PNG, ein Dokument als docx, xlsx, pptx, odt oder PDF.',
  ],
  [
    'form',
    'Es ist nicht so aufgebaut, wie solche Dateien es sind. Speichern Sie es noch einmal mit einem Programm, das es öffnet, und senden Sie das.',
  ],
  [
    'signed',
    'Es ist unterschrieben, und die Unterschrift würde ungültig. Senden Sie eine Kopie ohne Unterschrift.',
  ],
  ['encrypted', 'Es ist verschlüsselt. Senden Sie eine Kopie ohne Passwort.'],
  ['limit', 'Es ist zu groß oder hat zu viele Teile, um durchgesehen zu werden.'],
  ['failed', 'Es konnte nicht bis zum Ende durchgesehen werden.'],
]);

const limits: ReadonlyMap<string, string> = new Map([
  ['bytes', 'die Größe'],
  ['entries', 'die Zahl der Teile'],
  ['depth', 'Dateien in Dateien'],
  ['time', 'die Zeit'],
  ['ratio', 'die Verdichtung'],
]);

function place(param: (name: string) => string): TextPart {
  return param('where') === '' ? 'Diese Datei' : strong(param('where'));
}

function inner(param: (name: string) => string): TextPart {
  return param('where') === '' ? 'dieser Datei' : strong(param('where'));
}

function kind(param: (name: string) => string): TextPart {
  return typeName(param('type'));
}

function typeName(type: string): string {
  return fileTypesDe.get(type) ?? 'eine Datei anderer Art';
}
