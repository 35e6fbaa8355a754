import type { previewEn } from './preview-en.ts';

export const previewDe: typeof previewEn = {
  title: (name) => `Vorschau von ${name}`,
  content: 'Inhalt der Datei',
  close: 'Schließen',
  actual: 'Volle Größe',
  opening: 'Wird geöffnet …',
  picture: 'Das Bild',
  points: (width, height) => `${width} × ${height}`,
  pages: (count) => (count === 1 ? '1 Seite' : `${count} Seiten`),
  page: (number, count) => `Seite ${number} von ${count}`,
  wordless: 'Auf dieser Seite steht kein Text.',
  brokenPage: 'Diese Seite lässt sich nicht zeigen.',
  cut: 'Nur der Anfang ist zu sehen',
  'cannot-show':
    'Diese Datei lässt sich nicht zeigen. Vielleicht ist sie beschädigt. Speichern können Sie sie trotzdem.',
  'too-large': 'Dieses Bild ist zu groß, um gezeigt zu werden. Speichern können Sie es trotzdem.',
};
