import { AnnotationMode, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as pdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { element } from '../above/element.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { PdfPage } from './pdf-page.ts';
import type { Viewed } from './shown.ts';

// The content security policy has no worker: this process has nothing else to do, and main closes it however busy it is.
Object.assign(globalThis, { pdfjsWorker: pdfWorker });

/** More pages than these are not offered; nobody looks through them here. */
const mostPages = 2000;

/**
 * A PDF as pictures of its pages, drawn when they come near. There is no layer of links, fields or scripts above them, so nothing in it
 * can act: JavaScript, OpenAction, Launch and URI are never read. Glyphs are drawn as outlines, so no font of its reaches the system's
 * font code; no WebAssembly, no decoder of the browser's.
 */
export async function pdfView(bytes: Uint8Array, text: Catalogue['preview']): Promise<Viewed> {
  const pdf = await getDocument({
    // It takes what it is given for its own.
    data: new Uint8Array(bytes),
    disableFontFace: true,
    enableXfa: false,
    useWasm: false,
    useWorkerFetch: false,
    isImageDecoderSupported: false,
    disableWorkerRendering: true,
    maxImageSize: 64_000_000,
    verbosity: 0,
  }).promise;
  const count = Math.min(pdf.numPages, mostPages);
  const content = element('div', { class: 'pages' });
  const pages = await pagesOf(pdf, count, text);
  content.append(...pages.map(({ frame }) => frame));
  watch(pages);
  return {
    outcome: 'shown',
    view: {
      content,
      facts: text.pages(pdf.numPages),
      setFit: (isFit) => {
        content.classList.toggle('fit', isFit);
        for (const page of pages) page.redraw();
      },
    },
  };
}

/** The others are taken to be as large as the first until they are drawn. */
async function pagesOf(pdf: PDFDocumentProxy, count: number, text: Catalogue['preview']): Promise<PdfPage[]> {
  const first = (await pdf.getPage(1)).getViewport({ scale: 1 });
  return Array.from(
    { length: count },
    (_, index) =>
      new PdfPage({
        number: index + 1,
        size: first,
        label: text.page(index + 1, pdf.numPages),
        broken: text.brokenPage,
        wordless: text.wordless,
        annotations: AnnotationMode.ENABLE,
        load: () => pdf.getPage(index + 1),
      }),
  );
}

/** Draws what is in sight or near it, and lets go of the rest: a page takes megabytes. */
function watch(pages: readonly PdfPage[]): void {
  const byFrame = new Map<Element, PdfPage>(pages.map((page) => [page.frame, page]));
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) byFrame.get(target)?.setNear(isIntersecting);
    },
    { rootMargin: '100% 0px' },
  );
  for (const { frame } of pages) observer.observe(frame);
}
