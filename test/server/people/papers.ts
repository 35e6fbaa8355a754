import { makePackage, wordBody } from '../../unit/inspect/documents/make-office.ts';
import { makePdf, pdfStream } from '../../unit/inspect/documents/make-pdf.ts';
import { makeVbaProject } from '../../unit/inspect/documents/make-vba.ts';

interface Paper {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A page that can be read. */
export function agenda(): Paper {
  const lines = [
    'Audit 2026',
    '',
    '10:00  Welcome',
    '10:15  Figures of the quarter',
    '11:30  Open questions',
  ];
  const words = lines.map((line) => `(${line}) '`).join('\n');
  return {
    name: 'Agenda audit 2026.pdf',
    bytes: makePdf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 300] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
      pdfStream(`BT /F 20 Tf 28 TL 40 260 Td ${words} ET`),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ]),
  };
}

/** A letter that would start a program. */
export function order(): Paper {
  const macro = 'Sub AutoOpen()\r\nShell "powershell -nop -w hidden"\r\nEnd Sub\r\n';
  return {
    name: 'Order 4471.docm',
    bytes: makePackage({
      'word/document.xml': wordBody('<w:r><w:t>Please enable the content to see the order.</w:t></w:r>'),
      'word/vbaProject.bin': makeVbaProject({ Module1: macro }),
    }),
  };
}
