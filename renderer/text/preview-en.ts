/** A file that is looked at. */
export const previewEn = {
  title: (name: string) => `Preview of ${name}`,
  content: 'Content of the file',
  close: 'Close',
  actual: 'Full size',
  opening: 'Opening …',
  picture: 'The picture',
  points: (width: number, height: number) => `${width} × ${height}`,
  pages: (count: number) => (count === 1 ? '1 page' : `${count} pages`),
  page: (number: number, count: number) => `Page ${number} of ${count}`,
  wordless: 'There is no text on this page.',
  brokenPage: 'This page cannot be shown.',
  cut: 'Only the beginning is shown',
  'cannot-show': 'This file cannot be shown. It may be damaged. You can still save it.',
  'too-large': 'This picture is too large to be shown. You can still save it.',
};
