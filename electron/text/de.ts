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
    shortcuts: 'Tastenkürzel',
  },
  tray: {
    open: 'Gatehouse öffnen',
    unread: (count) => (count === 1 ? '1 ungelesene Nachricht' : `${count} ungelesene Nachrichten`),
  },
  notifications: {
    newMessageFrom: (name) => `Neue Nachricht von ${name}`,
    held: 'Neue Nachricht, zur Sicherheit zurückgehalten',
  },
  saveDialog: { title: 'Meldung speichern', jsonFile: 'JSON-Datei' },
};
