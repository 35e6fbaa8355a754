import type { DocumentReasonTexts } from './reason-text.ts';
import { code, strong, type TextPart } from './sentence.ts';

export const documentReasonsDe: DocumentReasonTexts = {
  'document.macro': (param) => ({
    sentence: [place(param), ' enthält Makros.'],
    why: [
      'Sie laufen nur, wenn jemand sie startet. Makros sind Programme; fragen Sie den Absender, wozu sie da sind.',
    ],
  }),
  'document.macro-starts': (param) => ({
    sentence: [place(param), ' enthält ein Makro, das von selbst läuft (', code(param('starts')), ').'],
    why: ['Es startet keine Programme und schreibt keine Dateien, soweit sein Quelltext das zeigt.'],
  }),
  'document.macro-starts-and-runs': (param) => ({
    sentence: [place(param), ' enthält ein Makro, das von selbst läuft und Programme startet.'],
    why: [
      'Es beginnt mit ',
      code(param('starts')),
      ' und verwendet ',
      code(param('does')),
      '. So installieren Dokumente Schadsoftware.',
    ],
  }),
  'document.macro-starts-and-writes': (param) => ({
    sentence: [place(param), ' enthält ein Makro, das von selbst läuft und Dateien oder Speicher schreibt.'],
    why: [
      'Es beginnt mit ',
      code(param('starts')),
      ' und verwendet ',
      code(param('does')),
      '. So bringen Dokumente Schadsoftware mit.',
    ],
  }),
  'document.macro-unreadable': (param) => ({
    sentence: [place(param), ' enthält ein Makro, dessen Quelltext sich nicht lesen lässt.'],
    why: ['Office kann es trotzdem ausführen. Was sich nicht lesen lässt, lässt sich nicht beurteilen.'],
  }),
  'document.macro-differs': (param) => ({
    sentence: [place(param), ' enthält ein Makro, dessen Quelltext verbirgt, was es tut.'],
    why: ['Die übersetzte Form hat mehr Zeilen als der Quelltext, und Office führt die übersetzte Form aus.'],
  }),
  'document.macro-sheet': (param) => ({
    sentence: [place(param), ' enthält Makros von Excel 4.'],
    why: ['Sie sind älter als jeder Schutz vor Makros, und fast nur Angreifer schreiben sie noch.'],
  }),
  'document.macro-sheet-dangerous': (param) => ({
    sentence: [
      place(param),
      ' enthält Makros von Excel 4, die versteckt sind, von selbst laufen oder Programme starten.',
    ],
    why: [
      'Daran ist es zu erkennen: ',
      code(param('starts')),
      ' ',
      code(param('does')),
      ' ',
      code(param('sheet')),
      '. Solche Makros schreiben fast nur noch Angreifer.',
    ],
  }),
  'document.dde': (param) => ({
    sentence: [
      place(param),
      ' fragt ein anderes Programm nach Daten und kann es starten: ',
      code(param('command')),
      '.',
    ],
    why: ['Diese alte Art, Dokumente zu verbinden (DDE), führt Befehle ganz ohne Makro aus.'],
  }),
  'document.formula-runs': (param) => ({
    sentence: [place(param), ' enthält eine Formel, die ein Programm startet: ', code(param('formula')), '.'],
    why: ['Als Tabelle geöffnet, wird aus dem Text ein Befehl.'],
  }),
  'document.embedded-file': (param) => ({
    sentence: [place(param), ' enthält eine weitere Datei: ', code(param('name')), '.'],
    why: ['Ein Doppelklick im Dokument öffnet sie. Auch sie wurde untersucht.'],
  }),
  'document.remote-template': (param) => ({
    sentence: [place(param), ' holt seine Vorlage von woanders: ', code(param('target')), '.'],
    why: [
      'Die Vorlage kann Makros enthalten, und schon die Anfrage kann Ihre Anmeldung verraten. Sie wird beim Öffnen geholt.',
    ],
  }),
  'document.remote-part': (param) => ({
    sentence: [place(param), ' holt beim Öffnen etwas von woanders: ', code(param('target')), '.'],
    why: [
      'Art der Verknüpfung: ',
      code(param('relation')),
      '. Jene Stelle erfährt, dass Sie das Dokument geöffnet haben, und bestimmt, was es zeigt oder ausführt.',
    ],
  }),
  'document.equation': (param) => ({
    sentence: [place(param), ' enthält eine Formel des alten Formeleditors.'],
    why: [
      'Dieses Programm wurde aus Office entfernt, weil Dokumente darüber einen Computer übernehmen konnten.',
    ],
  }),
  'document.equation-exploit': (param) => ({
    sentence: [place(param), ' greift den alten Formeleditor von Office an.'],
    why: ['Der Name der Schrift ist länger als der Platz, den der Editor dafür hat (CVE-2017-11882).'],
  }),
  'document.activex': (param) => ({
    sentence: [place(param), ' enthält ein aktives Steuerelement (', code(param('class')), ').'],
    why: ['Steuerelemente sind Programme in einem Dokument.'],
  }),
  'document.embedded-browser': (param) => ({
    sentence: [place(param), ' enthält einen Webbrowser oder eine Skript-Komponente.'],
    why: ['Damit laufen Inhalte aus dem Web in Office, am Schutz Ihres Browsers vorbei.'],
  }),
  'document.flash': (param) => ({
    sentence: [place(param), ' enthält Flash.'],
    why: ['Um Flash kümmert sich niemand mehr, und seine Lücken bleiben offen.'],
  }),
  'document.starts-program': (param) => ({
    sentence: [place(param), ' enthält etwas, das beim Anklicken oder Darüberfahren ein Programm startet.'],
    why: ['Eine Präsentation braucht das nicht.'],
  }),
  'document.object-updates': (param) => ({
    sentence: [place(param), ' enthält ein Objekt, das beim Öffnen ohne Klick aktiv wird.'],
    why: ['Gewöhnliche Dokumente warten, bis Sie darauf klicken.'],
  }),
  'document.obfuscated': (param) => ({
    sentence: [place(param), ' ist so geschrieben, dass Prüfprogramme sich verirren.'],
    why: [
      'Daran ist es zu erkennen: ',
      howText(param('how')),
      '. Kein gewöhnliches Programm schreibt so eine Datei.',
    ],
  }),
  'document.default-password': (param) => ({
    sentence: [place(param), ' ist mit dem Passwort verschlüsselt, das Excel von selbst probiert.'],
    why: [
      'Die Datei öffnet sich ohne Frage, und Prüfprogramme ohne dieses Passwort sehen nichts. Gatehouse hat hineingesehen.',
    ],
  }),
  'document.too-many-links': (param) => ({
    sentence: [place(param), ' enthält mehr Links, als geprüft wurden (', code(param('limit')), ').'],
    why: ['Die übrigen hat niemand angesehen.'],
  }),
  'pdf.form-script': (param) => ({
    sentence: [place(param), ' enthält Berechnungen in den Feldern eines Formulars.'],
    why: ['Es sind die, die Formularprogramme selbst schreiben.'],
  }),
  'pdf.javascript': (param) => ({
    sentence: [place(param), ' enthält ein Skript.'],
    why: [
      'Ein Skript in einem PDF läuft im Leseprogramm; die meisten Angriffe auf Leseprogramme beginnen damit.',
    ],
  }),
  'pdf.javascript-on-opening': (param) => ({
    sentence: [place(param), ' enthält ein Skript, das beim Öffnen läuft.'],
    why: ['Es läuft, bevor Sie etwas gesehen haben; so beginnen die meisten Angriffe auf Leseprogramme.'],
  }),
  'pdf.acts-on-opening': (param) => ({
    sentence: [place(param), ' tut beim Öffnen etwas, ohne zu fragen (', code(param('action')), ').'],
    why: ['Ein Dokument zum Lesen braucht das nicht.'],
  }),
  'pdf.launch': (param) => ({
    sentence: [
      place(param),
      ' startet ein Programm oder öffnet eine andere Datei: ',
      code(param('target')),
      '.',
    ],
    why: ['Ein Dokument zum Lesen braucht das nicht.'],
  }),
  'pdf.submits-form': (param) => ({
    sentence: [
      place(param),
      ' schickt an eine andere Stelle, was Sie eintragen: ',
      code(param('target')),
      '.',
    ],
    why: ['Tragen Sie nichts ein, was nicht für jene Stelle bestimmt ist.'],
  }),
  'pdf.imports-data': (param) => ({
    sentence: [place(param), ' liest Daten aus einer anderen Datei ein: ', code(param('target')), '.'],
    why: ['Ein Dokument zum Lesen braucht das nicht.'],
  }),
  'pdf.remote-file': (param) => ({
    sentence: [
      place(param),
      ' führt zu einer Datei auf einem anderen Computer: ',
      code(param('target')),
      '.',
    ],
    why: ['Schon der Name eines freigegebenen Ordners kann Ihre Anmeldung verraten.'],
  }),
  'pdf.dynamic-form': (param) => ({
    sentence: [place(param), ' enthält ein dynamisches Formular (XFA).'],
    why: ['Diese Art von Formular kennen nur noch wenige Leseprogramme.'],
  }),
  'pdf.form-with-script': (param) => ({
    sentence: [place(param), ' enthält ein dynamisches Formular mit Skripten (XFA).'],
    why: ['Seine Skripte laufen im Leseprogramm, wenn das Formular geöffnet oder ausgefüllt wird.'],
  }),
  'pdf.media': (param) => ({
    sentence: [place(param), ' enthält Medien, die einen Abspieler starten (', code(param('kind')), ').'],
    why: ['Abspieler in Dokumenten waren schon oft ein Weg in den Computer.'],
  }),
  'pdf.disguised-name': (param) => ({
    sentence: [place(param), ' verbirgt ein Wort vor Prüfprogrammen: ', code(param('name')), '.'],
    why: [
      'Buchstaben sind als Zahlen geschrieben, obwohl nichts das verlangt. Kein gewöhnliches Programm schreibt so eine Datei.',
    ],
  }),
};

const hows: ReadonlyMap<string, string> = new Map([
  ['header', 'der Anfang ist nicht der des Formats'],
  ['nesting', 'Dinge sind ineinander verpackt'],
  ['hexadecimal', 'zwischen den Ziffern steht anderes'],
  ['unknown-words', 'Wörter, die das Format nicht kennt'],
]);

function howText(how: string): TextPart {
  return hows.get(how) ?? code(how);
}

function place(param: (name: string) => string): TextPart {
  return param('where') === '' ? 'Diese Datei' : strong(param('where'));
}
