import type { MainText } from './en.ts';

export const de: MainText = {
  menu: {
    file: 'Datei',
    edit: 'Bearbeiten',
    view: 'Ansicht',
    window: 'Fenster',
    help: 'Hilfe',
    settings: 'Einstellungen …',
    quit: 'Gatehouse beenden',
    undo: 'Rückgängig',
    redo: 'Wiederholen',
    cut: 'Ausschneiden',
    copy: 'Kopieren',
    paste: 'Einfügen',
    selectAll: 'Alles auswählen',
    switcher: 'Springen zu …',
    searchHere: 'In dieser Unterhaltung suchen',
    search: 'In allen Nachrichten suchen',
    actualSize: 'Originalgröße',
    zoomIn: 'Größer',
    zoomOut: 'Kleiner',
    fullScreen: 'Vollbild',
    minimize: 'Minimieren',
    close: 'Fenster schließen',
    security: 'Sicherheit',
    shortcuts: 'Tastenkürzel',
  },
  tray: {
    open: 'Gatehouse öffnen',
    unread: (count) => (count === 1 ? '1 ungelesene Nachricht' : `${count} ungelesene Nachrichten`),
  },
  notifications: {
    newMessageFrom: (name) => `Neue Nachricht von ${name}`,
    held: 'Neue Nachricht, zur Sicherheit zurückgehalten',
    file: (name) => `Datei: ${name}`,
  },
  report: {
    title: 'Eine verdächtige Nachricht wurde mit Gatehouse gemeldet.',
    falseAlarmTitle: 'Gatehouse hat sich bei einer Nachricht vielleicht geirrt.',
    reporter: 'Gemeldet von',
    sender: 'Absender',
    disposition: 'Gehalten für',
    dispositions: {
      suspicious: 'verdächtig',
      phishing: 'Phishing',
      spam: 'Werbung',
      other: 'etwas anderes',
      'false-alarm': 'harmlos (Fehlalarm)',
      exercise: 'eine Übung',
    },
    received: 'Empfangen',
    verdict: 'Urteil',
    links: 'Links',
    file: 'Datei',
    earlier: (count: number) =>
      count === 1 ? '1 frühere Nachricht angehängt' : `${count} frühere Nachrichten angehängt`,
    identifier: 'Meldung',
    message: 'Nachricht (Links unbrauchbar gemacht, verborgene Zeichen als [U+…] gezeigt):',
    shortened: '… (gekürzt; die angehängten Belege enthalten mehr)',
    note: (identifier: string) => `Notiz zur Meldung ${identifier}:`,
    description: (sender: string) => `Chatnachricht von ${sender}, gemeldet vom Empfänger.`,
    evidence: {
      stanza: 'Die Nachricht, wie sie empfangen wurde (XMPP-Stanza)',
      findings: 'Was Gatehouse darin gefunden hat',
      earlier: 'Frühere Nachrichten derselben Unterhaltung',
      shortened: (kept: number, all: number) => `gekürzt auf die ersten ${kept} von ${all} Bytes`,
    },
  },
  withdrawal: {
    title: (count: number) =>
      count === 1
        ? 'Eine neue Regel hat 1 Nachricht zurückgezogen, die schon zu sehen war.'
        : `Eine neue Regel hat ${count} Nachrichten zurückgezogen, die schon zu sehen waren.`,
    titleSent: (count: number) =>
      count === 1
        ? 'Eine neue Regel hätte 1 Nachricht gestoppt, die schon gesendet war.'
        : `Eine neue Regel hätte ${count} Nachrichten gestoppt, die schon gesendet waren.`,
    from: 'Aus dem Konto',
    to: (recipient: string) => `an ${recipient}`,
    more: (count: number) =>
      count === 1 ? '… und 1 weitere, aufgezeichnet' : `… und ${count} weitere, aufgezeichnet`,
  },
  release: {
    title: 'Jemand bittet um eine Datei, die zurückgehalten wird.',
    by: 'Gebeten von',
    from: 'Die Datei ist von',
    file: 'Datei',
    verdict: 'Zurückgehalten wegen',
    note: 'Notiz',
    answer: 'Antworten Sie mit einer dieser Zeilen und mit nichts anderem:',
  },
  falseAlarm: {
    title: 'Eine Regel für vertrauliche Daten hat sich vielleicht geirrt.',
    by: 'Gemeldet von',
    to: 'Der Text war für',
    step: 'Was Gatehouse getan hat',
    steps: {
      notice: 'darauf hingewiesen',
      justify: 'nach einem Grund gefragt',
      refuse: 'den Text nicht hinausgelassen',
    },
    rule: 'Regel',
    nothingElse: 'Mehr vom Text steht nicht in dieser Meldung.',
  },
  saveDialog: { title: 'Meldung speichern', fileTitle: 'Datei speichern', jsonFile: 'JSON-Datei' },
};
