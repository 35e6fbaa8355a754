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
  'file.unknown-type': (param) => ({
    sentence: ['Was für eine Datei das ist, ließ sich nicht feststellen: ', place(param), '.'],
    why: ['Niemand weiß hier, wonach darin zu suchen wäre. Deshalb gilt sie nicht als harmlos.'],
  }),
  'file.encrypted': (param) => ({
    sentence: [place(param), ' ist verschlüsselt und ließ sich nicht untersuchen.'],
    why: [
      'Ohne das Kennwort kann niemand sagen, was darin steht. Schadsoftware kommt oft so an, das Kennwort gleich daneben.',
    ],
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

const contradictions: ReadonlyMap<string, string> = new Map([
  ['overlap', 'Zwei Teile nutzen dieselben Bytes'],
  ['other-header', 'Ein Teil hat zwei Beschreibungen, die sich unterscheiden'],
  ['hidden-member', 'Ein Teil fehlt im Inhaltsverzeichnis'],
  ['twice', 'Zwei Teile heißen gleich'],
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
